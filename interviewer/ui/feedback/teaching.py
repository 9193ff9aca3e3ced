"""Offering to count a wording from now on, after the person has said that it was the point."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from interviewer.interview.coverage import PointVerdict
from interviewer.interview.question import PointId, Question

if TYPE_CHECKING:
    from interviewer.interview.ports import Background
    from interviewer.ui.parts import Keeping

#: So much of the wording is shown in the offer.
_SHOWN_CHARS = 60


class Teaching(QObject):
    """Nothing is written before the person takes the offer, and what was written can be taken back."""

    failed = Signal(object)
    #: what to tell, what can be done about it, and how
    told = Signal(str, str, object)

    def __init__(self, parent: QObject, worker: Background) -> None:
        super().__init__(parent)
        self._worker = worker
        self._keeping: Keeping | None = None

    def use(self, keeping: Keeping | None) -> None:
        self._keeping = keeping

    def offer(self, question: Question, point: PointVerdict, wording: str) -> None:
        """The words that were the point, in the person's view."""
        keeping = self._keeping
        if keeping is None or not wording:
            return
        self.told.emit(
            self.tr("Should “{words}” count as “{point}” from now on?").format(
                words=_short(wording), point=point.point.label or _short(point.point.text)
            ),
            self.tr("Count it"),
            lambda: self._teach(keeping, question, point.point.id, wording),
        )

    def _teach(self, keeping: Keeping, question: Question, point: PointId, wording: str) -> None:
        self._worker.run(
            lambda _cancel: keeping.teach(question, point, wording),
            done=self._tell_taught,
            failed=self.failed.emit,
        )

    def _tell_taught(self, take_back: Callable[[], object]) -> None:
        self.told.emit(
            self.tr("It counts from your next answer on. It stands in the question’s coach fence."),
            self.tr("Take it back"),
            lambda: self._worker.run(
                lambda _cancel: take_back(), done=lambda _bank: None, failed=self.failed.emit
            ),
        )


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN_CHARS else text[:_SHOWN_CHARS].rsplit(" ", 1)[0] + " …"
