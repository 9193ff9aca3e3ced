"""Plays moments of a take, and says where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from interviewer.errors import Cancelled
from interviewer.interview.take import Take

if TYPE_CHECKING:
    from interviewer.interview.ports import Bridge, Player

_LOOK_MS = 40


class Replay(QObject):
    """One loudspeaker for the whole window; starting a moment ends the one before."""

    #: seconds from the start of the take, or -1 when nothing plays
    moved = Signal(float)
    failed = Signal(object)

    def __init__(self, player: Player, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._player = player
        self._bridge = bridge
        self._turn = 0
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)

    @property
    def playing(self) -> bool:
        return self._timer.isActive()

    def play(self, take: Take, *, start_s: float = 0.0, end_s: float | None = None) -> None:
        self._turn += 1
        turn = self._turn
        self._timer.start()
        self._player.play(
            take.file,
            start_s=start_s,
            end_s=end_s,
            done=lambda fault: self._bridge.post(lambda: self._ended(turn, fault)),
        )

    def stop(self) -> None:
        if self.playing:
            self._player.stop()
            self._ended(self._turn, None)

    def _look(self) -> None:
        position_s = self._player.position_s
        if position_s is not None:
            self.moved.emit(position_s)

    def _ended(self, turn: int, fault: Exception | None) -> None:
        if turn != self._turn:
            return
        self._timer.stop()
        self.moved.emit(-1.0)
        if fault is not None and not isinstance(fault, Cancelled):
            self.failed.emit(fault)
