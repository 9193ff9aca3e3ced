"""Attempts on disk: the ``Archive`` port, and the list of recordings."""

from __future__ import annotations

import json
import logging
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, overload

from interviewer.errors import InputError, InterviewerError
from interviewer.history import retained, reviews
from interviewer.history.database import Database
from interviewer.history.listing import COLUMNS, has_words, ids_statement, newest_statement, recording
from interviewer.history.packing import packed, unpacked
from interviewer.history.take_folder import TakeFolder
from interviewer.interview.attempt import Attempt, AttemptId
from interviewer.interview.coverage import Verdict
from interviewer.interview.feedback import Grade
from interviewer.interview.question import PointId, QuestionId
from interviewer.interview.reports.recording import Order, Recording, Selection, excerpt
from interviewer.interview.reports.report import counts, score_that_counts
from interviewer.interview.reports.retention import Removal, Retention
from interviewer.interview.schedule import Memory, Review
from interviewer.interview.take import Take

_log = logging.getLogger(__name__)

_ALL = Selection()
#: How many rows are asked for at once.
_PAGE = 200
#: Of the newest attempts, how many are looked through for each that is to be found.
_NEWEST_FOR_EACH = 10
#: The name of the take, the deflated JSON, and the person's corrections by point.
_Stored = tuple[str | None, bytes, dict[str, str]]


class DiskArchive:
    """Attempts in one SQLite file, and their takes in a folder. May be used from any thread."""

    def __init__(self, *, database: Path, takes: Path) -> None:
        """Opens the archive, or begins one.

        Raises InterviewerError where it is damaged, of a newer version, or out of reach.
        """
        self._database = Database(database)
        self._takes = TakeFolder(takes)

    def close(self) -> None:
        self._database.close()

    # -- the Archive port --------------------------------------------------------------------------

    def take_file(self, question: QuestionId, at: datetime) -> Path:
        return self._takes.new_file(question, at)

    def keep(self, attempt: Attempt) -> AttemptId:
        record, row = self._written(attempt)
        with self._database.writing() as sql:
            columns, marks = ", ".join(row), ", ".join("?" * len(row))
            cursor = sql.execute(
                f"INSERT INTO attempt ({columns}) VALUES ({marks})",  # noqa: S608 - names are ours
                list(row.values()),
            )
            kept = AttemptId(int(cursor.lastrowid or 0))
            sql.execute("INSERT INTO record (attempt_id, json) VALUES (?, ?)", (kept, record))
            _write_words(sql, kept, attempt)
            _write_corrections(sql, kept, attempt)
            reviews.count(sql, attempt)
        return kept

    def attempt(self, attempt_id: AttemptId) -> Attempt:
        stored = self._stored([attempt_id]).get(attempt_id)
        if stored is None:
            raise InputError(
                "There is no attempt {attempt_id}.",
                fix="See `interviewer history` for those there are.",
                attempt_id=attempt_id,
            )
        return self._restored(attempt_id, stored)

    def attempts(self, *, question: QuestionId | None = None, limit: int | None = None) -> Sequence[Attempt]:
        """Attempts, newest first; each is read when it is looked at."""
        return _Attempts(self, self.ids(Selection(question=question))[:limit])

    def correct(self, attempt: Attempt) -> None:
        attempt_id = _kept_id(attempt)
        with self._database.writing() as sql:
            _require(sql, attempt_id)
            _write_corrections(sql, attempt_id, attempt)
            _update(sql, attempt_id, _verdicts(attempt))
            if attempt.star is not None or attempt.own_grade is not None:
                record, _ = self._written(attempt)
                sql.execute("UPDATE record SET json = ? WHERE attempt_id = ?", (record, attempt_id))
            reviews.count_again(sql, attempt)

    def unfinished(self) -> Sequence[Take]:
        """Takes that belong to no attempt, newest first: repaired, and under their final names.

        Those that were being spoken when the app died, and those that were stopped but not kept yet.
        """
        with self._database.reading() as sql:
            known = {row[0] for row in sql.execute("SELECT take_file FROM attempt WHERE take_file NOT NULL")}
        return self._takes.left_behind(known)

    # -- more than the port ------------------------------------------------------------------------

    def revise(self, attempt: Attempt) -> None:
        """Replaces a kept attempt: heard again by another model, or judged again by an edited bank."""
        attempt_id = _kept_id(attempt)
        record, row = self._written(attempt)
        with self._database.writing() as sql:
            _require(sql, attempt_id)
            _update(sql, attempt_id, row)
            sql.execute("UPDATE record SET json = ? WHERE attempt_id = ?", (record, attempt_id))
            sql.execute("DELETE FROM said WHERE rowid = ?", (attempt_id,))
            _write_words(sql, attempt_id, attempt)
            _write_corrections(sql, attempt_id, attempt)
            reviews.count_again(sql, attempt)

    def memories(self) -> dict[QuestionId, Memory]:
        """What is known of each question that was ever graded: see ``interview/schedule.py``."""
        with self._database.writing() as sql:
            return reviews.memories(sql)

    def overrule(self, question: QuestionId, day: date, grade: Grade) -> None:
        """The person's own grade for a day: it counts instead of the first take's."""
        with self._database.writing() as sql:
            reviews.overrule(sql, question, Review(day, grade))

    def ids(
        self, selection: Selection = _ALL, *, order: Order = Order.DATE, descending: bool = True
    ) -> list[AttemptId]:
        statement, values = ids_statement(selection, order=order, descending=descending)
        with self._database.reading() as sql:
            # In one piece: row by row, each would wait for whatever else is going on.
            (whole,) = sql.execute(f"SELECT json_group_array(id) FROM ({statement})", values).fetchone()  # noqa: S608
        found: list[AttemptId] = json.loads(whole)
        return found

    def newest(self, selection: Selection, *, most: int) -> list[Recording]:
        if not has_words(selection.text):
            return []
        statement, values = newest_statement(selection, among=most * _NEWEST_FOR_EACH)
        with self._database.reading() as sql:
            found = [AttemptId(row[0]) for row in sql.execute(f"{statement} LIMIT {most:d}", values)]
        return self.recordings(found)

    def recordings(self, ids: Sequence[AttemptId]) -> list[Recording]:
        statement = f"SELECT {COLUMNS} FROM attempt WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608
        with self._database.reading() as sql:
            cursor = sql.execute(statement, (json.dumps(list(ids)),))
            cursor.row_factory = sqlite3.Row
            found = {row["id"]: recording(row) for row in cursor}
        return [found[one] for one in ids if one in found]

    def excerpts(self, text: str, ids: Sequence[AttemptId]) -> dict[AttemptId, str]:
        """Found in the words themselves: FTS5 would go through all that matches, once for each attempt."""
        statement = "SELECT rowid, text FROM said WHERE rowid IN (SELECT value FROM json_each(?))"
        with self._database.reading() as sql:
            said = sql.execute(statement, (json.dumps(list(ids)),)).fetchall()
        found = {AttemptId(which): excerpt(words, text) for which, words in said}
        return {which: around for which, around in found.items() if around}

    def delete(self, ids: Sequence[AttemptId]) -> None:
        self._set("deleted_s", time.time(), ids)

    def restore(self, ids: Sequence[AttemptId]) -> None:
        self._set("deleted_s", None, ids)

    def keep_forever(self, ids: Sequence[AttemptId], *, keep: bool = True) -> None:
        self._set("keep_forever", int(keep), ids)

    def purge(self, *, before: datetime) -> int:
        """Removes for good what was deleted before then, takes included. Returns how many attempts."""
        with self._database.writing() as sql:
            found = sql.execute("SELECT id FROM attempt WHERE deleted_s < ?", (before.timestamp(),))
            gone = [AttemptId(row[0]) for row in found]
            self._remove_sound(sql, gone)
            sql.executemany("DELETE FROM said WHERE rowid = ?", [(one,) for one in gone])
            sql.executemany("DELETE FROM attempt WHERE id = ?", [(one,) for one in gone])
        return len(gone)

    def would_remove(self, rule: Retention, *, now: datetime) -> Removal:
        """What the rule would remove; ``remove`` does it."""
        with self._database.reading() as sql:
            attempts, sounds, takes = retained.chosen(sql, rule, now=now)
        return Removal(attempts, sounds, sum(self._takes.size_bytes(name) for name in takes))

    def remove(self, removal: Removal) -> None:
        """Deletes the attempts, which ``restore`` can undo until they are purged, and the sound for good."""
        with self._database.writing() as sql:
            self._remove_sound(sql, removal.sounds)
        self.delete(removal.attempts)

    def _remove_sound(self, sql: sqlite3.Connection, ids: Sequence[AttemptId]) -> None:
        """Files first: cut off in the middle, it is done again, and no take is left that nobody knows."""
        for name in retained.takes_of_these_alone(sql, ids):
            self._takes.remove(name)
        sql.executemany("UPDATE attempt SET take_file = NULL WHERE id = ?", [(one,) for one in ids])

    def faults(self) -> list[str]:
        """What is wrong with the database; empty for a sound one."""
        return self._database.faults()

    def _set(self, column: str, value: float | None, ids: Sequence[AttemptId]) -> None:
        with self._database.writing() as sql:
            sql.executemany(
                f"UPDATE attempt SET {column} = ? WHERE id = ?",  # noqa: S608 - names are ours
                [(value, one) for one in ids],
            )

    def _written(self, attempt: Attempt) -> tuple[bytes, dict[str, object]]:
        """The attempt as it is stored: all of it, and what lists need."""
        attempt = _with_files(attempt, lambda file: Path(self._takes.name(file)))
        return packed(attempt), _row(attempt)

    def readable(self, ids: Sequence[AttemptId]) -> Iterator[Attempt]:
        """These attempts, in this order; one that is gone or damaged is left out, and logged."""
        for attempt_id, stored in self._stored(ids).items():
            try:
                yield self._restored(attempt_id, stored)
            except InterviewerError:
                _log.warning("attempt %d is damaged and is passed over", attempt_id)

    def _stored(self, ids: Sequence[AttemptId]) -> dict[AttemptId, _Stored]:
        """What is stored of these attempts, in this order; one that is gone is left out."""
        wanted = json.dumps(list(ids))
        with self._database.reading() as sql:
            found = sql.execute(
                "SELECT id, take_file, json FROM record JOIN attempt ON attempt.id = attempt_id "
                "WHERE attempt_id IN (SELECT value FROM json_each(?))",
                (wanted,),
            ).fetchall()
            corrections = sql.execute(
                "SELECT attempt_id, point_id, verdict FROM correction "
                "WHERE attempt_id IN (SELECT value FROM json_each(?))",
                (wanted,),
            ).fetchall()
        stored: dict[int, _Stored] = {row[0]: (row[1], row[2], {}) for row in found}
        for attempt_id, point, verdict in corrections:
            stored[attempt_id][2][point] = verdict
        return {one: stored[one] for one in ids if one in stored}

    def _restored(self, attempt_id: AttemptId, stored: _Stored) -> Attempt:
        take_file, content, corrections = stored
        attempt = unpacked(content, attempt_id=attempt_id, corrections=corrections)
        if take_file is None:  # typed, or its sound was removed
            attempt = replace(attempt, take=None)
        return _with_files(attempt, lambda name: self._takes.path(str(name)))


class _Attempts(Sequence[Attempt]):
    """Attempts by their ids, read a page at a time: 100,000 of them cost nothing until they are looked at."""

    def __init__(self, archive: DiskArchive, ids: Sequence[AttemptId]) -> None:
        self._archive = archive
        self._ids = ids

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, index: int) -> Attempt: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Attempt]: ...
    def __getitem__(self, index: int | slice) -> Attempt | Sequence[Attempt]:
        if isinstance(index, slice):
            return _Attempts(self._archive, self._ids[index])
        return self._archive.attempt(self._ids[index])

    def __iter__(self) -> Iterator[Attempt]:
        for start in range(0, len(self._ids), _PAGE):
            yield from self._archive.readable(self._ids[start : start + _PAGE])


def _with_files(attempt: Attempt, change: Callable[[Path], Path]) -> Attempt:
    """The attempt with other paths of its takes."""

    def changed(take: Take | None) -> Take | None:
        return None if take is None else replace(take, file=change(take.file))

    added = attempt.follow_up and replace(attempt.follow_up, take=changed(attempt.follow_up.take))
    return replace(attempt, take=changed(attempt.take), follow_up=added)


def _row(attempt: Attempt) -> dict[str, object]:
    delivery, feedback = attempt.feedback.delivery, attempt.feedback
    take = attempt.take
    return {
        "at": attempt.at.isoformat(),
        "at_s": attempt.at.timestamp(),
        "question_id": attempt.question.id,
        "question": attempt.question.text,
        "section": attempt.question.section,
        "take_file": None if take is None else take.file.as_posix(),
        "duration_s": None if take is None else take.duration_s,
        **_verdicts(attempt),
        "grade": feedback.grade and feedback.grade.value,
        "judged": int(feedback.abstained is None),
        "words": delivery.words,
        "pace_wpm": delivery.pace_wpm,
        "fillers": None if delivery.fillers is None else len(delivery.fillers),
        "model": attempt.transcript.model,
    }


def _verdicts(attempt: Attempt) -> dict[str, object]:
    """What changes with a correction; nothing is counted where nothing could be judged."""
    judged = attempt.feedback.abstained is None
    number = counts(attempt) if judged else dict.fromkeys(Verdict, 0)
    return {"score": score_that_counts(attempt), **{which.value: number[which] for which in Verdict}}


def _update(sql: sqlite3.Connection, attempt_id: AttemptId, columns: dict[str, object]) -> None:
    settings = ", ".join(f"{column} = ?" for column in columns)
    sql.execute(
        f"UPDATE attempt SET {settings} WHERE id = ?",  # noqa: S608 - names are ours
        [*columns.values(), attempt_id],
    )


def _write_words(sql: sqlite3.Connection, attempt_id: AttemptId, attempt: Attempt) -> None:
    sql.execute(
        "INSERT INTO said (rowid, text, question) VALUES (?, ?, ?)",
        (attempt_id, attempt.transcript.text, attempt.question.text),
    )


def _write_corrections(sql: sqlite3.Connection, attempt_id: AttemptId, attempt: Attempt) -> None:
    rows: list[tuple[AttemptId, PointId, Verdict]] = [
        (attempt_id, point, verdict) for point, verdict in attempt.corrections.items()
    ]
    sql.execute("DELETE FROM correction WHERE attempt_id = ?", (attempt_id,))
    sql.executemany("INSERT INTO correction (attempt_id, point_id, verdict) VALUES (?, ?, ?)", rows)


def _kept_id(attempt: Attempt) -> AttemptId:
    if attempt.id is None:
        raise InputError("This attempt has not been kept yet.")
    return attempt.id


def _require(sql: sqlite3.Connection, attempt_id: AttemptId) -> None:
    found: Any = sql.execute("SELECT 1 FROM attempt WHERE id = ?", (attempt_id,)).fetchone()
    if found is None:
        raise InputError("There is no attempt {attempt_id}.", attempt_id=attempt_id)
