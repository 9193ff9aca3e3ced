"""The choices for a round, folded away until they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from interviewer.interview.manner import RATES_WPM, Manner
from interviewer.interview.question import Bank
from interviewer.interview.rounds.choice import Choice, Order
from interviewer.interview.rounds.rules import Rules
from interviewer.ui.elements.choice_box import choice_box
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.label import label
from interviewer.ui.look import theme
from interviewer.ui.look.theme import Space, Type
from interviewer.ui.rounds.round_words import rules_in_words

if TYPE_CHECKING:
    from interviewer.ui.parts import Option

#: Four boxes below one another, each with its name.
_BOX_ROWS = 8
_COUNTS = (3, 5, 10, 20)


class RoundPanel(QFrame):
    """Rules, number, order, difficulty, sections and voice; ``chosen`` tells that something changed."""

    chosen = Signal()
    #: the manner in which to say something
    sample_wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("Choices for the round"))
        self._rules = self._box(self.tr("Rules"))
        for rules in Rules:
            self._rules.addItem(rules_in_words(rules)[0], rules)
        self._count = self._box(self.tr("Number of questions"))
        self._order = self._box(self.tr("Order"))
        self._difficulty = self._box(self.tr("Difficulty"))
        self._tag = self._box(self.tr("Tag"))
        self._voice = self._box(self.tr("Voice"))
        self._rate = self._box(self.tr("Speed of the voice"))
        self._sample = KeyButton(
            self.tr("Hear the voice"), parent, key="V", icon_name="speaker", role="quiet"
        )
        self._sample.clicked.connect(lambda: self.sample_wanted.emit(self._manner))
        self._hands_free = QCheckBox(self.tr("Hands-free: by ear and voice  ( H )"), self)
        self._hands_free.setAccessibleName(self.tr("Hands-free: by ear and voice"))
        key = QShortcut(QKeySequence("H"), parent)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self._turn_hands_free)
        self._hands_free.toggled.connect(lambda _on: self.chosen.emit())
        self._sections = QListWidget(self)
        self._sections.setAccessibleName(self.tr("Sections of the round"))
        self._sections.setSpacing(Space.TIGHT)
        self._sections.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._sections.itemChanged.connect(lambda _item: self.chosen.emit())
        self._meaning = label("", self, step=Type.CAPTION, tone="muted")
        self._fill()
        self._lay_out()

    @property
    def choice(self) -> Choice:
        items = [self._sections.item(row) for row in range(self._sections.count())]
        ticked = [item for item in items if item.checkState() is Qt.CheckState.Checked]
        difficulty = self._difficulty.currentData()
        return Choice(
            rules=Rules(self._rules.currentData()),
            count=self._count.currentData(),
            sections=frozenset(item.data(Qt.ItemDataRole.UserRole) for item in ticked),
            difficulty=frozenset() if difficulty is None else frozenset((difficulty,)),
            order=Order(self._order.currentData()),
            tags=frozenset(filter(None, (self._tag.currentData(),))),
            hands_free=self._hands_free.isChecked(),
            manner=self._manner,
        )

    @property
    def _manner(self) -> Manner:
        return Manner(self._voice.currentData(), self._rate.currentData())

    def show_bank(self, bank: Bank) -> None:
        """Offers the sections and levels that the bank has; what was ticked stays so where it still is."""
        kept = self.choice
        self.blockSignals(True)  # noqa: FBT003 - Qt's signature
        self._sections.clear()
        for section in bank.sections:
            item = QListWidgetItem(f"{section.number}. {section.title}", self._sections)
            item.setData(Qt.ItemDataRole.UserRole, section.number)
            ticked = section.number in kept.sections
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        if self._sections.count():
            self._sections.setCurrentRow(0)
        levels = sorted({question.difficulty for question in bank.questions})
        self._difficulty.clear()
        self._difficulty.addItem(self.tr("Any"), None)
        for level in levels:
            self._difficulty.addItem(self.tr("Level {level}").format(level=level), level)
        self._tag.clear()
        self._tag.addItem(self.tr("Any"), "")
        for tag in sorted({tag for question in bank.questions for tag in question.tags}, key=str.casefold):
            self._tag.addItem(tag, tag)
        self._tag.setCurrentIndex(max(0, self._tag.findData(next(iter(kept.tags), ""))))
        chosen = next(iter(kept.difficulty), None)
        self._difficulty.setCurrentIndex(max(0, self._difficulty.findData(chosen)))
        self.blockSignals(False)  # noqa: FBT003
        self._explain()

    def show_voices(self, voices: Sequence[Option]) -> None:
        """What can speak here; a voice that was chosen and is gone gives way to that of the settings."""
        before = self._manner
        self.blockSignals(True)  # noqa: FBT003 - Qt's signature
        self._voice.clear()
        self._voice.addItem(self.tr("As in the settings"), None)
        for voice in voices:
            self._voice.addItem(voice.name, voice.value)
        if before.voice is not None:
            self._voice.setCurrentIndex(max(0, self._voice.findData(before.voice)))
        self.blockSignals(False)  # noqa: FBT003
        if self._manner != before:
            self.chosen.emit()

    def _turn_hands_free(self) -> None:
        """By its key, wherever the focus is, as long as it can be seen."""
        if self._hands_free.isVisible() and self._hands_free.isEnabled():
            self._hands_free.toggle()

    def focus_first(self) -> None:
        self._rules.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        self._count.addItem(self.tr("As many as there are"), None)
        for count in _COUNTS:
            self._count.addItem(str(count), count)
        for name, order in (
            (self.tr("Due today first"), Order.DUE),
            (self.tr("Weakest first"), Order.WEAKEST),
            (self.tr("Random"), Order.RANDOM),
            (self.tr("As listed"), Order.LISTED),
        ):
            self._order.addItem(name, order)
        self._difficulty.addItem(self.tr("Any"), None)
        self._tag.addItem(self.tr("Any"), "")
        self._rate.addItem(self.tr("As in the settings"), None)
        for rate in RATES_WPM:
            self._rate.addItem(self.tr("{rate} words a minute").format(rate=rate), rate)
        self.show_voices(())

    def _box(self, name: str) -> QComboBox:
        box = choice_box(self, name, characters=12)
        box.currentIndexChanged.connect(self._tell)
        return box

    def _tell(self, _index: int) -> None:
        self._explain()
        self.chosen.emit()

    def _explain(self) -> None:
        if hasattr(self, "_meaning"):
            rules = Rules(self._rules.currentData())
            self._meaning.setText(rules_in_words(rules)[1])
            self._hands_free.setEnabled(rules.gives_feedback)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.MEDIUM)
        grid.setVerticalSpacing(Space.SMALL)
        boxes = (self._rules, self._count, self._order, self._difficulty, self._voice, self._rate, self._tag)
        for place, box in enumerate(boxes):
            row, column = divmod(place, 2)
            grid.addWidget(self._name(box), 2 * row, column)
            grid.addWidget(box, 2 * row + 1, column)
        grid.addWidget(self._hands_free, 7, 1)
        self._sections_name = self._name(self._sections)
        self._grid = grid
        rows = QVBoxLayout(self)
        rows.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
        rows.setSpacing(Space.SMALL)
        rows.addLayout(grid, 1)
        below = QHBoxLayout()
        below.addWidget(self._meaning, 1)
        below.addWidget(self._sample)
        rows.addLayout(below)
        self.fit()

    def _name(self, field: QWidget) -> QLabel:
        made = label(field.accessibleName(), self, step=Type.CAPTION, tone="muted")
        made.setBuddy(field)
        return made

    def fit(self, *, narrow: bool = False) -> None:
        """What is measured in text follows the text size; where it is narrow the sections stand below.

        Whatever room is left is theirs.
        """
        self._sections.setMinimumHeight(theme.scaled(80))
        row, column = (_BOX_ROWS, 0) if narrow else (0, 2)
        self._grid.addWidget(self._sections_name, row, column)
        self._grid.addWidget(self._sections, row + 1, column, 1 if narrow else _BOX_ROWS, 2 if narrow else 1)
        self._grid.setRowStretch(_BOX_ROWS + 1 if narrow else _BOX_ROWS, 1)
        self._grid.setRowStretch(_BOX_ROWS if narrow else _BOX_ROWS + 1, 0)
        for place, share in enumerate((1, 1, 0) if narrow else (2, 2, 3)):
            self._grid.setColumnStretch(place, share)
