"""Deletes everything that the app has ever kept for the person, and says what that was."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from interviewer.errors import InterviewerError
from interviewer.sentence import Sentence

#: All that the app writes in its folder, by kind. What else lies there is not ours and stays.
_OURS: dict[str, tuple[str, ...]] = {
    Sentence("history"): (
        "history.sqlite3*",
        "history before version *",
        "history damaged *",
        "before restore *",
        "restoring-*",
    ),
    Sentence("recordings"): ("takes",),
    Sentence("own banks"): ("banks", "lexicon.json"),
    Sentence("settings"): ("settings.toml", "settings.tmp"),
    Sentence("models"): ("models",),
    Sentence("spoken questions"): ("spoken",),
    Sentence("logs"): ("interviewer.log*", "interviewer.lock"),
}


@dataclass(frozen=True, slots=True)
class Belongings:
    """Things of one kind."""

    kind: str
    files: int
    size_bytes: int


def belongings(home: Path) -> list[Belongings]:
    """What there is, for the person to see before they say yes."""
    found = []
    for kind in _OURS:
        files = files_of(home, kinds=[kind])
        if files:
            found.append(Belongings(kind, len(files), sum(file.lstat().st_size for file in files)))
    return found


def files_of(home: Path, *, kinds: Sequence[str]) -> list[Path]:
    """The files of these kinds."""
    return [file for kind in kinds for path in _paths(home, kind) for file in _files(path)]


def erase(home: Path, *, kinds: Sequence[str] = tuple(_OURS)) -> list[Belongings]:
    """Deletes it all, and returns what was deleted; no archive may be open.

    Raises InterviewerError that names what could not be deleted; the rest is gone.
    """
    before = [one for one in belongings(home) if one.kind in kinds]
    left: list[str] = []
    for kind in kinds:
        for path in _paths(home, kind):
            try:
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
            except OSError as fault:
                left.append(f"{path} ({fault.strerror or fault})")
    if left:
        raise InterviewerError(
            "Not everything could be deleted: {files}.",
            fix="Close every other program that uses these files, and try again.",
            files=", ".join(left),
        )
    return before


def _paths(home: Path, kind: str) -> list[Path]:
    return sorted(path for pattern in _OURS[kind] for path in home.glob(pattern))


def _files(path: Path) -> list[Path]:
    if path.is_dir() and not path.is_symlink():
        return [file for file in path.rglob("*") if not file.is_dir()]
    return [path]
