"""What a person does in the window, in steps that many tests take."""

from __future__ import annotations

from collections.abc import Callable

import sample
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from staging import Stage
from stand_ins import earlier

from interviewer.errors import InterviewerError
from interviewer.interview.check import MICROPHONE, Check
from interviewer.interview.rounds.move import State
from interviewer.sentence import Sentence
from interviewer.ui.rail import Place
from interviewer.ui.rounds.review import ReviewPage

#: Runs the event loop until something is so: the fixture ``until``.
Until = Callable[[Callable[[], object]], None]

#: Every page, as ``bring`` knows it; and what opens on the page of a review.
PAGES = [
    "home",
    "recordings",
    "progress",
    "settings",
    "checks",
    "asking",
    "thinking",
    "recording",
    "discarded",
    "unheard",
    "review",
    "why",
    "model answer",
]


def press(stage: Stage, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Where the focus is."""
    QTest.keyClick(QApplication.focusWidget() or stage.window, key, modifier)


def texts(widget: QWidget) -> str:
    """All that is to be read in it."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def page(stage: Stage) -> QWidget:
    shown: QWidget = stage.window.frame.page
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


def unheard(stage: Stage, until: Until) -> None:
    """From the recording to an answer that can't be transcribed."""
    stage.transcriber.file_fault = InterviewerError(
        "There is no speech model in {model_dir}.",
        fix="Run 'interviewer doctor' to see which are there.",
        model_dir="models/base",
    )
    stage.window.session.stop()
    stage.window.session.stop_hearing()
    until(lambda: stage.window.session.take is not None)
    stage.window.session.hear_again()
    until(lambda: stage.window.state is State.UNHEARD)


def bring(stage: Stage, until: Until, name: str) -> None:
    """Brings the window to a page with something on it."""
    silent = Sentence("“{device}” delivers no sound.", device="Studio Mic")
    fix = Sentence("Choose another voice in the settings.")
    stage.checks = (Check(MICROPHONE, ok=False, detail=silent, fix=fix),)
    for question in range(3):
        stage.archive.keep(sample.attempt(earlier(question), question=question))
    stage.open()
    until(lambda: stage.window.home.filled)
    if name in {place.value for place in Place}:
        stage.window.go_to(Place(name))
        return
    if name == "home":
        return
    stage.window.home._start.click()
    if name == "asking":
        return
    stage.voice.end()
    until(lambda: stage.window.state is State.THINKING)
    if name == "thinking":
        return
    stage.window.session.answer()
    until(lambda: stage.window.state is State.RECORDING)
    {
        "recording": lambda: None,
        "discarded": stage.window.session.discard,
        "unheard": lambda: unheard(stage, until),
    }.get(name, lambda: _heard(stage, until, name))()


def _heard(stage: Stage, until: Until, name: str) -> None:
    """From the recording to the feedback, and to what opens on its page."""
    stage.window.session.stop()
    until(lambda: stage.window.state is State.REVIEWING)
    if name == "model answer":
        stage.window.pages.review.feedback.model.reveal()
    if name == "why":
        for card in stage.window.pages.review.feedback.points.cards:
            card.ask_why()
