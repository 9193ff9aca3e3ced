"""The schedule in the database: one row for each question and day on which it was graded."""

from __future__ import annotations

import sqlite3
from datetime import date

from interviewer.interview.attempt import Attempt
from interviewer.interview.feedback import Grade
from interviewer.interview.question import QuestionId
from interviewer.interview.reports.correction import earned_grade
from interviewer.interview.schedule import Memory, Review, replayed

_MEMORIES = (
    "SELECT question_id, max(day), coalesce(own_grade, grade), stability_days, difficulty, due, count(*) "
    "FROM review {where} GROUP BY question_id"
)


def count(sql: sqlite3.Connection, attempt: Attempt) -> None:
    """Counts an attempt, if it has a grade and is the first of its question on that day."""
    if attempt.feedback.grade is None:
        return
    day = attempt.at.date().isoformat()
    inserted = sql.execute(
        "INSERT OR IGNORE INTO review (question_id, day, grade) VALUES (?, ?, ?)",
        (attempt.question.id, day, attempt.feedback.grade.value),
    )
    if inserted.rowcount:
        _compute(sql, attempt.question.id, since=day)


def count_again(sql: sqlite3.Connection, attempt: Attempt) -> None:
    """What an attempt has earned is another grade: where it is the one that counted, so is the review."""
    grade, day = earned_grade(attempt), attempt.at.date().isoformat()
    first = sql.execute(
        "SELECT id FROM attempt WHERE question_id = ? AND substr(at, 1, 10) = ? AND grade IS NOT NULL "
        "ORDER BY at_s, id LIMIT 1",
        (attempt.question.id, day),
    ).fetchone()
    if grade is None or first is None or first[0] != attempt.id:
        return
    changed = sql.execute(
        "UPDATE review SET grade = ? WHERE question_id = ? AND day = ? AND grade != ?",
        (grade.value, attempt.question.id, day, grade.value),
    )
    if changed.rowcount:
        _compute(sql, attempt.question.id, since=day)


def overrule(sql: sqlite3.Connection, question: QuestionId, review: Review) -> None:
    """Sets the person's own grade for a day."""
    day = review.day.isoformat()
    sql.execute(
        "INSERT INTO review (question_id, day, grade, own_grade) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (question_id, day) DO UPDATE SET own_grade = excluded.own_grade",
        (question, day, review.grade.value, review.grade.value),
    )
    _compute(sql, question, since=day)


def memories(sql: sqlite3.Connection) -> dict[QuestionId, Memory]:
    """The newest memory of each question; those of an older file are computed first."""
    old = "SELECT question_id, min(day) FROM review WHERE due IS NULL GROUP BY question_id"
    for question, day in sql.execute(old).fetchall():
        _compute(sql, question, since=day)
    return {QuestionId(row[0]): _memory(row) for row in sql.execute(_MEMORIES.format(where=""))}


def _compute(sql: sqlite3.Connection, question: str, *, since: str) -> None:
    """The memories from a day on, which was added or changed; from an earlier one that has none yet."""
    bare = sql.execute(
        "SELECT min(day) FROM review WHERE question_id = ? AND due IS NULL", (question,)
    ).fetchone()
    since = min(since, bare[0] or since)
    known = sql.execute(
        _MEMORIES.format(where="WHERE question_id = ? AND day < ?"), (question, since)
    ).fetchone()
    rows = sql.execute(
        "SELECT day, coalesce(own_grade, grade) FROM review WHERE question_id = ? AND day >= ? ORDER BY day",
        (question, since),
    ).fetchall()
    found = replayed(
        (Review(date.fromisoformat(day), Grade(grade)) for day, grade in rows),
        before=None if known is None else _memory(known),
    )
    sql.executemany(
        "UPDATE review SET stability_days = ?, difficulty = ?, due = ? WHERE question_id = ? AND day = ?",
        [
            (one.stability_days, one.difficulty, one.due.isoformat(), question, one.last.day.isoformat())
            for one in found
        ],
    )


def _memory(row: tuple[str, str, str, float, float, str, int]) -> Memory:
    _, day, grade, stability_days, difficulty, due, reviews = row
    last = Review(date.fromisoformat(day), Grade(grade))
    return Memory(last, stability_days, difficulty, date.fromisoformat(due), reviews)
