"""A recorder at the virtual sound server's microphone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from virtual_sound import VirtualSound

from interviewer.speech.recorder import MicrophoneRecorder


@pytest.fixture
def recorder(virtual_sound: VirtualSound) -> Iterator[MicrophoneRecorder]:
    recorder = MicrophoneRecorder()
    yield recorder
    if recorder.running:
        recorder.stop()
