"""The header of a take is made from what is on disk."""

import io
import wave

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.interview.take import HEADER_BYTES, recorded_frames, repaired_header


@given(st.binary(max_size=2_000))
def test_a_take_cut_off_anywhere_is_a_readable_wav(sound: bytes) -> None:
    size = HEADER_BYTES + len(sound)
    with wave.open(io.BytesIO(repaired_header(size) + sound)) as take:
        assert (take.getnchannels(), take.getsampwidth(), take.getframerate()) == (1, 2, 16_000)
        assert take.getnframes() == recorded_frames(size) == len(sound) // 2
        assert take.readframes(take.getnframes()) == sound[: len(sound) // 2 * 2]


@pytest.mark.parametrize("size", [0, 1, HEADER_BYTES])
def test_a_file_that_ends_in_its_header_holds_nothing(size: int) -> None:
    assert recorded_frames(size) == 0
    assert len(repaired_header(size)) == HEADER_BYTES
