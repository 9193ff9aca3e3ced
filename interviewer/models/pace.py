"""How fast this machine hears: measured once with one model, kept, and reckoned for the others.

The work of these models goes by their size: what one needs tells within a fifth what another would.
"""

from __future__ import annotations

import json
import logging
import os
import platform
from dataclasses import asdict, dataclass
from pathlib import Path

from interviewer.models.catalogue import MODELS, Model

_log = logging.getLogger(__name__)

#: So long may ten seconds of speech take to read, or words come late and the stop has to be waited for.
MOST_S = 0.9
#: A reading that nobody waits for.
PATIENT_S = 5.0
_FILE = "pace.json"


@dataclass(frozen=True, slots=True)
class Pace:
    """What was measured, and on which machine: a library that was moved to another one is measured anew."""

    model: str
    #: for ten seconds of speech
    reading_s: float
    machine: str

    def reckoned_s(self, other: Model) -> float:
        """For ten seconds of speech, with another model."""
        mine = next(one for one in MODELS if one.name == self.model)
        return self.reading_s * other.size_bytes / mine.size_bytes

    def keeps_up(self, other: Model, *, most_s: float = MOST_S) -> bool:
        return self.reckoned_s(other) <= most_s


def machine(device: str) -> str:
    """What decides the pace, as far as can be told without measuring."""
    return f"{device}, {platform.machine()}, {os.cpu_count()} cores, {platform.processor()}"


def kept(models: Path, *, device: str) -> Pace | None:
    """What was measured on this machine; None where that is still to be done."""
    try:
        found = Pace(**json.loads((models / _FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    known = any(one.name == found.model for one in MODELS)
    return found if known and found.machine == machine(device) else None


def keep(pace: Pace, models: Path) -> None:
    """For the next start. A disk that can't be written costs another measurement, and nothing else."""
    try:
        (models / _FILE).write_text(json.dumps(asdict(pace)), encoding="utf-8")
    except OSError as fault:
        _log.warning("the measured pace can't be kept: %s", fault)
