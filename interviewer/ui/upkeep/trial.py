"""A few seconds into the microphone and back out of the loudspeaker; nothing of it is kept."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from interviewer.errors import Cancelled

if TYPE_CHECKING:
    from interviewer.interview.ports import Level
    from interviewer.interview.take import Take
    from interviewer.ui.parts import Parts
    from interviewer.ui.work.workplace import Workplace

_TICK_MS = 50
#: Long enough for a sentence.
TRIAL_S = 4.0
#: Opened and delivering nothing for this long is a fault of the microphone.
_FIRST_SOUND_S = 5.0
#: Nobody has spoken who was never louder than this.
_SPOKEN_DBFS = -50.0


class TrialState(Enum):
    """Where a trial stands."""

    IDLE = auto()
    OPENING = auto()
    LISTENING = auto()
    CLOSING = auto()
    PLAYING = auto()


class TrialResult(Enum):
    """What came of a trial."""

    VOICE = auto()
    QUIET = auto()
    ZEROS = auto()
    NOTHING = auto()


class MicrophoneTrial(QObject):
    """The microphone is opened and closed on the device line, as for a take."""

    moved = Signal(TrialState)
    levelled = Signal(object)
    #: what was heard; told before it is played
    heard = Signal(TrialResult)
    failed = Signal(object)

    def __init__(self, parent: QObject, workplace: Workplace) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._parts: Parts | None = None
        self._loudest: Level | None = None
        self._waited_s = 0.0
        self._given_up = False
        self.state = TrialState.IDLE
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._tick)

    def use(self, parts: Parts) -> None:
        self._parts = parts

    def begin(self) -> None:
        """Opens the microphone; what is wrong with it comes by ``failed``."""
        parts = self._parts
        if parts is None or self.state is not TrialState.IDLE:
            return
        self._loudest, self._waited_s, self._given_up = None, 0.0, False
        self._move(TrialState.OPENING)
        self._workplace.devices.run(
            lambda _cancel: parts.recorder.start(parts.aside()),
            done=lambda _none: self._opened(),
            failed=self._fail,
        )

    def end(self) -> None:
        """Enough was said, or heard."""
        if self.state is TrialState.LISTENING:
            self._close()
        elif self.state is TrialState.PLAYING and self._parts is not None:
            self._parts.player.stop()

    def give_up(self) -> None:
        """The person goes elsewhere: the microphone is closed, and nothing is played."""
        self._given_up = True
        self.end()

    def _move(self, state: TrialState) -> None:
        self.state = state
        self.moved.emit(state)

    def _opened(self) -> None:
        if self._given_up:
            self._close()
            return
        self._move(TrialState.LISTENING)
        self._timer.start()

    def _tick(self) -> None:
        parts = self._parts
        if parts is None:
            return
        recorder, self._waited_s = parts.recorder, self._waited_s + _TICK_MS / 1000
        level = recorder.level
        self.levelled.emit(level)
        if level is not None and (self._loudest is None or level.rms_dbfs > self._loudest.rms_dbfs):
            self._loudest = level
        dumb = level is None and self._waited_s >= _FIRST_SOUND_S
        if recorder.fault is not None or recorder.elapsed_s >= TRIAL_S or dumb:
            self._close()

    def _close(self) -> None:
        parts = self._parts
        if parts is None:
            return
        self._timer.stop()
        self._move(TrialState.CLOSING)
        self._workplace.devices.run(
            lambda _cancel: parts.recorder.stop(), done=self._closed, failed=self._fail
        )

    def _closed(self, take: Take) -> None:
        parts = self._parts
        if parts is None:
            return
        self.levelled.emit(None)
        if parts.recorder.fault is not None:
            self._forget(take)
            self._fail(parts.recorder.fault)
            return
        found = self._found()
        self.heard.emit(found)
        if self._given_up or found in (TrialResult.NOTHING, TrialResult.ZEROS):
            self._forget(take)
            self._move(TrialState.IDLE)
            return
        self._move(TrialState.PLAYING)
        parts.player.play(
            take.file, done=lambda fault: self._workplace.bridge.post(lambda: self._played(take, fault))
        )

    def _found(self) -> TrialResult:
        if self._loudest is None:
            return TrialResult.NOTHING
        if self._loudest.peak == 0.0:
            return TrialResult.ZEROS
        return TrialResult.VOICE if self._loudest.rms_dbfs > _SPOKEN_DBFS else TrialResult.QUIET

    def _played(self, take: Take, fault: Exception | None) -> None:
        self._forget(take)
        if fault is not None and not isinstance(fault, Cancelled):
            self._fail(fault)
        else:
            self._move(TrialState.IDLE)

    def _forget(self, take: Take) -> None:
        parts = self._parts
        if parts is not None:
            self._workplace.worker.run(
                lambda _cancel: parts.forget(take), done=lambda _none: None, failed=self.failed.emit
            )

    def _fail(self, fault: Exception) -> None:
        self._timer.stop()
        self._move(TrialState.IDLE)
        self.failed.emit(fault)
