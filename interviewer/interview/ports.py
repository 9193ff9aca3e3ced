"""What the rules need from outside, as protocols. The tests hand over small hand-written fakes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias, TypeVar

from interviewer.interview.attempt import Attempt, AttemptId
from interviewer.interview.judging.meaning import Embedder as Embedder  # noqa: PLC0414 - one of the ports
from interviewer.interview.manner import Manner
from interviewer.interview.question import QuestionId
from interviewer.interview.take import Take
from interviewer.interview.transcript import Transcript, Word

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Mono sound at 16 kHz, float32 in [-1, 1].
Sound: TypeAlias = "NDArray[np.float32]"
T = TypeVar("T")


class CancelToken(Protocol):
    """Asked by long work between its steps."""

    def raise_if_cancelled(self) -> None:
        """Raises Cancelled where the person has called the work off."""


class Clock(Protocol):
    """Time, so that tests can hold it."""

    def now(self) -> datetime:
        """The wall clock, with its time zone."""

    def monotonic_s(self) -> float:
        """Seconds that never go back, for measuring."""


class Voice(Protocol):
    """Speaks a question. Never blocks the caller."""

    #: how all is spoken from now on, but for what is asked for in another manner
    manner: Manner

    def say(
        self,
        text: str,
        *,
        done: Callable[[Exception | None], None],
        patient: bool = False,
        manner: Manner | None = None,
    ) -> None:
        """Speaks; calls ``done`` once, from any thread: None when all was said, else what went wrong.

        Another voice may stand in for one that is too slow, unless the caller is ``patient``.
        """

    def prepare(self, text: str, *, manner: Manner | None = None) -> None:
        """Renders ahead, so that a later ``say`` starts at once; only what was asked for last."""

    def stop(self) -> None:
        """Silence, now. The pending ``done`` is still called."""


@dataclass(frozen=True, slots=True)
class Level:
    """What the microphone delivers at the moment."""

    rms_dbfs: float
    peak: float
    clipped: bool
    #: seconds for which the input has been nothing but zeros
    zeros_s: float


class Recorder(Protocol):
    """Records one take at a time; every block is on disk within a second of being spoken."""

    def start(self, file: Path) -> None:
        """Opens the microphone and the file.

        Raises InterviewerError where there is no microphone or no room on the disk.
        """

    def sound(self) -> Iterable[Sound]:
        """The blocks of the running take as they come; ends when the take is stopped. One reader."""

    def pause(self) -> None: ...

    def resume(self) -> None: ...

    def stop(self) -> Take:
        """Ends the take and closes the file; may wait up to a second, so call it on the worker."""

    @property
    def level(self) -> Level | None:
        """None until real frames arrive: only then is it true that it records."""

    @property
    def elapsed_s(self) -> float:
        """Seconds of sound in the take so far."""

    @property
    def fault(self) -> Exception | None:
        """What ended the take early (unplugged, disk full), or None."""

    @property
    def notice(self) -> str:
        """What the person should know now, though the take goes on; empty where all is well."""


class Transcriber(Protocol):
    """Turns sound into timed words."""

    def hear(
        self,
        sound: Iterable[Sound],
        *,
        vocabulary: Sequence[str] = (),
        expected: Sequence[str] = (),
        heard: Callable[[Sequence[Word]], None] | None = None,
        quiet: Callable[[float | None], None] | None = None,
        stopped: Callable[[], bool] = lambda: False,
        cancel: CancelToken | None = None,
    ) -> Transcript:
        """Transcribes blocks as they arrive, and returns soon after the last one.

        ``stopped``, asked on the thread that hears, tells that the last block is about to come.
        ``expected``: phrases of which one is likely to be said, and nothing else between two pauses.
        ``heard`` gets all words so far, each time there are more; ``quiet``, with each block, for how many
        seconds of the sound nobody has spoken since the last of these words, or None as long as nobody has.
        Blocks the caller: runs on the worker.
        """

    def transcribe(
        self,
        file: Path,
        *,
        vocabulary: Sequence[str] = (),
        progress: Callable[[float], None] | None = None,
        cancel: CancelToken | None = None,
    ) -> Transcript:
        """Transcribes a whole file, any format that can be read. Raises InputError for one that can't."""


class Player(Protocol):
    """Plays a file or a moment of it. Never blocks the caller."""

    def play(
        self,
        file: Path,
        *,
        start_s: float = 0.0,
        end_s: float | None = None,
        speed: float = 1.0,
        volume: float = 1.0,
        done: Callable[[Exception | None], None] | None = None,
    ) -> None:
        """Plays; a running sound is stopped first. ``done`` is called once, from any thread.

        ``speed`` is 0.5 to 2 with the pitch kept; a ``volume`` over 1 is louder than the recording.
        """

    def stop(self) -> None: ...

    @property
    def position_s(self) -> float | None:
        """Where in the file the loudspeaker is; None when nothing plays."""


class Archive(Protocol):
    """Keeps attempts, and gives them back newest first."""

    def take_file(self, question: QuestionId, at: datetime) -> Path:
        """A new path for a take, with a name that a person can read. Nothing is created yet."""

    def keep(self, attempt: Attempt) -> AttemptId:
        """Writes the attempt; when this returns, it outlives a power cut."""

    def attempt(self, attempt_id: AttemptId) -> Attempt:
        """Raises InputError for an unknown id."""

    def attempts(self, *, question: QuestionId | None = None, limit: int | None = None) -> Sequence[Attempt]:
        """Attempts, newest first."""

    def correct(self, attempt: Attempt) -> None:
        """Writes the person's corrections of an attempt that is already kept."""

    def revise(self, attempt: Attempt) -> None:
        """Replaces an attempt that is already kept."""

    def unfinished(self) -> Sequence[Take]:
        """Takes that were being spoken when the app died: repaired, playable, belonging to no attempt."""


class Background(Protocol):
    """The one worker. Results come back to the main thread."""

    def run(
        self,
        work: Callable[[CancelToken], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> Callable[[], None]:
        """Queues the work; returns what cancels it. ``failed`` is not called for Cancelled."""


class Bridge(Protocol):
    """Brings a call from any thread to the main thread."""

    def post(self, call: Callable[[], None]) -> None: ...
