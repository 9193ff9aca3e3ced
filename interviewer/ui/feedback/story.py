"""A story's parts against the clock: a guide while it is told, and the parts as heard afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from interviewer.interview.attempt import Attempt
from interviewer.interview.rounds import timeline
from interviewer.interview.rounds.move import Move
from interviewer.interview.rounds.rules import Rules
from interviewer.ui.elements import words
from interviewer.ui.elements.announcement import announce
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.label import label
from interviewer.ui.feedback.story_bar import StoryBar
from interviewer.ui.look.theme import Space, Type

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewer.interview.delivery import StarTime, Told
    from interviewer.interview.question import StarPart
    from interviewer.interview.rounds.session import Session


class StoryGuide(QWidget):
    """Which part to be in now, by the budgets; its key says that one moves on."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._session: Session | None = None
        self._told: StarPart | None = None
        self._bar = StoryBar(self, movable=False)
        self._now = label("", self)
        self._now.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._mark = KeyButton(self.tr("Moving on"), page, key="M", icon_name="next")
        self._mark.clicked.connect(self._go_on)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(Space.SMALL)
        rows.addWidget(self._bar)
        rows.addWidget(self._now)
        rows.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignHCenter)

    def follow(self, session: Session, elapsed_s: float) -> None:
        """Shows itself in a round of stories alone."""
        self._session = session
        question = session.question
        wanted = session.rules is Rules.STAR and question is not None and question.wants_star
        self.setVisible(wanted)
        self._mark.setVisible(wanted and session.can(Move.MARK))
        if question is None or not wanted:
            return
        planned = timeline.plan(question.target_s, timeline.budgets(question))
        self._bar.show_parts(planned)
        self._bar.show_position(elapsed_s)
        now, until_s = (due := timeline.due(elapsed_s, planned)).part, due.span.end_s
        marks = len(session.marks_s)
        text = self.tr("Now: {part}, until {time}").format(part=words.part(now), time=words.clock(until_s))
        marked = self.tr("parts marked: {count}").format(count=marks) if marks else ""
        self._now.setText(f"{text} · {marked}" if marked else text)
        if session.can(Move.MARK) and now is not self._told:
            self._told = now
            announce(self, words.part(now))

    def _go_on(self) -> None:
        if self._session is not None and self._session.can(Move.MARK):
            self._session.mark()


class StoryCard(QFrame):
    """The parts as heard, with seconds and share, what ran over and what is missing."""

    #: the parts as the person has set them
    corrected = Signal(object)
    #: they are not about to change again at once
    settled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("The story, part by part"))
        self._attempt: Attempt | None = None
        self._parts: tuple[StarTime, ...] = ()
        self._whose = label("", self, step=Type.CAPTION, tone="muted")
        self._bar = StoryBar(self, movable=True)
        self._bar.moved.connect(self._move)
        self._bar.settled.connect(self.settled)
        self._table = label("", self)
        self._advice = label("", self, tone="warning")
        self._marks = label("", self, step=Type.CAPTION, tone="muted")
        self._keys = label(
            self.tr("Move the boundaries: Up and Down choose one, Left and Right move it."),
            self,
            step=Type.CAPTION,
            tone="muted",
        )
        rows = QVBoxLayout(self)
        rows.setContentsMargins(Space.MEDIUM, Space.SMALL, Space.MEDIUM, Space.MEDIUM)
        rows.setSpacing(Space.TIGHT)
        for widget in (self._whose, self._bar, self._table, self._advice, self._marks, self._keys):
            rows.addWidget(widget)

    def show_attempt(self, attempt: Attempt) -> None:
        """Only a story has parts; any other answer shows nothing. A typed story has no times to move."""
        self._attempt = attempt
        self._parts = timeline.counted(attempt)
        told = self._parts or attempt.feedback.delivery.star
        self.setVisible(bool(told))
        if told:
            self._fill(attempt, told)

    def _fill(self, attempt: Attempt, told: Sequence[StarTime | Told]) -> None:
        self._whose.setText(
            self.tr("Your story, as you divided it")
            if attempt.star is not None
            else self.tr("Your story, as heard")
            if attempt.feedback.delivery.star
            else self.tr("Your story, as you marked it")
        )
        self._bar.setVisible(bool(self._parts))
        self._bar.show_parts(self._parts)
        self._keys.setVisible(len(self._parts) > 1)
        self._table.setText("\n".join([*map(self._line, told), *self._persons(attempt)]))
        advice = timeline.advice(told, attempt.transcript, timeline.budgets(attempt.question))
        self._advice.setText("\n".join(map(words.said, advice)))
        self._advice.setVisible(bool(advice))
        marked = timeline.from_marks(attempt.marks_s, attempt.transcript)
        lengths = ", ".join(f"{words.part(one.part)} {words.clock(one.span.duration_s)}" for one in marked)
        self._marks.setText(self.tr("By your marks: {parts}").format(parts=lengths))
        self._marks.setVisible(bool(marked))

    def _persons(self, attempt: Attempt) -> list[str]:
        delivery = attempt.feedback.delivery
        if delivery.said_i is None or delivery.said_we is None:
            return []
        text = self.tr("“I” {i} times, “we” {we} times")
        return [text.format(i=delivery.said_i, we=delivery.said_we)]

    def _line(self, one: StarTime | Told) -> str:
        shares = timeline.BUDGETS if self._attempt is None else timeline.budgets(self._attempt.question)
        budget = shares.get(one.part)
        line = f"{words.part(one.part)}: "
        if one.span is not None:
            line += self.tr("{seconds} s").format(seconds=round(one.span.duration_s)) + " · "
        line += words.percent(one.share)
        if budget is not None:
            line += " " + self.tr("(about {share} wanted)").format(share=words.percent(budget))
        return line + (" · " + self.tr("ran over") if timeline.ran_over(one, shares) else "")

    def _move(self, boundary: int, at_s: float) -> None:
        if self._attempt is not None:
            self.corrected.emit(timeline.moved(self._parts, boundary, at_s))
