"""The only way back to the main thread: a queue of closures and one signal."""

from __future__ import annotations

import queue
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot


class MainThreadBridge(QObject):
    """Runs what any thread posts, in order, on the thread that made the bridge."""

    _posted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._open = True
        self._posted.connect(self._run_next, Qt.ConnectionType.QueuedConnection)

    def post(self, call: Callable[[], None]) -> None:
        if self._open:
            self._calls.put(call)
            self._posted.emit()

    def close(self) -> None:
        """From now on nothing comes back: the window is gone."""
        self._open = False

    @Slot()
    def _run_next(self) -> None:
        if self._open:
            self._calls.get_nowait()()
