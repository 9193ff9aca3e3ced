"""Files of every version that was ever released are brought up to date, with nothing lost, row by row."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from kept import NOON, answered
from program import started

from interviewer.errors import InterviewerError
from interviewer.history import database, schema
from interviewer.history.archive import DiskArchive
from interviewer.history.database import LATEST, Database
from interviewer.interview.coverage import Verdict
from interviewer.interview.feedback import Grade
from interviewer.interview.question import QuestionId
from interviewer.interview.reports.recording import Selection

OLD = sorted((Path(__file__).parents[1] / "data" / "history").glob("v*.sqlite3"))
#: Rows of a table that each version has, as they were written by that version.
TABLES = ("attempt", "record", "correction", "said")


def rows(file: Path, table: str) -> list[tuple[object, ...]]:
    """The columns that there have been from the first version on; later ones are computed from these."""
    with closing(sqlite3.connect(OLD[0])) as sql:
        columns = ", ".join(row[1] for row in sql.execute(f"PRAGMA table_info({table})"))
    with closing(sqlite3.connect(file)) as sql:
        return sql.execute(f"SELECT {columns} FROM {table} ORDER BY 1").fetchall()


@pytest.fixture(params=OLD, ids=lambda file: file.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copy(request.param, tmp_path / "history.sqlite3"))


def test_there_is_a_file_of_every_old_version() -> None:
    assert [file.stem for file in OLD] == [f"v{version}" for version in range(1, LATEST)]


def test_no_row_is_lost_or_changed(old: Path) -> None:
    before = {table: rows(old, table) for table in TABLES}
    with closing(DiskArchive(database=old, takes=old.parent / "takes")) as archive:
        assert archive.faults() == []
        assert len(archive.ids()) == 5
        assert archive.attempt(6).corrections == {"p2": "covered"}
        assert [attempt.id for attempt in archive.attempts(question=QuestionId("kafka"))] == [6, 5]
        assert list(archive.excerpts("log", [6, 5])) == [6]
    for table in TABLES:
        assert rows(old, table) == before[table], table


def test_a_copy_of_the_old_file_is_kept(old: Path) -> None:
    before = {table: rows(old, table) for table in TABLES}
    Database(old).close()
    kept = old.with_name(f"history before version {LATEST}.sqlite3")
    assert {table: rows(kept, table) for table in TABLES} == before
    with closing(sqlite3.connect(kept)) as sql:
        assert sql.execute("PRAGMA user_version").fetchone()[0] < LATEST


def test_what_was_answered_before_there_was_a_schedule_is_scheduled(tmp_path: Path) -> None:
    file = Path(shutil.copy(OLD[0], tmp_path / "history.sqlite3"))
    with closing(DiskArchive(database=file, takes=tmp_path)) as archive:
        memories = archive.memories()
    azure = memories[QuestionId("azure-data-platform")]
    assert (azure.last.day, azure.last.grade, azure.reviews) == (date(2026, 11, 23), Grade.EASY, 3)
    assert memories[QuestionId("kafka")].last.grade is Grade.AGAIN


def test_what_an_old_attempt_covered_is_counted_with_the_persons_corrections(old: Path) -> None:
    with closing(DiskArchive(database=old, takes=old.parent)) as archive:
        assert archive.ids(Selection(verdict=Verdict.MISSED)) == [4, 3, 1]
        assert archive.ids(Selection(verdict=Verdict.COVERED)) == [6, 4, 3, 1]
        assert archive.ids(Selection(judged=False)) == [5]


def test_what_the_person_graded_is_scheduled_by_that(tmp_path: Path) -> None:
    file = Path(shutil.copy(OLD[1], tmp_path / "history.sqlite3"))
    with closing(DiskArchive(database=file, takes=tmp_path)) as archive:
        assert archive.memories()[QuestionId("kafka")].last.grade is Grade.HARD


def test_an_old_question_is_answered_before_the_schedule_is_asked_for(tmp_path: Path) -> None:
    file = Path(shutil.copy(OLD[0], tmp_path / "history.sqlite3"))
    with closing(DiskArchive(database=file, takes=tmp_path)) as archive:
        archive.keep(answered(at=NOON + timedelta(days=1), grade=Grade.GOOD))
        assert archive.memories()[QuestionId("azure-data-platform")].reviews == 4


@pytest.mark.fault(
    "bringing an old history up to date fails", sees="what failed", kept="the old history, at its old version"
)
def test_a_step_that_fails_leaves_the_old_version(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = (*schema.MIGRATIONS[:-1], (*schema.MIGRATIONS[-1], "CREATE TABLE attempt (id)"))
    with closing(sqlite3.connect(old)) as sql:
        version = sql.execute("PRAGMA user_version").fetchone()[0]
    with monkeypatch.context() as patched:
        patched.setattr(database, "MIGRATIONS", broken)
        with pytest.raises(sqlite3.OperationalError, match="already exists"):
            Database(old)
    with closing(sqlite3.connect(old)) as sql:
        assert sql.execute("PRAGMA user_version").fetchone()[0] in range(version, LATEST)
        assert sql.execute("SELECT count(*) FROM attempt").fetchone()[0] == 6
    Database(old).close()


SLOW_MIGRATION = """
import sys, sqlite3
from pathlib import Path
from interviewer.history import database
steps = list(database.MIGRATIONS)
endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
database.MIGRATIONS = (*steps[:-1], (*steps[-1], "DELETE FROM attempt", endless))
print("migrating", flush=True)
database.Database(Path(sys.argv[1]))
"""


@pytest.mark.fault(
    "killed (-9) in the middle of one step of a migration", sees="a sound history", kept="every attempt"
)
def test_a_kill_in_the_middle_of_a_migration_loses_nothing(old: Path) -> None:
    before = {table: rows(old, table) for table in TABLES}
    with started([sys.executable, "-c", SLOW_MIGRATION, old]) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "migrating\n"
        with pytest.raises(subprocess.TimeoutExpired):
            program.wait(timeout=0.5)
        program.kill()
    Database(old).close()
    assert {table: rows(old, table) for table in TABLES} == before


def test_a_version_between_is_told_apart_from_a_newer_one(tmp_path: Path) -> None:
    file = tmp_path / "history.sqlite3"
    Database(file).close()
    with closing(sqlite3.connect(file)) as sql:
        sql.execute("PRAGMA user_version = 99")
    with pytest.raises(InterviewerError, match=f"99; this one knows {LATEST}"):
        Database(file)
