"""A walk over all pages: everything has a name, the focus goes everywhere, and it can be seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollBar,
    QWidget,
)
from staging import Stage
from steps import PAGES, Until, bring, opened, press

from interviewer.errors import InterviewerError
from interviewer.interview.rounds.move import State
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.page import Page
from interviewer.ui.rail import Place


@pytest.mark.parametrize("name", PAGES)
def test_everything_that_can_be_used_has_a_name(stage: Stage, until: Until, name: str) -> None:
    bring(stage, until, name)
    for widget in stage.window.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget, QScrollBar) or widget.objectName().startswith("qt_"):
            continue
        usable = widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        if usable or isinstance(widget, QAbstractButton | QAbstractItemView | QComboBox | QLineEdit | Page):
            told = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
            assert told.strip(), f"{type(widget).__name__} on {name}"


@pytest.mark.parametrize("name", PAGES)
def test_tab_reaches_everything_and_comes_round(stage: Stage, until: Until, name: str) -> None:
    bring(stage, until, name)
    wanted = {
        widget
        for widget in stage.window.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget, QLabel)
    }
    reached: set[QWidget] = set()
    for _ in range(len(wanted) + 20):
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.add(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert wanted - reached == set()


@pytest.mark.parametrize("name", PAGES)
def test_the_page_has_the_focus_from_the_start(stage: Stage, until: Until, name: str) -> None:
    bring(stage, until, name)
    focused = QApplication.focusWidget()
    assert focused is not None
    page = stage.window.frame.page
    assert page.isAncestorOf(focused)


@pytest.mark.parametrize("name", PAGES)
def test_no_two_buttons_of_a_page_share_a_key(stage: Stage, until: Until, name: str) -> None:
    bring(stage, until, name)
    keys = [
        button.key for button in stage.window.findChildren(KeyButton) if button.isVisible() and button.key
    ]
    assert len(keys) == len(set(keys))


def test_a_button_says_its_key(stage: Stage, until: Until) -> None:
    bring(stage, until, "thinking")
    skip = next(button for button in stage.window.findChildren(KeyButton) if button.text() == "Skip")
    assert skip.accessibleDescription() == "Key: N"


def test_what_happens_is_announced(
    stage: Stage, until: Until, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told: list[str] = []
    for module in ("rounds.practice", "feedback.feedback", "elements.notice"):
        monkeypatch.setattr(f"interviewer.ui.{module}.announce", lambda _where, text: told.append(text))
    bring(stage, until, "review")
    assert told[0] == "The question"
    assert "Take a moment" in told
    assert "Recording" in told
    assert told[-1].startswith("Feedback ready. You covered 2 of 5 points")


def test_a_fault_is_announced_with_what_to_do(
    stage: Stage, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr("interviewer.ui.rounds.practice.announce", lambda _where, text: told.append(text))
    stage.recorder.start_fault = InterviewerError("There is no microphone.", fix="Plug one in.")
    bring(stage, until, "thinking")
    stage.window.session.answer()
    until(lambda: stage.window.state is State.THINKING and stage.window.session.fault)
    assert "There is no microphone.\nPlug one in." in told[-1]


def test_the_title_of_the_window_says_where_one_is(stage: Stage, until: Until) -> None:
    opened(stage, until)
    for place in (*Place, Place.HOME):
        stage.window.go_to(place)
        assert stage.window.windowTitle() == place.title_shown
    press(stage, Qt.Key.Key_Space)
    assert stage.window.windowTitle() == "Question is spoken"
