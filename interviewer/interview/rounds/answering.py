"""One answer, from opening the microphone to its transcript.

Everything here happens on the main thread. What takes time runs on one of two background lines and comes
back through them: ``worker`` hears and judges, ``devices`` opens and closes the microphone. That the two are
apart lets the microphone close at once while the worker is still hearing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from interviewer.interview.rounds import pressure, silence
from interviewer.interview.rounds.course import Course
from interviewer.interview.rounds.equipment import Equipment, ignored
from interviewer.interview.rounds.move import MICROPHONE_OPEN, Move, State
from interviewer.interview.rounds.rules import Rules
from interviewer.interview.take import Take
from interviewer.interview.transcript import Transcript, Word

if TYPE_CHECKING:
    from interviewer.interview.ports import CancelToken


class Answering(Course):
    """Records the answer and has it heard; what becomes of it then is the session's affair."""

    def __init__(self, equipment: Equipment, *, changed: Callable[[State], None]) -> None:
        super().__init__(changed=changed)
        #: the words of the running take so far
        self.live_words: tuple[Word, ...] = ()
        #: when, in the take, the person went on to the next part of their story
        self.marks_s: tuple[float, ...] = ()
        #: how much of a take has been heard again, 0 to 1; None where that isn't known
        self.progress: float | None = None
        #: for how long nobody has spoken; None as long as nobody has
        self.quiet_s: float | None = None
        #: the recording stops by itself after so much silence; 0: never
        self.auto_stop_s = 0.0
        self._resumed_at_s = 0.0
        #: when the question was over, by the clock; and how long after that the take begins
        self._question_over_s = 0.0
        self._lead_s = 0.0
        self._use = equipment
        #: results of an earlier turn are stale, and are dropped
        self._turn = 0
        self._transcript: Transcript | None = None
        self._cancel_hearing: Callable[[], None] | None = None

    def tick(self) -> None:
        """Looks at the microphone: the window calls this some 20 times a second."""
        if self.state not in MICROPHONE_OPEN:
            return
        recorder = self._use.recorder
        if recorder.fault is not None:
            self._broken_off(recorder.fault)
        elif self.state is State.OPENING and recorder.level is not None:
            begun_s = self._use.clock.monotonic_s() - recorder.elapsed_s
            self._lead_s = max(0.0, begun_s - self._question_over_s)
            self._go(Move.SOUND)
        elif self.state is State.RECORDING and (self._over_the_cap() or self.silence_left_s == 0):
            self.stop()

    def _over_the_cap(self) -> bool:
        capped = self.rules is Rules.PRESSURE
        return capped and self._use.recorder.elapsed_s >= pressure.cap_s(self._asked().target_s)

    @property
    def silence_left_s(self) -> float | None:
        """Seconds of silence until the recording stops by itself; None where it never does.

        Silence counts from the last word on, and anew after a pause.
        """
        limit_s = silence.limit_s(self.auto_stop_s, hands_free=self.hands_free)
        if limit_s is None or self.quiet_s is None:
            return None
        silent_s = min(self.quiet_s, self._use.recorder.elapsed_s - self._resumed_at_s)
        return max(0.0, limit_s - silent_s)

    def _answered(self, take: Take, transcript: Transcript) -> None:
        """Both have come back: the take from the microphone, and its transcript."""
        raise NotImplementedError

    # -- the microphone ----------------------------------------------------------------------------

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
        self._resumed_at_s = self._use.recorder.elapsed_s
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
        self._require(Move.DISCARD)
        never_came = self.state is State.OPENING
        self._closing = not never_came
        self._go(Move.DISCARD)
        self._stop_hearing()
        if never_came:
            self._abandon()
        else:
            self._close_microphone()

    def undo_discard(self) -> None:
        """Takes the discarded take back, and judges it."""
        self._go(Move.UNDO)
        self._hear_take()

    def _open(self) -> None:
        self.marks_s, self.quiet_s, self._resumed_at_s = (), None, 0.0
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
                quiet=lambda quiet_s: self._use.bridge.post(lambda: self._fell_quiet(turn, quiet_s)),
                stopped=lambda: turn != self._turn or self.state not in MICROPHONE_OPEN,
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

    def _fell_quiet(self, turn: int, quiet_s: float | None) -> None:
        if turn == self._turn:
            self.quiet_s = quiet_s

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
            lambda _cancel: self._use.forget(self._use.recorder.stop()), done=ignored, failed=ignored
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
            self._hear_take()
        self._changed(self.state)
        self._go_on_when_ready()

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
        self._go(Move.HEAR_AGAIN)
        self.fault = None
        self._hear_take()

    def stop_hearing(self) -> None:
        """Calls the transcription off; the take is kept, and can be heard again."""
        self._require(Move.FAIL)
        self._stop_hearing()
        self._go(Move.FAIL)

    def _hear_take(self) -> None:
        """Hears the take from its file; one that is still being closed is heard once it is."""
        take = self.take
        if take is None:
            return
        self.progress = None
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
            self._go_on_when_ready()

    def _hearing_failed(self, turn: int, fault: Exception) -> None:
        """While the person still speaks it is passed over: the take goes on; its file is heard at the end."""
        if turn != self._turn:
            return
        self._cancel_hearing = None
        if self.state not in MICROPHONE_OPEN and self.can(Move.FAIL):
            self._go(Move.FAIL, fault=fault)

    def _go_on_when_ready(self) -> None:
        if self.state is State.FINISHING and self.take is not None and self._transcript is not None:
            self._answered(self.take, self._transcript)
