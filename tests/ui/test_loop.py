"""The whole loop by keys alone: question, answer, feedback, again, next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from staging import Stage

from interviewer.interview.rounds.move import State
from interviewer.ui.feedback.point_card import PointCard
from interviewer.ui.rounds.home import HomePage
from interviewer.ui.rounds.review import ReviewPage

Until = Callable[[Callable[[], object]], None]


def press(stage: Stage, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(QApplication.focusWidget() or stage.window, key)


def begin(stage: Stage, until: Until) -> None:
    stage.open()
    home = stage.window.findChild(HomePage)
    until(lambda: home.filled)
    press(stage, Qt.Key.Key_Space)
    assert stage.window.state is State.ASKING


def answer(stage: Stage, until: Until) -> None:
    stage.voice.end()
    until(lambda: stage.window.state is State.THINKING)
    press(stage, Qt.Key.Key_Space)
    until(lambda: stage.window.state is State.RECORDING)
    press(stage, Qt.Key.Key_Space)
    until(lambda: stage.window.state is State.REVIEWING)


def test_a_round_by_keys(stage: Stage, until: Until) -> None:
    begin(stage, until)
    assert stage.voice.said[0].startswith("spoken: How do you manage cost")
    answer(stage, until)
    assert len(stage.archive.kept) == 1
    view = stage.window.findChild(ReviewPage).feedback
    assert view.attempt == stage.archive.kept[0]
    press(stage, Qt.Key.Key_N)
    assert stage.window.state is State.ASKING
    answer(stage, until)
    press(stage, Qt.Key.Key_N)
    answer(stage, until)
    press(stage, Qt.Key.Key_N)
    assert stage.window.state is State.DEBRIEFING
    press(stage, Qt.Key.Key_Escape)
    assert stage.window.state is State.CHOOSING
    assert [kept.question.id for kept in stage.archive.kept] == ["cost", "design", "choose"]


def test_enter_on_a_point_plays_its_moment(stage: Stage, until: Until) -> None:
    begin(stage, until)
    answer(stage, until)
    focused = QApplication.focusWidget()
    assert isinstance(focused, PointCard)
    evidence = focused.point.evidence[0]
    press(stage, Qt.Key.Key_Return)
    file, start_s, end_s = stage.player.played[0]
    assert file == stage.archive.kept[0].take.file
    assert abs(start_s - evidence.start_s) < 0.5
    assert end_s is not None
    assert end_s > evidence.end_s
