"""The file of a take, whole at every moment."""

from __future__ import annotations

import errno
import os
import stat
import sys
import wave
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from killed_take import sound_lost
from program import run
from virtual_sound import VirtualSound

from interviewer.errors import InterviewerError
from interviewer.interview.take import repaired_header
from interviewer.speech.take_file import TakeFile, in_words


def frames_of(file: Path) -> np.ndarray:
    with wave.open(str(file)) as take:
        assert (take.getnchannels(), take.getsampwidth(), take.getframerate()) == (1, 2, 16_000)
        return np.frombuffer(take.readframes(take.getnframes()), dtype="<i2")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(blocks=st.lists(st.lists(st.integers(-32_768, 32_767), max_size=50), max_size=8), synced=st.booleans())
def test_what_was_appended_is_on_disk_at_once(tmp_path: Path, blocks: list[list[int]], synced: bool) -> None:
    take = TakeFile(tmp_path / "take.wav")
    said = np.array([sample for block in blocks for sample in block], dtype=np.int16)
    try:
        for block in blocks:
            take.append(np.array(block, dtype=np.int16))
            if synced:
                take.sync()
        raw = take.path.read_bytes()
        repaired = tmp_path / "repaired.wav"
        repaired.write_bytes(repaired_header(len(raw)) + raw[44:])
        assert np.array_equal(frames_of(repaired), said)
        assert np.array_equal(take.read(0, len(said)), said)
        take.finish()
        assert np.array_equal(frames_of(take.final), said)
        assert np.array_equal(take.read(0, len(said)), said)
        assert stat.S_IMODE(take.final.stat().st_mode) == 0o600
    finally:
        take.discard()


@pytest.mark.fault(
    "less room than for ten minutes of sound",
    sees="that there is no room, before anything is said",
    kept="what was there before",
)
def test_no_take_is_begun_without_room(tmp_path: Path) -> None:
    with pytest.raises(InterviewerError, match="no room"):
        TakeFile(tmp_path / "take.wav", room_bytes=1 << 60)
    assert not list(tmp_path.iterdir())


@pytest.mark.fault(
    "another file has taken the name of a take", sees="that there is one with this name", kept="both"
)
def test_a_take_that_turned_up_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    take = TakeFile(tmp_path / "take.wav")
    take.append(np.ones(10, np.int16))
    take.final.write_bytes(b"precious")
    with pytest.raises(FileExistsError):
        take.finish()
    assert take.final.read_bytes() == b"precious"
    assert len(frames_of(take.path)) == 10


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "no room"),
        (errno.EROFS, "not writable"),
        (errno.EACCES, "not writable"),
        (errno.ENOENT, "is gone"),
        (errno.EIO, "can't be written"),
    ],
)
def test_every_fault_of_the_disk_has_its_words(number: int, words: str) -> None:
    fault = in_words(OSError(number, os.strerror(number)), Path("/takes/take.wav"))
    assert words in str(fault)
    assert "/takes" in str(fault)


FULL_DISK = """
import resource, sys, threading
from pathlib import Path
from interviewer.speech.recorder import MicrophoneRecorder
resource.setrlimit(resource.RLIMIT_FSIZE, (40_044, 40_044))
recorder = MicrophoneRecorder()
recorder.start(Path(sys.argv[1]))
blocks = list(recorder.sound())
print(recorder.running, sum(map(len, blocks)), recorder.fault)
print(recorder.stop())
"""


@pytest.mark.sound
@pytest.mark.fault(
    "a take reaches the largest size that a file may have",
    sees="that there is no room",
    kept="the take so far",
)
def test_a_disk_that_fills_up_ends_the_take_and_keeps_it(virtual_sound: VirtualSound, tmp_path: Path) -> None:
    file = tmp_path / "take.wav"
    said = run([sys.executable, "-c", FULL_DISK, file]).out
    assert "no room for recordings" in said
    kept = len(frames_of(file))
    assert 20_000 - 8_000 < kept <= 20_000
    assert said.startswith(f"False {kept} ")


@pytest.mark.sound
@pytest.mark.fault(
    "killed (-9) while a take is recorded",
    sees="the take, offered at the next start",
    kept="all but 250 ms of the sound at the most",
)
def test_killed_at_any_moment_a_take_loses_no_more_than_250_ms(
    virtual_sound: VirtualSound, tmp_path: Path
) -> None:
    lost_s = [sound_lost(virtual_sound, tmp_path / f"{moment_s}.wav", moment_s) for moment_s in MOMENTS_S]
    assert max(lost_s) <= 0.25
    assert min(lost_s) > -0.1


#: After the first sound on the disk; the header is a second old at the most.
MOMENTS_S = (0.0, 0.13, 0.31, 0.55, 0.97, 1.02, 1.49, 2.11)
