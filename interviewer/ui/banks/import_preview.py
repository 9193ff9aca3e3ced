"""The import page: what a document holds and what it would change, before anything is written."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QItemSelectionModel, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from interviewer.interview.documents.succession import Fate
from interviewer.ui.banks import preview_list, preview_text
from interviewer.ui.banks.import_progress import ImportProgress
from interviewer.ui.banks.preview import Preview, Tab
from interviewer.ui.banks.preview_list import ROW_ROLE, PreviewDelegate, PreviewModel, Row
from interviewer.ui.elements.announcement import announce
from interviewer.ui.elements.flow import FlowLayout
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.label import breakable, label, set_tone, titled
from interviewer.ui.elements.page import Page
from interviewer.ui.elements.painted_list import painted_list
from interviewer.ui.elements.scrolling import scrolling
from interviewer.ui.look import theme
from interviewer.ui.look.theme import Space, Type

_NARROW_PX = 640
#: Each of the list and the details is at least so high; the page scrolls where there is less room.
_LEAST_PX = 140


class ImportPage(Page):
    """Shows a preview; says what the person wants done with it."""

    accepted = Signal()
    cancelled = Signal()
    #: another bank by name, or the repair switched on or off
    reread = Signal(str, bool)
    another = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, QCoreApplication.translate("ImportPage", "Import"))
        self._preview: Preview | None = None
        self._tab = Tab.QUESTIONS
        self._stack = QStackedWidget(self)
        self._stack.setAccessibleName(self.accessibleName())
        self.waiting = ImportProgress(self)
        self.waiting.cancelled.connect(self.cancelled)
        self.waiting.another.connect(self.another)
        self.hold(self.waiting.bar, 280)
        self._stack.addWidget(self.waiting)
        self._build_preview()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._stack)

    @property
    def preview(self) -> Preview | None:
        return self._preview

    # -- while a file is read or written -----------------------------------------------------------

    def show_waiting(self, title: str, text: str, *, can_cancel: bool) -> None:
        """Work is under way on the worker."""
        self._stack.setCurrentWidget(self.waiting)
        self.waiting.show_work(title, text, can_cancel=can_cancel)

    def show_fault(self, text: str) -> None:
        """The file can't be imported: why, and what to do."""
        self._stack.setCurrentWidget(self.waiting)
        self.waiting.show_fault(text)

    # -- what is on the preview --------------------------------------------------------------------

    def _build_preview(self) -> None:
        self._body = QWidget(self)
        self._title = label("", self._body, step=Type.TITLE)
        self._glance = label("", self._body, tone="muted")
        self._accept = KeyButton("", self._body, key="Ctrl+Return", icon_name="import", role="primary")
        self._accept.clicked.connect(self.accepted)
        self._cancel = KeyButton(self.tr("Cancel"), self._body, key="Esc", role="quiet")
        self._cancel.clicked.connect(self.cancelled)
        self._build_target()
        self._build_offer()
        self._tabs = {tab: self._tab_button(tab) for tab in Tab}
        self._build_lists()
        self._lay_out_preview()
        self._scroll = scrolling(self._body, self.tr("What would be imported"))
        self._stack.addWidget(self._scroll)

    def _build_target(self) -> None:
        self._into_name = label(self.tr("Into the bank"), self._body)
        self._into_name.setWordWrap(False)
        self._into = QComboBox(self._body)
        self._into.setEditable(True)
        self._into.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._into.setAccessibleName(self.tr("The bank that it goes into; a new name makes a new bank"))
        self._into_name.setBuddy(self._into)
        self._into.setMinimumWidth(theme.scaled(250))
        self._into.textActivated.connect(self._retarget)
        line = self._into.lineEdit()
        if line is not None:
            line.editingFinished.connect(lambda: self._retarget(self._into.currentText()))
        self._into_told = label("", self._body, step=Type.CAPTION, tone="muted")

    def _build_offer(self) -> None:
        self._offer = QFrame(self._body)
        self._offer.setProperty("role", "card")
        self._offer.setAccessibleName(self.tr("Offer to repair"))
        self._repair = QCheckBox("", self._offer)
        self._repair.toggled.connect(self._switch_repair)
        self._offer_text = label("", self._offer, step=Type.CAPTION, tone="muted")
        switch = QShortcut(QKeySequence("R"), self._body)
        switch.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        switch.activated.connect(self._repair.toggle)
        self._look = KeyButton(self.tr("Before and after"), self._offer, icon_name="flip")
        self._look.clicked.connect(lambda: self.show_tab(Tab.REPAIR))
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self._repair)
        left.addWidget(self._offer_text)
        row = QHBoxLayout(self._offer)
        row.setContentsMargins(Space.MEDIUM, Space.SMALL, Space.MEDIUM, Space.SMALL)
        row.addLayout(left, 1)
        row.addWidget(self._look)

    def _tab_button(self, tab: Tab) -> KeyButton:
        button = KeyButton("", self._body, key=str(int(tab)), role="place")
        button.setCheckable(True)
        button.clicked.connect(lambda _checked=False, chosen=tab: self.show_tab(chosen))
        return button

    def _build_lists(self) -> None:
        self._model = PreviewModel()
        self._list = painted_list(self._body, self._model, PreviewDelegate(self))
        self._list.selectionModel().currentChanged.connect(
            lambda now, _was: self._show_row(now.data(ROW_ROLE))
        )
        self._detail = QTextBrowser(self._body)
        self._detail.setOpenLinks(False)
        self._detail.setAccessibleName(self.tr("What was chosen, in full"))
        self._split = QSplitter(Qt.Orientation.Horizontal, self._body)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(Space.MEDIUM)
        self._split.addWidget(self._list)
        self._split.addWidget(self._detail)
        self._split.setSizes([520, 480])

    def _lay_out_preview(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(Space.SMALL)
        top.addLayout(titled(self._title, self._glance), 1)
        top.addWidget(self._cancel)
        top.addWidget(self._accept)
        target = QHBoxLayout()
        target.setSpacing(Space.SMALL)
        target.addWidget(self._into_name)
        target.addWidget(self._into)
        target.addWidget(self._into_told, 1)
        tabs = FlowLayout(spacing=Space.TIGHT)
        for button in self._tabs.values():
            tabs.addWidget(button)
        rows = QVBoxLayout(self._body)
        rows.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.LARGE)
        rows.setSpacing(Space.SMALL)
        rows.addLayout(top)
        rows.addSpacing(Space.TIGHT)
        rows.addLayout(target)
        rows.addWidget(self._offer)
        rows.addLayout(tabs)
        rows.addWidget(self._split, 1)

    # -- showing -----------------------------------------------------------------------------------

    def show_preview(self, preview: Preview) -> None:
        """Keeps the tab and the row that were chosen, where the same file is read again."""
        before = self._preview
        again = before is not None and before.planned.source.path == preview.planned.source.path
        row = self._list.currentIndex().row() if again else -1
        self._preview = preview
        self._stack.setCurrentWidget(self._scroll)
        self._show_head(preview)
        self._show_target(preview)
        self._show_offer(preview)
        self._show_tabs(preview)
        tab = self._tab if again and not self._tabs[self._tab].isHidden() else self._first_tab(preview)
        self.show_tab(tab, row=row)
        if not again or not self._body.isAncestorOf(self.focusWidget() or self):
            self.focus_first()
        announce(self, self._glance.text())

    def show_target_fault(self, text: str) -> None:
        """The bank can't be the one that was named; the preview stands as it was."""
        self._stack.setCurrentWidget(self._scroll)
        self._into_told.setText(text)
        set_tone(self._into_told, "warning")
        self._accept.setEnabled(False)
        self._into.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, text)

    def focus_first(self) -> None:
        if self._stack.currentWidget() is self._scroll:
            chosen = self._accept if self._accept.isEnabled() else self._list
            chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_tab(self, tab: Tab, *, row: int = -1) -> None:
        """Fills the list with what the tab is about."""
        preview = self._preview
        if preview is None or self._tabs[tab].isHidden():
            return
        self._tab = tab
        for which, button in self._tabs.items():
            button.setChecked(which is tab)
        rows = {
            Tab.QUESTIONS: preview_list.question_rows,
            Tab.CHANGES: preview_list.change_rows,
            Tab.MESSAGES: preview_list.message_rows,
            Tab.REPAIR: preview_list.repair_rows,
        }[tab](preview)
        self._model.show(rows)
        self._list.setAccessibleName(self._tabs[tab].text())
        wanted = row if 0 <= row < len(rows) and not rows[row].is_heading else self._model.first
        if wanted >= 0:
            self._list.selectionModel().setCurrentIndex(
                self._model.index(wanted), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
        else:
            self._detail.setHtml("")

    def _first_tab(self, preview: Preview) -> Tab:
        if preview.planned.refused:
            return Tab.MESSAGES
        return Tab.CHANGES if not self._tabs[Tab.CHANGES].isHidden() else Tab.QUESTIONS

    def _show_row(self, row: Row | None) -> None:
        if row is None or row.about is None or self._preview is None:
            self._detail.setHtml("")
            return
        self._detail.setHtml(preview_text.about(row.about, self._preview))

    def _show_head(self, preview: Preview) -> None:
        bank = preview.planned.bank
        self._title.setText(self.tr("Import {file}").format(file=breakable(preview.planned.source.path.name)))
        found = self.tr("{questions} questions in {sections} sections, {points} key points").format(
            questions=len(bank.questions), sections=len(bank.sections), points=preview.points
        )
        refused = preview.planned.refused
        self._glance.setText(
            self.tr("It has errors, so that nothing will be imported. Correct them, and try again.")
            if refused
            else self.tr("Found: {what}. Nothing is written yet.").format(what=found)
        )
        set_tone(self._glance, "warning" if refused else "muted")
        self._accept.say(self.tr("Import"))
        self._accept.setEnabled(not refused)

    def _show_target(self, preview: Preview) -> None:
        with QSignalBlocker(self._into):
            self._into.clear()
            self._into.addItems(sorted({*preview.banks, preview.name}))
            self._into.setCurrentText(preview.name)
        set_tone(self._into_told, "muted")
        self._into_told.setText(self._what_becomes(preview))

    def _what_becomes(self, preview: Preview) -> str:
        if not preview.exists:
            return self.tr("A new bank.")
        counts = (
            (self.tr("{count} new"), preview.count(Fate.NEW)),
            (self.tr("{count} changed"), preview.count(Fate.CHANGED)),
            (self.tr("{count} reworded"), preview.count(Fate.REWORDED)),
            (self.tr("{count} gone"), preview.count(Fate.GONE)),
            (self.tr("{count} as they are"), preview.count(Fate.SAME)),
        )
        said = ", ".join(text.format(count=count) for text, count in counts if count) + "."
        if preview.count(Fate.SAME) == len(preview.steps):
            return said + " " + self.tr("There is nothing to change.")
        if preview.planned.copied_from is not None:
            said += " " + self.tr("It ships with the app: your own copy is made first.")
        return said

    def _show_offer(self, preview: Preview) -> None:
        self._offer.setVisible(bool(preview.pairs))
        count = len(preview.pairs)
        with QSignalBlocker(self._repair):
            self._repair.setChecked(preview.backticks)
        self._repair.setText(
            self.tr("Turn {count} pairs of backslashes into backticks  ( R )").format(count=count)
        )
        if preview.pairs:
            example = preview.pairs[0]
            self._offer_text.setText(
                self.tr(
                    "They may stand for backticks: {before} becomes {after}. A Windows path looks the same."
                ).format(before=example.before, after=example.after)
            )

    def _show_tabs(self, preview: Preview) -> None:
        changed = len(preview.steps) - preview.count(Fate.SAME)
        for tab, text, count, wanted in (
            (Tab.QUESTIONS, self.tr("Questions"), len(preview.planned.bank.questions), True),
            (Tab.MESSAGES, self.tr("To look at"), len(preview.messages), bool(preview.messages)),
            (Tab.REPAIR, self.tr("Repair"), len(preview.pairs), bool(preview.pairs)),
            (Tab.CHANGES, self.tr("Changes"), changed, preview.exists and bool(changed)),
        ):
            self._tabs[tab].say(f"{text}  {count}")
            self._tabs[tab].setVisible(wanted)

    # -- doing -------------------------------------------------------------------------------------

    def _retarget(self, name: str) -> None:
        chosen = name.strip()
        if self._preview is not None and chosen and chosen != self._preview.name:
            self.reread.emit(chosen, self._repair.isChecked())
        elif self._preview is not None and not self._accept.isEnabled():
            self.show_preview(self._preview)

    def _switch_repair(self, wanted: bool) -> None:  # noqa: FBT001 - Qt's signal
        if self._preview is not None:
            self.reread.emit(self._preview.name, wanted)

    def fit(self) -> None:
        super().fit()
        narrow = self.width() < theme.scaled(_NARROW_PX)
        self._look.setVisible(not narrow)
        self._split.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
        self._split.setMinimumHeight(theme.scaled(_LEAST_PX * (2 if narrow else 1)))
