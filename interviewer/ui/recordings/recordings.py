"""The recordings page: every attempt, newest first; one opens in the feedback view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from interviewer.interview.attempt import Attempt, AttemptId
from interviewer.interview.question import Bank
from interviewer.interview.reports.recording import Order, Recording, moments
from interviewer.interview.transcript import Span
from interviewer.ui.elements.flow import FlowLayout
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.label import label
from interviewer.ui.elements.page import Page
from interviewer.ui.feedback.feedback import FeedbackView
from interviewer.ui.look import theme
from interviewer.ui.look.theme import Space, Type
from interviewer.ui.recordings.recording_filter import NEWEST_FIRST, RecordingFilter
from interviewer.ui.recordings.recording_table import PAGE_ROWS, Column, RecordingTable
from interviewer.ui.recordings.recording_tools import RecordingTools
from interviewer.ui.recordings.recording_view import RecordingView
from interviewer.ui.recordings.rehearing import Rehearing

if TYPE_CHECKING:
    from interviewer.ui.parts import Parts
    from interviewer.ui.work.workplace import Workplace

#: A pause in typing, after which it is searched.
_TYPING_MS = 30
#: More than fill a window are not waited for.
_MOST_FETCHES = 3
_NARROW_PX = 660
#: Below this the tools are icons alone.
_TOOLS_IN_WORDS_PX = 900
_ORDERS = {
    Column.WHEN: Order.DATE,
    Column.QUESTION: Order.QUESTION,
    Column.SCORE: Order.SCORE,
    Column.GRADE: Order.SCORE,
    Column.LENGTH: Order.DURATION,
}
#: Heard a moment before what was found.
_LEAD_S = 0.3


class RecordingsPage(Page):
    """Search, open, replay, delete with undo."""

    failed = Signal(object)
    #: what was done, what may be done about it, and what does it
    told = Signal(str, str, object)
    #: the button under which to ask, and the attempts' ids
    export_wanted = Signal(object, object)

    def __init__(self, parent: QWidget, workplace: Workplace) -> None:
        super().__init__(parent, QCoreApplication.translate("RecordingsPage", "Recordings"))
        self._workplace = workplace
        self._parts: Parts | None = None
        self._cancel_search: Callable[[], None] = lambda: None
        self._cancel_look: Callable[[], None] = lambda: None
        #: pages of the list that are on their way, and what calls them off
        self._fetching: dict[int, Callable[[], None]] = {}
        self._typing = QTimer(self, interval=_TYPING_MS, singleShot=True)
        self._typing.timeout.connect(self._search_now)
        self._stack = QStackedWidget(self)
        self._stack.setAccessibleName(self.tr("Recordings"))
        self._listing, self._opened = QWidget(self._stack), QWidget(self._stack)
        self.feedback = FeedbackView(self._opened)
        self._build()
        self._lay_out()

    def use(self, parts: Parts) -> None:
        self._parts = parts
        for part in (self.tools, self._hear_chosen, self._hear_opened):
            part.use(parts)
        self._hear_chosen.button.setVisible(self._hear_chosen.can)

    def show_bank(self, bank: Bank) -> None:
        """The bank in use: its sections narrow the list, its questions can be answered by a file."""
        self._filter.show_bank(bank)
        self.tools.bank = bank

    @property
    def opened(self) -> Attempt | None:
        """The attempt that is shown, or None while the list is."""
        return self.feedback.attempt if self._stack.currentIndex() else None

    # -- what is on it -----------------------------------------------------------------------------

    def _build(self) -> None:
        self._build_search()
        self._model = RecordingTable()
        self._model.wanted.connect(self._fetch)
        self._table = RecordingView(self, self._model)
        self._table.activated.connect(lambda _index: self._open_current())
        self._table.doubleClicked.connect(lambda _index: self._open_current())
        self._empty = label("", self, step=Type.LEAD, tone="muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._open_button = KeyButton(self.tr("Open"), self, key="Enter", icon_name="answer", role="primary")
        self._open_button.clicked.connect(self._open_current)
        self._delete_button = KeyButton(self.tr("Delete"), self, key="Del", icon_name="discard")
        self._delete_button.clicked.connect(self._delete)
        self._hear_chosen = Rehearing(self, self._workplace, chosen=self.chosen, role="quiet")
        self._hear_opened = Rehearing(self, self._workplace, chosen=self._opened_id)
        for hearing in (self._hear_chosen, self._hear_opened):
            hearing.failed.connect(self.failed)
        self._hear_chosen.heard.connect(self._tell_heard)
        self._hear_opened.heard.connect(lambda heard: self.open(heard[0]))
        self._filter = RecordingFilter(self)
        self._filter.changed.connect(self.refresh)
        self._filter.question_wanted.connect(self._show_same)
        self._table.order_wanted.connect(lambda column: self._filter.order_by(_ORDERS[column]))
        self.tools = RecordingTools(self, self._workplace, chosen=self.chosen, current=self.current)
        self.tools.failed.connect(self.failed)
        self.tools.told.connect(self.told)
        self.tools.changed.connect(self.refresh)
        self.tools.export_wanted.connect(self.export_wanted)
        self.tools.opened.connect(self.open)
        self.tools.compared.connect(self._open_beside)
        self._back = KeyButton(self.tr("All recordings"), self, key="Esc", icon_name="back", role="quiet")
        self._back.clicked.connect(self.show_list)

    def _build_search(self) -> None:
        self._search = QLineEdit(self)
        self._search.setPlaceholderText(self.tr("Search what was said or asked  ( / )"))
        self._search.setAccessibleName(self.tr("Search what was said or asked"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(lambda _text: self._typing.start())
        self._search.returnPressed.connect(self._focus_list)
        find = QShortcut(QKeySequence("/"), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._search.setFocus)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(Space.LARGE)
        top.addWidget(label(self.tr("Recordings"), self, step=Type.TITLE))
        top.addWidget(self._search, 1)
        bottom = FlowLayout()
        for button in (self._open_button, self._delete_button, *self.tools.buttons):
            bottom.addWidget(button)
        for button in (self._hear_chosen.button, self.tools.compare, self._filter.deleted_button):
            bottom.addWidget(button)
        rows = QVBoxLayout(self._listing)
        rows.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.MEDIUM)
        rows.setSpacing(Space.MEDIUM)
        rows.addLayout(top)
        rows.addWidget(self._filter)
        rows.addWidget(self._table, 1)
        rows.addWidget(self._empty, 1)
        rows.addWidget(self._hear_chosen.bar)
        rows.addLayout(bottom)
        under = QHBoxLayout()
        under.setContentsMargins(Space.LARGE, Space.SMALL, Space.LARGE, Space.MEDIUM)
        under.setSpacing(Space.MEDIUM)
        under.addWidget(self._back)
        under.addWidget(self._hear_opened.bar, 1)
        under.addStretch(1)
        under.addWidget(self._hear_opened.button)
        columns = QVBoxLayout(self._opened)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        columns.addWidget(self.feedback, 1)
        columns.addLayout(under)
        self._stack.addWidget(self._listing)
        self._stack.addWidget(self._opened)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def fit(self) -> None:
        """Where there is no room, the question matters more than grade and length."""
        narrow = self.width() < theme.scaled(_NARROW_PX)
        few = self.width() < theme.scaled(_TOOLS_IN_WORDS_PX)
        for button in (*self.tools.buttons, self._hear_chosen.button, self.tools.compare):
            button.show_compact(compact=few)
        self._table.fit(narrow=narrow, excerpts=bool(self._search.text().strip()))

    # -- showing -----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Reads the list again, on the worker."""
        parts, text = self._parts, self._search.text().strip()
        if parts is None:
            return
        self._cancel_search()
        selection = self._filter.selection(text, parts.clock.now())
        order, descending = self._filter.order
        self._cancel_search = self._workplace.worker.run(
            lambda _cancel: parts.recordings.ids(selection, order=order, descending=descending),
            done=lambda ids: self._show_ids(ids, text),
            failed=self.failed.emit,
        )

    def _search_now(self) -> None:
        """The newest that were found stand there before all have been gone through."""
        parts, text = self._parts, self._search.text().strip()
        self._cancel_look()
        if parts is not None and text and self._filter.order == NEWEST_FIRST:
            selection = self._filter.selection(text, parts.clock.now())
            self._cancel_look = self._workplace.worker.run(
                lambda _cancel: parts.recordings.newest(selection, most=PAGE_ROWS),
                done=lambda rows: self._show_first(rows, text),
                failed=self.failed.emit,
            )
        self.refresh()

    def _show_first(self, rows: Sequence[Recording], text: str) -> None:
        """Where there are fewer, the whole of it comes as soon."""
        if len(rows) == PAGE_ROWS:
            self._show_ids([row.id for row in rows], text)
            self._model.take_in(rows)

    def show_list(self) -> None:
        """Back from an opened attempt."""
        self._hear_opened.stop()
        self._stack.setCurrentIndex(0)
        self.refresh()
        self.tools.remind()
        self._focus_list()

    def focus_first(self) -> None:
        if self._stack.currentIndex():
            self.feedback.focus_first()
        else:
            self._focus_list()

    def _focus_list(self) -> None:
        (self._table if self._table.isVisible() else self._search).setFocus(Qt.FocusReason.TabFocusReason)

    def _show_ids(self, ids: Sequence[AttemptId], text: str) -> None:
        current = self._current()
        for call_off in self._fetching.values():
            call_off()
        self._fetching.clear()
        self._model.show(ids)
        self._table.show_excerpts(shown=bool(text))
        self._delete_button.say(self.tr("Bring back") if self._filter.deleted else self.tr("Delete"))
        self._table.setVisible(bool(ids))
        self._empty.setVisible(not ids)
        self._empty.setText(
            self.tr("Nothing was found. Other words may help.")
            if text or self._filter.narrowing
            else self.tr("Your answers will be kept here.\nPractise a question, and come back to hear it.")
        )
        for button in (self._open_button, self._delete_button):
            button.setEnabled(bool(ids))
        if ids:
            row = ids.index(current) if current is not None and current in ids else 0
            self._table.selectionModel().setCurrentIndex(
                self._model.index(row, 0),
                QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows,
            )
            if not self._search.hasFocus() and self.isVisible() and not self._stack.currentIndex():
                self._focus_list()

    def _fetch(self, page: int) -> None:
        """The pages that were only scrolled past are called off."""
        parts, ids = self._parts, self._model.page(page)
        if parts is None:
            return
        while len(self._fetching) >= _MOST_FETCHES:
            passed = next(iter(self._fetching))
            self._fetching.pop(passed)()
            self._model.forget(passed)
        self._fetching[page] = self._workplace.worker.run(
            lambda _cancel: parts.recordings.recordings(ids),
            done=lambda rows: self._fetched(page, ids, rows),
            failed=self.failed.emit,
        )

    def _fetched(self, page: int, ids: Sequence[AttemptId], rows: Sequence[Recording]) -> None:
        parts, text = self._parts, self._search.text().strip()
        self._fetching.pop(page, None)
        self._model.take_in(rows)
        if parts is not None and text:
            self._workplace.worker.run(
                lambda _cancel: parts.recordings.excerpts(text, ids),
                done=self._model.take_in_excerpts,
                failed=self.failed.emit,
            )

    # -- doing -------------------------------------------------------------------------------------

    def _current(self) -> AttemptId | None:
        return self._model.id_at(self._table.currentIndex().row())

    def chosen(self) -> list[AttemptId]:
        """The rows that are chosen, from the top."""
        rows = sorted(index.row() for index in self._table.selectionModel().selectedRows())
        return [one for row in rows if (one := self._model.id_at(row)) is not None]

    def current(self) -> Recording | None:
        return self._model.recording_at(self._table.currentIndex().row())

    def _show_same(self) -> None:
        current = self.current()
        if current is not None:
            self._filter.only(current.question_id)

    def _open_current(self) -> None:
        parts, which = self._parts, self._current()
        if parts is not None and which is not None:
            self._workplace.worker.run(
                lambda _cancel: parts.archive.attempt(which), done=self._open_hit, failed=self.failed.emit
            )

    def _open_hit(self, attempt: Attempt) -> None:
        """What was found by its words plays from there."""
        found = moments(attempt.transcript.words, self._search.text())
        self.open(attempt, found)
        if found and attempt.take is not None:
            self.feedback.play(max(0.0, found[0].start_s - _LEAD_S))

    def open(self, attempt: Attempt, found: Sequence[Span] = ()) -> None:
        """Shows one attempt in full, with what was found in it."""
        self._stack.setCurrentIndex(1)
        self._hear_opened.stop()
        self._hear_opened.button.setVisible(self._hear_opened.can and attempt.take is not None)
        self.feedback.show_attempt(attempt, found)
        self.feedback.focus_first()

    def _open_beside(self, before: Attempt, after: Attempt) -> None:
        self.open(after)
        self.feedback.since.compare_with(before)

    def _opened_id(self) -> list[AttemptId]:
        opened = self.opened
        return [] if opened is None or opened.id is None else [opened.id]

    def _tell_heard(self, heard: Sequence[Attempt]) -> None:
        self.refresh()
        told = self.tr("Transcribed again: {count}.").format(count=len(heard))
        self.told.emit(told, "", lambda: None)

    def _delete(self) -> None:
        """Where the deleted ones are shown, they come back."""
        ids = self.chosen()
        if ids and self._filter.deleted:
            self.restore(ids)
        elif ids:
            self._change(lambda parts: parts.recordings.delete(ids), then=partial(self._tell_deleted, ids))

    def _tell_deleted(self, ids: Sequence[AttemptId]) -> None:
        count = len(ids)
        said = self.tr("{count} recordings deleted.").format(count=count)
        self.told.emit(
            self.tr("1 recording deleted.") if count == 1 else said,
            self.tr("Undo"),
            partial(self.restore, ids),
        )

    def restore(self, ids: Sequence[AttemptId]) -> None:
        """Takes a deletion back."""
        self._change(lambda parts: parts.recordings.restore(ids))

    def _change(self, work: Callable[[Parts], None], *, then: Callable[[], None] | None = None) -> None:
        parts = self._parts
        if parts is None:
            return

        def changed(_none: None) -> None:
            self.refresh()
            if then is not None:
                then()

        self._workplace.worker.run(lambda _cancel: work(parts), done=changed, failed=self.failed.emit)
