"""Devices that are choosy or busy. Behind a sound server there are none: here a stand-in is the driver."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from interviewer.errors import InterviewerError
from interviewer.speech import device
from interviewer.speech.device import Device, Direction, open_stream

BUSY, TIMED_OUT, BAD_CHANNELS, BAD_RATE = -9985, -9987, -9998, -9997


class PortAudioError(Exception):
    """As sounddevice has it: words, then PortAudio's number."""


@dataclass
class OpenedStream:
    samplerate: float
    channels: int
    latency: float = 0.1
    active: bool = True
    late: bool = False

    def start(self) -> None:
        if self.late:
            raise PortAudioError("Wait timed out", TIMED_OUT)

    def abort(self) -> None:
        self.active = False

    def close(self) -> None:
        pass


@dataclass
class Driver:
    """Takes the formats that it is told to, and answers to all others as PortAudio does."""

    rates_hz: tuple[int, ...] = (44_100,)
    channels: tuple[int, ...] = (1, 2)
    busy: bool = False
    #: so many streams don't start in time
    late: int = 0
    asked: list[tuple[int, int]] = field(default_factory=list)
    PortAudioError = PortAudioError

    def InputStream(self, *, samplerate: int, channels: int, **_how: Any) -> OpenedStream:  # noqa: N802 - its name
        self.asked.append((samplerate, channels))
        if self.busy:
            raise PortAudioError("Device unavailable", BUSY)
        if channels not in self.channels:
            raise PortAudioError("Invalid number of channels", BAD_CHANNELS)
        if samplerate not in self.rates_hz:
            raise PortAudioError("Invalid sample rate", BAD_RATE)
        self.late -= 1
        return OpenedStream(samplerate, channels, late=self.late >= 0)


def opened(driver: Driver, monkeypatch: pytest.MonkeyPatch, *, says_hz: int = 48_000) -> device.Stream:
    monkeypatch.setattr(device, "sound_library", lambda: driver)
    microphone = Device("USB Mic", Direction.IN, 3, says_hz, max(driver.channels), "ALSA")
    return open_stream(microphone, lambda *_block: None, latency_s=0.1)


@pytest.mark.fault(
    "a driver that takes one rate or one number of channels only (the driver stands in)",
    sees="nothing",
    kept="what was spoken",
)
@pytest.mark.parametrize(
    ("rates_hz", "channels"),
    [((44_100,), (1,)), ((48_000,), (2,)), ((16_000,), (1, 2)), ((44_100,), (8,)), ((96_000,), (2,))],
)
def test_a_choosy_driver_is_opened_as_it_likes(
    monkeypatch: pytest.MonkeyPatch, rates_hz: tuple[int, ...], channels: tuple[int, ...]
) -> None:
    driver = Driver(rates_hz=rates_hz, channels=channels)
    stream = opened(driver, monkeypatch, says_hz=96_000)
    assert (stream.rate_hz, stream.channels) == (rates_hz[0], channels[0])
    assert len(driver.asked) == len(set(driver.asked))
    stream.close()


@pytest.mark.fault(
    "the microphone is busy with another program (the driver stands in)",
    sees="which one, and to close the program or choose another",
    kept="the round, at this question",
)
def test_a_busy_microphone_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    driver = Driver(busy=True)
    with pytest.raises(InterviewerError, match="“USB Mic” is used by another program") as refused:
        opened(driver, monkeypatch)
    assert "Close the program" in refused.value.fix
    assert len(driver.asked) == 1


@pytest.mark.fault(
    "a driver that takes no format at all (the driver stands in)",
    sees="which device, and to choose another",
    kept="the round, at this question",
)
def test_a_driver_that_takes_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InterviewerError, match="“USB Mic” can't be opened"):
        opened(Driver(rates_hz=()), monkeypatch)


@pytest.mark.fault(
    "a busy computer does not start the microphone in time (the driver stands in)",
    sees="nothing the first time; the second time which device, and what to do",
    kept="the round, at this question",
)
def test_a_microphone_that_is_late_is_tried_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    opened(Driver(late=1), monkeypatch).close()
    with pytest.raises(InterviewerError, match="“USB Mic” can't be opened"):
        opened(Driver(late=2), monkeypatch)
