"""A line of background work: one thread, one job at a time, in the order in which they were given."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from interviewer.errors import Cancelled, InterviewerError

if TYPE_CHECKING:
    from interviewer.interview.ports import Bridge, CancelToken

T = TypeVar("T")
_log = logging.getLogger(__name__)


class Token:
    """Set by the person, asked by the work."""

    def __init__(self) -> None:
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()

    def raise_if_cancelled(self) -> None:
        if self.cancelled:
            raise Cancelled


class _Line(threading.Thread):
    """The thread of a line; it does not keep the app from ending."""

    def __init__(self, work: Callable[[], None], name: str) -> None:
        super().__init__(target=work, name=name, daemon=True)


def any_at_work() -> bool:
    """Whether a line goes on, though it was closed: what it was doing did not end in time."""
    return any(isinstance(thread, _Line) for thread in threading.enumerate())


class BackgroundLine:
    """Runs jobs one after another on its own thread; results and faults go to the main thread.

    What was cancelled reports nothing, even if it was finished by then.
    """

    def __init__(self, bridge: Bridge, *, name: str) -> None:
        self._bridge = bridge
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread = _Line(self._work, name)
        self._thread.start()

    def run(
        self,
        work: Callable[[CancelToken], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> Callable[[], None]:
        token = Token()
        self._jobs.put(lambda: self._run_job(work, done, failed, token))
        return token.cancel

    def close(self, *, limit_s: float) -> bool:
        """Finishes what is queued, then ends the thread. False where it takes longer than the limit."""
        self._jobs.put(None)
        self._thread.join(limit_s)
        return not self._thread.is_alive()

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()

    def _run_job(
        self,
        work: Callable[[CancelToken], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        token: Token,
    ) -> None:
        try:
            token.raise_if_cancelled()
            result = work(token)
        except Cancelled:
            return
        except Exception as fault:  # noqa: BLE001 - whatever it is, the main thread decides what is said
            self._report(fault)
            self._answer(token, failed, fault)
        else:
            self._answer(token, done, result)

    def _answer(self, token: Token, answer: Callable[[T], None], with_what: T) -> None:
        """The person may have called it off until the very moment it is told."""
        self._bridge.post(lambda: None if token.cancelled else answer(with_what))

    def _report(self, fault: Exception) -> None:
        if not isinstance(fault, InterviewerError):
            _log.error("a bug in background work", exc_info=fault)
