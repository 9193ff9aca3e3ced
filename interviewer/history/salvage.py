"""A damaged history: put aside as it is, and what can still be read of it carried over to a new one."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from interviewer.errors import InputError, InterviewerError
from interviewer.history.archive import DiskArchive
from interviewer.history.database import SIDE_FILES, in_words
from interviewer.history.packing import unpacked
from interviewer.interview.attempt import Attempt, AttemptId
from interviewer.interview.feedback import Grade
from interviewer.interview.question import QuestionId
from interviewer.interview.take import Take

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What became of a damaged history."""

    #: where the damaged file is now
    aside: Path
    attempts: int
    #: attempts that could not be read; their recordings are offered again
    lost: int


def salvage(
    database: Path, *, takes: Path, at: datetime, progress: Callable[[float], None] | None = None
) -> Salvaged:
    """Begins a new history with all that the old one still gives; no archive may be open.

    The attempts get new numbers. Deleted ones are attempts again: better one too many.
    """
    if not database.exists():
        raise InputError(
            "There is no history in {folder}: nothing has to be salvaged.", folder=database.parent
        )
    aside = _put_aside(database, f"{database.stem} damaged {at:%Y-%m-%d %H.%M.%S}{database.suffix}")
    kept = lost = 0
    with closing(_reading(aside)) as old, closing(DiskArchive(database=database, takes=takes)) as new:
        ids = _ids(old)
        for number, attempt_id in enumerate(ids, start=1):
            try:
                attempt = _attempt(old, attempt_id, takes)
            except (sqlite3.DatabaseError, InterviewerError, TypeError):
                lost += 1
                attempt = None
            if attempt is not None:
                new.keep(attempt)
                kept += 1
            if progress:
                progress(number / len(ids))
        for question, day, grade in _own_grades(old):
            new.overrule(question, day, grade)
    _log.info("salvaged %d attempts of %d", kept, kept + lost)
    return Salvaged(aside, kept, lost)


def _put_aside(database: Path, name: str) -> Path:
    aside = database.with_name(name)
    with in_words(database):
        database.replace(aside)
        for ending in SIDE_FILES:
            side = database.with_name(database.name + ending)
            if side.exists():
                side.replace(aside.with_name(aside.name + ending))
    return aside


def _reading(file: Path) -> sqlite3.Connection:
    sql = sqlite3.connect(file, isolation_level=None)
    # A damaged record is told apart from others by its own checks, not by a text that can't be decoded.
    sql.text_factory = lambda raw: raw.decode(errors="replace")
    return sql


def _ids(old: sqlite3.Connection) -> list[AttemptId]:
    """Every number that an attempt may have: the lists themselves may be what is damaged."""
    for highest in ("SELECT seq FROM sqlite_sequence WHERE name = 'attempt'", "SELECT max(id) FROM attempt"):
        with suppress(sqlite3.DatabaseError, TypeError):
            return [AttemptId(number) for number in range(1, int(old.execute(highest).fetchone()[0]) + 1)]
    return []


def _attempt(old: sqlite3.Connection, attempt_id: AttemptId, takes: Path) -> Attempt | None:
    """The attempt, without its corrections if need be; None where there is none of that number.

    Raises one of three errors for one that can't be read.
    """
    row = old.execute("SELECT json FROM record WHERE attempt_id = ?", (attempt_id,)).fetchone()
    if row is None:
        return None
    attempt = unpacked(row[0], attempt_id=attempt_id, corrections=_corrections(old, attempt_id))
    return replace(attempt, take=_take(attempt.take, takes))


def _take(take: Take | None, takes: Path) -> Take | None:
    """The take with its place on this disk; None where its sound was removed."""
    if take is None:
        return None
    file = takes / take.file
    return replace(take, file=file) if file.exists() else None


def _corrections(old: sqlite3.Connection, attempt_id: AttemptId) -> dict[str, str]:
    with suppress(sqlite3.DatabaseError):
        found = old.execute("SELECT point_id, verdict FROM correction WHERE attempt_id = ?", (attempt_id,))
        return dict(found.fetchall())
    return {}


def _own_grades(old: sqlite3.Connection) -> Iterator[tuple[QuestionId, date, Grade]]:
    with suppress(sqlite3.DatabaseError, ValueError):
        rows = old.execute("SELECT question_id, day, own_grade FROM review WHERE own_grade IS NOT NULL")
        for question, day, grade in rows.fetchall():
            yield QuestionId(question), date.fromisoformat(day), Grade(grade)
