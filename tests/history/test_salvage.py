"""What a damaged history still holds is carried over; the damaged file stays."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from kept import answered, opened, write_take

from interviewer.errors import InterviewerError
from interviewer.history.salvage import salvage
from interviewer.interview.coverage import Verdict
from interviewer.interview.feedback import Grade
from interviewer.interview.question import PointId, QuestionId

AT = datetime(2026, 11, 23, 18, 30, 5, tzinfo=UTC)
ATTEMPTS = 60


@pytest.fixture
def damaged(home: Path) -> Path:
    """A history of 60 attempts; every fourth page behind the first ones is noise."""
    with opened(home) as archive:
        for number in range(ATTEMPTS):
            take = home / "takes" / f"take {number}.wav"
            write_take(take)
            os.utime(take, (1_700_000_000, 1_700_000_000))
            text = " ".join(f"word{number}x{n}" for n in range(200))
            kept = archive.attempt(archive.keep(answered(text, take=take)))
            archive.correct(replace(kept, corrections={PointId("p2"): Verdict.COVERED}))
        archive.overrule(QuestionId("azure-data-platform"), date(2026, 11, 23), Grade.EASY)
    file = home / "history.sqlite3"
    with file.open("r+b") as raw:
        for page in range(20, file.stat().st_size // 4096, 4):
            raw.seek(page * 4096)
            raw.write(os.urandom(4096))
    return file


@pytest.mark.fault(
    "a damaged history is salvaged",
    sees="how many attempts were carried over and lost",
    kept="what can be read, and every recording",
)
def test_what_can_be_read_is_carried_over_and_the_rest_is_offered_again(home: Path, damaged: Path) -> None:
    before = damaged.read_bytes()
    salvaged = salvage(damaged, takes=home / "takes", at=AT)
    assert salvaged.aside.name == "history damaged 2026-11-23 18.30.05.sqlite3"
    assert salvaged.aside.read_bytes() == before
    assert salvaged.attempts + salvaged.lost == ATTEMPTS
    assert 0 < salvaged.attempts < ATTEMPTS
    with opened(home) as archive:
        assert archive.faults() == []
        kept = list(archive.attempts())
        assert len(kept) == salvaged.attempts
        for attempt in kept:
            assert attempt.take is not None
            number = attempt.take.file.stem.removeprefix("take ")
            assert attempt.transcript.text.startswith(f"word{number}x0 ")
        assert len(archive.unfinished()) == salvaged.lost


def test_where_only_the_corrections_are_lost_the_attempts_are_carried_over(home: Path) -> None:
    with opened(home) as archive:
        kept = archive.attempt(archive.keep(answered()))
        archive.correct(replace(kept, corrections={PointId("p2"): Verdict.COVERED}))
    with closing(sqlite3.connect(home / "history.sqlite3")) as sql:
        sql.execute("DROP TABLE correction")
    salvaged = salvage(home / "history.sqlite3", takes=home / "takes", at=AT)
    assert (salvaged.attempts, salvaged.lost) == (1, 0)
    with opened(home) as archive:
        (attempt,) = archive.attempts()
    assert attempt.transcript == kept.transcript
    assert attempt.corrections == {}


def test_a_sound_history_is_carried_over_whole(home: Path) -> None:
    with opened(home) as archive:
        kept = archive.attempt(archive.keep(answered()))
        archive.correct(replace(kept, corrections={PointId("p2"): Verdict.COVERED}))
        archive.overrule(kept.question.id, kept.at.date(), Grade.EASY)
        archive.delete([archive.keep(answered())])
        archive.purge(before=datetime.now(UTC) + timedelta(days=1))
        before = (list(archive.attempts()), archive.memories())
    shares: list[float] = []
    salvaged = salvage(home / "history.sqlite3", takes=home / "takes", at=AT, progress=shares.append)
    assert (salvaged.attempts, salvaged.lost) == (1, 0)
    with opened(home) as archive:
        assert (list(archive.attempts()), archive.memories()) == before
    assert shares == [0.5, 1.0]


@pytest.mark.fault(
    "a history that is nothing but noise is salvaged",
    sees="that nothing could be read",
    kept="every recording, and the damaged file",
)
def test_nothing_can_be_read_of_noise_and_a_new_history_begins(home: Path) -> None:
    (home / "history.sqlite3").write_bytes(os.urandom(100_000))
    salvaged = salvage(home / "history.sqlite3", takes=home / "takes", at=AT)
    assert (salvaged.attempts, salvaged.lost) == (0, 0)
    assert salvaged.aside.stat().st_size == 100_000
    with opened(home) as archive:
        assert archive.ids() == []


def test_what_was_in_the_log_of_writes_is_carried_over_too(home: Path) -> None:
    """A process that was killed leaves its last attempts there."""
    file = home / "history.sqlite3"
    with opened(home) as archive:
        archive.keep(answered("in the file"))
        with closing(sqlite3.connect(file)) as holder:  # so that closing doesn't clear the log
            holder.execute("SELECT count(*) FROM attempt").fetchone()
            archive.keep(answered("in the log"))
            copies = {ending: Path(f"{file}{ending}").read_bytes() for ending in ("", "-wal", "-shm")}
    for ending, content in copies.items():
        Path(f"{file}{ending}").write_bytes(content)
    assert salvage(file, takes=home / "takes", at=AT).attempts == 2


def test_without_a_history_there_is_nothing_to_salvage(home: Path) -> None:
    with pytest.raises(InterviewerError, match="There is no history"):
        salvage(home / "history.sqlite3", takes=home / "takes", at=AT)
