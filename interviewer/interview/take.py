"""One recording of one answer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

#: Takes are kept at the rate the speech models hear: what is on disk is what was judged.
SAMPLE_RATE_HZ = 16_000


@dataclass(frozen=True, slots=True)
class Take:
    """A mono 16-bit recording on disk.

    ``overflows`` counts the moments at which the machine lost sound between the device and the file.
    """

    file: Path
    duration_s: float
    sample_rate_hz: int = SAMPLE_RATE_HZ
    overflows: int = 0
