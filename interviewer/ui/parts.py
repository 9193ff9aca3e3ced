"""What the window needs from the rest of the app."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from interviewer.interview.question import Bank, PointId, Question, QuestionId
from interviewer.settings import Settings

if TYPE_CHECKING:
    from interviewer.interview.attempt import Attempt
    from interviewer.interview.check import Check
    from interviewer.interview.feedback import Feedback, Grade
    from interviewer.interview.ports import Archive, CancelToken, Clock, Player, Recorder, Transcriber, Voice
    from interviewer.interview.reports.recording import Recordings
    from interviewer.interview.reports.retention import Removal, Retention
    from interviewer.interview.schedule import Due, Memory
    from interviewer.interview.speech_model import SpeechModel
    from interviewer.interview.take import Take
    from interviewer.interview.transcript import Transcript
    from interviewer.interview.waveform import Waveform
    from interviewer.ui.desk import Desk


class Banks(Protocol):
    """The banks there are."""

    def names(self) -> Sequence[str]: ...

    def load(self, name: str) -> Bank: ...


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be chosen: as the settings write it, and as a person reads it."""

    value: str
    name: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What this machine offers. Each list begins with the default, whose value the settings start with."""

    models: tuple[Option, ...] = ()
    microphones: tuple[Option, ...] = ()
    loudspeakers: tuple[Option, ...] = ()
    voices: tuple[Option, ...] = ()


class Keeping(Protocol):
    """What may be done with takes that are kept; all of it on the worker."""

    @property
    def folder(self) -> Path:
        """Where the takes lie."""

    def would_remove(self, rule: Retention) -> Removal: ...

    def remove(self, removal: Removal) -> None: ...

    def reword(self, attempt: Attempt, text: str) -> Attempt:
        """Judges the words that the person says were said, and keeps that."""

    def teach(self, question: Question, point: PointId, wording: str) -> Callable[[], object]:
        """Counts the wording as the point from now on, in the question's bank; returns what takes it back."""

    def grade_again(self, attempt: Attempt, cancel: CancelToken) -> Attempt:
        """Judges the same words by the question as its bank has it now, and keeps that."""

    def bring_in(self, question: Question, file: Path, cancel: CancelToken) -> Attempt:
        """A recording made elsewhere, graded and kept with a copy of its sound."""


class SpeechModels(Protocol):
    """The speech models there are; the only thing that may use the network, when a button is pressed."""

    def listed(self) -> Sequence[SpeechModel]:
        """On the worker."""

    def fetch(
        self, name: str, *, progress: Callable[[float], None], cancel: CancelToken | None = None
    ) -> None:
        """On the line for downloads; ``progress`` gets the share that is here, on that line."""

    def remove(self, name: str) -> None:
        """On the worker."""


class HouseKeeping(Protocol):
    """The library as a whole; all of it on the worker, but for its place."""

    @property
    def place(self) -> Path: ...

    def size_bytes(self) -> int: ...

    def back_up(self, to: Path, progress: Callable[[float], None], cancel: CancelToken) -> None: ...

    def holdings(self) -> Sequence[str]:
        """What there is, a line a kind."""

    def prepare_erasure(self) -> None:
        """All of it goes once the window has closed, which then opens again and says what went."""

    def prepare_restore(self, file: Path) -> None:
        """Done once the window has closed, which then opens again."""

    def prepare_move(self, to: Path, progress: Callable[[float], None], cancel: CancelToken) -> None:
        """The same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The ports, and what else the window may ask for. What is marked so is called on the worker."""

    banks: Banks
    #: imports documents and edits banks; on the worker
    desk: Desk | None = None
    voice: Voice
    recorder: Recorder
    #: hears with the model that is chosen now; asked for on the worker
    transcriber: Callable[[], Transcriber]
    player: Player
    archive: Archive
    #: the same archive, as the list of recordings sees it; on the worker
    recordings: Recordings
    clock: Clock
    #: on the worker
    give: Callable[[Question, Transcript], Feedback]
    #: writes the person's corrections of an attempt; on the worker
    correct: Callable[[Attempt], None]
    #: lets the person's own grade of an attempt decide when its question comes again; on the worker
    overrule: Callable[[Attempt, Grade], None]
    #: the terms to listen for in an answer
    vocabulary: Callable[[Question], Sequence[str]]
    #: the questions of the next round, in their order; on the worker
    draw: Callable[[Bank], Sequence[Question]]
    #: what is to be asked today, and why; on the worker
    due: Callable[[Bank], Sequence[Due]]
    #: how well each question is known; on the worker
    memories: Callable[[], Mapping[QuestionId, Memory]] = dict
    #: deletes the file of a take that belongs to no attempt; on the worker
    forget: Callable[[Take], None]
    #: a file for sound that is not kept
    aside: Callable[[], Path]
    #: a text as it should be spoken
    spoken: Callable[[str], str]
    #: says by ear that the recording begins; None: nothing does
    tone: Path | None = None
    #: saves the settings and tells the parts; on the worker
    keep_settings: Callable[[Settings], None]
    #: looks at what this machine offers; on the worker
    choices: Callable[[], Choices]
    #: raises InterviewerError where a take could not be written; on the device line
    require_room: Callable[[], None]
    #: looks whether everything works; on the device line
    checks: Callable[[], Sequence[Check]]
    #: packs what a maintainer needs into that file, nothing that was said; on the device line
    write_report: Callable[[Path], None]
    #: loads what is slow to load, so that the first answer need not wait; on the worker
    warm_up: Callable[[CancelToken], None]
    #: transcribes, judges and keeps a take that was cut off; on the worker. None: it can only be played
    recover: Callable[[Take, CancelToken], Attempt] | None = None
    #: transcribes a kept take again with the model of that name, or the settings' own, and judges it anew; on
    #: the worker. None: can't be done
    hear_again: Callable[[Attempt, str, CancelToken], Attempt] | None = None
    #: reads the take of an attempt with more care, and judges it anew; nothing is kept. None from it: nothing
    #: is left to improve; on the worker. None: can't be done
    refine: Callable[[Attempt, CancelToken], Attempt | None] | None = None
    keeping: Keeping | None = None
    models: SpeechModels
    housekeeping: HouseKeeping
    #: the outline of a take's sound, to be drawn; on the worker. None: it is drawn from the words alone
    outline: Callable[[Take, CancelToken], Waveform] | None = None
    #: writes answers in the form that the file's name asks for, and returns the files; on the worker
    export: Callable[[Sequence[Attempt], Path], Sequence[Path]]
    #: what to send when the app is at fault: versions and the end of the log, nothing that was said
    bug_report: Callable[[BaseException | None], str]
