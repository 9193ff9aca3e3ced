"""What every page of the window has in common."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


class Page(QWidget):
    """Has a name for screen readers, and a place where the focus goes on arrival."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(name)

    def focus_first(self) -> None:
        """Puts the focus where the person most likely goes on."""
        self.setFocus()

    def fit(self) -> None:
        """What is measured in text follows the text size."""
