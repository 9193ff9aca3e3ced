"""Everything means everything of ours, and nothing else."""

from __future__ import annotations

import shutil
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from kept import answered, write_take

from interviewer import paths
from interviewer.errors import InterviewerError
from interviewer.history.archive import DiskArchive
from interviewer.history.backup import back_up, put_in_place, unpack
from interviewer.history.erasure import belongings, erase
from interviewer.history.lock import LibraryLock
from interviewer.settings import Settings, save


@pytest.fixture
def used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library that has been used in every way there is."""
    home = tmp_path / "home"
    monkeypatch.setenv("INTERVIEWER_HOME", str(home))
    with closing(DiskArchive(database=paths.database(), takes=paths.takes())) as archive:
        write_take(paths.takes() / "a.wav")
        archive.keep(answered(take=paths.takes() / "a.wav"))
    back_up(home, to=tmp_path / "all.zip")
    unpacked = unpack(tmp_path / "all.zip", library=home)
    put_in_place(unpacked, library=home, at=datetime(2026, 11, 23, tzinfo=UTC))
    (paths.banks() / "mine.md").write_text("# mine")
    (paths.models() / "small.en.part").mkdir()
    (paths.models() / "small.en.part" / "model.bin").write_bytes(b"half")
    (paths.spoken() / "q.wav").write_bytes(b"x")
    save(Settings(), paths.settings_file())
    paths.log_file().write_text("started")
    with LibraryLock(home):
        pass
    return home


def test_all_that_the_app_wrote_is_gone_and_was_shown(used: Path) -> None:
    shown = belongings(used)
    assert {one.kind for one in shown} == {
        "history",
        "recordings",
        "own banks",
        "settings",
        "models",
        "spoken questions",
        "logs",
    }
    assert all(one.files and one.size_bytes for one in shown)
    assert erase(used) == shown
    assert list(used.iterdir()) == []
    assert belongings(used) == []


@pytest.mark.fault(
    "other files lie in the library when everything is deleted",
    sees="what was deleted",
    kept="the other files",
)
def test_what_is_not_ours_stays(used: Path) -> None:
    (used / "my thesis.txt").write_text("years of work")
    erase(used)
    assert [path.name for path in used.iterdir()] == ["my thesis.txt"]


@pytest.mark.fault(
    "a link leads out of the library when everything is deleted",
    sees="what was deleted",
    kept="what the link leads to",
)
def test_a_link_is_removed_and_not_followed(used: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "other.wav").write_bytes(b"x")
    shutil.rmtree(used / "takes")
    (used / "takes").symlink_to(elsewhere)
    erase(used)
    assert (elsewhere / "other.wav").exists()
    assert not (used / "takes").is_symlink()


def test_one_kind_alone(used: Path) -> None:
    (gone,) = erase(used, kinds=["spoken questions"])
    assert (gone.kind, gone.files) == ("spoken questions", 1)
    assert len(belongings(used)) == 6


@pytest.mark.fault("something can't be deleted", sees="which files, and why", kept="only those")
def test_what_cannot_be_deleted_is_named(used: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(shutil, "rmtree", refuse)
    with pytest.raises(InterviewerError, match=r"takes \(Permission denied\)"):
        erase(used)
    assert not paths.database().exists()
