"""Hand-written stand-ins for the ports: they do what the ports promise, without devices, models or disks."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from interviewer.errors import Cancelled, InputError
from interviewer.interview.attempt import Attempt, AttemptId
from interviewer.interview.manner import Manner
from interviewer.interview.ports import Level
from interviewer.interview.reports.recording import Order, Recording, Selection
from interviewer.interview.take import Take
from interviewer.interview.transcript import Transcript, Word

SPEAKING = Level(rms_dbfs=-22.0, peak=0.4, clipped=False, zeros_s=0.0)


class StillClock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def monotonic_s(self) -> float:
        return self.at.timestamp()


class DirectBridge:
    def post(self, call: Callable[[], None]) -> None:
        call()


@dataclass
class Token:
    cancelled: bool = False

    def raise_if_cancelled(self) -> None:
        if self.cancelled:
            raise Cancelled


class HandLine:
    """A background line whose jobs run one by one, when the test says so."""

    def __init__(self) -> None:
        self.jobs: list[
            tuple[Callable[[Any], Any], Callable[[Any], None], Callable[[Exception], None], Token]
        ] = []

    def run(
        self, work: Callable[[Any], Any], *, done: Callable[[Any], None], failed: Callable[[Exception], None]
    ) -> Callable[[], None]:
        token = Token()
        self.jobs.append((work, done, failed, token))
        return lambda: setattr(token, "cancelled", True)

    def step(self) -> None:
        work, done, failed, token = self.jobs.pop(0)
        if token.cancelled:
            return
        try:
            result = work(token)
        except Cancelled:
            return
        except Exception as fault:  # noqa: BLE001 - as the real line does
            failed(fault)
        else:
            done(result)

    def run_dry(self) -> None:
        while self.jobs:
            self.step()


class RecordingVoice:
    """Says nothing; remembers what it was asked to say. ``instant`` ends each text at once."""

    def __init__(self, *, instant: bool = False) -> None:
        self.said: list[str] = []
        self.prepared: list[str] = []
        self.manner = Manner()
        #: how each text was to be said, and to be rendered ahead
        self.said_in: list[Manner] = []
        self.prepared_in: list[Manner] = []
        self.instant = instant
        self.fault: Exception | None = None
        self._done: Callable[[Exception | None], None] | None = None

    def say(
        self,
        text: str,
        *,
        done: Callable[[Exception | None], None],
        patient: bool = False,
        manner: Manner | None = None,
    ) -> None:
        self.stop()
        self.said.append(text)
        self.said_in.append(manner or self.manner)
        self._done = done
        if self.instant:
            self.end(self.fault)

    def prepare(self, text: str, *, manner: Manner | None = None) -> None:
        self.prepared.append(text)
        self.prepared_in.append(manner or self.manner)

    def stop(self) -> None:
        self.end(Cancelled())

    def end(self, fault: Exception | None = None) -> None:
        done, self._done = self._done, None
        if done is not None:
            done(fault)

    @property
    def speaking(self) -> bool:
        return self._done is not None


class SilentRecorder:
    """Opens nothing; its level and faults are what the test says."""

    def __init__(self, *, level: Level | None = None) -> None:
        self.level = level
        self.level_when_open = level
        self.elapsed_s = 0.0
        self.fault: Exception | None = None
        self.notice = ""
        self.start_fault: Exception | None = None
        self.stop_fault: Exception | None = None
        self.calls: list[str] = []
        self.file: Path | None = None
        self._ended = threading.Event()

    @property
    def open(self) -> bool:
        return self.file is not None and not self._ended.is_set()

    def start(self, file: Path) -> None:
        self.calls.append("start")
        if self.start_fault is not None:
            raise self.start_fault
        self.file, self.fault, self.level = file, None, self.level_when_open
        self._ended.clear()

    def sound(self) -> Iterator[Any]:
        self._ended.wait(20)
        yield from ()

    def pause(self) -> None:
        self.calls.append("pause")

    def resume(self) -> None:
        self.calls.append("resume")

    def stop(self) -> Take:
        self.calls.append("stop")
        self._ended.set()
        if self.stop_fault is not None:
            raise self.stop_fault
        if self.file is None:
            raise RuntimeError("no take was started")
        return Take(file=self.file, duration_s=self.elapsed_s or 42.0)


class PreparedTranscriber:
    """Hears what it was told to hear."""

    def __init__(self, transcript: Transcript, *, live: Sequence[Word] = ()) -> None:
        self.transcript = transcript
        self.live = live
        self.fault: Exception | None = None
        self.file_fault: Exception | None = None
        #: tell the one who hears what is heard, and for how long nobody has spoken
        self.heard: Callable[[Sequence[Word]], None] | None = None
        self.quiet: Callable[[float | None], None] | None = None
        #: tells the one who hears that the person has stopped
        self.stopped: Callable[[], bool] | None = None
        #: tells the one who has a file heard how much of it has been, 0 to 1
        self.progress: Callable[[float], None] | None = None
        self.heard_files: list[Path] = []

    def hear(
        self,
        sound: Any,
        *,
        vocabulary: Sequence[str] = (),
        expected: Sequence[str] = (),
        heard: Any = None,
        quiet: Any = None,
        stopped: Any = None,
        cancel: Any = None,
    ) -> Transcript:
        self.heard, self.quiet, self.stopped = heard, quiet, stopped
        if heard is not None and self.live:
            heard(self.live)
        if self.fault is not None:
            raise self.fault
        for _block in sound:
            pass
        if cancel is not None:
            cancel.raise_if_cancelled()
        return self.transcript

    def transcribe(
        self, file: Path, *, vocabulary: Sequence[str] = (), progress: Any = None, cancel: Any = None
    ) -> Transcript:
        self.heard_files.append(file)
        self.progress = progress
        if progress is not None:
            progress(0.5)
        if self.file_fault is not None:
            raise self.file_fault
        return self.transcript


class SilentPlayer:
    """Remembers what it was asked to play."""

    def __init__(self) -> None:
        self.played: list[tuple[Path, float, float | None]] = []
        #: speed and volume of each
        self.manners: list[tuple[float, float]] = []
        self.stops = 0
        self.position_s: float | None = None
        self._done: Callable[[Exception | None], None] | None = None

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
        self.played.append((file, start_s, end_s))
        self.manners.append((speed, volume))
        self.position_s = start_s
        self._done = done

    def stop(self) -> None:
        self.stops += 1
        self.end(Cancelled())

    def end(self, fault: Exception | None = None) -> None:
        done, self._done, self.position_s = self._done, None, None
        if done is not None:
            done(fault)


@dataclass
class MemoryArchive:
    """Keeps attempts in memory, the oldest first inside and the newest first outside."""

    folder: Path = Path("takes")
    kept: list[Attempt] = field(default_factory=list)
    keep_fault: Exception | None = None
    cut_off: tuple[Take, ...] = ()
    deleted: set[AttemptId] = field(default_factory=set)
    forever: set[AttemptId] = field(default_factory=set)

    def take_file(self, question: str, at: datetime) -> Path:
        return self.folder / f"{at:%Y-%m-%d %H.%M.%S} {question} {len(self.kept)}.wav"

    def keep(self, attempt: Attempt) -> AttemptId:
        if self.keep_fault is not None:
            raise self.keep_fault
        self.kept.append(replace(attempt, id=AttemptId(len(self.kept) + 1)))
        return AttemptId(len(self.kept))

    def attempt(self, attempt_id: AttemptId) -> Attempt:
        for attempt in self.kept:
            if attempt.id == attempt_id:
                return attempt
        raise InputError(f"There is no attempt {attempt_id}.")

    def attempts(self, *, question: str | None = None, limit: int | None = None) -> Sequence[Attempt]:
        found = [one for one in reversed(self.kept) if question in (None, one.question.id)]
        return found[:limit]

    def correct(self, attempt: Attempt) -> None:
        self.kept = [attempt if one.id == attempt.id else one for one in self.kept]

    def revise(self, attempt: Attempt) -> None:
        self.correct(attempt)

    def ids(
        self,
        selection: Selection = Selection(),  # noqa: B008
        *,
        order: Order = Order.DATE,
        descending: bool = True,
    ) -> list[AttemptId]:
        found = [
            one
            for one in self.kept
            if (one.id in self.deleted) == selection.deleted and _fits(one, selection)
        ]
        if order is Order.QUESTION:
            found.sort(key=lambda one: one.question.text)
        return [one.id for one in (reversed(found) if descending else found)]

    def newest(self, selection: Selection, *, most: int) -> list[Recording]:
        there = (one for one in reversed(self.kept) if one.id not in self.deleted)
        return self.recordings([one.id for one in there if _fits(one, selection)][:most])

    def recordings(self, ids: Sequence[AttemptId]) -> list[Recording]:
        return [replace(line(self.attempt(one)), keep_forever=one in self.forever) for one in ids]

    def excerpts(self, text: str, ids: Sequence[AttemptId]) -> dict[AttemptId, str]:
        return {one: f"… «{text}» …" for one in ids if text in self.attempt(one).transcript.text}

    def delete(self, ids: Sequence[AttemptId]) -> None:
        self.deleted |= set(ids)

    def restore(self, ids: Sequence[AttemptId]) -> None:
        self.deleted -= set(ids)

    def keep_forever(self, ids: Sequence[AttemptId], *, keep: bool = True) -> None:
        self.forever = self.forever | set(ids) if keep else self.forever - set(ids)

    def unfinished(self) -> Sequence[Take]:
        return self.cut_off


def _fits(attempt: Attempt, selection: Selection) -> bool:
    said = f"{attempt.question.text} {attempt.transcript.text}".casefold()
    return (
        selection.text.casefold() in said
        and selection.question in (None, attempt.question.id)
        and selection.section in (None, attempt.question.section)
        and selection.grade in (None, attempt.feedback.grade)
        and (selection.since is None or attempt.at >= selection.since)
        and (selection.until is None or attempt.at < selection.until)
        and selection.judged in (None, attempt.feedback.abstained is None)
        and selection.verdict in (None, *(one.verdict for one in attempt.feedback.coverage.points))
    )


def line(attempt: Attempt) -> Recording:
    return Recording(
        id=attempt.id,
        at=attempt.at,
        question_id=attempt.question.id,
        question=attempt.question.text,
        section=attempt.question.section,
        has_take=attempt.take is not None,
        duration_s=attempt.take.duration_s if attempt.take else None,
        score=attempt.feedback.coverage.score,
        grade=attempt.feedback.grade,
        judged=attempt.feedback.abstained is None,
        words=len(attempt.transcript.words),
        pace_wpm=attempt.feedback.delivery.pace_wpm,
        fillers=len(attempt.feedback.delivery.fillers or ()),
        model=attempt.transcript.model,
        keep_forever=False,
    )


def earlier(days: int) -> datetime:
    """Some days before the still clock."""
    return StillClock().at - timedelta(days=days)
