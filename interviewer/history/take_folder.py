"""The folder of takes: their names, and what a crash has left in it."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path

from interviewer.interview.question import QuestionId
from interviewer.interview.take import (
    HEADER_BYTES,
    SAMPLE_RATE_HZ,
    UNFINISHED_SUFFIX,
    Take,
    recorded_frames,
    repaired_header,
)

_SUFFIX = ".wav"
_LONGEST_ID = 80
_AT = "%Y-%m-%d %H.%M.%S"
_NAME = re.compile(r"(?P<at>\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d) (?P<question>[\w-]+(, [\w-]+)*)")
#: Bytes of the header that say what kind of sound it is; the rest are sizes.
_KIND = slice(8, 40)


class TakeFolder:
    """Where the takes lie, as files that a person can find and play."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._opened_s = time.time()

    def new_file(self, question: QuestionId, at: datetime) -> Path:
        """``2026-11-23 18.30.05 azure-data-platform-design.wav``; a number is added where that is taken."""
        stem = f"{at.strftime(_AT)} {_safe(question)}"
        return _free(self.folder, stem, endings=(_SUFFIX, UNFINISHED_SUFFIX))

    def name(self, file: Path) -> str:
        """How the archive remembers a take: by name in this folder, so that the folder can move."""
        try:
            return file.relative_to(self.folder).as_posix()
        except ValueError:
            return str(file)

    def path(self, name: str) -> Path:
        return self.folder / name

    def left_behind(self, known: Collection[str]) -> list[Take]:
        """Takes that no attempt knows, repaired and under their final names, newest first.

        Only what was there before this folder was opened: what is being spoken now is nobody's leftover.
        """
        found = []
        for file in sorted(self.folder.glob(f"*{_SUFFIX}"), reverse=True):
            if self.name(file) in known or file.stat().st_mtime > self._opened_s:
                continue
            take = self._repaired(file)
            if take is not None:
                found.append(take)
        return found

    def size_bytes(self, name: str) -> int:
        """What removing it would free: nothing for a file elsewhere."""
        file = self.path(name)
        return 0 if Path(name).is_absolute() or not file.is_file() else file.stat().st_size

    def remove(self, name: str) -> None:
        """Deletes a take of this folder; a file elsewhere belongs to the person and stays."""
        if not Path(name).is_absolute():
            self.path(name).unlink(missing_ok=True)

    def _repaired(self, file: Path) -> Take | None:
        """The take, with a true header and its final name; None for no sound, and for another's file."""
        size_bytes = file.stat().st_size
        frames = recorded_frames(size_bytes)
        unfinished = file.name.endswith(UNFINISHED_SUFFIX)
        try:
            if unfinished and not frames:
                file.unlink()
            if not frames or not (unfinished or _is_ours(file)):
                return None
            if unfinished:
                _write_header(file, repaired_header(size_bytes))
                file = file.rename(_free(self.folder, _stem(file), endings=(_SUFFIX,)))
        except PermissionError:  # Windows: another process is writing it
            return None
        return Take(file=file, duration_s=frames / SAMPLE_RATE_HZ)


def begun(file: Path) -> datetime | None:
    """When a take was begun, from its name (local time); None for a name that isn't ours."""
    found = _NAME.match(file.name)
    return datetime.strptime(found["at"], _AT).astimezone() if found else None


def answers(file: Path, question: QuestionId) -> bool:
    """Whether a take answers the question, or the part of a question, by its name."""
    found = _NAME.match(file.name)
    return found is not None and found["question"] == _safe(question)


def _is_ours(file: Path) -> bool:
    with file.open("rb") as sound:
        return sound.read(HEADER_BYTES)[_KIND] == repaired_header(HEADER_BYTES)[_KIND]


def _write_header(file: Path, header: bytes) -> None:
    """The file is as old as before: by its time it is known to be nobody's, when that is asked again."""
    with file.open("r+b") as sound:
        before = os.fstat(sound.fileno())
        sound.write(header)
        sound.flush()
        os.fsync(sound.fileno())
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def _stem(file: Path) -> str:
    return file.name.removesuffix(UNFINISHED_SUFFIX)


def _free(folder: Path, stem: str, *, endings: Sequence[str]) -> Path:
    """A path for a take of that name; with a number behind it where something has it with these endings."""
    number, name = 1, stem
    while any((folder / (name + ending)).exists() for ending in endings):
        number += 1
        name = f"{stem} ({number})"
    return folder / (name + _SUFFIX)


def _safe(question: QuestionId) -> str:
    """The id, without what some file system has a meaning for; a part of a question stands behind a comma."""
    parts = (re.sub(r"[^\w-]+", "-", part).strip("-")[:_LONGEST_ID] for part in question.split("."))
    return ", ".join(filter(None, parts)) or "question"
