"""A line across the top of the page: what went wrong, what to do about it, until it is put away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from interviewer.ui.elements.announcement import announce
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.label import own_label, take_literally
from interviewer.ui.look import icon, theme
from interviewer.ui.look.theme import Space


class Notice(QFrame):
    """One notice at a time; the newest stands."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self.setAccessibleName(self.tr("Notice"))
        self._act: Callable[[], None] | None = None
        self._icon = QLabel(self)
        self._text = own_label("", self)
        self._button = KeyButton("", parent.window(), key="F8")
        self._button.clicked.connect(self._acted)
        self._close = KeyButton(self.tr("Close"), parent.window(), key="F9", role="quiet")
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.MEDIUM, Space.SMALL, Space.SMALL, Space.SMALL)
        row.setSpacing(Space.MEDIUM)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        row.addWidget(self._close)
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text()

    def tell(
        self, text: str, *, action: str = "", act: Callable[[], None] | None = None, well: bool = False
    ) -> None:
        """Shows the text, with a button that does something about it where there is something to do."""
        size, look = theme.scaled(20), theme.colours()
        name, colour = ("covered", look.covered) if well else ("warning", look.partial)
        self._icon.setPixmap(icon.pixmap(name, size * 2, colour).scaled(QSize(size, size)))
        take_literally(self._text)
        self._text.setText(text)
        self._act = act
        self._button.say(action)
        self._button.setVisible(bool(action))
        self.show()
        announce(self, text)

    def offer(self, text: str, action: str, act: Callable[[], None]) -> None:
        """Tells what went well, for a signal."""
        self.tell(text, action=action, act=act, well=True)

    def _acted(self) -> None:
        self.hide()
        if self._act is not None:
            self._act()
