"""The person has the last word: verdicts as they say them, with the app's own kept beside."""

from __future__ import annotations

from dataclasses import replace

from interviewer.interview.attempt import Attempt
from interviewer.interview.coverage import Coverage, Verdict
from interviewer.interview.question import PointId


def with_verdict(attempt: Attempt, point: PointId, verdict: Verdict | None) -> Attempt:
    """The attempt with a verdict set by the person; None, or the app's own verdict, takes theirs back."""
    own = next(judged.verdict for judged in attempt.feedback.coverage.points if judged.point.id == point)
    corrections = {key: value for key, value in attempt.corrections.items() if key != point}
    if verdict is not None and verdict is not own:
        corrections[point] = verdict
    return replace(attempt, corrections=corrections)


def corrected_coverage(attempt: Attempt) -> Coverage:
    """The coverage that counts: each verdict as the person says, or else as the app judged."""
    return Coverage(
        tuple(
            replace(judged, verdict=attempt.corrections.get(judged.point.id, judged.verdict))
            for judged in attempt.feedback.coverage.points
        )
    )
