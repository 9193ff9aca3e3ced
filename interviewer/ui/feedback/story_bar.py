"""The parts of a story as stretches on one line; their boundaries can be moved by mouse and by keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from interviewer.interview.delivery import StarTime
from interviewer.ui.elements import words
from interviewer.ui.look import theme
from interviewer.ui.look.theme import Type

_STEP_S, _LONG_STEP_S = 1.0, 5.0
_REACH_PX = 8


class StoryBar(QWidget):
    """Up and Down choose a boundary, Left and Right move it by a second, with Shift by five."""

    #: boundary, and where it should be
    moved = Signal(int, float)
    #: the moving has come to an end
    settled = Signal()

    def __init__(self, parent: QWidget, *, movable: bool) -> None:
        super().__init__(parent)
        self._parts: tuple[StarTime, ...] = ()
        self._position_s = -1.0
        self._chosen = 0
        self._movable = movable
        self._dragging = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Parts of the story"))
        if movable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setMouseTracking(True)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(theme.scaled(300), theme.scaled(44))

    def show_parts(self, parts: Sequence[StarTime]) -> None:
        self._parts = tuple(parts)
        self._chosen = max(0, min(self._chosen, len(self._parts) - 2))
        self.setAccessibleDescription(self._in_words())
        self.update()

    def show_position(self, position_s: float) -> None:
        self._position_s = position_s
        self.update()

    def _in_words(self) -> str:
        told = ", ".join(f"{words.part(one.part)} {words.clock(one.span.duration_s)}" for one in self._parts)
        if not self._movable or len(self._parts) < 2:
            return told
        before, after = self._parts[self._chosen : self._chosen + 2]
        chosen = self.tr("Boundary between {one} and {other} at {time}").format(
            one=words.part(before.part),
            other=words.part(after.part),
            time=words.clock(before.span.end_s),
        )
        return f"{told}. {chosen}"

    # -- by mouse and key --------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        last = len(self._parts) - 2
        step = _LONG_STEP_S if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _STEP_S
        ways = {Qt.Key.Key_Left: -step, Qt.Key.Key_Right: step}
        turns = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if last >= 0 and event.key() in ways:
            at_s = self._parts[self._chosen].span.end_s
            self.moved.emit(self._chosen, at_s + ways[Qt.Key(event.key())])
            self.settled.emit()
        elif last >= 0 and event.key() in turns:
            self._chosen = (self._chosen + turns[Qt.Key(event.key())]) % (last + 1)
            self.show_parts(self._parts)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        near = self._near(event.position().x())
        self._dragging = near is not None
        if near is not None:
            self._chosen = near
            self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if self._dragging:
            self._dragging = False
            self.settled.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        x = event.position().x()
        if self._dragging:
            self.moved.emit(self._chosen, self._at_s(x))
        over = self._near(x) is not None
        self.setCursor(Qt.CursorShape.SplitHCursor if over else Qt.CursorShape.ArrowCursor)

    def _near(self, x: float) -> int | None:
        """The boundary under the mouse."""
        if not self._movable:
            return None
        far = {at: abs(self._x(one.span.end_s) - x) for at, one in enumerate(self._parts[:-1])}
        nearest = min(far, key=lambda at: far[at], default=None)
        return nearest if nearest is not None and far[nearest] <= theme.scaled(_REACH_PX) else None

    # -- painting ----------------------------------------------------------------------------------

    def _ends_s(self) -> tuple[float, float]:
        return self._parts[0].span.start_s, max(self._parts[-1].span.end_s, self._position_s)

    def _x(self, at_s: float) -> float:
        start_s, end_s = self._ends_s()
        return 3 + (at_s - start_s) / max(0.01, end_s - start_s) * (self.width() - 6)

    def _at_s(self, x: float) -> float:
        start_s, end_s = self._ends_s()
        return start_s + (x - 3) / max(1, self.width() - 6) * (end_s - start_s)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._parts:
            for number, one in enumerate(self._parts):
                self._paint_part(painter, number, one)
            self._paint_heads(painter)
        painter.end()

    def _paint_part(self, painter: QPainter, number: int, one: StarTime) -> None:
        look = theme.colours()
        left, right = self._x(one.span.start_s), self._x(one.span.end_s)
        area = QRectF(left + 1, 4, max(2.0, right - left - 2), self.height() - 8)
        painter.setPen(QPen(QColor(look.edge), 1))
        painter.setBrush(QColor(look.accent_wash if number % 2 == 0 else look.raised))
        painter.drawRoundedRect(area, 5, 5)
        painter.setPen(QColor(look.ink))
        painter.setFont(theme.font(Type.CAPTION))
        name = words.part(one.part)
        if painter.fontMetrics().horizontalAdvance(name) > area.width() - 6:
            name = name[:1] if area.width() > theme.scaled(14) else ""
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, name)

    def _paint_heads(self, painter: QPainter) -> None:
        look = theme.colours()
        if self._position_s >= 0:
            painter.setPen(QPen(QColor(look.live), 3))
            x = self._x(self._position_s)
            painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
        if self._movable and self.hasFocus():
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
            if len(self._parts) > 1:
                x = self._x(self._parts[self._chosen].span.end_s)
                painter.setPen(QPen(QColor(look.accent), 4))
                painter.drawLine(QPointF(x, 2), QPointF(x, self.height() - 2))
