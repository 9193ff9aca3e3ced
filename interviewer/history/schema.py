"""The tables, as the steps that made them: a file of version n has had the first n steps.

A step that has been released is never changed; a change is a new step.
"""

from __future__ import annotations

#: "INTV": tells our files from other SQLite files.
APPLICATION_ID = 0x494E5456

_FIRST = (
    f"PRAGMA application_id = {APPLICATION_ID}",
    # What lists and filters need, in small rows; the whole attempt lies apart.
    """
    CREATE TABLE attempt (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,              -- ISO 8601, with the zone in which it was spoken
        at_s REAL NOT NULL,            -- seconds since 1970, for the order
        question_id TEXT NOT NULL,
        question TEXT NOT NULL,
        section INTEGER NOT NULL,
        take_file TEXT,                -- name in the folder of takes, else a whole path; null when typed
        duration_s REAL,
        score REAL,
        grade TEXT,
        judged INTEGER NOT NULL,       -- 0: there was nothing to judge
        words INTEGER NOT NULL,
        pace_wpm REAL,
        fillers INTEGER,
        model TEXT NOT NULL,
        keep_forever INTEGER NOT NULL DEFAULT 0,
        deleted_s REAL                 -- seconds since 1970; null: not deleted
    ) STRICT
    """,
    "CREATE INDEX attempt_newest ON attempt (at_s DESC, id DESC)",
    "CREATE INDEX attempt_by_question ON attempt (question_id, at_s DESC, id DESC)",
    "CREATE INDEX attempt_take ON attempt (take_file)",
    # The JSON of interview/reports/record.py, deflated: 5 times smaller.
    """
    CREATE TABLE record (
        attempt_id INTEGER PRIMARY KEY REFERENCES attempt (id) ON DELETE CASCADE,
        json BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE correction (
        attempt_id INTEGER NOT NULL REFERENCES attempt (id) ON DELETE CASCADE,
        point_id TEXT NOT NULL,
        verdict TEXT NOT NULL,
        PRIMARY KEY (attempt_id, point_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE VIRTUAL TABLE said USING fts5 (text, question, tokenize = 'unicode61 remove_diacritics 2')",
)

_SCHEDULE = (
    # One review a day and question: the grade of the first take, or the person's own. An attempt that is
    # deleted has been a review all the same.
    """
    CREATE TABLE review (
        question_id TEXT NOT NULL,
        day TEXT NOT NULL,             -- where it was spoken
        grade TEXT NOT NULL,
        own_grade TEXT,                -- what the person says instead
        stability_days REAL,           -- null: not computed yet
        difficulty REAL,
        due TEXT,
        PRIMARY KEY (question_id, day)
    ) STRICT, WITHOUT ROWID
    """,
    """
    INSERT INTO review (question_id, day, grade)
    SELECT question_id, day, grade FROM (
        SELECT question_id, substr(at, 1, 10) AS day, grade,
               row_number() OVER (PARTITION BY question_id, substr(at, 1, 10) ORDER BY at_s, id) AS place
        FROM attempt WHERE grade IS NOT NULL
    ) WHERE place = 1
    """,
)

_VERDICTS = (
    # How many points have each verdict, the person's own counted: for the list, which is narrowed by it.
    "ALTER TABLE attempt ADD COLUMN covered INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE attempt ADD COLUMN partial INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE attempt ADD COLUMN missed INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE attempt ADD COLUMN contradicted INTEGER NOT NULL DEFAULT 0",
    # verdict_counts is a function of ours: see packing.py
    """
    UPDATE attempt SET (covered, partial, missed, contradicted) = (
        SELECT counts ->> 'covered', counts ->> 'partial', counts ->> 'missed', counts ->> 'contradicted'
        FROM (
            SELECT verdict_counts(json, (
                SELECT json_group_object(point_id, verdict) FROM correction WHERE attempt_id = attempt.id
            )) AS counts FROM record WHERE attempt_id = attempt.id
        )
    ) WHERE judged AND EXISTS (SELECT 1 FROM record WHERE attempt_id = attempt.id)
    """,
    # The list itself comes from the index alone.
    "DROP INDEX attempt_newest",
    "CREATE INDEX attempt_listed ON attempt (at_s DESC, id DESC) WHERE deleted_s IS NULL",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST, _SCHEDULE, _VERDICTS)
