"""One key point, to be edited: its words, what it weighs, and what counts as them."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from interviewer.interview.documents.repair import AMOUNT
from interviewer.interview.question import KeyPoint, StarPart
from interviewer.ui.banks.wording_rows import WordingRows
from interviewer.ui.elements import words
from interviewer.ui.elements.flow import FlowLayout
from interviewer.ui.elements.growing_text import GrowingText
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.label import label
from interviewer.ui.look import theme
from interviewer.ui.look.theme import Space, Type

HEAVIEST = 5
_NARROW_PX = 300


class PointEditor(QFrame):
    """The point's keys work while the focus is inside it."""

    edited = Signal()
    renamed = Signal(str, str)
    moved = Signal(int)
    split = Signal(int)
    merged = Signal()
    removed = Signal()

    def __init__(self, point: KeyPoint, parent: QWidget) -> None:
        super().__init__(parent)
        self._point = point
        self._label_was = point.label or ""
        self.setProperty("role", "card")
        self._build_fields(point)
        self._build_buttons()
        self._lay_out()
        self._tell_amount()

    @property
    def point(self) -> KeyPoint:
        """The point as it stands in the fields."""
        terms, accept = self._wordings.wordings
        return replace(
            self._point,
            text=self._text.text,
            label=" ".join(self._label.text().split()) or None,
            weight=self._weight.currentIndex() + 1,
            part=[None, *StarPart][self._part.currentIndex()],
            terms=terms,
            accept=accept,
        )

    def show_number(self, number: int, total: int) -> None:
        """Its place among the points; the first can't go up, the last can't go down."""
        self._number.setText(f"{number}.")
        self.setAccessibleName(self.tr("Key point {number} of {total}").format(number=number, total=total))
        self._text.setAccessibleName(self.tr("Words of key point {number}").format(number=number))
        self._up.setEnabled(number > 1)
        self._down.setEnabled(number < total)
        self._merge.setEnabled(number < total)

    def chain(self) -> list[QWidget]:
        """What takes the focus, in the order in which Tab goes."""
        buttons = (self._fold, self._up, self._down, self._split, self._merge, self._remove)
        return [self._label, self._weight, self._text, self._part, *self._wordings.chain(), *buttons]

    def focus_first(self) -> None:
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_more(self, *, more: bool) -> None:
        """Terms, wordings and STAR part are folded away until they are wanted."""
        self._more.setVisible(more)
        self._fold.say(self._fold_text(), icon_name="up" if more else "down")

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fold.show_key(shown=self.width() >= theme.scaled(_NARROW_PX))

    # -- what is on it -----------------------------------------------------------------------------

    def _build_fields(self, point: KeyPoint) -> None:
        self._number = label("", self, tone="muted")
        self._number.setWordWrap(False)
        self._number.setFixedWidth(theme.scaled(22))
        self._label = QLineEdit(point.label or "", self)
        self._label.setAccessibleName(self.tr("Label"))
        self._label.setPlaceholderText(self.tr("Label (may be empty)"))
        self._label.textChanged.connect(lambda _text: self.edited.emit())
        self._label.editingFinished.connect(self._tell_renamed)
        self._weight = QComboBox(self)
        for weight in range(1, max(HEAVIEST, point.weight) + 1):
            self._weight.addItem(self.tr("Weight {weight}").format(weight=weight))
        self._weight.setCurrentIndex(point.weight - 1)
        self._weight.setAccessibleName(self.tr("Weight"))
        self._weight.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._weight.currentIndexChanged.connect(lambda _index: self.edited.emit())
        self._text = GrowingText(self, "", placeholder=self.tr("What a good answer says, in one sentence"))
        self._text.show_text(point.text)
        self._text.edited.connect(self._text_edited)
        self._amount = label(
            self.tr("An amount was lost here. Put in your own figure for {mark}.").format(mark=AMOUNT),
            self,
            step=Type.CAPTION,
            tone="warning",
        )
        self._build_more(point)

    def _build_more(self, point: KeyPoint) -> None:
        self._more = QWidget(self)
        self._part = QComboBox(self._more)
        self._part.setAccessibleName(self.tr("Part of the story"))
        self._part.addItem(self.tr("No part of a story"))
        for part in StarPart:
            self._part.addItem(words.part(part))
        self._part.setCurrentIndex(0 if point.part is None else 1 + list(StarPart).index(point.part))
        self._part.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._part.currentIndexChanged.connect(lambda _index: self.edited.emit())
        self._wordings = WordingRows(self._more)
        self._wordings.show_point(point)
        self._wordings.edited.connect(self._terms_edited)
        rows = QVBoxLayout(self._more)
        rows.setContentsMargins(0, Space.TIGHT, 0, 0)
        rows.setSpacing(Space.SMALL)
        rows.addWidget(self._part, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addWidget(self._wordings)
        self._more.hide()

    def _build_buttons(self) -> None:
        def button(text: str, key: str, icon_name: str) -> KeyButton:
            made = KeyButton(text, self, key=key, icon_name=icon_name, role="quiet")
            made.show_compact(compact=True)
            return made

        self._up = button(self.tr("Move up"), "Alt+Up", "up")
        self._up.clicked.connect(lambda: self.moved.emit(-1))
        self._down = button(self.tr("Move down"), "Alt+Down", "down")
        self._down.clicked.connect(lambda: self.moved.emit(1))
        self._split = button(self.tr("Split at the cursor"), "Alt+S", "split")
        self._split.clicked.connect(lambda: self.split.emit(self._text.cursor_at))
        self._merge = button(self.tr("Merge with the next"), "Alt+M", "merge")
        self._merge.clicked.connect(self.merged)
        self._remove = button(self.tr("Remove"), "Alt+Del", "discard")
        self._remove.clicked.connect(self.removed)
        self._fold = KeyButton(self._fold_text(), self, key="Alt+W", icon_name="down", role="quiet")
        self._fold.clicked.connect(lambda: self.show_more(more=self._more.isHidden()))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.TIGHT)
        head.addWidget(self._number)
        head.addWidget(self._label, 1)
        head.addWidget(self._weight)
        foot = FlowLayout(spacing=0)
        for one in (self._fold, self._up, self._down, self._split, self._merge, self._remove):
            foot.addWidget(one)
        inner = QVBoxLayout()
        inner.setContentsMargins(theme.scaled(22) + Space.TIGHT, 0, 0, 0)
        inner.setSpacing(Space.TIGHT)
        inner.addWidget(self._text)
        inner.addWidget(self._amount)
        inner.addWidget(self._more)
        inner.addLayout(foot)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(Space.SMALL, Space.SMALL, Space.SMALL, Space.TIGHT)
        rows.setSpacing(Space.TIGHT)
        rows.addLayout(head)
        rows.addLayout(inner)

    # -- what changes ------------------------------------------------------------------------------

    def _fold_text(self) -> str:
        terms, accept = self._wordings.wordings
        wordings = sum(len(said) for said in accept.values())
        return self.tr("Terms {terms}, wordings {wordings}").format(terms=len(terms), wordings=wordings)

    def _terms_edited(self) -> None:
        self._fold.say(self._fold_text())
        self.edited.emit()

    def _text_edited(self) -> None:
        self._tell_amount()
        self.edited.emit()

    def _tell_amount(self) -> None:
        self._amount.setVisible(AMOUNT in self._text.text)

    def _tell_renamed(self) -> None:
        now = " ".join(self._label.text().split())
        if now != self._label_was:
            was, self._label_was = self._label_was, now
            self.renamed.emit(was, now)
