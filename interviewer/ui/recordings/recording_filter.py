"""What narrows the list of recordings: section, grade, verdict, time, and the question of one of them."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QWidget

from interviewer.interview.coverage import Verdict
from interviewer.interview.feedback import Grade
from interviewer.interview.question import Bank, QuestionId
from interviewer.interview.reports.recording import Order, Selection
from interviewer.ui.elements import words
from interviewer.ui.elements.choice_box import choice_box
from interviewer.ui.elements.flow import FlowLayout
from interviewer.ui.elements.key_button import KeyButton

_DAYS = (1, 7, 30, 365)
#: What stands for the last choice of the times, and of the grades.
_BETWEEN, _UNJUDGED = -1, "none"
#: By what, and whether the highest comes first.
NEWEST_FIRST = (Order.DATE, True)


class RecordingFilter(QWidget):
    """Each choice counts at once; all of them together have to fit. The page places ``deleted_button``."""

    changed = Signal()
    #: the person wants the takes of the question of the chosen row alone
    question_wanted = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._question: QuestionId | None = None
        self._sections = self._choice(self.tr("Section"))
        self._grades = self._choice(self.tr("Grade"))
        self._verdicts = self._choice(self.tr("With a point"))
        self._times = self._choice(self.tr("When"))
        self._grades.addItem(self.tr("Any grade"))
        for grade in (*Grade, None):
            self._grades.addItem(words.grade(grade), _UNJUDGED if grade is None else grade)
        self._verdicts.addItem(self.tr("Any verdict"))
        for verdict in Verdict:
            self._verdicts.addItem(words.verdict(verdict), verdict)
        self._times.addItem(self.tr("Any time"))
        for days in _DAYS:
            name = self.tr("Today") if days == 1 else self.tr("Last {days} days").format(days=days)
            self._times.addItem(name, days)
        self._times.addItem(self.tr("From … to …"), _BETWEEN)
        self._from, self._to = self._day(self.tr("From")), self._day(self.tr("To"))
        self._from.setDate(self._to.date().addMonths(-1))
        self._sections.addItem(self.tr("All sections"))
        self._orders = self._choice(self.tr("Order"))
        for name, order in {
            self.tr("Newest first"): NEWEST_FIRST,
            self.tr("Oldest first"): (Order.DATE, False),
            self.tr("By question"): (Order.QUESTION, False),
            self.tr("Least covered first"): (Order.SCORE, False),
            self.tr("Most covered first"): (Order.SCORE, True),
            self.tr("Longest first"): (Order.DURATION, True),
            self.tr("Shortest first"): (Order.DURATION, False),
            self.tr("Fastest first"): (Order.PACE, True),
        }.items():
            self._orders.addItem(name, order)
        self._same = KeyButton(self.tr("This question"), page, key="Q", role="quiet")
        self._same.setCheckable(True)
        self._same.clicked.connect(self._turn)
        self.deleted_button = KeyButton(self.tr("Deleted"), page, key="X", role="quiet")
        self.deleted_button.setCheckable(True)
        self.deleted_button.clicked.connect(self.changed)
        row = FlowLayout(self)
        narrowing = (self._sections, self._grades, self._verdicts, self._times, self._from, self._to)
        for widget in (*narrowing, self._orders, self._same):
            row.addWidget(widget)
        self.changed.connect(self._fit)
        self._fit()

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
    def deleted(self) -> bool:
        """Whether what was deleted lately is shown, and nothing else."""
        return self.deleted_button.isChecked()

    def order_by(self, by: Order) -> None:
        """By another figure; by the same one the other way round, where that makes sense."""
        places = [at for at in range(self._orders.count()) if self._orders.itemData(at)[0] is by]
        now = self._orders.currentIndex()
        after = (places.index(now) + 1) % len(places) if now in places else 0
        self._orders.setCurrentIndex(places[after])

    @property
    def narrowing(self) -> bool:
        return self.selection("", datetime.now().astimezone()) != Selection()

    def selection(self, text: str, now: datetime) -> Selection:
        # Qt gives a word back where a word of ours was put in.
        grade, verdict = self._grades.currentData(), self._verdicts.currentData()
        since, until = self._span(now)
        return Selection(
            question=self._question,
            section=self._sections.currentData(),
            grade=None if grade in (None, _UNJUDGED) else Grade(grade),
            judged=False if grade == _UNJUDGED else None,
            verdict=None if verdict is None else Verdict(verdict),
            since=since,
            until=until,
            text=text,
            deleted=self.deleted,
        )

    def _span(self, now: datetime) -> tuple[datetime | None, datetime | None]:
        days = self._times.currentData()
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        if days is None:
            return None, None
        if days == _BETWEEN:
            chosen = (self._from.date(), self._to.date())
            first, last = sorted(
                datetime(day.year(), day.month(), day.day(), tzinfo=now.tzinfo) for day in chosen
            )
            return first, last + timedelta(days=1)
        return midnight - timedelta(days=days - 1), None

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

    def _fit(self) -> None:
        """The two days are shown where they count."""
        for day in (self._from, self._to):
            day.setVisible(self._times.currentData() == _BETWEEN)

    def _day(self, name: str) -> QDateEdit:
        made = QDateEdit(QDate.currentDate(), self)
        made.setAccessibleName(name)
        made.setCalendarPopup(True)
        made.setDisplayFormat("d MMM yyyy")
        made.dateChanged.connect(lambda _day: self.changed.emit())
        return made

    def _choice(self, name: str) -> QComboBox:
        made = choice_box(self, name, characters=7)
        made.currentIndexChanged.connect(lambda _at: self.changed.emit())
        return made
