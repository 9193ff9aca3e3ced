"""The only way back to the main thread: closures, and one queued call. Long work there goes in steps."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator

from PySide6 import QtCore
from PySide6.QtCore import QMetaObject, QObject, QTimer, Slot

_END = object()


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

    def take_steps(self, steps: Iterator[object]) -> None:
        """One step whenever there is nothing else for the main thread to do, so that the window answers."""

        def go_on() -> None:
            if not self._open or next(steps, _END) is _END:
                idle.stop()
                idle.deleteLater()

        idle = QTimer(self, interval=0)
        idle.timeout.connect(go_on)
        idle.start()

    def close(self) -> None:
        """From now on nothing comes back: the window is gone."""
        self._open = False

    @Slot()
    def _run_next(self) -> None:
        if self._open:
            self._calls.get_nowait()()
