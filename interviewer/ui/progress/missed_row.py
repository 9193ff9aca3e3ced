"""A row of the points that are missed again and again: the point, how often, and its question."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from interviewer.interview.question import Question
from interviewer.ui.look import theme
from interviewer.ui.look.theme import Space, Type

ROW_PX = 54
#: How often it was missed, in words; the question is the row's own data, the point its text.
TIMES = int(Qt.ItemDataRole.UserRole) + 1


class MissedRow(QStyledItemDelegate):
    """Two lines, cut off where there is no room; the tool tip has them in full."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802 - Qt's name
        return QSize(option.rect.width(), theme.scaled(ROW_PX))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.initStyleOption(option, index)
        point, option.text = option.text, ""
        option.widget.style().drawControl(
            QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget
        )
        question: Question = index.data(Qt.ItemDataRole.UserRole)
        look, times = theme.colours(), index.data(TIMES)
        area = option.rect.adjusted(Space.MEDIUM, Space.SMALL, -Space.MEDIUM, -Space.SMALL)
        upper = QRect(area.left(), area.top(), area.width(), area.height() // 2)
        painter.save()
        painter.setFont(theme.font(Type.CAPTION, strong=True))
        painter.setPen(QColor(look.partial))
        painter.drawText(upper, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, times)
        room = upper.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(times) - Space.MEDIUM, 0)
        _paint_line(painter, room, point, look.ink, Type.BODY, strong=True)
        _paint_line(painter, upper.translated(0, upper.height()), question.text, look.muted, Type.CAPTION)
        painter.restore()


def _paint_line(
    painter: QPainter, area: QRect, text: str, colour: str, step: Type, *, strong: bool = False
) -> None:
    painter.setFont(theme.font(step, strong=strong))
    painter.setPen(QColor(colour))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
