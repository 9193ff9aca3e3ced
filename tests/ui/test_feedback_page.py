"""What can be done with the feedback on an answer: teach, correct, replay, look at the model answer."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sample
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from staging import Stage
from stand_ins import earlier
from steps import Until, begun, opened, press, reviewed, texts

from interviewer.errors import InterviewerError
from interviewer.interview.coverage import Verdict
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.notice import Notice
from interviewer.ui.feedback.figures import Figures
from interviewer.ui.rail import Place


def test_words_that_were_the_point_can_be_taught(stage: Stage, until: Until) -> None:
    begun(stage, until)
    reviewed(stage, until)
    card = QApplication.focusWidget()
    proof = " ".join(one.quote for one in card.point.evidence)
    press(stage, Qt.Key.Key_V)
    QTest.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_1)
    notice = stage.window.findChild(Notice)
    assert notice.text.startswith(f"Should “{proof}” count as “Photon”")
    assert stage.keeping.taught == []
    press(stage, Qt.Key.Key_F8)
    until(
        lambda: (
            stage.keeping.taught
            == [(stage.window.pages.review.feedback.attempt.question.id, "photon", proof)]
        )
    )
    until(lambda: notice.text.startswith("It counts from your next answer on."))
    notice.findChild(KeyButton).click()
    until(lambda: stage.keeping.taught == [])


def test_the_persons_verdict_recomputes_and_is_kept_beside_the_apps(stage: Stage, until: Until) -> None:
    begun(stage, until)
    reviewed(stage, until)
    card = QApplication.focusWidget()
    assert card.point.verdict is Verdict.CONTRADICTED
    press(stage, Qt.Key.Key_V)
    menu = QApplication.activePopupWidget()
    QTest.keyClick(menu, Qt.Key.Key_1)
    view = stage.window.pages.review.feedback
    assert view.attempt.corrections == {"photon": Verdict.COVERED}
    assert "You covered 3 of 5 points, and 1 in part." in texts(view)
    assert card.accessibleName() == "Covered (you) · Perhaps the opposite (the app): Photon"
    until(lambda: stage.archive.kept[0].corrections)


def test_the_model_answer_is_hidden_until_it_is_asked_for(stage: Stage, until: Until) -> None:
    begun(stage, until)
    reviewed(stage, until)
    model = stage.window.pages.review.feedback.model
    assert not model.isVisible()
    press(stage, Qt.Key.Key_M)
    assert model.isVisible()
    assert "Cluster Policies" in model.toPlainText()
    press(stage, Qt.Key.Key_M)
    assert not model.isVisible()


def test_a_click_on_a_word_plays_from_there(stage: Stage, until: Until) -> None:
    begun(stage, until)
    reviewed(stage, until)
    view = stage.window.pages.review.feedback._transcript
    word = sample.transcript().words[20]
    cursor = view._cursor(20, 20)
    cursor.setPosition(cursor.selectionStart() + 1)
    view.setTextCursor(cursor)
    place = view.cursorRect(cursor).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert stage.player.played[-1][1] == pytest.approx(word.start_s, abs=0.11)
    view.setFocus()
    press(stage, Qt.Key.Key_Return)
    assert stage.player.played[-1][1] == pytest.approx(word.start_s, abs=0.11)


def test_arrows_and_enter_on_the_strip_play_from_there(stage: Stage, until: Until) -> None:
    begun(stage, until)
    reviewed(stage, until)
    strip = stage.window.pages.review.feedback._playback.strip
    strip.setFocus()
    for _ in range(3):
        press(stage, Qt.Key.Key_Right)
    press(stage, Qt.Key.Key_Return)
    assert stage.player.played[-1][1] == pytest.approx(6.0)
    assert "1 long pauses, at least 2 fillers" in strip.accessibleDescription()


def test_the_playhead_follows_and_replay_stops(stage: Stage, until: Until) -> None:
    begun(stage, until)
    reviewed(stage, until)
    view = stage.window.pages.review.feedback
    press(stage, Qt.Key.Key_R)
    stage.player.position_s = 10.0
    until(lambda: view._playback.strip._playhead_s == 10.0)
    assert len(view._transcript.extraSelections()) == 1
    press(stage, Qt.Key.Key_R)
    until(lambda: view._playback.strip._playhead_s == -1.0)
    assert view._playback.button.text() == "Replay"


@pytest.mark.fault("the loudspeaker fails during a replay", sees="why, and what to do", kept="everything")
def test_a_loudspeaker_that_fails_is_told(stage: Stage, until: Until) -> None:
    begun(stage, until)
    reviewed(stage, until)
    press(stage, Qt.Key.Key_R)
    stage.player.end(InterviewerError("There is no loudspeaker.", fix="Plug one in."))
    notice = stage.window.findChild(Notice)
    until(notice.isVisible)
    assert notice.text == "There is no loudspeaker.\nPlug one in."


def test_without_speech_the_reason_stands_in_place_of_a_score(stage: Stage, until: Until) -> None:
    opened(stage, until)
    attempt = sample.attempt(earlier(0))
    silent = replace(attempt.feedback, abstained="No speech was heard in this recording.", grade=None)
    stage.window.go_to(Place.RECORDINGS)
    stage.window.pages.recordings.open(replace(attempt, feedback=silent))
    told = texts(stage.window.pages.recordings.feedback)
    assert "No speech was heard in this recording." in told
    assert "You covered" not in told


@pytest.mark.parametrize(("waited_s", "told"), [(1.44, "1.4 s"), (59.9, "59.9 s"), (125.0, "2:05")])
def test_how_long_somebody_thought_is_told(stage: Stage, waited_s: float, told: str) -> None:
    attempt = sample.attempt(earlier(0))
    delivery = replace(attempt.feedback.delivery, start_latency_s=waited_s)
    figures = Figures(stage.window)
    figures.show_delivery(replace(attempt, feedback=replace(attempt.feedback, delivery=delivery)))
    names = [one.accessibleName() for one in figures.findChildren(QWidget)]
    assert f"{told} before you began" in names
