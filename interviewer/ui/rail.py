"""The places of the window, down its left side."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.label import label
from interviewer.ui.look import theme
from interviewer.ui.look.theme import Space, Type


class Place(StrEnum):
    """Where the person can go at any time; the values are the names of the icons."""

    HOME = "home"
    QUESTIONS = "questions"
    RECORDINGS = "recordings"
    PROGRESS = "progress"
    SETTINGS = "settings"
    CHECKS = "checks"

    @property
    def title_shown(self) -> str:
        return {
            Place.HOME: QCoreApplication.translate("Place", "Practice"),
            Place.QUESTIONS: QCoreApplication.translate("Place", "Questions"),
            Place.RECORDINGS: QCoreApplication.translate("Place", "Recordings"),
            Place.PROGRESS: QCoreApplication.translate("Place", "Progress"),
            Place.SETTINGS: QCoreApplication.translate("Place", "Settings"),
            Place.CHECKS: QCoreApplication.translate("Place", "Check-up"),
        }[self]


class Rail(QWidget):
    """Ctrl and a number goes to a place."""

    wanted = Signal(Place)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("role", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Places"))
        self._title = label(self.tr("Interviewer"), self, step=Type.LEAD)
        self._title.setProperty("strong", "true")
        self._buttons: dict[Place, KeyButton] = {}
        rows = QVBoxLayout(self)
        rows.setContentsMargins(Space.SMALL, Space.LARGE, Space.SMALL, Space.MEDIUM)
        rows.setSpacing(Space.TIGHT)
        rows.addWidget(self._title)
        rows.addSpacing(Space.MEDIUM)
        for number, place in enumerate(Place, start=1):
            button = KeyButton(
                place.title_shown, window, key=f"Ctrl+{number}", icon_name=place.value, role="place"
            )
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False, chosen=place: self.wanted.emit(chosen))
            rows.addWidget(button)
            self._buttons[place] = button
        rows.addStretch(1)
        self._compact = False
        self.fit()

    def fit(self) -> None:
        """Its width follows the text size, and the longest name of a place in the language of the window."""
        longest = max(button.sizeHint().width() for button in self._buttons.values()) + 2 * Space.SMALL
        self.setFixedWidth(theme.scaled(64) if self._compact else max(theme.scaled(216), longest))

    def show_compact(self, *, compact: bool) -> None:
        """Icons alone, where the window is narrow."""
        if compact != self._compact:
            self._compact = compact
            self._title.setVisible(not compact)
            for button in self._buttons.values():
                button.show_compact(compact=compact)
            self.fit()

    def show_place(self, place: Place) -> None:
        for which, button in self._buttons.items():
            button.setChecked(which is place)

    def show_free(self, *, free: bool) -> None:
        """While an answer is being given there is nowhere to go."""
        for button in self._buttons.values():
            button.setEnabled(free)
