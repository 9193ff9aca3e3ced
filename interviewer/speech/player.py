"""The loudspeaker: plays a file or a moment of it, and says where in the file it is."""

from __future__ import annotations

import math
import queue
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

from interviewer.errors import Cancelled, InputError, InterviewerError
from interviewer.speech.device import Direction, Stream, choose, open_stream
from interviewer.speech.tempo import paced

Done = Callable[[Exception | None], None]

#: What the driver holds: a start that nobody waits for against gaps on a busy processor.
_LATENCY_S = 0.08
_READ_S = 0.25
_AHEAD_S = 2.0
_GONE_S = 3.0
_LOOK_EVERY_S = 0.02
#: Silence behind the end, until the driver's own buffer has sounded and the stream may be closed.
_TAIL_S = 0.05
_CHANNELS = 2


class FilePlayer:
    """Plays one WAV or FLAC file at a time through the loudspeaker of that name, or the system's default."""

    def __init__(self, *, loudspeaker: str = "") -> None:
        #: may be changed at any time; the next sound goes there
        self.loudspeaker = loudspeaker
        self._turn = threading.Lock()
        self._playing: Playing | None = None

    def play(
        self,
        file: Path,
        *,
        start_s: float = 0.0,
        end_s: float | None = None,
        speed: float = 1.0,
        volume: float = 1.0,
        done: Done | None = None,
    ) -> None:
        """Plays; a running sound is stopped first. ``speed`` is 0.5 to 2, with the pitch kept.

        ``done`` is called once, from the playing thread: None when all was heard, Cancelled when it was
        stopped, InterviewerError in words when the file or the loudspeaker can't be used.
        """
        with self._turn:
            if self._playing is not None:
                self._playing.stop()
            self._playing = Playing(
                self.loudspeaker,
                file,
                start_s=start_s,
                end_s=end_s,
                speed=speed,
                volume=volume,
                done=done or _nobody,
                after=self._playing,
            )

    def stop(self) -> None:
        """Silence, at once; does not wait for the driver."""
        with self._turn:
            if self._playing is not None:
                self._playing.stop()

    def close(self, limit_s: float = 2.0) -> None:
        """Stops, and waits until the loudspeaker is given back."""
        self.stop()
        if self._playing is not None:
            self._playing.join(limit_s)

    @property
    def position_s(self) -> float | None:
        playing = self._playing
        return playing.position_s if playing else None


class Handed(NamedTuple):
    """At this moment of the monotonic clock, the frame of this number was handed to the driver."""

    at_s: float
    frame: int
    #: how long it will lie in the driver's buffer until it sounds
    ahead_s: float


class Playing:
    """One sound: a thread reads ahead, the driver's callback empties what was read."""

    def __init__(
        self,
        loudspeaker: str,
        file: Path,
        *,
        start_s: float,
        end_s: float | None,
        speed: float,
        volume: float,
        done: Done,
        after: Playing | None,
    ) -> None:
        self._loudspeaker = loudspeaker
        self._file = file
        self._start_s = max(0.0, start_s)
        self._end_s = end_s
        self._speed = speed
        self._volume = volume
        self._done = done
        self._after = after
        self._blocks: queue.SimpleQueue[NDArray[np.float32]] = queue.SimpleQueue()
        self._rest = np.zeros(0, np.float32)
        self._queued = 0
        self._given = 0
        self._called_s = math.inf
        self._handed: Handed | None = None
        self._stream: Stream | None = None
        self._stopped = threading.Event()
        self._over = False
        self._thread = threading.Thread(target=self._run, name="player", daemon=True)
        self._thread.start()

    @property
    def position_s(self) -> float | None:
        """Seconds from the start of the file, of what sounds at the moment; None when it is over."""
        if self._over or self._stopped.is_set():
            return None
        handed, stream = self._handed, self._stream
        if handed is None or stream is None:
            return self._start_s
        sounded_s = handed.frame / stream.rate_hz + time.monotonic() - handed.at_s - handed.ahead_s
        return self._start_s + self._speed * min(max(0.0, sounded_s), self._queued / stream.rate_hz)

    def stop(self) -> None:
        self._stopped.set()

    def join(self, limit_s: float) -> None:
        if threading.current_thread() is not self._thread:
            self._thread.join(limit_s)

    def _run(self) -> None:
        fault: Exception | None = None
        try:
            if self._after is not None:
                # A device that takes one stream at a time has to be given back first.
                self._after.join(_GONE_S)
                self._after = None
            self._play()
        except Exception as caught:  # noqa: BLE001 - handed to the caller, who waits for an end
            fault = caught
        finally:
            self._over = True
            if self._stream is not None:
                self._stream.close()
        self._done(fault)

    def _play(self) -> None:
        with opened(self._file) as sound:
            first = min(int(self._start_s * sound.samplerate), sound.frames)
            last = sound.frames if self._end_s is None else int(self._end_s * sound.samplerate)
            sound.seek(first)
            blocks = paced(
                _blocks(sound, min(last, sound.frames) - first), rate_hz=sound.samplerate, speed=self._speed
            )
            device = choose(Direction.OUT, self._loudspeaker).device
            feed: list[Iterator[NDArray[np.float32]]] = []

            def fill(rate_hz: int) -> None:
                """The first sound is there before the driver asks for it."""
                feed.append(_resampled(blocks, sound.samplerate, rate_hz))
                self._queue(next(feed[0], None))

            self._stream = open_stream(
                device, self._deliver, latency_s=_LATENCY_S, channels=_CHANNELS, before_start=fill
            )
            for block in feed[0]:
                self._queue(block)
                self._wait_until(lambda stream: self._queued - self._given < _AHEAD_S * stream.rate_hz)
            self._wait_until(self._all_sounded)

    def _queue(self, block: NDArray[np.float32] | None) -> None:
        if block is not None and len(block):
            self._queued += len(block)
            self._blocks.put(block)

    def _wait_until(self, condition: Callable[[Stream], bool]) -> None:
        """Raises Cancelled when stopped meanwhile, and InterviewerError when the loudspeaker is gone."""
        assert self._stream is not None  # noqa: S101 - opened before
        while not condition(self._stream):
            if self._stopped.wait(_LOOK_EVERY_S):
                raise Cancelled
            late_s = time.monotonic() - self._called_s
            if not self._stream.active or late_s > _GONE_S:
                raise InterviewerError(
                    "The loudspeaker “{device}” stopped.",
                    fix="Plug it in again, or choose another one in the settings.",
                    device=self._stream.device.name,
                )

    def _all_sounded(self, stream: Stream) -> bool:
        handed = self._handed
        if handed is None or self._given < self._queued:
            return self._queued == 0
        left_s = (self._given - handed.frame) / stream.rate_hz + handed.ahead_s + _TAIL_S
        return time.monotonic() >= handed.at_s + left_s

    def _deliver(self, out: NDArray[np.float32], frames: int, times: Any, _status: Any) -> None:
        """On PortAudio's thread: what was read, or silence where nothing was."""
        self._called_s = time.monotonic()
        ahead_s = times.outputBufferDacTime - times.currentTime
        filled = 0
        while filled < frames and not self._stopped.is_set():
            if not len(self._rest):
                try:
                    self._rest = self._blocks.get_nowait()
                except queue.Empty:
                    break
            part = self._rest[: frames - filled]
            out[filled : filled + len(part)] = part[:, None] * self._volume
            self._rest = self._rest[len(part) :]
            filled += len(part)
        out[filled:] = 0.0
        if filled:
            # Some drivers leave the time out.
            known = 0.0 <= ahead_s <= 1.0
            self._handed = Handed(self._called_s, self._given, ahead_s if known else _LATENCY_S)
            self._given += filled


def opened(file: Path) -> soundfile.SoundFile:
    """A sound file, to be read. Raises InputError in words for one that is gone, damaged or no sound."""
    try:
        return soundfile.SoundFile(file)
    except FileNotFoundError as fault:
        raise InputError("There is no file {file}.", file=file) from fault
    except (soundfile.SoundFileError, OSError) as fault:
        if not file.exists():
            raise InputError("The recording {file} is gone.", file=file) from fault
        raise InputError(
            "{file} can't be played: it is damaged, or no sound file.", file=file.name
        ) from fault


def _blocks(sound: soundfile.SoundFile, frames: int) -> Iterator[NDArray[np.float32]]:
    """So many frames from where the file stands, mixed to mono."""
    while frames > 0:
        block = sound.read(min(frames, int(_READ_S * sound.samplerate)), dtype="float32", always_2d=True)
        if not len(block):
            return
        frames -= len(block)
        yield block.mean(axis=1, dtype=np.float32)


def _resampled(
    blocks: Iterator[NDArray[np.float32]], from_hz: int, to_hz: int
) -> Iterator[NDArray[np.float32]]:
    resampler = soxr.ResampleStream(from_hz, to_hz, 1, dtype="float32")
    for block in blocks:
        yield resampler.resample_chunk(block)
    yield resampler.resample_chunk(np.zeros(0, np.float32), last=True)


def _nobody(_fault: Exception | None) -> None:
    """Nobody waits for the end."""
