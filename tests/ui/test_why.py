"""Why a verdict is so: at a key and a button of its card, known at once or judged again on the worker."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sample
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from staging import Stage
from stand_ins import earlier
from steps import Until, begun, press, reviewed

from interviewer.errors import InterviewerError
from interviewer.interview.attempt import Attempt
from interviewer.interview.coverage import Finding, Ground, GroundKind, PointVerdict, Verdict
from interviewer.interview.feedback import Feedback
from interviewer.interview.question import Question
from interviewer.interview.transcript import Transcript
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.notice import Notice
from interviewer.ui.feedback import ground_words
from interviewer.ui.feedback.feedback import FeedbackView
from interviewer.ui.feedback.point_card import PointCard
from interviewer.ui.feedback.transcript_view import TranscriptView

K, F = GroundKind, Finding
POINT = sample.bank().questions[0].rubric.points[0]


def shown(card: PointCard) -> str:
    return "\n".join(one.text() for one in card.findChildren(QLabel) if one.isVisible())


def button(card: PointCard) -> KeyButton:
    return card.findChild(KeyButton)


def without_grounds(attempt: Attempt) -> Attempt:
    """As the archive gives it back."""
    coverage = attempt.feedback.coverage
    bare = replace(coverage, points=tuple(replace(one, grounds=()) for one in coverage.points))
    return replace(attempt, feedback=replace(attempt.feedback, coverage=bare))


def archived(stage: Stage, until: Until) -> FeedbackView:
    """An answer that was opened from the recordings."""
    stage.archive.keep(without_grounds(sample.attempt(earlier(1))))
    stage.open()
    until(lambda: stage.window.home.filled)
    page = stage.window.pages.recordings
    press(stage, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    until(page.current)
    page.open(stage.archive.kept[0])
    return page.feedback


# -- the words -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ground", "told"),
    [
        (Ground(K.ACCEPTED, said=("a warm copy",)), "You have said before that “a warm copy” is"),
        (Ground(K.HELD_BACK, F.OPPOSED), "Held back: too much of it was meant the other way"),
        (Ground(K.HELD_BACK, F.BORROWED), "Held back: what comes nearest to it says another point."),
        (Ground(K.HELD_BACK, F.UNCLEAR), "Held back: nothing in your answer says it clearly"),
        (Ground(K.HELD_BACK, F.DENIAL), "Held back: it stands under a denial"),
        (Ground(K.CLAIMS, said=("a",), missing=("b",)), "Said: “a”\nMissing: “b”"),
        (Ground(K.QUANTITIES, said=("40%",)), "Numbers named: 40%."),
        (Ground(K.QUANTITIES, missing=("40%",)), "Numbers not named: 40%."),
        (Ground(K.OTHER_QUANTITIES, said=("20",), missing=("40",)), "You said “20” where the point has “40”"),
        (Ground(K.WORDS, said=("a", "b"), missing=("c",)), "Words heard: a, b. Not heard: c."),
        (Ground(K.WORDS, missing=tuple("abcdefg")), "Words not heard: a, b, c, d, e and 2 more."),
        (Ground(K.MEANING, F.FAIRLY_NEAR, 0.514), "your words are fairly near it. 0.51"),
        (Ground(K.MEANING, F.FAR, 0.2, ("by train",)), "far from it. The nearest you came: “by train”. 0.20"),
        (Ground(K.ENTAILMENT, F.FOLLOWS, 0.93), "it follows from your words. 93 %"),
        (Ground(K.ENTAILMENT, F.PARTLY, 0.6), "part of it follows from your words. 60 %"),
        (Ground(K.ENTAILMENT, F.OPEN, 0.1), "your words leave it open."),
        (Ground(K.ENTAILMENT, F.DENIED, 0.8), "your words deny it. 80 %"),
        (Ground(K.DIRECTION, F.SAME, 0.8), "Meant the same way round. 80 %"),
        (Ground(K.DIRECTION, F.OPPOSITE, 0.4, ("hard",)), "Meant the other way round: hard. 40 %"),
        (
            Ground(K.ELSEWHERE, figure=0.6),
            "Elsewhere, your answer says the opposite of what is expected. 60 %",
        ),
        (Ground(K.DIRECTION, F.NEGATED), "There is a “not” in your words"),
    ],
)
def test_each_ground_is_said_in_plain_words(ground: Ground, told: str) -> None:
    *lines, last = ground_words.lines(PointVerdict(POINT, Verdict.PARTIAL, 0.7, "", grounds=(ground,)))
    assert told in "\n".join(f"{line.text} {line.figure}".strip() for line in lines)
    assert (last.text, last.figure) == ("The app is fairly sure of this.", "70 %")


@pytest.mark.parametrize(
    ("confidence", "told"), [(0.97, "is sure"), (0.6, "is fairly sure"), (0.4, "is unsure")]
)
def test_how_sure_the_app_is(confidence: float, told: str) -> None:
    grounds = (Ground(GroundKind.MEANING, Finding.NEAR, 0.7),)
    assert (
        told
        in ground_words.lines(PointVerdict(POINT, Verdict.COVERED, confidence, "", grounds=grounds))[-1].text
    )


def test_there_are_never_more_than_six_lines() -> None:
    near = Ground(GroundKind.MEANING, Finding.NEAR, 0.7)
    many = (Ground(GroundKind.CLAIMS, said=("a",), missing=("b",)), *[near] * 8)
    assert len(ground_words.lines(PointVerdict(POINT, Verdict.PARTIAL, 0.7, "", grounds=many))) == 6


# -- in the window ---------------------------------------------------------------------------------


def test_the_key_opens_why_on_the_card_that_has_the_focus_and_closes_it(stage: Stage, until: Until) -> None:
    begun(stage, until)
    reviewed(stage, until)
    card = QApplication.focusWidget()
    before = card.accessibleDescription()
    press(stage, Qt.Key.Key_Y)
    assert "By the second model, your words deny it." in shown(card)
    assert "85 %" in shown(card)
    assert "By the second model, your words deny it. 85 %" in card.accessibleDescription()
    assert "You said this" not in shown(card)
    press(stage, Qt.Key.Key_Y)
    assert "second model" not in shown(card)
    assert card.accessibleDescription() == before


def test_the_key_is_shown_on_the_card_that_it_works_on(stage: Stage, until: Until) -> None:
    begun(stage, until)
    reviewed(stage, until)
    first, second, *_ = stage.window.pages.review.feedback.points.cards
    assert (button(first).key, button(second).key) == ("Y", "")
    assert button(first).accessibleDescription() == "Key: Y"
    press(stage, Qt.Key.Key_Down)
    assert (button(first).key, button(second).key) == ("", "Y")
    press(stage, Qt.Key.Key_Y)
    assert "The nearest you came: “because it is faster”." in shown(second)
    assert not first.explained


def test_where_no_card_has_the_focus_the_first_is_meant(stage: Stage, until: Until) -> None:
    begun(stage, until)
    reviewed(stage, until)
    view = stage.window.pages.review.feedback
    view._playback.button.setFocus()
    press(stage, Qt.Key.Key_Y)
    assert view.points.cards[0].hasFocus()
    assert view.points.cards[0].explained


def test_the_button_opens_its_own_card_and_plays_nothing(stage: Stage, until: Until) -> None:
    begun(stage, until)
    reviewed(stage, until)
    third = stage.window.pages.review.feedback.points.cards[2]
    QTest.mouseClick(button(third), Qt.MouseButton.LeftButton)
    assert "Missing: “VACUUM removes stale snapshots”" in shown(third)
    assert button(third).text() == "Hide why"
    assert stage.player.played == []
    QTest.mouseClick(button(third), Qt.MouseButton.LeftButton)
    assert not third.explained
    assert button(third).text() == "Why?"


def test_what_is_heard_better_keeps_open_what_was_open(stage: Stage, until: Until) -> None:
    begun(stage, until)
    reviewed(stage, until)
    view = stage.window.pages.review.feedback
    press(stage, Qt.Key.Key_Y)
    better = replace(view.attempt, feedback=sample.feedback(view.attempt.transcript))
    view.show_again(better)
    opened = [card.point.point.id for card in view.points.cards if card.explained]
    assert opened == ["photon"]


def test_where_nothing_was_judged_there_is_nothing_to_ask(stage: Stage, until: Until) -> None:
    begun(stage, until)
    reviewed(stage, until)
    view = stage.window.pages.review.feedback
    nothing = replace(view.attempt.feedback, abstained="That was only a word or two.")
    view.show_attempt(replace(view.attempt, feedback=nothing))
    view.focus_first()
    press(stage, Qt.Key.Key_Y)
    assert not any(card.explained or button(card).isVisible() for card in view.points.cards)


# -- from the archive ------------------------------------------------------------------------------


class Judge:
    """Judges as the app of today, which may have changed its mind; remembers what it was asked."""

    def __init__(self, verdict: Verdict | None = None) -> None:
        self.verdict = verdict
        self.asked: list[tuple[Question, Transcript]] = []
        self.fault: Exception | None = None

    def __call__(self, question: Question, heard: Transcript) -> Feedback:
        self.asked.append((question, heard))
        if self.fault is not None:
            raise self.fault
        given = sample.feedback(heard)
        points = tuple(replace(one, verdict=self.verdict or one.verdict) for one in given.coverage.points)
        return replace(given, coverage=replace(given.coverage, points=points))


def test_what_was_archived_is_judged_again_once(stage: Stage, until: Until) -> None:
    stage.give = judge = Judge()
    view = archived(stage, until)
    first, second, *_ = view.points.cards
    press(stage, Qt.Key.Key_Y)
    assert "The answer is being judged again." in shown(first)
    until(lambda: "your words deny it" in shown(first))
    assert "Judged again" not in shown(first)
    second.ask_why()
    assert "The nearest you came" in shown(second)
    ((question, heard),) = judge.asked
    kept = stage.archive.kept[0]
    assert heard == kept.transcript
    assert question.rubric.points == tuple(one.point for one in kept.feedback.coverage.points)


def test_what_was_closed_while_it_was_judged_stays_closed(stage: Stage, until: Until) -> None:
    stage.give = Judge()
    first, second, *_ = archived(stage, until).points.cards
    first.ask_why()
    second.ask_why()
    second.ask_why()
    until(lambda: "your words deny it" in shown(first))
    assert not second.explained


def test_a_verdict_that_would_be_another_today_is_told(stage: Stage, until: Until) -> None:
    stage.give = Judge(Verdict.PARTIAL)
    card = archived(stage, until).points.cards[0]
    press(stage, Qt.Key.Key_Y)
    until(lambda: "Judged again just now, it would be: Partly covered." in shown(card))
    assert card.verdict is Verdict.CONTRADICTED
    assert stage.archive.kept[0].feedback.coverage.points[4].verdict is Verdict.CONTRADICTED


def test_judging_again_that_fails_closes_it_and_says_so(stage: Stage, until: Until) -> None:
    stage.give = judge = Judge()
    judge.fault = InterviewerError("The sentence model is damaged.", fix="Install the app again.")
    card = archived(stage, until).points.cards[0]
    press(stage, Qt.Key.Key_Y)
    until(lambda: "The sentence model is damaged." in stage.window.findChild(Notice).text)
    assert not card.explained


def test_whoever_goes_on_meanwhile_is_not_told(stage: Stage, until: Until) -> None:
    stage.give = judge = Judge()
    view = archived(stage, until)
    press(stage, Qt.Key.Key_Y)
    view.show_attempt(without_grounds(sample.attempt(earlier(0), question=1)))
    ended: list[None] = []
    stage.workplace.worker.run(lambda _cancel: None, done=ended.append, failed=lambda _fault: None)
    until(lambda: ended)
    assert not any(card.explained for card in view.points.cards)
    assert len(judge.asked) <= 1


# -- what was understood otherwise -----------------------------------------------------------------


def test_a_repair_is_told_in_the_transcript_and_beneath_it(stage: Stage, until: Until) -> None:
    begun(stage, until)
    reviewed(stage, until)
    view = stage.window.pages.review.feedback
    told = "Heard “life cycle”, understood as “Lifecycle”."
    assert told in "\n".join(one.text() for one in view.findChildren(QLabel))
    (repair,) = view.attempt.feedback.coverage.repairs
    transcript = view.findChild(TranscriptView)
    cursor = transcript._cursor(repair.first_word, repair.last_word)
    worn = cursor.charFormat()
    assert worn.toolTip() == told
    assert worn.fontItalic()
    assert worn.underlineStyle() is QTextCharFormat.UnderlineStyle.DashUnderline  # it is proof as well
