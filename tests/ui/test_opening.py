"""The window before its parts are there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from staging import Stage
from steps import Until, page, texts

from interviewer.errors import InterviewerError
from interviewer.ui.elements.page import Page
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


def looking(stage: Stage, at: Callable[[int], object]) -> None:
    """Calls with the number of pages there are, as often as the window answers before it has its parts."""

    def look() -> None:
        at(len(stage.window.findChildren(Page)))
        if stage.window.state is None:
            stage.workplace.bridge.post(look)

    look()


def test_the_window_answers_after_each_page_that_is_built(stage: Stage, until: Until) -> None:
    stage.window.show()
    seen: set[int] = set()
    stage.window.furnish(stage.parts())
    looking(stage, seen.add)
    until(lambda: stage.window.state is not None)
    assert seen == {1 + count for count in range(1 + len(list(stage.window.pages)))}


def test_a_page_that_is_gone_to_while_they_are_built_is_there_at_once(stage: Stage, until: Until) -> None:
    stage.window.show()
    gone_to: list[bool] = []

    def go(count: int) -> None:
        if count == 3:
            stage.window.go_to(Place.SETTINGS)
            gone_to.append(page(stage) is stage.window.pages.settings)

    stage.window.furnish(stage.parts())
    looking(stage, go)
    until(lambda: stage.window.state is not None and stage.window.home.filled)
    assert gone_to == [True]
    assert page(stage) is stage.window.pages.settings
    assert len(stage.window.findChildren(Page)) == 1 + len(list(stage.window.pages))


@pytest.mark.fault("the parts can't be built", sees="why, and what to do", kept="the library, untouched")
def test_why_there_will_be_no_parts_is_told_in_their_place(stage: Stage) -> None:
    stage.window.show()
    stage.window.tell_no_bank(InterviewerError("The history can't be opened.", fix="Restore a backup."))
    assert "Restore a backup." in texts(page(stage))
    stage.window.go_to(Place.SETTINGS)
    stage.window.go_to(Place.HOME)
    assert "Restore a backup." in texts(page(stage))
