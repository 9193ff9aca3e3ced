"""The moments of an answer that are worth hearing: key points, long pauses, fillers, parts of a story."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from interviewer.interview.attempt import Attempt
from interviewer.interview.coverage import Verdict
from interviewer.interview.rounds import timeline
from interviewer.interview.transcript import Span

#: A shorter pause is part of speaking.
LONG_PAUSE_S = 1.0


class Kind(StrEnum):
    """What a mark stands for."""

    POINT = "point"
    PAUSE = "pause"
    FILLER = "filler"
    PART = "part"
    #: words that were searched for
    FOUND = "found"


@dataclass(frozen=True, slots=True)
class Mark:
    """One moment, with its name where it has one."""

    kind: Kind
    span: Span
    name: str = ""
    #: of a key point
    verdict: Verdict | None = None


def marks(attempt: Attempt, found: Iterable[Span] = ()) -> tuple[Mark, ...]:
    """All of them, in the order of the recording; empty for a typed answer. ``found``: by a search."""
    delivery = attempt.feedback.delivery
    all_marks = [
        *_points(attempt),
        *(Mark(Kind.FOUND, span) for span in found),
        *(Mark(Kind.PAUSE, pause) for pause in delivery.pauses or () if pause.duration_s >= LONG_PAUSE_S),
        *(Mark(Kind.FILLER, filler.span, filler.text) for filler in delivery.fillers or ()),
        *(Mark(Kind.PART, told.span, told.part.value) for told in timeline.counted(attempt)),
    ]
    return tuple(sorted(all_marks, key=lambda mark: (mark.span.start_s, mark.span.end_s)))


def neighbour(found: Sequence[Mark], kind: Kind, at_s: float, *, back: bool = False) -> Mark | None:
    """The next mark of a kind after a moment, or the one before it; behind the last comes the first."""
    wanted = [mark for mark in found if mark.kind is kind]
    if not wanted:
        return None
    if back:
        before = [mark for mark in wanted if mark.span.start_s < at_s - _NEAR_S]
        return (before or wanted)[-1]
    after = [mark for mark in wanted if mark.span.start_s > at_s + _NEAR_S]
    return (after or wanted)[0]


#: A mark this near is where one is already.
_NEAR_S = 0.05


def _points(attempt: Attempt) -> Iterator[Mark]:
    for judged in attempt.feedback.coverage.points:
        verdict = attempt.corrections.get(judged.point.id, judged.verdict)
        for proof in judged.evidence if verdict is not Verdict.MISSED else ():
            if proof.start_s is not None and proof.end_s is not None:
                name = judged.point.label or judged.point.text
                yield Mark(Kind.POINT, Span(proof.start_s, proof.end_s), name, verdict)
