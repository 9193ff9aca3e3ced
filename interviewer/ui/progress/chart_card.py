"""A picture of figures with its title, and the table behind it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from interviewer.ui.elements.label import label
from interviewer.ui.look import theme
from interviewer.ui.look.theme import Space, Type
from interviewer.ui.progress.chart import Chart

_MOST_ROWS_SHOWN = 8


class ChartCard(QFrame):
    """Shows the picture, or its figures as a table for those who read better than they see."""

    def __init__(self, parent: QWidget, title: str, *, empty: str) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(title)
        self._title = title
        self._chart: Chart | None = None
        self._as_table = False
        self._empty = label(empty, self, tone="muted")
        self._table = QTableWidget(self)
        self._table.setAccessibleName(title)
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setTabKeyNavigation(False)
        self._table.setShowGrid(False)
        self._table.verticalHeader().hide()
        self._table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self._table.horizontalHeader().setAccessibleName(self.tr("Columns"))
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
        self._rows.setSpacing(Space.SMALL)
        self._head = label(title, self, step=Type.LEAD)
        self._head.setProperty("strong", "true")
        for widget in (self._head, self._empty, self._table):
            self._rows.addWidget(widget)
        self._fit()

    def hold(self, chart: Chart) -> None:
        """The picture that it shows; once."""
        self._chart = chart
        self._rows.addWidget(chart)
        self._fit()

    def say(self, title: str) -> None:
        self._head.setText(title)

    def show_rows(
        self, columns: Sequence[str], rows: Sequence[Sequence[str]], told: Sequence[str] = ()
    ) -> None:
        """The same figures, in words. ``told``: what a row has no room for, each for one row."""
        self._table.setColumnCount(len(columns))
        self._table.setHorizontalHeaderLabels(list(columns))
        self._table.setRowCount(len(rows))
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                item = QTableWidgetItem(text)
                item.setToolTip("\n".join([text, *told[at : at + 1]]))
                item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, "".join(told[at : at + 1]))
                self._table.setItem(at, column, item)
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        if rows:
            self._table.setCurrentCell(0, 0)
        height = header.sizeHint().height() + theme.scaled(34) * min(len(rows), _MOST_ROWS_SHOWN)
        self._table.verticalHeader().setDefaultSectionSize(theme.scaled(34))
        self._table.setFixedHeight(height + theme.scaled(16))
        self._table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fit()

    def show_as_table(self, *, table: bool) -> None:
        self._as_table = table
        self._fit()

    def _fit(self) -> None:
        there = self._table.rowCount() > 0
        self._empty.setVisible(not there)
        self._table.setVisible(there and self._as_table)
        if self._chart is not None:
            self._chart.setVisible(there and not self._as_table)
