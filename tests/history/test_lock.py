"""One window per library, and none that stays locked after a crash."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from program import started

from interviewer.errors import InterviewerError
from interviewer.history.lock import LibraryLock

HOLDER = """
import sys
from pathlib import Path
from interviewer.history.lock import LibraryLock
LibraryLock(Path(sys.argv[1])).acquire()
print("held", flush=True)
sys.stdin.read()
"""


@pytest.mark.fault(
    "a second copy of the app is opened with the same library",
    sees="which process on which computer has it open",
    kept="everything; a killed copy leaves no lock",
)
def test_a_second_process_is_told_who_has_it_and_a_kill_sets_it_free(tmp_path: Path) -> None:
    with started([sys.executable, "-c", HOLDER, tmp_path]) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(InterviewerError, match=f"process {holder.pid} on") as refused:
            LibraryLock(tmp_path).acquire()
        assert "INTERVIEWER_HOME" in refused.value.fix
        holder.kill()
        holder.wait()
        with LibraryLock(tmp_path):
            assert f"process {os.getpid()} " in (tmp_path / "interviewer.lock").read_text()


def test_a_released_library_can_be_opened_again(tmp_path: Path) -> None:
    for _ in range(2):
        with LibraryLock(tmp_path):
            pass


def test_a_library_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(InterviewerError, match="can't be written") as refused:
        LibraryLock(tmp_path / "none").acquire()
    assert "INTERVIEWER_HOME" in refused.value.fix


def test_two_libraries_are_two(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    with LibraryLock(tmp_path / "a"), LibraryLock(tmp_path / "b"):
        pass
