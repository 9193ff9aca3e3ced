"""Questions after a part of a question: the follow-up to an answer, and the drill of what was left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from interviewer.interview.attempt import Attempt
from interviewer.interview.coverage import CREDIT
from interviewer.interview.question import FollowUp, KeyPoint, Question, QuestionId, Rubric
from interviewer.interview.rounds import debrief
from interviewer.interview.rounds.debrief import Gap

#: A part takes less time than the whole.
TARGET_S = 45.0


def follow_up(attempt: Attempt) -> Question | None:
    """What an interviewer would ask now: for what the answer has left out. None where there is nothing.

    The bank's own follow-up for a missed point comes first, then one for any answer, then a plain probe.
    """
    gaps = debrief.gaps((attempt,))
    if not gaps or attempt.follow_up is not None or attempt.question.part_of is not None:
        return None
    missed = [gap for gap in gaps if not CREDIT[gap.judged.verdict]]
    own = _own(attempt.question.follow_ups, missed)
    if own is None and not missed:
        return None
    points = tuple(gap.judged.point for gap in gaps)
    ask = own or _probe(missed[0].judged.point)
    return _part(attempt.question, ask, points, which=follow_up_id(attempt.question.id))


def follow_up_id(question: QuestionId) -> QuestionId:
    """The id of whatever is asked after an answer to the question."""
    return _part_id(question, "follow-up")


def drill(question: Question, points: Sequence[KeyPoint]) -> list[Question]:
    """One question for each point; the first is introduced by the question that they belong to.

    A question of a drill is asked again as it is.
    """
    if question.part_of is not None:
        return [question] if points else []
    asked: list[Question] = []
    for point in points:
        ask = _own_for(question.follow_ups, point) or _probe(point)
        part = _part(question, ask, (point,), which=_part_id(question.id, point.id))
        first = not asked
        asked.append(
            replace(
                part,
                text=f"{question.text}\n{ask}",
                say=f"{question.say} {ask}" if first else ask,
                answer_markdown=point.text,
            )
        )
    return asked


def _part(question: Question, ask: str, points: tuple[KeyPoint, ...], *, which: QuestionId) -> Question:
    return replace(
        question,
        id=which,
        text=ask,
        say=ask,
        rubric=Rubric(points),
        target_s=min(TARGET_S, question.target_s),
        follow_ups=(),
        part_of=question.id,
    )


def _part_id(question: QuestionId, name: str) -> QuestionId:
    return QuestionId(f"{question}.{name}")


def _own(follow_ups: Sequence[FollowUp], missed: Sequence[Gap]) -> str | None:
    """The bank's follow-up for the costliest of the missed points, or else one that fits any answer."""
    found = [ask for gap in missed if (ask := _own_for(follow_ups, gap.judged.point))]
    return next(iter(found), None) or next((one.ask for one in follow_ups if one.if_missing is None), None)


def _own_for(follow_ups: Sequence[FollowUp], point: KeyPoint) -> str | None:
    label = (point.label or "").casefold()
    return next((one.ask for one in follow_ups if label and (one.if_missing or "").casefold() == label), None)


def _probe(point: KeyPoint) -> str:
    """Asks for a point without giving it away; a point without a label has no name to ask by."""
    label = (point.label or "").strip(" .:;?")
    return f"What would you say about {label}?" if label else "What else belongs in the answer?"
