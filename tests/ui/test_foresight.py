"""What is told before anything is lost: no room when a round begins, and a report for a maintainer."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from staging import Stage
from steps import Until

from interviewer.errors import InterviewerError
from interviewer.interview.rounds.move import State
from interviewer.ui.elements.notice import Notice
from interviewer.ui.rail import Place


def begin(stage: Stage) -> Notice:
    QTest.keyClick(QApplication.focusWidget() or stage.window, Qt.Key.Key_Space)
    assert stage.window.state is State.ASKING
    return stage.window.findChild(Notice)


@pytest.mark.fault(
    "the disk is full, or can't be written, when a round begins",
    sees="that at once, before anything is said",
    kept="everything",
)
def test_no_room_is_told_when_a_round_begins(stage: Stage, until: Until) -> None:
    stage.room_fault = InterviewerError("There is no room for recordings.", fix="Free some space.")
    stage.open()
    until(lambda: stage.window.home.filled)
    notice = begin(stage)
    until(lambda: "no room for recordings" in notice.text)
    assert "Free some space." in notice.text


def test_a_report_is_written_from_the_check_up(
    stage: Stage, until: Until, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(tmp_path / "report"), ""))
    stage.open()
    until(lambda: stage.window.home.filled)
    stage.window.go_to(Place.CHECKS)
    QTest.keyClick(stage.window.pages.checks, Qt.Key.Key_W)
    until(lambda: stage.reports == [tmp_path / "report.zip"])
    until(lambda: "Written" in stage.window.findChild(Notice).text)
