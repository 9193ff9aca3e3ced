"""What to work on after a round: the points that cost most, over all its answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from interviewer.interview.attempt import Attempt
from interviewer.interview.coverage import CREDIT, PointVerdict
from interviewer.interview.question import KeyPoint
from interviewer.interview.reports.correction import corrected_coverage


@dataclass(frozen=True, slots=True)
class Gap:
    """A point that was not, or not fully, covered. ``cost`` is its weight times the share that was missed."""

    attempt: Attempt
    judged: PointVerdict
    cost: float


def gaps(attempts: Iterable[Attempt]) -> list[Gap]:
    """The costliest first, and then as answered. An answer that could not be judged has none."""
    found = [
        Gap(attempt, judged, judged.point.weight * (1 - CREDIT[judged.verdict]))
        for attempt in attempts
        if attempt.feedback.abstained is None
        for judged in corrected_coverage(attempt).points
    ]
    return sorted((gap for gap in found if gap.cost > 0), key=lambda gap: -gap.cost)


def latest(attempts: Iterable[Attempt]) -> tuple[Attempt, ...]:
    """The last answer to each question, in the order in which the questions came."""
    return tuple({attempt.question.id: attempt for attempt in attempts}.values())


def left_out(attempt: Attempt) -> tuple[KeyPoint, ...]:
    """The points that an answer did not, or not fully, cover; what cost most comes first."""
    return tuple(gap.judged.point for gap in gaps((attempt,)))


def score(attempts: Iterable[Attempt]) -> float | None:
    """The mean of the answers that could be judged, 0 to 1; None where none could."""
    scores = [
        one
        for attempt in attempts
        if attempt.feedback.abstained is None and (one := corrected_coverage(attempt).score) is not None
    ]
    return sum(scores) / len(scores) if scores else None
