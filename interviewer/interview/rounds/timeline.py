"""The parts of a story against the clock: what each should take, what it took, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from interviewer.interview.attempt import Attempt
from interviewer.interview.delivery import StarTime, Told, missing_parts, names_number
from interviewer.interview.question import Question, StarPart
from interviewer.interview.transcript import Span, Transcript
from interviewer.sentence import Sentence

#: The share of the answer that each part should take (University of Washington career guide).
BUDGETS = {StarPart.SITUATION: 0.2, StarPart.TASK: 0.1, StarPart.ACTION: 0.6, StarPart.RESULT: 0.1}
#: A part ran over from this many times its share on, if it is so much of the whole.
_OVER_TIMES, _OVER_BY = 1.5, 0.08
_SHORTEST_S = 0.5
_NAMES = {
    StarPart.SITUATION: Sentence("situation"),
    StarPart.TASK: Sentence("task"),
    StarPart.ACTION: Sentence("action"),
    StarPart.RESULT: Sentence("result"),
    StarPart.LEARNING: Sentence("learning"),
}


def budgets(question: Question) -> Mapping[StarPart, float]:
    """What the bank says of this question, or else what is usual."""
    return question.budgets or BUDGETS


def plan(target_s: float, shares: Mapping[StarPart, float] = BUDGETS) -> tuple[StarTime, ...]:
    """When each part should be told in an answer of the target's length."""
    parts, at_s = [], 0.0
    for part, share in shares.items():
        parts.append(StarTime(part, Span(at_s, at_s + share * target_s), share))
        at_s += share * target_s
    return tuple(parts)


def due(elapsed_s: float, planned: Sequence[StarTime]) -> StarTime:
    """The part of the plan that one should be telling now."""
    return next((one for one in planned if elapsed_s < one.span.end_s), planned[-1])


def from_marks(marks_s: Sequence[float], transcript: Transcript) -> tuple[StarTime, ...]:
    """The parts as the person marked them while speaking; each mark goes on to the next part."""
    if not marks_s:
        return ()
    speech = transcript.speech or ()
    start_s = speech[0].start_s if speech else 0.0
    end_s = speech[-1].end_s if speech else transcript.duration_s or 0.0
    inner = [min(max(at_s, start_s), end_s) for at_s in sorted(marks_s)[: len(StarPart) - 1]]
    edges = [start_s, *inner, end_s]
    spans = [Span(one, other) for one, other in pairwise(edges)]
    return _shared([StarTime(part, span, 0.0) for part, span in zip(StarPart, spans, strict=False)])


def counted(attempt: Attempt) -> tuple[StarTime, ...]:
    """The parts that count: as the person set them, else as heard in the words, else as marked.

    A typed answer has no times, and so none of these.
    """
    if not attempt.question.wants_star:
        return ()
    if attempt.star is not None:
        return attempt.star
    heard = attempt.feedback.delivery.star
    timed = tuple(StarTime(one.part, one.span, one.share) for one in heard if one.span is not None)
    return timed or from_marks(attempt.marks_s, attempt.transcript)


def moved(parts: Sequence[StarTime], boundary: int, at_s: float) -> tuple[StarTime, ...]:
    """The parts with one boundary moved, as far as its neighbours let it; 0 lies after the first part."""
    before, after = parts[boundary], parts[boundary + 1]
    low_s, high_s = before.span.start_s + _SHORTEST_S, after.span.end_s - _SHORTEST_S
    at_s = max(low_s, min(high_s, at_s))
    changed = list(parts)
    changed[boundary] = replace(before, span=Span(before.span.start_s, at_s))
    changed[boundary + 1] = replace(after, span=Span(at_s, after.span.end_s))
    return _shared(changed)


def ran_over(one: StarTime | Told, shares: Mapping[StarPart, float] = BUDGETS) -> bool:
    return _is_over(one.part, one.share, shares)


def _is_over(part: StarPart, share: float, shares: Mapping[StarPart, float]) -> bool:
    budget = shares.get(part)
    return budget is not None and share > _OVER_TIMES * budget and share > budget + _OVER_BY


def has_number(one: StarTime | Told, transcript: Transcript) -> bool:
    """Whether a figure was named while this part was told."""
    if isinstance(one, Told):
        return one.has_number
    inside = [
        word
        for word in transcript.words
        if word.start_s is not None and one.span.start_s <= word.start_s <= one.span.end_s
    ]
    return names_number(inside)


def advice(
    parts: Sequence[StarTime | Told], transcript: Transcript, shares: Mapping[StarPart, float] = BUDGETS
) -> list[Sentence]:
    """What to do about the story: what is missing, a result without a number, what ran over."""
    if not parts:
        return []
    found = []
    lacking = missing_parts(parts)
    if StarPart.RESULT in lacking:
        found.append(Sentence("The result is missing: say what came of it, at best with a number."))
    found += [
        Sentence("The {part} is missing.", part=_NAMES[part])
        for part in lacking
        if part is not StarPart.RESULT
    ]
    results = [one for one in parts if one.part is StarPart.RESULT]
    if results and not any(has_number(one, transcript) for one in results):
        found.append(Sentence("Your result has no number: say how much, how many or how long."))
    for part in dict.fromkeys(one.part for one in parts):
        share = sum(one.share for one in parts if one.part is part)
        if _is_over(part, share, shares):
            told = {"part": _NAMES[part], "share": f"{share:.0%}", "enough": f"{shares[part]:.0%}"}
            found.append(Sentence("The {part} took {share} of the time; {enough} is enough.", **told))
    return found


def _shared(parts: Sequence[StarTime]) -> tuple[StarTime, ...]:
    whole_s = sum(one.span.duration_s for one in parts)
    return tuple(
        replace(one, share=round(one.span.duration_s / whole_s, 3) if whole_s else 0.0) for one in parts
    )
