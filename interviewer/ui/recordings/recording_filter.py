"""What narrows the list of recordings: section, grade, time, and the question of one of them."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from interviewer.interview.feedback import Grade
from interviewer.interview.question import Bank, QuestionId
from interviewer.interview.reports.recording import Order, Selection
from interviewer.ui.elements import words
from interviewer.ui.elements.flow import FlowLayout
from interviewer.ui.elements.key_button import KeyButton

_DAYS = (1, 7, 30, 365)


class RecordingFilter(QWidget):
    """Each choice counts at once; all of them together have to fit."""

    changed = Signal()
    #: the person wants the takes of the question of the chosen row alone
    question_wanted = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._question: QuestionId | None = None
        self._sections = self._choice(self.tr("Section"))
        self._grades = self._choice(self.tr("Grade"))
        self._times = self._choice(self.tr("When"))
        self._grades.addItem(self.tr("Any grade"))
        for grade in Grade:
            self._grades.addItem(words.grade(grade), grade)
        self._times.addItem(self.tr("Any time"))
        for days in _DAYS:
            name = self.tr("Today") if days == 1 else self.tr("Last {days} days").format(days=days)
            self._times.addItem(name, days)
        self._sections.addItem(self.tr("All sections"))
        self._orders = self._choice(self.tr("Order"))
        for name, order in {
            self.tr("Newest first"): (Order.DATE, True),
            self.tr("Oldest first"): (Order.DATE, False),
            self.tr("By question"): (Order.QUESTION, False),
            self.tr("Least covered first"): (Order.SCORE, False),
            self.tr("Longest first"): (Order.DURATION, True),
            self.tr("Fastest first"): (Order.PACE, True),
        }.items():
            self._orders.addItem(name, order)
        self._same = KeyButton(self.tr("This question"), page, key="Q", role="quiet")
        self._same.setCheckable(True)
        self._same.clicked.connect(self._turn)
        row = FlowLayout(self)
        for widget in (self._sections, self._grades, self._times, self._orders, self._same):
            row.addWidget(widget)

    def show_bank(self, bank: Bank) -> None:
        """The sections to choose from."""
        titles = [section.title for section in bank.sections]
        if [self._sections.itemText(at) for at in range(1, self._sections.count())] == titles:
            return
        self._sections.blockSignals(True)  # noqa: FBT003 - Qt's
        while self._sections.count() > 1:
            self._sections.removeItem(1)
        for section in bank.sections:
            self._sections.addItem(section.title, section.number)
        self._sections.blockSignals(False)  # noqa: FBT003 - Qt's

    def only(self, question: QuestionId | None) -> None:
        """The takes of one question, or of all again."""
        self._question = question
        self._same.setChecked(question is not None)
        self._same.say(self.tr("This question") if question is None else self.tr("All questions again"))
        self.changed.emit()

    @property
    def narrowing(self) -> bool:
        return self.selection("", datetime.now().astimezone()) != Selection()

    def selection(self, text: str, now: datetime) -> Selection:
        days = self._times.currentData()
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        return Selection(
            question=self._question,
            section=self._sections.currentData(),
            grade=self._grades.currentData(),
            since=None if days is None else midnight - timedelta(days=days - 1),
            text=text,
        )

    @property
    def order(self) -> tuple[Order, bool]:
        """By what, and whether the highest comes first."""
        by, descending = self._orders.currentData()
        return Order(by), bool(descending)

    def _turn(self) -> None:
        if self._question is None:
            self.question_wanted.emit()
            self._same.setChecked(self._question is not None)
        else:
            self.only(None)

    def _choice(self, name: str) -> QComboBox:
        made = QComboBox(self)
        made.setAccessibleName(name)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(10)
        made.currentIndexChanged.connect(lambda _at: self.changed.emit())
        return made
