"""Microphones and loudspeakers: what there is, which one is meant, and streams that always close.

PortAudio is imported late, since its library may be missing, and is entered by one caller at a time, since
opening and closing are not safe from several threads.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from types import ModuleType
from typing import Any, Protocol, TypeVar

from interviewer.errors import InterviewerError
from interviewer.sentence import Sentence
from interviewer.speech import sound_server

T = TypeVar("T")
_log = logging.getLogger(__name__)

_OPEN_LIMIT_S = 6.0
_CLOSE_LIMIT_S = 1.0
#: Rates that nearly every device takes, tried after its own.
_USUAL_RATES_HZ = (48_000, 44_100, 16_000)
_INVALID_CHANNELS = -9998
_INVALID_RATE = -9997
_DEVICE_UNAVAILABLE = -9985
#: what a busy computer may answer the first time
_TIMED_OUT = -9987
#: what ALSA's way to the sound server answers when that is gone
_BAD_COMBINATION = -9993

_portaudio = threading.Lock()
_open_streams: set[int] = set()


class Direction(StrEnum):
    """Which way the sound goes; the values are PortAudio's words."""

    IN = "input"
    OUT = "output"

    @property
    def noun(self) -> Sentence:
        return Sentence("microphone" if self is Direction.IN else "loudspeaker")


@dataclass(frozen=True, slots=True)
class Device:
    """One microphone or loudspeaker, known to the person by its name."""

    name: str
    direction: Direction
    #: PortAudio's number for it, good until the next rescan
    index: int
    rate_hz: int
    channels: int
    host: str
    default: bool = False
    #: what the sound server calls it, where one stands between us and the device
    server_name: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """The device to use, and what to tell the person where it isn't the one they chose."""

    device: Device
    notice: str = ""


class Callback(Protocol):
    """What PortAudio calls for every block, on a thread of its own."""

    def __call__(self, block: Any, frames: int, time: Any, status: Any, /) -> None: ...


def sound_library() -> ModuleType:
    """The sounddevice module. Raises InterviewerError with the exact command where PortAudio is missing."""
    try:
        import sounddevice  # noqa: PLC0415 - the library under it may be missing
    except OSError as fault:
        raise InterviewerError(
            "Sound needs the PortAudio library, which is not on this computer.",
            fix="Run: sudo apt-get install libportaudio2"
            if sys.platform == "linux"
            else "Install PortAudio.",
        ) from fault
    except Exception as fault:
        if type(fault).__name__ != "PortAudioError":
            raise
        raise InterviewerError("The sound system could not be started: {why}.", why=fault) from fault
    return sounddevice  # type: ignore[no-any-return]


def devices(direction: Direction) -> tuple[Device, ...]:
    """Every microphone or loudspeaker, the default first; empty where there is none."""
    sd = sound_library()
    raw = _raw_devices(sd, direction)
    served = _served_devices(raw, direction)
    return _default_first(served or raw)


def choose(direction: Direction, name: str = "") -> Choice:
    """The device of that name, or the default one with a notice that says so.

    A device that was plugged in since is found by looking again, which needs no stream to be open.
    Raises InterviewerError where there is none at all.
    """
    found = _find(direction, name)
    if found is None or found.notice:
        found = (_find(direction, name) if rescan() else None) or found
    if found is None:
        raise InterviewerError("There is no {noun}.", fix=_connect(direction), noun=direction.noun)
    return found


def rescan() -> bool:
    """Looks again for devices that came or went. False while a stream is open: looking would kill it."""
    sd = sound_library()
    with _portaudio_turn():
        if _open_streams:
            return False
        sd._terminate()
        sd._initialize()
        return True


class Stream:
    """A started stream; ``close`` never hangs."""

    def __init__(self, stream: Any, device: Device) -> None:
        self._stream = stream
        self._closed = False
        self.device = device
        self.rate_hz = int(stream.samplerate)
        self.channels = int(stream.channels)
        self.latency_s = float(stream.latency)

    @property
    def active(self) -> bool:
        """False once PortAudio has given the stream up. A suspended device still says True."""
        return not self._closed and bool(self._stream.active)

    def close(self) -> None:
        """Ends the stream at once.

        ``stop`` waits for a suspended device for ever and ``abort`` doesn't; a driver that hangs in spite of
        that is left behind after a second.
        """
        if self._closed:
            return
        self._closed = True
        try:
            within(_CLOSE_LIMIT_S, self._end)
        except (TimeoutError, InterviewerError):
            _log.warning("%s did not close within %g s and is left open", self.device.name, _CLOSE_LIMIT_S)

    def _end(self) -> None:
        self._stream.abort()
        with _portaudio_turn():
            self._stream.close()
            _open_streams.discard(id(self._stream))


def open_stream(
    device: Device,
    callback: Callback,
    *,
    latency_s: float,
    channels: int = 1,
    before_start: Callable[[int], None] = lambda _rate_hz: None,
) -> Stream:
    """Opens and starts a float32 stream at the device's own rate, or the nearest usual one that it takes.

    ``before_start`` is told the rate, and may make the first sound ready. Raises InterviewerError in words
    where the device is busy, gone or doesn't answer.
    """
    sd = sound_library()

    def started() -> Stream:
        return _started(_open(sd, device, callback, latency_s, channels), device, before_start)

    def started_at_last() -> Stream:
        try:
            return started()
        except sd.PortAudioError as fault:
            if fault.args[-1] != _TIMED_OUT:
                raise
            return started()

    try:
        return within(_OPEN_LIMIT_S, started_at_last)
    except TimeoutError as fault:
        raise InterviewerError(
            "The {noun} “{device}” does not answer.",
            fix="Unplug it and plug it in again, or choose another one in the settings.",
            noun=device.direction.noun,
            device=device.name,
        ) from fault
    except sd.PortAudioError as fault:
        raise _in_words(device, fault) from fault


def within(limit_s: float, call: Callable[[], T]) -> T:
    """What the call returns, on a thread that can be left behind. Raises TimeoutError after the limit."""
    results: list[T] = []
    faults: list[BaseException] = []

    def run() -> None:
        try:
            results.append(call())
        except BaseException as fault:  # noqa: BLE001 - handed to the caller
            faults.append(fault)

    thread = threading.Thread(target=run, name="sound device call", daemon=True)
    thread.start()
    thread.join(limit_s)
    if faults:
        raise faults[0]
    if not results:
        raise TimeoutError(f"no answer within {limit_s:g} s")
    return results[0]


def _open(sd: ModuleType, device: Device, callback: Callback, latency_s: float, channels: int) -> Any:
    kind = sd.InputStream if device.direction is Direction.IN else sd.OutputStream
    refused: Exception | None = None
    for rate_hz, wanted in _formats(device, channels):
        try:
            with _portaudio_turn(), sound_server.chosen(device.direction, device.server_name):
                stream = kind(
                    device=device.index,
                    samplerate=rate_hz,
                    channels=wanted,
                    dtype="float32",
                    latency=latency_s,
                    callback=callback,
                    extra_settings=_shared_mode(sd, device),
                )
                _open_streams.add(id(stream))
                return stream
        except sd.PortAudioError as fault:
            if fault.args[-1] not in {_INVALID_RATE, _INVALID_CHANNELS}:
                raise
            refused = fault
    raise refused or RuntimeError("no format to try")


def _started(stream: Any, device: Device, before_start: Callable[[int], None]) -> Stream:
    try:
        before_start(int(stream.samplerate))
        with _portaudio_turn():
            stream.start()
    except BaseException:
        with _portaudio_turn():
            stream.close()
            _open_streams.discard(id(stream))
        raise
    return Stream(stream, device)


def _formats(device: Device, channels: int) -> Iterator[tuple[int, int]]:
    """Rates and channels to try, the best first. A device that can't do few channels is opened with all."""
    # A sound server says 44.1 kHz whatever the device does; nearly all of them run at 48 kHz.
    own = 48_000 if sound_server.stands_between(device.name, device.server_name) else device.rate_hz
    rates = dict.fromkeys((own, device.rate_hz, *_USUAL_RATES_HZ))
    for count in dict.fromkeys((min(channels, device.channels), device.channels)):
        yield from ((rate_hz, count) for rate_hz in rates)


def _shared_mode(sd: ModuleType, device: Device) -> Any:
    """WASAPI refuses every rate but the mixer's unless it is told to convert."""
    return sd.WasapiSettings(auto_convert=True) if "WASAPI" in device.host else None


@contextmanager
def _portaudio_turn() -> Iterator[None]:
    if not _portaudio.acquire(timeout=_OPEN_LIMIT_S):
        raise InterviewerError(
            "The sound system does not answer: a device holds it up.",
            fix="Unplug the device that was used last, and start the app again.",
        )
    try:
        yield
    finally:
        _portaudio.release()


def _find(direction: Direction, name: str) -> Choice | None:
    # The default needs no list of names, which costs a question to the sound server.
    found = devices(direction) if name else _default_first(_raw_devices(sound_library(), direction))
    if not found:
        return None
    named = next((device for device in found if device.name == name), None)
    if named is not None or not name:
        return Choice(named or found[0])
    notice = Sentence(
        "The {noun} “{name}” is not there; “{used}” is used.",
        noun=direction.noun,
        name=name,
        used=found[0].name,
    )
    return Choice(found[0], notice)


def _default_first(found: tuple[Device, ...]) -> tuple[Device, ...]:
    return tuple(sorted(found, key=lambda device: not device.default))


def _raw_devices(sd: ModuleType, direction: Direction) -> tuple[Device, ...]:
    with _portaudio_turn():
        hosts, listed = sd.query_hostapis(), sd.query_devices()
    wanted = _host(sd, hosts)
    channels = f"max_{direction}_channels"
    return tuple(
        Device(
            name=raw["name"],
            direction=direction,
            index=raw["index"],
            rate_hz=int(raw["default_samplerate"]),
            channels=raw[channels],
            host=hosts[wanted]["name"],
            default=raw["index"] == hosts[wanted][f"default_{direction}_device"],
        )
        for raw in listed
        if raw["hostapi"] == wanted and raw[channels] > 0
    )


def _host(sd: ModuleType, hosts: Any) -> int:
    """One system of drivers: Windows shows each device once in every one of four, WASAPI with whole names."""
    wasapi = (number for number, host in enumerate(hosts) if "WASAPI" in host["name"] and host["devices"])
    return next(wasapi, int(sd.default.hostapi))


def _served_devices(raw: tuple[Device, ...], direction: Direction) -> tuple[Device, ...]:
    """The sound server's devices, by their full names, where PortAudio can reach it."""
    gate = next((device for device in raw if device.name == sound_server.GATE), None)
    if gate is None:
        return ()
    return tuple(
        Device(
            name=end.description,
            direction=direction,
            index=gate.index,
            rate_hz=end.rate_hz,
            channels=end.channels,
            host=gate.host,
            default=end.default,
            server_name=end.name,
        )
        for end in sound_server.ends(direction)
    )


def _in_words(device: Device, fault: Exception) -> InterviewerError:
    noun = device.direction.noun
    if fault.args[-1] == _DEVICE_UNAVAILABLE:
        return InterviewerError(
            "The {noun} “{device}” is used by another program, or was unplugged.",
            fix="Close the program that uses it, or choose another one in the settings.",
            noun=noun,
            device=device.name,
        )
    if fault.args[-1] == _BAD_COMBINATION and sound_server.stands_between(device.name, device.server_name):
        return InterviewerError(
            "The {noun} can't be opened: the sound server does not answer.",
            fix="Run: systemctl --user restart pipewire-pulse (or: pulseaudio --start), then try again.",
            noun=noun,
        )
    return InterviewerError(
        "The {noun} “{device}” can't be opened: {why}.",
        fix="Unplug it and plug it in again, or choose another {noun} in the settings.",
        device=device.name,
        why=fault.args[0],
        noun=noun,
    )


def _connect(direction: Direction) -> Sentence:
    if sys.platform == "linux" and not os.environ.get("PULSE_SERVER"):
        return Sentence(
            "Connect a {noun}. If one is connected, the sound server may be out of reach: "
            "run: sudo apt-get install libasound2-plugins pulseaudio-utils",
            noun=direction.noun,
        )
    return Sentence(
        "Connect a {noun}, and look in the system's sound settings whether it is switched on.",
        noun=direction.noun,
    )
