"""A history that can't be used says why and what to do; one that was killed is whole."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import kept
import pytest
from kept import answered
from program import started

from interviewer.errors import InterviewerError
from interviewer.history import database
from interviewer.history.archive import DiskArchive
from interviewer.history.database import LATEST, Database
from interviewer.history.schema import APPLICATION_ID

KEEPING = Path(kept.__file__)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite3"


def made(file: Path) -> None:
    with closing(DiskArchive(database=file, takes=file.parent)) as archive:
        for _ in range(50):
            archive.keep(answered())


def test_it_is_durable(file: Path) -> None:
    with closing(Database(file)) as opened, opened.reading() as sql:
        assert sql.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert sql.execute("PRAGMA synchronous").fetchone()[0] == 2
        assert sql.execute("PRAGMA user_version").fetchone()[0] == LATEST
        assert sql.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID


@pytest.mark.fault(
    "a history of a newer version", sees="that the app has to be updated", kept="the history, untouched"
)
def test_a_newer_file_is_refused_and_left_as_it_is(file: Path) -> None:
    made(file)
    with closing(sqlite3.connect(file)) as sql:
        sql.execute(f"PRAGMA user_version = {LATEST + 1}")
    before = file.read_bytes()
    with pytest.raises(InterviewerError, match="newer version"):
        Database(file)
    assert file.read_bytes() == before


@pytest.mark.fault(
    "another program's database in the place of the history",
    sees="to move it away",
    kept="that database, untouched",
)
def test_a_database_of_another_program_is_refused_and_left_as_it_is(file: Path) -> None:
    with closing(sqlite3.connect(file)) as sql, sql:
        sql.execute("CREATE TABLE bookmark (url)")
    before = file.read_bytes()
    with pytest.raises(InterviewerError, match="another program"):
        Database(file)
    assert file.read_bytes() == before


@pytest.mark.fault(
    "a file that is no database in the place of the history",
    sees="that it is damaged, and how to salvage",
    kept="the file, untouched",
)
def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(file: Path) -> None:
    file.write_bytes(b"my notes about interviews " * 100)
    before = file.read_bytes()
    with pytest.raises(InterviewerError, match="damaged") as refused:
        Database(file)
    assert "Restore a backup" in refused.value.fix
    assert file.read_bytes() == before


@pytest.mark.fault(
    "damaged pages in the history",
    sees="that it is damaged, and how to salvage",
    kept="what can still be read",
)
def test_a_damaged_page_is_told_in_words_and_found_by_the_check(file: Path) -> None:
    made(file)
    with file.open("r+b") as raw:
        for page in range(2, file.stat().st_size // 4096, 2):
            raw.seek(page * 4096)
            raw.write(b"\xff" * 4096)
    with pytest.raises(InterviewerError, match="damaged"):
        _use(file)
    with closing(Database(file)) as opened:
        assert opened.faults()


@pytest.mark.fault(
    "a history that is cut short",
    sees="that it is damaged, and how to salvage",
    kept="what can still be read",
)
def test_a_truncated_file_is_told_in_words(file: Path) -> None:
    made(file)
    with file.open("r+b") as raw:
        raw.truncate(4096 * 3 + 100)
    with pytest.raises(InterviewerError, match="damaged"):
        _use(file)


def _use(file: Path) -> None:
    """Touches all of it."""
    with closing(_opened(file)) as archive:
        archive.keep(answered())
        list(archive.attempts())
        archive.excerpts("factory", archive.ids())


def _keep_many(archive: DiskArchive) -> None:
    for _ in range(200):
        archive.keep(answered())


def _opened(file: Path) -> DiskArchive:
    return DiskArchive(database=file, takes=file.parent)


def test_a_folder_where_the_file_should_be(file: Path) -> None:
    file.mkdir()
    with pytest.raises(InterviewerError, match="can't be read or written"):
        Database(file)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows deletes no open file")
@pytest.mark.fault(
    "the library is deleted while it is open",
    sees="that the history can't be opened",
    kept="nothing is taken as kept that is not",
)
def test_a_history_that_vanishes_while_it_is_open_takes_nothing_silently(tmp_path: Path) -> None:
    file = tmp_path / "library" / "history.sqlite3"
    with closing(DiskArchive(database=file, takes=file.parent)) as archive:
        archive.keep(answered())
        shutil.rmtree(file.parent)
        with pytest.raises(InterviewerError, match="can't be opened"):
            archive.keep(answered())
        made(file)
        with pytest.raises(InterviewerError, match="was replaced"):
            archive.keep(answered())


def test_a_folder_that_is_gone_is_made(tmp_path: Path) -> None:
    with closing(Database(tmp_path / "new" / "history.sqlite3")) as opened:
        assert opened.faults() == []


@pytest.mark.fault(
    "the disk fills up while an attempt is kept",
    sees="that there is no room, and that the recording is kept",
    kept="everything that was kept before",
)
def test_a_disk_that_is_full_keeps_what_was_there(file: Path) -> None:
    with closing(DiskArchive(database=file, takes=file.parent)) as archive:
        kept = archive.keep(answered())
        with archive._database.reading() as sql:
            pages = sql.execute("PRAGMA page_count").fetchone()[0]
            sql.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(InterviewerError, match="no room left"):
            _keep_many(archive)
        assert archive.attempt(kept).id == kept
        with archive._database.reading() as sql:
            sql.execute("PRAGMA max_page_count = 1000000")
        assert archive.keep(answered()) > kept


@pytest.mark.fault(
    "another program keeps the history locked",
    sees="which file, and to close the other program",
    kept="everything",
)
def test_a_writer_that_never_ends_is_told_in_words(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_BUSY_MS", 1)
    with closing(_opened(file)) as archive, closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(InterviewerError, match="locked"):
            archive.keep(answered())
        other.execute("ROLLBACK")
        archive.keep(answered())


def test_a_failed_write_leaves_no_trace(file: Path) -> None:
    with closing(Database(file)) as opened:
        with pytest.raises(ZeroDivisionError):
            _write_and_fail(opened)
        with opened.reading() as sql:
            assert sql.execute("SELECT count(*) FROM said").fetchone()[0] == 0


def _write_and_fail(opened: Database) -> None:
    with opened.writing() as sql:
        sql.execute("INSERT INTO said (rowid, text, question) VALUES (1, 'a', 'b')")
        raise ZeroDivisionError


def test_a_copy_is_whole_while_another_writes(file: Path, tmp_path: Path) -> None:
    with closing(_opened(file)) as archive:
        kept = archive.keep(answered())
        database.copy_of(file, tmp_path / "copy.sqlite3")
    with closing(_opened(tmp_path / "copy.sqlite3")) as copied:
        assert copied.ids() == [kept]


# killed


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "takes").mkdir()
    return tmp_path


def _kept_lines(home: Path, lines: int) -> Iterator[str]:
    """Runs the program, reads so many lines, kills it with SIGKILL, and reads what it still said."""
    with started([sys.executable, KEEPING, home]) as program:
        assert program.stdout is not None
        for _ in range(lines):
            yield program.stdout.readline()
        program.kill()
        yield from program.stdout.read().splitlines(keepends=True)


# a long run: INTERVIEWER_KILLS=200
@pytest.mark.parametrize("kill", range(int(os.environ.get("INTERVIEWER_KILLS", "5"))))
@pytest.mark.fault(
    "killed (-9) between attempts", sees="a sound history", kept="every attempt that was said to be kept"
)
def test_whatever_was_said_to_be_kept_outlives_a_kill(home: Path, kill: int) -> None:
    said = [line for line in _kept_lines(home, random.randint(0, 60)) if line.endswith("\n")]
    with closing(_opened(home / "history.sqlite3")) as archive:
        assert archive.faults() == []
        for line in said:
            kept, number = line.split()
            assert archive.attempt(int(kept)).transcript.text == f"answer number {number}"
        assert len(said) <= len(archive.ids()) <= len(said) + 1
        assert len(archive.excerpts("answer", archive.ids())) == len(archive.ids())
