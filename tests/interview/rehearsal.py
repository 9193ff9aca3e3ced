"""A session and all it works with, in the hand of a test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import sample
from sample import said
from stand_ins import (
    SPEAKING,
    DirectBridge,
    HandLine,
    MemoryArchive,
    PreparedTranscriber,
    RecordingVoice,
    SilentPlayer,
    SilentRecorder,
    StillClock,
)

from interviewer.interview.manner import USUAL, Manner
from interviewer.interview.rounds.equipment import Equipment
from interviewer.interview.rounds.hands_free import HandsFree
from interviewer.interview.rounds.move import State
from interviewer.interview.rounds.round import Round
from interviewer.interview.rounds.session import Session
from interviewer.interview.take import Take
from interviewer.interview.transcript import Word

TONE = Path("begin.tone")


@dataclass
class Rehearsal:
    """A session and what it works with, all in the hand of the test."""

    voice: RecordingVoice = field(default_factory=RecordingVoice)
    recorder: SilentRecorder = field(default_factory=SilentRecorder)
    transcriber: PreparedTranscriber = field(
        default_factory=lambda: PreparedTranscriber(sample.transcript(), live=sample.transcript().words[:3])
    )
    player: SilentPlayer = field(default_factory=SilentPlayer)
    archive: MemoryArchive = field(default_factory=MemoryArchive)
    clock: StillClock = field(default_factory=StillClock)
    worker: HandLine = field(default_factory=HandLine)
    devices: HandLine = field(default_factory=HandLine)
    forgotten: list[Take] = field(default_factory=list)
    seen: list[State] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.equipment = Equipment(
            voice=self.voice,
            recorder=self.recorder,
            transcriber=lambda: self.transcriber,
            player=self.player,
            archive=self.archive,
            clock=self.clock,
            worker=self.worker,
            devices=self.devices,
            bridge=DirectBridge(),
            give=lambda _question, heard: sample.feedback(heard),
            vocabulary=lambda _question: ("Photon",),
            forget=self.forgotten.append,
            aside=lambda: Path("listening.wav"),
            spoken=lambda text: text,
        )
        self.session = Session(self.equipment, changed=self.changed)

    def changed(self, state: State) -> None:
        self.seen.append(state)

    @property
    def state(self) -> State:
        return self.session.state

    def ask(self, count: int = 2) -> None:
        self.session.begin(Round(sample.bank().questions[:count]))

    def think(self) -> None:
        self.ask()
        self.voice.end()

    def open(self) -> None:
        self.think()
        self.open_microphone()

    def open_microphone(self) -> None:
        self.session.answer()
        self.devices.run_dry()

    def record(self) -> None:
        self.open()
        self.recorder.level = SPEAKING
        self.session.tick()

    def finish(self) -> None:
        """The take is closed, then heard, then judged."""
        self.devices.run_dry()
        self.worker.run_dry()

    def review(self) -> None:
        self.record()
        self.session.stop()
        self.finish()


@dataclass
class Listened(Rehearsal):
    """A rehearsal that nobody touches."""

    count: int = 2
    language: str = "en-US"
    manner: Manner = USUAL
    left: int = 0

    def __post_init__(self) -> None:
        super().__post_init__()
        self.conductor = HandsFree(self.session, self.equipment, tone=TONE, left=self.leave)
        questions = sample.bank().questions[: self.count]
        self.session.begin(Round(questions, hands_free=True, language=self.language, manner=self.manner))

    def leave(self) -> None:
        self.left += 1

    def changed(self, state: State) -> None:
        super().changed(state)
        if hasattr(self, "conductor"):
            self.conductor.follow(state)

    def tick(self) -> None:
        self.session.tick()
        self.conductor.tick()

    def microphone_opens(self) -> None:
        self.recorder.level_when_open = SPEAKING
        self.devices.run_dry()
        self.tick()

    def recording(self) -> None:
        self.voice.end()
        self.player.end()
        self.microphone_opens()

    def answering(self, text: str, *, quiet_s: float | None) -> None:
        self.session.live_words, self.session.quiet_s = said(text), quiet_s
        self.tick()

    def reviewing(self) -> None:
        self.recording()
        self.answering("I cap them. That's my answer.", quiet_s=1.0)
        self.finish()

    def listening(self) -> None:
        self.reviewing()
        self.voice.end()
        self.microphone_opens()

    def telling(self, words: Sequence[Word], *, quiet_s: float = 1.0) -> None:
        self.session.ear.words, self.session.ear.quiet_s = tuple(words), quiet_s
        self.tick()
