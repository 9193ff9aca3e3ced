"""Text in the steps of the type scale."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6 import QtCore
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from interviewer.ui.look.theme import Space, Type

#: What a part of a path ends with.
_PART = re.compile(r"[/\\\\._-]")


def label(text: str, parent: QWidget | None = None, *, step: Type = Type.BODY, tone: str = "") -> QLabel:
    """Wrapping text; screen readers read it by its own words."""
    made = own_label(text, parent, step=step, tone=tone)
    take_literally(made)
    return made


def own_label(text: str, parent: QWidget | None, *, step: Type = Type.BODY, tone: str = "") -> QLabel:
    """The same for words of the window itself, which hold no mark-up: the first paint needs no more."""
    made = QLabel(text, parent)
    made.setProperty("step", step.value)
    made.setProperty("tone", tone)
    made.setWordWrap(True)
    made.setMinimumWidth(1)
    return made


def take_literally(which: QLabel) -> None:
    """From now on its text may be anything: what looks like mark-up is shown as it is."""
    which.setTextFormat(QtCore.Qt.TextFormat.PlainText)


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
