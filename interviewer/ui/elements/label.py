"""Text in the steps of the type scale."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from interviewer.ui.look.theme import Space, Type

#: What a part of a path ends with.
_PART = re.compile(r"[/\\\\._-]")


def label(text: str, parent: QWidget | None = None, *, step: Type = Type.BODY, tone: str = "") -> QLabel:
    """Wrapping text; screen readers read it by its own words."""
    made = QLabel(text, parent)
    made.setProperty("step", step.value)
    made.setProperty("tone", tone)
    made.setWordWrap(True)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setMinimumWidth(1)
    return made


def titled(title: QLabel, *beneath: QWidget) -> QVBoxLayout:
    """A title, and close beneath it what belongs to it."""
    column = QVBoxLayout()
    column.setSpacing(Space.TIGHT)
    for one in (title, *beneath):
        column.addWidget(one)
    return column


def breakable(path: Path | str) -> str:
    """A path that is wrapped after any part of it, where a line has no room for the whole."""
    return _PART.sub("\\g<0>\u200b", str(path))


def set_tone(which: QLabel, tone: str) -> None:
    """Changes what a label's colour stands for."""
    if which.property("tone") != tone:
        which.setProperty("tone", tone)
        which.style().unpolish(which)
        which.style().polish(which)
