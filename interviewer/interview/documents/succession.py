"""Which question of a new document is which of the bank, so that takes and schedule stay with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process

from interviewer.interview.question import Bank, Question, QuestionId

#: how alike two questions must read (0 to 100) to be one and the same, reworded
REWORDED = 82.0
#: ... and where their answers are all but the same
REWORDED_SAME_ANSWER = 55.0
_SAME_ANSWER = 92.0
#: beyond so many pairs the search for reworded questions is left out
_MOST_PAIRS = 4_000_000


class Fate(StrEnum):
    """What a re-import does to a question."""

    SAME = "same"
    REWORDED = "reworded"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Step:
    """One question of a re-import: as it was, as it is to be, or both."""

    fate: Fate
    id: QuestionId
    before: Question | None = None
    after: Question | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What is new, changed, gone or the same; the new document's questions in order, then those gone."""

    steps: tuple[Step, ...] = ()
    #: whether there was so much to compare that reworded questions were not looked for
    too_many: bool = False

    def of(self, *fates: Fate) -> list[Step]:
        return [step for step in self.steps if step.fate in fates]


def succession(old: Bank, new: Bank, *, certain: frozenset[QuestionId] = frozenset()) -> Plan:
    """Pairs the questions of two banks.

    ``certain`` are the ids of the new bank that stand in the document itself. Others are matched by id and
    text, then by how alike the questions and their answers read.
    """
    pairs, too_many = _paired(old.questions, new.questions, certain)
    steps = [_step(pairs.get(index), question) for index, question in enumerate(new.questions)]
    kept = {before.id for before in pairs.values()}
    gone = [Step(Fate.GONE, question.id, question) for question in old.questions if question.id not in kept]
    return Plan((*steps, *gone), too_many)


def _paired(
    old: Sequence[Question], new: Sequence[Question], certain: frozenset[QuestionId]
) -> tuple[dict[int, Question], bool]:
    pairs: dict[int, Question] = {}
    left = {question.id: question for question in old}
    by_text: dict[str, list[QuestionId]] = {}
    for question in old:
        by_text.setdefault(_flat(question.text), []).append(question.id)
    for index, question in enumerate(new):
        if question.id in certain and question.id in left:
            pairs[index] = left.pop(question.id)
    for index, question in enumerate(new):
        if index not in pairs:
            same = next((one for one in by_text.get(_flat(question.text), ()) if one in left), None)
            if same is not None:
                pairs[index] = left.pop(same)
    waiting = [
        index for index, question in enumerate(new) if index not in pairs and question.id not in certain
    ]
    too_many = len(left) * len(waiting) > _MOST_PAIRS
    if not too_many:
        pairs.update(_alike(list(left.values()), [(index, new[index]) for index in waiting]))
    return pairs, too_many


def _alike(old: Sequence[Question], new: Sequence[tuple[int, Question]]) -> Iterator[tuple[int, Question]]:
    """The most alike pairs first, each question once."""
    if not old or not new:
        return
    texts = process.cdist(
        [_flat(one.text) for _, one in new], [_flat(one.text) for one in old], scorer=fuzz.ratio
    )
    ranked: list[tuple[float, int, int]] = []
    for row in range(len(new)):
        for column in range(len(old)):
            score = float(texts[row][column])
            if score >= REWORDED or (
                score >= REWORDED_SAME_ANSWER and _same_answer(old[column], new[row][1])
            ):
                ranked.append((-score, row, column))
    rows: set[int] = set()
    columns: set[int] = set()
    for _, row, column in sorted(ranked):
        if row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
            yield new[row][0], old[column]


def _same_answer(before: Question, after: Question) -> bool:
    first, second = before.answer_markdown, after.answer_markdown
    return bool(first) and fuzz.ratio(first, second, score_cutoff=_SAME_ANSWER) >= _SAME_ANSWER


def _step(before: Question | None, after: Question) -> Step:
    if before is None:
        return Step(Fate.NEW, after.id, None, after)
    return Step(_fate(before, after), before.id, before, after)


def _fate(before: Question, after: Question) -> Fate:
    if before.answer_markdown.split() != after.answer_markdown.split():
        return Fate.CHANGED
    return Fate.SAME if _flat(before.text) == _flat(after.text) else Fate.REWORDED


def _flat(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip("?.! ")
