"""The strip of a take: its sound with key points, pauses, fillers and parts marked, and a playhead."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from interviewer.interview.attempt import Attempt
from interviewer.interview.marks import Kind, Mark, marks, neighbour
from interviewer.interview.transcript import Span
from interviewer.interview.waveform import Waveform
from interviewer.ui.elements import words
from interviewer.ui.elements.announcement import announce
from interviewer.ui.feedback.strip_picture import ABOVE, HEIGHT, SOUND, Scene, picture, sound_area
from interviewer.ui.look import theme

_STEP_S = 2.0
_ZOOM = 1.6
_SHORTEST_SHOWN_S = 4.0
_SHORTEST_RANGE_S = 0.2
#: A mouse that moved less has clicked.
_CLICK_PX = 5
_HEAD_PX = 3


class TimingStrip(QWidget):
    """Click, or move with the arrows and press Enter, to hear from there.

    While it plays, the arrows alone go back and forth. Drag, or Shift and the arrows, choose a range.
    Ctrl and wheel, or + and -, make it longer and shorter; 0 shows all of it.
    """

    wanted = Signal(float)
    #: a Span, or None where the range was taken back
    ranged = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._attempt: Attempt | None = None
        self._waveform: Waveform | None = None
        self._marks: tuple[Mark, ...] = ()
        self._found: tuple[Span, ...] = ()
        self._playhead_s = -1.0
        self._cursor_s = 0.0
        self._shown = Span(0.0, 0.0)
        self._range: Span | None = None
        self._anchor_s: float | None = None
        self._pressed_x: float | None = None
        self._picture: QImage | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Timing of the answer"))
        self.setToolTip(self.tr("Arrows move, Enter plays, Shift and arrows choose a range, + and - zoom"))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(theme.scaled(300), theme.scaled(HEIGHT))

    @property
    def marks(self) -> tuple[Mark, ...]:
        return self._marks

    @property
    def range(self) -> Span | None:
        return self._range

    @property
    def _length_s(self) -> float:
        if self._attempt is None:
            return 0.0
        take = self._attempt.take
        return take.duration_s if take else self._attempt.transcript.duration_s or 0.0

    # -- showing -----------------------------------------------------------------------------------

    def show_attempt(self, attempt: Attempt, found: Sequence[Span] = ()) -> None:
        """From its start, in full; the sound itself comes with ``show_waveform``."""
        self._attempt, self._found = attempt, tuple(found)
        self._waveform, self._marks = None, marks(attempt, found)
        self._playhead_s, self._cursor_s = -1.0, 0.0
        self._shown = Span(0.0, self._length_s)
        self._range = self._anchor_s = None
        self.setAccessibleDescription(self._in_words(attempt))
        self._repaint_all()

    def show_verdicts(self, attempt: Attempt) -> None:
        """The same take, judged otherwise by the person."""
        self._attempt, self._marks = attempt, marks(attempt, self._found)
        self._repaint_all()

    def show_waveform(self, waveform: Waveform) -> None:
        self._waveform = waveform
        self._repaint_all()

    def show_position(self, position_s: float) -> None:
        """Moves the playhead: only where it was and where it is has to be painted."""
        if position_s == self._playhead_s:
            return
        old, self._playhead_s = self._playhead_s, position_s
        if position_s >= 0 and not self._shown.start_s <= position_s <= self._shown.end_s:
            self._show_from(position_s - self._shown.duration_s * 0.1)
        for at_s in (old, position_s):
            if at_s >= 0:
                x = round(self._scene().x(at_s))
                self.update(QRect(x - _HEAD_PX, 0, 2 * _HEAD_PX + 1, self.height()))

    def go_to(self, kind: Kind, *, back: bool = False) -> Mark | None:
        """Puts the cursor on the next mark of a kind, and says which it is."""
        mark = neighbour(self._marks, kind, self._cursor_s, back=back)
        if mark is not None:
            self._move_to(mark.span.start_s)
            announce(self, f"{mark.name} {words.clock(mark.span.start_s)}".strip())
        return mark

    def _in_words(self, attempt: Attempt) -> str:
        kinds = [mark.kind for mark in self._marks]
        return self.tr("{length} long, {pauses} long pauses, at least {fillers} fillers").format(
            length=words.clock(self._length_s),
            pauses=kinds.count(Kind.PAUSE),
            fillers=len(attempt.feedback.delivery.fillers or ()),
        )

    # -- by mouse ----------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if self._length_s and event.button() is Qt.MouseButton.LeftButton:
            self._pressed_x = event.position().x()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        x = event.position().x()
        if self._pressed_x is not None and abs(x - self._pressed_x) > _CLICK_PX:
            scene = self._scene()
            ends = sorted((scene.at_s(self._pressed_x), scene.at_s(x)))
            self._choose_range(Span(*ends))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if self._pressed_x is None:
            return
        clicked = abs(event.position().x() - self._pressed_x) <= _CLICK_PX
        self._pressed_x = None
        if clicked:
            self._choose_range(None)
            self._move_to(self._scene().at_s(event.position().x()))
            self.wanted.emit(self._cursor_s)
        elif self._range is not None:
            self._move_to(self._range.start_s)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        turned, sideways = event.angleDelta().y(), event.angleDelta().x()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and turned:
            self._zoom(_ZOOM if turned > 0 else 1 / _ZOOM, self._scene().at_s(event.position().x()))
        elif sideways:
            self._show_from(self._shown.start_s - sideways / 1200 * self._shown.duration_s)
        else:
            event.ignore()

    # -- by key ------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        key = event.key()
        from_s = self._playhead_s if self._playhead_s >= 0 else self._cursor_s
        steps = {
            Qt.Key.Key_Left: from_s - _STEP_S,
            Qt.Key.Key_Right: from_s + _STEP_S,
            Qt.Key.Key_Home: 0.0,
            Qt.Key.Key_End: self._length_s,
        }
        zooms = {
            Qt.Key.Key_Plus: _ZOOM,
            Qt.Key.Key_Equal: _ZOOM,
            Qt.Key.Key_Minus: 1 / _ZOOM,
            Qt.Key.Key_0: 0.0,
        }
        if key in steps:
            self._step(
                steps[Qt.Key(key)], choosing=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            )
        elif key in zooms:
            self._zoom(zooms[Qt.Key(key)], self._cursor_s)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.wanted.emit(self._cursor_s)
        else:
            super().keyPressEvent(event)

    def _step(self, to_s: float, *, choosing: bool) -> None:
        to_s = max(0.0, min(self._length_s, to_s))
        if choosing:
            self._anchor_s = self._cursor_s if self._anchor_s is None else self._anchor_s
            self._choose_range(Span(*sorted((self._anchor_s, to_s))))
        else:
            self._anchor_s = None
        self._move_to(to_s)
        if self._playhead_s >= 0 and not choosing:
            self.wanted.emit(to_s)
        else:
            announce(self, words.clock(to_s))

    def _choose_range(self, chosen: Span | None) -> None:
        if chosen is not None and chosen.duration_s < _SHORTEST_RANGE_S:
            chosen = None
        if chosen != self._range:
            self._range = chosen
            self.ranged.emit(chosen)
            self.update()

    # -- what is shown of it -----------------------------------------------------------------------

    def _move_to(self, at_s: float) -> None:
        self._cursor_s = at_s
        if not self._shown.start_s <= at_s <= self._shown.end_s:
            self._show_from(at_s - self._shown.duration_s / 3)
        self.update()

    def _zoom(self, factor: float, around_s: float) -> None:
        """Longer by a factor, with a moment where it was; 0 shows all."""
        shortest = min(_SHORTEST_SHOWN_S, self._length_s)
        wanted_s = self._shown.duration_s / factor if factor else self._length_s
        length_s = max(shortest, min(self._length_s, wanted_s))
        share = (around_s - self._shown.start_s) / max(0.01, self._shown.duration_s)
        self._shown = Span(self._shown.start_s, self._shown.start_s + length_s)
        self._show_from(around_s - share * length_s)

    def _show_from(self, start_s: float) -> None:
        length_s = self._shown.duration_s
        start_s = max(0.0, min(start_s, self._length_s - length_s))
        self._shown = Span(start_s, start_s + length_s)
        self._repaint_all()

    # -- painting ----------------------------------------------------------------------------------

    def _scene(self) -> Scene:
        speech = (self._attempt.transcript.speech if self._attempt else None) or ()
        return Scene(
            self._shown, self._length_s, self.width(), self._waveform, speech, self._marks, theme.colours()
        )

    def _repaint_all(self) -> None:
        self._picture = None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._repaint_all()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._repaint_all()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        if self._attempt is None or not self._length_s:
            return
        painter = QPainter(self)
        scene = self._scene()
        if self._picture is None:
            self._picture = picture(scene, self.devicePixelRatioF())
        self._paint_range(painter, scene)
        painter.drawImage(0, 0, self._picture)
        self._paint_heads(painter, scene)
        painter.end()

    def _paint_range(self, painter: QPainter, scene: Scene) -> None:
        if self._range is not None:
            look = theme.colours()
            painter.setPen(QPen(QColor(look.accent), 1))
            painter.setBrush(QColor(look.accent_wash))
            painter.drawRect(sound_area(scene, self._range).adjusted(0, -6, 0, 6))

    def _paint_heads(self, painter: QPainter, scene: Scene) -> None:
        look = theme.colours()
        top, bottom = theme.scaled(ABOVE) - 5, theme.scaled(ABOVE + SOUND) + 3
        if self.hasFocus():
            painter.setPen(QPen(QColor(look.ink), 2, Qt.PenStyle.DashLine))
            x = scene.x(self._cursor_s)
            painter.drawLine(QPointF(x, top), QPointF(x, bottom))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        if self._playhead_s >= 0:
            painter.setPen(QPen(QColor(look.live), 2))
            x = scene.x(self._playhead_s)
            painter.drawLine(QPointF(x, top), QPointF(x, bottom))
