"""Two takes of one question."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sample

from interviewer.interview.attempt import Attempt
from interviewer.interview.coverage import Coverage, Verdict
from interviewer.interview.question import PointId
from interviewer.interview.reports.advance import Change, advance, previous

AT = datetime(2026, 11, 23, tzinfo=UTC)


def judged(**verdicts: Verdict) -> Attempt:
    attempt = sample.attempt(AT)
    points = tuple(
        replace(one, verdict=verdicts.get(one.point.id, Verdict.COVERED))
        for one in attempt.feedback.coverage.points
    )
    return replace(attempt, feedback=replace(attempt.feedback, coverage=Coverage(points)))


def names(before: Attempt, after: Attempt, change: Change) -> list[str]:
    return [one.after.point.id for one in advance(before, after).of(change)]


def test_points_are_gained_lost_kept_and_still_missed() -> None:
    before = judged(clusters=Verdict.MISSED, storage=Verdict.PARTIAL, adf=Verdict.MISSED)
    after = judged(storage=Verdict.COVERED, adf=Verdict.MISSED, photon=Verdict.CONTRADICTED)
    assert names(before, after, Change.GAINED) == ["clusters", "storage"]
    assert names(before, after, Change.LOST) == ["photon"]
    assert names(before, after, Change.STILL_MISSED) == ["adf"]
    assert names(before, after, Change.KEPT) == ["budgets"]
    assert advance(before, after).points[0].change is Change.LOST


def test_partly_twice_is_still_missed() -> None:
    assert names(judged(adf=Verdict.PARTIAL), judged(adf=Verdict.PARTIAL), Change.STILL_MISSED) == ["adf"]


def test_the_person_s_own_verdict_counts() -> None:
    after = replace(judged(adf=Verdict.MISSED), corrections={PointId("adf"): Verdict.COVERED})
    assert names(judged(adf=Verdict.MISSED), after, Change.GAINED) == ["adf"]


def test_a_point_is_known_again_by_its_words_after_an_edit_of_the_bank() -> None:
    before, after = judged(adf=Verdict.MISSED), judged()
    renamed = tuple(
        replace(one, point=replace(one.point, id=PointId(f"new-{one.point.id}")))
        for one in after.feedback.coverage.points
    )
    after = replace(after, feedback=replace(after.feedback, coverage=Coverage(renamed)))
    assert names(before, after, Change.GAINED) == ["new-adf"]
    reworded = tuple(replace(one, point=replace(one.point, text="New.")) for one in renamed)
    after = replace(after, feedback=replace(after.feedback, coverage=Coverage(reworded)))
    assert len(names(before, after, Change.ADDED)) == 5


def test_the_figures_are_later_less_earlier_and_unknown_without_sound() -> None:
    before, after = judged(), judged(adf=Verdict.MISSED)
    delivery = replace(after.feedback.delivery, pace_wpm=150.0, fillers=(), duration_s=30.0)
    after = replace(after, feedback=replace(after.feedback, delivery=delivery))
    found = advance(before, after)
    assert found.score == pytest.approx(-0.2)
    assert found.pace_wpm == pytest.approx(12.0)
    assert found.fillers_a_minute is not None
    assert found.fillers_a_minute < 0
    typed = replace(delivery, pace_wpm=None, fillers=None, duration_s=None)
    after = replace(after, feedback=replace(after.feedback, delivery=typed))
    found = advance(before, after)
    assert (found.pace_wpm, found.fillers_a_minute, found.duration_s) == (None, None, None)


def test_the_take_before_is_the_last_one_that_was_judged() -> None:
    newest, unjudged, oldest = (replace(judged(), at=AT - timedelta(days=days)) for days in range(3))
    unjudged = replace(unjudged, feedback=replace(unjudged.feedback, abstained="No speech was heard."))
    assert previous(newest, [newest, unjudged, oldest]) is oldest
    assert previous(oldest, [newest, unjudged, oldest]) is None
