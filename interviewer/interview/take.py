"""One recording of one answer."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

#: Takes are kept at the rate the speech models hear: what is on disk is what was judged.
SAMPLE_RATE_HZ = 16_000
#: A take bears this ending until it is stopped: one found at the start was being spoken at a crash.
UNFINISHED_SUFFIX = ".part.wav"
#: The 44 bytes of RIFF, format and data chunk that every take begins with.
HEADER_BYTES = 44
FRAME_BYTES = 2


@dataclass(frozen=True, slots=True)
class Take:
    """A mono 16-bit recording on disk.

    ``overflows`` counts the moments at which the machine lost sound between the device and the file.
    """

    file: Path
    duration_s: float
    sample_rate_hz: int = SAMPLE_RATE_HZ
    overflows: int = 0


def repaired_header(file_bytes: int, *, sample_rate_hz: int = SAMPLE_RATE_HZ) -> bytes:
    """The WAV header that a mono 16-bit take of this size on disk should begin with.

    A take that was cut off by a crash has its sound whole, and a header that is up to a second old.
    A half-written last frame is left outside.
    """
    data_bytes = recorded_frames(file_bytes) * FRAME_BYTES
    return struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        *(b"RIFF", HEADER_BYTES - 8 + data_bytes, b"WAVE"),
        *(b"fmt ", 16, 1, 1, sample_rate_hz, sample_rate_hz * FRAME_BYTES, FRAME_BYTES, 8 * FRAME_BYTES),
        *(b"data", data_bytes),
    )


def recorded_frames(file_bytes: int) -> int:
    """How many frames a take of this size on disk holds, whatever its header says."""
    return max(0, file_bytes - HEADER_BYTES) // FRAME_BYTES
