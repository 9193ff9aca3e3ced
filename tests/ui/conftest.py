"""A real application without a screen; a Qt warning or a thread left running fails the test."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import (
    QDeadlineTimer,
    QEvent,
    QEventLoop,
    QMessageLogContext,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication
from staging import Stage

from interviewer.ui.application import make_application
from interviewer.ui.look import theme

_OFFSCREEN = "This plugin does not support "


@pytest.fixture(scope="session")
def application() -> QApplication:
    made = QApplication.instance()
    return made if isinstance(made, QApplication) else make_application(["test"])


@pytest.fixture(autouse=True)
def no_qt_warning(application: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What the screen that isn't there can't do is no warning of ours; a slot that raises is."""
    told: list[str] = []

    def handle(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and not message.startswith(_OFFSCREEN):
            told.append(message)

    def slot_failed(kind: type[BaseException], fault: BaseException, _trace: object) -> None:
        told.append(f"a slot raised {kind.__name__}: {fault}")

    monkeypatch.setattr(sys, "excepthook", slot_failed)
    before = qInstallMessageHandler(handle)
    theme.apply(application, theme="light")
    yield
    for window in QApplication.topLevelWidgets():
        window.close()
        window.deleteLater()
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    application.processEvents()
    qInstallMessageHandler(before)
    assert not told


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    left = [thread.name for thread in set(threading.enumerate()) - before]
    assert not left


@pytest.fixture
def until(application: QApplication) -> Callable[[Callable[[], object]], None]:
    """Runs the event loop until something is so."""

    def wait(so: Callable[[], object]) -> None:
        limit = QDeadlineTimer(10_000)
        while not so():
            assert not limit.hasExpired(), "it did not come to that"
            application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    return wait


@pytest.fixture
def stage(application: QApplication, tmp_path: Path) -> Iterator[Stage]:
    """The window on stand-ins for its ports."""
    made = Stage(tmp_path)
    yield made
    made.window.close()
