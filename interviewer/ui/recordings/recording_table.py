"""The table of recordings: a row per attempt, read a page at a time when it is looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from interviewer.interview.attempt import AttemptId
from interviewer.interview.coverage import Verdict
from interviewer.interview.reports.recording import Recording
from interviewer.ui.elements import words
from interviewer.ui.elements.question_list import LastResult
from interviewer.ui.look import icon

Index = QModelIndex | QPersistentModelIndex
PAGE_ROWS = 50
#: The words around what was found in a recording; none where nothing was searched for.
EXCERPT = int(Qt.ItemDataRole.UserRole)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class Column(IntEnum):
    """What stands where."""

    WHEN = 0
    QUESTION = 1
    SCORE = 2
    GRADE = 3
    LENGTH = 4


class RecordingTable(QAbstractTableModel):
    """Asks for the pages that are looked at; a row that hasn't come yet is empty."""

    #: number of the page whose rows are needed
    wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._ids: tuple[AttemptId, ...] = ()
        self._rows: dict[AttemptId, Recording] = {}
        self._asked: set[int] = set()
        self._excerpts: dict[AttemptId, str] = {}

    def show(self, ids: Sequence[AttemptId]) -> None:
        """Begins anew with these, in this order; a row that was read stands until it is read again."""
        self.beginResetModel()
        self._ids, self._asked, self._excerpts = tuple(ids), set(), {}
        self.endResetModel()

    def page(self, number: int) -> tuple[AttemptId, ...]:
        return self._ids[number * PAGE_ROWS : (number + 1) * PAGE_ROWS]

    def forget(self, number: int) -> None:
        """The page won't come; it is asked for again when it is looked at."""
        self._asked.discard(number)

    def take_in(self, rows: Sequence[Recording]) -> None:
        """The rows of a page have come."""
        self._rows.update({row.id: row for row in rows})
        self._repaint()

    def take_in_excerpts(self, excerpts: Mapping[AttemptId, str]) -> None:
        """So has what was found in what was said."""
        self._excerpts.update(excerpts)
        self._repaint()

    def _repaint(self) -> None:
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(Column) - 1))

    def id_at(self, row: int) -> AttemptId | None:
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def recording_at(self, row: int) -> Recording | None:
        """None where it hasn't come yet."""
        which = self.id_at(row)
        return None if which is None else self._rows.get(which)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        return 0 if parent.isValid() else len(Column)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section == Column.LENGTH else _LEFT
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            Column.WHEN: self.tr("When"),
            Column.QUESTION: self.tr("Question"),
            Column.SCORE: self.tr("Covered"),
            Column.GRADE: self.tr("Grade"),
            Column.LENGTH: self.tr("Length"),
        }[Column(section)]

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        row = self._row(index.row()) if index.isValid() else None
        if row is None:
            return None
        column = Column(index.column())
        if role == EXCERPT:
            return self._excerpts.get(row.id)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.headerData(column, Qt.Orientation.Horizontal)}: {self._text(row, column)}"
        return _dress(row, column, role)

    def _row(self, place: int) -> Recording | None:
        number = place // PAGE_ROWS
        if number not in self._asked:
            self._asked.add(number)
            self.wanted.emit(number)
        return self._rows.get(self._ids[place])

    def _text(self, row: Recording, column: Column) -> str:
        return {
            Column.WHEN: lambda: f"{words.moment(row.at)} ★" if row.keep_forever else words.moment(row.at),
            Column.QUESTION: lambda: row.question,
            Column.SCORE: lambda: words.percent(row.score) if row.judged else self.tr("not judged"),
            Column.GRADE: lambda: words.grade(row.grade) if row.grade else "",
            Column.LENGTH: lambda: words.clock(row.duration_s) if row.duration_s is not None else "",
        }[column]()


def _dress(row: Recording, column: Column, role: int) -> Any:
    """Icon, alignment and tool tip of a cell."""
    if role == Qt.ItemDataRole.DecorationRole and column is Column.SCORE and row.judged:
        return icon.verdict_icon(_mark(row))
    if role == Qt.ItemDataRole.TextAlignmentRole and column is Column.LENGTH:
        return _RIGHT
    if role == Qt.ItemDataRole.ToolTipRole and column is Column.WHEN and row.keep_forever:
        return QCoreApplication.translate("RecordingTable", "Kept forever")
    if role == Qt.ItemDataRole.ToolTipRole and column is Column.QUESTION:
        return row.question
    return None


def _mark(row: Recording) -> Verdict:
    return LastResult(row.score, "").mark
