"""Listens for what the person wants to do next; what it hears is understood or not, and never kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from interviewer.interview.ports import CancelToken
from interviewer.interview.rounds import command
from interviewer.interview.rounds.equipment import Equipment, ignored
from interviewer.interview.transcript import Transcript, Word


class Ear:
    """The microphone between two answers."""

    def __init__(self, use: Equipment) -> None:
        self._use = use
        self._turn = 0
        self._cancel: Callable[[], None] = lambda: None
        self.words: tuple[Word, ...] = ()
        #: for how long nobody has spoken; None as long as nobody has
        self.quiet_s: float | None = None

    def open(self, language: str, *, failed: Callable[[Exception], None]) -> None:
        self._turn += 1
        self.words, self.quiet_s = (), None
        turn, file = self._turn, self._use.aside()
        self._use.devices.run(
            lambda _cancel: self._use.recorder.start(file),
            done=lambda _none: self._opened(turn, language, failed),
            failed=failed,
        )

    def close(self, closed: Callable[[object], None]) -> None:
        """Closes the microphone and forgets what came through it; then calls."""
        self._turn += 1
        self._cancel()
        self._use.devices.run(
            lambda _cancel: self._use.forget(self._use.recorder.stop()), done=closed, failed=closed
        )

    def _opened(self, turn: int, language: str, failed: Callable[[Exception], None]) -> None:
        if turn != self._turn:
            return
        post = self._use.bridge.post

        def listen(cancel: CancelToken) -> Transcript:
            return self._use.transcriber().hear(
                self._use.recorder.sound(),
                expected=tuple(command.named(language).values()),
                heard=lambda words: post(lambda: self._heard(turn, words)),
                quiet=lambda quiet_s: post(lambda: self._fell_quiet(turn, quiet_s)),
                cancel=cancel,
            )

        self._cancel = self._use.worker.run(listen, done=ignored, failed=failed)

    def _heard(self, turn: int, words: Sequence[Word]) -> None:
        if turn == self._turn:
            self.words = tuple(words)

    def _fell_quiet(self, turn: int, quiet_s: float | None) -> None:
        if turn == self._turn:
            self.quiet_s = quiet_s
