"""The window, set up on stand-ins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import sample
from stand_ins import (
    SPEAKING,
    MemoryArchive,
    PreparedTranscriber,
    RecordingVoice,
    SilentPlayer,
    SilentRecorder,
    StillClock,
)

from interviewer.interview.attempt import Attempt, AttemptId
from interviewer.interview.check import Check
from interviewer.interview.feedback import Feedback, Grade
from interviewer.interview.question import Bank, PointId, Question, QuestionId
from interviewer.interview.reports.retention import Removal, Retention
from interviewer.interview.reports.rewording import as_heard, reworded
from interviewer.interview.schedule import Cause, Due, Memory, Review, remembered
from interviewer.interview.speech_model import SpeechModel, Where
from interviewer.interview.take import Take
from interviewer.interview.transcript import Transcript
from interviewer.sentence import Sentence
from interviewer.settings import Settings
from interviewer.ui.parts import Choices, Option, Parts, SpeechModels
from interviewer.ui.window import MainWindow
from interviewer.ui.work.workplace import Workplace


class OneBank:
    def names(self) -> Sequence[str]:
        return [sample.bank().name]

    def load(self, name: str) -> Bank:
        assert name == sample.bank().name
        return sample.bank()


class MemoryKeeping:
    """Remembers what it was asked to do with takes."""

    def __init__(self, archive: MemoryArchive, folder: Path) -> None:
        self.archive = archive
        self.folder = folder
        self.judged_again: list[AttemptId] = []
        self.taught: list[tuple[str, str, str]] = []
        self.brought_in: list[tuple[str, Path]] = []

    def would_remove(self, rule: Retention) -> Removal:
        ids = self.archive.ids()
        gone = ids[rule.last_per_question :] if rule.last_per_question else []
        return Removal(tuple(gone), (), 3_000_000 * len(gone))

    def remove(self, removal: Removal) -> None:
        self.archive.delete(removal.attempts)

    def reword(self, attempt: Attempt, text: str) -> Attempt:
        words = reworded(attempt.transcript, text)
        changed = replace(attempt, transcript=words, as_heard=as_heard(attempt))
        self.archive.revise(changed)
        return changed

    def teach(self, question: Question, point: PointId, wording: str) -> Callable[[], object]:
        taught = (question.id, point, wording)
        self.taught.append(taught)
        return lambda: self.taught.remove(taught)

    def grade_again(self, attempt: Attempt, _cancel: object) -> Attempt:
        self.judged_again.append(attempt.id)
        return attempt

    def bring_in(self, question: Question, file: Path, _cancel: object) -> Attempt:
        self.brought_in.append((question.id, file))
        attempt = sample.attempt(StillClock().at)
        return replace(attempt, id=self.archive.keep(attempt))


class TwoModels:
    """One is here, one could be fetched; nobody does."""

    def listed(self) -> Sequence[SpeechModel]:
        return [
            SpeechModel("tiny.en", "English; quick", "MIT", 78_000_000, "the app", Where.HERE),
            SpeechModel(
                "small.en", "English; exact", "MIT", 486_000_000, "https://hub/small", Where.TO_DOWNLOAD
            ),
        ]

    def fetch(self, name: str, *, progress: object, cancel: object = None) -> None:
        raise AssertionError("nobody has pressed a button")

    def remove(self, name: str) -> None:
        raise AssertionError("nobody has pressed a button")


class MemoryHousekeeping:
    """Remembers what it was asked to do with the library."""

    def __init__(self, folder: Path) -> None:
        self.place = folder
        self.done: list[tuple[str, Path]] = []
        self.fault: Exception | None = None

    def size_bytes(self) -> int:
        return 123_000_000

    def back_up(self, to: Path, progress: Callable[[float], None], _cancel: object) -> None:
        progress(0.5)
        self._do("backed up", to)

    def holdings(self) -> Sequence[str]:
        return ["history: 3 files, 0.2 MB", "recordings: 12 files, 122.8 MB"]

    def prepare_erasure(self) -> None:
        self._do("deleted", self.place)

    def prepare_restore(self, file: Path) -> None:
        self._do("restored", file)

    def prepare_move(self, to: Path, progress: Callable[[float], None], _cancel: object) -> None:
        progress(1.0)
        self._do("moved", to)

    def _do(self, what: str, where: Path) -> None:
        if self.fault is not None:
            raise self.fault
        self.done.append((what, where))


class Stage:
    """What a test needs to drive the window and to look behind it."""

    def __init__(self, folder: Path, *, settings: Settings | None = None) -> None:
        self.voice = RecordingVoice()
        self.recorder = SilentRecorder(level=SPEAKING)
        heard = sample.transcript()
        self.transcriber = PreparedTranscriber(heard, live=heard.words[:30])
        self.player = SilentPlayer()
        self.archive = MemoryArchive(folder)
        self.keeping = MemoryKeeping(self.archive, folder)
        self.models: SpeechModels = TwoModels()
        self.housekeeping = MemoryHousekeeping(folder)
        self.clock = StillClock()
        self.forgotten: list[Take] = []
        self.exported: list[tuple[list[AttemptId | None], Path]] = []
        self.kept_settings: list[Settings] = []
        self.hear_again: Callable[[Attempt, str, object], Attempt] | None = None
        self.recover: Callable[[Take, object], Attempt] | None = None
        self.refine: Callable[[Attempt, object], Attempt | None] | None = None
        self.give: Callable[[Question, Transcript], Feedback] = lambda _question, heard: sample.feedback(
            heard
        )
        self.overruled: list[tuple[str, Grade]] = []
        self.checks: tuple[Check, ...] = ()
        self.reports: list[Path] = []
        self.room_fault: Exception | None = None
        self.settings = settings or Settings(welcomed=True)
        self.workplace = Workplace()
        self.window = MainWindow(self.workplace, self.settings)

    def parts(self) -> Parts:
        return Parts(
            banks=OneBank(),
            voice=self.voice,
            recorder=self.recorder,
            transcriber=lambda: self.transcriber,
            player=self.player,
            archive=self.archive,
            recordings=self.archive,
            clock=self.clock,
            give=self.give,
            correct=self.archive.correct,
            overrule=lambda attempt, grade: self.overruled.append((attempt.question.id, grade)),
            vocabulary=lambda _question: ("Databricks",),
            draw=lambda bank: bank.questions[:3],
            due=lambda bank: [
                Due(one, Cause.NEW, Sentence("New: not answered yet.")) for one in bank.questions[:3]
            ],
            memories=self.memories,
            forget=self.forgotten.append,
            aside=lambda: self.archive.folder / "listening.wav",
            spoken=lambda text: text,
            keep_settings=self.kept_settings.append,
            choices=lambda: Choices(
                models=(Option("auto", "Automatic"), Option("base", "Whisper base")),
                microphones=(Option("", "System default"), Option("Studio Mic", "Studio Mic")),
                loudspeakers=(Option("", "System default"),),
                voices=(Option("", "Default voice"), Option("en-gb", "English (Britain)")),
            ),
            require_room=self.require_room,
            checks=lambda: self.checks,
            write_report=self.reports.append,
            recover=self.recover,
            hear_again=self.hear_again,
            refine=self.refine,
            warm_up=lambda _cancel: None,
            keeping=self.keeping,
            models=self.models,
            housekeeping=self.housekeeping,
            outline=lambda take, _cancel: sample.outline(take.duration_s),
            export=self.export,
            bug_report=lambda fault: f"version 0.1.0\n{type(fault).__name__}",
        )

    def export(self, attempts: Sequence[Attempt], file: Path) -> list[Path]:
        self.exported.append(([one.id for one in attempts], file))
        return [file]

    def require_room(self) -> None:
        if self.room_fault is not None:
            raise self.room_fault

    def memories(self) -> dict[QuestionId, Memory]:
        """As the archive would: a review a day."""
        found: dict[QuestionId, Memory] = {}
        for attempt in self.archive.kept:
            known, which = found.get(attempt.question.id), attempt.question.id
            grade = attempt.feedback.grade
            if grade is not None and (known is None or known.last.day < attempt.at.date()):
                found[which] = remembered(known, Review(attempt.at.date(), grade))
        return found

    def open(self) -> None:
        self.window.show()
        self.window.furnish(self.parts())
