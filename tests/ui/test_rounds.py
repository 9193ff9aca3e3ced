"""Choosing a round, and going through each kind of it by keys."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sample
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QListWidget,
    QPlainTextEdit,
)
from staging import Stage
from stand_ins import earlier
from steps import Until, begun, opened, press, recording, reviewed, texts

from interviewer.interview.attempt import Attempt
from interviewer.interview.coverage import PointVerdict, Verdict
from interviewer.interview.delivery import Told
from interviewer.interview.feedback import Grade
from interviewer.interview.question import StarPart
from interviewer.interview.rounds.move import Move, State
from interviewer.interview.rounds.rules import Rules
from interviewer.ui.feedback.story import StoryCard


def choose(stage: Stage, name: str, text: str) -> None:
    boxes = stage.window.home.findChildren(QComboBox)
    next(box for box in boxes if box.accessibleName() == name).setCurrentText(text)


# -- choosing --------------------------------------------------------------------------------------


def test_why_a_question_is_asked_today_is_said(stage: Stage, until: Until) -> None:
    opened(stage, until)
    home = stage.window.home
    assert "3 to ask today" in texts(home)
    assert "New: not answered yet." in texts(home)
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


@pytest.mark.parametrize(("size", "both"), [((1180, 900), True), ((1180, 500), False), ((700, 900), False)])
def test_the_choices_stand_above_the_lists_or_in_their_place(
    stage: Stage, until: Until, size: tuple[int, int], both: bool
) -> None:
    stage.window.resize(*size)
    opened(stage, until)
    home = stage.window.home
    press(stage, Qt.Key.Key_C)
    QApplication.processEvents()
    assert home._lists.isVisible() is both
    if both:
        assert home._choices.geometry().bottom() < home._lists.geometry().top()
        assert home._choices.height() == home._panel.height()  # all of it is seen
    press(stage, Qt.Key.Key_C)
    assert home._lists.isVisible()


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
    until(lambda: "Recording begins by itself in 30 s." in texts(stage.window.pages.practice))
    stage.clock.at += timedelta(seconds=31)
    until(lambda: stage.window.state is State.RECORDING)
    practice = stage.window.pages.practice
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
    assert "Feedback comes at the end of the round." in texts(stage.window.pages.practice)
    press(stage, Qt.Key.Key_Space)
    stage.voice.end()
    until(lambda: stage.window.state is State.THINKING)
    answer(stage, until)
    press(stage, Qt.Key.Key_Escape)
    assert stage.window.state is State.DEBRIEFING
    page = stage.window.pages.debrief
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


def test_a_round_of_practice_ends_in_a_debrief_that_exports_exactly_its_answers(
    stage: Stage, until: Until, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.archive.keep(sample.attempt(earlier(3)))  # of another day
    begun(stage, until)
    review = reviewed(stage, until)
    assert review._leave.text() == "All questions"
    press(stage, Qt.Key.Key_T)
    reviewed(stage, until)
    press(stage, Qt.Key.Key_N)
    review = reviewed(stage, until)
    assert review._leave.text() == "End the round"
    press(stage, Qt.Key.Key_Escape)
    assert stage.window.state is State.DEBRIEFING
    page = stage.window.pages.debrief
    assert "3 answers, 50 % covered on average." in texts(page)
    assert page._work.count() == 6  # three of each question, as it was answered last
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", staticmethod(lambda *_args: (str(tmp_path / "round"), ""))
    )
    for letter, ending in ((Qt.Key.Key_P, "html"), (Qt.Key.Key_A, "pdf"), (Qt.Key.Key_D, "json")):
        stage.window.activateWindow()
        page.focus_first()
        until(page._work.hasFocus)
        QTest.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(QApplication.activePopupWidget(), letter)
        until(lambda: stage.exported)
        assert stage.exported.pop() == (
            [one.id for one in stage.archive.kept[1:]],
            tmp_path / f"round.{ending}",
        )


def test_a_round_of_one_answer_ends_where_it_began(stage: Stage, until: Until) -> None:
    begun(stage, until)
    reviewed(stage, until)
    press(stage, Qt.Key.Key_Escape)
    assert stage.window.state is State.CHOOSING


def test_a_correction_counts_in_the_debrief(stage: Stage, until: Until) -> None:
    begin_pressure(stage, until)
    answer(stage, until)
    press(stage, Qt.Key.Key_Escape)
    page = stage.window.pages.debrief
    press(stage, Qt.Key.Key_Return)
    page.feedback._correct(page.feedback.points.cards[0].point, Verdict.COVERED)
    press(stage, Qt.Key.Key_Escape)
    assert "1 answer, 70 % covered." in texts(page)
    until(lambda: stage.archive.kept[0].corrections)


# -- stories ---------------------------------------------------------------------------------------


def tell_story(stage: Stage, until: Until) -> None:
    opened(stage, until)
    press(stage, Qt.Key.Key_C)
    choose(stage, "Rules", "STAR stories")
    assert stage.window.home._start.text() == "STAR stories: 1 question"
    stage.window.home._start.click()
    recording(stage, until)


def test_a_story_is_guided_marked_and_divided_by_keys(stage: Stage, until: Until) -> None:
    tell_story(stage, until)
    practice = stage.window.pages.practice
    assert "Now: Situation, until 0:18" in texts(practice)
    stage.recorder.elapsed_s = 20.0
    until(lambda: "Now: Task, until 0:27" in texts(practice))
    press(stage, Qt.Key.Key_M)
    assert "parts marked: 1" in texts(practice)
    press(stage, Qt.Key.Key_Space)
    until(lambda: stage.window.state is State.REVIEWING)
    view = stage.window.pages.review.feedback
    assert "Your story, as you marked it" in texts(view)
    assert "Situation: 19 s" in texts(view)
    assert "The result is missing" in texts(view)
    view._story._bar.setFocus()
    press(stage, Qt.Key.Key_Right)
    assert "Your story, as you divided it" in texts(view)
    assert "Situation: 20 s" in texts(view)
    until(lambda: stage.archive.kept[0].star)
    assert stage.archive.kept[0].star[0].span.end_s == 21.0


def test_a_boundary_is_dragged_by_mouse_and_kept_when_it_is_let_go(stage: Stage, until: Until) -> None:
    tell_story(stage, until)
    stage.recorder.elapsed_s = 20.0
    press(stage, Qt.Key.Key_M)
    press(stage, Qt.Key.Key_Space)
    until(lambda: stage.window.state is State.REVIEWING)
    bar = stage.window.pages.review.feedback._story._bar
    there = QPoint(round(bar._x(20.0)), bar.height() // 2)
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=there)
    QTest.mouseMove(bar, there + QPoint(30, 0))
    moved_to = bar._parts[0].span.end_s
    assert moved_to > 21.0
    assert stage.archive.kept[0].star is None
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=there + QPoint(30, 0))
    until(lambda: stage.archive.kept[0].star)
    assert stage.archive.kept[0].star[0].span.end_s == moved_to


def test_a_typed_story_has_its_parts_but_no_times_to_move(stage: Stage) -> None:
    told = (
        Told(StarPart.SITUATION, None, 0.3, 0, 29),
        Told(StarPart.ACTION, None, 0.7, 30, 99),
    )
    attempt = sample.attempt(datetime(2026, 11, 23, 18, 30, tzinfo=UTC), question=9)
    delivery = replace(attempt.feedback.delivery, star=told, said_i=3, said_we=12)
    card = StoryCard(stage.window)
    card.show_attempt(replace(attempt, feedback=replace(attempt.feedback, delivery=delivery)))
    shown = [label.text() for label in card.findChildren(QLabel) if label.isVisibleTo(card)]
    assert "Situation: 30 % (about 20 % wanted)" in "\n".join(shown)
    assert "“I” 3 times, “we” 12 times" in "\n".join(shown)
    assert "The result is missing" in "\n".join(shown)
    assert not card._bar.isVisibleTo(card)


def test_a_technical_answer_gets_no_story(stage: Stage, until: Until) -> None:
    begun(stage, until)
    stage.voice.end()
    until(lambda: stage.window.state is State.THINKING)
    assert not stage.window.pages.practice._story.isVisible()
    press(stage, Qt.Key.Key_Space)
    until(lambda: stage.window.state is State.RECORDING)
    press(stage, Qt.Key.Key_Space)
    until(lambda: stage.window.state is State.REVIEWING)
    assert not stage.window.pages.review.feedback._story.isVisible()


# -- drills ----------------------------------------------------------------------------------------


def test_a_drill_asks_for_the_missed_points_one_by_one(stage: Stage, until: Until) -> None:
    stage.archive.keep(sample.attempt(earlier(3)))
    opened(stage, until)
    press(stage, Qt.Key.Key_C)
    choose(stage, "Rules", "Drill")
    home = stage.window.home
    assert home._start.text() == "Drill: 3 points"
    home._start.click()
    assert stage.voice.said[-1].endswith("What would you say about ADF?")
    review = reviewed(stage, until)
    assert "Drill · Question 1 of 3" in texts(review)
    assert "Hard" not in texts(review)
    assert not review.feedback._story.isVisible()
    press(stage, Qt.Key.Key_N)
    assert stage.voice.said[-1] == "What would you say about Photon?"
    assert "Drill · Question 2 of 3" in texts(stage.window.pages.practice)


def test_from_the_debrief_the_points_are_drilled_at_a_key(stage: Stage, until: Until) -> None:
    begin_pressure(stage, until)
    answer(stage, until)
    press(stage, Qt.Key.Key_Escape)
    press(stage, Qt.Key.Key_D)
    assert stage.window.state is State.ASKING
    assert stage.window.session.rules is Rules.DRILL
    assert len(stage.window.session.round.questions) == 3


# -- follow-ups ------------------------------------------------------------------------------------


def missed(attempt: Attempt) -> tuple[PointVerdict, ...]:
    return tuple(replace(one, verdict=Verdict.MISSED) for one in attempt.follow_up.points)


def test_a_follow_up_is_answered_by_keys_and_shown_apart(stage: Stage, until: Until) -> None:
    begun(stage, until)
    review = reviewed(stage, until)
    assert "The interviewer asks: What would you say about ADF?" in texts(review)
    press(stage, Qt.Key.Key_A)
    assert stage.window.state is State.ASKING
    assert "Question 1 of 3 · Follow-up" in texts(stage.window.pages.practice)
    reviewed(stage, until)
    assert "Follow-up: What would you say about ADF?" in texts(review)
    assert "The interviewer asks" not in texts(review)
    assert review.feedback.attempt.question.id == "cost"
    assert "It counts with your answer" in texts(review)
    answered = review.feedback.attempt
    for points, told in (((), "could not be judged"), (missed(answered), "Nothing that was left out")):
        shown = replace(answered, follow_up=replace(answered.follow_up, points=points))
        review.feedback._follow_up.show_attempt(shown)
        assert told in texts(review)
    review.feedback._follow_up.show_attempt(answered)
    review.feedback._follow_up._cards[0].setFocus()
    press(stage, Qt.Key.Key_Return)
    assert stage.player.played[-1][0] == stage.archive.kept[1].take.file
    press(stage, Qt.Key.Key_N)
    assert stage.window.session.question.id == "design"


def test_a_correction_that_leaves_nothing_missed_takes_the_follow_up_away(stage: Stage, until: Until) -> None:
    begun(stage, until)
    review = reviewed(stage, until)
    for card in list(review.feedback.points.cards):
        review.feedback._correct(card.point, Verdict.COVERED)
    assert "The interviewer asks" not in texts(review)
    assert not stage.window.session.can(Move.FOLLOW_UP)


# -- the person's words ----------------------------------------------------------------------------


def test_corrected_words_are_judged_and_what_was_heard_is_kept(stage: Stage, until: Until) -> None:
    begun(stage, until)
    review = reviewed(stage, until)
    press(stage, Qt.Key.Key_W)
    dialog = QApplication.activeModalWidget()
    field = dialog.findChild(QPlainTextEdit)
    until(field.hasFocus)
    heard = field.toPlainText()
    field.setPlainText(heard.replace("Cost is", "The cost is"))
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(lambda: stage.archive.kept[0].as_heard == heard)
    until(lambda: "The cost is" in review.feedback._transcript.toPlainText())
    assert stage.window.session.attempt.transcript.text.startswith("The cost is")
    assert stage.archive.kept[0].transcript.words[2].start_s == sample.transcript().words[1].start_s


# -- the person's grade ----------------------------------------------------------------------------


def test_the_persons_grade_decides_and_the_apps_stands_beside_it(stage: Stage, until: Until) -> None:
    begun(stage, until)
    reviewed(stage, until)
    press(stage, Qt.Key.Key_G)
    QTest.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_4)
    assert "Easy (you)\nHard (the app)" in texts(stage.window.pages.review.feedback)
    until(lambda: stage.overruled)
    assert stage.overruled == [("cost", Grade.EASY)]
    assert stage.archive.kept[0].own_grade is Grade.EASY
    assert stage.archive.kept[0].feedback.grade is Grade.HARD
