"""The dial: elapsed time against the target as a ring, and the live level as a halo inside it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from interviewer.interview.rounds import pressure
from interviewer.interview.rounds.move import State
from interviewer.interview.rounds.pressure import Zone
from interviewer.ui.elements import words
from interviewer.ui.look import icon, theme
from interviewer.ui.look.theme import Type

#: What counts as silence at the bottom of the meter.
_FLOOR_DBFS = -60.0
_ICONS = {State.ASKING: "speaker", State.HUSHING: "speaker"}


class Dial(QWidget):
    """Shows an answer being given. What it shows in colour is also said in words beneath it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._state = State.CHOOSING
        self._elapsed_s = 0.0
        self._target_s = 90.0
        self._loudness = 0.0
        self._capped = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Time and level"))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        side = theme.scaled(184)
        return QSize(side, side)

    def show_state(self, state: State, *, target_s: float, capped: bool = False) -> None:
        """``capped``: the answer is cut off some time after its target, and the ring turns red before."""
        self._state, self._target_s, self._capped = state, target_s, capped
        if state not in (State.RECORDING, State.PAUSED):
            self._loudness = 0.0
        if state in (State.ASKING, State.THINKING, State.OPENING):
            self._elapsed_s = 0.0
        self._describe()
        self.update()

    def show_sound(self, *, elapsed_s: float, rms_dbfs: float | None) -> None:
        """Moves ring and halo; the halo falls slower than it rises, so that it doesn't flicker."""
        heard = 0.0 if rms_dbfs is None else min(1.0, max(0.0, 1 - rms_dbfs / _FLOOR_DBFS))
        self._loudness = max(heard, self._loudness * 0.82)
        if int(elapsed_s) != int(self._elapsed_s):
            self._describe()
        self._elapsed_s = elapsed_s
        self.update()

    def time_in_words(self) -> str:
        """The same time as a text, for where there is no room to paint it."""
        return self.tr("{elapsed} of {target}").format(
            elapsed=words.clock(self._elapsed_s), target=words.clock(self._target_s)
        )

    def _describe(self) -> None:
        self.setAccessibleDescription(self.time_in_words())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(self.width(), self.height())
        middle = QPointF(self.width() / 2, self.height() / 2)
        self._paint_ring(painter, middle, side / 2 - theme.scaled(6))
        if self._state in (State.RECORDING, State.PAUSED):
            self._paint_halo(painter, middle, side / 2 - theme.scaled(20))
            self._paint_time(painter)
        elif self._state in (State.FINISHING, State.JUDGING):
            self._paint_time(painter)
        else:
            size = theme.scaled(56)
            area = QRectF(middle.x() - size / 2, middle.y() - size / 2, size, size)
            icon.paint(painter, area, _ICONS.get(self._state, "microphone"), theme.colours().accent)
        painter.end()

    def _paint_ring(self, painter: QPainter, middle: QPointF, radius: float) -> None:
        look = theme.colours()
        area = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
        painter.setPen(QPen(QColor(look.line), theme.scaled(6)))
        painter.setBrush(QColor(look.surface))
        painter.drawEllipse(area)
        share = self._elapsed_s / self._target_s if self._target_s else 0.0
        if share <= 0:
            return
        zone = pressure.zone(self._elapsed_s, target_s=self._target_s)
        over = look.live if self._capped and zone is Zone.RED else look.partial
        pen = QPen(QColor(look.accent if zone is Zone.GREEN else over), theme.scaled(6))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawArc(area, 90 * 16, -round(min(share, 1.0) * 360 * 16))

    def _paint_halo(self, painter: QPainter, middle: QPointF, radius: float) -> None:
        look = theme.colours()
        live = self._state is State.RECORDING
        colour = QColor(look.accent if live else look.edge)
        colour.setAlpha(46)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        if theme.Look.reduced_motion:
            return
        reach = radius * (0.5 + 0.5 * self._loudness) if live else radius * 0.5
        painter.drawEllipse(middle, reach, reach)

    def _paint_time(self, painter: QPainter) -> None:
        look = theme.colours()
        upper = QRectF(0, 0, self.width(), self.height() * 0.92)
        painter.setPen(QColor(look.ink))
        painter.setFont(theme.font(Type.QUESTION, strong=True))
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, words.clock(self._elapsed_s))
        lower = QRectF(0, self.height() * 0.60, self.width(), self.height() * 0.2)
        painter.setPen(QColor(look.muted))
        painter.setFont(theme.font(Type.CAPTION))
        target = self.tr("of {target}").format(target=words.clock(self._target_s))
        painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, target)
