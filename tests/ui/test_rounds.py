"""Choosing a round, and going through each kind of it by keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QListWidget, QWidget
from staging import Stage

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
