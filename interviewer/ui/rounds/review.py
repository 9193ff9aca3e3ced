"""The review page: the feedback on the answer just given, and where to go from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from interviewer.interview.attempt import Attempt
from interviewer.interview.question import Question
from interviewer.interview.rounds import command
from interviewer.interview.rounds.move import State
from interviewer.interview.rounds.round import Round
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.label import label
from interviewer.ui.elements.page import Page
from interviewer.ui.feedback.feedback import FeedbackView
from interviewer.ui.look import theme
from interviewer.ui.look.theme import Space, Type
from interviewer.ui.rounds import round_words

if TYPE_CHECKING:
    from interviewer.interview.ports import Recorder
    from interviewer.interview.rounds.session import Session
    from interviewer.ui.rounds.refining import Refining

_NARROW_PX = 660
#: A command has no more words.
_MOST_HEARD = 8


class ReviewPage(Page):
    """Feedback above, the ways on below."""

    again = Signal()
    #: the person will answer the follow-up
    followed_up = Signal()
    next = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, QCoreApplication.translate("ReviewPage", "Feedback on your answer"))
        self.feedback = FeedbackView(self)
        self._place = label("", self, step=Type.CAPTION, tone="muted")
        self._place.setWordWrap(False)
        self._leave = KeyButton(self.tr("All questions"), self, key="Esc", icon_name="back", role="quiet")
        self._leave.clicked.connect(self.left)
        self._again = KeyButton(self.tr("Try again"), self, key="T", icon_name="again")
        self._again.clicked.connect(self.again)
        self._next = KeyButton(self.tr("Next question"), self, key="N", icon_name="next", role="primary")
        self._next.clicked.connect(self.next)
        self._session: Session | None = None
        self._recorder: Recorder | None = None
        self._ear = label("", self, step=Type.CAPTION, tone="live")
        self._ear.setContentsMargins(Space.LARGE, Space.TIGHT, Space.LARGE, 0)
        self._ear.hide()
        self._refining: Refining | None = None
        self._reading = label("", self, step=Type.CAPTION, tone="muted")
        self._reading.hide()
        self._asks = label("", self, step=Type.LEAD)
        self._answer = KeyButton(self.tr("Answer it"), self, key="A", icon_name="microphone")
        self._answer.clicked.connect(self.followed_up)
        self._lay_out()

    def show_attempt(self, attempt: Attempt, round_: Round, follow_up: Question | None) -> None:
        """``follow_up`` is what the interviewer would ask now; None: nothing."""
        self.feedback.show_attempt(attempt)
        self.show_follow_up(follow_up)
        self._read_with_care(attempt, hands_free=round_.hands_free)
        self._place.setText(round_words.place(round_))
        if self._session is not None:
            self._leave.say(round_words.way_out(self._session))
        self._next.say(self.tr("Next question") if round_.has_next else self.tr("Finish the round"))

    def focus_first(self) -> None:
        self.feedback.focus_first()

    def use(self, session: Session, recorder: Recorder, refining: Refining) -> None:
        self._session, self._recorder, self._refining = session, recorder, refining

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        super().hideEvent(event)
        if self._refining is not None:
            self._refining.call_off()

    def _read_with_care(self, attempt: Attempt, *, hands_free: bool) -> None:
        """What is shown first was read while it was spoken.

        Where a command ended the answer it stays at that, or the command would come back.
        """
        begun = (
            self._refining is not None
            and not hands_free
            and self._refining.begin(attempt, now=lambda: self.feedback.attempt, done=self._show_better)
        )
        self._reading.setText(
            self.tr("Heard while you spoke. It is being read again with care.") if begun else ""
        )
        self._reading.setVisible(begun)

    def _show_better(self, better: Attempt | None) -> None:
        """Updated in place, and with it what the interviewer would ask."""
        if better is None or self._session is None:
            self._reading.hide()
            return
        before, now = self.feedback.attempt, better.transcript
        changed = before is None or before.transcript.text != now.text
        self._session.take_over(better)
        self.feedback.show_again(better)
        self.show_follow_up(self._session.follow_up)
        told = self.tr("Read again with care by {model}: {what}")
        what = self.tr("the transcript has changed.") if changed else self.tr("the same words.")
        self._reading.setText(told.format(model=now.model, what=what))

    def show_listening(self) -> None:
        """Whether the microphone is open for a spoken command, and what has been heard."""
        session, recorder = self._session, self._recorder
        listening = session is not None and session.state is State.LISTENING
        self._ear.setVisible(listening)
        if session is None or recorder is None or not listening:
            return
        if recorder.level is None:
            self._ear.setText(self.tr("Opening the microphone"))
            return
        last = command.last_utterance(session.ear.words)[-_MOST_HEARD:]
        said = " ".join(word.text for word in last)
        told = self.tr("Heard: {words}").format(words=said) if said else ""
        self._ear.setText("● " + self.tr("Listening.") + " " + (told or round_words.commands(session)))

    def show_follow_up(self, follow_up: Question | None) -> None:
        self._follow_up.setVisible(follow_up is not None)
        if follow_up is not None:
            self._asks.setText(self.tr("The interviewer asks: {question}").format(question=follow_up.text))

    def fit(self) -> None:
        super().fit()
        narrow = self.width() < theme.scaled(_NARROW_PX)
        self._place.setVisible(not narrow)
        self._leave.show_compact(compact=narrow)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(Space.LARGE, Space.SMALL, Space.LARGE, Space.MEDIUM)
        bar.setSpacing(Space.SMALL)
        bar.addWidget(self._leave)
        bar.addWidget(self._place)
        bar.addStretch(1)
        bar.addWidget(self._again)
        bar.addWidget(self._next)
        self._follow_up = QWidget(self)
        asks = QHBoxLayout(self._follow_up)
        asks.setContentsMargins(Space.LARGE, Space.SMALL, Space.LARGE, 0)
        asks.setSpacing(Space.MEDIUM)
        asks.addWidget(self._asks, 1)
        asks.addWidget(self._answer)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.feedback, 1)
        rows.addWidget(self._follow_up)
        rows.addWidget(self._ear)
        rows.addWidget(self._reading)
        rows.addLayout(bar)
