"""Several files of a bank written as one: all of them or none, even where the program is killed in between.

A new bank is built aside and gets its name when it is complete. Into a bank that is there, the new files are
laid ready beside it under a name that says that they are complete; from then on they count, and whoever reads
the bank next moves what the program did not come to move.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from interviewer.banks.files import read, write
from interviewer.durable import sync_file, sync_folder
from interviewer.errors import InterviewerError
from interviewer.sentence import Sentence

_FIX = Sentence("Free some space, or make the folder writable.")


def write_together(place: Path, texts: Mapping[str, str], *, check: Callable[[], None]) -> None:
    """Writes files of a bank that is there, given by name; ``check`` is asked last whether they still may be.

    Raises what ``check`` raises, and InterviewerError where it can't be done; nothing is written then.
    """
    settle(place)
    with _aside(place) as aside:
        for name, text in texts.items():
            write(aside / name, text, since=None)
            if (place / name).exists():
                shutil.copymode(place / name, aside / name)
        sync_folder(aside)
        check()
        aside.rename(_ready(place))
        sync_folder(place.parent)
    settle(place)


def settle(place: Path) -> None:
    """Moves files into a bank that were laid ready for it when the program ended."""
    ready = _ready(place)
    if not ready.is_dir():
        return
    with _told(place):
        for path in sorted(ready.iterdir()):
            path.replace(place / path.name)
        sync_folder(place)
        ready.rmdir()


@contextmanager
def built_aside(place: Path) -> Iterator[Path]:
    """A folder that gets its name when it is complete. Raises InterviewerError where that can't be."""
    with _aside(place) as aside:
        yield aside
        sync_folder(aside)
        aside.rename(place)
        sync_folder(place.parent)


def copy(there: Path, place: Path) -> None:
    """A bank at another place, whole or not at all."""
    if there.is_file():
        write(place, read(there).text, since=None)
        return
    with built_aside(place) as aside:
        copy_into(aside, there)


def copy_into(folder: Path, there: Path) -> None:
    """The documents of a bank, for the person alone to read and write."""
    for path in sorted(there.glob("*.md")):
        shutil.copyfile(path, folder / path.name)
        (folder / path.name).chmod(0o600)
        sync_file(folder / path.name)


def _ready(place: Path) -> Path:
    return place.with_name(f".{place.name}.ready")


@contextmanager
def _aside(place: Path) -> Iterator[Path]:
    """A folder beside the bank, on the same disk; it is gone in the end, unless it was renamed."""
    with _told(place):
        place.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(dir=place.parent, prefix=".new-"))
        try:
            yield aside
        finally:
            shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def _told(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InterviewerError(
            "{place} can't be written: {why}.", fix=_FIX, place=place, why=error.strerror or error
        ) from error
