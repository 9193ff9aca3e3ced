"""The forms in which an attempt can be handed on."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from interviewer.errors import InputError
from interviewer.interview.attempt import Attempt
from interviewer.interview.reports.record import attempt_record
from interviewer.interview.reports.report import markdown
from interviewer.interview.reports.report_page import html
from interviewer.interview.reports.subtitle import srt, vtt


def as_json(attempt: Attempt) -> str:
    return json.dumps(attempt_record(attempt), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


#: By the ending of the file's name. PDF is printed from the HTML by the window.
FORMS: Mapping[str, Callable[[Attempt], str]] = {
    ".html": html,
    ".md": markdown,
    ".json": as_json,
    ".srt": lambda attempt: srt(attempt.transcript),
    ".vtt": lambda attempt: vtt(attempt.transcript),
}


def rendered(attempt: Attempt, ending: str) -> str:
    """The attempt in the form of that ending (``.html``). Raises InputError for one that there is none of."""
    form = FORMS.get(ending.lower())
    if form is None:
        raise InputError(f"There is no export as '{ending}'.", fix=f"Use one of {', '.join(FORMS)}, or .pdf.")
    return form(attempt)
