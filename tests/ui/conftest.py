"""A real application without a screen."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from bank_stage import BankStage
from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop
from PySide6.QtWidgets import QApplication
from staging import Stage

from interviewer.ui.application import make_application
from interviewer.ui.look import theme


@pytest.fixture(scope="session")
def application() -> QApplication:
    made = QApplication.instance()
    return made if isinstance(made, QApplication) else make_application(["test"])


@pytest.fixture(autouse=True)
def no_window_left(application: QApplication) -> Iterator[None]:
    theme.apply(application, theme="light")
    yield
    for window in QApplication.topLevelWidgets():
        window.close()
        window.deleteLater()
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    application.processEvents()


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


@pytest.fixture
def shipped(application: QApplication, tmp_path: Path) -> Iterator[BankStage]:
    """The pages of the banks, with one that came with the app."""
    made = BankStage(tmp_path)
    yield made
    made.close()


@pytest.fixture
def bank(application: QApplication, tmp_path: Path) -> Iterator[BankStage]:
    """The same, with the person's own."""
    made = BankStage(tmp_path, own=True)
    yield made
    made.close()
