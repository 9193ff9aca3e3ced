"""The SQLite file: opened safely, brought up to date, and its faults put in words.

The standard library's ``sqlite3`` under this thin module, and no object mapper: SQLAlchemy took 0.5 s to
import here and brings 18 MB, peewee took 0.11 s and is untyped, and there are five statements to map. WAL and
``synchronous=FULL``: when a transaction is over, it outlives a power cut; readers don't wait for the writer.
On a network WAL would not be safe, and the older journal is used.

One connection, one lock: the worker writes, the main thread asks for little.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from interviewer.durable import sync_file
from interviewer.errors import DamagedHistory, InterviewerError
from interviewer.history.packing import verdict_counts
from interviewer.history.remote import on_a_network
from interviewer.history.schema import APPLICATION_ID, MIGRATIONS

LATEST = len(MIGRATIONS)
#: How long to wait for another process that is writing.
_BUSY_MS = 10_000
_PRIVATE = 0o600
#: What SQLite keeps beside a file that is open, or was when the app died.
SIDE_FILES = ("-wal", "-shm")


class Database:
    """One history file, open."""

    def __init__(self, file: Path) -> None:
        """Opens or makes the file and brings it to the newest version, after a copy of the old one.

        Raises InterviewerError for a file that is damaged, not ours, of a newer version, or out of reach.
        """
        self.file = file
        self._turn = threading.RLock()
        with in_words(file):
            _create_private(file)
            self._place = file.stat().st_ino
            self._sql = _connect(file)
        try:
            with in_words(file):
                _check_ours(self._sql, file)
                _make_durable(self._sql, network=on_a_network(file.parent))
                self._migrate()
        except BaseException:
            self._sql.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        with self._turn, in_words(self.file):
            yield self._sql

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all of it is kept, or nothing."""
        with self._turn, in_words(self.file):
            self._check_in_place()
            self._sql.execute("BEGIN IMMEDIATE")
            try:
                yield self._sql
                self._sql.execute("COMMIT")
            except BaseException:
                if self._sql.in_transaction:
                    self._sql.execute("ROLLBACK")
                raise

    def faults(self) -> list[str]:
        """What SQLite finds wrong in the whole file; empty for a sound one. Takes seconds for a big one."""
        try:
            with self._turn:
                found = [str(row[0]) for row in self._sql.execute("PRAGMA quick_check")]
        except sqlite3.DatabaseError as fault:
            return [str(fault)]
        return [] if found == ["ok"] else found

    def close(self) -> None:
        with self._turn:
            self._sql.close()

    def _check_in_place(self) -> None:
        """A file that was deleted or replaced takes every write, and keeps none."""
        if self.file.stat().st_ino != self._place:
            raise InterviewerError(
                "The history {file} was replaced while it was open.",
                fix="Close Interviewer and start it again.",
                file=self.file,
            )

    def _migrate(self) -> None:
        version = _version(self._sql)
        if 0 < version < LATEST:
            copy(
                self._sql, self.file.with_name(f"{self.file.stem} before version {LATEST}{self.file.suffix}")
            )
        self._sql.create_function("verdict_counts", 2, verdict_counts, deterministic=True)
        for step in range(version, LATEST):
            self._sql.execute("BEGIN IMMEDIATE")
            # Another process may have been quicker.
            if _version(self._sql) == step:
                for statement in MIGRATIONS[step]:
                    self._sql.execute(statement)
                self._sql.execute(f"PRAGMA user_version = {step + 1}")
            self._sql.execute("COMMIT")


@contextmanager
def in_words(file: Path) -> Iterator[None]:
    """Turns what SQLite says into what it means to a person."""
    try:
        yield
    except sqlite3.Error as fault:
        raise _meaning(fault, file) from fault
    except OSError as fault:
        raise InterviewerError(
            "The history {file} can't be opened: {why}.",
            fix="Check that the folder exists and belongs to you, or set INTERVIEWER_HOME to another one.",
            file=file,
            why=fault.strerror or fault,
        ) from fault


def copy(sql: sqlite3.Connection, file: Path) -> None:
    """Copies an open database into a new file, complete or not at all."""
    draft = file.with_name(f"{file.name}.part")
    draft.unlink(missing_ok=True)
    _create_private(draft)
    with closing(sqlite3.connect(draft)) as target:
        sql.backup(target)
    sync_file(draft)
    draft.replace(file)


def copy_of(file: Path, target: Path) -> None:
    """Copies a history that need not be open; others may be writing to it."""
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as sql:
        copy(sql, target)


def _connect(file: Path) -> sqlite3.Connection:
    """Transactions are begun and ended here alone, not by the library."""
    return sqlite3.connect(file, timeout=_BUSY_MS / 1000, isolation_level=None, check_same_thread=False)


def _make_durable(sql: sqlite3.Connection, *, network: bool) -> None:
    sql.execute(f"PRAGMA journal_mode = {'DELETE' if network else 'WAL'}")
    sql.execute("PRAGMA synchronous = FULL")
    sql.execute("PRAGMA foreign_keys = ON")


def _check_ours(sql: sqlite3.Connection, file: Path) -> None:
    sql.execute("BEGIN")  # as it is at one moment: another process may be making it
    version = _version(sql)
    application = sql.execute("PRAGMA application_id").fetchone()[0]
    tables = sql.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    sql.execute("COMMIT")
    if application != APPLICATION_ID and (version or tables):
        raise InterviewerError(
            "{file} is a database of another program.",
            fix="Move it away, or set INTERVIEWER_HOME to another folder.",
            file=file,
        )
    if version > LATEST:
        raise InterviewerError(
            "The history {file} was written by a newer version of Interviewer ({version}; this one knows "
            "{latest}). It is left as it is.",
            fix="Update Interviewer, or set INTERVIEWER_HOME to another folder.",
            file=file,
            version=version,
            latest=LATEST,
        )


def _version(sql: sqlite3.Connection) -> int:
    return int(sql.execute("PRAGMA user_version").fetchone()[0])


def _create_private(file: Path) -> None:
    """Makes the file for the user alone; SQLite gives its side files the same permissions."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, _PRIVATE))


def _meaning(fault: sqlite3.Error, file: Path) -> InterviewerError:
    # The low byte is the kind of error, whatever the details in the upper ones.
    kind = (getattr(fault, "sqlite_errorcode", None) or 0) & 0xFF
    if kind in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return DamagedHistory(
            "The history {file} is damaged ({why}). The recordings beside it are untouched.",
            fix="Restore a backup, or run `interviewer history --salvage`: what can still be read is carried "
            "over to a new history, and the damaged file is kept.",
            file=file,
            why=fault,
        )
    if kind in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return InterviewerError(
            "Another program keeps the history {file} locked.",
            fix="Close the other copy of Interviewer, or whatever is backing the folder up, and try again.",
            file=file,
        )
    if kind == sqlite3.SQLITE_FULL:
        return InterviewerError(
            "There is no room left for the history {file}. The recording itself is kept.",
            fix="Free some space there, and start again: the recording is offered.",
            file=file,
        )
    if kind in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR}:
        return InterviewerError(
            "The history {file} can't be read or written ({why}).",
            fix="Check that the folder is there and writable, or set INTERVIEWER_HOME to another one.",
            file=file,
            why=fault,
        )
    raise fault
