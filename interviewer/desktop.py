"""Opens the window and hands it its parts."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from interviewer import log, paths
from interviewer.app import Assembly
from interviewer.errors import InterviewerError

if TYPE_CHECKING:
    from pathlib import Path

    from interviewer.interview.attempt import Attempt
    from interviewer.interview.ports import CancelToken
    from interviewer.interview.question import Question
    from interviewer.interview.reports.retention import Removal, Retention
    from interviewer.ui.parts import Choices, Parts

_SCREEN_VARIABLES = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def open_window() -> int:
    """Opens the window; returns the exit status when it is closed."""
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in _SCREEN_VARIABLES):
        raise InterviewerError(
            "There is no screen here, so the window can't open.",
            fix="The command line does the main job: see `interviewer grade --help`.",
        )
    try:
        from interviewer.ui import application
    except ImportError as fault:
        raise InterviewerError(
            f"The window can't open, since a library is missing: {fault}.",
            fix="Install the package that has it; from a checkout, `python3 run.py` names it.",
        ) from fault
    from interviewer.history.lock import LibraryLock

    with LibraryLock(paths.home()):
        assembly = Assembly()
        try:
            return application.run(lambda: _window_parts(assembly), sys.argv[:1], settings=assembly.settings)
        finally:
            assembly.close()


def _choices(assembly: Assembly) -> Choices:
    """What this machine offers for each setting; a room that can't be asked offers its default alone."""
    from interviewer.models import shelf
    from interviewer.speech.device import Direction, devices
    from interviewer.ui.parts import Choices, Option

    def named(direction: Direction) -> tuple[Option, ...]:
        default = Option("", "The system's default")
        try:
            return default, *(Option(device.name, device.name) for device in devices(direction))
        except InterviewerError:
            return (default,)

    try:
        voices = tuple(Option(voice.id, voice.name) for voice in assembly.voice.voices())
    except InterviewerError:
        voices = ()
    here = [
        one.model.name
        for one in shelf.available(models=paths.models())
        if one.presence is shelf.Presence.HERE
    ]
    return Choices(
        models=(Option("auto", "What suits this machine"), *(Option(name, name) for name in here)),
        microphones=named(Direction.IN),
        loudspeakers=named(Direction.OUT),
        voices=(Option("", "The engine's default"), *voices),
    )


class TakeKeeping:
    """What the recordings page does with takes that are kept."""

    def __init__(self, assembly: Assembly) -> None:
        self._assembly = assembly
        self.folder = paths.takes()

    def would_remove(self, rule: Retention) -> Removal:
        return self._assembly.archive.would_remove(rule, now=self._assembly.clock.now())

    def remove(self, removal: Removal) -> None:
        self._assembly.archive.remove(removal)

    def grade_again(self, attempt: Attempt, cancel: CancelToken) -> Attempt:
        """Where no bank has the question any more, as it was asked; what the person said of it stays."""
        assembly = self._assembly
        question = self._now(attempt.question)
        cancel.raise_if_cancelled()
        given = assembly.give(question, attempt.transcript)
        there = {point.id for point in question.rubric.points}
        corrections = {which: said for which, said in attempt.corrections.items() if which in there}
        revised = replace(attempt, question=question, feedback=given, corrections=corrections)
        assembly.archive.revise(revised)
        return revised

    def bring_in(self, question: Question, file: Path, cancel: CancelToken) -> Attempt:
        import soundfile

        from interviewer.interview.take import SAMPLE_RATE_HZ
        from interviewer.speech import audio_file

        assembly = self._assembly
        graded, _ = assembly.grade_recording(question, file, model=None)
        cancel.raise_if_cancelled()
        copy = assembly.archive.take_file(question.id, graded.at)
        try:
            copy.parent.mkdir(parents=True, exist_ok=True)
            soundfile.write(copy, audio_file.read(file), SAMPLE_RATE_HZ, subtype="PCM_16")
            attempt = replace(graded, take=replace(graded.take, file=copy) if graded.take else None)
            return replace(attempt, id=assembly.archive.keep(attempt))
        except BaseException as fault:
            copy.unlink(missing_ok=True)
            if isinstance(fault, OSError | soundfile.SoundFileError):
                raise InterviewerError(
                    f"The recording can't be copied: {fault}.", fix="Free some space on the disk."
                ) from fault
            raise

    def _now(self, question: Question) -> Question:
        library = self._assembly.library
        for name in library.names():
            for one in library.load(name).questions:
                if one.id == question.id:
                    return one
        return question


def _window_parts(assembly: Assembly) -> Parts:
    from interviewer.banks.desk import LibraryDesk
    from interviewer.interview import feedback, vocabulary
    from interviewer.speech import peaks
    from interviewer.ui.parts import Parts

    return Parts(
        recover=assembly.recover,
        hear_again=assembly.hear_again,
        banks=assembly.library,
        desk=LibraryDesk(assembly.library),
        voice=assembly.voice,
        recorder=assembly.recorder,
        transcriber=assembly.chosen_transcriber,
        player=assembly.player,
        archive=assembly.archive,
        recordings=assembly.archive,
        clock=assembly.clock,
        give=assembly.give,
        grade=feedback.grade,
        overrule=assembly.overrule,
        vocabulary=vocabulary.terms,
        draw=assembly.due,
        due=assembly.due_today,
        memories=assembly.archive.memories,
        forget=lambda take: take.file.unlink(missing_ok=True),
        keep_settings=assembly.keep_settings,
        choices=lambda: _choices(assembly),
        checks=assembly.checks,
        warm_up=assembly.warm_up,
        keeping=TakeKeeping(assembly),
        outline=lambda take, cancel: peaks.waveform(take.file, cancel),
        bug_report=log.bug_report,
    )
