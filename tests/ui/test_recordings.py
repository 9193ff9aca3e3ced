"""The list of recordings: narrowed, kept, judged again, brought in, tidied up."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
import sample
from PySide6.QtCore import QDate, QItemSelectionModel, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDateEdit, QFileDialog, QPushButton, QSpinBox
from staging import Stage
from stand_ins import earlier
from steps import Until

from interviewer.history.archive import DiskArchive
from interviewer.interview.attempt import AttemptId
from interviewer.interview.reports.retention import Retention
from interviewer.ui.elements.notice import Notice
from interviewer.ui.rail import Place
from interviewer.ui.recordings.recording_table import EXCERPT, PAGE_ROWS, Column
from interviewer.ui.recordings.recordings import RecordingsPage

#: (days ago, question): two of the first question, one of the sixth
_TAKES = ((40, 0), (3, 5), (0, 0))


@pytest.fixture
def page(stage: Stage, until: Until) -> RecordingsPage:
    for days, question in _TAKES:
        stage.archive.keep(sample.attempt(earlier(days), question=question))
    stage.window.resize(1100, 800)
    stage.open()
    until(lambda: stage.window.home.filled)
    stage.window.go_to(Place.RECORDINGS)
    until(lambda: shown(stage.window.pages.recordings) == [3, 2, 1])
    until(stage.window.pages.recordings.current)
    return stage.window.pages.recordings


def shown(page: RecordingsPage) -> list[int]:
    return [page._model.id_at(row) for row in range(page._model.rowCount())]


def press(key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget(), key)


def choose(page: RecordingsPage, name: str, text: str) -> None:
    field = next(one for one in page.findChildren(QComboBox) if one.accessibleName() == name)
    field.setCurrentIndex(field.findText(text))


def test_section_grade_and_time_narrow_the_list(page: RecordingsPage, until: Until) -> None:
    choose(page, "Section", "Databricks Platform Engineering")
    until(lambda: shown(page) == [2])
    choose(page, "Section", "All sections")
    choose(page, "When", "Last 7 days")
    until(lambda: shown(page) == [3, 2])
    choose(page, "Grade", "Easy")
    until(lambda: shown(page) == [])
    assert page._empty.text().startswith("Nothing was found")


def test_a_verdict_what_was_not_judged_and_two_days_narrow_the_list(
    page: RecordingsPage, stage: Stage, until: Until
) -> None:
    choose(page, "With a point", "Covered")
    until(lambda: shown(page) == [3, 2, 1])
    choose(page, "With a point", "Any verdict")
    choose(page, "Grade", "Not judged")
    until(lambda: shown(page) == [])
    choose(page, "Grade", "Any grade")
    choose(page, "When", "From … to …")
    days = {one.accessibleName(): one for one in page.findChildren(QDateEdit)}
    day = stage.archive.kept[1].at
    for name in ("From", "To"):
        assert days[name].isVisible()
        days[name].setDate(QDate(day.year, day.month, day.day))
    until(lambda: shown(page) == [2])


def test_each_choice_is_one_that_the_archive_on_disk_understands(
    stage: Stage, until: Until, tmp_path: Path
) -> None:
    archive = DiskArchive(database=tmp_path / "history.sqlite3", takes=tmp_path / "takes")
    stage.archive = archive  # type: ignore[assignment] - as the window sees it, they are the same
    for days, question in _TAKES:
        archive.keep(sample.attempt(earlier(days), question=question, folder=tmp_path / "takes"))
    stage.open()
    until(lambda: stage.window.home.filled)
    stage.window.go_to(Place.RECORDINGS)
    page = stage.window.pages.recordings
    until(lambda: page._model.rowCount() == 3)
    for name, text, found in (
        ("Section", "Databricks", [2]),
        ("Grade", "Easy", []),
        ("Grade", "Hard", [3, 2, 1]),
        ("Grade", "Not judged", []),
        ("With a point", "Missed", [3, 2, 1]),
        ("When", "Today", [3]),
        ("Order", "Oldest first", [1, 2, 3]),
    ):
        box = next(one for one in page.findChildren(QComboBox) if one.accessibleName() == name)
        box.setCurrentIndex(next(at for at in range(box.count()) if text in box.itemText(at)))
        until(lambda found=found: shown(page) == found)
        box.setCurrentIndex(0)
        until(lambda: shown(page) == [3, 2, 1])
    page._search.setText("Photon")
    until(lambda: "«Photon»" in (page._model.index(0, Column.QUESTION).data(EXCERPT) or ""))
    stage.window.close()
    archive.close()


def test_two_takes_of_one_question_are_compared_whichever_they_are(
    page: RecordingsPage, stage: Stage, until: Until
) -> None:
    page._table.selectAll()
    press(Qt.Key.Key_C)
    until(lambda: "Choose two takes" in stage.window.findChild(Notice).text)
    page._table.clearSelection()
    for row in (0, 2):
        page._table.selectionModel().select(
            page._model.index(row, 0),
            QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
        )
    press(Qt.Key.Key_C)
    comparison = page.feedback.since.comparison
    until(comparison.isVisible)
    assert [comparison._advance.before.id, comparison._advance.after.id] == [1, 3]


def test_what_was_deleted_lately_comes_back(page: RecordingsPage, until: Until) -> None:
    press(Qt.Key.Key_Delete)
    until(lambda: shown(page) == [2, 1])
    press(Qt.Key.Key_X)
    until(lambda: shown(page) == [3])
    assert page._delete_button.text() == "Bring back"
    press(Qt.Key.Key_Delete)
    until(lambda: shown(page) == [])
    QTest.keyClick(page, Qt.Key.Key_X)
    until(lambda: shown(page) == [3, 2, 1])


def test_a_click_on_a_column_orders_by_it_and_another_turns_it_round(
    page: RecordingsPage, until: Until
) -> None:
    header = page._table.horizontalHeader()
    header.sectionClicked.emit(Column.WHEN)
    until(lambda: shown(page) == [1, 2, 3])
    header.sectionClicked.emit(Column.WHEN)
    until(lambda: shown(page) == [3, 2, 1])
    header.sectionClicked.emit(Column.QUESTION)
    until(lambda: shown(page) == [2, 1, 3])


def test_what_was_found_stands_beneath_the_question(page: RecordingsPage, until: Until) -> None:
    page._search.setText("Photon")
    page._typing.timeout.emit()
    until(lambda: page._model.index(0, Column.QUESTION).data(EXCERPT) == "… «Photon» …")
    assert not page._table.grab().isNull()


def test_the_newest_that_were_found_stand_there_before_all_are(
    page: RecordingsPage, stage: Stage, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(60):
        stage.archive.keep(sample.attempt(earlier(0)))
    found, all_found = stage.archive.ids, threading.Event()

    def gone_through(*asked: Any, **how: Any) -> list[AttemptId]:
        assert all_found.wait(10)
        return found(*asked, **how)

    monkeypatch.setattr(stage.archive, "ids", gone_through)
    page._search.setText("Photon")
    until(lambda: page._model.rowCount() == PAGE_ROWS)
    assert page.current().id == 63
    assert page._model.index(PAGE_ROWS - 1, Column.QUESTION).data()
    all_found.set()
    until(lambda: page._model.rowCount() == 63)
    assert page._model.index(0, Column.QUESTION).data()  # what stood there still does
    assert page.current().id == 63


def test_the_list_is_ordered(page: RecordingsPage, until: Until) -> None:
    choose(page, "Order", "Oldest first")
    until(lambda: shown(page) == [1, 2, 3])
    choose(page, "Order", "By question")
    until(lambda: shown(page) == [2, 1, 3])


def test_a_key_shows_the_takes_of_one_question_and_all_again(page: RecordingsPage, until: Until) -> None:
    press(Qt.Key.Key_Q)
    until(lambda: shown(page) == [3, 1])
    press(Qt.Key.Key_Q)
    until(lambda: shown(page) == [3, 2, 1])


def test_what_was_found_plays_from_there(page: RecordingsPage, stage: Stage, until: Until) -> None:
    page._search.setText("Photon")
    page._typing.timeout.emit()
    page._open_current()
    until(lambda: stage.player.played)
    word = next(one for one in sample.transcript().words if one.text.startswith("Photon"))
    assert stage.player.played[-1][1] == pytest.approx(word.span.start_s - 0.3)
    press(Qt.Key.Key_N)
    assert len(stage.player.played) == 2
    assert stage.player.played[-1] == stage.player.played[0]


def test_kept_forever_and_let_go_again(page: RecordingsPage, stage: Stage, until: Until) -> None:
    press(Qt.Key.Key_K)
    until(lambda: stage.archive.forever == {3})
    until(lambda: page.current() and page.current().keep_forever)
    press(Qt.Key.Key_K)
    until(lambda: stage.archive.forever == set())


def test_judged_again(page: RecordingsPage, stage: Stage, until: Until) -> None:
    page._table.selectAll()
    press(Qt.Key.Key_J)
    until(lambda: stage.keeping.judged_again == [3, 2, 1])


def test_tidying_up_says_first_what_would_go_and_can_be_undone(
    page: RecordingsPage, stage: Stage, until: Until
) -> None:
    press(Qt.Key.Key_T)
    dialog = QApplication.activeModalWidget()
    assert not next(one for one in dialog.findChildren(QPushButton) if one.text() == "Remove").isEnabled()
    dialog.findChildren(QSpinBox)[0].setValue(1)
    until(lambda: "2 takes would go" in dialog._preview.text())
    assert shown(page) == [3, 2, 1]
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(lambda: shown(page) == [3])
    assert stage.kept_settings[-1].keep_takes_per_question == 1
    notice = stage.window.findChild(Notice)
    until(notice.isVisible)
    notice._acted()
    until(lambda: shown(page) == [3, 2, 1])


def test_a_rule_that_concerns_something_is_told_once_and_removes_nothing(
    page: RecordingsPage, stage: Stage, until: Until
) -> None:
    page.tools.rule = Retention(last_per_question=1)
    page.show_list()
    notice = stage.window.findChild(Notice)
    until(notice.isVisible)
    assert "2 takes" in notice.text
    notice._acted()
    until(lambda: "2 takes would go" in QApplication.activeModalWidget()._preview.text())
    QApplication.activeModalWidget().reject()
    page.show_list()
    until(stage.workplace.worker._jobs.empty)
    assert not notice.isVisible()
    assert shown(page) == [3, 2, 1]


def test_a_file_that_is_dropped_is_graded_against_the_chosen_question(
    page: RecordingsPage, stage: Stage, until: Until, tmp_path: Path
) -> None:
    file = tmp_path / "elsewhere.m4a"
    file.write_bytes(b"sound")
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(file))])
    with_copy = (Qt.DropAction.CopyAction, carried, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(page, QDragEnterEvent(QPoint(5, 5), *with_copy))
    QApplication.sendEvent(page, QDropEvent(QPointF(5, 5), *with_copy))
    dialog = QApplication.activeModalWidget()
    QTest.keyClicks(dialog._search, "runtime upgrades")
    QTest.keyClick(dialog._search, Qt.Key.Key_Return)
    until(lambda: stage.keeping.brought_in == [("upgrades", file)])
    until(lambda: page.opened)
    assert stage.window.findChild(Notice).text.startswith("elsewhere.m4a is graded")


def test_the_chosen_are_exported_and_the_opened_one(
    page: RecordingsPage, stage: Stage, until: Until, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(tmp_path / "round"), ""))
    page._table.selectAll()
    for ids, keys in (([3, 2, 1], "p"), ([3], "t")):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        until(QApplication.activePopupWidget)
        QTest.keyClicks(QApplication.activePopupWidget(), keys)
        until(lambda ids=ids: stage.exported and stage.exported[-1][0] == ids)
        until(lambda: "Written" in stage.window.findChild(Notice).text)
        page.open(stage.archive.kept[-1])
    assert [file.name for _, file in stage.exported] == ["round.html", "round.md"]
