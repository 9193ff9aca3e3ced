"""Builds the parts of every room but the window, each with what it needs of the others.

Imports that cost time stand in the functions that need them: the window shows before a model loads.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer import log, paths, settings

if TYPE_CHECKING:
    from interviewer.banks.library import Library
    from interviewer.history.archive import DiskArchive
    from interviewer.interview.feedback import Feedback
    from interviewer.interview.ports import CancelToken, Embedder
    from interviewer.interview.question import Bank, Question, QuestionId
    from interviewer.interview.schedule import Due
    from interviewer.interview.transcript import Transcript
    from interviewer.models.store import ModelStore
    from interviewer.settings import Settings
    from interviewer.speech.hearing import WhisperTranscriber
    from interviewer.speech.player import FilePlayer
    from interviewer.speech.recorder import MicrophoneRecorder
    from interviewer.speech.voice import SpokenVoice


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC).astimezone()

    def monotonic_s(self) -> float:
        return time.monotonic()


class Assembly:
    """The parts of the app, each built when it is first asked for."""

    def __init__(self, chosen: Settings | None = None) -> None:
        self.settings = chosen if chosen is not None else settings.load(paths.settings_file())
        log.set_level(self.settings.log_level)
        self.clock = SystemClock()
        self._hearing: tuple[tuple[str, str, str], WhisperTranscriber] | None = None

    @cached_property
    def library(self) -> Library:
        from interviewer.banks.library import Library

        return Library(paths.questions(), paths.banks())

    @cached_property
    def archive(self) -> DiskArchive:
        from interviewer.history.archive import DiskArchive

        return DiskArchive(database=paths.database(), takes=paths.takes())

    @cached_property
    def embedder(self) -> Embedder:
        from interviewer.models.embedding import MiniLM

        return MiniLM(paths.assets() / "minilm")

    @cached_property
    def player(self) -> FilePlayer:
        from interviewer.speech.player import FilePlayer

        return FilePlayer(loudspeaker=self.settings.loudspeaker)

    @cached_property
    def voice(self) -> SpokenVoice:
        from interviewer.models import catalogue, shelf
        from interviewer.speech.voice import SpokenVoice

        here = shelf.where(catalogue.KOKORO, paths.models()).usable
        return SpokenVoice(
            player=self.player,
            voice=self.settings.voice,
            rate_wpm=self.settings.voice_rate_wpm,
            folder=paths.spoken(),
            natural_model=_natural_model if here else None,
        )

    @cached_property
    def recorder(self) -> MicrophoneRecorder:
        from interviewer.speech.recorder import MicrophoneRecorder

        return MicrophoneRecorder(microphone=self.settings.microphone)

    @cached_property
    def models(self) -> ModelStore:
        from interviewer.models.store import ModelStore

        return ModelStore(paths.models())

    # -- hearing -------------------------------------------------------------------------------------

    def transcriber(self, model: str | None = None, *, language: str = "en") -> WhisperTranscriber:
        """The transcriber with a model by name, or with the one that the settings or this machine choose."""
        from interviewer.models import shelf
        from interviewer.speech.hearing import WhisperTranscriber

        name = self.model_named(model or self.settings.model, language)
        folder = shelf.ready(name, models=paths.models())
        return WhisperTranscriber(
            folder,
            name=name,
            language=language,
            device=self.settings.device,
            spoken=self.library.lexicon.spoken,
        )

    def chosen_transcriber(self, model: str = "") -> WhisperTranscriber:
        """The transcriber with a model, or the settings' own, loaded; one model is in memory at a time."""
        now = model or self.settings.model, self.settings.device, self.settings.bank
        if self._hearing is None or self._hearing[0] != now:
            self._hearing = None  # the old model goes before the new one comes
            self._hearing = now, self.transcriber(model or None, language=self.bank(None).language)
        self._hearing[1].load()
        return self._hearing[1]

    def patient_model(self) -> str:
        """The model for a reading that nobody waits for: the best that is not far behind speech."""
        from interviewer.models import pace

        return self.model_named(self.settings.model, self.bank(None).language, most_s=pace.PATIENT_S)

    def model_named(self, wanted: str, language: str, *, most_s: float | None = None) -> str:
        """The model that is meant; of "auto", the one that this machine chooses for the language.

        ``most_s``: so long may ten seconds of speech take; by default, as long as keeps up with speech.
        """
        from interviewer.models import pace, shelf
        from interviewer.speech import whisper

        where = whisper.place(self.settings.device)
        return shelf.choose(
            wanted,
            models=paths.models(),
            cuda=where.device == "cuda",
            pace=pace.kept(paths.models(), device=where.device),
            most_s=pace.MOST_S if most_s is None else most_s,
            language=language,
        )

    # -- questions, and what there is to say about an answer -----------------------------------------

    def bank(self, name: str | None) -> Bank:
        return self.library.load(name or self.settings.bank)

    def question(self, bank: str | None, question_id: QuestionId) -> Question:
        return self.library.question(self.bank(bank), question_id)

    def due(self, bank: Bank) -> list[Question]:
        """The questions of the next round: what the schedule says, or else the bank as listed."""
        return [due.question for due in self.due_today(bank)] or list(bank.questions)

    def due_today(self, bank: Bank) -> list[Due]:
        """What the schedule says is to be asked today, and why."""
        from interviewer.interview import schedule

        return schedule.queue(bank.questions, self.archive.memories(), today=self.clock.now().date())

    def give(self, question: Question, transcript: Transcript) -> Feedback:
        """What there is to say about an answer."""
        from interviewer.interview import feedback

        return feedback.give(question, transcript, embedder=self.embedder)

    # -- beginning and end ---------------------------------------------------------------------------

    def close(self) -> None:
        """Ends what was built. A stream still open when Python ends would hang in PortAudio's farewell."""
        built = vars(self)
        for name in ("voice", "player", "archive"):
            if name in built:
                built[name].close()

    def warm_up(self, cancel: CancelToken) -> None:
        """Loads what is slow to load, before it is needed."""
        self.embedder.embed(["Ready."])
        cancel.raise_if_cancelled()
        self.chosen_transcriber()
        cancel.raise_if_cancelled()
        self._calibrate()

    def _calibrate(self) -> None:
        """At the first start on a machine: how fast it hears decides which model does from now on."""
        from interviewer.models import pace

        hearing = self.chosen_transcriber()
        if hearing.place is None or pace.kept(paths.models(), device=hearing.place.device):
            return
        measured = pace.Pace(hearing.name, hearing.rehearsed_s(), pace.machine(hearing.place.device))
        pace.keep(measured, paths.models())
        self._hearing = None
        self.chosen_transcriber()

    def keep_settings(self, chosen: Settings) -> None:
        """Tells the parts, and saves the settings."""
        self.settings = chosen
        self.voice.voice, self.voice.rate_wpm = chosen.voice, chosen.voice_rate_wpm
        self.recorder.microphone = chosen.microphone
        self.player.loudspeaker = chosen.loudspeaker
        log.set_level(chosen.log_level)
        settings.save(chosen, paths.settings_file())


def _natural_model() -> Path:
    """The file of the network that natural voices speak with. Raises InterviewerError for a damaged one."""
    from interviewer.models import catalogue, shelf

    (file,) = catalogue.KOKORO.files
    return shelf.ready_model(catalogue.KOKORO, models=paths.models()) / file.name
