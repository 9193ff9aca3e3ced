"""Files of every kind: read where they can be, refused in words where they can't."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
import soundfile
import soxr

from interviewer.errors import InputError
from interviewer.interview.ports import Sound
from interviewer.speech import audio_file

SPEECH = Path(__file__).parents[1] / "data" / "speech"


@pytest.fixture(scope="module")
def jfk() -> Sound:
    return audio_file.read(SPEECH / "jfk.flac")


def encoded(file: Path, sound: Sound, *, codec: str, rate_hz: int) -> Path:
    with av.open(str(file), "w") as container:
        stream = container.add_stream(codec, rate=rate_hz)
        stream.layout = "mono"
        at_rate = soxr.resample(sound, 16_000, rate_hz).astype(np.float32)[None, :]
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(at_rate), format="fltp", layout="mono")
        frame.rate = rate_hz
        context = stream.codec_context
        even = av.AudioResampler(
            format=context.format.name, layout="mono", rate=rate_hz, frame_size=context.frame_size
        )
        for piece in [*even.resample(frame), *even.resample(None), None]:
            for packet in stream.encode(piece):
                container.mux(packet)
    return file


def likeness(one: Sound, other: Sound) -> float:
    shared = min(len(one), len(other))
    return float(np.corrcoef(one[:shared], other[:shared])[0, 1])


@pytest.mark.parametrize("rate_hz", [8_000, 11_025, 22_050, 44_100, 48_000, 96_000])
def test_any_rate_comes_out_at_sixteen_thousand(tmp_path: Path, jfk: Sound, rate_hz: int) -> None:
    file = tmp_path / "speech.wav"
    soundfile.write(file, soxr.resample(jfk, 16_000, rate_hz), rate_hz)
    heard = audio_file.read_with_notes(file)
    assert heard.source_rate_hz == rate_hz
    assert heard.duration_s == pytest.approx(len(jfk) / 16_000, abs=0.002)
    assert heard.sound.dtype == np.float32
    assert likeness(heard.sound, jfk) > 0.98
    assert heard.notes == ()


@pytest.mark.parametrize("subtype", ["PCM_U8", "PCM_24", "FLOAT", "DOUBLE", "ALAW"])
def test_any_sample_format(tmp_path: Path, jfk: Sound, subtype: str) -> None:
    file = tmp_path / "speech.wav"
    soundfile.write(file, jfk, 16_000, subtype=subtype)
    assert likeness(audio_file.read(file), jfk) > 0.99


def test_six_channels_become_one(tmp_path: Path, jfk: Sound) -> None:
    file = tmp_path / "speech.wav"
    soundfile.write(file, np.stack([jfk] * 6, axis=1), 16_000)
    assert likeness(audio_file.read(file), jfk) > 0.999


def test_channels_that_cancel_each_other_out_are_still_heard(tmp_path: Path, jfk: Sound) -> None:
    file = tmp_path / "speech.wav"
    soundfile.write(file, np.stack([jfk, -jfk], axis=1), 16_000)
    assert likeness(audio_file.read(file), jfk) > 0.99


@pytest.mark.parametrize(
    ("name", "codec", "rate_hz"), [("a.m4a", "aac", 44_100), ("a.webm", "libopus", 48_000)]
)
def test_formats_that_only_ffmpeg_knows(
    tmp_path: Path, jfk: Sound, name: str, codec: str, rate_hz: int
) -> None:
    heard = audio_file.read(encoded(tmp_path / name, jfk, codec=codec, rate_hz=rate_hz))
    assert len(heard) / 16_000 == pytest.approx(len(jfk) / 16_000, abs=0.1)
    assert np.abs(heard).max() > 0.5


@pytest.mark.fault(
    "a sound file with samples that are no numbers",
    sees="how many, and that they count as silence",
    kept="the rest of the sound",
)
def test_numbers_that_are_none_become_silence_and_are_told(tmp_path: Path, jfk: Sound) -> None:
    broken = jfk.copy()
    broken[1000:1500] = np.nan
    broken[2000] = np.inf
    file = tmp_path / "speech.wav"
    soundfile.write(file, broken, 16_000, subtype="FLOAT")
    heard = audio_file.read_with_notes(file)
    assert np.isfinite(heard.sound).all()
    assert "501 samples" in heard.notes[0]


def test_what_is_louder_than_full_scale_is_clipped(tmp_path: Path, jfk: Sound) -> None:
    file = tmp_path / "speech.wav"
    soundfile.write(file, jfk * 40, 16_000, subtype="FLOAT")
    assert np.abs(audio_file.read(file)).max() <= 1.0


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
@pytest.mark.fault(
    "a sound file that breaks off", sees="how much of it could be read", kept="the sound until there"
)
def test_a_file_that_breaks_off_is_read_as_far_as_it_goes(tmp_path: Path, jfk: Sound, share: float) -> None:
    for suffix in ("flac", "wav"):
        file = tmp_path / f"speech.{suffix}"
        soundfile.write(file, jfk, 16_000)
        whole = file.read_bytes()
        file.write_bytes(whole[: int(len(whole) * share)])
        heard = audio_file.read_with_notes(file)
        assert 0 < heard.duration_s < len(jfk) / 16_000
        assert likeness(heard.sound, jfk) > 0.99
        assert "breaks off" in heard.notes[0]


def test_no_file_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no file"):
        audio_file.read(tmp_path / "none.wav")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder"):
        audio_file.read(tmp_path)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"hello " * 200, "not a sound file"),
        (np.random.default_rng(1).bytes(20_000), "not a sound file"),
        (b"RIFF\x24\x00\x00\x00WAVE", "not a sound file"),
    ],
)
def test_what_is_no_sound_is_refused(tmp_path: Path, content: bytes, says: str) -> None:
    file = tmp_path / "thing.wav"
    file.write_bytes(content)
    with pytest.raises(InputError, match=says):
        audio_file.read(file)


def test_sound_in_no_known_form_is_refused(tmp_path: Path) -> None:
    """Found by fuzzing: FFmpeg opens the file, and has nothing to read its sound with."""
    file = tmp_path / "thing.wav"
    soundfile.write(file, np.full(8_000, 0.1, dtype=np.float32), 16_000)
    content = bytearray(file.read_bytes())
    content[20:22] = bytes(2)  # the format of the samples
    file.write_bytes(content)
    with pytest.raises(InputError, match="in a form that can't be read"):
        audio_file.read(file)


def test_a_header_without_samples_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "thing.wav"
    soundfile.write(file, np.empty(0, dtype=np.float32), 16_000)
    with pytest.raises(InputError, match="no sound in it"):
        audio_file.read(file)


def test_a_video_without_sound_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "silent.mp4"
    with av.open(str(file), "w") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width = stream.height = 32
        stream.pix_fmt = "yuv420p"
        picture = av.VideoFrame.from_ndarray(np.zeros((32, 32, 3), dtype=np.uint8), format="rgb24")
        for piece in [picture, None]:
            for packet in stream.encode(piece):
                container.mux(packet)
    with pytest.raises(InputError, match="no sound track"):
        audio_file.read(file)


@pytest.mark.fault(
    "a sound file of ten hours",
    sees="that it is too long, before it fills the memory",
    kept="the file, untouched",
)
def test_ten_hours_are_refused_before_they_are_read(tmp_path: Path) -> None:
    file = tmp_path / "long.flac"
    with soundfile.SoundFile(str(file), "w", 8_000, 1) as long:
        hour = np.zeros(8_000 * 3600, dtype=np.int16)
        for _ in range(10):
            long.write(hour)
    with pytest.raises(InputError, match="longer than 2 hours"):
        audio_file.read(file)


def test_the_limit_can_be_set(jfk: Sound) -> None:
    with pytest.raises(InputError, match="longer than"):
        audio_file.read(SPEECH / "jfk.flac", limit_s=5.0)
