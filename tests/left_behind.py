"""What no test may leave behind or call forth: threads, child processes, open files, warnings of Qt's.

Each test is held to it, and the whole run, for what outlives a test on purpose. Python's own warnings fail a
test by ``filterwarnings`` in pyproject.toml; what a program says that a test starts, ``program`` looks at.
"""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from program import OFFSCREEN

#: What was told to end may take so long to do it.
_GRACE_S = 5.0
_OF_THIS_PROCESS = Path("/proc/self")
_QT = "PySide6.QtCore"


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    with _nothing_left_behind():
        yield


@pytest.fixture(autouse=True, scope="session")
def nothing_left_behind_by_the_run() -> Iterator[None]:
    with _nothing_left_behind():
        yield


@contextmanager
def _nothing_left_behind() -> Iterator[None]:
    before = _there_is()
    yield
    deadline = time.monotonic() + _GRACE_S
    while (left := _there_is() - before) and time.monotonic() < deadline:
        threading.Event().wait(0.01)
    assert not left, "left behind: " + ", ".join(str(one) for one in left)


def _there_is() -> set[object]:
    """The threads that run, the children, dead ones that nobody has waited for too, and the open files."""
    return {*_threads(), *_children(), *_open_files()}


def _threads() -> Iterator[threading.Thread]:
    for thread in threading.enumerate():
        # Python keeps its word for a thread of the sound library's after that has ended.
        if not isinstance(thread, threading._DummyThread) or _task(thread).exists():
            yield thread


def _task(thread: threading.Thread) -> Path:
    return _OF_THIS_PROCESS / "task" / str(thread.native_id)


def _children() -> list[str]:
    while True:
        try:
            tasks = [task.read_text(encoding="ascii") for task in _OF_THIS_PROCESS.glob("task/*/children")]
        except (FileNotFoundError, ProcessLookupError):
            continue  # a thread has ended meanwhile, and its children are another's: all are looked at again
        return [f"process {child}" for task in tasks for child in task.split()]


def _open_files() -> Iterator[str]:
    """Those in the folder for temporary files, where all files of the tests are."""
    for open_file in _OF_THIS_PROCESS.glob("fd/*"):
        if open_file.is_symlink() and (file := open_file.readlink()).is_relative_to(tempfile.gettempdir()):
            yield f"{file} (file {open_file.name})"


@pytest.fixture(autouse=True, scope="session")
def told_by_qt() -> Iterator[list[str]]:
    """What Qt warns of, and what was raised in a slot, where some test has loaded Qt."""
    told: list[str] = []
    if _QT not in sys.modules:
        yield told
        return
    from PySide6.QtCore import QtMsgType, qInstallMessageHandler

    def handle(kind: QtMsgType, _context: Any, message: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and not message.startswith(OFFSCREEN):
            told.append(message)

    def slot_failed(kind: type[BaseException], fault: BaseException, _trace: object) -> None:
        told.append(f"a slot raised {kind.__name__}: {fault}")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "excepthook", slot_failed)
        before = qInstallMessageHandler(handle)
        yield told
        qInstallMessageHandler(before)


@pytest.fixture(autouse=True)
def no_warning_of_qt(told_by_qt: list[str]) -> Iterator[None]:
    yield
    told = told_by_qt[:]
    told_by_qt.clear()
    assert not told
