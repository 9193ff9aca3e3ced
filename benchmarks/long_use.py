"""Long use: does memory grow, is anything left behind, is sound lost while the processor is busy?

    python benchmarks/long_use.py takes [--count 100]      answers in a row, each heard, judged and kept
    python benchmarks/long_use.py take [--minutes 30] [--busy 2]
                                                            one take at the pace of speech, heard live, beside
                                                            processes that keep so many cores busy
    python benchmarks/long_use.py hour [--minutes 60]      one take as fast as it can be written: the driver
                                                            is a stand-in that delivers noise at once

The first two speak into a virtual microphone and need pulseaudio, its utilities and its ALSA plug-in.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from virtual_sound import VirtualSound, wait_until

from interviewer.app import Assembly
from interviewer.interview.attempt import Attempt
from interviewer.interview.take import Take
from interviewer.interview.transcript import Transcript
from interviewer.speech import recorder as recording
from interviewer.speech.device import Choice, Device, Direction
from interviewer.speech.recorder import MicrophoneRecorder
from interviewer.speech.take_file import TakeFile

SPEECH = Path(__file__).parents[1] / "tests" / "data" / "speech"
#: What is built and loaded at the first uses is no leak.
_WARM = 0.2
_BLOCK = 4_800


@dataclass(frozen=True, slots=True)
class Remains:
    """What a process has open, and what it has put into the folder for temporary files."""

    threads: int
    files: int
    children: int
    temporary: int


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("takes", "take", "hour"))
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--minutes", type=float)
    parser.add_argument("--busy", type=int, default=2)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="long-use-") as place:
        os.environ["INTERVIEWER_HOME"] = f"{place}/library"
        os.environ["TMPDIR"] = tempfile.tempdir = str(_made(Path(place) / "temporary"))
        if chosen.what == "hour":
            result = hour(Path(place), chosen.minutes or 60)
        else:
            with microphone(Path(place)) as sound:
                many = chosen.what == "takes"
                result = (
                    takes(sound, chosen.count)
                    if many
                    else loaded_take(sound, chosen.minutes or 30, chosen.busy)
                )
    print(json.dumps(result | {"load_average": os.getloadavg()[0], "cores": os.cpu_count()}, indent=1))


# -- answers in a row --------------------------------------------------------------------------------


def takes(sound: VirtualSound, count: int) -> dict[str, Any]:
    """Each take is recorded, heard while it is spoken, judged and kept."""
    parts, worker = Assembly(), ThreadPoolExecutor(1)
    memory: list[int] = []
    one_answer(parts, worker, sound)
    before = remains()
    overflows = 0
    for number in range(count):
        overflows += one_answer(parts, worker, sound).overflows
        memory.append(resident_bytes())
        print(f"{number + 1}: {memory[-1] / 1e6:.0f} MB", file=sys.stderr, flush=True)
    after = settled(before)
    kept = len(parts.archive.ids())
    parts.close()
    return {
        "takes": count,
        "kept": kept - 1,
        "overflows": overflows,
        "memory_mb": [round(memory[0] / 1e6), round(memory[-1] / 1e6)],
        "slope_kb_per_take": round(slope(memory) / 1e3, 1),
        "before": asdict(before),
        "after": asdict(after),
    }


def one_answer(parts: Assembly, worker: Executor, sound: VirtualSound) -> Take:
    question, now = parts.bank(None).questions[0], parts.clock.now()
    parts.recorder.start(parts.archive.take_file(question.id, now))
    hearing = heard(parts, worker)
    sound.speak(_phrase(sound.folder / "phrase.wav"))
    take = parts.recorder.stop()
    transcript = hearing.result(600)
    parts.archive.keep(Attempt(question, take, transcript, parts.give(question, transcript), now))
    return take


def _phrase(file: Path) -> Path:
    """Three seconds of the recording: a take of any length goes the same way."""
    if not file.exists():
        spoken, rate_hz = soundfile.read(SPEECH / "jfk.flac", dtype="float32")
        soundfile.write(file, spoken[int(1.5 * rate_hz) : int(4.5 * rate_hz)], rate_hz, subtype="PCM_16")
    return file


def heard(parts: Assembly, worker: Executor) -> Future[Transcript]:
    """Hears the running take on the one worker, as the window does."""
    return worker.submit(parts.chosen_transcriber().hear, parts.recorder.sound())


# -- one take beside busy processes ------------------------------------------------------------------


def loaded_take(sound: VirtualSound, minutes: float, beside: int) -> dict[str, Any]:
    parts, worker = Assembly(), ThreadPoolExecutor(1)
    parts.chosen_transcriber()
    file = Path(os.environ["INTERVIEWER_HOME"]) / "take.wav"
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(beside)]
    memory: list[int] = []
    began_s = time.monotonic()
    parts.recorder.start(file)
    try:
        hearing = heard(parts, worker)
        while time.monotonic() < began_s + minutes * 60:
            sound.speak(SPEECH / "a3_cost.flac")
            memory.append(resident_bytes())
            minute = parts.recorder.elapsed_s / 60
            print(f"{minute:.1f} min: {memory[-1] / 1e6:.0f} MB", file=sys.stderr, flush=True)
        spent_s = time.monotonic() - began_s
        take = parts.recorder.stop()
        transcript = hearing.result(600)
    finally:
        for process in busy:
            process.kill()
            process.wait()
    per_minute = slope(memory) / (spent_s / 60 / len(memory))
    parts.close()
    return {
        "minutes": round(take.duration_s / 60, 1),
        "overflows": take.overflows,
        "sound_missing_s": round(spent_s - take.duration_s, 2),
        "words_heard": len(transcript.words),
        "memory_mb": [round(memory[0] / 1e6), round(memory[-1] / 1e6)],
        "slope_mb_per_minute": round(per_minute / 1e6, 2),
    }


# -- an hour, as fast as it can be written -----------------------------------------------------------


class HastyDriver:
    """In the place of PortAudio: delivers noise as fast as it is written to the disk."""

    def __init__(self, callback: Any, minutes: float) -> None:
        self.rate_hz, self.latency_s, self.active = 48_000, 0.0, True
        self.file: TakeFile | None = None
        self._callback = callback
        self._blocks = int(minutes * 60 * self.rate_hz / _BLOCK)
        self.done = threading.Event()

    def start(self, file: TakeFile) -> None:
        self.file = file
        threading.Thread(target=self._deliver, daemon=True).start()

    def close(self) -> None:
        self.active = False

    def _deliver(self) -> None:
        noise = np.random.default_rng(1).normal(0, 0.1, (_BLOCK, 1)).astype(np.float32)
        assert self.file is not None
        for number in range(self._blocks):
            self._callback(noise, _BLOCK, None, None)
            while number * _BLOCK / 3 - self.file.frames > 48_000:
                threading.Event().wait(0.001)
        self.done.set()


def hour(place: Path, minutes: float) -> dict[str, Any]:
    drivers: list[HastyDriver] = []

    def opened(_device: Device, callback: Any, **_how: float) -> HastyDriver:
        drivers.append(HastyDriver(callback, minutes))
        return drivers[-1]

    recording.open_stream = opened  # type: ignore[assignment]
    recording.choose = lambda _direction, _name: Choice(  # type: ignore[assignment]
        Device("noise", Direction.IN, 0, 48_000, 1, "none")
    )
    recorder = MicrophoneRecorder()
    recorder.start(place / "hour.wav")
    drivers[0].start(recorder._running().file)
    read = 0
    memory: list[int] = []
    for block in recorder.sound():
        read += len(block)
        if read // (16_000 * 60) > len(memory):
            memory.append(resident_bytes())
        if drivers[0].done.is_set() and read >= minutes * 60 * 16_000 - 32_000:
            break
    take = recorder.stop()
    return {
        "minutes": round(take.duration_s / 60, 1),
        "memory_mb": [round(memory[0] / 1e6), round(memory[-1] / 1e6)],
        "slope_kb_per_minute": round(slope(memory) / 1e3, 1),
    }


# -- measuring ---------------------------------------------------------------------------------------


@contextmanager
def microphone(place: Path) -> Iterator[VirtualSound]:
    server = VirtualSound(place)
    os.environ.update(server.environment)
    try:
        yield server
    finally:
        server.end()


def resident_bytes() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def remains() -> Remains:
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii").split()
    return Remains(
        threads=threading.active_count(),
        files=len(list(Path("/proc/self/fd").iterdir())),
        children=len(children),
        temporary=len(list(Path(tempfile.gettempdir()).rglob("*"))),
    )


def settled(before: Remains) -> Remains:
    """What remains once the last threads have ended; a moment is enough for them."""
    wait_until(lambda: remains().threads <= before.threads, what="the last threads have ended")
    return remains()


def slope(values: Sequence[int]) -> float:
    """Growth from one value to the next, by a straight line through all but the first."""
    kept = np.array(values[int(len(values) * _WARM) :], dtype=np.float64)
    return float(np.polyfit(np.arange(len(kept)), kept, 1)[0]) if len(kept) > 1 else 0.0


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


if __name__ == "__main__":
    main()
