"""A sentence, to hear what a voice is like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from interviewer.errors import Cancelled
from interviewer.interview.manner import USUAL

if TYPE_CHECKING:
    from collections.abc import Callable

    from interviewer.interview.manner import Manner
    from interviewer.interview.ports import Voice


class VoiceSample(QObject):
    """No other voice stands in for the one that is asked for: what is wrong with it comes by ``failed``."""

    failed = Signal(object)

    def __init__(self, parent: QObject, post: Callable[[Callable[[], None]], None]) -> None:
        """``post`` brings a call to the main thread."""
        super().__init__(parent)
        self._post = post

    def say(self, voice: Voice, manner: Manner = USUAL) -> None:
        """From any thread; as the settings have it where nothing else is said."""
        sentence = self.tr("Tell me about a decision you made with little information.")
        voice.say(sentence, done=self._said, patient=True, manner=manner)

    def _said(self, fault: Exception | None) -> None:
        """On any thread."""
        if fault is not None and not isinstance(fault, Cancelled):
            self._post(lambda: self.failed.emit(fault))
