"""Finds the take before a take, behind the window."""

from __future__ import annotations

from collections.abc import Callable

from interviewer.interview.attempt import Attempt
from interviewer.interview.ports import Archive, Background
from interviewer.interview.reports.advance import previous


class EarlierTakes:
    """Asked for one attempt at a time: the answer to an older question is called off."""

    def __init__(self, archive: Archive, worker: Background) -> None:
        self._archive = archive
        self._worker = worker

    def find(self, attempt: Attempt, then: Callable[[Attempt | None], None]) -> Callable[[], None]:
        """Returns what calls it off. Where it fails, there is nothing to compare with."""
        return self._worker.run(
            lambda _cancel: previous(attempt, self._archive.attempts(question=attempt.question.id)),
            done=then,
            failed=lambda _fault: then(None),
        )
