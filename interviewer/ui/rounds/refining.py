"""While feedback is looked at, the take is read again with care, and the feedback brought up to date."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from interviewer.interview.attempt import Attempt

if TYPE_CHECKING:
    from interviewer.interview.ports import Background
    from interviewer.ui.parts import Parts

_log = logging.getLogger(__name__)


class Refining:
    """One attempt at a time; whatever goes wrong, the first reading stands."""

    def __init__(self, parts: Parts, worker: Background) -> None:
        self._refine, self._archive, self._worker = parts.refine, parts.archive, worker
        self._call_off: Callable[[], None] = lambda: None

    def begin(
        self, attempt: Attempt, *, now: Callable[[], Attempt | None], done: Callable[[Attempt | None], None]
    ) -> bool:
        """``done`` gets the attempt of ``now``, with the person's corrections, as it was heard again.

        None: nothing has changed. False where there is nothing to be done, and ``done`` is not called.
        """
        self.call_off()
        refine = self._refine
        if refine is None or attempt.take is None:
            return False
        self._call_off = self._worker.run(
            lambda cancel: refine(attempt, cancel),
            done=lambda better: done(self._kept(better, now())),
            failed=lambda fault: self._failed(fault, done),
        )
        return True

    def call_off(self) -> None:
        """The person goes on."""
        self._call_off()
        self._call_off = lambda: None

    def _kept(self, better: Attempt | None, now: Attempt | None) -> Attempt | None:
        """What the person said of the answer meanwhile stays."""
        if better is None or now is None or now.id != better.id or now.as_heard is not None:
            return None
        merged = replace(now, transcript=better.transcript, feedback=better.feedback)
        self._worker.run(lambda _cancel: self._archive.revise(merged), done=_ignored, failed=_not_kept)
        return merged

    def _failed(self, fault: Exception, done: Callable[[Attempt | None], None]) -> None:
        _log.warning("the careful reading failed: %s", fault)
        done(None)


def _ignored(_result: object) -> None:
    """It is in the archive."""


def _not_kept(fault: Exception) -> None:
    _log.warning("the careful reading is shown, but could not be kept: %s", fault)
