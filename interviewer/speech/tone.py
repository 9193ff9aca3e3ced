"""The tone that says by ear that the recording begins."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np

from interviewer.speech.take_file import in_words

_RATE_HZ = 22_050
_DURATION_S = 0.25
_PITCH_HZ = 660.0
#: Soft beginning and end: a sudden one clicks.
_FADE_S = 0.03
_LOUDNESS = 0.25


def file(folder: Path) -> Path:
    """The tone as a sound file in a folder; written where it is missing. Raises InterviewerError."""
    place = folder / "begin.tone"
    if not place.is_file():
        draft = place.with_suffix(".draft")
        try:
            _write(draft)
            draft.replace(place)
        except OSError as fault:
            raise in_words(fault, place) from fault
    return place


def _write(place: Path) -> None:
    at_s = np.arange(round(_DURATION_S * _RATE_HZ)) / _RATE_HZ
    fade = np.clip(np.minimum(at_s, _DURATION_S - at_s) / _FADE_S, 0.0, 1.0)
    sound = _LOUDNESS * fade * np.sin(2 * np.pi * _PITCH_HZ * at_s)
    with wave.open(str(place), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(_RATE_HZ)
        out.writeframes((sound * 32_767).astype("<i2").tobytes())
