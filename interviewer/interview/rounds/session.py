"""Conducts one question after another, from asking it to the archived attempt.

The state changes only by the table of legal moves. After every change, of the state or of what can be seen in
it, the one observer is called.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from interviewer.errors import Cancelled
from interviewer.interview.attempt import Attempt
from interviewer.interview.manner import USUAL
from interviewer.interview.rounds import command, pressure
from interviewer.interview.rounds.answering import Answering
from interviewer.interview.rounds.ear import Ear
from interviewer.interview.rounds.equipment import Equipment, ignored
from interviewer.interview.rounds.move import MICROPHONE_OPEN, Move, State
from interviewer.interview.rounds.round import Round
from interviewer.interview.rounds.rules import Rules
from interviewer.interview.take import Take
from interviewer.interview.transcript import Transcript


class Session(Answering):
    """One person answering the questions of one round."""

    def __init__(self, equipment: Equipment, *, changed: Callable[[State], None]) -> None:
        super().__init__(equipment, changed=changed)
        self.ear = Ear(equipment)
        #: the answer to whose follow-up the person is coming
        self._followed: Attempt | None = None
        #: why the question is not spoken: the text stands in
        self.voice_fault: Exception | None = None
        #: when the time to think began, in a round that limits it
        self._thinking_since_s: float | None = None

    @property
    def think_left_s(self) -> float | None:
        """Seconds until the recording begins by itself; None where it never does."""
        if self._thinking_since_s is None or self.fault is not None:
            return None
        return max(0.0, pressure.THINK_S - (self._use.clock.monotonic_s() - self._thinking_since_s))

    def tick(self) -> None:
        """Looks at microphone and clock: the window calls this some 20 times a second."""
        if self.state is State.THINKING and self.think_left_s == 0:
            self.answer()
        if self.state is State.LISTENING and self._use.recorder.fault is not None:
            self._deaf(self._use.recorder.fault)
        opening = self.state is State.OPENING
        super().tick()
        if opening and self.state is State.RECORDING:
            self._prepare_next()

    def close(self) -> None:
        """The app is closing: what was being spoken is kept. Devices, then worker, have to run dry after."""
        question, take, recording = self.question, self.take, self.state in MICROPHONE_OPEN
        self._hush()
        if self.state in (State.FINISHING, State.JUDGING):
            return  # it is as good as done, and ends in the archive by itself
        self._stop_hearing()
        if self.state is State.LISTENING:
            self.ear.close(ignored)
        elif question is not None and recording:
            keep, lead_s, followed = self._use.stop_and_keep, self._lead_s, self._followed_now()
            self._use.devices.run(
                lambda _cancel: keep(question, lead_s, followed=followed), done=ignored, failed=ignored
            )
        elif take is not None:
            self._part_with(take)
        self.state = State.CHOOSING

    # -- asking ------------------------------------------------------------------------------------

    def begin(self, round_: Round) -> None:
        """Asks the round's current question; what is practised from a debrief is spoken as the round was."""
        self._require(Move.ASK)
        self._leave_take()
        if self.state in (State.CHOOSING, State.DEBRIEFING):
            self.answers = ()
        if self.state is State.DEBRIEFING and self.round is not None:
            round_ = replace(round_, manner=self.round.manner)
        self.round, self._thinking_since_s = round_, None
        self._use.voice.manner = round_.manner
        self._ask()

    def ask_again(self) -> None:
        """Speaks the question once more; an answer that was given to it stays in the archive."""
        self._require(Move.ASK)
        self._leave_take()
        self._ask()

    def next(self) -> bool:
        """Asks the next question, or goes on to the debrief. False where neither is left."""
        if self.round is None or not self.round.has_next:
            return self.end()
        self.begin(self.round.next())
        return True

    def end(self) -> bool:
        """Ends the round, by its debrief where it has one. False where the round is left with that."""
        if not self.can(Move.DEBRIEF):
            self.leave()
            return False
        self._leave_take()
        self._go(Move.DEBRIEF)
        return True

    def ask_follow_up(self) -> None:
        """Asks for what the answer has left out; what is said to it counts with that answer."""
        self._require(Move.FOLLOW_UP)
        followed, asked = self.attempt, self.follow_up
        self._leave_take()
        self._followed, self.round = followed, replace(self._running(), follow_up=asked)
        self._ask(Move.FOLLOW_UP)

    def take_over(self, attempt: Attempt) -> None:
        """The person has corrected an answer, or it was read again with care."""
        if self.attempt is not None and self.attempt.id == attempt.id:
            self._look_at(attempt)
        if any(one.id == attempt.id for one in self.answers):
            self._count(attempt)

    def retry(self) -> None:
        """Time to think, for a new take."""
        self._require(Move.RETRY)
        self._leave_take()
        self._question_over_s = self._use.clock.monotonic_s()
        self._go(Move.RETRY)

    def leave(self) -> None:
        """Back to choosing."""
        self._require(Move.LEAVE)
        self._leave_take()
        self.round = None
        self._use.voice.manner = USUAL
        self._go(Move.LEAVE)

    def _ask(self, move: Move = Move.ASK) -> None:
        text, turn = self._asked().say, self._turn
        self._go(move)
        self._use.voice.say(
            text,
            done=lambda fault: self._use.bridge.post(lambda: self._said(turn, fault)),
        )

    def _prepare_next(self) -> None:
        """The next question is rendered while this one is answered, so that it comes at once."""
        if self.round is not None and self.round.has_next:
            self._use.voice.prepare(self.round.next().current.say)

    def _said(self, turn: int, fault: Exception | None) -> None:
        if turn != self._turn or not self.can(Move.SAID):
            return
        if fault is None:
            self.voice_fault = None
        elif not isinstance(fault, Cancelled):
            self.voice_fault = fault
        self._question_over_s = self._use.clock.monotonic_s()
        if self.rules is Rules.PRESSURE and self._thinking_since_s is None:
            self._thinking_since_s = self._question_over_s
        self._go(Move.SAID)
        if self.state is State.OPENING:
            self._open()

    # -- listening for what to do next ------------------------------------------------------------

    def listen(self) -> None:
        """Opens the microphone for a spoken command."""
        self._go(Move.LISTEN)
        self.ear.open(self.language, failed=self._deaf)

    def stop_listening(self) -> None:
        """Closes it again; until that is done the answer is not left."""
        self._closing = True
        self._go(Move.STOP_LISTENING)
        self.ear.close(self._stopped_listening)

    def listen_afresh(self) -> None:
        """Forgets what was heard, and goes on listening."""
        self._require(Move.STOP_LISTENING)
        self.ear.close(ignored)
        self.ear.open(self.language, failed=self._deaf)

    def _stopped_listening(self, _none: object) -> None:
        self._closing = False
        self._changed(self.state)

    def _deaf(self, fault: Exception) -> None:
        """There is no microphone: the keys are left."""
        if self.can(Move.STOP_LISTENING):
            self.fault = fault
            self.stop_listening()

    # -- judging -----------------------------------------------------------------------------------

    def _answered(self, take: Take, transcript: Transcript) -> None:
        question, followed = self._asked(), self._followed_now()
        if self.hands_free:
            transcript = command.without(transcript, self.language)
        transcript = replace(transcript, lead_s=self._lead_s)
        at, turn, marks_s = self._use.clock.now(), self._turn, self.marks_s
        self._go(Move.HEARD)
        self._cancel_hearing = self._use.worker.run(
            lambda cancel: self._use.judge(
                question, take, transcript, at=at, cancel=cancel, marks_s=marks_s, followed=followed
            ),
            done=lambda attempt: self._judged(turn, attempt),
            failed=lambda fault: self._hearing_failed(turn, fault),
        )

    def _judged(self, turn: int, attempt: Attempt) -> None:
        if turn == self._turn:
            self._cancel_hearing = None
            self._count(attempt)
            if self.can(Move.WITHHOLD):
                self._go(Move.WITHHOLD)
            else:
                self._look_at(attempt)
                self.round = replace(self._running(), follow_up=None)
                self._go(Move.JUDGED)

    def _followed_now(self) -> Attempt | None:
        return self._followed if self.round is not None and self.round.follow_up is not None else None

    # -- leaving -----------------------------------------------------------------------------------

    def _leave_take(self) -> None:
        """Parts with the last answer, whatever became of it."""
        self._hush()
        self._stop_hearing()
        if self.take is not None:
            self._part_with(self.take)
        self.take = self.attempt = self.fault = self.progress = None
        self.live_words = ()

    def _part_with(self, take: Take) -> None:
        question = self._asked()
        if self.state is State.DISCARDED:
            self._use.forget_soon(take)
        elif self.state is State.UNHEARD:
            self._use.keep_unheard_soon(question, take, self._lead_s, followed=self._followed_now())

    def _hush(self) -> None:
        if self.state in (State.ASKING, State.HUSHING):
            self._use.voice.stop()
        self._use.player.stop()
