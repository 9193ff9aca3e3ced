"""The library as a whole: moved and restored from the window, which opens again on it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from command_line import CommandLine
from kept import answered, write_take
from stand_ins import Token

from interviewer import paths
from interviewer.errors import InterviewerError
from interviewer.history import backup
from interviewer.history.archive import DiskArchive
from interviewer.housekeeping import Housekeeping


def fill(home: Path) -> None:
    take = home / "takes" / "2026-11-23 12.00.00 azure.wav"
    take.parent.mkdir(parents=True)
    write_take(take)
    with closing(DiskArchive(database=home / "history.sqlite3", takes=home / "takes")) as archive:
        archive.keep(answered("we use data factory", take=take))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path / "home"))
    fill(tmp_path / "home")
    return tmp_path / "home"


def said(library: Path) -> list[str]:
    with closing(DiskArchive(database=library / "history.sqlite3", takes=library / "takes")) as archive:
        return [one.transcript.text for one in archive.attempts()]


def test_a_moved_library_is_used_from_there_and_moves_back(home: Path, tmp_path: Path) -> None:
    keeping = Housekeeping()
    keeping.prepare_move(tmp_path / "disk", lambda _share: None, Token())
    assert paths.home() == home  # until the end
    assert "disk" in keeping.end()
    assert paths.home() == tmp_path / "disk"
    assert said(tmp_path / "disk") == ["we use data factory"]
    assert [file.name for file in home.iterdir()] == ["library is at.txt"]
    back = Housekeeping()
    back.prepare_move(home, lambda _share: None, Token())
    back.end()
    assert paths.home() == home
    assert said(home) == ["we use data factory"]
    assert list((tmp_path / "disk").iterdir()) == []


def test_what_was_prepared_is_given_up_without_a_trace(home: Path, tmp_path: Path) -> None:
    keeping = Housekeeping()
    keeping.prepare_move(tmp_path / "disk", lambda _share: None, Token())
    keeping.give_up()
    assert list((tmp_path / "disk").iterdir()) == []
    backup.back_up(home, to=tmp_path / "all.zip")
    keeping.prepare_restore(tmp_path / "all.zip")
    keeping.give_up()
    assert not list(home.glob("restoring-*"))
    assert keeping.end() == ""
    assert said(home) == ["we use data factory"]


@pytest.mark.fault(
    "a disk with the library that is not there", sees="where it was, and what to do", kept="the library"
)
def test_a_disk_that_is_not_there_is_told(home: Path, tmp_path: Path) -> None:
    paths.leave_word(tmp_path / "unplugged")
    with pytest.raises(InterviewerError, match="unplugged") as told:
        paths.home()
    assert "library is at.txt" in told.value.fix
    assert not (tmp_path / "unplugged").exists()


def test_the_command_line_moves_the_library(command_line: CommandLine, tmp_path: Path) -> None:
    fill(command_line.home)
    assert "disk" in command_line("move", tmp_path / "disk").told
    assert len(command_line("history", "--json").json) == 1
    assert said(tmp_path / "disk") == ["we use data factory"]
    assert "itself" in command_line.refused(2, "move", tmp_path / "disk" / "takes")


#: Moves the library from the settings page, backs it up in the window that opens then, deletes an attempt,
#: restores the backup, deletes everything in the third window, and closes the fourth.
DRIVEN = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from interviewer import desktop, paths
from interviewer.ui.window import MainWindow
from interviewer.ui.application import make_application

disk, archive, seen = Path(sys.argv[1]), Path(sys.argv[2]), []
application = make_application(["driven"])

def look():
    windows = [one for one in application.topLevelWidgets() if isinstance(one, MainWindow)]
    windows = [one for one in windows if one.isVisible()]
    if not windows or windows[0]._parts is None or windows[0] in seen:
        return
    window, parts = windows[0], windows[0]._parts
    seen.append(window)
    library = window.pages.settings.library
    print(len(seen), paths.home().name, len(parts.recordings.ids()), window.frame.notice.text, flush=True)
    if len(seen) == 1:
        library.move_to(disk)
    elif len(seen) == 2:
        def restore(_told):
            parts.recordings.delete(parts.recordings.ids())
            library.restore(archive)
        library.told.connect(restore)
        library.back_up(archive)
    elif len(seen) == 3:
        library.erase()
    else:
        window.close()

timer = QTimer()
timer.timeout.connect(look)
timer.start(50)
sys.exit(desktop.open_window())
"""


def test_the_window_opens_again_on_the_library_that_moved_was_restored_or_deleted(
    home: Path, tmp_path: Path
) -> None:
    told = CommandLine(home).in_window(DRIVEN, tmp_path / "disk", tmp_path / "all.zip").out.splitlines()
    first, second, third = told[:3]
    assert told[3].startswith("4 disk 0 Deleted for good.")
    assert "recordings: 1 file, 0." in "\n".join(told)
    assert first.startswith("1 home 1")
    assert second == f"2 disk 1 The library is in {tmp_path / 'disk'} now."
    assert third.startswith(f"3 disk 1 Restored from {tmp_path / 'all.zip'}.")
    assert [file.name for file in home.iterdir()] == ["library is at.txt"]
    assert said(tmp_path / "disk") == []
    assert (tmp_path / "disk" / "interviewer.log").exists()  # begun anew
    # the window that opened last may have had its first question spoken ahead
    left = [file for file in (tmp_path / "disk").rglob("*.wav") if file.parent.name != "spoken"]
    assert not left


#: Presses the button that is offered in the first window, and tells what the second one says.
OFFERED = """
import sys
from PySide6.QtCore import QTimer
from interviewer import desktop
from interviewer.ui.window import MainWindow
from interviewer.ui.application import make_application

application, seen = make_application(["offered"]), []

def look():
    windows = [one for one in application.topLevelWidgets() if isinstance(one, MainWindow)]
    windows = [one for one in windows if one.isVisible() and one not in seen and one.frame.notice.isVisible()]
    if windows:
        seen.append(windows[0])
        print(windows[0].frame.notice.text.replace(chr(10), " "), flush=True)
        windows[0].frame.notice._button.click() if len(seen) == 1 else windows[0].close()

timer = QTimer()
timer.timeout.connect(look)
timer.start(50)
sys.exit(desktop.open_window())
"""


@pytest.mark.fault(
    "the window is opened with a damaged history",
    sees="that it is damaged, and a button that carries over what can be read",
    kept="what can still be read, the damaged file, every recording; the app goes on",
)
def test_a_damaged_history_is_carried_over_in_the_window(home: Path) -> None:
    history = home / "history.sqlite3"
    content = bytearray(history.read_bytes())
    content[:100] = b"\xff" * 100
    history.write_bytes(content)
    first, second = CommandLine(home).in_window(OFFERED).out.splitlines()
    assert "is damaged" in first
    assert second.startswith("Carried over: ")
    assert list(home.glob("history damaged *.sqlite3"))
    assert list(home.glob("takes/*.wav"))
    assert said(home) == []
