"""The only way back to the main thread: a queue of closures and one queued call."""

from __future__ import annotations

import queue
from collections.abc import Callable

from PySide6 import QtCore
from PySide6.QtCore import QMetaObject, QObject, Slot


class MainThreadBridge(QObject):
    """Runs what any thread posts, in order, on the thread that made the bridge."""

    def __init__(self) -> None:
        super().__init__()
        self._calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._open = True

    def post(self, call: Callable[[], None]) -> None:
        if self._open:
            self._calls.put(call)
            QMetaObject.invokeMethod(self, "_run_next", QtCore.Qt.ConnectionType.QueuedConnection)

    def close(self) -> None:
        """From now on nothing comes back: the window is gone."""
        self._open = False

    @Slot()
    def _run_next(self) -> None:
        if self._open:
            self._calls.get_nowait()()
