"""The person's verdicts beside the app's."""

from __future__ import annotations

import pytest
import sample
from stand_ins import StillClock

from interviewer.interview.coverage import Verdict
from interviewer.interview.reports.correction import corrected_coverage, with_verdict

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
