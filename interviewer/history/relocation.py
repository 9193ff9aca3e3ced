"""The library in another folder: copied, brought onto the disk, compared, and only then used from there."""

from __future__ import annotations

import filecmp
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from interviewer.durable import sync_file, sync_folder
from interviewer.errors import InputError, InterviewerError
from interviewer.history.database import SIDE_FILES, copy_of, in_words
from interviewer.history.erasure import files_of
from interviewer.interview.ports import CancelToken

_HISTORY = "history.sqlite3"
#: What moves. Rendered questions are made again, and logs belong to where they were written.
_KINDS = ("history", "recordings", "own banks", "settings", "models")


def copy_library(
    library: Path,
    to: Path,
    *,
    progress: Callable[[float], None] | None = None,
    cancel: CancelToken | None = None,
) -> None:
    """Copies the library, which may be open but not in use; the old one stays. All of it, or nothing.

    Raises InputError for a folder that won't do, and InterviewerError where there is no room.
    """
    library, to = library.resolve(), to.expanduser().resolve()
    _refuse(library, to)
    sides = {_HISTORY + ending for ending in SIDE_FILES}
    files = [file for file in files_of(library, kinds=_KINDS) if file.name not in sides]
    whole_bytes = sum(file.stat().st_size for file in files)
    with in_words(to):
        to.mkdir(parents=True, exist_ok=True, mode=0o700)
        _refuse_no_room(to, whole_bytes)
        with tempfile.TemporaryDirectory(dir=to, prefix=".moving-") as folder:
            draft, done_bytes = Path(folder), 0
            for file in files:
                if cancel:
                    cancel.raise_if_cancelled()
                _copy(file, draft / file.relative_to(library))
                done_bytes += file.stat().st_size
                if progress:
                    progress(done_bytes / max(1, whole_bytes))
            for item in list(draft.iterdir()):
                item.replace(to / item.name)
        for place in {place for file in files for place in (to / file.relative_to(library)).parents}:
            if place.is_relative_to(to):
                sync_folder(place)


def _refuse(library: Path, to: Path) -> None:
    if to == library or library in to.parents:
        raise InputError("The library can't move into itself: {to}.", fix="Choose another folder.", to=to)
    if to.exists() and not to.is_dir():
        raise InputError("{to} is no folder.", fix="Choose a folder.", to=to)
    if files_of(to, kinds=_KINDS):
        raise InputError("There is a library in {to} already.", fix="Choose an empty folder.", to=to)


def _refuse_no_room(to: Path, whole_bytes: int) -> None:
    free_bytes = shutil.disk_usage(to).free
    if free_bytes < whole_bytes * 1.05:
        raise InterviewerError(
            "There is no room for the library in {to}: it takes {whole} MB, and {free} MB are free.",
            fix="Choose a folder on another disk.",
            to=to,
            whole=f"{whole_bytes / 1e6:,.0f}",
            free=f"{free_bytes / 1e6:,.0f}",
        )


def _copy(file: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if file.name == _HISTORY:
        copy_of(file, to)
        return
    shutil.copy2(file, to)
    sync_file(to)
    if not filecmp.cmp(file, to, shallow=False):
        raise InterviewerError(
            "{to} could not be read back as it was written.", fix="Choose another disk.", to=to
        )
