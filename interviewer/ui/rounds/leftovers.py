"""Takes that were being spoken when the app ended: told of at the next start, and made into attempts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from interviewer.interview.take import Take
from interviewer.ui.elements import words

if TYPE_CHECKING:
    from interviewer.ui.elements.notice import Notice
    from interviewer.ui.feedback.replay import Replay
    from interviewer.ui.parts import Parts
    from interviewer.ui.work.workplace import Workplace


class Leftovers(QObject):
    """One at a time, the newest first; the others are told of at the starts after."""

    #: the attempt that a take has become
    recovered = Signal(object)
    failed = Signal(object)

    def __init__(self, parts: Parts, workplace: Workplace, notice: Notice, replay: Replay) -> None:
        super().__init__(notice)
        self._parts = parts
        self._worker = workplace.worker
        self._notice = notice
        self._replay = replay

    def look(self) -> None:
        self._worker.run(
            lambda _cancel: tuple(self._parts.archive.unfinished()), done=self._tell, failed=self.failed.emit
        )

    def _tell(self, takes: Sequence[Take]) -> None:
        if not takes:
            return
        newest = takes[0]
        recoverable = self._parts.recover is not None
        self._notice.tell(
            self.tr("An answer was cut off when the app ended: “{name}”, {length}. It is kept.").format(
                name=newest.file.stem, length=words.clock(newest.duration_s)
            ),
            action=self.tr("Transcribe it") if recoverable else self.tr("Play it"),
            act=lambda: self._recover(newest) if recoverable else self._replay.play(newest),
        )

    def _recover(self, take: Take) -> None:
        """The take becomes an attempt like any other."""
        recover = self._parts.recover
        if recover is not None:
            cancel = self._worker.run(
                lambda token: recover(take, token), done=self._recovered, failed=self.failed.emit
            )
            self._notice.tell(self.tr("Transcribing the answer …"), action=self.tr("Stop"), act=cancel)

    def _recovered(self, attempt: object) -> None:
        self._notice.hide()
        self.recovered.emit(attempt)
