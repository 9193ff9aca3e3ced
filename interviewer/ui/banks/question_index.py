"""The questions of a bank by section, to choose one to edit."""

from __future__ import annotations

from collections.abc import Container

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QListView, QVBoxLayout, QWidget

from interviewer.interview.question import Bank, Question, QuestionId
from interviewer.ui.banks.preview_list import ROW_ROLE, PreviewDelegate, PreviewModel, Row
from interviewer.ui.elements.painted_list import painted_list
from interviewer.ui.look import theme
from interviewer.ui.look.theme import Space

_WIDTH_PX = 250


class QuestionIndex(QWidget):
    """Marks what is not saved, and what is to be filled in."""

    chosen = Signal(str)
    #: Enter on a question: on to its form
    entered = Signal()
    clicked = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._bank: Bank | None = None
        self._unsaved: Container[object] = ()
        self._current: QuestionId | None = None
        self._alone = False
        self._search = QLineEdit(self)
        self._search.setPlaceholderText(self.tr("Search  (Ctrl+F)"))
        self._search.setAccessibleName(self.tr("Search the questions"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(lambda _text: self._fill())
        self._search.returnPressed.connect(self.focus_list)
        find = QShortcut(QKeySequence("Ctrl+F"), page)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._search.setFocus)
        self._model = PreviewModel()
        self._list = self._made_list()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(Space.SMALL)
        rows.addWidget(self._search)
        rows.addWidget(self._list, 1)
        self.fit()

    def fit(self) -> None:
        """Its width follows the text size."""
        self.show_alone(alone=self._alone)

    def show_alone(self, *, alone: bool) -> None:
        """As wide as the page, where there is no room for the form beside it."""
        self._alone = alone
        width = theme.scaled(_WIDTH_PX)
        self.setMinimumWidth(width)
        self.setMaximumWidth(theme.UNLIMITED_PX if alone else width)

    def show_bank(self, bank: Bank, *, unsaved: Container[object]) -> None:
        self._bank, self._unsaved = bank, unsaved
        self._fill()

    def select(self, which: QuestionId | None) -> None:
        """Marks a question as the one that is shown; ``chosen`` says nothing about it."""
        self._current = which
        with QSignalBlocker(self):
            for place, row in enumerate(self._model.rows):
                if isinstance(row.about, Question) and row.about.id == which:
                    self._list.selectionModel().setCurrentIndex(
                        self._model.index(place), QItemSelectionModel.SelectionFlag.ClearAndSelect
                    )
                    return

    def focus_list(self) -> None:
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def rows(self) -> tuple[Row, ...]:
        return self._model.rows

    def _made_list(self) -> QListView:
        made = painted_list(self, self._model, PreviewDelegate(self), self.tr("Questions"))
        made.selectionModel().currentChanged.connect(self._row_chosen)
        made.activated.connect(lambda _index: self.entered.emit())
        made.clicked.connect(lambda _index: self.clicked.emit())
        return made

    def _fill(self) -> None:
        if self._bank is not None:
            with QSignalBlocker(self):
                self._model.show(self._rows(self._bank))
            self.select(self._current)

    def _rows(self, bank: Bank) -> list[Row]:
        wanted = self._search.text().casefold().split()
        rows: list[Row] = []
        section = None
        for question in bank.questions:
            if not all(word in question.text.casefold() for word in wanted):
                continue
            if question.section != section:
                section = question.section
                rows.append(Row(f"{section}. {bank.section_title(section)}"))
            rows.append(self._row(question))
        return rows

    def _row(self, question: Question) -> Row:
        unsaved = question.id in self._unsaved
        return Row(
            question.text,
            f"{question.section}.{question.number}",
            mark="answer" if unsaved else "warning" if question.todo else "",
            tone="accent" if unsaved else "partial",
            about=question,
            marked=self.tr("not saved") if unsaved else self.tr("to fill in") if question.todo else "",
        )

    def _row_chosen(self, now: QModelIndex, _was: QModelIndex) -> None:
        row: Row | None = now.data(ROW_ROLE)
        if row is not None and isinstance(row.about, Question) and row.about.id != self._current:
            self.chosen.emit(row.about.id)
