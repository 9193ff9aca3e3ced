"""Where questions, assets, models, takes and the archive live: in a source tree, installed, or frozen.

``INTERVIEWER_HOME`` moves everything the app writes to one folder.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

import platformdirs

_APP = "interviewer"


def _shipped(name: str) -> Path:
    package = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)
    places = [Path(frozen) / name] if frozen else [package.parent / name, package / "_data" / name]
    return next((place for place in places if place.is_dir()), places[-1])


def how_to_set_up_again() -> str:
    """What the person does to have every part of the app again, by the way in which it came."""
    if getattr(sys, "frozen", False):
        return "Install the app again."
    if (Path(__file__).resolve().parents[1] / "run.py").is_file():
        return "Delete the folder .venv and set the app up again: python3 run.py"
    return "Install the app again: pip install --force-reinstall 'interviewer[all]'"


def assets() -> Path:
    """What ships with the app: the sentence model, icons, tables per language."""
    return _shipped("assets")


def questions() -> Path:
    """The banks that ship with the app: a folder each."""
    return _shipped("questions")


def home() -> Path:
    """The person's own data; made on demand, for the user alone.

    Where it can't be made, its path is still given: reading finds nothing there, and whoever writes says why.
    """
    chosen = os.environ.get("INTERVIEWER_HOME")
    folder = Path(chosen).expanduser() if chosen else Path(platformdirs.user_data_dir(_APP, appauthor=False))
    return _private(folder)


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
