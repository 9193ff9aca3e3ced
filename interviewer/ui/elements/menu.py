"""A menu beneath what was pressed; while it is open, its keys are its own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QMenu, QWidget


class Menu(QMenu):
    """Open it with ``open_beneath``; it goes away by itself."""

    def __init__(self, title: str, beneath: QWidget) -> None:
        super().__init__(title, beneath)
        self._beneath = beneath
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def open_beneath(self) -> None:
        self.popup(self._beneath.mapToGlobal(self._beneath.rect().bottomLeft()))

    def event(self, event: QEvent) -> bool:
        """A letter chooses here, and does not press a button of the page behind."""
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)
