"""Where questions, assets, models, takes and the archive live: in a source tree, installed, or frozen.

``INTERVIEWER_HOME`` moves everything the app writes to one folder; a library that the person has moved leaves
word there of where it went.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

from interviewer.durable import sync_file, sync_folder
from interviewer.errors import InterviewerError
from interviewer.sentence import Sentence

_APP = "interviewer"
#: Where programs keep a person's data, in their home.
_USUAL_DATA = {"linux": ".local/share", "darwin": "Library/Application Support"}
#: In the first home of a library that was moved: where it is now.
_WORD_LEFT = "library is at.txt"


@cache
def _shipped(name: str) -> Path:
    package = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)
    places = [Path(frozen) / name] if frozen else [package.parent / name, package / "_data" / name]
    return next((place for place in places if place.is_dir()), places[-1])


def how_to_set_up_again() -> Sentence:
    """What the person does to have every part of the app again, by the way in which it came."""
    if getattr(sys, "frozen", False):
        return Sentence("Install the app again.")
    if (Path(__file__).resolve().parents[1] / "run.py").is_file():
        return Sentence("Delete the folder .venv and set the app up again: python3 run.py")
    return Sentence("Install the app again: pip install --force-reinstall 'interviewer[all]'")


def assets() -> Path:
    """What ships with the app: the sentence model, icons, tables per language."""
    return _shipped("assets")


def questions() -> Path:
    """The banks that ship with the app: a folder each."""
    return _shipped("questions")


def home() -> Path:
    """The person's own data; made on demand, for the user alone.

    Where it can't be made, its path is still given: reading finds nothing there, and whoever writes says why.
    Raises InterviewerError where the library was moved to a folder that isn't there now.
    """
    first = _first_home()
    moved = _moved_to(first)
    if moved is not None and not moved.is_dir():
        raise InterviewerError(
            "The library was moved to {moved}, and that folder is not there now.",
            fix="Bring the disk back that it is on. "
            "To begin a new library instead, delete the file “{file}”.",
            moved=moved,
            file=first / _WORD_LEFT,
        )
    return moved or _private(first)


def leave_word(library: Path) -> None:
    """From now on the library is in that folder. Raises OSError."""
    word = _first_home() / _WORD_LEFT
    if library == _first_home():
        word.unlink(missing_ok=True)
        return
    draft = word.with_suffix(".tmp")
    draft.write_text(f"{library}\n", encoding="utf-8")
    sync_file(draft)
    draft.replace(word)
    sync_folder(word.parent)


def _first_home() -> Path:
    chosen = os.environ.get("INTERVIEWER_HOME")
    return Path(chosen).expanduser() if chosen else _data_of_programs() / _APP


def _data_of_programs() -> Path:
    """The system's folder for it, as platformdirs has it; RuntimeError where the person has no home.

    platformdirs is asked only where more than two variables decide: the window starts without.
    """
    usual, person = _USUAL_DATA.get(sys.platform), os.environ.get("HOME", "")
    if usual and person.startswith("/"):
        given = os.environ.get("XDG_DATA_HOME", "")
        return Path(given) if given.startswith("/") else Path(person) / usual
    import platformdirs  # noqa: PLC0415 - as above

    return Path(platformdirs.user_data_dir(appauthor=False))


def _moved_to(first: Path) -> Path | None:
    try:
        return Path((first / _WORD_LEFT).read_text(encoding="utf-8").strip())
    except OSError:
        return None


def banks() -> Path:
    """The person's own banks, and their copies of shipped ones that they have edited."""
    return _private(home() / "banks")


def takes() -> Path:
    """The recordings."""
    return _private(home() / "takes")


def database() -> Path:
    """The archive of attempts."""
    return home() / "history.sqlite3"


def models() -> Path:
    """Models that were put together or downloaded on this machine."""
    return _private(home() / "models")


def spoken() -> Path:
    """Rendered questions; can be deleted at any time."""
    return _private(home() / "spoken")


def settings_file() -> Path:
    """The person's settings, as TOML."""
    return home() / "settings.toml"


def log_file() -> Path:
    """The running log."""
    return home() / "interviewer.log"


def _private(folder: Path) -> Path:
    with suppress(OSError):
        if not folder.is_dir():
            folder.mkdir(parents=True, mode=0o700, exist_ok=True)
    return folder
