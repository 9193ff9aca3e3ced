"""The progress page."""

from __future__ import annotations

import sample
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableWidget
from staging import Stage
from stand_ins import earlier
from steps import Until

from interviewer.interview.rounds.move import State
from interviewer.ui.progress.missed_row import TIMES
from interviewer.ui.progress.progress_page import ProgressPage
from interviewer.ui.rail import Place


def opened(stage: Stage, until: Until, *, takes: int = 3) -> ProgressPage:
    for days in range(takes, 0, -1):
        stage.archive.keep(sample.attempt(earlier(days)))
    stage.open()
    until(lambda: stage.window.home.filled)
    stage.window.go_to(Place.PROGRESS)
    until(lambda: stage.window.pages.progress._progress)
    return stage.window.pages.progress


def press(key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget(), key)


def test_the_tables_hold_what_the_pictures_show(stage: Stage, until: Until) -> None:
    page = opened(stage, until)
    assert page._track_chart.isVisible()
    assert "50 %" in page._track_chart.accessibleDescription()
    press(Qt.Key.Key_T)
    assert not page._track_chart.isVisible()
    tables = [table for table in page.findChildren(QTableWidget) if table.isVisible()]
    assert [table.accessibleName() for table in tables] == [
        "Covered, by section",
        "What comes due",
        "Pace, words a minute",
        "Um and uh a minute, at least",
    ]
    course = tables[0].item(0, 0).data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert course.count("50 %") == 3  # each day of the picture, for those who can't see it
    pace = tables[2]
    assert [pace.item(row, 1).text() for row in range(pace.rowCount())] == ["138", "138", "138"]
    press(Qt.Key.Key_T)
    assert page._track_chart.isVisible()


def test_a_section_shows_its_questions(stage: Stage, until: Until) -> None:
    page = opened(stage, until)
    page._section.setCurrentIndex(1)
    assert len(page._track_chart._tracks) == 4
    assert page._track_chart._tracks[0].figures


def test_what_is_missed_most_is_practised(stage: Stage, until: Until) -> None:
    page = opened(stage, until)
    assert page._missed.item(0).text() == "ADF"
    assert page._missed.item(0).data(TIMES) == "missed 3 of 3 times"
    press(Qt.Key.Key_D)
    assert stage.window.session.round.current.id == "cost.adf"
    assert stage.window.state is State.ASKING


def test_without_answers_it_says_so(stage: Stage, until: Until) -> None:
    page = opened(stage, until, takes=0)
    assert page._coverage._empty.isVisible()
    assert not page._drill.isVisible()
