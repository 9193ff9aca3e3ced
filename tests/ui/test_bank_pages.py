"""The pages of the banks in the window: how to get there, and how to get away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from bank_stage import BANK, SEED
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMessageBox
from staging import Stage
from steps import Until, press

from interviewer.banks.desk import LibraryDesk
from interviewer.banks.library import Library
from interviewer.interview.question import QuestionId
from interviewer.interview.rounds.move import State
from interviewer.interview.rounds.round import Round
from interviewer.settings import Settings
from interviewer.ui.elements.notice import Notice

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def own(tmp_path: Path) -> Path:
    place = tmp_path / "own" / "small"
    place.mkdir(parents=True)
    (place / "01-work.md").write_text(BANK, encoding="utf-8")
    return place.parent


@pytest.fixture
def stage(application: QApplication, tmp_path: Path, own: Path, until: Until) -> Iterator[Stage]:
    made = Stage(tmp_path, settings=Settings(bank="small", welcomed=True))
    library = Library(tmp_path / "shipped", own, lexicons=())
    made.window.show()
    made.window.furnish(replace(made.parts(), banks=library, desk=LibraryDesk(library)))
    until(lambda: made.window.home.filled)
    yield made
    made.window.close()


def drop(stage: Stage, file: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    action = Qt.DropAction.CopyAction
    QApplication.sendEvent(stage.window, QDragEnterEvent(QPoint(50, 50), action, mime, buttons, keys))
    QApplication.sendEvent(stage.window, QDropEvent(QPointF(50, 50), action, mime, buttons, keys))


def shown(stage: Stage) -> object:
    return stage.window.frame.page


def test_questions_are_one_key_away(stage: Stage, until: Until) -> None:
    press(stage, Qt.Key.Key_2, CTRL)
    banks = stage.window.pages.banks
    assert shown(stage) is banks.editor
    until(lambda: banks.editor.form.base is not None)
    assert banks.editor.form.base.id == "plan-week"


def test_a_dropped_document_becomes_the_bank_that_is_practised(stage: Stage, until: Until, own: Path) -> None:
    banks = stage.window.pages.banks
    drop(stage, SEED)
    assert shown(stage) is banks.preview
    until(lambda: banks.preview.preview is not None)
    press(stage, Qt.Key.Key_Return, CTRL)
    until(lambda: shown(stage) is stage.window.home)
    until(lambda: stage.window.home._banks.currentText() == "model-answers")
    assert stage.kept_settings[-1].bank == "model-answers"
    assert "58 questions were imported" in stage.window.findChild(Notice).text


def test_an_import_that_is_called_off_leads_back_to_the_questions(
    stage: Stage, until: Until, own: Path
) -> None:
    banks = stage.window.pages.banks
    drop(stage, SEED)
    until(lambda: banks.preview.preview is not None)
    press(stage, Qt.Key.Key_Escape)
    assert shown(stage) is banks.editor
    assert [path.name for path in own.iterdir()] == ["small"]


def test_an_import_into_the_bank_that_is_open_shows_it_anew(
    stage: Stage, until: Until, own: Path, tmp_path: Path
) -> None:
    banks = stage.window.pages.banks
    press(stage, Qt.Key.Key_2, CTRL)
    until(lambda: banks.editor.form.base is not None)
    file = tmp_path / "01-work.md"
    file.write_text(BANK.replace("target: 75s", "target: 3m"), encoding="utf-8")
    drop(stage, file)
    until(lambda: banks.preview.preview is not None)
    press(stage, Qt.Key.Key_Return, CTRL)
    until(lambda: shown(stage) is stage.window.home)
    press(stage, Qt.Key.Key_2, CTRL)
    until(lambda: banks.editor.form.base.target_s == 180.0)
    assert not banks.editor.notice.isVisible()


def test_while_an_answer_is_given_nothing_is_taken(stage: Stage, until: Until) -> None:
    press(stage, Qt.Key.Key_Space)
    stage.voice.end()
    until(lambda: stage.window.state is State.THINKING)
    press(stage, Qt.Key.Key_Space)
    until(lambda: stage.window.state is State.RECORDING)
    before = shown(stage)
    drop(stage, SEED)
    assert shown(stage) is before
    assert not stage.window.pages.banks._choose.isEnabled()


def test_the_window_does_not_go_with_edits_that_are_not_saved(stage: Stage, until: Until) -> None:
    editor = stage.window.pages.banks.editor
    press(stage, Qt.Key.Key_2, CTRL)
    until(lambda: editor.form.base is not None)
    editor.form._tags.setText("mine")
    asked: list[str] = []

    def answer(which: int) -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        box.buttons()[which].click()

    QTimer.singleShot(0, lambda: answer(0))
    assert not stage.window.close()
    assert stage.window.isVisible()
    editor._save.click()
    until(lambda: not editor.form.is_changed)
    assert stage.window.close()
    assert asked == ["1 question has changes that are not saved."]


def test_in_a_narrow_window_there_is_the_list_or_the_form(stage: Stage, until: Until) -> None:
    editor = stage.window.pages.banks.editor
    stage.window.resize(660, 700)
    press(stage, Qt.Key.Key_2, CTRL)
    until(lambda: editor.form.base is not None)
    assert editor.index.isVisible()
    assert not editor.form.isVisible()
    press(stage, Qt.Key.Key_Return)
    assert editor.form.isVisible()
    assert not editor.index.isVisible()
    assert editor.form.isAncestorOf(QApplication.focusWidget())
    press(stage, Qt.Key.Key_L, CTRL)
    assert editor.index.isVisible()


def test_the_question_that_is_looked_at_is_edited_at_a_key(stage: Stage, until: Until) -> None:
    home, editor = stage.window.home, stage.window.pages.banks.editor
    home._questions.setCurrentIndex(home._question_model.index(1))
    home._questions.setFocus()
    press(stage, Qt.Key.Key_E)
    until(lambda: shown(stage) is editor and editor.form.base is not None)
    assert editor.form.base.text == "Tell me about a time you failed."
    assert editor.form.isAncestorOf(QApplication.focusWidget())


def test_the_question_of_a_feedback_is_edited_at_a_key(stage: Stage, until: Until) -> None:
    stage.window.begin(Round(stage.window.home._bank.questions, position=1))
    stage.voice.end()
    for state in (State.THINKING, State.RECORDING, State.REVIEWING):
        until(lambda wanted=state: stage.window.state is wanted)
        if state is not State.REVIEWING:
            press(stage, Qt.Key.Key_Space)
    assert shown(stage) is stage.window.pages.review
    press(stage, Qt.Key.Key_E)
    editor = stage.window.pages.banks.editor
    until(lambda: shown(stage) is editor and editor.form.base is not None)
    assert editor.form.base.text == "Tell me about a time you failed."
    assert stage.window.state is State.CHOOSING


def test_a_question_that_is_in_no_bank_any_more_is_told(stage: Stage, until: Until) -> None:
    editor = stage.window.pages.banks.editor
    stage.window.pages.banks.edit(replace(stage.window.home._bank.questions[0], id=QuestionId("gone")))
    until(lambda: not editor.notice.isHidden())
    assert editor.index.isAncestorOf(QApplication.focusWidget())
