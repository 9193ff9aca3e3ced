"""Opens a window, says how long it took until it was painted, and ends: a script of performance.py's.

    STARTED=monotonic-seconds python benchmarks/first_paint.py bare|app

It loads nothing of its own that either window would have to load by itself.
"""

from __future__ import annotations

import os
import sys
import time
from typing import Any


def main() -> None:
    {"bare": bare, "app": app}[sys.argv[1]]()


def bare() -> None:
    """The same modules of Qt, and a window of the same size with nothing in it."""
    from PySide6 import QtSvg, QtWidgets  # noqa: F401, PLC0415

    tell_when_painted()
    application = QtWidgets.QApplication([])
    window = QtWidgets.QMainWindow()
    window.resize(1180, 780)
    window.show()
    application.exec()


def app() -> None:
    """Interviewer, which is watched only when it has loaded Qt itself, when and as it does."""

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "import" and arguments[0] == "interviewer.ui.window":
            tell_when_painted()

    sys.addaudithook(watch)
    sys.argv = ["interviewer"]
    from interviewer.__main__ import main as start  # noqa: PLC0415

    start()


def tell_when_painted() -> None:
    """Prints the time, and ends the process, when a window has been painted."""
    from PySide6.QtCore import QEvent, QObject, QTimer  # noqa: PLC0415
    from PySide6.QtWidgets import QMainWindow  # noqa: PLC0415

    def tell() -> None:
        wall_s, processor_s = time.monotonic() - float(os.environ["STARTED"]), time.process_time()
        print(f'{{"wall_s": {wall_s}, "processor_s": {processor_s}}}', flush=True)
        os._exit(0)

    class Watch(QObject):
        def eventFilter(self, _window: QObject, event: QEvent) -> bool:  # noqa: N802
            if event.type() is QEvent.Type.Paint:
                QTimer.singleShot(0, tell)
            return False

    show = QMainWindow.show

    def show_watched(window: QMainWindow) -> None:
        window.watch = Watch()  # type: ignore[attr-defined]
        window.installEventFilter(window.watch)  # type: ignore[attr-defined]
        show(window)

    QMainWindow.show = show_watched  # type: ignore[method-assign, assignment]


if __name__ == "__main__":
    main()
