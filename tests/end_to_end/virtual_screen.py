"""A real X screen without a monitor, real key presses, and the app as a process of its own on it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack

import pytest
from program import started
from virtual_sound import wait_until

from interviewer import paths, settings

_START_LIMIT_S = 90.0


class VirtualScreen:
    """An X server of our own."""

    def __init__(self) -> None:
        ready, told = os.pipe()
        self._server = subprocess.Popen(
            # without -noreset it begins anew, deaf for a moment, whenever nobody is connected
            ["Xvfb", "-displayfd", str(told), "-screen", "0", "1280x900x24", "-nolisten", "tcp", "-noreset"],
            pass_fds=[told],
            stderr=subprocess.DEVNULL,
        )
        os.close(told)
        with os.fdopen(ready) as number:
            self.display = f":{number.readline().strip()}"

    def end(self) -> None:
        self._server.terminate()
        self._server.wait(10)


class App:
    """The app with its window, watched from outside: its title says where it stands.

    Where no settings are there yet, the welcome is put away, unless the test is about it.
    """

    def __init__(
        self,
        screen: VirtualScreen,
        environment: Mapping[str, str],
        program: Sequence[str] = (sys.executable, "-m", "interviewer"),
        *,
        welcomed: bool = True,
    ) -> None:
        if welcomed and not paths.settings_file().exists():
            settings.save(settings.Settings(welcomed=True), paths.settings_file())
        self._environment = {**os.environ, **environment, "DISPLAY": screen.display, "QT_QPA_PLATFORM": "xcb"}
        self._running = ExitStack()
        self._process = self._running.enter_context(started(program, environment=self._environment))
        try:
            wait_until(self._is_there, what="the window is on the screen", limit_s=_START_LIMIT_S)
        except BaseException:
            self.end()
            raise
        self._window = self._windows()[0]
        self._xdotool("windowfocus", "--sync", self._window)

    @property
    def process_id(self) -> int:
        return self._process.pid

    @property
    def title(self) -> str:
        return self._xdotool("getwindowname", self._window)

    def press(self, *keys: str) -> None:
        """Real key presses, by their X names."""
        self._xdotool("key", "--clearmodifiers", *keys)

    def write(self, text: str) -> None:
        self._xdotool("type", text)

    def wait_for(self, title: str, *, limit_s: float = 60.0) -> None:
        """Waits until the window's title says so; fails at once where the app has died.

        An app that does not come to it is ended so that it tells, as its last words, where each thread is.
        """
        if not self.comes_to(title, within_s=limit_s):
            stays_at = self.title
            self._process.send_signal(signal.SIGABRT)
            self._process.wait(10)
            pytest.fail(f"after {limit_s:g} s the window does not say “{title}” but “{stays_at}”")

    def comes_to(self, title: str, *, within_s: float) -> bool:
        """Whether the window's title says so within that time."""
        deadline = time.monotonic() + within_s
        while not (says := self._says(title)) and time.monotonic() < deadline:
            threading.Event().wait(0.05)
        return says

    def wait_for_the_end(self) -> int:
        return self._process.wait(30)

    def end(self) -> None:
        self._running.close()

    def _says(self, title: str) -> bool:
        assert self._process.poll() is None, "the app has ended"
        return re.match(title, self.title) is not None

    def _is_there(self) -> bool:
        assert self._process.poll() is None, "the app has ended"
        return bool(self._windows())

    def _windows(self) -> list[str]:
        search = [
            "xdotool",
            "search",
            "--all",
            "--onlyvisible",
            "--pid",
            str(self._process.pid),
            "--name",
            ".",
        ]
        found = subprocess.run(search, env=self._environment, capture_output=True, text=True, check=False)
        return found.stdout.split()

    def _xdotool(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], env=self._environment, capture_output=True, text=True, check=True, timeout=30
        )
        return done.stdout.strip()


@pytest.fixture
def virtual_screen() -> Iterator[VirtualScreen]:
    screen = VirtualScreen()
    yield screen
    screen.end()
