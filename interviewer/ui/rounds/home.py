"""The home page: the bank at a glance, and one obvious button."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QItemSelectionModel, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from interviewer.interview.question import Bank, KeyPoint, Question, QuestionId
from interviewer.interview.rounds import choice
from interviewer.interview.rounds.round import Round
from interviewer.interview.rounds.rules import Rules
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.label import label, titled
from interviewer.ui.elements.page import Page
from interviewer.ui.elements.painted_list import painted_list
from interviewer.ui.elements.question_list import (
    SECTION_ROLE,
    LastResult,
    QuestionDelegate,
    QuestionModel,
    SectionDelegate,
    SectionModel,
    SectionRow,
)
from interviewer.ui.elements.scrolling import scrolling
from interviewer.ui.look import theme
from interviewer.ui.look.theme import Space, Type
from interviewer.ui.rounds.round_panel import RoundPanel
from interviewer.ui.rounds.round_words import rules_in_words

if TYPE_CHECKING:
    from interviewer.ui.parts import Option

_NARROW_PX = 760


class HomePage(Page):
    """Choose a question, or let the app choose a round."""

    begun = Signal(object)
    #: the round that the button would begin
    drawn = Signal(object)
    #: the person looks at the choices, and at the voices among them
    voices_wanted = Signal()
    #: the manner in which to say something
    sample_wanted = Signal(object)
    bank_chosen = Signal(str)
    #: the question that is to be changed
    edit_wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, QCoreApplication.translate("HomePage", "Practice"))
        self._bank: Bank | None = None
        self._results: Mapping[QuestionId, LastResult] = {}
        self._today: tuple[Question, ...] = ()
        self._reasons: Mapping[QuestionId, str] = {}
        self._missed: Mapping[QuestionId, Sequence[KeyPoint]] = {}
        self._round: Round | None = None
        self._build()
        self._lay_out()

    # -- what is on it -----------------------------------------------------------------------------

    def _build(self) -> None:
        self._title = label(self.tr("Interview practice"), self, step=Type.TITLE)
        self._glance = label("", self, tone="muted")
        self._banks = QComboBox(self)
        self._banks.setAccessibleName(self.tr("Question bank"))
        self._banks.textActivated.connect(self.bank_chosen)
        self._banks.hide()
        self._start = KeyButton(
            self.tr("Start today’s round"), self, key="Space", icon_name="microphone", role="primary"
        )
        self._start.clicked.connect(self._begin_round)
        self._start.setEnabled(False)
        self._choose = KeyButton(self.tr("Choose a round"), self, key="C", icon_name="down", role="quiet")
        self._choose.clicked.connect(self._show_choices)
        self._choose.setEnabled(False)
        self._panel = RoundPanel(self)
        self._panel.chosen.connect(self._draw)
        self._panel.sample_wanted.connect(self.sample_wanted)
        self._choices = scrolling(self._panel, self.tr("Choices for the round"))
        self._panel.setProperty("role", "card")
        self._choices.hide()
        self._why = label("", self, step=Type.CAPTION, tone="muted")
        self._edit = KeyButton(self.tr("Edit"), self, key="E", icon_name="edit", role="quiet")
        self._edit.setAccessibleDescription(self.tr("Opens the chosen question in the editor"))
        self._edit.clicked.connect(self._ask_edit)
        self._section_model, self._question_model = SectionModel(), QuestionModel()
        self._sections = self._list(self._section_model, SectionDelegate(self), self.tr("Sections"))
        self._sections.setProperty("role", "sections")
        self._sections.selectionModel().currentChanged.connect(self._filter)
        self._questions = self._list(self._question_model, QuestionDelegate(self), self.tr("Questions"))
        self._questions.selectionModel().currentChanged.connect(self._tell_reason)
        self._questions.clicked.connect(lambda index: self._begin_at(index.row()))
        self._search = self._search_field()
        self._empty = label("", self, step=Type.LEAD, tone="muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.hide()

    def _search_field(self) -> QLineEdit:
        made = QLineEdit(self)
        made.setPlaceholderText(self.tr("Search the questions  ( / )"))
        made.setAccessibleName(self.tr("Search the questions"))
        made.setClearButtonEnabled(True)
        made.textChanged.connect(self._filter)
        made.installEventFilter(self)
        find = QShortcut(QKeySequence("/"), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(made.setFocus)
        return made

    def _list(
        self, model: QuestionModel | SectionModel, delegate: QuestionDelegate | SectionDelegate, name: str
    ) -> QListView:
        made = painted_list(self, model, delegate, name)
        made.setUniformItemSizes(True)
        made.installEventFilter(self)
        return made

    def _lay_out(self) -> None:
        button = QVBoxLayout()
        button.setSpacing(Space.TIGHT)
        button.addWidget(self._start)
        button.addWidget(self._choose)
        button.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(Space.LARGE)
        top.addLayout(titled(self._title, self._glance), 1)
        top.addLayout(button)
        right = QVBoxLayout()
        right.setSpacing(Space.SMALL)
        tools = QHBoxLayout()
        tools.addWidget(self._search, 1)
        tools.addWidget(self._banks)
        right.addLayout(tools)
        right.addWidget(self._questions, 1)
        right.addWidget(self._empty, 1)
        below = QHBoxLayout()
        below.addWidget(self._why, 1)
        below.addWidget(self._edit)
        right.addLayout(below)
        self._lists = QWidget(self)
        lists = QHBoxLayout(self._lists)
        lists.setContentsMargins(0, 0, 0, 0)
        lists.setSpacing(Space.MEDIUM)
        lists.addWidget(self._sections)
        lists.addLayout(right, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.LARGE)
        rows.setSpacing(Space.LARGE)
        rows.addLayout(top)
        rows.addWidget(self._choices, 1)
        rows.addWidget(self._lists, 1)
        self.fit()

    # -- showing -----------------------------------------------------------------------------------

    def show_banks(self, names: Sequence[str], current: str) -> None:
        self._banks.clear()
        self._banks.addItems(list(names))
        self._banks.setCurrentText(current)
        self._banks.setVisible(len(names) > 1)

    def show_bank(
        self,
        bank: Bank,
        results: Mapping[QuestionId, LastResult],
        today: Sequence[Question],
        reasons: Mapping[QuestionId, str],
        missed: Mapping[QuestionId, Sequence[KeyPoint]],
    ) -> None:
        self._missed = missed
        self._bank, self._results, self._today, self._reasons = bank, results, tuple(today), reasons
        self._title.setText(bank.title)
        practised = sum(question.id in results for question in bank.questions)
        self._glance.setText(
            self.tr("{total} questions, {practised} practised, {due} to ask today").format(
                total=len(bank.questions), practised=practised, due=len(reasons)
            )
        )
        self._choose.setEnabled(True)
        self._panel.show_bank(bank)
        self._draw()
        self._section_model.show(self._section_rows(bank))
        if not self._sections.currentIndex().isValid():
            self._sections.setCurrentIndex(self._section_model.index(0))
        self._filter()

    def show_voices(self, voices: Sequence[Option]) -> None:
        """Those that a round can be spoken by."""
        self._panel.show_voices(voices)

    @property
    def filled(self) -> bool:
        return self._bank is not None

    def show_fault(self, text: str) -> None:
        """There is no bank to show: says why and what to do."""
        self._glance.setText("")
        self._empty.setText(text)
        self._empty.show()
        self._questions.hide()

    def focus_first(self) -> None:
        (self._start if self._start.isEnabled() else self._questions).setFocus(
            Qt.FocusReason.OtherFocusReason
        )

    def _draw(self) -> None:
        """Draws the round that is chosen now, and says on the button what it is."""
        if self._bank is None:
            return
        scores = {which: result.score or 0.0 for which, result in self._results.items()}
        chosen = self._panel.choice
        self._round = choice.drawn(self._bank, chosen, today=self._today, scores=scores, missed=self._missed)
        self._start.setEnabled(self._round is not None)
        self._start.say(self._round_button())
        if self._round is not None:
            self.drawn.emit(self._round)

    def _round_button(self) -> str:
        if self._round is None:
            drill = self._panel.choice.rules is Rules.DRILL
            return self.tr("No point was left out") if drill else self.tr("No question fits")
        count = len(self._round.questions)
        if self._round.rules is not Rules.PRACTICE:
            name = rules_in_words(self._round.rules)[0]
            return self.tr("{rules}: {count}").format(rules=name, count=self._how_many(count))
        return self.tr("Practise {count}").format(count=self._how_many(count))

    def _how_many(self, count: int) -> str:
        if self._round is not None and self._round.rules is Rules.DRILL:
            return self.tr("1 point") if count == 1 else self.tr("{count} points").format(count=count)
        return self.tr("1 question") if count == 1 else self.tr("{count} questions").format(count=count)

    def _show_choices(self) -> None:
        """Unfolds the choices, or folds them again."""
        shown = self._choices.isHidden()
        self._choices.setVisible(shown)
        self.fit()
        self._choose.say(
            self.tr("Hide the choices") if shown else self.tr("Choose a round"),
            icon_name="up" if shown else "down",
        )
        if shown:
            self.voices_wanted.emit()
            self._panel.focus_first()
        else:
            self.focus_first()

    def _tell_reason(self) -> None:
        """Why the question that is looked at is asked today, or when it was answered last."""
        question = self._looked_at
        reason = self._reasons.get(question.id, "") if question else ""
        self._why.setText(reason or self.tr("Not due today. Enter asks it all the same."))
        self._why.setVisible(question is not None)
        self._edit.setVisible(question is not None)

    @property
    def _looked_at(self) -> Question | None:
        row, questions = self._questions.currentIndex().row(), self._question_model.questions
        return questions[row] if 0 <= row < len(questions) else None

    def _ask_edit(self) -> None:
        if self._looked_at is not None:
            self.edit_wanted.emit(self._looked_at)

    def _section_rows(self, bank: Bank) -> list[SectionRow]:
        def row(number: int | None, title: str, questions: Sequence[Question]) -> SectionRow:
            practised = sum(question.id in self._results for question in questions)
            return SectionRow(number, title, practised, len(questions))

        every = row(None, self.tr("All questions"), bank.questions)
        return [every] + [
            row(section.number, f"{section.number}. {section.title}", bank.in_section(section.number))
            for section in bank.sections
        ]

    def _filter(self, *_changed: object) -> None:
        if self._bank is None:
            return
        row: SectionRow | None = self._sections.currentIndex().data(SECTION_ROLE)
        number = row.number if row else None
        wanted = self._search.text().casefold().split()
        shown = [
            question
            for question in self._bank.questions
            if (number is None or question.section == number) and _holds(question, wanted)
        ]
        self._question_model.show(shown, self._results, self._reasons)
        self._questions.setVisible(bool(shown))
        self._empty.setVisible(not shown)
        self._empty.setText(
            self.tr("No question has these words. Clear the search to see all.")
            if wanted
            else self.tr("This section has no questions.")
        )
        if shown:
            self._questions.selectionModel().setCurrentIndex(
                self._question_model.index(0), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
        self._tell_reason()

    # -- doing -------------------------------------------------------------------------------------

    def _begin_round(self) -> None:
        if self._round is not None:
            self.begun.emit(self._round)

    def _begin_at(self, row: int) -> None:
        """The chosen question, and after it those that follow in the list."""
        questions = self._question_model.questions
        if 0 <= row < len(questions):
            self.begun.emit(Round(questions, position=row))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if watched is self._search and (enter or event.key() == Qt.Key.Key_Down):
            self._questions.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        if watched is self._search and event.key() == Qt.Key.Key_Escape:
            self._search.clear()
            self._questions.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        if watched is self._questions and (enter or event.key() == Qt.Key.Key_Space):
            self._begin_at(self._questions.currentIndex().row())
            return True
        if watched is self._sections and (enter or event.key() == Qt.Key.Key_Right):
            self._questions.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return False

    def fit(self) -> None:
        """What is measured in text follows the text size.

        In a narrow window, or one that is too low for both, the choices take the place of the lists.
        """
        narrow = self.width() < theme.scaled(_NARROW_PX)
        self._panel.fit(narrow=narrow)
        shown = (self._start, self._choose, self._panel, self._lists)
        needed = sum(one.sizeHint().height() for one in shown) + 5 * Space.LARGE
        both = self.height() >= needed and not narrow
        self._lists.setVisible(both or self._choices.isHidden())
        height = self._panel.sizeHint().height()
        self._choices.setMinimumHeight(height if both else 0)
        self._choices.setMaximumHeight(height if both else theme.UNLIMITED_PX)
        self._sections.setFixedWidth(theme.scaled(250))
        self._sections.setVisible(not narrow)


def _holds(question: Question, wanted: Sequence[str]) -> bool:
    if not wanted:
        return True
    text = " ".join((question.text, *question.tags, *(point.label or "" for point in question.rubric.points)))
    return all(word in text.casefold() for word in wanted)
