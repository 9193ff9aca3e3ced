"""The outline of a take."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from interviewer.errors import InputError
from interviewer.speech.peaks import waveform


@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 22_050, 44_100])
def test_a_loud_moment_is_where_it_was(tmp_path: Path, rate_hz: int) -> None:
    sound = np.zeros(60 * rate_hz, np.float32)
    sound[45 * rate_hz : 45 * rate_hz + rate_hz // 12] = 0.5
    soundfile.write(tmp_path / "take.wav", sound, rate_hz)
    found = waveform(tmp_path / "take.wav")
    assert found.duration_s == 60.0
    columns = found.columns(600)
    assert [at for at, peak in enumerate(columns) if peak > 100] == [450]
    assert found.loudest == pytest.approx(127, abs=1)
    assert max(found.columns(100, start_s=50.0)) == 0


def test_a_take_without_sound_has_no_outline(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "empty.wav", np.zeros(0, np.float32), 16_000)
    assert waveform(tmp_path / "empty.wav").columns(3) == [0, 0, 0]


def test_what_is_no_sound_is_told(tmp_path: Path) -> None:
    (tmp_path / "take.wav").write_bytes(b"nothing")
    with pytest.raises(InputError):
        waveform(tmp_path / "take.wav")
