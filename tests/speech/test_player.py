"""Playing through a real loudspeaker path: the virtual sound server's."""

from __future__ import annotations

import queue
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from virtual_sound import RATE_HZ, VirtualSound, agreement, read, wait_until

from interviewer.errors import Cancelled, InputError, InterviewerError
from interviewer.speech.player import FilePlayer

SPEECH = Path(__file__).parents[1] / "data" / "speech"

pytestmark = pytest.mark.sound

Ends = queue.Queue[Exception | None]


@pytest.fixture
def player(virtual_sound: VirtualSound) -> Iterator[FilePlayer]:
    player = FilePlayer()
    yield player
    player.close()


@pytest.fixture
def ends() -> Ends:
    return queue.Queue()


def test_what_is_played_is_heard(
    player: FilePlayer, virtual_sound: VirtualSound, clip: Path, ends: Ends
) -> None:
    with virtual_sound.listening() as loudspeaker:
        player.play(clip, done=ends.put)
        assert ends.get(timeout=20) is None
        wait_until(lambda: loudspeaker.duration_s > 3.0, what="three seconds heard")
    assert agreement(loudspeaker.sound(), read(clip), piece_s=0.5) >= 0.6
    assert player.position_s is None


def test_a_moment_of_a_flac_file_is_played_alone(
    player: FilePlayer, virtual_sound: VirtualSound, ends: Ends
) -> None:
    whole = read(SPEECH / "jfk.flac")
    with virtual_sound.listening() as loudspeaker:
        player.play(SPEECH / "jfk.flac", start_s=3.0, end_s=4.5, done=ends.put)
        assert ends.get(timeout=20) is None
        wait_until(lambda: loudspeaker.duration_s > 1.5, what="the moment heard")
    heard = loudspeaker.sound()
    assert agreement(heard, whole[int(3.0 * RATE_HZ) : int(4.5 * RATE_HZ)], piece_s=0.5) >= 0.6
    sounding_s = np.count_nonzero(np.abs(heard) > 1e-4) / RATE_HZ
    assert sounding_s < 1.6


def test_it_starts_within_150_ms_and_the_position_follows_the_clock(
    player: FilePlayer, clip: Path, ends: Ends
) -> None:
    player.play(clip, done=ends.put)
    assert ends.get(timeout=20) is None  # the sound system is awake now
    began_s = time.monotonic()
    player.play(clip, start_s=1.0, done=ends.put)
    assert time.monotonic() - began_s < 0.05
    assert player.position_s == pytest.approx(1.0, abs=0.2)
    wait_until(lambda: (player.position_s or 0.0) > 1.5, what="half a second played")
    position_s, at_s = player.position_s, time.monotonic()
    assert position_s is not None
    start_took_s = (at_s - began_s) - (position_s - 1.0)
    # 0.15 s on an idle machine; the rest is for the neighbours of a busy one.
    assert 0.0 < start_took_s < 0.6


def test_stopping_is_told_as_called_off(player: FilePlayer, clip: Path, ends: Ends) -> None:
    player.play(clip, done=ends.put)
    player.stop()
    assert isinstance(ends.get(timeout=5), Cancelled)
    assert player.position_s is None


def test_a_second_sound_stops_the_first(player: FilePlayer, clip: Path, ends: Ends) -> None:
    second: Ends = queue.Queue()
    player.play(clip, done=ends.put)
    player.play(clip, start_s=2.5, done=second.put)
    assert isinstance(ends.get(timeout=5), Cancelled)
    assert second.get(timeout=10) is None
    assert ends.empty()


@pytest.mark.parametrize("content", [b"", b"this is no sound at all", b"RIFF\x00\x00\x00\x00WAVEfmt "])
@pytest.mark.fault(
    "a take that is damaged is played",
    sees="that it can't be played, and why",
    kept="the attempt and the file",
)
def test_a_damaged_file_is_told_in_words(
    player: FilePlayer, tmp_path: Path, ends: Ends, content: bytes
) -> None:
    file = tmp_path / "take.wav"
    file.write_bytes(content)
    player.play(file, done=ends.put)
    fault = ends.get(timeout=5)
    assert isinstance(fault, InputError)
    assert "take.wav" in str(fault)


@pytest.mark.fault("a take that was deleted is played", sees="that it is gone", kept="the attempt")
def test_a_missing_file_is_told_in_words(player: FilePlayer, tmp_path: Path, ends: Ends) -> None:
    player.play(tmp_path / "gone.wav", done=ends.put)
    fault = ends.get(timeout=5)
    assert isinstance(fault, InputError)
    assert "gone" in str(fault)


def test_an_empty_take_is_over_at_once(player: FilePlayer, tmp_path: Path, ends: Ends) -> None:
    soundfile.write(tmp_path / "empty.wav", np.zeros(0, np.float32), RATE_HZ)
    player.play(tmp_path / "empty.wav", done=ends.put)
    assert ends.get(timeout=5) is None


def test_a_position_behind_the_end_plays_nothing(player: FilePlayer, clip: Path, ends: Ends) -> None:
    player.play(clip, start_s=60.0, done=ends.put)
    assert ends.get(timeout=5) is None


@pytest.mark.parametrize("wanted_s", [0.7, 3.21, 7.93])
def test_clicking_a_word_plays_within_50_ms_of_its_start(
    player: FilePlayer, virtual_sound: VirtualSound, tmp_path: Path, ends: Ends, wanted_s: float
) -> None:
    """Noise is like itself nowhere else: what is heard first tells where the playing began."""
    noise = np.random.default_rng(7).normal(0, 0.1, 10 * RATE_HZ).astype(np.float32)
    soundfile.write(tmp_path / "noise.wav", noise, RATE_HZ)
    with virtual_sound.listening() as loudspeaker:
        player.play(tmp_path / "noise.wav", start_s=wanted_s, end_s=wanted_s + 1.0, done=ends.put)
        assert ends.get(timeout=20) is None
        wait_until(lambda: loudspeaker.duration_s > 1.2, what="a second heard")
    heard = loudspeaker.sound()
    first = int(np.flatnonzero(np.abs(heard) > 0.02)[0])
    begins_s = int(np.correlate(noise, heard[first : first + 2000], mode="valid").argmax()) / RATE_HZ
    assert begins_s == pytest.approx(wanted_s, abs=0.05)


@pytest.mark.parametrize("speed", [0.5, 2.0])
def test_at_another_speed_the_position_is_that_of_the_take(
    player: FilePlayer, virtual_sound: VirtualSound, clip: Path, ends: Ends, speed: float
) -> None:
    began_s = time.monotonic()
    player.play(clip, start_s=1.0, end_s=2.5, speed=speed, done=ends.put)
    wait_until(lambda: (player.position_s or 0.0) > 1.4, what="the position moves on")
    assert ends.get(timeout=20) is None
    assert time.monotonic() - began_s == pytest.approx(1.5 / speed, abs=0.7)


def test_the_volume_counts(player: FilePlayer, virtual_sound: VirtualSound, clip: Path, ends: Ends) -> None:
    loudest = []
    for volume in (1.0, 0.25):
        with virtual_sound.listening() as loudspeaker:
            player.play(clip, end_s=1.0, volume=volume, done=ends.put)
            assert ends.get(timeout=20) is None
            wait_until(lambda heard=loudspeaker: heard.duration_s > 1.2, what="a second heard")
        loudest.append(float(np.abs(loudspeaker.sound()).max()))
    assert loudest[1] == pytest.approx(loudest[0] / 4, rel=0.15)


@pytest.mark.fault(
    "the loudspeaker vanishes while a take is heard",
    sees="which one stopped, and what to do; or it goes on where the system puts it",
    kept="everything: nothing else stops",
)
def test_a_loudspeaker_that_vanishes_ends_the_playing_alone(
    player: FilePlayer, virtual_sound: VirtualSound, clip: Path, ends: Ends
) -> None:
    sink = ["module-null-sink", "norewinds=1", "sink_name=late", "rate=48000"]
    number = virtual_sound.control("load-module", *sink, "sink_properties=device.description=Late")
    try:
        player.loudspeaker = "Late"
        with virtual_sound.listening("late.monitor") as chosen:
            player.play(clip, done=ends.put)
            wait_until(lambda: chosen.sounding, what="it sounds from the chosen one")
        virtual_sound.control("unload-module", number)
        number = ""
        fault = ends.get(timeout=20)
        assert isinstance(fault, InterviewerError) or fault is None
        assert player.position_s is None
        with virtual_sound.listening() as usual:  # the next sound is heard from the one that is left
            player.play(clip, done=ends.put)
            wait_until(lambda: usual.sounding, what="it sounds from the one that is left")
        player.stop()
    finally:
        if number:
            virtual_sound.control("unload-module", number)
