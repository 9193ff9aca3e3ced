"""The whole loop by keys alone: question, answer, feedback, again, next."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from staging import Stage
from steps import Until, begun, press, reviewed

from interviewer.interview.rounds.move import State
from interviewer.ui.feedback.point_card import PointCard
from interviewer.ui.rounds.review import ReviewPage


def test_a_round_by_keys(stage: Stage, until: Until) -> None:
    begun(stage, until)
    assert stage.voice.said[0].startswith("spoken: How do you manage cost")
    reviewed(stage, until)
    assert len(stage.archive.kept) == 1
    view = stage.window.findChild(ReviewPage).feedback
    assert view.attempt == stage.archive.kept[0]
    press(stage, Qt.Key.Key_N)
    assert stage.window.state is State.ASKING
    reviewed(stage, until)
    press(stage, Qt.Key.Key_N)
    reviewed(stage, until)
    press(stage, Qt.Key.Key_N)
    assert stage.window.state is State.DEBRIEFING
    press(stage, Qt.Key.Key_Escape)
    assert stage.window.state is State.CHOOSING
    assert [kept.question.id for kept in stage.archive.kept] == ["cost", "design", "choose"]


def test_enter_on_a_point_plays_its_moment(stage: Stage, until: Until) -> None:
    begun(stage, until)
    reviewed(stage, until)
    focused = QApplication.focusWidget()
    assert isinstance(focused, PointCard)
    evidence = focused.point.evidence[0]
    press(stage, Qt.Key.Key_Return)
    file, start_s, end_s = stage.player.played[0]
    assert file == stage.archive.kept[0].take.file
    assert abs(start_s - evidence.start_s) < 0.5
    assert end_s is not None
    assert end_s > evidence.end_s
