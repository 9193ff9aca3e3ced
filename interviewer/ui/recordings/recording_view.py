"""How the list of recordings looks: a line for each, and beneath it what was found in it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from interviewer.ui.look import theme
from interviewer.ui.look.theme import Type
from interviewer.ui.recordings.recording_table import EXCERPT, Column, Index, RecordingTable

_ROW_PX, _ROW_WITH_EXCERPT_PX = 44, 58
_WIDTHS_PX = {Column.WHEN: 160, Column.SCORE: 110, Column.GRADE: 80, Column.LENGTH: 80}


class RecordingView(QTableView):
    """The keyboard goes through rows; a click on a column's name orders by it."""

    #: the person wants it ordered by this Column
    order_wanted = Signal(object)

    def __init__(self, parent: QWidget, model: RecordingTable) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegateForColumn(Column.QUESTION, _WithExcerpt(self))
        self.setAccessibleName(self.tr("Recordings"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setAccessibleName(self.tr("Columns"))
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(Column.QUESTION, QHeaderView.ResizeMode.Stretch)
        header.sectionClicked.connect(lambda place: self.order_wanted.emit(Column(place)))

    def show_excerpts(self, *, shown: bool) -> None:
        """Higher rows, with room for what was found."""
        self.verticalHeader().setDefaultSectionSize(theme.scaled(_ROW_WITH_EXCERPT_PX if shown else _ROW_PX))

    def fit(self, *, narrow: bool, excerpts: bool) -> None:
        """Where there is no room, the question matters more than grade and length."""
        for column, width in _WIDTHS_PX.items():
            self.setColumnWidth(column, theme.scaled(width))
        for column in (Column.GRADE, Column.LENGTH):
            self.setColumnHidden(column, narrow)
        self.setIconSize(QSize(theme.scaled(18), theme.scaled(18)))
        self.show_excerpts(shown=excerpts)


class _WithExcerpt(QStyledItemDelegate):
    """The question, and beneath it the words around what was found, those themselves in bold."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        excerpt = index.data(EXCERPT)
        if not excerpt:
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        style, text = option.widget.style(), option.text
        option.text = ""
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        area = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, option.widget)
        upper = QRect(area.left(), area.top(), area.width(), area.height() // 2)
        shown = QFontMetrics(option.font).elidedText(text, Qt.TextElideMode.ElideRight, upper.width())
        painter.save()
        painter.setFont(option.font)
        painter.setPen(QColor(theme.colours().ink))
        painter.drawText(upper, Qt.AlignmentFlag.AlignBottom, shown)
        _paint_excerpt(painter, upper.translated(0, upper.height()), excerpt)
        painter.restore()


def _paint_excerpt(painter: QPainter, area: QRect, excerpt: str) -> None:
    look, left = theme.colours(), area.left()
    for number, piece in enumerate(excerpt.replace("»", "«").split("«")):
        found = number % 2 == 1
        painter.setFont(theme.font(Type.CAPTION, strong=found))
        painter.setPen(QColor(look.accent if found else look.muted))
        shown = painter.fontMetrics().elidedText(piece, Qt.TextElideMode.ElideRight, area.right() - left)
        painter.drawText(QRect(left, area.top(), area.right() - left, area.height()), 0, shown)
        left += painter.fontMetrics().horizontalAdvance(shown)
        if shown != piece:
            break
