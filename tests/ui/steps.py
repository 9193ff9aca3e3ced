"""What a person does in the window, in steps that many tests take."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from staging import Stage

from interviewer.interview.rounds.move import State
from interviewer.ui.rounds.review import ReviewPage

#: Runs the event loop until something is so: the fixture ``until``.
Until = Callable[[Callable[[], object]], None]


def press(stage: Stage, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Where the focus is."""
    QTest.keyClick(QApplication.focusWidget() or stage.window, key, modifier)


def texts(widget: QWidget) -> str:
    """All that is to be read in it."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def page(stage: Stage) -> QWidget:
    shown: QWidget = stage.window._pages.currentWidget()
    return shown


def opened(stage: Stage, until: Until) -> None:
    stage.open()
    until(lambda: stage.window.home.filled)


def begun(stage: Stage, until: Until) -> None:
    """The window is open, and asks the first question."""
    opened(stage, until)
    press(stage, Qt.Key.Key_Space)
    assert stage.window.state is State.ASKING


def recording(stage: Stage, until: Until) -> None:
    """From a question that is being asked, or the time to think, to the answer."""
    if stage.window.state is State.ASKING:
        stage.voice.end()
    until(lambda: stage.window.state is State.THINKING)
    press(stage, Qt.Key.Key_Space)
    until(lambda: stage.window.state is State.RECORDING)


def reviewed(stage: Stage, until: Until) -> ReviewPage:
    """From there to the feedback."""
    recording(stage, until)
    press(stage, Qt.Key.Key_Space)
    until(lambda: stage.window.state is State.REVIEWING)
    return stage.window.pages.review
