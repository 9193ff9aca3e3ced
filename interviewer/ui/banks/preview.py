"""What the preview page shows of a document that is to be imported, gathered on the worker."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path

from interviewer.interview.documents.outline import blocks, scan
from interviewer.interview.documents.repair import Damage, Place, lines_of, repaired
from interviewer.interview.documents.succession import Fate, Step
from interviewer.interview.question import Message, QuestionId, Severity
from interviewer.ui.desk import Desk, Incoming

#: What is said place by place in the offer need not be said again.
_OFFER = frozenset({"backslash-pair", "backslash-pair-repaired"})


class Tab(IntEnum):
    """What the list shows."""

    QUESTIONS = 1
    MESSAGES = 2
    REPAIR = 3
    CHANGES = 4


@dataclass(frozen=True, slots=True)
class Preview:
    """A document that was read, and what the page asks of it."""

    planned: Incoming
    #: the lines of the file, as an editor counts them
    lines: Sequence[str]
    #: the lines (from 1, inclusive) of each question of the document, where they are known
    spans: Mapping[QuestionId, tuple[int, int]] = field(default_factory=dict)
    #: pairs of backslashes that may have been backticks, whether or not the offer is accepted
    pairs: tuple[Place, ...] = ()
    backticks: bool = False
    #: the banks there are, to choose from
    banks: tuple[str, ...] = ()
    messages: tuple[Message, ...] = ()
    by_question: Mapping[QuestionId, tuple[Message, ...]] = field(default_factory=dict)

    @property
    def steps(self) -> Sequence[Step]:
        return self.planned.plan.steps

    @property
    def points(self) -> int:
        return sum(len(question.rubric.points) for question in self.planned.bank.questions)

    @property
    def name(self) -> str:
        return self.planned.bank.name

    @property
    def exists(self) -> bool:
        """Whether it goes into a bank that is there already."""
        return self.name in self.banks

    def count(self, *fates: Fate) -> int:
        return len(self.planned.plan.of(*fates))

    def line(self, number: int | None) -> str:
        """The text of a line (from 1); empty where there is none."""
        return self.lines[number - 1] if number and 0 < number <= len(self.lines) else ""


def gather(
    desk: Desk, file: Path, *, into: str | None, backticks: bool, progress: Callable[[float], None]
) -> Preview:
    """On the worker; what ``progress`` raises ends it."""
    planned = desk.preview(file, into=into, repair_backticks=backticks, progress=progress)
    lines = lines_of(planned.source.text)
    spans = _spans(planned, lines)
    messages = _worst_first(planned.messages)
    return Preview(
        planned=planned,
        lines=lines,
        spans=spans,
        pairs=tuple(repaired(planned.source.text, backticks=True).of(Damage.BACKSLASHES)),
        backticks=backticks,
        banks=tuple(desk.names()),
        messages=messages,
        by_question=_by_question(messages, spans),
    )


def _spans(planned: Incoming, lines: Sequence[str]) -> dict[QuestionId, tuple[int, int]]:
    """Where each question stands in the file; nothing for a table, whose lines are no document's."""
    _, found = blocks(scan(lines))
    questions = planned.bank.questions
    if len(found) != len(questions):
        return {}
    return {
        question.id: (block.heading.start + 1, block.end)
        for question, block in zip(questions, found, strict=True)
    }


def _worst_first(messages: Sequence[Message]) -> tuple[Message, ...]:
    order = list(Severity)
    kept = [message for message in messages if message.code not in _OFFER]
    return tuple(sorted(kept, key=lambda one: (order.index(one.severity), one.line or 0)))


def _by_question(
    messages: Sequence[Message], spans: Mapping[QuestionId, tuple[int, int]]
) -> dict[QuestionId, tuple[Message, ...]]:
    ordered = sorted(spans.items(), key=lambda item: item[1])
    starts = [start for _, (start, _) in ordered]
    found: dict[QuestionId, tuple[Message, ...]] = {}
    for message in messages:
        place = bisect_right(starts, message.line or 0) - 1
        if place >= 0 and message.line is not None and message.line <= ordered[place][1][1]:
            which = ordered[place][0]
            found[which] = (*found.get(which, ()), message)
    return found
