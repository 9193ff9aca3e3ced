"""The person's verdicts beside the app's."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sample
from stand_ins import StillClock

from interviewer.interview.attempt import Attempt, FollowUpAnswer
from interviewer.interview.coverage import Verdict
from interviewer.interview.feedback import Grade
from interviewer.interview.reports.correction import corrected_coverage, earned_grade, with_verdict

_ATTEMPT = sample.attempt(StillClock().at)


def test_a_correction_counts_and_the_apps_verdict_stays() -> None:
    corrected = with_verdict(_ATTEMPT, "adf", Verdict.COVERED)
    assert corrected_coverage(corrected).score == pytest.approx(0.7)
    assert corrected.feedback is _ATTEMPT.feedback
    assert _ATTEMPT.corrections == {}


@pytest.mark.parametrize("verdict", [None, Verdict.MISSED])
def test_a_correction_can_be_taken_back(verdict: Verdict | None) -> None:
    corrected = with_verdict(_ATTEMPT, "adf", Verdict.COVERED)
    assert with_verdict(corrected, "adf", verdict).corrections == {}


def test_without_corrections_the_apps_verdicts_count() -> None:
    assert corrected_coverage(_ATTEMPT) == _ATTEMPT.feedback.coverage


def followed_up(verdict: Verdict) -> Attempt:
    judged = _ATTEMPT.feedback.coverage.points[3]
    answer = FollowUpAnswer("And ADF?", attempt=None, take=None, points=(replace(judged, verdict=verdict),))
    return replace(_ATTEMPT, follow_up=answer)


def test_what_a_follow_up_brought_counts_and_the_answer_stays_as_judged() -> None:
    whole = followed_up(Verdict.COVERED)
    assert corrected_coverage(whole).score == pytest.approx(0.7)
    assert whole.feedback is _ATTEMPT.feedback
    assert earned_grade(whole) is Grade.GOOD
    assert earned_grade(_ATTEMPT) is Grade.HARD


def test_a_follow_up_takes_nothing_away_and_the_person_has_the_last_word() -> None:
    assert corrected_coverage(followed_up(Verdict.CONTRADICTED)).score == pytest.approx(0.5)
    said = with_verdict(followed_up(Verdict.COVERED), "adf", Verdict.PARTIAL)
    assert corrected_coverage(said).score == pytest.approx(0.6)
