"""The log file, and what to say about a bug."""

from __future__ import annotations

import logging
import logging.handlers
import os
import platform
import sys
import traceback
from pathlib import Path

from interviewer import __version__, paths


def start() -> None:
    """The rotating log file; it holds no word that was said. Without a place for it the app goes on."""
    try:
        paths.log_file().touch(mode=0o600)
        file = logging.handlers.RotatingFileHandler(
            paths.log_file(), maxBytes=1_000_000, backupCount=2, encoding="utf-8", delay=True
        )
    except OSError:
        return
    file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(file)
    root.setLevel(os.environ.get("INTERVIEWER_LOG", "INFO").upper())


def bug_report(fault: BaseException | None = None) -> str:
    """What a maintainer needs: versions, platform, traceback; no transcript, no path with a name in it."""
    fault = fault or sys.exception()
    trace = "".join(traceback.format_exception(fault)) if fault else ""
    return (
        "This is a bug in Interviewer. What was recorded is safe on disk.\n"
        "Please report it with the lines below.\n\n"
        f"interviewer {__version__}, Python {platform.python_version()}, {platform.platform()}\n{trace}"
    ).replace(str(Path.home()), "~")
