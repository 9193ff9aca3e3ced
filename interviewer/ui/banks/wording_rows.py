"""The terms of a key point, and what else counts as them when it is heard."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from interviewer.interview.question import KeyPoint
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.label import label
from interviewer.ui.look.theme import Space, Type

Wordings = tuple[tuple[str, ...], Mapping[str, tuple[str, ...]]]


class WordingRows(QWidget):
    """One row to a term; its wordings stand beside it, with semicolons between them."""

    edited = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[tuple[QLineEdit, QLineEdit, KeyButton]] = []
        self._loose: dict[str, tuple[str, ...]] = {}
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(Space.TIGHT)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 5)
        self._grid.addWidget(label(self.tr("Term"), self, step=Type.CAPTION, tone="muted"), 0, 0)
        heard = label(
            self.tr("Also counts when heard (with ; between)"), self, step=Type.CAPTION, tone="muted"
        )
        self._grid.addWidget(heard, 0, 1)
        self._add = KeyButton(self.tr("Add a term"), self, key="Alt+T", icon_name="add", role="quiet")
        self._add.clicked.connect(self._add_blank)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(Space.TIGHT)
        rows.addLayout(self._grid)
        rows.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)

    def show_point(self, point: KeyPoint) -> None:
        for row in list(self._rows):
            self._take_out(row)
        for term in point.terms:
            self._add_row(term, "; ".join(point.accept.get(term, ())))
        # wordings of what is no term of the point stay as they are
        self._loose = {term: tuple(said) for term, said in point.accept.items() if term not in point.terms}

    @property
    def wordings(self) -> Wordings:
        """The terms, and for each that has any its other wordings."""
        terms: list[str] = []
        accept: dict[str, tuple[str, ...]] = dict(self._loose)
        for term_field, heard_field, _ in self._rows:
            term = " ".join(term_field.text().split())
            if not term or term in terms:
                continue
            terms.append(term)
            heard = [" ".join(one.split()) for one in heard_field.text().split(";")]
            if any(heard):
                accept[term] = tuple(dict.fromkeys(one for one in heard if one))
        return tuple(terms), accept

    def chain(self) -> list[QWidget]:
        """What takes the focus, in the order in which Tab goes."""
        return [*(widget for row in self._rows for widget in row), self._add]

    def _add_blank(self) -> None:
        self._add_row("", "").setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_row(self, term: str, heard: str) -> QLineEdit:
        number = self._grid.rowCount()
        term_field, heard_field = QLineEdit(term, self), QLineEdit(heard, self)
        term_field.setAccessibleName(self.tr("Term"))
        heard_field.setAccessibleName(self.tr("What also counts as the term"))
        for one in (term_field, heard_field):
            one.setCursorPosition(0)
            one.textChanged.connect(lambda _text: self.edited.emit())
        remove = KeyButton(self.tr("Remove the term"), self, icon_name="discard", role="quiet")
        remove.show_compact(compact=True)
        remove.setToolTip(remove.text())
        row = (term_field, heard_field, remove)
        remove.clicked.connect(lambda: self._remove(row))
        for column, widget in enumerate(row):
            self._grid.addWidget(widget, number, column)
        self._rows.append(row)
        QWidget.setTabOrder(term_field, heard_field)
        QWidget.setTabOrder(heard_field, remove)
        QWidget.setTabOrder(remove, self._add)
        return term_field

    def _remove(self, row: tuple[QLineEdit, QLineEdit, KeyButton]) -> None:
        place = self._rows.index(row)
        self._take_out(row)
        left = self._rows[min(place, len(self._rows) - 1)][0] if self._rows else self._add
        left.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _take_out(self, row: tuple[QLineEdit, QLineEdit, KeyButton]) -> None:
        self._rows.remove(row)
        for widget in row:
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
