"""The few figures of how an answer was delivered, each with its word."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from interviewer.interview.attempt import Attempt
from interviewer.ui.elements import words
from interviewer.ui.elements.label import label
from interviewer.ui.look.theme import Space, Type

_LONG_PAUSE_S = 1.0
_ACROSS = 3


class Figures(QWidget):
    """Figure above, word below; what can't be known is left out."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Timing in figures"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.MEDIUM)
        self._cells: list[QWidget] = []

    def show_delivery(self, attempt: Attempt) -> None:
        for cell in self._cells:
            self._grid.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        self._cells = [self._cell(figure, word) for figure, word in self._known(attempt)]
        for place, cell in enumerate(self._cells):
            self._grid.addWidget(cell, place // _ACROSS, place % _ACROSS)

    def _known(self, attempt: Attempt) -> list[tuple[str, str]]:
        delivery = attempt.feedback.delivery
        target = words.clock(attempt.question.target_s)
        found: list[tuple[str, str]] = []
        if delivery.duration_s is not None:
            found.append((words.clock(delivery.duration_s), self.tr("of {target}").format(target=target)))
        if delivery.pace_wpm is not None:
            found.append((str(round(delivery.pace_wpm)), self.tr("words a minute")))
        if delivery.start_latency_s is not None:
            found.append((self._waited(delivery.start_latency_s), self.tr("before you began")))
        if delivery.pauses is not None:
            long = sum(pause.duration_s >= _LONG_PAUSE_S for pause in delivery.pauses)
            found.append((str(long), self.tr("pauses over 1 s")))
        if delivery.fillers is not None:
            count = self.tr("at least {count}").format(count=len(delivery.fillers))
            found.append((count if delivery.fillers else self.tr("none"), self.tr("um and uh heard")))
        if delivery.filler_phrases:
            found.append((str(len(delivery.filler_phrases)), self.tr("filler phrases")))
        return found or [(str(delivery.words), self.tr("words"))]

    def _waited(self, seconds: float) -> str:
        if seconds >= 60:
            return words.clock(seconds)
        return self.tr("{seconds} s").format(seconds=f"{seconds:.1f}")

    def _cell(self, figure: str, word: str) -> QWidget:
        cell = QWidget(self)
        cell.setAccessibleName(f"{figure} {word}")
        rows = QVBoxLayout(cell)
        rows.setContentsMargins(0, Space.TIGHT, 0, 0)
        rows.setSpacing(0)
        above = label(figure, cell, step=Type.LEAD)
        above.setProperty("strong", "true")
        rows.addWidget(above)
        rows.addWidget(label(word, cell, step=Type.CAPTION, tone="muted"))
        return cell
