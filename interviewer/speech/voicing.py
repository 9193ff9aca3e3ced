"""Whether a short sound hums, as a vowel does; a cough, a click or a breath does not."""

from __future__ import annotations

import numpy as np

from interviewer.interview.ports import Sound
from interviewer.interview.take import SAMPLE_RATE_HZ

_FRAME, _HOP = SAMPLE_RATE_HZ // 25, SAMPLE_RATE_HZ // 100
#: The pitch of people, as lengths of a period.
_SHORTEST, _LONGEST = SAMPLE_RATE_HZ // 400, SAMPLE_RATE_HZ // 65
#: So much alike is one period to the next.
_ALIKE = 0.6
#: Of the loud part of the sound, so much has to hum.
_MOST_OF_IT = 0.6
#: Power, over the loudest moment.
_LOUD = 0.1


def hums(sound: Sound) -> bool:
    """Whether most of a sound has a pitch."""
    if len(sound) < 2 * _FRAME:
        return False
    frames = np.lib.stride_tricks.sliding_window_view(sound.astype(np.float64), _FRAME)[::_HOP]
    frames = frames - frames.mean(axis=1, keepdims=True)
    power = np.square(frames).mean(axis=1)
    loud = frames[power >= _LOUD * power.max()]
    return bool(power.max() > 0 and np.mean([_periodic(frame) for frame in loud]) >= _MOST_OF_IT)


def _periodic(frame: Sound) -> bool:
    spectrum = np.fft.rfft(frame, 2 * len(frame))
    alike = np.fft.irfft(np.square(np.abs(spectrum)))[: len(frame)]
    # What two stretches share is less, the further they lie apart.
    shared = alike[_SHORTEST:_LONGEST] / (1 - np.arange(_SHORTEST, _LONGEST) / len(frame))
    return bool(alike[0] > 0 and shared.max() / alike[0] >= _ALIKE)
