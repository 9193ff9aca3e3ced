"""What is wrong with how a window is laid out: texts cut off, things on each other, scrolling too far."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)

#: What a person reads or uses by itself; none of them lies on another.
_SINGLE = (QLabel, QAbstractButton, QComboBox, QLineEdit, QAbstractSpinBox, QAbstractItemView)
#: Where a line of text may end.
_BREAK = re.compile(r"[\s\u200b]+")
#: Hints are whole pixels, rounded up on the way.
_ROUNDED_PX = 1


def faults(window: QWidget) -> list[str]:
    """Each in words that name the widget; lists and lines to type in may hide a part of what they hold."""
    seen = [widget for widget in window.findChildren(QWidget) if widget.isVisible()]
    single = [widget for widget in seen if isinstance(widget, _SINGLE) and not _is_part(widget)]
    return [
        *(f"{_name(area)} scrolls sideways" for area in seen if _scrolls_sideways(area)),
        *(f"{_name(area)} scrolls {rest} px past its end" for area, rest in _past_the_end(seen)),
        *(f"{_name(widget)} has {_px(widget.size())}, needs {_px(need)}" for widget, need in _cut(single)),
        *(f"{_name(widget)} sticks out of {_name(out)}" for widget in single for out in _out_of(widget)),
        *(f"{_name(one)} lies on {_name(other)}" for one, other in _on_each_other(single, window)),
    ]


def _is_part(widget: QWidget) -> bool:
    """Whether it is a piece of another, as the line in a number field is."""
    above = widget.parentWidget()
    return isinstance(above, _SINGLE) or (above is not None and isinstance(above.parent(), QAbstractItemView))


def _scrolls_sideways(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractScrollArea) and widget.horizontalScrollBar().maximum() > 0


def _past_the_end(widgets: list[QWidget]) -> Iterator[tuple[QWidget, int]]:
    for area in widgets:
        if isinstance(area, QScrollArea) and area.widgetResizable() and area.widget().layout():
            inner = area.widget()
            need = inner.layout().totalHeightForWidth(inner.width())
            rest = inner.height() - max(need, area.viewport().height())
            if inner.layout().hasHeightForWidth() and rest > _ROUNDED_PX:
                yield area, rest


def _cut(widgets: list[QWidget]) -> Iterator[tuple[QWidget, QSize]]:
    for widget in widgets:
        need = _needed(widget)
        if need.width() > widget.width() + _ROUNDED_PX or need.height() > widget.height() + _ROUNDED_PX:
            yield widget, need


def _needed(widget: QWidget) -> QSize:
    if isinstance(widget, QLabel) and widget.text():
        if not widget.wordWrap():
            return widget.sizeHint()
        longest = max(map(widget.fontMetrics().horizontalAdvance, _BREAK.split(widget.text())), default=0)
        plain = widget.textFormat() is Qt.TextFormat.PlainText
        return QSize(longest if plain else 0, widget.heightForWidth(widget.width()))
    if widget.hasHeightForWidth():
        return QSize(widget.minimumSizeHint().width(), widget.heightForWidth(widget.width()))
    if isinstance(widget, QAbstractButton):
        return widget.sizeHint()
    return QSize(0, widget.minimumSizeHint().height())


def _out_of(widget: QWidget) -> Iterator[QWidget]:
    """The first that it sticks out of; what scrolls may stick out above and below."""
    place, inner, scrolled = widget.rect(), widget, False
    while not inner.isWindow() and (outer := inner.parentWidget()) is not None:
        place.translate(inner.pos())
        scrolled = scrolled or isinstance(outer.parent(), QScrollArea)
        room = outer.rect()
        if scrolled:
            room.setTop(min(room.top(), place.top()))
            room.setBottom(max(room.bottom(), place.bottom()))
        if not room.contains(place):
            yield outer
            return
        inner = outer


def _on_each_other(widgets: list[QWidget], window: QWidget) -> Iterator[tuple[QWidget, QWidget]]:
    places = [(widget, _seen_at(widget, window)) for widget in widgets if _has_content(widget)]
    for (one, here), (other, there) in combinations(places, 2):
        common = here & there
        if min(common.width(), common.height()) > _ROUNDED_PX and not _holds(one, other):
            yield one, other


def _has_content(widget: QWidget) -> bool:
    return not isinstance(widget, QLabel) or bool(widget.text())


def _holds(one: QWidget, other: QWidget) -> bool:
    return one.isAncestorOf(other) or other.isAncestorOf(one)


def _seen_at(widget: QWidget, window: QWidget) -> QRect:
    """Where in the window it shows: what lies outside of those around it doesn't."""
    place, outer = QRect(widget.mapTo(window, QPoint()), widget.size()), widget.parentWidget()
    while outer is not None and outer is not window:
        place &= QRect(outer.mapTo(window, QPoint()), outer.size())
        outer = outer.parentWidget()
    return place


def _name(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    return f"{type(widget).__name__} “{text or widget.accessibleName()}”"


def _px(size: QSize) -> str:
    return f"{size.width()}x{size.height()}"
