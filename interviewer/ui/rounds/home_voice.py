"""What the home page asks of the voice: which there are, what one is like, and the first question ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from interviewer.ui.elements.voice_sample import VoiceSample

if TYPE_CHECKING:
    from interviewer.interview.manner import Manner
    from interviewer.interview.rounds.round import Round
    from interviewer.ui.parts import Parts
    from interviewer.ui.rounds.home import HomePage
    from interviewer.ui.work.workplace import Workplace


class HomeVoice(QObject):
    """Looking at what there is goes on the device line, as for the settings."""

    failed = Signal(object)

    def __init__(self, home: HomePage, parts: Parts, workplace: Workplace) -> None:
        super().__init__(home)
        self._home = home
        self._parts = parts
        self._devices = workplace.devices
        self._sample = VoiceSample(self, workplace.bridge.post)
        self._sample.failed.connect(self.failed)
        home.drawn.connect(self._prepare)
        home.voices_wanted.connect(self._look)
        home.sample_wanted.connect(self._say_sample)

    def _prepare(self, round_: Round) -> None:
        """Its first question then comes as soon as it is asked."""
        self._parts.voice.prepare(round_.current.say, manner=round_.manner)

    def _look(self) -> None:
        self._devices.run(
            lambda _cancel: self._parts.choices().voices,
            done=self._home.show_voices,
            failed=self.failed.emit,
        )

    def _say_sample(self, manner: Manner) -> None:
        self._sample.say(self._parts.voice, manner)
