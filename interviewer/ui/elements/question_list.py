"""The list of questions, each with its last result, and the list of sections with their progress."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from interviewer.interview.coverage import Verdict
from interviewer.interview.question import Question, QuestionId
from interviewer.ui.elements import words
from interviewer.ui.look import icon, theme
from interviewer.ui.look.theme import Type

Index = QModelIndex | QPersistentModelIndex
QUESTION_ROLE = int(Qt.ItemDataRole.UserRole)
RESULT_ROLE = QUESTION_ROLE + 1
SECTION_ROLE = QUESTION_ROLE + 2


@dataclass(frozen=True, slots=True)
class LastResult:
    """What became of the last attempt at a question; the score is None where it could not be judged."""

    score: float | None
    when: str

    @property
    def mark(self) -> Verdict:
        """The verdict whose icon and colour say how it went."""
        if self.score is None or self.score < 0.5:
            return Verdict.MISSED
        return Verdict.COVERED if self.score >= 0.7 else Verdict.PARTIAL

    @property
    def text(self) -> str:
        return f"{words.percent(self.score)} · {self.when}"


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section, how many of its questions were practised."""

    number: int | None
    title: str
    practised: int
    total: int


class QuestionModel(QAbstractListModel):
    """The questions that are shown, in the order of the bank."""

    def __init__(self) -> None:
        super().__init__()
        self._questions: tuple[Question, ...] = ()
        self._results: Mapping[QuestionId, LastResult] = {}
        self._reasons: Mapping[QuestionId, str] = {}

    def show(
        self,
        questions: Sequence[Question],
        results: Mapping[QuestionId, LastResult],
        reasons: Mapping[QuestionId, str] | None = None,
    ) -> None:
        """``reasons`` says why those that are due today are."""
        self.beginResetModel()
        self._questions, self._results, self._reasons = tuple(questions), results, reasons or {}
        self.endResetModel()

    @property
    def questions(self) -> tuple[Question, ...]:
        return self._questions

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        return 0 if parent.isValid() else len(self._questions)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        question = self._questions[index.row()]
        result = self._results.get(question.id)
        if role == Qt.ItemDataRole.DisplayRole:
            return question.text
        if role == QUESTION_ROLE:
            return question
        if role == RESULT_ROLE:
            return result
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            told = result.text if result else words.tr("not practised yet")
            reason = self._reasons.get(question.id, "")
            return f"{question.section}.{question.number} {question.text} – {told}. {reason}".strip()
        return None


class SectionModel(QAbstractListModel):
    """All questions first, then section by section."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[SectionRow, ...] = ()

    def show(self, rows: Sequence[SectionRow]) -> None:
        if len(rows) == len(self._rows):  # keeps what is selected
            self._rows = tuple(rows)
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == SECTION_ROLE:
            return row
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return words.tr("{title}: {practised} of {total} practised").format(
                title=row.title, practised=row.practised, total=row.total
            )
        return None


class RowDelegate(QStyledItemDelegate):
    """A row with room around it: washed when it is chosen, framed when it has the focus."""

    height = 60

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802 - Qt's name
        return QSize(100, theme.scaled(self.height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_back(painter, option)
        margin = theme.scaled(12)
        self.paint_row(painter, _rect(option).adjusted(margin, 0, -margin, 0), index)
        painter.restore()

    def _paint_back(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        look = theme.colours()
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        focused = chosen and bool(state & QStyle.StateFlag.State_HasFocus)
        if not chosen and not over:
            return
        painter.setPen(QPen(QColor(look.accent), 2) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.accent_wash if chosen else look.raised))
        painter.drawRoundedRect(QRectF(_rect(option)).adjusted(1, 2, -1, -2), 8, 8)

    def paint_row(self, painter: QPainter, area: QRect, index: Index) -> None:
        raise NotImplementedError


class QuestionDelegate(RowDelegate):
    """Number, question, last result."""

    def paint_row(self, painter: QPainter, area: QRect, index: Index) -> None:
        look = theme.colours()
        question, result = index.data(QUESTION_ROLE), index.data(RESULT_ROLE)
        number_width, result_width = theme.scaled(40), theme.scaled(142)
        if area.width() < theme.scaled(420):
            result_width = theme.scaled(70)
        painter.setPen(QColor(look.muted))
        painter.setFont(theme.font(Type.CAPTION))
        number = QRect(area.left(), area.top(), number_width, area.height())
        painter.drawText(number, Qt.AlignmentFlag.AlignVCenter, f"{question.section}.{question.number}")
        self._paint_result(painter, area.adjusted(area.width() - result_width, 0, 0, 0), result)
        painter.setPen(QColor(look.ink))
        painter.setFont(theme.font(Type.BODY))
        text = area.adjusted(number_width, 0, -result_width - theme.scaled(12), 0)
        draw_two_lines(painter, text, question.text)

    def _paint_result(self, painter: QPainter, area: QRect, result: LastResult | None) -> None:
        """At the right edge, so that the results of all rows stand under each other."""
        look = theme.colours()
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.setFont(theme.font(Type.CAPTION))
        painter.setPen(QColor(look.muted if result is None else look.ink))
        if result is None:
            painter.drawText(area, side, words.tr("New"))
            return
        text = words.percent(result.score) if area.width() < theme.scaled(120) else result.text
        painter.drawText(area, side, text)
        size = theme.scaled(18)
        left = area.right() - painter.fontMetrics().horizontalAdvance(text) - size - theme.scaled(8)
        mark = QRectF(left, area.center().y() - size / 2, size, size)
        icon.paint(painter, mark, result.mark.value, look.verdict(result.mark).name())


class SectionDelegate(RowDelegate):
    """Title, and under it how much of the section was practised."""

    height = 58

    def paint_row(self, painter: QPainter, area: QRect, index: Index) -> None:
        look = theme.colours()
        row: SectionRow = index.data(SECTION_ROLE)
        count_width = theme.scaled(56)
        upper = area.adjusted(0, theme.scaled(9), 0, -area.height() // 2 + theme.scaled(4))
        painter.setPen(QColor(look.ink))
        painter.setFont(theme.font(Type.BODY))
        title = painter.fontMetrics().elidedText(row.title, Qt.TextElideMode.ElideRight, upper.width())
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, title)
        lower = area.adjusted(0, area.height() // 2 + theme.scaled(2), 0, -theme.scaled(6))
        painter.setFont(theme.font(Type.CAPTION))
        painter.setPen(QColor(look.muted))
        painter.drawText(
            lower,
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
            words.tr("{practised} of {total}").format(practised=row.practised, total=row.total),
        )
        bar = QRectF(lower.left(), lower.center().y() - 2, lower.width() - count_width - theme.scaled(8), 5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.line))
        painter.drawRoundedRect(bar, 2.5, 2.5)
        if row.practised:
            painter.setBrush(QColor(look.accent))
            bar.setWidth(max(5.0, bar.width() * row.practised / max(1, row.total)))
            painter.drawRoundedRect(bar, 2.5, 2.5)


def _rect(option: QStyleOptionViewItem) -> QRect:
    rect: QRect = option.rect
    return rect


def draw_two_lines(painter: QPainter, area: QRect, text: str) -> None:
    """Wraps the text into the area; the second line is cut with an ellipsis where there is more."""
    metrics = painter.fontMetrics()
    left = text.split()
    first: list[str] = []
    while left and metrics.horizontalAdvance(" ".join([*first, left[0]])) <= area.width():
        first.append(left.pop(0))
    second = metrics.elidedText(" ".join(left), Qt.TextElideMode.ElideRight, area.width())
    lines = [line for line in (" ".join(first), second) if line]
    top = area.center().y() - len(lines) * metrics.lineSpacing() / 2
    for number, line in enumerate(lines):
        place = QRectF(area.left(), top + number * metrics.lineSpacing(), area.width(), metrics.lineSpacing())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, line)
