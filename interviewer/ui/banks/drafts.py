"""Edits that are not saved yet."""

from __future__ import annotations

from dataclasses import dataclass

from interviewer.interview.documents.point import differences, rebased
from interviewer.interview.question import Bank, Question, QuestionId


@dataclass(frozen=True, slots=True)
class Draft:
    """An edit: of what on disk, and how it stands."""

    base: Question
    now: Question


@dataclass(frozen=True, slots=True)
class Clash:
    """An edit that another program got in the way of: fields that both changed, or the question is gone."""

    question: QuestionId
    fields: frozenset[str] = frozenset()
    gone: bool = False


class Drafts:
    """One for each question at most."""

    def __init__(self) -> None:
        self._drafts: dict[QuestionId, Draft] = {}

    def __contains__(self, which: object) -> bool:
        return which in self._drafts

    def __len__(self) -> int:
        return len(self._drafts)

    def get(self, which: QuestionId) -> Draft | None:
        return self._drafts.get(which)

    def keep(self, which: QuestionId, base: Question, now: Question) -> bool:
        """Keeps an edit that changes something. Whether it is the first or the last of this question."""
        before = which in self._drafts
        if differences(base, now):
            self._drafts[which] = Draft(base, now)
        else:
            self._drafts.pop(which, None)
        return before != (which in self._drafts)

    def drop(self, which: QuestionId) -> Draft | None:
        return self._drafts.pop(which, None)

    def rebase(self, bank: Bank) -> list[Clash]:
        """Puts the edits on top of what is on disk now; one of a question that is gone is kept as it is."""
        there = {question.id: question for question in bank.questions}
        clashes: list[Clash] = []
        for which, draft in list(self._drafts.items()):
            theirs = there.get(which)
            if theirs is None:
                clashes.append(Clash(which, gone=True))
                continue
            mine, both = rebased(draft.base, draft.now, theirs)
            self.keep(which, theirs, mine)
            if both:
                clashes.append(Clash(which, both))
        return clashes
