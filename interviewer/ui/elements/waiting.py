"""What is seen in the window until its pages are there."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from interviewer.ui.elements.label import own_label, set_tone, take_literally
from interviewer.ui.elements.page import Page
from interviewer.ui.look.theme import Space, Type


class Waiting(Page):
    """Stands where the home page will, with no more than a moment allows."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, QCoreApplication.translate("Waiting", "Getting ready"))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.LARGE)
        rows.setSpacing(Space.TIGHT)
        rows.addWidget(own_label(self.tr("Interview practice"), self, step=Type.TITLE))
        self._told = own_label(self.tr("Getting ready …"), self, tone="muted")
        rows.addWidget(self._told)
        rows.addStretch(1)

    def show_fault(self, text: str) -> None:
        """It won't get any further: says why and what to do."""
        take_literally(self._told)
        self._told.setText(text)
        set_tone(self._told, "")
