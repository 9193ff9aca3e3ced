"""A real microphone and loudspeaker without hardware: a sound server of our own, in a folder of its own.

``virtual_sound`` starts it once per test session and points PortAudio at it. A test speaks a file into the
microphone, and hears what the app plays:

    def test_it(virtual_sound: VirtualSound) -> None:
        with virtual_sound.listening() as loudspeaker:
            ...                                   # the app plays
            virtual_sound.speak(file)             # returns when the file has been spoken
        share = agreement(loudspeaker.sound(), original)
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr
from numpy.typing import NDArray

RATE_HZ = 16_000
_SERVER_RATE_HZ = 48_000
Samples = NDArray[np.float32]

# Without norewinds the first second and more of every sound is lost in a null sink.
_MODULES = """\
load-module module-native-protocol-unix auth-anonymous=1 socket={socket}
load-module module-null-sink norewinds=1 sink_name=speaker rate=48000 channels=2 \
sink_properties=device.description=TestSpeaker
load-module module-null-sink norewinds=1 sink_name=micfeed rate=48000 channels=1
load-module module-remap-source source_name=mic master=micfeed.monitor \
source_properties=device.description=TestMicrophone
set-default-sink speaker
set-default-source mic
"""
_SERVER = [
    *("pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1"),
    *("--disable-shm=yes", "--realtime=no", "--high-priority=no"),
]
_LISTENING = ("--raw", "--format=s16le", "--channels=1", f"--rate={_SERVER_RATE_HZ}", "--latency-msec=20")


def wait_until(condition: Callable[[], bool], *, what: str, limit_s: float = 20.0) -> None:
    """Looks again and again until it is so; fails the test with the words when the time is over."""
    deadline = time.monotonic() + limit_s
    while not condition():
        if time.monotonic() > deadline:
            pytest.fail(f"after {limit_s:g} s still not: {what}")
        threading.Event().wait(0.01)


class Listening:
    """Records a source of the server into a file until ``end``."""

    def __init__(self, source: str, file: Path, environment: dict[str, str]) -> None:
        self.file = file
        #: moments of the monotonic clock, and how many bytes had come by then
        self.arrivals: list[tuple[float, int]] = []
        #: whether the last block was more than silence
        self.sounding = False
        self._bytes = 0
        self._process = subprocess.Popen(
            ["parec", f"--device={source}", *_LISTENING],
            env=environment,
            stdout=subprocess.PIPE,
        )
        self._thread = threading.Thread(target=self._pump, name="listening", daemon=True)
        self._thread.start()
        wait_until(lambda: bool(self.arrivals), what=f"{source} delivers sound")

    @property
    def duration_s(self) -> float:
        return self._bytes / 2 / _SERVER_RATE_HZ

    def end(self) -> None:
        if self._process.poll() is None:
            self._process.terminate()
            self._process.wait(10)
        self._thread.join(10)

    def sound(self) -> Samples:
        """What was heard so far, mono at 16 kHz."""
        raw = np.frombuffer(self.file.read_bytes()[: self._bytes // 2 * 2], dtype="<i2")
        return _at_our_rate(raw.astype(np.float32) / np.float32(32_768), _SERVER_RATE_HZ)

    def _pump(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        with stream, self.file.open("wb", buffering=0) as out:
            while block := stream.read1(65_536):  # type: ignore[attr-defined]
                out.write(block)
                self.sounding = any(block)
                self._bytes += len(block)
                self.arrivals.append((time.monotonic(), self._bytes))


class VirtualSound:
    """The server, its microphone ("TestMicrophone") and its loudspeaker ("TestSpeaker")."""

    microphone = "TestMicrophone"
    loudspeaker = "TestSpeaker"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._count = 0
        socket = folder / "native"
        #: set in ``os.environ`` by the fixture; a child process that gets other variables needs these
        self.environment = {
            "PULSE_SERVER": f"unix:{socket}",
            "XDG_RUNTIME_DIR": str(folder),
            "PULSE_RUNTIME_PATH": str(folder),
            "PULSE_STATE_PATH": str(folder),
            "PULSE_COOKIE": str(folder / "cookie"),
        }
        script = folder / "modules.pa"
        script.write_text(_MODULES.format(socket=socket))
        with (folder / "server.log").open("wb") as log:
            self._server = subprocess.Popen(
                [*_SERVER, "-F", str(script)], env=self._whole_environment(), stdout=log, stderr=log
            )
        wait_until(self._answers, what="the sound server answers")

    def speak(self, file: Path, *, into: str = "micfeed") -> None:
        """Speaks a sound file into the microphone; returns when all of it was spoken."""
        subprocess.run(self._speaking(file, into), env=self._whole_environment(), check=True, timeout=300)

    def begin_to_speak(self, file: Path) -> subprocess.Popen[bytes]:
        """Speaks while the test goes on; ``wait`` for it, or ``terminate`` it."""
        return subprocess.Popen(self._speaking(file, "micfeed"), env=self._whole_environment())

    @contextmanager
    def listening(self, source: str = "speaker.monitor") -> Iterator[Listening]:
        """Hears what the app plays, or another source: "mic" is what the microphone delivers."""
        self._count += 1
        heard = Listening(source, self.folder / f"heard-{self._count}.raw", self._whole_environment())
        try:
            yield heard
        finally:
            heard.end()

    def control(self, *words: str) -> str:
        """One pactl command, for faults: ``unload-module``, ``suspend-source`` and so on."""
        done = subprocess.run(
            ["pactl", *words], env=self._whole_environment(), check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def end(self) -> None:
        self._server.terminate()
        try:
            self._server.wait(5)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait(5)

    def _answers(self) -> bool:
        if self._server.poll() is not None:
            pytest.fail(f"the sound server ended: {(self.folder / 'server.log').read_text()}")
        asked = subprocess.run(
            ["pactl", "get-default-source"], env=self._whole_environment(), capture_output=True, check=False
        )
        return asked.stdout.strip() == b"mic"

    def _speaking(self, file: Path, into: str) -> list[str]:
        return ["paplay", f"--device={into}", str(file)]

    def _whole_environment(self) -> dict[str, str]:
        return os.environ | self.environment


def correlations(heard: Samples, original: Samples, *, piece_s: float = 1.0) -> list[float]:
    """How alike each piece of the original is to where it is best found in what was heard.

    Pieces are looked for one by one, within a second of where the whole lies: an underrun on a busy machine
    shifts what follows and damages one piece. Pieces without sound are left out.
    """
    length = int(piece_s * RATE_HZ)
    loud = 0.1 * float(np.sqrt(np.mean(np.square(original))))
    whole_at = _best_offset(heard, original)
    found = []
    for first in range(0, max(1, len(original) - length + 1), length):
        piece = original[first : first + length]
        if float(np.sqrt(np.mean(np.square(piece)))) < loud:
            continue
        near = heard[max(0, whole_at + first - RATE_HZ) : max(0, whole_at + first + length + RATE_HZ)]
        found.append(best_match(near, piece)[1])
    return found


def best_match(heard: Samples, piece: Samples) -> tuple[float, float]:
    """Where in what was heard the piece begins, in seconds, and how alike the two are there, to 1.

    Compared at 48 kHz: the server's samples fall between ours, and a third of one tells in a hiss.
    """
    if len(heard) < len(piece):
        return 0.0, 0.0
    fine_heard, fine_piece = (soxr.resample(sound, RATE_HZ, _SERVER_RATE_HZ) for sound in (heard, piece))
    at = max(0, _best_offset(fine_heard, fine_piece))
    there = fine_heard[at : at + len(fine_piece)]
    comparable = len(there) == len(fine_piece) and float(there.std()) > 0
    return at / _SERVER_RATE_HZ, float(np.corrcoef(there, fine_piece)[0, 1]) if comparable else 0.0


def agreement(heard: Samples, original: Samples, *, piece_s: float = 1.0, alike: float = 0.99) -> float:
    """The share of the original's sounding pieces that were heard unchanged."""
    found = correlations(heard, original, piece_s=piece_s)
    return sum(correlation >= alike for correlation in found) / len(found)


def read(file: Path) -> Samples:
    """A sound file as mono at 16 kHz."""
    sound, rate_hz = soundfile.read(file, dtype="float32", always_2d=True)
    return _at_our_rate(sound.mean(axis=1), rate_hz)


def _at_our_rate(sound: Samples, rate_hz: int) -> Samples:
    return np.asarray(soxr.resample(sound, rate_hz, RATE_HZ), dtype=np.float32)


def _best_offset(heard: Samples, original: Samples) -> int:
    size = 1 << (len(heard) + len(original)).bit_length()
    product = np.fft.rfft(heard, size) * np.conj(np.fft.rfft(original, size))
    offset = int(np.fft.irfft(product, size).argmax())
    return offset if offset < len(heard) else offset - size


def _missing() -> str:
    programs = [name for name in ("pulseaudio", "pactl", "paplay", "parec") if shutil.which(name) is None]
    return ", ".join(programs)


@pytest.fixture(scope="session")
def virtual_sound(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VirtualSound]:
    """The sound server of the session; the process's environment points at it from then on."""
    if missing := _missing():
        if os.environ.get("CI"):
            pytest.fail(f"the tests of sound need {missing} (and libasound2-plugins, libportaudio2)")
        pytest.skip(f"needs {missing}")
    server = VirtualSound(tmp_path_factory.mktemp("sound"))
    with pytest.MonkeyPatch.context() as patch:
        for name, value in server.environment.items():
            patch.setenv(name, value)
        if "sounddevice" in sys.modules:
            from interviewer.speech import device

            assert device.rescan()
        yield server
    server.end()
