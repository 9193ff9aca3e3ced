"""The places of the window, down its left side."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStyleOptionButton, QVBoxLayout, QWidget

from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.label import own_label
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


class _PlaceButton(KeyButton):
    """Its icon to the left, its key to the right. The style draws the words: the first paint needs no pen."""

    def __init__(self, place: Place, page: QWidget, *, key: str) -> None:
        super().__init__(place.title_shown, page, key=key, icon_name=place.value, role="place")
        self.setCheckable(True)
        self._cap = own_label(self.key_name, self, step=Type.CAPTION, tone="muted")
        self._cap.setWordWrap(False)
        self._row = QHBoxLayout(self)
        self._row.addStretch(1)
        self._row.addWidget(self._cap)

    def fit(self) -> None:
        """What is measured in text follows the text size."""
        self._row.setContentsMargins(0, 0, self.side_px, 0)

    def show_compact(self, *, compact: bool) -> None:
        super().show_compact(compact=compact)
        self._cap.setVisible(not compact)

    def initStyleOption(self, option: QStyleOptionButton) -> None:  # noqa: N802 - Qt's name
        super().initStyleOption(option)
        option.text = "" if self.compact else self.text()

    def paint_content(self, painter: QPainter) -> None:
        self.paint_icon(painter, self.side_px)


class Rail(QFrame):
    """Ctrl and a number goes to a place."""

    wanted = Signal(Place)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        self.setAccessibleName(self.tr("Places"))
        self._title = own_label(self.tr("Interviewer"), self, step=Type.LEAD)
        self._title.setProperty("strong", "true")
        self._buttons: dict[Place, _PlaceButton] = {}
        rows = QVBoxLayout(self)
        rows.setContentsMargins(Space.SMALL, Space.LARGE, Space.SMALL, Space.MEDIUM)
        rows.setSpacing(Space.TIGHT)
        rows.addWidget(self._title)
        rows.addSpacing(Space.MEDIUM)
        for number, place in enumerate(Place, start=1):
            button = _PlaceButton(place, self.window(), key=f"Ctrl+{number}")
            button.clicked.connect(lambda _checked=False, chosen=place: self.wanted.emit(chosen))
            rows.addWidget(button)
            self._buttons[place] = button
        rows.addStretch(1)
        self._compact = False
        self.fit()

    def fit(self) -> None:
        """Its width follows the text size, and the longest name of a place in the language of the window."""
        for button in self._buttons.values():
            button.fit()
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
