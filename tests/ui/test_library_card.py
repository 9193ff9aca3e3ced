"""The library from the settings page: backed up, restored, moved, each at its key."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from staging import Stage
from steps import Until

from interviewer.errors import InterviewerError
from interviewer.ui.elements.notice import Notice
from interviewer.ui.rail import Place


@pytest.fixture
def settings(stage: Stage, until: Until, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_asked: (str(tmp_path / "all.zip"), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(tmp_path / "disk"))
    stage.open()
    until(lambda: stage.window.home.filled)
    stage.window.go_to(Place.SETTINGS)
    until(lambda: "123 MB" in stage.window.pages.settings.library._place.text())
    return stage


def press(stage: Stage, key: Qt.Key) -> None:
    QTest.keyClick(stage.window.pages.settings, key)


def answer(until: Until, words: str) -> None:
    until(lambda: isinstance(QApplication.activeModalWidget(), QMessageBox))
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    next(button for button in box.buttons() if button.text() == words).click()


def test_backed_up(settings: Stage, until: Until, tmp_path: Path) -> None:
    press(settings, Qt.Key.Key_B)
    until(lambda: settings.housekeeping.done == [("backed up", tmp_path / "all.zip")])
    until(lambda: "Backed up" in settings.window.findChild(Notice).text)
    assert not settings.window.reopening


@pytest.mark.parametrize(
    ("key", "words", "done"),
    [(Qt.Key.Key_R, "Restore", "restored"), (Qt.Key.Key_M, "Move", "moved")],
)
def test_restored_or_moved_the_window_opens_again(
    settings: Stage, until: Until, key: Qt.Key, words: str, done: str
) -> None:
    press(settings, key)
    answer(until, "Leave it")
    press(settings, key)
    answer(until, words)
    until(lambda: settings.window.reopening)
    assert [what for what, _ in settings.housekeeping.done] == [done]
    assert not settings.window.isVisible()


def test_everything_is_deleted_once_it_was_shown_and_agreed_to(settings: Stage, until: Until) -> None:
    def ask() -> QMessageBox:
        page = settings.window.pages.settings
        settings.window.activateWindow()
        until(lambda: QApplication.activeWindow() is settings.window)
        QTest.keyClick(page, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
        until(lambda: isinstance(QApplication.activeModalWidget(), QMessageBox))
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        return box

    box = ask()
    assert "recordings: 12 files, 122.8 MB" in box.informativeText()
    assert box.defaultButton().text() == "Leave it"
    answer(until, "Leave it")
    assert settings.housekeeping.done == []
    ask()
    answer(until, "Delete everything")
    until(lambda: settings.window.reopening)
    assert [what for what, _ in settings.housekeeping.done] == ["deleted"]


def test_what_fails_is_told_and_the_window_stays(settings: Stage, until: Until) -> None:
    settings.housekeeping.fault = InterviewerError("There is no room.", fix="Choose another disk.")
    press(settings, Qt.Key.Key_M)
    answer(until, "Move")
    until(lambda: "no room" in settings.window.findChild(Notice).text)
    assert settings.window.isVisible()
