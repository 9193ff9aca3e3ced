"""Opens the window and hands it its parts."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from interviewer import log, paths
from interviewer.app import Assembly
from interviewer.errors import InterviewerError
from interviewer.history.lock import LibraryLock
from interviewer.housekeeping import Housekeeping
from interviewer.loading import uncollected
from interviewer.sentence import Sentence

if TYPE_CHECKING:
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
        with uncollected():
            from interviewer.ui import application
            from interviewer.ui.work.background import any_at_work
    except ImportError as fault:
        raise InterviewerError(
            "The window can't open, since a library is missing: {why}.",
            fix="Install the package that has it; from a checkout, `python3 run.py` names it.",
            why=fault,
        ) from fault
    try:
        status = _open_again_and_again()
    except InterviewerError as fault:
        if not _seen_in_a_terminal():
            application.tell(fault.in_words())
        raise
    if any_at_work():
        # A library that is still loading a model aborts where Python is taken down around it. All is kept.
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:  # as in a frozen app
                stream.flush()
        os._exit(status)
    return status


def _seen_in_a_terminal() -> bool:
    """Whether somebody reads there why no window opens."""
    return sys.stderr is not None and sys.stderr.isatty()


def _open_again_and_again() -> int:
    from interviewer.ui import application

    told = ""
    while True:
        keeping = Housekeeping()
        with LibraryLock(keeping.place):
            assembly = Assembly()
            try:
                status = application.run(
                    lambda: window_parts(assembly, keeping),  # noqa: B023 - called while it runs
                    sys.argv[:1],
                    settings=assembly.settings,
                    told=told,
                    salvage=keeping.prepare_salvage,
                )
            finally:
                assembly.close()
        if status != application.REOPEN:
            keeping.give_up()
            return status
        told = _ended(keeping)
        log.start()


def _ended(keeping: Housekeeping) -> str:
    """What was prepared is done; where that fails, the window says so when it opens again."""
    try:
        return keeping.end()
    except InterviewerError as fault:
        return fault.in_words()


def _choices(assembly: Assembly) -> Choices:
    """What this machine offers for each setting; a room that can't be asked offers its default alone."""
    from interviewer.speech.device import Direction, devices
    from interviewer.ui.parts import Choices, Option

    def named(direction: Direction) -> tuple[Option, ...]:
        default = Option("", Sentence("The system's default"))
        try:
            return default, *(Option(device.name, device.name) for device in devices(direction))
        except InterviewerError:
            return (default,)

    try:
        voices = tuple(Option(voice.id, voice.name) for voice in assembly.voice.voices())
    except InterviewerError:
        voices = ()
    here = [one.name for one in assembly.models.listed() if one.where.usable]
    return Choices(
        models=(Option("auto", Sentence("What suits this machine")), *(Option(name, name) for name in here)),
        microphones=named(Direction.IN),
        loudspeakers=named(Direction.OUT),
        voices=(Option("", Sentence("The engine's default")), *voices),
    )


def window_parts(assembly: Assembly, housekeeping: Housekeeping) -> Parts:
    """What the window works with; loads what it starts without."""
    from interviewer import checkup, diagnosis, exporting
    from interviewer.banks.desk import LibraryDesk
    from interviewer.interview import vocabulary
    from interviewer.keeping import TakeKeeping
    from interviewer.speech import peaks, take_file, tone
    from interviewer.ui.parts import Parts

    keeping = TakeKeeping(assembly)
    with suppress(InterviewerError):  # what can't be removed now is tried again next time
        keeping.purge()
    checks = partial(checkup.checks, assembly)
    return Parts(
        recover=keeping.recover,
        hear_again=keeping.hear_again,
        refine=keeping.refine,
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
        correct=keeping.correct,
        overrule=keeping.overrule,
        vocabulary=vocabulary.terms,
        draw=assembly.due,
        due=assembly.due_today,
        memories=assembly.archive.memories,
        aside=lambda: paths.home() / "listening.wav",
        spoken=assembly.library.lexicon.spoken,
        tone=tone.file(paths.spoken()),
        forget=lambda take: take.file.unlink(missing_ok=True),
        keep_settings=assembly.keep_settings,
        choices=lambda: _choices(assembly),
        require_room=lambda: take_file.require_room(paths.takes()),
        checks=checks,
        write_report=lambda to: diagnosis.write(to, checks=checks(), chosen=assembly.settings),
        warm_up=assembly.warm_up,
        keeping=keeping,
        models=assembly.models,
        housekeeping=housekeeping,
        outline=lambda take, cancel: peaks.waveform(take.file, cancel),
        export=exporting.write,
        bug_report=log.bug_report,
    )
