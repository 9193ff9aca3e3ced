"""Feedback to be listened to: two or three sentences, the most useful first."""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.interview.attempt import Attempt
from interviewer.interview.coverage import PointVerdict, Verdict
from interviewer.interview.feedback import about_time
from interviewer.interview.question import KeyPoint
from interviewer.interview.reports.correction import corrected_coverage

_NUMBERS = dict(enumerate(("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")))
#: More names than this are not remembered.
_MOST_NAMES = 3
_MOST_WORDS = 8


def aloud(attempt: Attempt) -> str:
    """What was covered, what was left out, and whether it took its time."""
    feedback = attempt.feedback
    if feedback.abstained is not None:
        return feedback.abstained
    points = corrected_coverage(attempt).points
    said = (
        [_single(points[0])] if len(points) == 1 else [_covered(points), _left_out(points), _opposite(points)]
    )
    said.append(about_time(attempt.question, feedback.delivery) or "")
    return " ".join([sentence for sentence in said if sentence][:3])


def _covered(points: Sequence[PointVerdict]) -> str:
    if not points:
        return "This question has no key points to compare with."
    covered = sum(judged.verdict is Verdict.COVERED for judged in points)
    partly = sum(judged.verdict is Verdict.PARTIAL for judged in points)
    if covered == len(points):
        return f"You covered all {_number(covered)}."
    part = f", and {_number(partly)} in part" if partly else ""
    return f"You covered {_number(covered)} of {_number(len(points))}{part}."


def _left_out(points: Sequence[PointVerdict]) -> str:
    left = sorted(
        (judged.point for judged in points if judged.verdict is Verdict.MISSED),
        key=lambda point: -point.weight,
    )
    if not left:
        return ""
    names = [_name(point) for point in left[:_MOST_NAMES]]
    if len(left) > _MOST_NAMES:
        names.append(f"{_number(len(left) - _MOST_NAMES)} more")
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"You left out {listed}."


def _opposite(points: Sequence[PointVerdict]) -> str:
    names = [_name(judged.point) for judged in points if judged.verdict is Verdict.CONTRADICTED]
    return (
        f"Check what you said about {names[0]}: it may be the opposite of the model answer." if names else ""
    )


def _single(judged: PointVerdict) -> str:
    return {
        Verdict.COVERED: "You covered it.",
        Verdict.PARTIAL: f"You covered it in part. The point is: {judged.point.text}",
        Verdict.MISSED: f"You left it out. The point is: {judged.point.text}",
        Verdict.CONTRADICTED: f"You may have said the opposite. The point is: {judged.point.text}",
    }[judged.verdict]


def _name(point: KeyPoint) -> str:
    words = (point.label or point.text).strip(" .:;").split()
    return " ".join(words[:_MOST_WORDS])


def _number(count: int) -> str:
    return _NUMBERS.get(count, str(count))
