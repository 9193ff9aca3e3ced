"""The person's settings and their TOML file."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from interviewer.errors import InputError, InterviewerError


class Settings(NamedTuple):
    """What the person has chosen; every default works untouched."""

    #: name of the speech model, or "auto" for what this machine can do
    model: str = "auto"
    #: "auto", "cpu" or "cuda"
    device: str = "auto"
    #: names as the system gives them; empty means the system's default
    microphone: str = ""
    loudspeaker: str = ""
    #: the voice's id in the speech engine; empty means the engine's default
    voice: str = ""
    #: words a minute at which questions are spoken
    voice_rate_wpm: int = 165
    #: show words while they are spoken
    live_words: bool = True
    #: after so many seconds of silence the recording stops by itself; 0: never
    auto_stop_s: int = 0
    #: the bank opened last
    bank: str = "azure-platform-director"
    #: the welcome has been answered, or put away
    welcomed: bool = False
    #: "system", "light" or "dark"
    theme: str = "system"
    reduced_motion: bool = False
    #: takes of each question that tidying up leaves, and days after which it takes their sound; 0: no limit
    keep_takes_per_question: int = 0
    keep_sound_days: int = 0
    #: size of the text in the window, as a share of the system's
    text_size_percent: int = 100
    #: what goes into the log file: "error", "warning", "info" or "debug"
    log_level: str = "info"


def load(file: Path) -> Settings:
    """Reads the file; a missing one gives the defaults. Raises InterviewerError otherwise."""
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except OSError as fault:
        raise InterviewerError(
            "The settings in {file} can't be read: {why}.",
            fix="Correct its permissions, or set INTERVIEWER_HOME to another folder.",
            file=file,
            why=fault.strerror,
        ) from fault
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise InputError(
            "The settings in {file} can't be read: {why}.",
            fix="Correct the file, or delete it to start with the defaults.",
            file=file,
            why=fault,
        ) from fault
    return Settings(**_checked(raw, file))


def save(settings: Settings, file: Path) -> None:
    """Writes the file whole or not at all, for the user alone. Raises InterviewerError."""
    try:
        _write(settings, file.with_suffix(".tmp"), file)
    except OSError as fault:
        raise InterviewerError(
            "The settings in {file} can't be written: {why}. What you chose counts until you close the app.",
            fix="Free some space, or make the folder writable.",
            file=file,
            why=fault.strerror,
        ) from fault


def _write(settings: Settings, draft: Path, file: Path) -> None:
    import tomli_w  # noqa: PLC0415 - the window starts without

    draft.unlink(missing_ok=True)
    fd = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(fd, "wb") as out:
        tomli_w.dump(settings._asdict(), out)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(file)


def _checked(raw: dict[str, Any], file: Path) -> dict[str, Any]:
    """Known keys of the right kind; an unknown key (of a newer version) is passed over."""
    defaults = Settings()._asdict()
    known = {key: value for key, value in raw.items() if key in defaults}
    for key, value in known.items():
        if type(value) is not type(defaults[key]):
            wanted = type(defaults[key]).__name__
            raise InputError(
                "{file}: '{key}' should be a {wanted}, not {value}.",
                fix="Correct the line, or delete it for the default.",
                file=file,
                key=key,
                wanted=wanted,
                value=f"{value!r}",
            )
    return known
