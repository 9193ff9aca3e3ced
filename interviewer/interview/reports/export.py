"""The forms in which an attempt, or the attempts of a round, can be handed on."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence

from interviewer.errors import InputError
from interviewer.interview.attempt import Attempt
from interviewer.interview.reports.record import attempt_record
from interviewer.interview.reports.report import history_rows, markdown
from interviewer.interview.reports.report_page import Outline, html
from interviewer.interview.reports.subtitle import srt, vtt

#: Forms of one recording each: a round has as many files as answers.
APART = (".srt", ".vtt")


def as_json(attempts: Sequence[Attempt]) -> str:
    """One attempt as ``grade --json`` prints it; several in a list."""
    records = [attempt_record(attempt) for attempt in attempts]
    whole = records[0] if len(records) == 1 else {"attempts": records}
    return json.dumps(whole, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def as_csv(attempts: Sequence[Attempt]) -> str:
    table = io.StringIO()
    csv.writer(table).writerows(history_rows(attempts))
    return table.getvalue()


#: By the ending of the file's name. PDF is printed by the window.
FORMS: Mapping[str, Callable[[Sequence[Attempt], Outline], str]] = {
    ".html": html,
    ".md": lambda attempts, _outline: markdown(*attempts),
    ".json": lambda attempts, _outline: as_json(attempts),
    ".csv": lambda attempts, _outline: as_csv(attempts),
    ".srt": lambda attempts, _outline: srt(attempts[0].transcript),
    ".vtt": lambda attempts, _outline: vtt(attempts[0].transcript),
}


def rendered(attempts: Sequence[Attempt], ending: str, *, outline: Outline = lambda _take: None) -> str:
    """The attempts in the form of that ending (``.html``). ``outline`` reads a take, to be drawn.

    Raises InputError for a form that there isn't.
    """
    form = FORMS.get(ending.lower())
    if form is None:
        raise InputError(
            "There is no export as '{ending}'.",
            fix="Use one of {forms}, or .pdf.",
            ending=ending,
            forms=", ".join(FORMS),
        )
    return form(attempts, outline)
