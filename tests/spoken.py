"""What the tests of sound share."""

from __future__ import annotations

from pathlib import Path

import pytest
import soundfile

SPEECH = Path(__file__).parent / "data" / "speech"


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three seconds of real speech: "... fellow Americans, ask not"."""
    sound, rate_hz = soundfile.read(SPEECH / "jfk.flac", dtype="float32")
    file = tmp_path_factory.mktemp("clip") / "clip.wav"
    soundfile.write(file, sound[int(1.5 * rate_hz) : int(4.5 * rate_hz)], rate_hz, subtype="PCM_16")
    return file
