"""What a maintainer needs to understand a fault on another machine, in one file that holds nothing said.

No transcript, no question, no sound; no name of the person, their devices or their files.
"""

from __future__ import annotations

import json
import os
import platform
import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from typing import Any

from interviewer import __version__, log, paths
from interviewer.errors import InputError, InterviewerError
from interviewer.history import erasure
from interviewer.history.archive import DiskArchive
from interviewer.interview.check import Check
from interviewer.settings import Settings

_LIBRARIES = (
    *("PySide6-Essentials", "faster-whisper", "ctranslate2", "onnxruntime", "av", "sounddevice", "soundfile"),
    *("soxr", "numpy", "pyttsx3", "espeakng-loader", "markdown-it-py", "fsrs"),
)
#: The screen, the sound server and the language decide much of what goes wrong.
_VARIABLES = ("LANG", "LC_ALL", "XDG_SESSION_TYPE", "XDG_CURRENT_DESKTOP", "QT_QPA_PLATFORM", "PULSE_SERVER")
#: What a person may have named: a device after themselves, a bank after their employer.
_NAMED_BY_PEOPLE = {"microphone", "loudspeaker", "voice", "bank"}
_QUOTED = re.compile(r"“[^”]*”")
_LOG_END_CHARS = 200_000


def write(to: Path, *, checks: Sequence[Check], chosen: Settings) -> None:
    """Packs the report for the user alone. Raises InputError where it can't be written."""
    machine = {
        "interviewer": __version__,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "cores": os.cpu_count(),
        "environment": {name: os.environ[name] for name in _VARIABLES if name in os.environ},
        "libraries": dict(_versions()),
        "settings": _settings(chosen),
        "checks": [_nameless(asdict(check)) for check in checks],
        "library": {one.kind: [one.files, one.size_bytes] for one in erasure.belongings(paths.home())},
        "history": _history(),
    }
    contents = {"report.json": json.dumps(machine, indent=1, ensure_ascii=False), "log.txt": _end_of_log()}
    try:
        fd = os.open(to, os.O_RDWR | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(fd, "w+b") as raw, zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, text in contents.items():
                packed.writestr(name, log.anonymous(text))
    except OSError as fault:
        raise InputError(
            "{to} can't be written: {why}.", fix="Choose another place.", to=to, why=fault.strerror
        ) from fault


def _versions() -> Iterator[tuple[str, str]]:
    for name in _LIBRARIES:
        try:
            yield name, metadata.version(name)
        except metadata.PackageNotFoundError:
            yield name, "not found"


def _settings(chosen: Settings) -> dict[str, Any]:
    """Whether a name was chosen, but not which."""
    plain, default = chosen._asdict(), Settings()._asdict()
    named = {name: "default" if plain[name] == default[name] else "chosen" for name in _NAMED_BY_PEOPLE}
    return plain | named


def _nameless(check: dict[str, Any]) -> dict[str, Any]:
    """Devices stand in quotes."""
    return {
        name: _QUOTED.sub("“…”", value) if isinstance(value, str) else value for name, value in check.items()
    }


def _history() -> str:
    """Whether the history can be opened and is sound."""
    if not paths.database().exists():
        return "none"
    try:
        with closing(DiskArchive(database=paths.database(), takes=paths.takes())) as archive:
            return "; ".join(archive.faults()) or "sound"
    except InterviewerError as fault:
        return str(fault)


def _end_of_log() -> str:
    try:
        text = paths.log_file().read_text(encoding="utf-8", errors="replace")
    except OSError as fault:
        return f"no log: {fault.strerror}"
    return _QUOTED.sub("“…”", text[-_LOG_END_CHARS:])
