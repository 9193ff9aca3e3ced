"""How the strip of a take is painted: its sound, and the marks above and below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from interviewer.interview.coverage import Verdict
from interviewer.interview.marks import Kind, Mark
from interviewer.interview.transcript import Span
from interviewer.interview.waveform import Waveform
from interviewer.ui.elements import words
from interviewer.ui.look import theme
from interviewer.ui.look.colours import Colours
from interviewer.ui.look.theme import Type

#: From the top: what is above the sound, the sound, the key points, the time.
ABOVE, SOUND, POINTS, TIME = 22, 62, 14, 22
HEIGHT = ABOVE + SOUND + POINTS + TIME
_BAR_PX, _GAP_PX = 2, 1
_NAMED_PAUSE_S = 4.0
_TICKS_S = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800)
_TICK_ROOM_PX = 70
#: How a verdict is underlined, here as in the transcript: never by colour alone.
_LINES = {
    Verdict.COVERED: Qt.PenStyle.SolidLine,
    Verdict.PARTIAL: Qt.PenStyle.DashLine,
    Verdict.CONTRADICTED: Qt.PenStyle.SolidLine,
}


@dataclass(frozen=True, slots=True)
class Scene:
    """What is to be seen: a stretch of a take, so many pixels wide."""

    shown: Span
    length_s: float
    width: int
    waveform: Waveform | None
    speech: Sequence[Span]
    marks: Sequence[Mark]
    look: Colours

    def x(self, at_s: float) -> float:
        return 2 + (at_s - self.shown.start_s) / max(0.01, self.shown.duration_s) * (self.width - 4)

    def at_s(self, x: float) -> float:
        moment = self.shown.start_s + (x - 2) / max(1, self.width - 4) * self.shown.duration_s
        return max(0.0, min(self.length_s, moment))


def picture(scene: Scene, ratio: float) -> QImage:
    """All that stays while it plays. ``ratio`` is the screen's, or the paper's: pixels to a pixel."""
    size = QSize(scene.width, theme.scaled(HEIGHT))
    made = QImage(size * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_ground(painter, scene)
    if scene.waveform is None:
        _paint_speech(painter, scene)
    else:
        _paint_sound(painter, scene, scene.waveform)
    for mark in scene.marks:
        if mark.span.end_s >= scene.shown.start_s and mark.span.start_s <= scene.shown.end_s:
            _PAINTERS[mark.kind](painter, scene, mark)
    _paint_ticks(painter, scene)
    painter.end()
    return made


def sound_area(scene: Scene, span: Span) -> QRectF:
    left, right = scene.x(span.start_s), scene.x(span.end_s)
    return QRectF(left, theme.scaled(ABOVE), max(2.0, right - left), theme.scaled(SOUND))


def _paint_ground(painter: QPainter, scene: Scene) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(scene.look.raised))
    painter.drawRoundedRect(sound_area(scene, scene.shown), 6, 6)


def _paint_speech(painter: QPainter, scene: Scene) -> None:
    """Until the sound has been read, or where it is gone: when something was said."""
    painter.setBrush(QColor(scene.look.accent_wash))
    for span in scene.speech:
        painter.drawRoundedRect(sound_area(scene, span).adjusted(0, 8, 0, -8), 3, 3)


def _paint_sound(painter: QPainter, scene: Scene, waveform: Waveform) -> None:
    """Bars from the middle; the loudest fills the strip, so that a soft take is seen too."""
    look = scene.look
    step = _BAR_PX + _GAP_PX
    count = max(1, (scene.width - 8) // step)
    start_s, end_s = scene.at_s(4), min(scene.shown.end_s, waveform.duration_s)
    columns = waveform.columns(count, start_s=start_s, end_s=max(start_s, end_s))
    loudest = max(waveform.loudest, 12)
    middle = theme.scaled(ABOVE) + theme.scaled(SOUND) / 2
    reach = theme.scaled(SOUND) / 2 - 4
    voice, quiet = QColor(look.accent), QColor(look.edge)
    edges = [(scene.x(span.start_s), scene.x(span.end_s)) for span in scene.speech]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    at = 0
    for number, peak in enumerate(columns):
        x = 4 + number * step
        while at < len(edges) - 1 and edges[at][1] < x:
            at += 1
        spoken = bool(edges) and edges[at][0] - step <= x <= edges[at][1] + step
        half = max(1.0, reach * (peak / loudest) ** 0.7)
        painter.fillRect(QRectF(x, middle - half, _BAR_PX, 2 * half), voice if spoken else quiet)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _paint_point(painter: QPainter, scene: Scene, mark: Mark) -> None:
    verdict = mark.verdict or Verdict.COVERED
    y = theme.scaled(ABOVE + SOUND) + theme.scaled(POINTS) / 2
    left, right = scene.x(mark.span.start_s), scene.x(mark.span.end_s)
    pen = QPen(scene.look.verdict(verdict), theme.scaled(5), _LINES.get(verdict, Qt.PenStyle.SolidLine))
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if verdict is Verdict.PARTIAL:
        pen.setDashPattern([1.4, 0.8])
    if verdict is Verdict.CONTRADICTED:
        pen.setWidthF(2.5)
        painter.setPen(pen)
        _paint_wave(painter, left, max(right, left + 8), y)
        return
    painter.setPen(pen)
    painter.drawLine(QPointF(left, y), QPointF(max(right, left + 4), y))


def _paint_wave(painter: QPainter, left: float, right: float, y: float) -> None:
    step, reach = theme.scaled(4), theme.scaled(3)
    corners = [
        QPointF(left + number * step, y + (reach if number % 2 else -reach))
        for number in range(int((right - left) / step) + 2)
    ]
    painter.drawPolyline(QPolygonF(corners))


def _paint_pause(painter: QPainter, scene: Scene, mark: Mark) -> None:
    """A dotted line through the silence, and its length where it is worth a word."""
    look = scene.look
    bar = sound_area(scene, mark.span)
    painter.setPen(QPen(QColor(look.edge), 1.5, Qt.PenStyle.DotLine))
    painter.drawLine(QPointF(bar.left(), bar.center().y()), QPointF(bar.right(), bar.center().y()))
    if mark.span.duration_s >= _NAMED_PAUSE_S or bar.width() > theme.scaled(34):
        painter.setFont(theme.font(Type.CAPTION))
        painter.setPen(QColor(look.muted))
        text = QCoreApplication.translate("TimingStrip", "{seconds} s").format(
            seconds=f"{mark.span.duration_s:.1f}"
        )
        area = QRectF(bar.left() - 40, 0, bar.width() + 80, theme.scaled(ABOVE))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)


def _paint_filler(painter: QPainter, scene: Scene, mark: Mark) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(scene.look.partial))
    size = theme.scaled(5)
    tip = QPointF(scene.x((mark.span.start_s + mark.span.end_s) / 2), theme.scaled(ABOVE) - 1)
    painter.drawPolygon(QPolygonF([tip, tip + QPointF(-size, -size * 1.6), tip + QPointF(size, -size * 1.6)]))


def _paint_part(painter: QPainter, scene: Scene, mark: Mark) -> None:
    """A thin line where a part begins, with its letter: S, T, A, R, L."""
    look = scene.look
    x = scene.x(mark.span.start_s)
    painter.setPen(QPen(QColor(look.ink), 1))
    painter.drawLine(QPointF(x, theme.scaled(8)), QPointF(x, theme.scaled(ABOVE + SOUND)))
    painter.setFont(theme.font(Type.CAPTION, strong=True))
    area = QRectF(x + 3, 0, theme.scaled(18), theme.scaled(ABOVE))
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, mark.name[:1].upper())


def _paint_found(painter: QPainter, scene: Scene, mark: Mark) -> None:
    """A ring above the sound, on a line through it."""
    x, top, size = scene.x(mark.span.start_s), theme.scaled(ABOVE), theme.scaled(4)
    painter.setPen(QPen(QColor(scene.look.accent), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawLine(QPointF(x, top), QPointF(x, top + theme.scaled(SOUND)))
    painter.drawEllipse(QPointF(x, top - size - 2), size, size)


_PAINTERS = {
    Kind.FOUND: _paint_found,
    Kind.POINT: _paint_point,
    Kind.PAUSE: _paint_pause,
    Kind.FILLER: _paint_filler,
    Kind.PART: _paint_part,
}


def _paint_ticks(painter: QPainter, scene: Scene) -> None:
    fitting = max(1.0, scene.width / theme.scaled(_TICK_ROOM_PX))
    step = next((tick for tick in _TICKS_S if scene.shown.duration_s / tick <= fitting), _TICKS_S[-1])
    painter.setFont(theme.font(Type.CAPTION))
    painter.setPen(QColor(scene.look.muted))
    top = theme.scaled(ABOVE + SOUND + POINTS)
    first = -(-int(scene.shown.start_s) // step) * step
    for at_s in range(first, int(scene.shown.end_s) + 1, step):
        x = scene.x(at_s)
        painter.drawLine(QPointF(x, top - 2), QPointF(x, top + 2))
        room = theme.scaled(_TICK_ROOM_PX)
        area = QRectF(max(0.0, min(x - room / 2, scene.width - room)), top + 2, room, theme.scaled(TIME) - 2)
        side = Qt.AlignmentFlag.AlignLeft if x < room / 2 else Qt.AlignmentFlag.AlignHCenter
        side = Qt.AlignmentFlag.AlignRight if x > scene.width - room / 2 else side
        painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, words.clock(at_s))
