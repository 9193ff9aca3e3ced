"""Why a verdict is so: a quiet list in its card."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from interviewer.ui.elements.label import label
from interviewer.ui.feedback.ground_words import Line
from interviewer.ui.look.theme import Space, Type

#: The key that opens and closes the list.
KEY = "Y"


class WhyList(QWidget):
    """A line for each ground, its figure muted beside it. The card that it stands in is what is clicked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._rows = QGridLayout(self)
        self._rows.setContentsMargins(0, Space.TIGHT, 0, 0)
        self._rows.setHorizontalSpacing(Space.SMALL)
        self._rows.setVerticalSpacing(Space.TIGHT)
        self._rows.setColumnStretch(0, 1)
        self.hide()

    def show_lines(self, lines: Sequence[Line]) -> None:
        for old in self.findChildren(QWidget):
            self._rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        for row, line in enumerate(lines):
            self._rows.addWidget(label(line.text, self, step=Type.CAPTION), row, 0)
            if line.figure:
                figure = label(line.figure, self, step=Type.CAPTION, tone="muted")
                figure.setWordWrap(False)
                top_right = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
                self._rows.addWidget(figure, row, 1, top_right)
        self.show()
