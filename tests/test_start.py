"""How the program starts, and the files that it makes."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import soundfile
from command_line import CommandLine
from program import ROOT, run

from interviewer import log, paths, settings
from interviewer.errors import InputError, InterviewerError
from interviewer.speech import utterance


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_the_program_is_its_own_voice_and_loads_nothing_else_for_it(tmp_path: Path) -> None:
    request = tmp_path / "request"
    utterance.write_request(utterance.Request(out=str(tmp_path / "spoken.wav"), text="Ready."), request)
    done = run([sys.executable, "-X", "importtime", "-m", "interviewer", utterance.VERB, request])
    assert soundfile.info(tmp_path / "spoken.wav").duration > 0.2
    loaded = {line.rpartition("|")[2].strip() for line in done.told.splitlines()}
    assert "interviewer.speech.utterance" in loaded
    assert not loaded & {"interviewer.cli", "interviewer.app", "numpy"}


#: All that is imported before the window is seen.
OPENING = "import linecache, sys; from interviewer import desktop; from interviewer.ui import application"


def test_the_window_is_seen_before_what_takes_long_to_load(command_line: CommandLine) -> None:
    loaded = set(command_line.in_window(f"{OPENING}; print(*sys.modules)").out.split())
    assert "interviewer.ui.window" in loaded
    assert not loaded & {
        "interviewer.ui.pages",
        "interviewer.interview.coverage",
        "interviewer.interview.rounds.move",
        "dataclasses",
        "numpy",
        "platform",
        "platformdirs",
        "sqlite3",
    }


def test_no_source_is_read_for_the_window(command_line: CommandLine) -> None:
    read = command_line.in_window(f"{OPENING}; print(*linecache.cache, sep='\\n')").out.splitlines()
    assert not [file for file in read if Path(file).is_relative_to(ROOT / "interviewer")]


#: Whether all names of Qt are there: once the window has been painted, and when what is behind it is loaded.
PAINTED = """
import sys
from PySide6 import QtCore
from interviewer import desktop
from interviewer.ui import application, window

def named():
    return "Qt" in vars(QtCore)

class Seen(application._FirstPaint):
    def __init__(self, window, *, then):
        super().__init__(window, then=lambda: (print(named()), then()))

class Furnished(window.MainWindow):
    def furnish(self, parts):
        print(parts)
        self.close()

application._FirstPaint = Seen
application.MainWindow = Furnished
application._behind = lambda _parts_factory: named()
sys.exit(desktop.open_window())
"""


@pytest.mark.parametrize("theme", ["system", "dark"])
def test_the_names_of_qt_are_loaded_after_the_first_paint_and_before_a_second_thread(
    command_line: CommandLine, theme: str
) -> None:
    settings.save(settings.Settings(theme=theme), command_line.home / "settings.toml")
    assert command_line.in_window(PAINTED).out.split() == ["False", "True"]


#: The window is closed while a model is at work, and is not waited for. Where Python is taken down around the
#: model all the same, that lasts long enough for the model to come back to it.
CLOSED_EARLY = """
import sys, time
from itertools import count
from PySide6.QtCore import QTimer
from interviewer import desktop, paths
from interviewer.models.embedding import BATCH, MiniLM
from interviewer.ui import application, window

class Impatient(window.MainWindow):
    def furnish(self, parts):
        super().furnish(parts)
        started = []
        def work(_cancel):
            embedder = MiniLM(paths.assets() / "minilm")
            for number in count():
                started.append(number)
                embedder.embed([f"{number} {part} " + 128 * "word " for part in range(BATCH)])
        self._workplace.worker.run(work, done=print, failed=print)
        self._timer = QTimer()
        self._timer.timeout.connect(lambda: started and self.close())
        self._timer.start(20)

class TakenDown:
    def __del__(self, last=time.sleep):
        last(10)

taken_down = TakenDown()
window._END_S = 0.0
application.MainWindow = Impatient
sys.exit(desktop.open_window())
"""


@pytest.mark.model
def test_a_window_that_is_closed_while_a_model_is_at_work_ends_in_peace(command_line: CommandLine) -> None:
    command_line.in_window(CLOSED_EARLY)


@pytest.fixture
def logged(home: Path) -> Iterator[logging.Logger]:
    level = logging.getLogger().level
    log.start()
    yield logging.getLogger("test")
    log.stop()
    logging.getLogger().setLevel(level)


def test_every_log_file_is_for_the_user_alone(logged: logging.Logger, home: Path) -> None:
    before = os.umask(0)
    try:
        for number in range(42):
            logged.info("%d %s", number, "x" * 100_000)
    finally:
        os.umask(before)
    files = sorted(home.glob("interviewer.log*"))
    assert [file.name for file in files] == ["interviewer.log", "interviewer.log.1", "interviewer.log.2"]
    told = [line.split()[-2] for file in reversed(files) for line in file.read_text("utf-8").splitlines()]
    assert told == [str(number) for number in range(20, 42)]
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


def test_the_settings_say_what_goes_into_the_log(
    logged: logging.Logger, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("INTERVIEWER_LOG", raising=False)
    log.set_level("debug")
    logged.debug("looked into")
    log.set_level("error")
    logged.warning("passed over")
    log.set_level("loud")
    logged.info("as usual")
    monkeypatch.setenv("INTERVIEWER_LOG", "error")
    log.set_level("debug")
    logged.info("the environment comes first")
    told = paths.log_file().read_text(encoding="utf-8")
    assert [words in told for words in ("looked into", "passed over", "as usual", "comes first")] == [
        True,
        False,
        True,
        False,
    ]


def test_settings_come_back_and_are_for_the_user_alone(home: Path) -> None:
    chosen = settings.Settings(microphone="Mic “é”\n", voice_rate_wpm=200)
    before = os.umask(0)
    try:
        settings.save(chosen, paths.settings_file())
    finally:
        os.umask(before)
    assert settings.load(paths.settings_file()) == chosen
    assert paths.settings_file().stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "content",
    [
        b"model = ",
        b"\xff\xfe",
        b"model = 3",
        b"live_words = 1",
        b"voice_rate_wpm = true",
        b"a = " + b"[" * 5_000,
        b"model = 'a'\nmodel = 'b'",
    ],
)
@pytest.mark.fault(
    "settings of the wrong kind", sees="the file, the line and what to do", kept="the file, untouched"
)
def test_settings_that_cannot_be_used_are_told_with_their_file(home: Path, content: bytes) -> None:
    paths.settings_file().write_bytes(content)
    with pytest.raises(InputError, match=r"settings\.toml") as told:
        settings.load(paths.settings_file())
    assert told.value.fix


def test_a_folder_in_place_of_the_settings_is_told(home: Path) -> None:
    paths.settings_file().mkdir()
    with pytest.raises(InterviewerError, match="directory"):
        settings.load(paths.settings_file())


@pytest.mark.fault(
    "settings that can't be written",
    sees="that they count until the app is closed, and what to do",
    kept="the settings of before",
)
def test_settings_that_cannot_be_written_are_told(home: Path) -> None:
    (paths.settings_file().with_suffix(".tmp")).mkdir()
    with pytest.raises(InterviewerError, match="can't be written") as told:
        settings.save(settings.Settings(), paths.settings_file())
    assert told.value.fix


def test_a_home_that_cannot_be_made_is_read_as_an_empty_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path / "file" / "home"))
    assert not paths.takes().exists()
    assert settings.load(paths.settings_file()) == settings.Settings()
    with pytest.raises(InterviewerError, match="Not a directory"):
        settings.save(settings.Settings(), paths.settings_file())
