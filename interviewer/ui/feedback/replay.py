"""Plays moments of takes and says where it is; speaks a text; reads a take's outline once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from interviewer.errors import Cancelled
from interviewer.interview.take import Take

if TYPE_CHECKING:
    from interviewer.interview.ports import Background, Bridge, CancelToken, Player, Voice
    from interviewer.interview.waveform import Waveform

SPEEDS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
VOLUMES = (0.25, 0.5, 1.0, 1.5, 2.0)
_LOOK_MS = 40
#: Outlines kept in memory; a minute of sound takes 6 kB.
_MOST_OUTLINES = 64


@dataclass(frozen=True, slots=True)
class Moment:
    """A stretch of a take; the rest of it where no end is given."""

    take: Take
    start_s: float = 0.0
    end_s: float | None = None


class Replay(QObject):
    """One loudspeaker for the whole window; starting a moment ends the one before."""

    #: seconds from the start of the take, or -1 when nothing plays
    moved = Signal(float)
    #: a text has begun or ended to be spoken
    spoke = Signal()
    #: speed, volume or looping is another one
    changed = Signal()
    failed = Signal(object)

    def __init__(
        self,
        player: Player,
        bridge: Bridge,
        parent: QObject,
        *,
        voice: Voice | None = None,
        worker: Background | None = None,
        outline: Callable[[Take, CancelToken], Waveform] | None = None,
    ) -> None:
        super().__init__(parent)
        self._player = player
        self._bridge = bridge
        self._voice = voice
        self._worker = worker
        self._outline = outline
        self._outlines: dict[Path, Waveform] = {}
        self._turn = 0
        self._moment: Moment | None = None
        #: all that is played in turn, and what of it is still to come
        self._moments: list[Moment] = []
        self._next: list[Moment] = []
        self._saying = False
        self._text = 0
        self.speed = 1.0
        self.volume = 1.0
        self.looping = False
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)

    @property
    def playing(self) -> bool:
        return self._timer.isActive()

    @property
    def saying(self) -> bool:
        return self._saying

    @property
    def take(self) -> Take | None:
        """What is playing."""
        return self._moment.take if self._moment is not None and self.playing else None

    # -- takes -------------------------------------------------------------------------------------

    def play(self, take: Take, *, start_s: float = 0.0, end_s: float | None = None) -> None:
        self.play_in_turn([Moment(take, start_s, end_s)])

    def play_in_turn(self, moments: Sequence[Moment]) -> None:
        """One after the other, each from its own take."""
        if moments:
            self._moments = list(moments)
            self._begin()

    def stop(self) -> None:
        if self._saying and self._voice is not None:
            self._voice.stop()
        if self.playing:
            self._next = []
            self._player.stop()
            self._ended(self._turn, Cancelled())

    def set_speed(self, speed: float) -> None:
        """Counts at once, from where it is."""
        self.speed = speed
        self._go_on()

    def set_volume(self, volume: float) -> None:
        self.volume = volume
        self._go_on()

    def set_looping(self, *, looping: bool) -> None:
        """Whether what plays begins again at its end."""
        self.looping = looping
        self.changed.emit()

    def _begin(self) -> None:
        self._next = self._moments[1:]
        self._play(self._moments[0])

    def _play(self, moment: Moment, *, from_s: float | None = None) -> None:
        if self._saying and self._voice is not None:
            self._voice.stop()
        self._turn += 1
        turn = self._turn
        self._moment = moment
        self._timer.start()
        self._player.play(
            moment.take.file,
            start_s=moment.start_s if from_s is None else from_s,
            end_s=moment.end_s,
            speed=self.speed,
            volume=self.volume,
            done=lambda fault: self._bridge.post(lambda: self._ended(turn, fault)),
        )

    def _go_on(self) -> None:
        self.changed.emit()
        position_s = self._player.position_s
        if self.playing and self._moment is not None and position_s is not None:
            self._play(self._moment, from_s=position_s)

    def _look(self) -> None:
        position_s = self._player.position_s
        if position_s is not None:
            self.moved.emit(position_s)

    def _ended(self, turn: int, fault: Exception | None) -> None:
        if turn != self._turn or not self.playing:
            return
        if fault is None and self._next:
            self._play(self._next.pop(0))
        elif fault is None and self.looping:
            self._begin()
        else:
            self._timer.stop()
            self.moved.emit(-1.0)
            if fault is not None and not isinstance(fault, Cancelled):
                self.failed.emit(fault)

    # -- texts -------------------------------------------------------------------------------------

    def say(self, text: str) -> None:
        """Speaks a text with the interviewer's voice."""
        if self._voice is None:
            return
        self.stop()
        self._text += 1
        number = self._text
        self._saying = True
        self.spoke.emit()
        self._voice.say(text, done=lambda fault: self._bridge.post(lambda: self._said(number, fault)))

    def _said(self, number: int, fault: Exception | None) -> None:
        if number != self._text:
            return
        self._saying = False
        self.spoke.emit()
        if fault is not None and not isinstance(fault, Cancelled):
            self.failed.emit(fault)

    # -- outlines ----------------------------------------------------------------------------------

    def outline(self, take: Take, then: Callable[[Waveform], None]) -> None:
        """Reads the sound of a take on the worker, once; where that fails, playing it will say why."""
        known = self._outlines.get(take.file)
        if known is not None:
            then(known)
        elif self._worker is not None and self._outline is not None:
            read = self._outline

            def keep(found: Waveform) -> None:
                while len(self._outlines) >= _MOST_OUTLINES:
                    self._outlines.pop(next(iter(self._outlines)))
                self._outlines[take.file] = found
                then(found)

            self._worker.run(lambda cancel: read(take, cancel), done=keep, failed=lambda _fault: None)
