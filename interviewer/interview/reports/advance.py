"""Two takes of one question: what came in, what is still missing, what was lost, and how it was told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from interviewer.interview.attempt import Attempt
from interviewer.interview.coverage import CREDIT, PointVerdict, Verdict
from interviewer.interview.reports.correction import corrected_coverage
from interviewer.interview.reports.report import score_that_counts


class Change(StrEnum):
    """What became of a key point from one take to the next, the most telling first."""

    LOST = "lost"
    GAINED = "gained"
    STILL_MISSED = "still missed"
    KEPT = "kept"
    #: the point was no part of the question then
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class PointChange:
    """One key point in both takes, with the person's corrections."""

    change: Change
    before: PointVerdict | None
    after: PointVerdict


@dataclass(frozen=True, slots=True)
class Advance:
    """The later take against the earlier one. A figure that either lacks is None."""

    before: Attempt
    after: Attempt
    points: tuple[PointChange, ...]
    #: each as later less earlier
    score: float | None
    pace_wpm: float | None
    fillers_a_minute: float | None
    duration_s: float | None

    def of(self, change: Change) -> tuple[PointChange, ...]:
        return tuple(one for one in self.points if one.change is change)


def advance(before: Attempt, after: Attempt) -> Advance:
    """Compares two takes of one question; a point is known again by its id, else by its words."""
    earlier = corrected_coverage(before).points
    points = tuple(_changed(_same(judged, earlier), judged) for judged in corrected_coverage(after).points)
    order = list(Change)
    was, now = before.feedback.delivery, after.feedback.delivery
    return Advance(
        before,
        after,
        tuple(sorted(points, key=lambda one: order.index(one.change))),
        score=_less(score_that_counts(after), score_that_counts(before)),
        pace_wpm=_less(now.pace_wpm, was.pace_wpm),
        fillers_a_minute=_less(fillers_a_minute(after), fillers_a_minute(before)),
        duration_s=_less(now.duration_s, was.duration_s),
    )


def fillers_a_minute(attempt: Attempt) -> float | None:
    delivery = attempt.feedback.delivery
    if delivery.fillers is None or not delivery.duration_s:
        return None
    return 60 * len(delivery.fillers) / delivery.duration_s


def _same(judged: PointVerdict, earlier: tuple[PointVerdict, ...]) -> PointVerdict | None:
    by_id = next((one for one in earlier if one.point.id == judged.point.id), None)
    return by_id or next((one for one in earlier if one.point.text == judged.point.text), None)


def _changed(before: PointVerdict | None, after: PointVerdict) -> PointChange:
    if before is None:
        return PointChange(Change.ADDED, None, after)
    was, now = CREDIT[before.verdict], CREDIT[after.verdict]
    if now > was:
        change = Change.GAINED
    elif now < was:
        change = Change.LOST
    else:
        change = Change.STILL_MISSED if after.verdict is not Verdict.COVERED else Change.KEPT
    return PointChange(change, before, after)


def _less(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other


def previous(attempt: Attempt, attempts: Iterable[Attempt]) -> Attempt | None:
    """The last judged take before this one, of all takes of its question, newest first."""
    return next(
        (one for one in attempts if one.at < attempt.at and one.feedback.abstained is None),
        None,
    )
