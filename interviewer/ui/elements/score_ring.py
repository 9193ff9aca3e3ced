"""The score as a ring with its figure inside."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from interviewer.ui.elements import words
from interviewer.ui.look import theme
from interviewer.ui.look.theme import Type


class ScoreRing(QWidget):
    """How much of the question was covered."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._score: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Score"))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(theme.scaled(92), theme.scaled(92))

    def show_score(self, score: float | None) -> None:
        self._score = score
        self.setAccessibleDescription(words.percent(score))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        look = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thickness = theme.scaled(8)
        area = QRectF(self.rect()).adjusted(thickness, thickness, -thickness, -thickness)
        painter.setPen(QPen(QColor(look.line), thickness))
        painter.drawEllipse(area)
        if self._score:
            pen = QPen(QColor(look.accent), thickness)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawArc(area, 90 * 16, -round(self._score * 360 * 16))
        painter.setPen(QColor(look.ink))
        painter.setFont(theme.font(Type.LEAD, strong=True))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, words.percent(self._score))
        painter.end()
