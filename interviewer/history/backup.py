"""The whole library in one file, and back: history, takes, own banks, settings.

A backup is an ordinary zip. It is written beside its place, read back and compared with its checksums, and
only then gets its name. A restore is unpacked and opened beside the library before anything is replaced; what
was there is kept in a folder next to it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path, PurePosixPath

from interviewer.errors import InputError, InterviewerError
from interviewer.history.archive import DiskArchive
from interviewer.history.database import SIDE_FILES, copy_of, in_words
from interviewer.interview.ports import CancelToken
from interviewer.sentence import Sentence

_HISTORY = "history.sqlite3"
#: What a library is made of, besides the history; models and rendered questions can be had again.
_PARTS = ("takes", "banks", "lexicon.json", "settings.toml")
_DEFLATED = (zipfile.ZIP_DEFLATED, 1)


def back_up(
    library: Path,
    *,
    to: Path,
    progress: Callable[[float], None] | None = None,
    cancel: CancelToken | None = None,
) -> None:
    """Writes the library into a zip; attempts may be kept meanwhile. Raises InterviewerError."""
    draft = to.with_name(f"{to.name}.part")
    _refuse_no_place(to)
    if not (library / _HISTORY).exists():  # own banks and settings are worth a backup too
        DiskArchive(database=library / _HISTORY, takes=library / "takes").close()
    with in_words(to), tempfile.TemporaryDirectory(dir=to.parent, prefix=".backup-") as folder:
        history = Path(folder) / _HISTORY
        copy_of(library / _HISTORY, history)
        files = [(history, _HISTORY), *((file, _name(file, library)) for file in _files(library))]
        try:
            _write(draft, files, progress, cancel)
            _check(draft)
            draft.replace(to)
        finally:
            draft.unlink(missing_ok=True)


def unpack(backup: Path, *, library: Path) -> Path:
    """The first half of a restore: unpacked and looked through beside the library, which may be open.

    Raises InputError for a file that is no whole backup, and InterviewerError for one of a newer version.
    """
    library.mkdir(parents=True, exist_ok=True, mode=0o700)
    with in_words(library):
        unpacked = Path(tempfile.mkdtemp(dir=library, prefix="restoring-"))
        try:
            _unpack(backup, unpacked)
            _check_opens(unpacked, backup)
        except BaseException:
            shutil.rmtree(unpacked, ignore_errors=True)
            raise
    return unpacked


def _check_opens(unpacked: Path, backup: Path) -> None:
    (unpacked / "takes").mkdir(exist_ok=True, mode=0o700)
    with closing(DiskArchive(database=unpacked / _HISTORY, takes=unpacked / "takes")) as opened:
        faults = opened.faults()
    if faults:
        raise InputError(
            "The history in {backup} is damaged: {why}.",
            fix="Try an older backup.",
            backup=backup,
            why=faults[0],
        )


def put_in_place(unpacked: Path, *, library: Path, at: datetime) -> Path | None:
    """The second half: in the library's place, with no archive open. Returns where the old files went."""
    with in_words(library):
        aside = _set_aside(library, f"before restore {at:%Y-%m-%d %H.%M.%S}")
        for item in list(unpacked.iterdir()):
            item.replace(library / item.name)
        unpacked.rmdir()
    return aside


def _refuse_no_place(to: Path) -> None:
    if to.is_dir() or not to.parent.is_dir():
        why = Sentence("it is a folder" if to.is_dir() else "there is no such folder")
        raise InputError(
            "The backup can't be written to {to}: {why}.",
            fix="Name a file in a folder that exists.",
            to=to,
            why=why,
        )


def _files(library: Path) -> Iterable[Path]:
    for part in _PARTS:
        found = library / part
        yield from (file for file in sorted(found.rglob("*")) if file.is_file())
        if found.is_file():
            yield found


def _name(file: Path, library: Path) -> str:
    return file.relative_to(library).as_posix()


def _write(
    draft: Path,
    files: list[tuple[Path, str]],
    progress: Callable[[float], None] | None,
    cancel: CancelToken | None,
) -> None:
    method, level = _DEFLATED
    fd = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with open(fd, "w+b") as raw:  # noqa: PTH123 - it is open already, for the user alone
        with zipfile.ZipFile(raw, "w", method, compresslevel=level) as packed:
            for number, (file, name) in enumerate(files, start=1):
                if cancel:
                    cancel.raise_if_cancelled()
                packed.write(file, name)
                if progress:
                    progress(number / len(files))
        raw.flush()
        os.fsync(raw.fileno())


def _check(file: Path) -> None:
    with zipfile.ZipFile(file) as packed:
        damaged = packed.testzip()
    if damaged is not None:
        raise InterviewerError(
            "The backup could not be read back ({damaged}).", fix="Write it to another disk.", damaged=damaged
        )


def _unpack(backup: Path, folder: Path) -> None:
    """Raises InputError for what is not a whole backup of ours."""
    try:
        with zipfile.ZipFile(backup) as packed:
            names = packed.namelist()
            if _HISTORY not in names or not all(_belongs(name) for name in names):
                raise InputError("{backup} is not a backup of Interviewer.", backup=backup)
            packed.extractall(folder)
    except (zipfile.BadZipFile, zlib.error, EOFError) as fault:
        raise InputError(
            "The backup {backup} is damaged: {why}.", fix="Try an older one.", backup=backup, why=fault
        ) from fault
    except FileNotFoundError as fault:
        raise InputError("There is no file {backup}.", backup=backup) from fault
    except (IsADirectoryError, PermissionError) as fault:
        raise InputError(
            "The backup {backup} can't be read: {why}.", backup=backup, why=fault.strerror
        ) from fault
    for file in folder.rglob("*"):
        file.chmod(0o700 if file.is_dir() else 0o600)


def _belongs(name: str) -> bool:
    """Whether a name in a backup is one of a library's, and leads nowhere else."""
    parts = PurePosixPath(name).parts
    return bool(parts) and parts[0] in {_HISTORY, *_PARTS} and ".." not in parts and "\\" not in name


def _set_aside(library: Path, name: str) -> Path | None:
    """Moves what the library has into a folder in it; None where it has nothing."""
    history = (_HISTORY, *(_HISTORY + ending for ending in SIDE_FILES))
    present = [library / part for part in (*history, *_PARTS)]
    present = [path for path in present if path.exists()]
    if not present:
        return None
    aside = library / name
    aside.mkdir(mode=0o700)
    for path in present:
        path.replace(aside / path.name)
    return aside
