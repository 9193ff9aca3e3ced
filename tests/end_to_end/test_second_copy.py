"""The app started twice on one library, as by a second click on its icon."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from virtual_screen import App, VirtualScreen

pytestmark = pytest.mark.window


@pytest.mark.fault(
    "the app is started a second time, from the desktop",
    sees="a window that says that it is open already, and with which process",
    kept="everything; the first window goes on",
)
def test_the_second_copy_says_why_it_does_not_open(
    virtual_screen: VirtualScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path))
    environment = {**os.environ, "PULSE_SERVER": f"unix:{tmp_path}/none"}
    first = App(virtual_screen, environment)
    second = None
    try:
        first.wait_for("Practice")
        second = App(virtual_screen, environment)
        second.press("Escape")
        assert second.wait_for_the_end() == 1
        assert first.title.startswith("Practice")
    finally:
        for app in (first, second):
            if app is not None:
                app.end()
