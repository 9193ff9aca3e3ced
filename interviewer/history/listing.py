"""A selection of attempts as SQL, and a row as a recording."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import replace
from datetime import datetime

from interviewer.interview.attempt import AttemptId
from interviewer.interview.feedback import Grade
from interviewer.interview.question import QuestionId
from interviewer.interview.reports.recording import Order, Recording, Selection

COLUMNS = (
    "id, at, question_id, question, section, take_file, duration_s, score, grade, judged, words, pace_wpm, "
    "fillers, model, keep_forever"
)
_ORDER = {
    Order.DATE: "",
    Order.QUESTION: "question COLLATE NOCASE {way},",
    Order.SCORE: "score {way} NULLS LAST,",
    Order.DURATION: "duration_s {way} NULLS LAST,",
    Order.PACE: "pace_wpm {way} NULLS LAST,",
}
_FOUND = "id IN (SELECT rowid FROM said WHERE said MATCH ?)"
_WORD = re.compile(r"\w+")


def ids_statement(selection: Selection, *, order: Order, descending: bool) -> tuple[str, list[object]]:
    """The statement that lists the ids of a selection, and its values."""
    conditions, values = _conditions(selection)
    way = "DESC" if descending else "ASC"
    newest = way if order is Order.DATE else "DESC"
    # Left to itself, SQLite sorts all that was found, and takes twice as long.
    listed = _FOUND in conditions and order is Order.DATE and not selection.deleted
    hint = " INDEXED BY attempt_listed" if listed else ""
    statement = (
        f"SELECT id FROM attempt{hint} WHERE {' AND '.join(conditions)} "  # noqa: S608 - made of constants alone
        f"ORDER BY {_ORDER[order].format(way=way)} at_s {newest}, id {newest}"
    )
    return statement, values


def newest_statement(selection: Selection, *, among: int) -> tuple[str, list[object]]:
    """The ids of those, of the newest so many that fit otherwise, in which the words were found.

    Quick even where all attempts have them: of what was found only the newest part is gone through.
    """
    listed, values = ids_statement(replace(selection, text=""), order=Order.DATE, descending=True)
    statement = (
        f"WITH newest AS ({listed} LIMIT ?) SELECT id FROM attempt WHERE id IN newest AND id IN "  # noqa: S608 - made of constants alone
        "(SELECT rowid FROM said WHERE said MATCH ? AND rowid >= (SELECT min(id) FROM newest)) "
        "ORDER BY at_s DESC, id DESC"
    )
    return statement, [*values, among, search_expression(selection.text)]


def recording(row: sqlite3.Row) -> Recording:
    grade = row["grade"]
    return Recording(
        id=AttemptId(row["id"]),
        at=datetime.fromisoformat(row["at"]),
        question_id=QuestionId(row["question_id"]),
        question=row["question"],
        section=row["section"],
        has_take=row["take_file"] is not None,
        duration_s=row["duration_s"],
        score=row["score"],
        grade=None if grade is None else Grade(grade),
        judged=bool(row["judged"]),
        words=row["words"],
        pace_wpm=row["pace_wpm"],
        fillers=row["fillers"],
        model=row["model"],
        keep_forever=bool(row["keep_forever"]),
    )


def has_words(text: str) -> bool:
    """Whether there is something to search for."""
    return _WORD.search(text) is not None


def search_expression(text: str) -> str:
    """What a person typed, for FTS5: all words, in any order, the last as far as it is written."""
    words = [f'"{word}"' for word in _WORD.findall(text)]
    if not words:
        return ""
    finished = text[-1:].isspace()
    return " ".join(words) + ("" if finished else "*")


def _conditions(selection: Selection) -> tuple[list[str], list[object]]:
    since = selection.since and selection.since.timestamp()
    until = selection.until and selection.until.timestamp()
    expression = search_expression(selection.text)
    chosen: list[tuple[str, object | None]] = [
        ("question_id = ?", selection.question),
        ("section = ?", selection.section),
        ("grade = ?", selection.grade and selection.grade.value),
        ("judged = ?", None if selection.judged is None else int(selection.judged)),
        ("at_s >= ?", since),
        ("at_s < ?", until),
        (_FOUND, expression or None),
    ]
    conditions = [f"deleted_s IS {'NOT ' if selection.deleted else ''}NULL"]
    if selection.text.strip() and not expression:
        conditions.append("0")  # nothing but signs: no words to find
    if selection.verdict is not None:
        conditions.append(f"{selection.verdict.value} > 0")
    conditions += [condition for condition, value in chosen if value is not None]
    return conditions, [value for _, value in chosen if value is not None]
