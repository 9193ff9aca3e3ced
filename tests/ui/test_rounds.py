"""Choosing a round, and going through each kind of it by keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QListWidget, QWidget
from staging import Stage

from interviewer.interview.coverage import Verdict
from interviewer.interview.move import State

Until = Callable[[Callable[[], object]], None]


def opened(stage: Stage, until: Until) -> None:
    stage.open()
    until(lambda: stage.window.home.filled)


def press(stage: Stage, key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget() or stage.window, key)


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def choose(stage: Stage, name: str, text: str) -> None:
    boxes = stage.window.home.findChildren(QComboBox)
    next(box for box in boxes if box.accessibleName() == name).setCurrentText(text)


# -- choosing --------------------------------------------------------------------------------------


def test_why_a_question_is_asked_today_is_said(stage: Stage, until: Until) -> None:
    opened(stage, until)
    home = stage.window.home
    assert "3 to ask today" in texts(home)
    assert "New: cost." in texts(home)
    home._questions.setFocus()
    for _ in range(3):
        press(stage, Qt.Key.Key_Down)
    assert "Not due today." in texts(home)


def test_the_choices_are_folded_away_behind_one_key(stage: Stage, until: Until) -> None:
    opened(stage, until)
    home = stage.window.home
    assert not home._panel.isVisible()
    press(stage, Qt.Key.Key_C)
    assert home._panel.isAncestorOf(QApplication.focusWidget())
    press(stage, Qt.Key.Key_C)
    assert not home._panel.isVisible()
    assert home._start.hasFocus()


def test_what_is_chosen_is_asked(stage: Stage, until: Until) -> None:
    opened(stage, until)
    home = stage.window.home
    assert home._start.text() == "Practise 3 questions"
    press(stage, Qt.Key.Key_C)
    choose(stage, "Order", "As listed")
    sections = home.findChild(QListWidget)
    sections.setFocus()
    press(stage, Qt.Key.Key_Down)
    press(stage, Qt.Key.Key_Down)
    press(stage, Qt.Key.Key_Space)
    assert home._start.text() == "Practise 2 questions"
    home._start.click()
    assert [one.id for one in stage.window.session.round.questions] == ["metadata", "late"]


# -- under pressure --------------------------------------------------------------------------------


def begin_pressure(stage: Stage, until: Until) -> None:
    opened(stage, until)
    press(stage, Qt.Key.Key_C)
    choose(stage, "Rules", "Pressure")
    assert stage.window.home._start.text() == "Pressure: 3 questions"
    stage.window.home._start.click()
    stage.voice.end()
    until(lambda: stage.window.state is State.THINKING)


def answer(stage: Stage, until: Until) -> None:
    press(stage, Qt.Key.Key_Space)
    until(lambda: stage.window.state is State.RECORDING)
    press(stage, Qt.Key.Key_Space)
    until(lambda: stage.window.state is State.WITHHELD)


def test_under_pressure_the_recording_begins_by_itself(stage: Stage, until: Until) -> None:
    begin_pressure(stage, until)
    until(lambda: "Recording begins by itself in 30 s." in texts(stage.window._practice))
    stage.clock.at += timedelta(seconds=31)
    until(lambda: stage.window.state is State.RECORDING)
    practice = stage.window._practice
    assert not practice._pause.isVisible()
    assert not practice._discard.isVisible()
    stage.recorder.elapsed_s = 100.0
    until(lambda: "Recording: come to an end" in texts(practice))
    stage.recorder.elapsed_s = 130.0
    until(lambda: "Recording: cut off in 5 s" in texts(practice))
    assert practice._live.text() == ""


def test_a_round_under_pressure_by_keys_ends_in_a_debrief(stage: Stage, until: Until) -> None:
    begin_pressure(stage, until)
    answer(stage, until)
    assert "Feedback comes at the end of the round." in texts(stage.window._practice)
    press(stage, Qt.Key.Key_Space)
    stage.voice.end()
    until(lambda: stage.window.state is State.THINKING)
    answer(stage, until)
    press(stage, Qt.Key.Key_Escape)
    assert stage.window.state is State.DEBRIEFING
    page = stage.window.debrief
    assert "2 answers, 50 % covered on average." in texts(page)
    assert page._work.item(0).text().startswith("1. ADF: Missed")
    assert page._work.hasFocus()
    press(stage, Qt.Key.Key_Return)
    assert "You covered 2 of 5 points" in texts(page.feedback)
    press(stage, Qt.Key.Key_Escape)
    assert page._work.hasFocus()
    press(stage, Qt.Key.Key_P)
    assert stage.window.state is State.ASKING
    assert len(stage.window.session.round.questions) == 2


def test_a_correction_counts_in_the_debrief(stage: Stage, until: Until) -> None:
    begin_pressure(stage, until)
    answer(stage, until)
    press(stage, Qt.Key.Key_Escape)
    page = stage.window.debrief
    press(stage, Qt.Key.Key_Return)
    page.feedback._correct(page.feedback._cards[0].point, Verdict.COVERED)
    press(stage, Qt.Key.Key_Escape)
    assert "1 answer, 70 % covered." in texts(page)
    until(lambda: stage.archive.kept[0].corrections)
