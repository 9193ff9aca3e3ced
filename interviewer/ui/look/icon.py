"""Icons: line drawings from the assets, in the colour they are asked for."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from interviewer import paths
from interviewer.ui.look import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

    from interviewer.interview.coverage import Verdict


def icon(name: str, colour: str | None = None) -> QIcon:
    """An icon in a colour of the theme, by default that of the text."""
    from PySide6.QtGui import QIcon  # noqa: PLC0415 - the window starts without

    made = QIcon()
    for size_px in (20, 40, 64):
        made.addPixmap(pixmap(name, size_px, colour))
    return made


def verdict_icon(verdict: Verdict) -> QIcon:
    return icon(verdict.value, theme.colours().verdict(verdict).name())


def pixmap(name: str, size_px: int, colour: str | None = None) -> QPixmap:
    """A square picture; drawn once, since most icons are shown in many places."""
    look = theme.colours()
    key = f"{name} {size_px} {colour or look.ink} {look.surface}"
    kept = QPixmap()
    return kept if QPixmapCache.find(key, kept) else _drawn(name, size_px, colour, key)


def _drawn(name: str, size_px: int, colour: str | None, key: str) -> QPixmap:
    made = QPixmap(size_px, size_px)
    made.fill(QColor(0, 0, 0, 0))
    painter = QPainter(made)
    paint(painter, QRectF(0, 0, size_px, size_px), name, colour)
    painter.end()
    QPixmapCache.insert(key, made)
    return made


def paint(painter: QPainter, area: QRectF, name: str, colour: str | None = None) -> None:
    """Draws an icon into a picture that is being painted."""
    look = theme.colours()
    renderer = QSvgRenderer(_drawing(name, colour or look.ink, look.surface))
    renderer.render(painter, area)


@cache
def _drawing(name: str, colour: str, paper: str) -> bytes:
    text = (paths.assets() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return text.replace("currentColor", colour).replace('"paper"', f'"{paper}"').encode()
