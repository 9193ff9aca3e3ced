"""The first start: voice, microphone, first question."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sample
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from staging import Stage
from stand_ins import SPEAKING, earlier
from steps import Until, page, press, texts

from interviewer.errors import InterviewerError
from interviewer.interview.ports import Level
from interviewer.interview.rounds.move import State
from interviewer.settings import Settings
from interviewer.ui.rail import Place
from interviewer.ui.upkeep.trial import TRIAL_S, TrialState
from interviewer.ui.upkeep.welcome import WelcomePage

SILENCE = Level(rms_dbfs=-120.0, peak=0.0, clipped=False, zeros_s=4.0)


@pytest.fixture
def new(application: QApplication, tmp_path: Path) -> Iterator[Stage]:
    """The window of somebody who has never answered anything."""
    made = Stage(tmp_path, settings=Settings())
    yield made
    made.window.close()


def arrived(stage: Stage, until: Until) -> WelcomePage:
    stage.open()
    until(lambda: isinstance(page(stage), WelcomePage))
    shown = page(stage)
    assert isinstance(shown, WelcomePage)
    return shown


def tried(stage: Stage, until: Until, level: Level | None) -> WelcomePage:
    """The microphone is tried until it is closed again."""
    shown = arrived(stage, until)
    stage.recorder.level_when_open = level
    press(stage, Qt.Key.Key_M)
    until(lambda: shown._trial.state is TrialState.LISTENING)
    assert "Speak now" in texts(shown)
    stage.recorder.elapsed_s = TRIAL_S
    until(lambda: shown._trial.state in (TrialState.PLAYING, TrialState.IDLE))
    return shown


def test_the_first_start_ends_in_a_question(new: Stage, until: Until) -> None:
    shown = arrived(new, until)
    assert sample.bank().questions[0].text in texts(shown)
    press(new, Qt.Key.Key_H)
    until(lambda: new.voice.said)
    shown._ask.setFocus()
    press(new, Qt.Key.Key_Space)
    assert new.window.state is State.ASKING
    until(lambda: new.kept_settings)
    assert new.kept_settings[-1].welcomed


def test_it_can_be_put_away(new: Stage, until: Until) -> None:
    arrived(new, until)
    press(new, Qt.Key.Key_Escape)
    assert page(new) is new.window.home
    until(lambda: new.kept_settings)
    assert new.kept_settings[-1].welcomed
    new.window.go_to(Place.SETTINGS)
    new.window.go_to(Place.HOME)
    assert page(new) is new.window.home


def test_who_has_answered_before_is_not_welcomed_again(new: Stage, until: Until) -> None:
    new.archive.keep(sample.attempt(earlier(3)))
    new.open()
    until(lambda: new.window.home.filled)
    assert page(new) is new.window.home


def test_what_was_said_is_played_and_not_kept(new: Stage, until: Until) -> None:
    shown = tried(new, until, SPEAKING)
    assert "This is how you sound" in texts(shown)
    ((file, _start, _end),) = new.player.played
    new.player.end()
    until(lambda: shown._trial.state is TrialState.IDLE and new.forgotten)
    assert [take.file for take in new.forgotten] == [file]
    assert not new.recorder.open


@pytest.mark.parametrize(
    ("level", "told"),
    [(SILENCE, "pure silence"), (Level(-70.0, 0.001, clipped=False, zeros_s=0.0), "Very quiet")],
)
def test_what_is_wrong_with_the_microphone_is_told(new: Stage, until: Until, level: Level, told: str) -> None:
    assert told in texts(tried(new, until, level))


def test_no_microphone_is_told_in_place(new: Stage, until: Until) -> None:
    shown = arrived(new, until)
    new.recorder.start_fault = InterviewerError("There is no microphone.", fix="Plug one in.")
    press(new, Qt.Key.Key_M)
    until(lambda: "Plug one in." in texts(shown))
    assert shown._trial.state is TrialState.IDLE


def test_the_microphone_is_closed_behind_another_page(new: Stage, until: Until) -> None:
    shown = arrived(new, until)
    press(new, Qt.Key.Key_M)
    until(lambda: shown._trial.state is TrialState.LISTENING)
    new.window.go_to(Place.HOME)
    until(lambda: shown._trial.state is TrialState.IDLE and new.forgotten)
    assert not new.recorder.open
    assert new.player.played == []


def test_a_microphone_that_is_chosen_counts_everywhere(new: Stage, until: Until) -> None:
    shown = arrived(new, until)
    field = next(one for one in shown.findChildren(QComboBox) if one.accessibleName() == "Microphone")
    until(lambda: field.count() == 2)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Down)
    until(lambda: new.kept_settings)
    assert new.kept_settings[-1].microphone == "Studio Mic"
    new.window.go_to(Place.SETTINGS)
    assert "Studio Mic" in [one.currentText() for one in page(new).findChildren(QComboBox)]
