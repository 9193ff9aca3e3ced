"""Voice and speed are chosen where a round is chosen, and count for all that is said in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from staging import Stage
from steps import Until, opened, press, reviewed

from interviewer.errors import InterviewerError
from interviewer.interview.manner import USUAL, Manner
from interviewer.ui.elements.notice import Notice
from interviewer.ui.rail import Place

BRITISH_SLOW = Manner("en-gb", 135)


def box(stage: Stage, name: str) -> QComboBox:
    boxes = stage.window.home.findChildren(QComboBox)
    return next(one for one in boxes if one.accessibleName() == name)


def choose(stage: Stage, until: Until) -> None:
    """Opens the window, and chooses a voice and a speed for the round."""
    opened(stage, until)
    press(stage, Qt.Key.Key_C)
    until(lambda: box(stage, "Voice").count() > 1)
    box(stage, "Voice").setCurrentText("English (Britain)")
    box(stage, "Speed of the voice").setCurrentText("135 words a minute")


def test_a_round_is_spoken_as_the_settings_have_it_where_nothing_else_is_chosen(
    stage: Stage, until: Until
) -> None:
    opened(stage, until)
    press(stage, Qt.Key.Key_C)
    until(lambda: box(stage, "Voice").count() > 1)
    assert box(stage, "Voice").currentText() == "As in the settings"
    assert box(stage, "Speed of the voice").currentText() == "As in the settings"
    stage.window.home._start.click()
    assert stage.voice.said_in == [USUAL]


def test_question_and_model_answer_are_spoken_in_the_manner_that_was_chosen(
    stage: Stage, until: Until
) -> None:
    choose(stage, until)
    first = stage.window.home._round.current.say
    assert (stage.voice.prepared[-1], stage.voice.prepared_in[-1]) == (first, BRITISH_SLOW)
    stage.window.home._start.click()
    reviewed(stage, until).feedback.model.reveal()
    press(stage, Qt.Key.Key_H)
    assert stage.voice.said_in == [BRITISH_SLOW, BRITISH_SLOW]
    stage.window.go_to(Place.SETTINGS)
    press(stage, Qt.Key.Key_H)
    until(lambda: len(stage.voice.said_in) == 3)
    assert stage.voice.said_in[-1] == USUAL


def test_the_choice_stays_for_the_next_round(stage: Stage, until: Until) -> None:
    choose(stage, until)
    stage.window.home._start.click()
    stage.window.go_to(Place.HOME)
    stage.window.home._start.click()
    assert stage.voice.said_in == [BRITISH_SLOW, BRITISH_SLOW]


def test_a_voice_that_is_gone_gives_way_to_that_of_the_settings(stage: Stage, until: Until) -> None:
    choose(stage, until)
    stage.window.home.show_voices(())
    assert stage.window.home._round.manner == Manner(rate_wpm=135)


def test_a_key_says_something_in_the_manner_that_is_chosen(stage: Stage, until: Until) -> None:
    choose(stage, until)
    press(stage, Qt.Key.Key_V)
    assert stage.voice.said_in == [BRITISH_SLOW]
    stage.voice.end(InterviewerError("The voice is missing.", fix="Choose another."))
    until(lambda: "The voice is missing." in stage.window.findChild(Notice).text)
