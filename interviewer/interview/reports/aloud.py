"""Feedback to be listened to: two or three sentences, the most useful first."""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.interview.attempt import Attempt
from interviewer.interview.coverage import PointVerdict, Verdict
from interviewer.interview.feedback import about_time
from interviewer.interview.question import KeyPoint
from interviewer.interview.reports.correction import corrected_coverage
from interviewer.sentence import Sentence, together

_NUMBERS = (
    Sentence("none"),
    Sentence("one"),
    Sentence("two"),
    Sentence("three"),
    Sentence("four"),
    Sentence("five"),
    Sentence("six"),
    Sentence("seven"),
    Sentence("eight"),
    Sentence("nine"),
)
#: More names than this are not remembered.
_MOST_NAMES = 3
_MOST_WORDS = 8


def aloud(attempt: Attempt) -> str:
    """What was covered, what was left out, and whether it took its time."""
    feedback = attempt.feedback
    if feedback.abstained is not None:
        return feedback.abstained
    points = corrected_coverage(attempt).points
    said: list[Sentence | None] = (
        [_single(points[0])] if len(points) == 1 else [_covered(points), _left_out(points), _opposite(points)]
    )
    said.append(about_time(attempt.question, feedback.delivery))
    return together([sentence for sentence in said if sentence][:3])


def _covered(points: Sequence[PointVerdict]) -> Sentence:
    if not points:
        return Sentence("This question has no key points to compare with.")
    covered = sum(judged.verdict is Verdict.COVERED for judged in points)
    counted = {"covered": _number(covered), "total": _number(len(points))}
    partly = sum(judged.verdict is Verdict.PARTIAL for judged in points)
    if covered == len(points):
        return Sentence("You covered all {total}.", **counted)
    if partly:
        counted["partly"] = _number(partly)
        return Sentence("You covered {covered} of {total}, and {partly} in part.", **counted)
    return Sentence("You covered {covered} of {total}.", **counted)


def _left_out(points: Sequence[PointVerdict]) -> Sentence | None:
    left = sorted(
        (judged.point for judged in points if judged.verdict is Verdict.MISSED),
        key=lambda point: -point.weight,
    )
    if not left:
        return None
    names = [_name(point) for point in left[:_MOST_NAMES]]
    if len(left) > _MOST_NAMES:
        names.append(Sentence("{count} more", count=_number(len(left) - _MOST_NAMES)))
    listed = names[0]
    if len(names) > 1:
        listed = Sentence("{names} and {last}", names=", ".join(names[:-1]), last=names[-1])
    return Sentence("You left out {names}.", names=listed)


def _opposite(points: Sequence[PointVerdict]) -> Sentence | None:
    names = [_name(judged.point) for judged in points if judged.verdict is Verdict.CONTRADICTED]
    if not names:
        return None
    return Sentence(
        "Check what you said about {point}: it may be the opposite of the model answer.", point=names[0]
    )


def _single(judged: PointVerdict) -> Sentence:
    text = judged.point.text
    return {
        Verdict.COVERED: Sentence("You covered it."),
        Verdict.PARTIAL: Sentence("You covered it in part. The point is: {point}", point=text),
        Verdict.MISSED: Sentence("You left it out. The point is: {point}", point=text),
        Verdict.CONTRADICTED: Sentence("You may have said the opposite. The point is: {point}", point=text),
    }[judged.verdict]


def _name(point: KeyPoint) -> str:
    words = (point.label or point.text).strip(" .:;").split()
    return " ".join(words[:_MOST_WORDS])


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)
