"""The outline of a sound file, to be drawn."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from interviewer.interview.ports import CancelToken
from interviewer.interview.waveform import Waveform
from interviewer.speech.player import opened

_PEAKS_A_SECOND = 100
_READ_S = 10


def waveform(file: Path, cancel: CancelToken | None = None) -> Waveform:
    """Reads the whole file. Raises InputError for one that can't be read."""
    found: list[bytes] = []
    with opened(file) as sound:
        rate_hz = int(sound.samplerate)
        step = max(1, rate_hz // _PEAKS_A_SECOND)
        # Whole steps a block, so that no step is cut in two.
        while len(block := sound.read(step * _PEAKS_A_SECOND * _READ_S, dtype="int16", always_2d=True)):
            if cancel is not None:
                cancel.raise_if_cancelled()
            steps = np.pad(block, ((0, -len(block) % step), (0, 0))).reshape(-1, step * sound.channels)
            # Of 16 bits the upper 8 are enough to draw; ~ is the distance below zero without an overflow.
            loud = np.maximum(steps.max(axis=1), ~steps.min(axis=1)) >> 7
            found.append(loud.astype(np.uint8).tobytes())
        return Waveform(b"".join(found), sound.frames / rate_hz)
