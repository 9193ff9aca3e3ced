"""A library that moves to another folder: the same bytes, the same rows, or nothing at all."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from kept import answered, write_take

from interviewer.errors import Cancelled, InputError, InterviewerError
from interviewer.history.archive import DiskArchive
from interviewer.history.relocation import copy_library


@pytest.fixture
def library(tmp_path: Path) -> Path:
    made = tmp_path / "library"
    (made / "takes").mkdir(parents=True)
    (made / "models" / "base").mkdir(parents=True)
    (made / "models" / "base" / "model.bin").write_bytes(bytes(range(256)) * 100)
    (made / "settings.toml").write_text('model = "base"', encoding="utf-8")
    (made / "notes.txt").write_text("not ours", encoding="utf-8")
    (made / "interviewer.log").write_text("where it was", encoding="utf-8")
    with closing(DiskArchive(database=made / "history.sqlite3", takes=made / "takes")) as archive:
        for number in range(3):
            take = made / "takes" / f"take {number}.wav"
            write_take(take, frames=100 + number)
            archive.keep(answered(f"answer {number}", take=take))
    return made


def test_all_that_is_ours_is_there_afterwards(library: Path, tmp_path: Path) -> None:
    to, shares = tmp_path / "disk" / "interviews", []
    with closing(DiskArchive(database=library / "history.sqlite3", takes=library / "takes")) as archive:
        archive.keep(answered("still in the log of writes"))
        copy_library(library, to, progress=shares.append)
        before = list(archive.attempts())
    with closing(DiskArchive(database=to / "history.sqlite3", takes=to / "takes")) as archive:
        after = list(archive.attempts())
    assert [one.transcript for one in after] == [one.transcript for one in before]
    assert after[-1].take.file == to / "takes" / "take 0.wav"
    for file in ("takes/take 1.wav", "models/base/model.bin", "settings.toml"):
        assert (to / file).read_bytes() == (library / file).read_bytes()
    assert sorted(file.name for file in to.iterdir()) == [
        "history.sqlite3", "models", "settings.toml", "takes"
    ]  # fmt: skip
    assert shares[-1] == pytest.approx(1.0)
    assert (library / "takes" / "take 0.wav").exists()


def test_called_off_it_leaves_nothing(library: Path, tmp_path: Path) -> None:
    class Now:
        def raise_if_cancelled(self) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        copy_library(library, tmp_path / "new", cancel=Now())
    assert list((tmp_path / "new").iterdir()) == []


@pytest.mark.parametrize("where", ["library", "library/takes/in", "other", "file"])
def test_a_place_that_will_not_do_is_refused(library: Path, tmp_path: Path, where: str) -> None:
    shutil.copytree(library, tmp_path / "other")
    (tmp_path / "file").write_text("a file")
    with pytest.raises(InputError):
        copy_library(library, tmp_path / where)
    assert not (library / "takes" / "in").exists()


def test_a_disk_that_is_too_small_is_told(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: shutil._ntuple_diskusage(100, 99, 1))
    with pytest.raises(InterviewerError, match="no room"):
        copy_library(library, tmp_path / "new")
