"""The check-up page: whether everything that an interview needs works, and what to do where it doesn't."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from interviewer.interview.check import Check
from interviewer.ui.elements import words
from interviewer.ui.elements.announcement import announce
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.label import label, titled
from interviewer.ui.elements.page import Page
from interviewer.ui.elements.scrolling import scrolling
from interviewer.ui.look import icon, theme
from interviewer.ui.look.theme import Space, Type

_REPORT = "Interviewer report.zip"
#: Below this the title needs the room that the words of the lesser button take.
_NARROW_PX = 560


class ChecksPage(Page):
    """One line a check, what needs doing first."""

    wanted = Signal()
    #: where to write what a maintainer needs
    report_wanted = Signal(Path)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, QCoreApplication.translate("ChecksPage", "Check-up"))
        self._cards: list[QFrame] = []
        self._summary = label("", self, tone="muted")
        self._busy = QProgressBar(self)
        self._busy.setAccessibleName(self.tr("Checking"))
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.hide()
        self._again = KeyButton(self.tr("Check again"), self, key="R", icon_name="again", role="primary")
        self._again.clicked.connect(self._ask)
        self._report = KeyButton(self.tr("Write a report"), self, key="W", icon_name="save")
        self._report.clicked.connect(self._ask_where)
        self._list = QVBoxLayout()
        self._list.setSpacing(Space.SMALL)
        self._lay_out()

    def show_running(self) -> None:
        self._summary.setText(self.tr("Looking at microphone, loudspeaker, voice, models and disk …"))
        self._busy.show()

    def show_checks(self, checks: Sequence[Check]) -> None:
        for card in self._cards:
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = [self._card(check) for check in sorted(checks, key=lambda one: one.ok)]
        for card in self._cards:
            self._list.addWidget(card)
            card.show()
        wrong = sum(not check.ok for check in checks)
        self._say(
            self.tr("{count} of these need you.").format(count=wrong)
            if wrong
            else self.tr("Everything works.")
        )

    def show_fault(self, text: str) -> None:
        """The checks themselves failed."""
        self._say(text)

    def focus_first(self) -> None:
        self._again.setFocus(Qt.FocusReason.OtherFocusReason)

    def fit(self) -> None:
        super().fit()
        self._report.show_compact(compact=self.width() < theme.scaled(_NARROW_PX))

    def _ask(self) -> None:
        """The button keeps the focus while it is busy, and does nothing then."""
        if self._busy.isHidden():
            self.wanted.emit()

    def _ask_where(self) -> None:
        file, _ = QFileDialog.getSaveFileName(
            self, self.tr("Write a report for a maintainer"), str(Path.home() / _REPORT), "*.zip"
        )
        if file:
            self.report_wanted.emit(Path(file).with_suffix(".zip"))

    def _say(self, text: str) -> None:
        self._summary.setText(text)
        self._busy.hide()
        announce(self, text)

    def _card(self, check: Check) -> QFrame:
        card = QFrame(self)
        card.setProperty("role", "card")
        state = self.tr("works") if check.ok else self.tr("needs you")
        name, detail, fix = words.said(check.name), words.said(check.detail), words.said(check.fix)
        card.setAccessibleName(f"{name}: {state}. {detail} {fix}".strip())
        row = QHBoxLayout(card)
        row.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
        row.setSpacing(Space.MEDIUM)
        look, size = theme.colours(), theme.scaled(22)
        picture = QLabel(card)
        picture.setPixmap(
            icon.pixmap(
                "covered" if check.ok else "warning", size, look.covered if check.ok else look.partial
            )
        )
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(Space.TIGHT)
        title = label(f"{name} – {state}", card)
        title.setProperty("strong", "true")
        texts.addWidget(title)
        texts.addWidget(label(detail, card, tone="muted"))
        if fix and not check.ok:
            advice = label(fix, card, tone="warning")
            advice.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            texts.addWidget(advice)
        row.addLayout(texts, 1)
        return card

    def _lay_out(self) -> None:
        title = label(self.tr("Check-up"), self, step=Type.TITLE)
        top = QHBoxLayout()
        top.addLayout(titled(title, self._summary, self._busy), 1)
        top.addWidget(self._report, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._again, 0, Qt.AlignmentFlag.AlignTop)
        inner = QWidget(self)
        self.hold(inner, 860)
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.LARGE)
        rows.setSpacing(Space.LARGE)
        rows.addLayout(top)
        rows.addLayout(self._list)
        rows.addStretch(1)
        scroll = scrolling(inner, self.tr("Check-up"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
