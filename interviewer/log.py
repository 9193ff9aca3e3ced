"""The log file, and what to say about a bug."""

from __future__ import annotations

import logging
import os
import re
import sys
import traceback
from io import TextIOWrapper
from pathlib import Path

from interviewer import __version__, paths

#: A shorter user name is a part of too many words to be taken out.
_SHORTEST_NAME = 4
_FULL_BYTES = 1_000_000


class _PrivateLog(logging.FileHandler):
    """For the user alone, each file of it; when one is full the next begins, and the two before it stay.

    ``logging.handlers`` has the like, but loads sockets and pickles for it before the window is seen.
    """

    def emit(self, record: logging.LogRecord) -> None:
        try:
            super().emit(record)
            if self.stream is not None and os.fstat(self.stream.fileno()).st_size > _FULL_BYTES:
                self._begin_next()
        except OSError:
            self.handleError(record)

    def _begin_next(self) -> None:
        """The next record opens the next file."""
        if self.stream is not None:
            self.stream.close()
            self.stream = None
        newest = Path(self.baseFilename)
        older, oldest = (newest.with_name(f"{newest.name}.{age}") for age in (1, 2))
        if older.exists():
            older.replace(oldest)
        newest.replace(older)

    def _open(self) -> TextIOWrapper:
        fd = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return os.fdopen(fd, "a", encoding=self.encoding, errors=self.errors)


def start() -> None:
    """The rotating log file, begun where the library is now; it holds no word that was said.

    Without a place for it the app goes on.
    """
    stop()
    try:
        file = _PrivateLog(paths.log_file(), encoding="utf-8")
    except OSError:
        return
    file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(file)
    set_level("info")


def set_level(chosen: str) -> None:
    """What the settings say goes into the log; the environment's INTERVIEWER_LOG comes first."""
    levels = logging.getLevelNamesMapping()
    names = (os.environ.get("INTERVIEWER_LOG", "").upper(), chosen.upper(), "INFO")
    logging.getLogger().setLevel(next(levels[name] for name in names if name in levels))


def stop() -> None:
    """Lets go of the log file."""
    for handler in logging.getLogger().handlers[:]:
        if isinstance(handler, _PrivateLog):
            logging.getLogger().removeHandler(handler)
            handler.close()


def anonymous(text: str) -> str:
    """The text without the person: their folders and their user name."""
    for folder, stand_in in ((paths.home(), "LIBRARY"), (Path.home(), "~")):
        for place in {str(folder), str(folder.resolve())} - {str(Path(folder.anchor))}:
            # As it stands in text, and as Python and JSON write it inside of strings.
            for written in (place, place.replace("\\", "\\\\")):
                text = text.replace(written, stand_in)
    name = Path.home().name
    return re.sub(rf"\b{re.escape(name)}\b", "NAME", text) if len(name) >= _SHORTEST_NAME else text


def bug_report(fault: BaseException | None = None) -> str:
    """What a maintainer needs: versions, platform, traceback; no transcript, no path with a name in it."""
    import platform  # noqa: PLC0415 - the window starts without

    fault = fault or sys.exception()
    trace = "".join(traceback.format_exception(fault)) if fault else ""
    return anonymous(
        "This is a bug in Interviewer. What was recorded is safe on disk.\n"
        "Please report it with the lines below.\n\n"
        f"interviewer {__version__}, Python {platform.python_version()}, {platform.platform()}\n{trace}"
    )
