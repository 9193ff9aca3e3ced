"""The question in the form: what is typed there, against what is on disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from interviewer.ui.banks.drafts import Clash, Draft, Drafts

if TYPE_CHECKING:
    from interviewer.interview.question import Question, QuestionId
    from interviewer.ui.banks.editing import OpenBank
    from interviewer.ui.banks.question_form import QuestionForm


class OpenQuestion:
    """An edit that is not saved waits as a draft while other questions, or other banks, are looked at."""

    def __init__(self, form: QuestionForm, *, marked: Callable[[], None]) -> None:
        """``marked`` is called when a question has its first edit that is not saved, or its last is gone."""
        self._form = form
        self._marked = marked
        self._which: QuestionId | None = None
        self.bank: OpenBank | None = None
        self.drafts = Drafts()
        self._drafts_of: dict[str, Drafts] = {}

    def __bool__(self) -> bool:
        """Whether there is a question in the form."""
        return self._which is not None

    @property
    def unsaved(self) -> int:
        """How many questions have edits that are not saved, in all banks that were opened."""
        self.keep()
        return sum(len(drafts) for drafts in self._drafts_of.values())

    def on_disk(self, which: QuestionId | None) -> Question | None:
        questions = self.bank.bank.questions if self.bank else ()
        return next((question for question in questions if question.id == which), None)

    def keep(self) -> None:
        """What is typed in the form outlasts it."""
        which, base, now = self._which, self._form.base, self._form.question
        if which is not None and base is not None and now is not None and self.drafts.keep(which, base, now):
            self._marked()

    # -- which it is -------------------------------------------------------------------------------

    def put_away(self) -> None:
        """No bank is open until ``open``."""
        self.keep()
        self.bank = self._which = None

    def open(self, bank: OpenBank) -> None:
        """A bank was read; its drafts lie on what it is now."""
        self.bank = bank
        self.drafts = self._drafts_of.setdefault(bank.name, Drafts())
        self.drafts.rebase(bank.bank)

    def show(self, which: QuestionId) -> bool:
        """Puts a question in the form, with what of it is not saved; False where the bank has none such."""
        question = self.on_disk(which)
        if question is None:
            return False
        self.keep()
        self._which = which
        draft = self.drafts.get(which)
        self._form.show_question(draft.base if draft else question, draft.now if draft else None)
        return True

    # -- what becomes of the edit ------------------------------------------------------------------

    def drop(self) -> Draft | None:
        """Shows the question as it is on disk; returns what was not saved of it."""
        self.keep()
        which, question = self._which, self.on_disk(self._which)
        if which is None or question is None:
            return None
        dropped = self.drafts.drop(which)
        self._form.show_question(question)
        self._marked()
        return dropped

    def restore(self, dropped: Draft) -> bool:
        """Takes ``drop`` back; False where its question is gone."""
        which = dropped.base.id
        if self.on_disk(which) is None:
            return False
        self.drafts.keep(which, dropped.base, dropped.now)
        self._which = None
        return self.show(which)

    def settle(self, now: OpenBank) -> None:
        """The bank was written: what was typed meanwhile stays; what was taken back is shown as it is now."""
        self.bank = now
        which, question = self._which, self.on_disk(self._which)
        if which is None or question is None:
            return
        was = self._form.base
        self._form.rest_on(question)
        if not self._form.is_changed:
            self.drafts.drop(which)
        elif was is not None and which not in self.drafts and not self._form.differs_from(was):
            self._form.show_question(question)

    def follow(self, now: OpenBank) -> Clash | None:
        """The bank was changed by others: the edit lies on theirs; returns where the two are at odds."""
        self.keep()
        self.bank = now
        clashes = self.drafts.rebase(now.bank)
        theirs = self.on_disk(self._which)
        if theirs is not None:
            draft = self.drafts.get(theirs.id)
            self._form.show_question(theirs, draft.now if draft else None)
        return next((one for one in clashes if one.question == self._which), None)
