"""The timing strip: speech, pauses and fillers of a take on one line, with a playhead."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from interviewer.interview.attempt import Attempt
from interviewer.interview.coverage import Verdict
from interviewer.interview.transcript import Span
from interviewer.ui import theme, words
from interviewer.ui.theme import Type

_LONG_PAUSE_S = 1.0
_NAMED_PAUSE_S = 4.0
_STEP_S = 2.0
_TICKS_S = (1, 2, 5, 10, 15, 30, 60, 120, 300)
_TICK_ROOM_PX = 70


class TimingStrip(QWidget):
    """Click, or move with the arrows and press Enter, to hear from there."""

    wanted = Signal(float)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._attempt: Attempt | None = None
        self._playhead_s = -1.0
        self._cursor_s = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Timing of the answer"))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(theme.scaled(300), theme.scaled(84))

    def show_attempt(self, attempt: Attempt) -> None:
        self._attempt = attempt
        self._playhead_s, self._cursor_s = -1.0, 0.0
        self.setAccessibleDescription(self._in_words(attempt))
        self.update()

    def show_position(self, position_s: float) -> None:
        self._playhead_s = position_s
        self.update()

    def _in_words(self, attempt: Attempt) -> str:
        delivery = attempt.feedback.delivery
        pauses = [pause for pause in delivery.pauses or () if pause.duration_s >= _LONG_PAUSE_S]
        return self.tr("{length} long, {pauses} long pauses, at least {fillers} fillers").format(
            length=words.clock(self._length_s),
            pauses=len(pauses),
            fillers=len(delivery.fillers or ()),
        )

    @property
    def _length_s(self) -> float:
        if self._attempt is None:
            return 0.0
        take = self._attempt.take
        return take.duration_s if take else self._attempt.transcript.duration_s or 0.0

    # -- by mouse and key --------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if self._length_s:
            self._cursor_s = max(0.0, min(1.0, event.position().x() / max(1, self.width()))) * self._length_s
            self.wanted.emit(self._cursor_s)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        steps = {
            Qt.Key.Key_Left: self._cursor_s - _STEP_S,
            Qt.Key.Key_Right: self._cursor_s + _STEP_S,
            Qt.Key.Key_Home: 0.0,
            Qt.Key.Key_End: self._length_s,
        }
        if event.key() in steps:
            self._cursor_s = max(0.0, min(self._length_s, steps[Qt.Key(event.key())]))
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.wanted.emit(self._cursor_s)
        else:
            super().keyPressEvent(event)

    # -- painting ----------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._attempt is not None and self._length_s:
            self._paint_speech(painter, self._attempt)
            self._paint_evidence(painter, self._attempt)
            self._paint_pauses(painter, self._attempt.feedback.delivery.pauses or ())
            self._paint_fillers(
                painter, [filler.span for filler in self._attempt.feedback.delivery.fillers or ()]
            )
            self._paint_ticks(painter)
            self._paint_heads(painter)
        painter.end()

    def _x(self, at_s: float) -> float:
        return 2 + at_s / self._length_s * (self.width() - 4)

    def _bar(self, span: Span) -> QRectF:
        top, height = theme.scaled(24), theme.scaled(26)
        return QRectF(
            self._x(span.start_s), top, max(2.0, self._x(span.end_s) - self._x(span.start_s)), height
        )

    def _paint_speech(self, painter: QPainter, attempt: Attempt) -> None:
        look = theme.colours()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.raised))
        painter.drawRoundedRect(self._bar(Span(0, self._length_s)), 5, 5)
        painter.setBrush(QColor(look.accent_wash))
        for span in attempt.transcript.speech or ():
            painter.drawRoundedRect(self._bar(span), 3, 3)

    def _paint_evidence(self, painter: QPainter, attempt: Attempt) -> None:
        look = theme.colours()
        painter.setPen(Qt.PenStyle.NoPen)
        for judged in attempt.feedback.coverage.points:
            verdict = attempt.corrections.get(judged.point.id, judged.verdict)
            for evidence in judged.evidence if verdict is not Verdict.MISSED else ():
                if evidence.start_s is not None and evidence.end_s is not None:
                    bar = self._bar(Span(evidence.start_s, evidence.end_s))
                    painter.setBrush(look.verdict(verdict))
                    painter.drawRoundedRect(bar.adjusted(0, bar.height() - theme.scaled(6), 0, 0), 2, 2)

    def _paint_pauses(self, painter: QPainter, pauses: tuple[Span, ...]) -> None:
        """Long pauses get a bracket, and their length where it is worth a word."""
        look = theme.colours()
        painter.setFont(theme.font(Type.CAPTION))
        for pause in pauses:
            if pause.duration_s < _LONG_PAUSE_S:
                continue
            bar = self._bar(pause)
            painter.setPen(QPen(QColor(look.edge), 1.5, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(bar.left(), bar.center().y()), QPointF(bar.right(), bar.center().y()))
            if pause.duration_s >= _NAMED_PAUSE_S or bar.width() > theme.scaled(34):
                painter.setPen(QColor(look.muted))
                text = self.tr("{seconds} s").format(seconds=f"{pause.duration_s:.1f}")
                area = bar.adjusted(-30, -theme.scaled(20), 30, -bar.height() - 1)
                painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_fillers(self, painter: QPainter, spans: list[Span]) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.colours().partial))
        size = theme.scaled(5)
        for span in spans:
            tip = QPointF(self._x((span.start_s + span.end_s) / 2), theme.scaled(23))
            painter.drawPolygon(
                QPolygonF([tip, tip + QPointF(-size, -size * 1.6), tip + QPointF(size, -size * 1.6)])
            )

    def _paint_ticks(self, painter: QPainter) -> None:
        fitting = max(1.0, self.width() / theme.scaled(_TICK_ROOM_PX))
        step = next((tick for tick in _TICKS_S if self._length_s / tick <= fitting), _TICKS_S[-1])
        painter.setFont(theme.font(Type.CAPTION))
        painter.setPen(QColor(theme.colours().muted))
        top = theme.scaled(54)
        for at_s in range(0, int(self._length_s) + 1, step):
            x = self._x(at_s)
            painter.drawLine(QPointF(x, top - 3), QPointF(x, top + 2))
            room = theme.scaled(_TICK_ROOM_PX)
            area = QRectF(max(0.0, min(x - room / 2, self.width() - room)), top + 2, room, theme.scaled(20))
            side = Qt.AlignmentFlag.AlignLeft if x < room / 2 else Qt.AlignmentFlag.AlignHCenter
            side = Qt.AlignmentFlag.AlignRight if x > self.width() - room / 2 else side
            painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, words.clock(at_s))

    def _paint_heads(self, painter: QPainter) -> None:
        look = theme.colours()
        top, bottom = theme.scaled(19), theme.scaled(53)
        if self.hasFocus():
            painter.setPen(QPen(QColor(look.accent), 2, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(self._x(self._cursor_s), top), QPointF(self._x(self._cursor_s), bottom))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        if self._playhead_s >= 0:
            painter.setPen(QPen(QColor(look.live), 2))
            painter.drawLine(
                QPointF(self._x(self._playhead_s), top), QPointF(self._x(self._playhead_s), bottom)
            )
