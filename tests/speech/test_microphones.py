"""Microphones that are mute, come, go, fall asleep or are too loud, and of any kind, while they record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
import soundfile
from virtual_sound import RATE_HZ, VirtualSound, agreement, read, wait_until

from interviewer.speech.device import Direction, choose, devices
from interviewer.speech.recorder import MicrophoneRecorder

pytestmark = pytest.mark.sound


@pytest.mark.fault(
    "the microphone delivers nothing but zeros",
    sees="which one, within two seconds, and to look whether it is muted",
    kept="the take",
)
def test_a_silent_microphone_is_noticed(recorder: MicrophoneRecorder, tmp_path: Path) -> None:
    recorder.start(tmp_path / "take.wav")
    wait_until(lambda: "silence" in recorder.notice, what="the notice that there is only silence")
    level = recorder.level
    assert level is not None
    assert level.zeros_s > 2
    assert level.peak == 0


@pytest.mark.fault("the chosen microphone is not there", sees="which one is used instead", kept="the take")
def test_a_microphone_that_is_gone_is_told_and_another_one_used(
    virtual_sound: VirtualSound, tmp_path: Path
) -> None:
    recorder = MicrophoneRecorder(microphone="The one at the office")
    recorder.start(tmp_path / "take.wav")
    wait_until(lambda: recorder.level is not None, what="a level")
    assert "The one at the office" in recorder.notice
    assert virtual_sound.microphone in recorder.notice
    recorder.stop()


@contextmanager
def second_microphone(
    virtual_sound: VirtualSound, name: str, *, master: str = "micfeed.monitor"
) -> Iterator[Callable[[], None]]:
    """Another microphone of that name; what is given unplugs it."""
    source = ["module-remap-source", f"source_name={name}", f"master={master}"]
    number = virtual_sound.control("load-module", *source, f"source_properties=device.description={name}")
    plugged = [number]

    def unplug() -> None:
        while plugged:
            virtual_sound.control("unload-module", plugged.pop())

    try:
        yield unplug
    finally:
        unplug()


@pytest.mark.fault(
    "a microphone is plugged in while the app runs",
    sees="it among the choices, without a restart",
    kept="everything",
)
def test_a_microphone_that_is_plugged_in_later_is_found(virtual_sound: VirtualSound) -> None:
    def names() -> list[str]:
        return [device.name for device in devices(Direction.IN)]

    assert names() == [virtual_sound.microphone]
    with second_microphone(virtual_sound, "Late") as unplug:
        assert names() == [virtual_sound.microphone, "Late"]
        assert choose(Direction.IN, "Late").device.server_name == "Late"
        unplug()
        assert choose(Direction.IN, "Late").device.name == virtual_sound.microphone


@pytest.mark.fault(
    "the microphone is unplugged in the middle of an answer",
    sees="which one is gone, and which is used now",
    kept="the take, and what is said after",
)
def test_a_microphone_unplugged_in_the_middle_is_told(virtual_sound: VirtualSound, tmp_path: Path) -> None:
    with second_microphone(virtual_sound, "Headset") as unplug:
        recorder = MicrophoneRecorder(microphone="Headset")
        recorder.start(tmp_path / "take.wav")
        # The sound server goes on with another one and says nothing; the person has to know.
        wait_until(lambda: recorder.watched, what="the microphone in use is known")
        before_s = recorder.elapsed_s
        unplug()
        wait_until(lambda: "“Headset” is gone" in recorder.notice, what="the notice")
        assert recorder.device_name in recorder.notice
        take = recorder.stop()
    assert take.duration_s > before_s


@pytest.mark.fault(
    "the system's microphone is changed in the middle of an answer",
    sees="which one is used now",
    kept="the take, and what is said after",
)
def test_another_default_in_the_middle_is_told(
    recorder: MicrophoneRecorder, virtual_sound: VirtualSound, tmp_path: Path
) -> None:
    with second_microphone(virtual_sound, "Webcam"):
        recorder.start(tmp_path / "take.wav")
        wait_until(lambda: recorder.watched, what="the microphone in use is known")
        before_s = recorder.elapsed_s
        virtual_sound.control("set-default-source", "Webcam")
        try:
            wait_until(lambda: "“Webcam” is used instead" in recorder.notice, what="the notice")
            assert virtual_sound.microphone in recorder.notice
            assert "gone" not in recorder.notice
            wait_until(lambda: recorder.elapsed_s > before_s + 1, what="it goes on")
        finally:
            virtual_sound.control("set-default-source", "mic")
        assert recorder.stop().duration_s > before_s
    assert recorder.fault is None


@pytest.mark.fault(
    "a microphone at 44.1 or 48 kHz only, with one, two or eight channels",
    sees="nothing",
    kept="what was spoken",
)
@pytest.mark.parametrize(("rate_hz", "channels"), [(44_100, 1), (44_100, 2), (48_000, 8)])
def test_any_microphone(
    recorder: MicrophoneRecorder,
    virtual_sound: VirtualSound,
    clip: Path,
    tmp_path: Path,
    rate_hz: int,
    channels: int,
) -> None:
    feed = ["module-null-sink", "norewinds=1", "sink_name=feed", f"rate={rate_hz}", f"channels={channels}"]
    number = virtual_sound.control("load-module", *feed)
    try:
        with second_microphone(virtual_sound, "Interface", master="feed.monitor"):
            recorder.microphone = "Interface"
            device = choose(Direction.IN, "Interface").device
            assert (device.rate_hz, device.channels) == (rate_hz, channels)
            recorder.start(tmp_path / "take.wav")
            wait_until(lambda: recorder.level is not None, what="sound")
            virtual_sound.speak(clip, into="feed")
            take = recorder.stop()
    finally:
        virtual_sound.control("unload-module", number)
    assert agreement(read(take.file), read(clip), piece_s=0.5, alike=0.95) >= 0.6


@pytest.mark.fault(
    "the microphone stops delivering in the middle of an answer",
    sees="which one, after how many seconds, and what to do",
    kept="the take so far",
)
def test_a_microphone_that_falls_asleep_ends_the_take_and_keeps_it(
    recorder: MicrophoneRecorder, virtual_sound: VirtualSound, clip: Path, tmp_path: Path
) -> None:
    file = tmp_path / "take.wav"
    recorder.start(file)
    virtual_sound.speak(clip)
    try:
        virtual_sound.control("suspend-source", "mic", "1")
        blocks = list(recorder.sound())
    finally:
        virtual_sound.control("suspend-source", "mic", "0")
    assert "stopped delivering" in str(recorder.fault)
    assert not recorder.running
    take = recorder.stop()
    assert agreement(read(take.file), read(clip), piece_s=0.5) >= 0.6
    assert sum(map(len, blocks)) == round(take.duration_s * RATE_HZ)


@pytest.mark.fault(
    "a microphone that never delivers a block",
    sees="that no sound has come yet; then that none comes, and what to do",
    kept="nothing was said yet",
)
def test_a_microphone_that_never_delivers_is_told(
    recorder: MicrophoneRecorder, virtual_sound: VirtualSound, tmp_path: Path
) -> None:
    virtual_sound.control("suspend-source", "mic", "1")
    try:
        recorder.start(tmp_path / "take.wav")
        wait_until(lambda: "not delivered any sound" in recorder.notice, what="the notice")
        assert recorder.level is None
        wait_until(lambda: not recorder.running, what="the take is over")
    finally:
        virtual_sound.control("suspend-source", "mic", "0")
    assert "delivers no sound" in str(recorder.fault)
    assert recorder.stop().duration_s == 0


@pytest.mark.fault("a voice far too loud for the microphone", sees="that it is too loud", kept="the take")
def test_clipping_is_seen_while_it_records(
    recorder: MicrophoneRecorder, virtual_sound: VirtualSound, clip: Path, tmp_path: Path
) -> None:
    loud = tmp_path / "loud.wav"
    soundfile.write(loud, np.clip(read(clip) * 30, -1, 1), RATE_HZ, subtype="PCM_16")
    recorder.start(tmp_path / "take.wav")
    wait_until(lambda: recorder.level is not None, what="sound")
    speaking = virtual_sound.begin_to_speak(loud)
    try:
        wait_until(lambda: recorder.level is not None and recorder.level.clipped, what="it is too loud")
    finally:
        speaking.terminate()
        speaking.wait(10)
    assert recorder.stop().duration_s > 0
