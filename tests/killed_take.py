"""How much sound a take loses when its process is killed: recorded in a child, and heard beside it."""

from __future__ import annotations

import sys
import time
import wave
from pathlib import Path

import numpy as np
import soundfile
import soxr
from program import started
from virtual_sound import RATE_HZ, Samples, VirtualSound, best_match, wait_until

from interviewer.interview.take import HEADER_BYTES, repaired_header

_CHILD = """
import sys
from pathlib import Path
from interviewer.speech.recorder import MicrophoneRecorder
recorder = MicrophoneRecorder()
recorder.start(Path(sys.argv[1]))
for block in recorder.sound():
    pass
raise recorder.fault or RuntimeError("the take ended by itself")
"""
_MATCHED_S = 0.15


class NotRecorded(Exception):  # noqa: N818 - not a finding: the machine was too busy to begin
    """No take was begun that could be killed."""


def sound_lost(virtual_sound: VirtualSound, file: Path, moment_s: float) -> float:
    """Seconds of sound that had come out of the microphone when the kill struck, and are not in the take."""
    part = file.with_suffix(".part.wav")
    noise = _noise(virtual_sound.folder / "noise.wav")
    with virtual_sound.listening("mic") as microphone:
        speaking = virtual_sound.begin_to_speak(noise)
        wait_until(lambda: microphone.sounding, what="the noise is heard")
        try:
            struck_s = _killed_while_recording(file, part, moment_s)
            wait_until(lambda: microphone.arrivals[-1][0] > struck_s + 0.3, what="what came after")
        finally:
            speaking.terminate()
            speaking.wait(10)
    came = max(count for at_s, count in microphone.arrivals if at_s <= struck_s)
    return came / 2 / 48_000 - _end_of(_salvaged(part), microphone.sound())


def _killed_while_recording(file: Path, part: Path, moment_s: float) -> float:
    """When the kill struck, by the monotonic clock: so long after the first sound on the disk."""
    enough = HEADER_BYTES + 2 * int((_MATCHED_S + 0.05) * RATE_HZ)
    with started([sys.executable, "-c", _CHILD, file]) as child:
        wait_until(lambda: _size(part) > enough or child.poll() is not None, what="sound on disk", limit_s=60)
        if child.poll() is not None:
            raise NotRecorded("the microphone did not open in time")
        strikes_s = time.monotonic() + moment_s
        wait_until(lambda: time.monotonic() >= strikes_s, what="the moment")
        child.kill()
        return time.monotonic()


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _end_of(take: Samples, heard: Samples) -> float:
    """Where in what was heard the take ends, in seconds."""
    last = take[-int(_MATCHED_S * RATE_HZ) :]
    at_s, alike = best_match(heard, last)
    assert alike > 0.95, f"the end of the take is not what was spoken: {alike:.2f}"
    return at_s + len(last) / RATE_HZ


def _salvaged(part: Path) -> Samples:
    raw = part.read_bytes()
    repaired = part.with_suffix(".repaired.wav")
    repaired.write_bytes(repaired_header(len(raw)) + raw[HEADER_BYTES:])
    with wave.open(str(repaired)) as take:
        frames = take.readframes(take.getnframes())
    return np.frombuffer(frames, dtype="<i2").astype(np.float32) / np.float32(32_768)


def _noise(file: Path) -> Path:
    """A minute that is nowhere like itself, well inside the band of a take."""
    if not file.exists():
        narrow = np.random.default_rng(7).normal(0, 0.1, 60 * RATE_HZ // 4)
        noise = soxr.resample(narrow, RATE_HZ // 4, RATE_HZ).clip(-0.9, 0.9)
        soundfile.write(file, noise, RATE_HZ, subtype="PCM_16")
    return file
