"""Pictures of figures: a trend, bars, and rows of small trends. Each can say itself in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from interviewer.interview.progress import Figure, Track
from interviewer.ui.elements import words
from interviewer.ui.look import theme
from interviewer.ui.look.theme import Type

#: What a value looks like in words.
Said = Callable[[float], str]
_HEIGHT = 150
_ROW = 44


class Chart(QWidget):
    """Not for the keyboard: the table behind it is."""

    def __init__(self, parent: QWidget, name: str, *, height: int = _HEIGHT) -> None:
        super().__init__(parent)
        self._height = height
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(theme.scaled(240), theme.scaled(self._height))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(theme.scaled(120), theme.scaled(self._height))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(Type.CAPTION))
        self.paint(painter)
        painter.end()

    def paint(self, painter: QPainter) -> None:
        """Draws the figures."""


class TrendChart(Chart):
    """One line over the days, with the band in which it is well."""

    def __init__(self, parent: QWidget, name: str, *, said: Said, band: tuple[float, float]) -> None:
        super().__init__(parent, name)
        self._said = said
        self._band = band
        self._figures: tuple[Figure, ...] = ()

    def show_figures(self, figures: Sequence[Figure]) -> None:
        self._figures = tuple(figures)
        told = [f"{words.day(one.day)}: {self._said(one.value)}" for one in self._figures[-3:]]
        self.setAccessibleDescription("; ".join(told))
        self.update()

    def paint(self, painter: QPainter) -> None:
        if not self._figures:
            return
        look = theme.colours()
        values = [one.value for one in self._figures]
        low, high = min(*self._band, *values), max(*self._band, *values)
        room = (high - low) * 0.08 or 1.0
        ends = {value: self._said(value) for value in self._band if value}
        # The figures of the band stand beside the line, not under it.
        beside = max(painter.fontMetrics().horizontalAdvance(text) for text in ends.values()) + 8
        area = QRectF(beside, 6, self.width() - beside, self.height() - theme.scaled(28))
        scale = _Scale(
            area.adjusted(theme.scaled(8), 0, -theme.scaled(8), 0), self._figures, low - room, high + room
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.covered_wash))
        top, bottom = scale.y(self._band[1]), scale.y(self._band[0])
        painter.drawRoundedRect(QRectF(0, top, self.width(), bottom - top), 4, 4)
        painter.setPen(QColor(look.covered))
        for value, y in ((self._band[1], top + theme.scaled(14)), (self._band[0], bottom - 4)):
            painter.drawText(QPointF(4, y), ends.get(value, ""))
        scale.paint_line(painter, [self._band[0] <= value <= self._band[1] for value in values])
        _paint_days(painter, self, self._figures)


class BarChart(Chart):
    """A bar for each day from today on."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent, name)
        self._bars: tuple[tuple[str, int], ...] = ()

    def show_bars(self, bars: Sequence[tuple[str, int]]) -> None:
        """Names and heights."""
        self._bars = tuple(bars)
        told = [f"{name}: {count}" for name, count in self._bars if count]
        self.setAccessibleDescription("; ".join(told))
        self.update()

    def paint(self, painter: QPainter) -> None:
        look = theme.colours()
        highest = max((count for _, count in self._bars), default=0)
        bottom, top = self.height() - theme.scaled(24), theme.scaled(20)
        step = self.width() / max(1, len(self._bars))
        metrics = painter.fontMetrics()
        every = max(
            1,
            -(
                -max((metrics.horizontalAdvance(name) + 8 for name, _ in self._bars), default=1)
                // max(1, int(step))
            ),
        )
        for number, (name, count) in enumerate(self._bars):
            left = number * step
            height = (bottom - top) * count / highest if highest else 0.0
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.accent if count else look.line))
            bar = QRectF(left + step * 0.18, bottom - max(2.0, height), step * 0.64, max(2.0, height))
            painter.drawRoundedRect(bar, 3, 3)
            if count:
                painter.setPen(QColor(look.ink))
                painter.drawText(
                    QRectF(left, bar.top() - theme.scaled(18), step, theme.scaled(16)),
                    Qt.AlignmentFlag.AlignCenter,
                    str(count),
                )
            if number % every == 0:
                painter.setPen(QColor(look.muted))
                area = QRectF(left, bottom + 4, step * every, theme.scaled(20))
                side = Qt.AlignmentFlag.AlignLeft if every > 1 else Qt.AlignmentFlag.AlignHCenter
                painter.drawText(area, side | Qt.AlignmentFlag.AlignTop, name)


class TrackChart(Chart):
    """A row for each line: its name, its trend from 0 to 100 %, and where it stands."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent, name)
        self._tracks: tuple[Track, ...] = ()

    def show_tracks(self, tracks: Sequence[Track]) -> None:
        self._tracks = tuple(tracks)
        self._height = _ROW * max(1, len(self._tracks))
        told = [f"{one.name}: {words.percent(one.latest)}" for one in self._tracks]
        self.setAccessibleDescription("; ".join(told))
        self.updateGeometry()
        self.update()

    def paint(self, painter: QPainter) -> None:
        look, row = theme.colours(), theme.scaled(_ROW)
        figure_width = theme.scaled(60)
        name_width = (self.width() - figure_width) * 0.52
        metrics = painter.fontMetrics()
        for number, track in enumerate(self._tracks):
            top = number * row
            painter.setPen(QColor(look.ink if track.figures else look.muted))
            name = metrics.elidedText(track.name, Qt.TextElideMode.ElideRight, int(name_width - 12))
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, top, name_width, row), middle | Qt.AlignmentFlag.AlignLeft, name)
            latest = words.percent(track.latest)
            area = QRectF(self.width() - figure_width, top, figure_width, row)
            painter.drawText(area, middle | Qt.AlignmentFlag.AlignRight, latest)
            picture = QRectF(name_width, top + 6, self.width() - name_width - figure_width, row - 12)
            painter.setPen(QPen(QColor(look.line), 1))
            painter.drawLine(picture.bottomLeft(), picture.bottomRight())
            painter.setPen(QPen(QColor(look.line), 1, Qt.PenStyle.DotLine))
            painter.drawLine(picture.topLeft(), picture.topRight())
            if track.figures:
                inner = picture.adjusted(theme.scaled(6), 2, -theme.scaled(6), -2)
                _Scale(inner, track.figures, 0.0, 1.0).paint_line(painter, [True] * len(track.figures))


class _Scale:
    """From days and values to places."""

    def __init__(self, area: QRectF, figures: Sequence[Figure], low: float, high: float) -> None:
        self._area, self._figures, self._low, self._high = area, figures, low, high
        self._first = figures[0].day
        self._days = max(1, (figures[-1].day - self._first).days)

    def y(self, value: float) -> float:
        return self._area.bottom() - (value - self._low) / (self._high - self._low) * self._area.height()

    def _point(self, figure: Figure) -> QPointF:
        share = (figure.day - self._first).days / self._days if len(self._figures) > 1 else 0.5
        return QPointF(self._area.left() + share * self._area.width(), self.y(figure.value))

    def paint_line(self, painter: QPainter, well: Sequence[bool]) -> None:
        """A dot for each day; a ring where it is out of its band."""
        look = theme.colours()
        points = [self._point(figure) for figure in self._figures]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(look.accent), 2))
        painter.drawPolyline(QPolygonF(points))
        radius = theme.scaled(4) if len(points) < 40 else 2
        for point, inside in zip(points, well, strict=True):
            painter.setPen(QPen(QColor(look.accent if inside else look.partial), 2))
            painter.setBrush(QColor(look.accent if inside else look.surface))
            painter.drawEllipse(point, radius, radius)


def _paint_days(painter: QPainter, chart: QWidget, figures: Sequence[Figure]) -> None:
    painter.setPen(QColor(theme.colours().muted))
    area = QRectF(0, chart.height() - theme.scaled(20), chart.width(), theme.scaled(20))
    painter.drawText(
        area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words.day(figures[0].day)
    )
    if len(figures) > 1:
        painter.drawText(
            area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words.day(figures[-1].day)
        )
