"""A card that is pressed like a button: the mark of a verdict at its left, lines of text beside it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QVBoxLayout, QWidget

from interviewer.interview.coverage import Verdict
from interviewer.ui.look import icon, theme
from interviewer.ui.look.theme import Space

_MARK_PX, _MARK_AT_PX, _TEXT_AT_PX = 22, 13, 46


class Card(QAbstractButton):
    """As high as its text needs; up and down go from card to card."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._rows = QVBoxLayout(self)
        edge = theme.scaled(12)
        self._rows.setContentsMargins(theme.scaled(_TEXT_AT_PX), edge, theme.scaled(14), edge)
        self._rows.setSpacing(Space.TIGHT)

    @property
    def verdict(self) -> Verdict:
        """Whose mark is shown."""
        raise NotImplementedError

    def add_line(self, line: QLabel) -> QLabel:
        """The card itself is read aloud, and is what is clicked."""
        line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._rows.addWidget(line)
        return line

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self._rows.sizeHint()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        return self._rows.heightForWidth(width)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        look, focused = theme.colours(), self.hasFocus()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.accent if focused else look.line), 2 if focused else 1))
        painter.setBrush(QColor(look.raised if self.underMouse() else look.surface))
        inner = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(inner, theme.scaled(10), theme.scaled(10))
        size, at = theme.scaled(_MARK_PX), theme.scaled(_MARK_AT_PX)
        icon.paint(painter, QRectF(at, at, size, size), self.verdict.value, look.verdict(self.verdict).name())
        painter.end()
