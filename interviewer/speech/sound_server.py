"""PulseAudio, or PipeWire in its place: one device to PortAudio, with the real ones hidden behind it.

PortAudio can't name those: ``pactl`` lists them, and an environment variable read when a
stream is opened picks one.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

#: What ALSA, and so PortAudio, calls the way to the sound server.
GATE = "pulse"
_GATES = (GATE, "default", "pipewire")
_PACTL_LIMIT_S = 2.0
_VARIABLES = {"input": "PULSE_SOURCE", "output": "PULSE_SINK"}
_LISTS = {"input": ("sources", "default_source_name"), "output": ("sinks", "default_sink_name")}


@dataclass(frozen=True, slots=True)
class End:
    """One source or sink of the server."""

    name: str
    description: str
    rate_hz: int
    channels: int
    default: bool


def stands_between(name: str, server_name: str) -> bool:
    """Whether a device is the server, or one behind it, so that it takes any rate and hides its own."""
    return sys.platform == "linux" and (bool(server_name) or name in _GATES)


def ends(direction: str) -> tuple[End, ...]:
    """The server's sources or sinks; empty where it can't be asked. Monitors of sinks are no microphones."""
    plural, default_key = _LISTS[direction]
    listed = _pactl("list", plural)
    if not listed:
        return ()
    default = (_pactl("info") or {}).get(default_key, "")
    kept = [raw for raw in listed if direction == "output" or not raw.get("monitor_source")]
    return tuple(_end(raw, default) for raw in kept)


def source_in_use() -> End | None:
    """The source that this process records from: the server moves a stream in silence when one goes."""
    streams = _pactl("list", "source-outputs") or []
    ours = [raw["source"] for raw in streams if _of_this_process(raw)]
    listed = _pactl("list", "sources") or [] if ours else []
    return next((_end(raw, "") for raw in listed if raw["index"] == ours[-1]), None)


@contextmanager
def chosen(direction: str, server_name: str) -> Iterator[None]:
    """Streams opened inside go to that source or sink; an empty name leaves the choice to the server."""
    variable = _VARIABLES[direction]
    before = os.environ.get(variable)
    if server_name:
        os.environ[variable] = server_name
    try:
        yield
    finally:
        if server_name:
            os.environ.pop(variable)
            if before is not None:
                os.environ[variable] = before


def _of_this_process(raw: dict[str, Any]) -> bool:
    return bool(raw.get("properties", {}).get("application.process.id") == str(os.getpid()))


def _end(raw: dict[str, Any], default: str) -> End:
    _, channels, rate = raw["sample_specification"].split()
    return End(
        name=raw["name"],
        description=raw["description"],
        rate_hz=int(rate.removesuffix("Hz")),
        channels=int(channels.removesuffix("ch")),
        default=raw["name"] == default,
    )


def _pactl(*words: str) -> Any:
    """What pactl says as JSON, or None where it is missing, too old or without a server."""
    pactl = shutil.which("pactl") if sys.platform == "linux" else None
    if pactl is None:
        return None
    try:
        said = subprocess.run(
            [pactl, "--format=json", *words],
            capture_output=True,
            timeout=_PACTL_LIMIT_S,
            check=True,
            env=os.environ | {"LC_ALL": "C"},
        )
        return json.loads(said.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
