"""Conducts one question after another, from asking it to the archived attempt.

Everything here happens on the main thread. What takes time runs on one of two background lines and comes
back through them: ``worker`` hears and judges, ``devices`` opens and closes the microphone. That the two are
apart lets the microphone close at once while the worker is still hearing.

The state changes only by the table of legal moves. After every change, of the state or of what can be seen in
it, the one observer is called.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from interviewer.errors import Cancelled
from interviewer.interview.attempt import Attempt
from interviewer.interview.rounds import pressure
from interviewer.interview.rounds.course import Course
from interviewer.interview.rounds.move import MICROPHONE_OPEN, Move, State
from interviewer.interview.rounds.round import Round, Rules
from interviewer.interview.take import Take
from interviewer.interview.transcript import Transcript, Word

if TYPE_CHECKING:  # the window starts without what the ports need
    from interviewer.interview.ports import CancelToken
    from interviewer.interview.rounds.equipment import Equipment


class Session(Course):
    """One person answering the questions of one round."""

    def __init__(self, equipment: Equipment, *, changed: Callable[[State], None]) -> None:
        super().__init__(changed=changed)
        self.attempt: Attempt | None = None
        #: the words of the running take so far
        self.live_words: tuple[Word, ...] = ()
        #: when, in the take, the person went on to the next part of their story
        self.marks_s: tuple[float, ...] = ()
        #: how much of a take has been heard again, 0 to 1; None where that isn't known
        self.progress: float | None = None
        #: why the question is not spoken: the text stands in
        self.voice_fault: Exception | None = None
        self._use = equipment
        #: results of an earlier turn are stale, and are dropped
        self._turn = 0
        self._transcript: Transcript | None = None
        self._cancel_hearing: Callable[[], None] | None = None
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
        if self.state not in (State.OPENING, State.RECORDING, State.PAUSED):
            return
        recorder = self._use.recorder
        if recorder.fault is not None:
            self._broken_off(recorder.fault)
        elif self.state is State.OPENING and recorder.level is not None:
            self._go(Move.SOUND)
            self._prepare_next()
        elif self.state is State.RECORDING and self._over_the_cap():
            self.stop()

    def close(self) -> None:
        """The app is closing: what was being spoken is kept. Devices, then worker, have to run dry after."""
        question, take, recording = self.question, self.take, self.state in MICROPHONE_OPEN
        self._hush()
        if self.state in (State.FINISHING, State.JUDGING):
            return  # it is as good as done, and ends in the archive by itself
        self._stop_hearing()
        if question is not None and recording:
            keep = self._use.stop_and_keep
            self._use.devices.run(lambda _cancel: keep(question), done=_ignored, failed=_ignored)
        elif take is not None:
            self._part_with(take)
        self.state = State.CHOOSING

    def _over_the_cap(self) -> bool:
        capped = self.rules is Rules.PRESSURE
        return capped and self._use.recorder.elapsed_s >= pressure.cap_s(self._asked().target_s)

    # -- asking ------------------------------------------------------------------------------------

    def begin(self, round_: Round) -> None:
        """Asks the round's current question."""
        self._require(Move.ASK)
        self._leave_take()
        if self.state in (State.CHOOSING, State.DEBRIEFING):
            self.withheld = ()
        self.round, self._thinking_since_s = round_, None
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

    def retry(self) -> None:
        """Time to think, for a new take."""
        self._require(Move.RETRY)
        self._leave_take()
        self._go(Move.RETRY)

    def leave(self) -> None:
        """Back to choosing."""
        self._require(Move.LEAVE)
        self._leave_take()
        self.round = None
        self._go(Move.LEAVE)

    def _ask(self) -> None:
        self._go(Move.ASK)
        turn = self._turn
        self._use.voice.say(
            self._asked().say,
            done=lambda fault: self._use.bridge.post(lambda: self._said(turn, fault)),
        )

    def _said(self, turn: int, fault: Exception | None) -> None:
        if turn != self._turn or not self.can(Move.SAID):
            return
        if fault is None:
            self.voice_fault = None
        elif not isinstance(fault, Cancelled):
            self.voice_fault = fault
        if self.rules is Rules.PRESSURE and self._thinking_since_s is None:
            self._thinking_since_s = self._use.clock.monotonic_s()
        self._go(Move.SAID)
        if self.state is State.OPENING:
            self._open()

    # -- answering ---------------------------------------------------------------------------------

    def answer(self) -> None:
        """Opens the microphone, once the app itself is silent."""
        self._go(Move.ANSWER)
        self.fault = None
        self._use.player.stop()
        if self.state is State.HUSHING:
            self._use.voice.stop()
        else:
            self._open()

    def pause(self) -> None:
        self._go(Move.PAUSE)
        self._use.recorder.pause()

    def resume(self) -> None:
        self._go(Move.RESUME)
        self._use.recorder.resume()

    def mark(self) -> None:
        """The person goes on to the next part of their story."""
        self._require(Move.MARK)
        self.marks_s += (self._use.recorder.elapsed_s,)
        self._go(Move.MARK)

    def stop(self) -> None:
        """Closes the microphone; feedback follows."""
        self._go(Move.STOP)
        self._close_microphone()

    def discard(self) -> None:
        """Throws the running take away; until the next step it can be taken back."""
        never_came = self.state is State.OPENING
        self._go(Move.DISCARD)
        self._stop_hearing()
        if never_came:
            self._abandon()
        else:
            self._close_microphone()

    def undo_discard(self) -> None:
        """Takes the discarded take back, and judges it."""
        self._go(Move.UNDO)
        if self.take is not None:
            self._hear_file(self.take)

    def _open(self) -> None:
        self.marks_s = ()
        turn = self._turn
        file = self._use.archive.take_file(self._asked().id, self._use.clock.now())
        self._use.devices.run(
            lambda _cancel: self._use.recorder.start(file),
            done=lambda _none: self._opened(turn),
            failed=lambda fault: self._opening_failed(turn, fault),
        )

    def _opened(self, turn: int) -> None:
        if turn != self._turn:
            return
        vocabulary = self._use.vocabulary(self._asked())
        self._hear(
            lambda cancel: self._use.transcriber().hear(
                self._use.recorder.sound(),
                vocabulary=vocabulary,
                heard=lambda words: self._use.bridge.post(lambda: self._live(turn, words)),
                cancel=cancel,
            )
        )

    def _opening_failed(self, turn: int, fault: Exception) -> None:
        if turn == self._turn and self.can(Move.FAIL):
            self._go(Move.FAIL, fault=fault)

    def _live(self, turn: int, words: Sequence[Word]) -> None:
        if turn == self._turn and self.rules is not Rules.PRESSURE:
            self.live_words = tuple(words)
            self._changed(self.state)

    def _prepare_next(self) -> None:
        """The next question is rendered while this one is answered, so that it comes at once."""
        if self.round is not None and self.round.has_next:
            self._use.voice.prepare(self.round.next().current.say)

    def _broken_off(self, fault: Exception) -> None:
        """The microphone or the disk gave up: what there is, is kept and judged."""
        if self.state is State.OPENING:
            self._go(Move.FAIL, fault=fault)
            self._stop_hearing()
            self._abandon()
        else:
            self._go(Move.STOP, fault=fault)
            self._close_microphone()

    def _abandon(self) -> None:
        """Closes a microphone that has not delivered."""
        self._turn += 1
        self._use.devices.run(
            lambda _cancel: self._use.forget(self._use.recorder.stop()), done=_ignored, failed=_ignored
        )

    def _close_microphone(self) -> None:
        self._closing = True
        self._use.devices.run(
            lambda _cancel: self._use.recorder.stop(), done=self._closed, failed=self._closing_failed
        )

    def _closed(self, take: Take) -> None:
        self._closing = False
        self.take = take
        if self.state is State.FINISHING and self._transcript is None and self._cancel_hearing is None:
            self._hear_file(take)
        self._changed(self.state)
        self._judge_when_ready()

    def _closing_failed(self, fault: Exception) -> None:
        self._closing = False
        self._stop_hearing()
        self.fault = fault
        if self.can(Move.FAIL):
            self._go(Move.FAIL)
        else:
            self._changed(self.state)

    # -- hearing -----------------------------------------------------------------------------------

    def hear_again(self) -> None:
        """Transcribes the kept take from its file."""
        self._require(Move.HEAR_AGAIN)
        self._go(Move.HEAR_AGAIN)
        self.fault = None
        if self.take is not None:
            self._hear_file(self.take)

    def stop_hearing(self) -> None:
        """Calls the transcription off; the take is kept, and can be heard again."""
        self._require(Move.FAIL)
        self._stop_hearing()
        self._go(Move.FAIL)

    def _hear_file(self, take: Take) -> None:
        vocabulary, turn = self._use.vocabulary(self._asked()), self._turn
        self._hear(
            lambda cancel: self._use.transcriber().transcribe(
                take.file,
                vocabulary=vocabulary,
                progress=lambda share: self._use.bridge.post(lambda: self._progressed(turn, share)),
                cancel=cancel,
            )
        )

    def _hear(self, work: Callable[[CancelToken], Transcript]) -> None:
        turn = self._turn
        self._transcript = None
        self._cancel_hearing = self._use.worker.run(
            work,
            done=lambda transcript: self._heard(turn, transcript),
            failed=lambda fault: self._hearing_failed(turn, fault),
        )

    def _stop_hearing(self) -> None:
        if self._cancel_hearing is not None:
            self._cancel_hearing()
        self._cancel_hearing = None
        self._transcript = None
        self._turn += 1

    def _progressed(self, turn: int, share: float) -> None:
        if turn == self._turn:
            self.progress = share
            self._changed(self.state)

    def _heard(self, turn: int, transcript: Transcript) -> None:
        if turn == self._turn:
            self._cancel_hearing = None
            self._transcript = transcript
            self._judge_when_ready()

    def _hearing_failed(self, turn: int, fault: Exception) -> None:
        """While the person still speaks it is passed over: the take goes on; its file is heard at the end."""
        if turn != self._turn:
            return
        self._cancel_hearing = None
        if self.state not in MICROPHONE_OPEN and self.can(Move.FAIL):
            self._go(Move.FAIL, fault=fault)

    # -- judging -----------------------------------------------------------------------------------

    def _judge_when_ready(self) -> None:
        """Goes on once both have come back: the take from the microphone, and its transcript."""
        if self.state is not State.FINISHING or self.take is None or self._transcript is None:
            return
        question, take, transcript = self._asked(), self.take, self._transcript
        at, turn, marks_s = self._use.clock.now(), self._turn, self.marks_s
        self._go(Move.HEARD)
        self._cancel_hearing = self._use.worker.run(
            lambda cancel: self._use.judge(question, take, transcript, at=at, cancel=cancel, marks_s=marks_s),
            done=lambda attempt: self._judged(turn, attempt),
            failed=lambda fault: self._hearing_failed(turn, fault),
        )

    def _judged(self, turn: int, attempt: Attempt) -> None:
        if turn == self._turn:
            self._cancel_hearing = None
            if self.can(Move.WITHHOLD):
                self.withheld += (attempt,)
                self._go(Move.WITHHOLD)
            else:
                self.attempt = attempt
                self._go(Move.JUDGED)

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
            self._use.keep_unheard_soon(question, take)

    def _hush(self) -> None:
        if self.state in (State.ASKING, State.HUSHING):
            self._use.voice.stop()
        self._use.player.stop()


def _ignored(_result: object) -> None:
    """What happens after a take is parted with concerns nobody."""
