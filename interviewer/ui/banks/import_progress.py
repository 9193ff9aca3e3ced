"""What is seen while a document is read or written, and where that has failed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from interviewer.ui.elements.announcement import announce
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.label import label
from interviewer.ui.look.theme import Space, Type


class ImportProgress(QWidget):
    """Says how far it is; in the end it makes way for the preview, or says why there is none."""

    another = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = label("", self, step=Type.TITLE)
        self._text = label("", self, tone="muted")
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self._share = label("", self, step=Type.CAPTION, tone="muted")
        for one in (self._title, self._text, self._share):
            one.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._another = KeyButton(
            self.tr("Choose another file"), self, key="O", icon_name="import", role="primary"
        )
        self._another.clicked.connect(self.another)
        self._stop = KeyButton(self.tr("Cancel"), self, key="Esc", icon_name="back")
        self._stop.clicked.connect(self.cancelled)
        self._lay_out()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.SMALL)
        buttons.addStretch(1)
        buttons.addWidget(self._stop)
        buttons.addWidget(self._another)
        buttons.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(Space.WIDE, Space.LARGE, Space.WIDE, Space.LARGE)
        rows.setSpacing(Space.MEDIUM)
        rows.addStretch(1)
        rows.addWidget(self._title)
        rows.addWidget(self._text)
        rows.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addWidget(self._share)
        rows.addLayout(buttons)
        rows.addStretch(2)

    def show_work(self, title: str, text: str, *, can_cancel: bool) -> None:
        """Work is under way on the worker."""
        self._say(title, text)
        self.bar.setAccessibleName(title)
        self.bar.setRange(0, 0)
        self.bar.show()
        self._another.hide()
        self._stop.say(self.tr("Cancel"))
        self._stop.setEnabled(can_cancel)
        self._stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_share(self, share: float) -> None:
        """How much of the file was read; until then the bar only says that it goes on."""
        self.bar.setRange(0, 100)
        self.bar.setValue(round(share * 100))
        self._share.setText(f"{share:.0%}")

    def show_fault(self, text: str) -> None:
        """The file can't be imported: why, and what to do."""
        self._say(self.tr("Nothing was imported"), text)
        self.bar.hide()
        self._another.show()
        self._stop.say(self.tr("Back"))
        self._stop.setEnabled(True)
        self._another.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, title: str, text: str) -> None:
        self._title.setText(title)
        self._text.setText(text)
        self._share.clear()
        announce(self, f"{title}. {text}")
