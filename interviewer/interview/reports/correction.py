"""The person has the last word: verdicts as they say them, with the app's own kept beside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from interviewer.interview import feedback
from interviewer.interview.attempt import Attempt
from interviewer.interview.coverage import CREDIT, Coverage, PointVerdict, Verdict
from interviewer.interview.feedback import Grade
from interviewer.interview.question import PointId


def with_verdict(attempt: Attempt, point: PointId, verdict: Verdict | None) -> Attempt:
    """The attempt with a verdict set by the person; None, or the app's own verdict, takes theirs back."""
    own = next(judged.verdict for judged in attempt.feedback.coverage.points if judged.point.id == point)
    corrections = {key: value for key, value in attempt.corrections.items() if key != point}
    if verdict is not None and verdict is not own:
        corrections[point] = verdict
    return replace(attempt, corrections=corrections)


def corrected_coverage(attempt: Attempt) -> Coverage:
    """The coverage that counts: each verdict as the person says, or else as judged, with the follow-up."""
    added = attempt.follow_up.points if attempt.follow_up else ()
    more = {judged.point.id: judged.verdict for judged in added}
    coverage = attempt.feedback.coverage
    points = (replace(judged, verdict=_counted(attempt, judged, more)) for judged in coverage.points)
    return replace(coverage, points=tuple(points))


def _counted(attempt: Attempt, judged: PointVerdict, more: Mapping[PointId, Verdict]) -> Verdict:
    """A follow-up can add to an answer, and takes nothing from it."""
    own, later = judged.verdict, more.get(judged.point.id)
    if later is not None and CREDIT[later] > CREDIT[own]:
        own = later
    return attempt.corrections.get(judged.point.id, own)


def earned_grade(attempt: Attempt) -> Grade | None:
    """The grade that the coverage that counts has earned; what the person says it is, stands beside it."""
    given = attempt.feedback
    if given.abstained is not None or not (attempt.corrections or attempt.follow_up):
        return given.grade
    return feedback.grade(attempt.question, corrected_coverage(attempt), given.delivery)
