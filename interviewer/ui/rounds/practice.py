"""The practice page: one question, asked, thought about, answered."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from interviewer.interview.rounds import pressure
from interviewer.interview.rounds.move import MICROPHONE_OPEN, Move, State
from interviewer.interview.rounds.pressure import Zone
from interviewer.interview.rounds.rules import Rules
from interviewer.ui.elements import words
from interviewer.ui.elements.announcement import announce
from interviewer.ui.elements.flow import FlowLayout
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.label import label, set_tone
from interviewer.ui.elements.meter import LevelMeter
from interviewer.ui.elements.page import Page
from interviewer.ui.elements.scrolling import scrolling
from interviewer.ui.fault import in_words
from interviewer.ui.feedback.story import StoryGuide
from interviewer.ui.look import theme
from interviewer.ui.look.theme import Space, Type
from interviewer.ui.rounds import round_words
from interviewer.ui.rounds.dial import Dial

if TYPE_CHECKING:
    from interviewer.interview.ports import Recorder
    from interviewer.interview.rounds.session import Session
    from interviewer.ui.feedback.replay import Replay
    from interviewer.ui.rounds.conductor import Conductor

_TICK_MS = 50
#: Below this height the dial gives way to its figures.
_DIAL_FROM_PX = 560
#: What the guide through a story takes of it.
_GUIDE_PX = 180
#: As many words as the eye takes in while speaking.
_LIVE_WORDS = 40


class PracticePage(Page):
    """Shows the state of a session up to the feedback, and hands keys to it."""

    left = Signal()
    #: the microphone has been looked at
    ticked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, QCoreApplication.translate("PracticePage", "Practice"))
        self._conductor: Conductor | None = None
        self._session: Session | None = None
        self._recorder: Recorder | None = None
        self._player: Replay | None = None
        self._show_live_words = True
        self._zone = Zone.GREEN
        self._told: tuple[State, str] | None = None
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._build()

    def use(self, conductor: Conductor, recorder: Recorder, player: Replay) -> None:
        self._conductor, self._session = conductor, conductor.session
        self._recorder, self._player = recorder, player

    def show_live_words(self, wanted: bool) -> None:  # noqa: FBT001 - a setting as it is
        self._show_live_words = wanted

    # -- what is on it -----------------------------------------------------------------------------

    def _build(self) -> None:
        self._place = label("", self, step=Type.CAPTION, tone="muted")
        self._question = label("", self, step=Type.QUESTION)
        self._question.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
        self._place.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._dial = Dial(self)
        self._clock = label("", self, step=Type.LEAD, tone="muted")
        self._clock.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._meter = LevelMeter(self)
        self._status = label("", self, step=Type.LEAD)
        self._status.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._hint = label("", self, step=Type.BODY, tone="muted")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._story = StoryGuide(self)
        self._live = label("", self, step=Type.BODY, tone="muted")
        self._live.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._live.setAccessibleName(self.tr("What has been heard so far"))
        self._progress = QProgressBar(self)
        self._progress.setAccessibleName(self.tr("Transcribing"))
        self._progress.setTextVisible(False)
        self._build_buttons()
        self._lay_out()

    def _build_buttons(self) -> None:
        self._main = KeyButton("", self, key="Space", icon_name="microphone", role="primary")
        self._main.clicked.connect(self._main_action)
        self._pause = KeyButton(self.tr("Pause"), self, key="P", icon_name="pause")
        self._pause.clicked.connect(self._pause_or_resume)
        self._discard = KeyButton(self.tr("Discard"), self, key="D", icon_name="discard")
        self._discard.clicked.connect(lambda: self._do(Move.DISCARD))
        self._undo = KeyButton(self.tr("Take it back"), self, key="U", icon_name="undo")
        self._undo.clicked.connect(lambda: self._do(Move.UNDO))
        self._hear = KeyButton(self.tr("Hear the question"), self, key="H", icon_name="speaker")
        self._hear.clicked.connect(lambda: self._do(Move.ASK))
        self._skip = KeyButton(self.tr("Skip"), self, key="N", icon_name="next")
        self._skip.clicked.connect(self._next)
        self._retry = KeyButton(self.tr("Try again"), self, key="T", icon_name="again")
        self._retry.clicked.connect(lambda: self._do(Move.RETRY))
        self._replay = KeyButton(self.tr("Replay"), self, key="R", icon_name="play")
        self._replay.clicked.connect(self._replay_take)
        self._leave = KeyButton(self.tr("All questions"), self, key="Esc", icon_name="back", role="quiet")
        self._leave.clicked.connect(self._leave_or_stop)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._leave)
        top.addStretch(1)
        buttons = FlowLayout(centred=True)
        for button in (
            self._replay,
            self._hear,
            self._retry,
            self._skip,
            self._pause,
            self._discard,
            self._undo,
        ):
            buttons.addWidget(button)
        middle = QVBoxLayout()
        middle.setSpacing(Space.MEDIUM)
        middle.addStretch(1)
        middle.addWidget(self._place)
        middle.addWidget(self._question)
        middle.addSpacing(Space.SMALL)
        middle.addWidget(self._dial, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addWidget(self._clock)
        middle.addWidget(self._meter, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addWidget(self._story)
        middle.addWidget(self._status)
        middle.addWidget(self._hint)
        middle.addWidget(self._progress, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addWidget(self._main, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addLayout(buttons)
        middle.addWidget(self._live, 1)
        column = QWidget(self)
        column.setLayout(middle)
        for part, widest_px in ((column, 820), (self._meter, 280), (self._progress, 280)):
            self.hold(part, widest_px)
        column.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        centred = QHBoxLayout()
        centred.addStretch(0)
        centred.addWidget(column, 1)
        centred.addStretch(0)
        inner = QWidget(self)
        inner.setLayout(centred)
        scroll = scrolling(inner, self.tr("Practice"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.LARGE, Space.MEDIUM)
        whole.addLayout(top)
        whole.addWidget(scroll, 1)

    def fit(self) -> None:
        """What is measured in text follows the text size."""
        super().fit()
        guide_px = 0 if self._story.isHidden() else _GUIDE_PX
        roomy = self.height() >= theme.scaled(_DIAL_FROM_PX + guide_px)
        self._dial.setVisible(roomy)
        self._clock.setVisible(not roomy)

    # -- showing -----------------------------------------------------------------------------------

    def show_state(self, state: State) -> None:
        """Follows the session; called after each of its changes."""
        session = self._session
        if session is None or session.question is None or session.round is None:
            self._timer.stop()
            return
        question = session.question
        self._place.setText(round_words.place(session.round))
        self._question.setText(question.text)
        self._question.setAccessibleName(self.tr("Question: {text}").format(text=question.text))
        capped = session.rules is Rules.PRESSURE
        self._dial.show_state(state, target_s=question.target_s, capped=capped)
        self._clock.setText(self._dial.time_in_words())
        elapsed_s = self._recorder.elapsed_s if self._recorder and state in MICROPHONE_OPEN else 0.0
        self._story.follow(session, elapsed_s)
        self.fit()
        self._show_status(state, session)
        self._show_words(session)
        self._show_buttons(state, session)
        self._run_timer(state)

    def _show_status(self, state: State, session: Session) -> None:
        status, hint = round_words.status(state)
        if state is State.RECORDING:
            hint = round_words.silence(session)
        self._status.setText(status)
        set_tone(self._status, "live" if state is State.RECORDING else "")
        fault = session.fault
        self._hint.setText(in_words(fault) if fault else hint)
        set_tone(self._hint, "warning" if fault else "muted")
        self._progress.setVisible(state in (State.FINISHING, State.JUDGING))
        self._progress.setRange(0, 100 if session.progress is not None else 0)
        self._progress.setValue(round((session.progress or 0) * 100))
        told = (state, self._hint.text() if fault else "")
        if status and told != self._told:
            self._told = told
            spoken = status.removeprefix("● ")
            announce(self, f"{spoken}. {told[1]}" if told[1] else spoken)

    def _show_words(self, session: Session) -> None:
        if not self._show_live_words:
            self._live.setText("")
            return
        last = session.live_words[-_LIVE_WORDS:]
        lead = "… " if len(session.live_words) > _LIVE_WORDS else ""
        self._live.setText(lead + " ".join(word.text for word in last))

    def _show_buttons(self, state: State, session: Session) -> None:
        recording = state in (State.RECORDING, State.PAUSED)
        self._meter.setVisible(state is State.RECORDING)
        self._pause.setVisible(session.can(Move.PAUSE) or session.can(Move.RESUME))
        self._pause.say(
            self.tr("Go on") if state is State.PAUSED else self.tr("Pause"),
            icon_name="play" if state is State.PAUSED else "pause",
        )
        self._discard.setVisible(recording and session.can(Move.DISCARD))
        self._undo.setVisible(state is State.DISCARDED)
        unheard = state is State.UNHEARD and session.take is not None
        self._replay.setVisible(unheard)
        self._retry.setVisible(unheard and session.can(Move.RETRY))
        self._hear.setVisible(state in (State.THINKING, State.UNHEARD, State.DISCARDED))
        self._skip.setVisible(state in (State.ASKING, State.THINKING, State.UNHEARD, State.DISCARDED))
        self._leave.say(round_words.way_out(session))
        self._leave.setEnabled(session.can(Move.LEAVE) or state is State.FINISHING)
        text, icon_name, enabled = self._main_button(state, session)
        self._main.say(text, icon_name=icon_name)
        self._main.setVisible(bool(text))
        self._main.setEnabled(enabled)
        if self.isVisible() and enabled and not self._main.hasFocus():
            self._main.setFocus(Qt.FocusReason.OtherFocusReason)

    def _main_button(self, state: State, session: Session) -> tuple[str, str, bool]:
        answer = self.tr("Start answering")
        more = session.round is not None and session.round.has_next
        onwards = self.tr("Next question") if more else self.tr("To the debrief")
        return {
            State.ASKING: (answer, "microphone", True),
            State.HUSHING: (answer, "microphone", False),
            State.THINKING: (answer, "microphone", True),
            State.OPENING: (answer, "microphone", False),
            State.RECORDING: (self.tr("Stop"), "stop", True),
            State.PAUSED: (self.tr("Stop"), "stop", True),
            State.UNHEARD: (self.tr("Transcribe again"), "again", session.can(Move.HEAR_AGAIN)),
            State.WITHHELD: (onwards, "next", True),
            State.DISCARDED: (self.tr("Try again"), "again", session.can(Move.RETRY)),
        }.get(state, ("", "", False))

    def _run_timer(self, state: State) -> None:
        hurried = (
            state is State.THINKING and self._session is not None and self._session.think_left_s is not None
        )
        wanted = hurried or state in MICROPHONE_OPEN or state is State.LISTENING
        if wanted and not self._timer.isActive():
            self._meter.reset()
            self._timer.start()
        elif not wanted:
            self._timer.stop()

    def _tick(self) -> None:
        session, recorder = self._session, self._recorder
        if session is None or recorder is None or self._conductor is None:
            return
        self._conductor.tick()
        self.ticked.emit()
        if session.state is State.THINKING:
            self._show_think_time(session)
        if session.state is State.OPENING and recorder.notice:
            self._hint.setText(words.said(recorder.notice))
        if session.state not in (State.RECORDING, State.PAUSED):
            return
        self._story.follow(session, recorder.elapsed_s)
        level = recorder.level
        self._clock.setText(self._dial.time_in_words())
        if session.rules is Rules.PRESSURE:
            self._show_zone(session, recorder.elapsed_s)
        self._dial.show_sound(elapsed_s=recorder.elapsed_s, rms_dbfs=level.rms_dbfs if level else None)
        advice = self._meter.show_level(level) or words.said(recorder.notice)
        if session.state is State.RECORDING and session.fault is None:
            self._show_advice(advice, round_words.silence(session))

    def _show_advice(self, advice: str, silence: str) -> None:
        """What is wrong with the sound; or else that silence is about to end the answer."""
        set_tone(self._hint, "warning" if advice else "muted")
        if advice and advice != self._hint.text():
            announce(self, advice)
        if (advice or silence) != self._hint.text():
            self._hint.setText(advice or silence)

    def _show_think_time(self, session: Session) -> None:
        left_s = session.think_left_s
        if left_s is not None:
            text = self.tr("Recording begins by itself in {seconds} s.").format(seconds=math.ceil(left_s))
            self._hint.setText(text)

    def _show_zone(self, session: Session, elapsed_s: float) -> None:
        """Told in words as well as in colour, and announced when it changes."""
        if session.question is None:
            return
        target_s = session.question.target_s
        zone = pressure.zone(elapsed_s, target_s=target_s)
        text = round_words.zone(zone, left_s=pressure.cap_s(target_s) - elapsed_s)
        self._status.setText(text)
        set_tone(self._status, {Zone.GREEN: "accent", Zone.AMBER: "warning", Zone.RED: "live"}[zone])
        if zone is not self._zone:
            self._zone = zone
            announce(self, text.removeprefix("● "))

    # -- doing -------------------------------------------------------------------------------------

    def _main_action(self) -> None:
        session = self._session
        if session is None:
            return
        if session.state is State.WITHHELD:
            self._next()
            return
        for move, act in (
            (Move.ANSWER, session.answer),
            (Move.STOP, session.stop),
            (Move.HEAR_AGAIN, session.hear_again),
            (Move.RETRY, session.retry),
        ):
            if session.can(move):
                act()
                return

    def _pause_or_resume(self) -> None:
        self._do(Move.PAUSE if self._session and self._session.can(Move.PAUSE) else Move.RESUME)

    def _do(self, move: Move) -> None:
        session = self._session
        if session is not None and session.can(move):
            {
                Move.PAUSE: session.pause,
                Move.RESUME: session.resume,
                Move.DISCARD: session.discard,
                Move.UNDO: session.undo_discard,
                Move.ASK: session.ask_again,
                Move.RETRY: session.retry,
            }[move]()

    def _replay_take(self) -> None:
        if self._player is not None and self._session is not None and self._session.take is not None:
            self._player.play(self._session.take)

    def _next(self) -> None:
        if self._session is not None and self._session.can(Move.ASK) and not self._session.next():
            self.left.emit()

    def _leave_or_stop(self) -> None:
        session = self._session
        if session is None:
            return
        if session.state is State.FINISHING:
            session.stop_hearing()
        elif session.can(Move.LEAVE) and not session.end():
            self.left.emit()
