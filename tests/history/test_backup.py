"""Backed up, wiped, restored: the same bytes and the same rows."""

from __future__ import annotations

import stat
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from kept import answered, opened, write_take

from interviewer.errors import Cancelled, InputError, InterviewerError
from interviewer.history.backup import back_up, put_in_place, unpack
from interviewer.history.database import copy_of
from interviewer.interview.coverage import Verdict
from interviewer.interview.question import PointId

AT = datetime(2026, 11, 23, 18, 30, 5, tzinfo=UTC)


def restored(backup: Path, *, library: Path) -> Path | None:
    return put_in_place(unpack(backup, library=library), library=library, at=AT)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    made = tmp_path / "library"
    (made / "takes").mkdir(parents=True)
    (made / "banks" / "mine").mkdir(parents=True)
    (made / "banks" / "mine" / "bank.md").write_text("# mine", encoding="utf-8")
    (made / "settings.toml").write_text('model = "base"', encoding="utf-8")
    (made / "models").mkdir()
    (made / "models" / "model.bin").write_bytes(b"big")
    with opened(made) as archive:
        for number in range(3):
            take = made / "takes" / f"take {number}.wav"
            write_take(take, frames=100 + number)
            kept = archive.attempt(archive.keep(answered(f"answer {number}", take=take)))
            archive.correct(replace(kept, corrections={PointId("p1"): Verdict.PARTIAL}))
    return made


def test_what_was_backed_up_comes_back(library: Path, tmp_path: Path) -> None:
    with opened(library) as archive:
        before = list(archive.attempts())
        back_up(library, to=tmp_path / "all.zip")
    takes = {file.name: file.read_bytes() for file in (library / "takes").iterdir()}
    new = tmp_path / "new"
    assert restored(tmp_path / "all.zip", library=new) is None
    with opened(new) as archive:
        after = list(archive.attempts())
    assert [one.transcript.text for one in after] == ["answer 2", "answer 1", "answer 0"]
    moved = [
        replace(one, take=replace(one.take, file=library / "takes" / one.take.file.name)) for one in after
    ]
    assert moved == before
    assert {file.name: file.read_bytes() for file in (new / "takes").iterdir()} == takes
    assert (new / "banks" / "mine" / "bank.md").read_text(encoding="utf-8") == "# mine"
    assert (new / "settings.toml").exists()
    assert not (new / "models").exists()


def test_a_restore_keeps_what_was_there(library: Path, tmp_path: Path) -> None:
    back_up(library, to=tmp_path / "all.zip")
    with opened(library) as archive:
        late = archive.keep(answered("said after the backup"))
    aside = restored(tmp_path / "all.zip", library=library)
    assert aside == library / "before restore 2026-11-23 18.30.05"
    with opened(library) as archive, opened(aside) as old:
        assert len(archive.ids()) == 3
        assert old.attempt(late).transcript.text == "said after the backup"


def test_a_backup_is_taken_while_the_archive_is_in_use(library: Path, tmp_path: Path) -> None:
    with opened(library) as archive:
        archive.keep(answered("still in the log of writes"))
        back_up(library, to=tmp_path / "all.zip")
    restored(tmp_path / "all.zip", library=tmp_path / "new")
    with opened(tmp_path / "new") as archive:
        assert archive.ids() == [4, 3, 2, 1]


def test_a_cancelled_backup_leaves_nothing(library: Path, tmp_path: Path) -> None:
    class Now:
        def raise_if_cancelled(self) -> None:
            raise Cancelled

    shares: list[float] = []
    with pytest.raises(Cancelled):
        back_up(library, to=tmp_path / "all.zip", cancel=Now(), progress=shares.append)
    assert [path.name for path in tmp_path.iterdir()] == ["library"]


def test_progress_ends_at_one(library: Path, tmp_path: Path) -> None:
    shares: list[float] = []
    back_up(library, to=tmp_path / "all.zip", progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def _damage(file: Path) -> None:
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 0xFF
    file.write_bytes(raw)


def test_own_banks_are_backed_up_before_there_is_a_history(tmp_path: Path) -> None:
    library = tmp_path / "library"
    (library / "banks").mkdir(parents=True)
    (library / "banks" / "mine.md").write_text("# mine", encoding="utf-8")
    back_up(library, to=tmp_path / "all.zip")
    restored(tmp_path / "all.zip", library=tmp_path / "new")
    assert (tmp_path / "new" / "banks" / "mine.md").read_text(encoding="utf-8") == "# mine"
    with opened(tmp_path / "new") as archive:
        assert archive.ids() == []


@pytest.mark.parametrize(
    ("place", "why"), [("library", "it is a folder"), ("none/all.zip", "no such folder")]
)
def test_a_place_where_no_backup_can_be_is_refused(
    library: Path, tmp_path: Path, place: str, why: str
) -> None:
    with pytest.raises(InputError, match=why):
        back_up(library, to=tmp_path / place)


def test_a_backup_whose_history_is_damaged_is_refused_and_nothing_changes(
    library: Path, tmp_path: Path
) -> None:
    with opened(library) as archive:
        for number in range(60):
            archive.keep(answered(" ".join(f"word{number}x{n}" for n in range(400))))
    history = tmp_path / "history.sqlite3"
    copy_of(library / "history.sqlite3", history)
    with history.open("r+b") as raw:
        for page in range(20, history.stat().st_size // 4096, 4):
            raw.seek(page * 4096)
            raw.write(b"\xff" * 4096)
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as packed:
        packed.write(history, "history.sqlite3")
    with pytest.raises(InputError, match=r"history in .*all\.zip is damaged") as refused:
        restored(tmp_path / "all.zip", library=library)
    assert "older backup" in refused.value.fix
    with opened(library) as archive:
        assert len(archive.ids()) == 63
    assert not [path.name for path in library.iterdir() if path.name.startswith("restoring-")]


@pytest.mark.parametrize("case", ["missing", "folder", "text", "truncated", "flipped", "foreign", "outside"])
@pytest.mark.fault(
    "a backup that is damaged, incomplete or hostile",
    sees="what is wrong with it",
    kept="the library as it is",
)
def test_what_is_no_whole_backup_is_refused_and_nothing_changes(
    library: Path, tmp_path: Path, case: str
) -> None:
    file = tmp_path / "all.zip"
    back_up(library, to=file)
    match case:
        case "missing":
            file.unlink()
        case "folder":
            file.unlink()
            file.mkdir()
        case "text":
            file.write_text("hello")
        case "truncated":
            file.write_bytes(file.read_bytes()[:-200])
        case "flipped":
            _damage(file)
        case "foreign":
            with zipfile.ZipFile(file, "w") as packed:
                packed.writestr("readme.txt", "hello")
        case _:
            with zipfile.ZipFile(file, "a") as packed:
                packed.writestr("takes/../../outside.txt", "hello")
    with opened(library) as archive:
        before = archive.ids()
    with pytest.raises(InputError):
        restored(file, library=library)
    with opened(library) as archive:
        assert archive.ids() == before
    assert not (tmp_path / "outside.txt").exists()


def test_a_history_that_is_damaged_is_told_when_it_is_backed_up(library: Path, tmp_path: Path) -> None:
    (library / "history.sqlite3").write_bytes(b"nothing of the kind" * 1000)
    with pytest.raises(InterviewerError):
        back_up(library, to=tmp_path / "all.zip")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_backups_and_what_is_restored_are_for_the_user_alone(library: Path, tmp_path: Path) -> None:
    back_up(library, to=tmp_path / "all.zip")
    restored(tmp_path / "all.zip", library=tmp_path / "new")
    assert stat.S_IMODE((tmp_path / "all.zip").stat().st_mode) == 0o600
    for path in (tmp_path / "new").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)
