"""The microphone: a take is on disk while it is spoken, and stopping it never hangs."""

from __future__ import annotations

import math
import queue
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
import soxr
from numpy.typing import NDArray

from interviewer.errors import InterviewerError
from interviewer.interview.ports import Level, Sound
from interviewer.interview.take import SAMPLE_RATE_HZ, Take
from interviewer.sentence import Sentence
from interviewer.speech import sound_server
from interviewer.speech.device import Choice, Direction, choose, open_stream
from interviewer.speech.shortfall import Shortfall
from interviewer.speech.take_file import TakeFile, in_words

#: What the driver may hold back: short enough to lose little in a crash, long enough for a busy processor.
_LATENCY_S = 0.1
#: Without a first frame for this long the person is told; without any for `_GONE_S` the take ends.
_FIRST_FRAME_S = 1.0
_GONE_S = 3.0
#: Nothing but zeros for this long is no quiet room: rooms hiss.
_ZEROS_S = 2.0
_CLIPPED = 0.999
#: Waiting for what was said before the stop but is still in the driver.
_TAIL_S = 0.5
_WAIT_S = 0.1
_STOP_LIMIT_S = 5.0
_WATCH_FIRST_S = 0.2
_WATCH_EVERY_S = 2.0
_READ_AT_ONCE = SAMPLE_RATE_HZ // 2
_PCM_STEPS = 32_768


class State(StrEnum):
    """Where a take stands."""

    RECORDING = "recording"
    PAUSED = "paused"
    ENDED = "ended"


class MicrophoneRecorder:
    """Records one take at a time from the microphone of that name, or from the system's default."""

    def __init__(self, *, microphone: str = "") -> None:
        #: may be changed between takes
        self.microphone = microphone
        self._recording: Recording | None = None

    def start(self, file: Path) -> None:
        """Opens the microphone and the file; may take a second, so call it on the worker.

        Raises InterviewerError where there is no microphone, it is busy, or there is no room on the disk.
        """
        if self.running:
            raise RuntimeError("a take is running already")
        self._recording = None
        choice = choose(Direction.IN, self.microphone)
        self._recording = Recording(choice, TakeFile(file))

    def sound(self) -> Iterator[Sound]:
        """The blocks of the running take as they come, read back from its file, so that a reader may lag."""
        return self._running().sound()

    def pause(self) -> None:
        self._running().pause()

    def resume(self) -> None:
        self._running().resume()

    def stop(self) -> Take:
        """Ends the take and closes its file, in half a second as a rule; a fault may have ended it before."""
        return self._running().stop()

    @property
    def running(self) -> bool:
        """Whether a take is being recorded, or paused."""
        return self._recording is not None and self._recording.state is not State.ENDED

    @property
    def level(self) -> Level | None:
        return self._recording.level if self._recording else None

    @property
    def elapsed_s(self) -> float:
        return self._recording.file.duration_s if self._recording else 0.0

    @property
    def fault(self) -> Exception | None:
        return self._recording.fault if self._recording else None

    @property
    def notice(self) -> str:
        """What the person should know now, though the take goes on; empty where all is well."""
        return self._recording.notice if self._recording else ""

    @property
    def device_name(self) -> str:
        """The microphone of the running or last take."""
        return self._recording.device_name if self._recording else ""

    @property
    def watched(self) -> bool:
        """Whether the sound server has said which microphone it is, and is asked again and again."""
        return bool(self._recording and self._recording.watched)

    def _running(self) -> Recording:
        if self._recording is None:
            raise RuntimeError("no take was started")
        return self._recording


class Recording:
    """One take: the driver's callback fills a queue, the writer thread empties it onto the disk."""

    def __init__(self, choice: Choice, file: TakeFile) -> None:
        self.file = file
        self.level: Level | None = None
        self.fault: Exception | None = None
        self.device_name = choice.device.name
        self._fallback_notice = choice.notice
        self._state = State.RECORDING
        self._changed = threading.Condition()
        self._blocks: queue.SimpleQueue[tuple[float, NDArray[np.float32]]] = queue.SimpleQueue()
        self._flagged = 0
        self._waited_s = 0.0
        self._stop_s = math.inf
        self._moved_notice = ""
        self.watched = False
        self._ended = threading.Event()
        try:
            self._stream = open_stream(choice.device, self._arrived, latency_s=_LATENCY_S)
        except BaseException:
            file.discard()
            raise
        self._opened_s = self._last_block_s = time.monotonic()
        self._shortfall = Shortfall(self._stream.rate_hz)
        self._resampler = soxr.ResampleStream(self._stream.rate_hz, SAMPLE_RATE_HZ, 1, dtype="float32")
        self._meter = Meter(self._stream.rate_hz)
        self._writer = threading.Thread(target=self._write, name="take writer", daemon=True)
        self._writer.start()
        if sound_server.stands_between(choice.device.name, choice.device.server_name):
            threading.Thread(target=self._watch, name="microphone watch", daemon=True).start()

    @property
    def state(self) -> State:
        return self._state

    @property
    def notice(self) -> str:
        if self.fault is not None:
            return ""
        if self._moved_notice:
            return self._moved_notice
        if self.level is None:
            late = time.monotonic() - self._opened_s > _FIRST_FRAME_S
            return (
                Sentence("“{device}” has not delivered any sound yet.", device=self.device_name)
                if late
                else self._fallback_notice
            )
        if self.level.zeros_s > _ZEROS_S:
            return Sentence(
                "“{device}” delivers silence only: is it muted, or not allowed for this app?",
                device=self.device_name,
            )
        return self._fallback_notice

    def pause(self) -> None:
        with self._changed:
            if self._state is State.RECORDING:
                self._state = State.PAUSED

    def resume(self) -> None:
        with self._changed:
            if self._state is State.PAUSED:
                self._state = State.RECORDING

    def stop(self) -> Take:
        """The take, with all that was said before this call. Raises InterviewerError where the disk hangs."""
        self._stop_s = min(self._stop_s, time.monotonic())
        self._writer.join(_STOP_LIMIT_S)
        if self._writer.is_alive():
            raise InterviewerError(
                "The disk does not answer; the recording so far is in {file}.",
                fix="Check the drive; the recording is offered at the next start.",
                file=self.file.path,
            )
        return Take(
            file=self.file.path,
            duration_s=self.file.duration_s,
            overflows=max(self._flagged, self._shortfall.losses),
        )

    def sound(self) -> Iterator[Sound]:
        """Blocks of up to half a second, as they get to the disk; ends with the take."""
        position = 0
        while count := self._readable(position):
            block = self.file.read(position, count)
            position += count
            yield block.astype(np.float32) / np.float32(_PCM_STEPS)

    def _readable(self, position: int) -> int:
        """Waits until there are frames behind the position; 0 at the end of the take."""
        with self._changed:
            self._changed.wait_for(lambda: self.file.frames > position or self._state is State.ENDED)
        return min(self.file.frames - position, _READ_AT_ONCE)

    def _arrived(self, block: NDArray[np.float32], _frames: int, _time: Any, status: Any) -> None:
        """On PortAudio's thread: copy, note the moment, nothing else."""
        if status and status.input_overflow:
            self._flagged += 1
        self._blocks.put((time.monotonic(), block.copy()))

    def _write(self) -> None:
        try:
            while not self._ends():
                self._keep(self._waiting())
                self.file.sync_when_due()
        except OSError as fault:
            self.fault = in_words(fault, self.file.path)
        except Exception as fault:  # noqa: BLE001 - a bug here must not lose the take, nor be lost
            self.fault = fault
        finally:
            self._end()

    def _waiting(self) -> list[tuple[float, NDArray[np.float32]]]:
        """The blocks that are there; waits a moment for the first."""
        blocks: list[tuple[float, NDArray[np.float32]]] = []
        with suppress(queue.Empty):
            blocks.append(self._blocks.get(timeout=_WAIT_S))
            while True:
                blocks.append(self._blocks.get_nowait())
        # Waits are counted and not the clock: a process that was stopped for a while has not waited in vain.
        self._waited_s = 0.0 if blocks else self._waited_s + _WAIT_S
        return blocks

    def _keep(self, blocks: list[tuple[float, NDArray[np.float32]]]) -> None:
        for arrived_s, block in blocks:
            self._last_block_s = arrived_s
            self._shortfall.block(at_s=arrived_s, frames=len(block))
        if blocks:
            mono = np.concatenate([block.mean(axis=1) for _, block in blocks])
            self.level = self._meter.measure(mono)
            if self._state is not State.PAUSED:
                self._append(self._resampler.resample_chunk(mono))

    def _append(self, sound: NDArray[np.float32]) -> None:
        if not len(sound):
            return
        steps = np.clip(np.rint(sound * _PCM_STEPS), -_PCM_STEPS, _PCM_STEPS - 1)
        self.file.append(steps.astype(np.int16))
        with self._changed:
            self._changed.notify_all()

    def _ends(self) -> bool:
        """Whether the take is over: stopped and its tail arrived, or the microphone is gone."""
        now_s = time.monotonic()
        if now_s >= self._stop_s:
            said_by_then = self._last_block_s - self._stream.latency_s >= self._stop_s
            if said_by_then or now_s >= self._stop_s + _TAIL_S:
                return True
        if not self._stream.active or self._waited_s > _GONE_S:
            self.fault = self._gone()
            return True
        return False

    def _watch(self) -> None:
        """Beside the take: which microphone it really is. The sound server takes another when one goes."""
        first = None
        while not self._ended.wait(_WATCH_EVERY_S if first else _WATCH_FIRST_S):
            used = sound_server.source_in_use()
            if first is None and used is not None:
                first = used
                self.device_name = used.description
                self.watched = True
            elif first is not None and used is not None and used.name != first.name:
                gone = all(end.name != first.name for end in sound_server.ends(Direction.IN))
                self._moved_notice = Sentence(
                    "“{device}” is gone; “{used}” is used instead."
                    if gone
                    else "“{device}” is no longer the one that the system gives; “{used}” is used instead.",
                    device=first.description,
                    used=used.description,
                )
                self.device_name = used.description

    def _gone(self) -> InterviewerError:
        if self.level is None:
            return InterviewerError(
                "The microphone “{device}” delivers no sound.",
                fix="Unplug it and plug it in again, or choose another one in the settings.",
                device=self.device_name,
            )
        return InterviewerError(
            "The microphone “{device}” stopped delivering sound "
            "{seconds} s into the answer. What was said until then is kept.",
            fix="Plug it in again, or choose another one in the settings; then go on with a new take.",
            device=self.device_name,
            seconds=f"{self.file.duration_s:.0f}",
        )

    def _end(self) -> None:
        """Closes stream and file, whatever happened; the reader gets its end."""
        self._stream.close()
        try:
            # A disk that takes no more sound may still take the header and the name.
            for step in (self._append_rest, self.file.finish):
                try:
                    step()
                except OSError as fault:
                    self.fault = self.fault or in_words(fault, self.file.path)
        finally:
            self._ended.set()
            with self._changed:
                self._state = State.ENDED
                self._changed.notify_all()

    def _append_rest(self) -> None:
        self._append(self._resampler.resample_chunk(np.zeros(0, np.float32), last=True))


class Meter:
    """Turns blocks at the device's rate into levels; a clipped moment shows for a second."""

    def __init__(self, rate_hz: int) -> None:
        self._rate_hz = rate_hz
        self._zeros = 0
        self._since_clip = rate_hz

    def measure(self, block: NDArray[np.float32]) -> Level:
        magnitude = np.abs(block)
        peak = float(magnitude.max())
        sounding = np.flatnonzero(magnitude)
        self._zeros = self._zeros + len(block) if not len(sounding) else len(block) - 1 - int(sounding[-1])
        # A lone full-scale sample is chance; a run of them is a wave with its top cut off.
        flat = np.convolve(magnitude >= _CLIPPED, np.ones(3), "valid") if len(block) >= 3 else np.zeros(1)
        self._since_clip = 0 if flat.max() >= 3 else self._since_clip + len(block)
        rms = math.sqrt(float(np.mean(np.square(block, dtype=np.float64))))
        return Level(
            rms_dbfs=20 * math.log10(max(rms, 1e-6)),
            peak=peak,
            clipped=self._since_clip < self._rate_hz,
            zeros_s=self._zeros / self._rate_hz,
        )
