"""The rows of the preview: questions by section, changes by kind, messages and repairs by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from interviewer.interview.documents.succession import Fate, Step
from interviewer.interview.question import Severity
from interviewer.ui.banks.preview import Preview
from interviewer.ui.elements import words
from interviewer.ui.elements.question_list import Index, RowDelegate, draw_two_lines
from interviewer.ui.look import icon, theme
from interviewer.ui.look.theme import Type

_SHORT_LEAD, _SHORT_SIDE = 6, 9
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
_FATE_ICONS = {
    Fate.NEW: "add",
    Fate.CHANGED: "partial",
    Fate.REWORDED: "flip",
    Fate.GONE: "discard",
    Fate.SAME: "good",
}
_SEVERITY_ICONS = {Severity.ERROR: "contradicted", Severity.WARNING: "warning", Severity.INFO: "good"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list; a row about nothing is a heading."""

    text: str
    lead: str = ""
    side: str = ""
    mark: str = ""
    tone: str = ""
    about: object = None
    #: said to a screen reader where the mark says it to the eye
    marked: str = ""

    @property
    def is_heading(self) -> bool:
        return self.about is None

    @property
    def read_out(self) -> str:
        return ", ".join(part for part in (self.lead, self.text, self.side, self.marked) if part)


def fate_word(fate: Fate) -> str:
    return {
        Fate.NEW: words.tr("New"),
        Fate.CHANGED: words.tr("Changed"),
        Fate.REWORDED: words.tr("Reworded"),
        Fate.GONE: words.tr("Gone"),
        Fate.SAME: words.tr("As it is"),
    }[fate]


def severity_word(severity: Severity) -> str:
    return {
        Severity.ERROR: words.tr("Error"),
        Severity.WARNING: words.tr("Look at this"),
        Severity.INFO: words.tr("For your information"),
    }[severity]


def severity_tone(severity: Severity) -> str:
    """The name of the colour that goes with it."""
    return {Severity.ERROR: "contradicted", Severity.WARNING: "partial", Severity.INFO: "covered"}[severity]


def points_word(count: int) -> str:
    return words.tr("1 point") if count == 1 else words.tr("{count} points").format(count=count)


def question_rows(preview: Preview) -> list[Row]:
    """The questions of the document in its order, under their sections."""
    rows: list[Row] = []
    bank = preview.planned.bank
    section = None
    for question, step in zip(bank.questions, preview.steps, strict=False):
        if question.section != section:
            section = question.section
            title = bank.section_title(section)
            rows.append(Row(f"{section}. {title}" if title else str(section)))
        told = preview.by_question.get(question.id, ())
        worst = next((one.severity for one in told if one.severity is not Severity.INFO), None)
        points = points_word(len(question.rubric.points))
        rows.append(
            Row(
                question.text,
                f"{question.section}.{question.number}",
                f"{points} · {fate_word(step.fate)}" if preview.exists else points,
                _SEVERITY_ICONS[worst] if worst else "",
                severity_tone(worst) if worst else "",
                step,
            )
        )
    return rows


def change_rows(preview: Preview) -> list[Row]:
    """What the import does to the bank, by kind; what stays as it is comes last, as a number."""
    rows: list[Row] = []
    for fate in (Fate.GONE, Fate.CHANGED, Fate.REWORDED, Fate.NEW):
        steps = preview.planned.plan.of(fate)
        if steps:
            rows.append(Row(f"{fate_word(fate)}: {len(steps)}"))
            rows += [_step_row(step) for step in steps]
    same = preview.count(Fate.SAME)
    if same:
        rows.append(Row(words.tr("As they are: {count}").format(count=same)))
    return rows


def _step_row(step: Step) -> Row:
    question = step.after or step.before
    if question is None:
        return Row("", about=step)
    tone = {Fate.GONE: "contradicted", Fate.NEW: "accent"}.get(step.fate, "partial")
    return Row(
        question.text,
        f"{question.section}.{question.number}",
        points_word(len(question.rubric.points)),
        _FATE_ICONS[step.fate],
        tone,
        step,
    )


def message_rows(preview: Preview) -> list[Row]:
    """Each message beside its line, worst first."""
    rows: list[Row] = []
    severity = None
    for message in preview.messages:
        if message.severity is not severity:
            severity = message.severity
            rows.append(Row(severity_word(severity)))
        mark, tone = _SEVERITY_ICONS[message.severity], severity_tone(message.severity)
        rows.append(Row(words.said(message.text), _line(message.line), "", mark, tone, message))
    return rows


def repair_rows(preview: Preview) -> list[Row]:
    """Each pair of backslashes, before and after."""
    title = words.tr("After the repair") if preview.backticks else words.tr("If you accept the repair")
    rows = [Row(title)]
    for place in preview.pairs:
        text = f"{place.before}  →  {place.after}"
        rows.append(Row(text, _line(place.line), "", "flip", "accent", place))
    return rows


def _line(number: int | None) -> str:
    return words.tr("line {number}").format(number=number) if number else ""


class PreviewModel(QAbstractListModel):
    """The rows of one tab; headings can't be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Row, ...] = ()

    def show(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    @property
    def first(self) -> int:
        """The first row that can be chosen, or -1."""
        return next((place for place, row in enumerate(self._rows) if not row.is_heading), -1)

    @property
    def rows(self) -> tuple[Row, ...]:
        return self._rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self._rows[index.row()].is_heading:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return row.read_out
        return None


class PreviewDelegate(RowDelegate):
    """Mark, place, text in two lines, and what else there is to say."""

    height = 56

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        row: Row | None = index.data(ROW_ROLE)
        heading = row is not None and row.is_heading
        return QSize(100, theme.scaled(34)) if heading else super().sizeHint(option, index)

    def paint_row(self, painter: QPainter, area: QRect, index: Index) -> None:
        row: Row = index.data(ROW_ROLE)
        if row.is_heading:
            self._paint_heading(painter, area, row)
            return
        look = theme.colours()
        lead_width = theme.scaled(40 if len(row.lead) < _SHORT_LEAD else 62)
        side_width = theme.scaled(118 if len(row.side) > _SHORT_SIDE else 62) if row.side else 0
        painter.setFont(theme.font(Type.CAPTION))
        painter.setPen(QColor(look.muted))
        left = area.adjusted(0, 0, lead_width - area.width(), 0)
        painter.drawText(left, Qt.AlignmentFlag.AlignVCenter, row.lead)
        right = area.adjusted(area.width() - side_width, 0, 0, 0)
        painter.drawText(
            right,
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextWordWrap,
            row.side,
        )
        text = area.adjusted(lead_width, 0, -side_width - theme.scaled(8), 0)
        if row.mark:
            text = self._paint_mark(painter, text, row)
        painter.setPen(QColor(look.ink))
        painter.setFont(theme.font(Type.BODY))
        draw_two_lines(painter, text, row.text)

    def _paint_mark(self, painter: QPainter, area: QRect, row: Row) -> QRect:
        size = theme.scaled(18)
        place = QRectF(area.left(), area.center().y() - size / 2, size, size)
        icon.paint(painter, place, row.mark, getattr(theme.colours(), row.tone or "muted"))
        return area.adjusted(size + theme.scaled(8), 0, 0, 0)

    def _paint_heading(self, painter: QPainter, area: QRect, row: Row) -> None:
        painter.setPen(QColor(theme.colours().muted))
        painter.setFont(theme.font(Type.CAPTION, strong=True))
        text = painter.fontMetrics().elidedText(row.text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)
