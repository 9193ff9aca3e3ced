"""Hearing a take again: jumping, repeating, slowing down, and the take before."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sample
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from staging import Stage
from stand_ins import earlier
from steps import Until

from interviewer.interview.marks import Kind
from interviewer.ui.elements.scrolling import is_seen, keep_in_sight
from interviewer.ui.feedback.feedback import FeedbackView
from interviewer.ui.rail import Place


def view(stage: Stage, until: Until, *, takes: int = 1) -> FeedbackView:
    """The newest of so many takes of one question, opened from the recordings."""
    for number in range(takes):
        stage.archive.keep(sample.attempt(earlier(takes - number)))
    stage.window.resize(1100, 800)
    stage.open()
    until(lambda: stage.window.home.filled)
    stage.window.go_to(Place.RECORDINGS)
    stage.window.pages.recordings.open(stage.archive.kept[-1])
    feedback = stage.window.pages.recordings.feedback
    until(lambda: feedback._playback.strip._waveform)
    return feedback


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def starts(stage: Stage) -> list[float]:
    return [round(start_s, 2) for _file, start_s, _end_s in stage.player.played]


def test_a_key_for_each_kind_plays_the_next_of_it(stage: Stage, until: Until) -> None:
    feedback = view(stage, until)
    press(Qt.Key.Key_F)
    press(Qt.Key.Key_F)
    press(Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)
    assert starts(stage) == [5.8, 24.7, 5.8]
    press(Qt.Key.Key_P)
    pause = next(mark for mark in feedback._playback.strip.marks if mark.kind is Kind.PAUSE)
    assert starts(stage)[-1] == pytest.approx(pause.span.start_s - 0.3, abs=0.01)


def test_speed_and_volume_go_on_from_where_it_is(stage: Stage, until: Until) -> None:
    feedback = view(stage, until)
    press(Qt.Key.Key_R)
    stage.player.position_s = 7.0
    press(Qt.Key.Key_S)
    menu = next(one for one in feedback.findChildren(QMenu) if one.isVisible())
    QTest.keyClick(menu, Qt.Key.Key_1)
    assert stage.player.played[-1][1] == 7.0
    assert stage.player.manners[-1] == (0.5, 1.0)
    assert feedback._playback._speed.accessibleName() == "Speed 0.5×"
    stage.window._replay.set_volume(0.25)
    assert stage.player.manners[-1] == (0.5, 0.25)


def test_a_range_is_dragged_and_repeated(stage: Stage, until: Until) -> None:
    feedback = view(stage, until)
    strip = feedback._playback.strip
    scene = strip._scene()
    places = [QPoint(round(scene.x(at_s)), 50) for at_s in (10.0, 20.0)]
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, pos=places[0])
    QTest.mouseMove(strip, places[1])
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=places[1])
    assert strip.range is not None
    assert strip.range.start_s == pytest.approx(10.0, abs=0.2)
    press(Qt.Key.Key_L)
    _file, start_s, end_s = stage.player.played[-1]
    assert (start_s, end_s) == (strip.range.start_s, strip.range.end_s)
    stage.player.end()
    until(lambda: len(stage.player.played) == 2)
    assert stage.player.played[1] == stage.player.played[0]
    press(Qt.Key.Key_L)
    stage.player.end()
    until(lambda: not stage.window._replay.playing)


def test_shift_and_arrows_choose_a_range_and_keys_zoom(stage: Stage, until: Until) -> None:
    strip = view(stage, until)._playback.strip
    strip.setFocus()
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert strip.range is not None
    assert (strip.range.start_s, strip.range.end_s) == (2.0, 4.0)
    press(Qt.Key.Key_Plus)
    assert strip._shown.duration_s < strip._length_s
    press(Qt.Key.Key_End)
    assert strip._shown.end_s == pytest.approx(strip._length_s)
    press(Qt.Key.Key_0)
    assert strip._shown.duration_s == pytest.approx(strip._length_s)


def test_while_it_plays_the_arrows_go_back_and_forth(stage: Stage, until: Until) -> None:
    strip = view(stage, until)._playback.strip
    press(Qt.Key.Key_R)
    strip.setFocus()
    strip.show_position(10.0)
    press(Qt.Key.Key_Left)
    strip.show_position(8.2)
    press(Qt.Key.Key_Right)
    assert starts(stage)[1:] == [8.0, 10.2]


def test_a_word_is_heard_from_its_start_and_the_page_follows_the_words(stage: Stage, until: Until) -> None:
    feedback = view(stage, until)
    stage.window.resize(700, 480)
    text, words = feedback._transcript, sample.transcript().words
    text.setFocus()
    press(Qt.Key.Key_Return)
    assert stage.player.played[-1][1] == pytest.approx(words[0].start_s, abs=0.05)
    text.setFixedWidth(120)
    until(lambda: text.height() > 500)
    page = feedback._scroll.widget()
    until(lambda: text.mapTo(page, text.rect().bottomLeft()).y() < page.height())
    bar = feedback._scroll.verticalScrollBar()
    feedback._follow(words[0].span.start_s)
    keep_in_sight(text.viewport(), text.sounding, feedback._scroll)
    bar.setValue(bar.value() - 50)  # the first word in the middle, the last below
    at = bar.value()
    feedback._follow(words[-1].span.start_s)
    assert bar.value() > at
    assert is_seen(text.viewport(), text.sounding, feedback._scroll)
    bar.setValue(0)
    feedback._follow(words[-2].span.start_s)
    assert bar.value() == 0


def test_the_model_answer_is_spoken(stage: Stage, until: Until) -> None:
    feedback = view(stage, until)
    press(Qt.Key.Key_M)
    press(Qt.Key.Key_H)
    assert "Cluster Policies" in stage.voice.said[-1]
    say = feedback.model.buttons[1]
    assert say.text() == "Stop speaking"
    press(Qt.Key.Key_H)
    until(lambda: say.text() == "Hear the answer")


def test_the_first_take_has_nothing_to_compare_with(stage: Stage, until: Until) -> None:
    feedback = view(stage, until)
    until(stage.workplace.worker._jobs.empty)
    assert not feedback.since.button.isVisible()


def test_two_takes_are_compared_and_heard_one_after_the_other(stage: Stage, until: Until) -> None:
    feedback = view(stage, until, takes=2)
    until(feedback.since.button.isVisible)
    assert "Not there yet: Storage, ADF, Photon" in feedback.since.line.text()
    press(Qt.Key.Key_C)
    comparison = feedback.since.comparison
    assert comparison.isVisible()
    assert comparison._cards[0].hasFocus()
    press(Qt.Key.Key_B)
    stage.player.end()
    until(lambda: len(stage.player.played) == 2)
    stage.window._replay.set_looping(looping=True)  # both again, not the later one alone
    stage.player.end()
    until(lambda: len(stage.player.played) == 3)
    assert stage.player.played[2] == stage.player.played[0]
    stage.window._replay.set_looping(looping=False)
    stage.player.end()
    until(lambda: len(stage.player.played) == 4)
    stage.player.end()
    until(lambda: not stage.window._replay.playing)
    press(Qt.Key.Key_C)
    assert not comparison.isVisible()


def test_what_was_corrected_counts_in_the_comparison(stage: Stage, until: Until) -> None:
    feedback = view(stage, until, takes=2)
    until(feedback.since.button.isVisible)
    attempt = stage.archive.kept[-1]
    points = attempt.feedback.coverage.points
    missed = next(one for one in points if one.point.id == "adf")
    from interviewer.interview.coverage import Verdict

    feedback._correct(replace(missed), Verdict.COVERED)
    press(Qt.Key.Key_C)
    assert "Newly said: ADF" in feedback.since.comparison._summary.text()
