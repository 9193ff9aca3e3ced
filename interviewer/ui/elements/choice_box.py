"""A choice among few, of a width of its own: a long option is cut off rather than widening the page."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget


def choice_box(parent: QWidget, name: str, *, characters: int = 18) -> QComboBox:
    """``name`` is what a screen reader calls it; at least ``characters`` of an option are seen."""
    made = QComboBox(parent)
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(characters)
    return made
