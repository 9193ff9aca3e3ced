"""The level meter: a bar with marks, and whether the level is right, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from interviewer.ui.look import theme

if TYPE_CHECKING:
    from interviewer.interview.ports import Level

_FLOOR_DBFS = -60.0
_SEGMENTS = 40
_QUIET_DBFS = -45.0
_ZEROS_TOLD_S = 1.5
_QUIET_TOLD_TICKS = 80


class LevelMeter(QWidget):
    """What the microphone delivers, 20 times a second."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._share = 0.0
        self._clipped = False
        self._quiet_ticks = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Microphone level"))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(theme.scaled(280), theme.scaled(12))

    def show_level(self, level: Level | None) -> str:
        """Moves the bar; returns what the person should know about the level, or nothing."""
        heard = 0.0 if level is None else min(1.0, max(0.0, 1 - level.rms_dbfs / _FLOOR_DBFS))
        self._share = max(heard, self._share * 0.85)
        self._clipped = level is not None and level.clipped
        self.update()
        return "" if level is None else self._advice(level)

    def reset(self) -> None:
        self._share, self._clipped, self._quiet_ticks = 0.0, False, 0
        self.update()

    def _advice(self, level: Level) -> str:
        self._quiet_ticks = self._quiet_ticks + 1 if level.rms_dbfs < _QUIET_DBFS else 0
        if level.zeros_s > _ZEROS_TOLD_S:
            return self.tr("The microphone delivers pure silence. Is it muted?")
        if level.clipped:
            return self.tr("Too loud: move back a little, or turn the microphone down.")
        if self._quiet_ticks > _QUIET_TOLD_TICKS:
            return self.tr("Very quiet. If you are speaking, move closer.")
        return ""

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        look = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        gap = 3
        width = (self.width() + gap) / _SEGMENTS - gap
        lit = round(self._share * _SEGMENTS)
        for number in range(_SEGMENTS):
            hot = self._clipped and number >= _SEGMENTS - 5
            colour = look.live if hot else look.accent if number < lit else look.line
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(QRectF(number * (width + gap), 0, width, self.height()), 2, 2)
        painter.end()
