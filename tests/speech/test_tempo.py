"""Speech at another speed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from interviewer.errors import InputError
from interviewer.speech.tempo import paced

RATE_HZ = 16_000


def blocks(sound: NDArray[np.float32]) -> Iterator[NDArray[np.float32]]:
    yield from np.array_split(sound, 17)


def tone(seconds: float, frequency_hz: float = 220.0) -> NDArray[np.float32]:
    return (0.3 * np.sin(2 * np.pi * frequency_hz * np.arange(int(seconds * RATE_HZ)) / RATE_HZ)).astype("f4")


@pytest.mark.parametrize("speed", [0.5, 0.75, 1.25, 1.5, 2.0])
def test_the_length_changes_and_the_pitch_does_not(speed: float) -> None:
    slow = np.concatenate(list(paced(blocks(tone(8.0)), rate_hz=RATE_HZ, speed=speed)))
    assert len(slow) / RATE_HZ == pytest.approx(8.0 / speed, abs=0.05)
    second = slow[RATE_HZ : 2 * RATE_HZ]
    assert np.abs(np.fft.rfft(second)).argmax() == pytest.approx(220, abs=1)


@pytest.mark.parametrize("speed", [0.5, 0.75, 1.25, 1.5, 2.0])
def test_a_moment_stays_where_it_is_in_the_sound(speed: float) -> None:
    sound = tone(8.0)
    sound[6 * RATE_HZ : 6 * RATE_HZ + 80] = 0.95
    played = np.concatenate(list(paced(blocks(sound), rate_hz=RATE_HZ, speed=speed)))
    assert speed * np.argmax(np.abs(played) > 0.8) / RATE_HZ == pytest.approx(6.0, abs=0.03)


def test_at_the_usual_speed_nothing_is_changed() -> None:
    sound = tone(1.0)
    assert np.array_equal(np.concatenate(list(paced(blocks(sound), rate_hz=RATE_HZ, speed=1.0))), sound)


@pytest.mark.parametrize("speed", [0.0, 0.49, 2.1, float("nan")])
def test_another_speed_is_refused(speed: float) -> None:
    with pytest.raises(InputError):
        paced(blocks(tone(0.1)), rate_hz=RATE_HZ, speed=speed)
