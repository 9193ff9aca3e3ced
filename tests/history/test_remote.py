"""A history on a network folder, and one that two programs write to in spite of the lock."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import closing
from pathlib import Path

import pytest
from kept import answered
from program import started

from interviewer.history import database, lock
from interviewer.history.archive import DiskArchive
from interviewer.history.lock import LibraryLock
from interviewer.history.remote import file_system

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/export /home/kim nfs4 rw,vers=4.2 0 0
//nas/my\\040files /mnt/my\\040files cifs rw 0 0
tmpfs /home/kim/cache tmpfs rw 0 0
"""

WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from kept import answered
from interviewer.history.archive import DiskArchive
archive = DiskArchive(database=Path(sys.argv[1]), takes=Path(sys.argv[1]).parent)
for number in range(40):
    print(archive.keep(answered()), flush=True)
archive.close()
"""


@pytest.mark.skipif(os.name != "posix", reason="reads mounts as Linux writes them")
@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/kim/library", "nfs4"),
        ("/home/kimberley", "ext4"),
        ("/home/kim/cache/library", "tmpfs"),
        ("/mnt/my files", "cifs"),
        ("/opt", "ext4"),
    ],
)
def test_the_nearest_mount_decides(folder: str, kind: str) -> None:
    assert file_system(Path(folder), MOUNTS) == kind


@pytest.mark.fault(
    "the library lies on a network folder (as the system would say it)",
    sees="nothing",
    kept="everything; the history uses a journal that is safe there",
)
def test_on_a_network_the_older_journal_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "history.sqlite3"
    with closing(DiskArchive(database=file, takes=tmp_path)) as archive:
        archive.keep(answered())
    monkeypatch.setattr(database, "on_a_network", lambda _folder: True)
    with closing(DiskArchive(database=file, takes=tmp_path)) as archive:
        archive.keep(answered())
        with archive._database.reading() as sql:
            assert sql.execute("PRAGMA journal_mode").fetchone() == ("delete",)
            assert sql.execute("PRAGMA synchronous").fetchone() == (2,)
        assert len(archive.ids()) == 2


@pytest.mark.fault(
    "the network folder has no locks (as the system would say it)",
    sees="nothing: the window opens",
    kept="everything; the history's own locks count",
)
def test_without_locks_the_library_opens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_fd: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(lock, "_lock", refuse)
    with LibraryLock(tmp_path):
        pass


@pytest.mark.fault(
    "two programs write to one history in spite of the lock",
    sees="nothing",
    kept="every attempt of both",
)
@pytest.mark.parametrize("network", [False, True])
def test_two_writers_lose_nothing(tmp_path: Path, network: bool) -> None:
    file = tmp_path / "history.sqlite3"
    how = f"from interviewer.history import database\ndatabase.on_a_network = lambda _folder: {network}\n"
    command = [sys.executable, "-c", how + WRITER, str(file)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    with started(command, environment=environment) as one, started(command, environment=environment) as other:
        writers = (one, other)
        said = [int(line) for writer in writers for line in writer.communicate(timeout=60)[0].splitlines()]
    assert [writer.returncode for writer in writers] == [0, 0]
    with closing(DiskArchive(database=file, takes=tmp_path)) as archive:
        assert archive.faults() == []
        assert sorted(archive.ids()) == sorted(said)
        assert len(said) == 80
