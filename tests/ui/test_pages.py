"""What the pages do beyond the loop: recordings, settings, check-up, faults and what was left behind."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sample
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QTableView, QWidget
from staging import Stage
from stand_ins import earlier
from steps import Until, begun, opened, page, press, recording, texts

from interviewer.errors import InterviewerError
from interviewer.interview.attempt import Attempt
from interviewer.interview.check import Check
from interviewer.interview.rounds.move import State
from interviewer.interview.take import Take
from interviewer.interview.transcript import Transcript
from interviewer.settings import Settings
from interviewer.ui.bug_dialog import BugDialog
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.notice import Notice
from interviewer.ui.look import theme
from interviewer.ui.rail import Place
from interviewer.ui.recordings.recording_table import PAGE_ROWS, Column, RecordingTable


def recordings(stage: Stage, until: Until) -> QTableView:
    for days, question in ((9, 4), (3, 0), (1, 2)):
        stage.archive.keep(sample.attempt(earlier(days), question=question))
    opened(stage, until)
    press(stage, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    table = page(stage).findChild(QTableView)
    until(lambda: table.model().rowCount() == 3 and table.model().index(0, 1).data())
    return table


# -- home ------------------------------------------------------------------------------------------


def test_home_shows_what_was_practised(stage: Stage, until: Until) -> None:
    stage.archive.keep(sample.attempt(earlier(3)))
    opened(stage, until)
    assert "10 questions, 1 practised" in texts(stage.window.home)
    model = stage.window.home._questions.model()
    assert "50 % · 3 days ago" in model.index(0, 0).data(int(Qt.ItemDataRole.AccessibleTextRole))
    assert "not practised yet" in model.index(1, 0).data(int(Qt.ItemDataRole.AccessibleTextRole))


def test_the_first_question_is_rendered_before_it_is_asked(stage: Stage, until: Until) -> None:
    opened(stage, until)
    assert stage.voice.prepared == [sample.bank().questions[0].say]


def test_search_narrows_the_list_and_escape_clears_it(stage: Stage, until: Until) -> None:
    opened(stage, until)
    press(stage, Qt.Key.Key_Slash)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "late data")
    model = stage.window.home._questions.model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == [
        "How do you handle late-arriving data?"
    ]
    QTest.keyClicks(field, " zebra")
    assert "No question has these words" in texts(stage.window.home)
    press(stage, Qt.Key.Key_Escape)
    assert model.rowCount() == 10


def test_enter_in_the_list_asks_that_question(stage: Stage, until: Until) -> None:
    opened(stage, until)
    press(stage, Qt.Key.Key_Slash)
    QTest.keyClicks(QApplication.focusWidget(), "secrets")
    press(stage, Qt.Key.Key_Return)
    press(stage, Qt.Key.Key_Return)
    assert stage.window.session.question.id == "secrets"


@pytest.mark.fault("the bank can't be read", sees="why, and what to do", kept="everything else")
def test_a_bank_that_cannot_be_read_is_told_with_what_to_do(
    stage: Stage, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_self: object, _name: str) -> None:
        raise InterviewerError("The bank is damaged.", fix="Import it again.")

    monkeypatch.setattr("staging.OneBank.load", fail)
    stage.open()
    until(lambda: "Import it again." in texts(stage.window.home))


# -- recordings ------------------------------------------------------------------------------------


def test_recordings_are_listed_newest_first(stage: Stage, until: Until) -> None:
    model = recordings(stage, until).model()
    assert [model.index(row, Column.QUESTION).data()[:22] for row in range(3)] == [
        "When would you choose ",
        "How do you manage cost",
        "How do you manage Data",
    ]
    assert model.index(0, Column.SCORE).data() == "50 %"
    assert model.index(0, Column.GRADE).data() == "Hard"
    assert model.index(0, Column.LENGTH).data() == "0:41"


def test_enter_opens_a_recording_and_escape_goes_back(stage: Stage, until: Until) -> None:
    recordings(stage, until)
    press(stage, Qt.Key.Key_Return)
    until(lambda: stage.window.pages.recordings.opened)
    assert stage.window.pages.recordings.opened.question.id == "choose"
    press(stage, Qt.Key.Key_R)
    assert len(stage.player.played) == 1
    press(stage, Qt.Key.Key_Escape)
    assert stage.window.pages.recordings.opened is None


def test_a_recording_is_transcribed_again_and_the_same_key_stops_it(stage: Stage, until: Until) -> None:
    told = [Transcript((), final=False), sample.transcript()]
    go = threading.Event()
    models: list[str] = []

    def hear_again(attempt: Attempt, model: str, cancel: Any) -> Attempt:
        models.append(model)
        while not go.wait(0.01):
            cancel.raise_if_cancelled()
        return replace(attempt, transcript=told.pop())

    stage.hear_again = hear_again
    recordings(stage, until)
    press(stage, Qt.Key.Key_Return)
    until(lambda: stage.window.pages.recordings.opened)
    before = stage.window.pages.recordings.opened

    def choose(key: Qt.Key) -> None:
        press(stage, Qt.Key.Key_A)
        until(QApplication.activePopupWidget)
        QTest.keyClick(QApplication.activePopupWidget(), key)
        until(lambda: QApplication.activePopupWidget() is None)

    choose(Qt.Key.Key_1)
    until(lambda: models == [""])
    press(stage, Qt.Key.Key_A)
    choose(Qt.Key.Key_2)
    go.set()
    until(lambda: stage.window.pages.recordings.opened is not before)
    assert len(told) == 1
    assert models[-1] == stage.models.listed()[0].name


def test_search_finds_what_was_said(stage: Stage, until: Until) -> None:
    table = recordings(stage, until)
    press(stage, Qt.Key.Key_Slash)
    QTest.keyClicks(QApplication.focusWidget(), "governance")
    until(lambda: table.model().rowCount() == 1)
    QTest.keyClicks(QApplication.focusWidget(), " zebra")
    until(lambda: "Nothing was found" in texts(page(stage)))


def test_a_deletion_can_be_taken_back(stage: Stage, until: Until) -> None:
    table = recordings(stage, until)
    press(stage, Qt.Key.Key_Delete)
    until(lambda: table.model().rowCount() == 2)
    notice = stage.window.findChild(Notice)
    until(notice.isVisible)
    assert notice.text == "1 recording deleted."
    press(stage, Qt.Key.Key_F8)
    until(lambda: table.model().rowCount() == 3)
    assert not notice.isVisible()


def test_an_empty_archive_says_what_to_do(stage: Stage, until: Until) -> None:
    opened(stage, until)
    stage.window.go_to(Place.RECORDINGS)
    until(lambda: "Practise a question" in texts(page(stage)))


def test_rows_are_fetched_a_page_at_a_time() -> None:
    model, wanted = RecordingTable(), []
    model.wanted.connect(wanted.append)
    model.show(range(1000))
    assert model.rowCount() == 1000
    for row in (0, 5, PAGE_ROWS - 1, 2 * PAGE_ROWS + 50):
        assert model.index(row, 0).data() is None
    assert wanted == [0, 3]
    model.forget(3)  # it was only scrolled past
    assert model.index(3 * PAGE_ROWS, 0).data() is None
    assert wanted == [0, 3, 3]


# -- settings --------------------------------------------------------------------------------------


def field(stage: Stage, name: str, kind: type) -> QWidget:
    return next(one for one in page(stage).findChildren(kind) if one.accessibleName() == name)


def choose(stage: Stage, name: str, text: str) -> None:
    box = field(stage, name, QComboBox)
    box.setCurrentText(text)
    box.activated.emit(box.currentIndex())


def test_a_choice_is_kept_at_once(stage: Stage, until: Until) -> None:
    opened(stage, until)
    stage.window.go_to(Place.SETTINGS)
    until(lambda: field(stage, "Microphone", QComboBox).count() == 2)
    choose(stage, "Microphone", "Studio Mic")
    field(stage, "Show words while I speak", QCheckBox).click()
    choose(stage, "Words a minute of the voice", "200")
    until(lambda: len(stage.kept_settings) == 3)
    changed = stage.settings._replace(microphone="Studio Mic", live_words=False, voice_rate_wpm=200)
    assert stage.kept_settings[-1] == changed


@pytest.mark.fault(
    "the chosen microphone is away when settings are opened",
    sees="that it is not found now",
    kept="the choice, by name",
)
def test_a_microphone_that_is_away_stays_chosen(
    application: QApplication, tmp_path: Path, until: Until
) -> None:
    stage = Stage(tmp_path, settings=Settings(microphone="Headset", welcomed=True))
    opened(stage, until)
    stage.window.go_to(Place.SETTINGS)
    until(lambda: field(stage, "Microphone", QComboBox).count() == 3)
    assert field(stage, "Microphone", QComboBox).currentText() == "Headset (not found now)"
    stage.window.close()


def test_theme_and_text_size_count_at_once(stage: Stage, until: Until) -> None:
    opened(stage, until)
    stage.window.go_to(Place.SETTINGS)
    choose(stage, "Theme", "Dark")
    assert theme.colours().dark
    before = theme.Look.base_pt
    press(stage, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert theme.Look.base_pt == pytest.approx(before * 1.15)
    assert field(stage, "Text size", QComboBox).currentText() == "115 %"
    press(stage, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert theme.Look.base_pt == before


def test_the_voice_can_be_heard(stage: Stage, until: Until) -> None:
    opened(stage, until)
    stage.window.go_to(Place.SETTINGS)
    press(stage, Qt.Key.Key_H)
    until(lambda: stage.voice.said)


# -- check-up --------------------------------------------------------------------------------------


def test_what_needs_doing_comes_first(stage: Stage, until: Until) -> None:
    stage.checks = (
        Check("Voice", ok=True, detail="espeak-ng."),
        Check("Microphone", ok=False, detail="None.", fix="Plug one in."),
    )
    opened(stage, until)
    stage.window.go_to(Place.CHECKS)
    until(lambda: "1 of these need you." in texts(page(stage)))
    told = texts(page(stage))
    assert told.index("Microphone – needs you") < told.index("Voice – works")
    assert "Plug one in." in told
    stage.checks = stage.checks[:1]
    press(stage, Qt.Key.Key_R)
    until(lambda: "Everything works." in texts(page(stage)))


# -- faults ----------------------------------------------------------------------------------------


@pytest.mark.fault(
    "the voice is missing in every question of a round",
    sees="that once, and the text of each question",
    kept="the round goes on",
)
def test_a_missing_voice_is_told_once(stage: Stage, until: Until) -> None:
    opened(stage, until)
    notice = stage.window.findChild(Notice)
    stage.window.home._start.click()
    stage.voice.end(InterviewerError("There is no voice."))
    until(notice.isVisible)
    assert notice.text == "Questions are shown, not spoken. There is no voice."
    press(stage, Qt.Key.Key_F9)
    press(stage, Qt.Key.Key_N)
    stage.voice.end(InterviewerError("There is no voice."))
    until(lambda: stage.window.state is State.THINKING)
    assert not notice.isVisible()


@pytest.mark.fault(
    "a bug in the app",
    sees="a report to copy, with nothing that was said",
    kept="everything; the app goes on",
)
def test_a_bug_offers_a_report_to_copy(stage: Stage, until: Until) -> None:
    opened(stage, until)
    stage.window.tell_bug(ZeroDivisionError())
    dialog = stage.window.findChild(BugDialog)
    assert dialog.isVisible()
    next(button for button in dialog.findChildren(KeyButton) if button.key == "C").click()
    assert "ZeroDivisionError" in QGuiApplication.clipboard().text()
    dialog.close()


def test_a_take_that_was_cut_off_is_told_and_can_be_played(stage: Stage, until: Until) -> None:
    stage.archive.cut_off = (Take(Path("2026-11-22 18.30.05 cost.wav"), 31.0),)
    opened(stage, until)
    notice = stage.window.findChild(Notice)
    until(notice.isVisible)
    assert "“2026-11-22 18.30.05 cost”, 0:31" in notice.text
    press(stage, Qt.Key.Key_F8)
    assert stage.player.played[0][0].name == "2026-11-22 18.30.05 cost.wav"


@pytest.mark.fault(
    "the app died in the middle of an answer",
    sees="the take, with one key to transcribe it",
    kept="the take, as an attempt",
)
def test_a_take_that_was_cut_off_becomes_an_attempt(stage: Stage, until: Until) -> None:
    stage.archive.cut_off = (Take(Path("2026-11-22 18.30.05 cost.wav"), 31.0),)
    stage.recover = lambda _take, _cancel: sample.attempt(earlier(1))
    opened(stage, until)
    notice = stage.window.findChild(Notice)
    until(notice.isVisible)
    press(stage, Qt.Key.Key_F8)
    until(lambda: stage.window.pages.recordings.opened)
    assert not notice.isVisible()


@pytest.mark.fault(
    "the model fails at the end of an answer", sees="why, with keys to play and to try again", kept="the take"
)
def test_a_take_that_is_not_understood_can_be_heard_and_tried_again(stage: Stage, until: Until) -> None:
    fault = InterviewerError("The speech model is damaged.", fix="Choose another one.")
    stage.transcriber.fault = stage.transcriber.file_fault = fault
    begun(stage, until)
    recording(stage, until)
    press(stage, Qt.Key.Key_Space)
    until(lambda: stage.window.state is State.UNHEARD and stage.window.session.take)
    assert "Choose another one." in texts(page(stage))
    press(stage, Qt.Key.Key_R)
    assert stage.player.played[0][0] == stage.window.session.take.file
    stage.transcriber.file_fault = None
    press(stage, Qt.Key.Key_Space)
    until(lambda: stage.window.state is State.REVIEWING)


@pytest.mark.fault("the window is closed while it records", sees="nothing", kept="the take")
def test_closing_while_recording_keeps_the_take(stage: Stage, until: Until) -> None:
    begun(stage, until)
    recording(stage, until)
    stage.window.close()
    assert len(stage.archive.kept) == 1
    assert stage.recorder.calls[-1] == "stop"


def test_places_cannot_be_reached_while_recording(stage: Stage, until: Until) -> None:
    begun(stage, until)
    recording(stage, until)
    press(stage, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert stage.window.state is State.RECORDING
    press(stage, Qt.Key.Key_D)
    assert stage.window.state is State.DISCARDED
    until(lambda: stage.window.session.take)
    press(stage, Qt.Key.Key_U)
    until(lambda: stage.window.state is State.REVIEWING)


def test_a_bank_that_was_chosen_stays_chosen_when_a_setting_changes(stage: Stage, until: Until) -> None:
    opened(stage, until)
    stage.window.home.bank_chosen.emit("azure-platform-director")
    stage.window.home.bank_chosen.emit("another")
    stage.window.go_to(Place.SETTINGS)
    choose(stage, "Theme", "Dark")
    until(lambda: stage.kept_settings and stage.kept_settings[-1].theme == "dark")
    assert stage.kept_settings[-1].bank == "another"
