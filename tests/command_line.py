"""The program as a person starts it in a terminal: a process of its own, with a library of its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from program import Done, run

#: CI and the next one silence the telemetry of libraries, which a person's machine does not.
_LEFT_OUT = {
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "QT_QPA_PLATFORM",
    "INTERVIEWER_LOG",
    "CI",
    "ORT_DISABLE_TELEMETRY",
}
PROGRAM = (sys.executable, "-m", "interviewer")
#: How it ends.
DONE, ENVIRONMENT, USAGE, BUG = 0, 1, 2, 70


class CommandLine:
    """Runs the program with a library in ``home``."""

    def __init__(self, home: Path) -> None:
        self.home = home
        #: that of this process, but for what a test changes; no screen and no sound unless one asks for them
        self.environment = {name: value for name, value in os.environ.items() if name not in _LEFT_OUT} | {
            "INTERVIEWER_HOME": str(home),
            "PULSE_SERVER": f"unix:{home}/no-sound-server",
        }

    def __call__(
        self,
        *words: object,
        typed: str = "",
        confined: Callable[[Sequence[str]], list[str]] = list,
        program: Sequence[str] = PROGRAM,
        reports_a_bug: bool = False,
    ) -> Done:
        command = confined([*program, *map(str, words)])
        return run(
            command,
            status=None,
            environment=self.environment,
            typed=typed,
            reports_a_bug=reports_a_bug,
        )

    def in_window(self, script: str, *words: object) -> Done:
        """Runs a script that may open the window, where nobody sees it; it has to end in peace."""
        self.environment["QT_QPA_PLATFORM"] = "offscreen"
        done = self(*words, program=(sys.executable, "-c", script))
        assert done.status == 0, done.told
        return done

    def refused(self, status: int, *words: object, **how: Any) -> str:
        """What is told by a call that ends with that status, with nothing on standard output."""
        done = self(*words, **how)
        assert done.status == status, (done.status, done.out, done.told)
        assert done.out == ""
        assert done.told.strip()
        return done.told


@pytest.fixture
def command_line(tmp_path: Path) -> CommandLine:
    home = tmp_path / "library"
    home.mkdir(mode=0o700)
    return CommandLine(home)
