"""A page that is longer than the window."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def scrolling(inner: QWidget, name: str) -> QScrollArea:
    """Scrolls up and down only; the focus passes through it to what is inside.

    What comes into ``inner`` afterwards is styled once, what is in it before a second time when it is moved.
    """
    inner.setProperty("role", "page")
    area = QScrollArea(inner.parentWidget())
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setAccessibleName(name)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    return area


def is_seen(inside: QWidget, place: QRect | None, area: QScrollArea) -> bool:
    """Whether a place in a widget is in sight at the moment."""
    if place is None:
        return False
    return area.viewport().rect().contains(inside.mapTo(area.viewport(), place.center()))


def keep_in_sight(inside: QWidget, place: QRect | None, area: QScrollArea) -> None:
    """Scrolls to a place in a widget where it has left the sight, with room around it."""
    if place is not None and not is_seen(inside, place, area):
        at = inside.mapTo(area.viewport(), place.center()).y() + area.verticalScrollBar().value()
        area.ensureVisible(0, at, 0, area.viewport().height() // 3)


def show_soon(widget: QWidget, area: QScrollArea) -> None:
    """Scrolls to a widget that has just been shown, once it has its height."""
    QTimer.singleShot(0, widget, lambda: area.ensureWidgetVisible(widget))
