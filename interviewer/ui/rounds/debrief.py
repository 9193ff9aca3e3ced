"""The end of a round: what to work on, every answer a key away, and all of them to be handed on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedLayout, QVBoxLayout, QWidget

from interviewer.interview.attempt import Attempt
from interviewer.interview.rounds import debrief, probe
from interviewer.interview.rounds.round import Round
from interviewer.interview.rounds.rules import Rules
from interviewer.ui.elements import words
from interviewer.ui.elements.announcement import announce
from interviewer.ui.elements.flow import FlowLayout
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.label import label
from interviewer.ui.elements.page import Page
from interviewer.ui.feedback.feedback import FeedbackView
from interviewer.ui.look.theme import Space, Type

_MOST_GAPS = 12


class DebriefPage(Page):
    """The gaps by their cost, the answers in their order; Enter opens the feedback on one."""

    left = Signal()
    #: the button under which to ask, and the attempts
    export_wanted = Signal(object, object)
    #: a round of what was weak
    begun = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, QCoreApplication.translate("DebriefPage", "Debrief"))
        self._attempts: tuple[Attempt, ...] = ()
        self._gaps: list[debrief.Gap] = []
        self._front, self._detail = QWidget(self), QWidget(self)
        self.feedback = FeedbackView(self._detail)
        self.feedback.corrected.connect(self._take_over)
        self.feedback.graded.connect(lambda attempt, _grade: self._take_over(attempt))
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._front)
        self._pages.addWidget(self._detail)
        self._build_front()
        self._build_detail()

    def show_round(self, attempts: Sequence[Attempt]) -> None:
        """Shows the answers of a round that is over."""
        self._attempts = tuple(attempts)
        self._fill()
        self._pages.setCurrentWidget(self._front)
        announce(self, f"{self._summary.text()} {self._lead.text()}")

    def focus_first(self) -> None:
        shown = self._work if self._gaps else self._answers
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- the front ---------------------------------------------------------------------------------

    def _build_front(self) -> None:
        self._summary = label("", self._front, tone="muted")
        self._lead = label("", self._front, step=Type.LEAD)
        self._work = self._list(self.tr("What to work on"))
        self._answers = self._list(self.tr("Your answers"))
        leave = KeyButton(self.tr("All questions"), self._front, key="Esc", icon_name="back", role="quiet")
        leave.clicked.connect(self.left)
        export = KeyButton(self.tr("Export"), self._front, key="Ctrl+E", icon_name="export")
        export.clicked.connect(lambda: self.export_wanted.emit(export, self._attempts))
        self._practise = KeyButton(
            self.tr("Practise what was weak"), self._front, key="P", icon_name="again", role="primary"
        )
        self._practise.clicked.connect(self._begin_weak)
        self._drill = KeyButton(self.tr("Drill the points"), self._front, key="D", icon_name="again")
        self._drill.clicked.connect(self._begin_drill)
        bar = FlowLayout()
        bar.addWidget(leave)
        bar.addWidget(export)
        bar.addWidget(self._drill)
        bar.addWidget(self._practise)
        rows = QVBoxLayout(self._front)
        rows.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.MEDIUM)
        rows.setSpacing(Space.SMALL)
        rows.addWidget(label(self.tr("Debrief"), self._front, step=Type.TITLE))
        rows.addWidget(self._summary)
        rows.addWidget(self._lead)
        rows.addWidget(self._work, 3)
        rows.addWidget(label(self.tr("Your answers"), self._front, step=Type.LEAD))
        rows.addWidget(self._answers, 2)
        rows.addLayout(bar)

    def _list(self, name: str) -> QListWidget:
        made = QListWidget(self._front)
        made.setAccessibleName(name)
        made.setWordWrap(True)
        made.setTextElideMode(Qt.TextElideMode.ElideNone)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.itemActivated.connect(lambda item: self._open(item.data(Qt.ItemDataRole.UserRole)))
        return made

    def _fill(self) -> None:
        self._gaps = debrief.gaps(debrief.latest(self._attempts))[:_MOST_GAPS]
        count, mean = len(self._attempts), words.percent(debrief.score(self._attempts))
        self._summary.setText(
            self.tr("1 answer, {score} covered.").format(score=mean)
            if count == 1
            else self.tr("{count} answers, {score} covered on average.").format(count=count, score=mean)
        )
        self._lead.setText(
            self.tr("Work on this first: what cost most stands on top.")
            if self._gaps
            else self.tr("No point was missed in what could be judged.")
        )
        self._work.clear()
        for place, gap in enumerate(self._gaps, start=1):
            verdict = words.verdict(gap.judged.verdict)
            point = (gap.judged.point.label or gap.judged.point.text).rstrip(" .:")
            self._add(self._work, f"{place}. {point}: {verdict}\n{gap.attempt.question.text}", gap.attempt)
        self._work.setVisible(bool(self._gaps))
        self._answers.clear()
        for attempt in self._attempts:
            abstained = attempt.feedback.abstained
            told = words.said(abstained) if abstained else words.percent(debrief.score((attempt,)))
            self._add(self._answers, f"{attempt.question.text}\n{told}", attempt)
        for button in (self._practise, self._drill):
            button.setVisible(bool(self._gaps))

    def _add(self, to: QListWidget, text: str, attempt: Attempt) -> None:
        item = QListWidgetItem(text, to)
        item.setData(Qt.ItemDataRole.UserRole, attempt.id)
        if to.count() == 1:
            to.setCurrentItem(item)

    def _begin_drill(self) -> None:
        answered = debrief.latest(self._attempts)
        parts = [part for one in answered for part in probe.drill(one.question, debrief.left_out(one))]
        self.begun.emit(Round(tuple(parts), rules=Rules.DRILL))

    def _begin_weak(self) -> None:
        weak = {gap.attempt.question.id: gap.attempt.question for gap in self._gaps}
        self.begun.emit(Round(tuple(weak.values())))

    # -- one answer --------------------------------------------------------------------------------

    def _build_detail(self) -> None:
        back = KeyButton(self.tr("Debrief"), self._detail, key="Esc", icon_name="back", role="quiet")
        back.clicked.connect(self._close)
        bar = QHBoxLayout()
        bar.setContentsMargins(Space.LARGE, Space.SMALL, Space.LARGE, Space.MEDIUM)
        bar.addWidget(back)
        bar.addStretch(1)
        rows = QVBoxLayout(self._detail)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.feedback, 1)
        rows.addLayout(bar)

    def _open(self, attempt_id: object) -> None:
        attempt = next(one for one in self._attempts if one.id == attempt_id)
        self._pages.setCurrentWidget(self._detail)
        self.feedback.show_attempt(attempt)
        self.feedback.focus_first()

    def _close(self) -> None:
        self._fill()
        self._pages.setCurrentWidget(self._front)
        self.focus_first()

    def _take_over(self, corrected: Attempt) -> None:
        """A correction counts in the debrief too."""
        self._attempts = tuple(corrected if one.id == corrected.id else one for one in self._attempts)
