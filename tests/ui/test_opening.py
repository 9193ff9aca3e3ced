"""The window before its parts are there."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from staging import Stage
from steps import Until, page, texts

from interviewer.errors import InterviewerError
from interviewer.ui.elements.waiting import Waiting
from interviewer.ui.rail import Place


def test_the_window_stands_before_its_pages_and_then_shows_the_first(stage: Stage, until: Until) -> None:
    stage.window.show()
    assert isinstance(page(stage), Waiting)
    assert "Getting ready" in texts(page(stage))
    stage.window.furnish(stage.parts())
    until(lambda: page(stage) is stage.window.home)
    assert stage.window.home.filled
    assert stage.window.home.isAncestorOf(QApplication.focusWidget())


def test_who_has_gone_elsewhere_meanwhile_stays_there(stage: Stage, until: Until) -> None:
    stage.window.show()
    stage.window.go_to(Place.RECORDINGS)
    stage.window.furnish(stage.parts())
    until(lambda: stage.window.home.filled)
    assert page(stage) is stage.window.pages.recordings


def test_home_before_there_is_anything_on_it_is_filled_all_the_same(stage: Stage, until: Until) -> None:
    stage.window.show()
    stage.window.go_to(Place.RECORDINGS)
    stage.window.go_to(Place.HOME)
    assert isinstance(page(stage), Waiting)
    stage.window.furnish(stage.parts())
    until(lambda: page(stage) is stage.window.home)


@pytest.mark.fault("the parts can't be built", sees="why, and what to do", kept="the library, untouched")
def test_why_there_will_be_no_parts_is_told_in_their_place(stage: Stage) -> None:
    stage.window.show()
    stage.window.tell_no_bank(InterviewerError("The history can't be opened.", fix="Restore a backup."))
    assert "Restore a backup." in texts(page(stage))
    stage.window.go_to(Place.SETTINGS)
    stage.window.go_to(Place.HOME)
    assert "Restore a backup." in texts(page(stage))
