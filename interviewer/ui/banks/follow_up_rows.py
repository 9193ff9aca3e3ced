"""The follow-ups of a question, and after which missed point each is asked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from interviewer.interview.question import FollowUp
from interviewer.ui.elements.choice_box import choice_box
from interviewer.ui.elements.growing_text import GrowingText
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.look.theme import Space

#: characters of a label that are seen at least
_SHORTEST = 12
_Row = tuple[QWidget, GrowingText, QComboBox]


class FollowUpRows(QWidget):
    """A follow-up is tied to a point by the point's label."""

    edited = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Follow-ups"))
        self._rows: list[_Row] = []
        self._labels: tuple[str, ...] = ()
        self._column = QVBoxLayout()
        self._column.setSpacing(Space.SMALL)
        self._add = KeyButton(self.tr("Add a follow-up"), self, icon_name="add")
        self._add.clicked.connect(self._add_blank)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Space.SMALL)
        whole.addLayout(self._column)
        whole.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def follow_ups(self) -> tuple[FollowUp, ...]:
        """Those that ask something."""
        return tuple(
            FollowUp(ask.text, missing.currentData() or None)
            for _, ask, missing in self._rows
            if ask.text.strip()
        )

    def show_follow_ups(self, shown: Sequence[FollowUp], labels: Sequence[str]) -> None:
        self._labels = tuple(labels)
        for row in list(self._rows):
            self._take_out(row)
        for one in shown:
            self._add_row(one)

    def show_labels(self, labels: Sequence[str]) -> None:
        """The points were changed: offers their labels, and keeps what is chosen."""
        if tuple(labels) != self._labels:
            self._labels = tuple(labels)
            for _, _, missing in self._rows:
                self._fill(missing, missing.currentData() or "")

    def rename(self, was: str, now: str) -> None:
        """A label was changed: what was tied to the point stays tied to it."""
        for _, _, missing in self._rows:
            if was and missing.currentData() == was:
                self._fill(missing, now)

    def chain(self) -> list[QWidget]:
        """What takes the focus, in the order in which Tab goes."""
        rows = [widget for row, ask, missing in self._rows for widget in (ask, missing, _remover(row))]
        return [*rows, self._add]

    def _add_blank(self) -> None:
        self._add_row(FollowUp("")).setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _add_row(self, one: FollowUp) -> GrowingText:
        holder = QWidget(self)
        ask = GrowingText(holder, self.tr("Follow-up"), placeholder=self.tr("What the interviewer asks next"))
        ask.show_text(one.ask)
        ask.edited.connect(self.edited)
        missing = choice_box(holder, self.tr("Asked when this point was missed"), characters=_SHORTEST)
        missing.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._fill(missing, one.if_missing or "")
        missing.currentIndexChanged.connect(lambda _index: self.edited.emit())
        remove = KeyButton(self.tr("Remove the follow-up"), holder, icon_name="discard", role="quiet")
        remove.show_compact(compact=True)
        remove.setToolTip(remove.text())
        lines = QGridLayout(holder)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(Space.TIGHT)
        lines.addWidget(ask, 0, 0, 1, 2)
        lines.addWidget(missing, 1, 0)
        lines.addWidget(remove, 1, 1, Qt.AlignmentFlag.AlignRight)
        lines.setColumnStretch(0, 1)
        row = (holder, ask, missing)
        remove.clicked.connect(lambda: self._remove(row))
        self._rows.append(row)
        self._column.addWidget(holder)
        return ask

    def _fill(self, missing: QComboBox, chosen: str) -> None:
        with QSignalBlocker(missing):
            missing.clear()
            missing.addItem(self.tr("Always"), "")
            for text in dict.fromkeys((*self._labels, *((chosen,) if chosen else ()))):
                missing.addItem(self.tr("If “{label}” was missed").format(label=text), text)
            missing.setCurrentIndex(max(0, missing.findData(chosen)))

    def _remove(self, row: _Row) -> None:
        self._take_out(row)
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _take_out(self, row: _Row) -> None:
        self._rows.remove(row)
        self._column.removeWidget(row[0])
        row[0].hide()
        row[0].deleteLater()


def _remover(row: QWidget) -> QWidget:
    found = row.findChild(KeyButton)
    return found if isinstance(found, QWidget) else row
