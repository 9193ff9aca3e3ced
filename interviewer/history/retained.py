"""Which attempts and takes a retention rule concerns, in SQL."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta

from interviewer.interview.attempt import AttemptId
from interviewer.interview.reports.retention import Retention

_BEYOND_THE_LAST = """
    SELECT id FROM (
        SELECT id, keep_forever,
               row_number() OVER (PARTITION BY question_id ORDER BY at_s DESC, id DESC) AS place
        FROM attempt WHERE deleted_s IS NULL
    ) WHERE place > ? AND NOT keep_forever ORDER BY id
"""
_OLDER_WITH_SOUND = """
    SELECT id FROM attempt
    WHERE at_s < ? AND take_file IS NOT NULL AND NOT keep_forever AND deleted_s IS NULL ORDER BY id
"""
# A take that another attempt uses too has to stay.
_TAKES_ALONE = """
    SELECT DISTINCT take_file FROM attempt
    WHERE id IN (SELECT value FROM json_each(:ids)) AND take_file IS NOT NULL AND take_file NOT IN (
        SELECT take_file FROM attempt
        WHERE take_file IS NOT NULL AND id NOT IN (SELECT value FROM json_each(:ids))
    )
"""


def chosen(
    sql: sqlite3.Connection, rule: Retention, *, now: datetime
) -> tuple[tuple[AttemptId, ...], tuple[AttemptId, ...], list[str]]:
    """Attempts that go, attempts that lose their sound, and the takes of both."""
    attempts: list[AttemptId] = []
    sounds: list[AttemptId] = []
    if rule.last_per_question is not None:
        attempts = [AttemptId(row[0]) for row in sql.execute(_BEYOND_THE_LAST, (rule.last_per_question,))]
    if rule.sound_days is not None:
        oldest_s = (now - timedelta(days=rule.sound_days)).timestamp()
        gone = set(attempts)
        rows = sql.execute(_OLDER_WITH_SOUND, (oldest_s,))
        sounds = [AttemptId(row[0]) for row in rows if row[0] not in gone]
    return tuple(attempts), tuple(sounds), takes_of_these_alone(sql, [*attempts, *sounds])


def takes_of_these_alone(sql: sqlite3.Connection, ids: Sequence[AttemptId]) -> list[str]:
    return [row[0] for row in sql.execute(_TAKES_ALONE, {"ids": json.dumps(list(ids))})]
