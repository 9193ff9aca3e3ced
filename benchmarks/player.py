"""Hearing a take again: how soon its strip shows, how soon it sounds, and how near to the word clicked.

The strip is that of a five-minute take. What sounds is heard at the output of a sound server of its own
(PulseAudio), which the Linux set-up of the tests brings.

python benchmarks/player.py [TIMES]        each act so often; 20 without
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(_ROOT), str(_ROOT / "tests")]

import numpy as np  # noqa: E402
import sample  # noqa: E402
import soundfile  # noqa: E402
from PySide6.QtCore import Qt  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402
from virtual_sound import RATE_HZ, VirtualSound, wait_until  # noqa: E402

from interviewer.interview.take import Take  # noqa: E402
from interviewer.settings import Settings  # noqa: E402
from interviewer.speech.peaks import waveform  # noqa: E402
from interviewer.ui.application import make_application  # noqa: E402
from interviewer.ui.feedback.strip import TimingStrip  # noqa: E402
from interviewer.ui.feedback.transcript_view import TranscriptView  # noqa: E402
from interviewer.ui.look import theme  # noqa: E402

_SPEECH = _ROOT / "tests" / "data" / "speech" / "jfk.flac"
_LENGTH_S = 300
_WIDTH_PX = 1200
_READING, _DRAWING = "reading the take, on the worker", "drawing it in full"
_SOUNDING, _OFF = (
    "from the click to the first sound at the output",
    "what sounds first, from the word's start",
)
#: What has to be kept, in milliseconds: the strip shown, the sound begun, and off the word.
_SHOWN_MS, _SOUNDING_MS, _OFF_MS = 100, 150, 50


def _spent_ms(act: Callable[[], object], times: int) -> Figures:
    """The median and the worst, of the clock and of the processor: the clock counts the neighbours too."""
    spent, worked = [], []
    for _ in range(times):
        began, working = time.perf_counter(), time.process_time()
        act()
        spent.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - working) * 1000)
    return Figures(statistics.median(spent), max(spent), statistics.median(worked))


class Figures(NamedTuple):
    median_ms: float
    worst_ms: float
    processor_ms: float | None = None


def _strip(application: QApplication, folder: Path, times: int) -> dict[str, Figures]:
    sound, rate_hz = soundfile.read(_SPEECH, dtype="float32")
    file = folder / "take.wav"
    soundfile.write(file, np.resize(sound, _LENGTH_S * rate_hz), rate_hz, subtype="PCM_16")
    figures = {_READING: _spent_ms(lambda: waveform(file), times)}
    found = waveform(file)
    window = QWidget()
    window.resize(_WIDTH_PX, 200)
    strip = TimingStrip(window)
    strip.resize(_WIDTH_PX, strip.sizeHint().height())
    attempt = sample.attempt(datetime.now(UTC))
    strip.show_attempt(replace(attempt, take=Take(file, float(_LENGTH_S))))
    window.show()
    application.processEvents()

    def draw() -> None:
        strip.show_waveform(found)
        strip.repaint()

    def move(step: list[float] = [0.0]) -> None:  # noqa: B006 - goes on from call to call
        step[0] += 0.04
        strip.show_position(step[0])
        strip.repaint()

    def scroll() -> None:
        strip._show_from(strip._shown.start_s + 1.0)
        strip.repaint()

    figures[_DRAWING] = _spent_ms(draw, times)
    figures["moving the playhead"] = _spent_ms(move, 10 * times)
    strip.setFocus()
    for _ in range(4):
        QTest.keyClick(strip, Qt.Key.Key_Plus)
    figures["scrolling it by a second, enlarged"] = _spent_ms(scroll, 3 * times)
    window.close()
    return figures


def _clicks(folder: Path, server: VirtualSound, times: int) -> dict[str, Figures]:
    """Words of a transcript are clicked; what the loudspeaker gives is looked for in the take."""
    from interviewer.speech.player import FilePlayer  # noqa: PLC0415 - once PortAudio knows its server

    noise = np.random.default_rng(7).normal(0, 0.1, 60 * RATE_HZ).astype(np.float32)
    file = folder / "noise.wav"
    soundfile.write(file, noise, RATE_HZ)
    attempt = sample.attempt(datetime.now(UTC))
    window = QWidget()
    text = TranscriptView(window)
    text.show_attempt(attempt)
    player, ended, began_s = FilePlayer(), threading.Event(), [0.0]

    def play(start_s: float) -> None:
        began_s[0] = time.monotonic()
        player.play(file, start_s=start_s, end_s=start_s + 0.7, done=lambda _fault: ended.set())

    text.wanted.connect(play)
    play(0.0)  # the sound system wakes up
    ended.wait(20)
    late_ms, off_ms = [], []
    for place in range(2, len(attempt.transcript.words), len(attempt.transcript.words) // times):
        ended.clear()
        with server.listening() as loudspeaker:
            cursor = text.textCursor()
            cursor.setPosition(text._starts[place])
            text.setTextCursor(cursor)
            QTest.keyClick(text, Qt.Key.Key_Return)
            wait_until(lambda: loudspeaker.sounding, what="it sounds")
            late_ms.append((time.monotonic() - began_s[0]) * 1000)
            ended.wait(20)
        heard = loudspeaker.sound()
        first = int(np.flatnonzero(np.abs(heard) > 0.02)[0])
        begins_s = int(np.correlate(noise, heard[first : first + 2000], mode="valid").argmax()) / RATE_HZ
        off_ms.append(abs(begins_s - attempt.transcript.words[place].span.start_s) * 1000)
    player.close()
    return {
        _SOUNDING: Figures(statistics.median(late_ms), max(late_ms)),
        _OFF: Figures(statistics.median(off_ms), max(off_ms)),
    }


def main() -> int:
    times = int(next(iter(sys.argv[1:]), 20))
    application = make_application(["benchmark"])
    theme.dress(Settings(theme="light"))
    with tempfile.TemporaryDirectory() as folder:
        figures = _strip(application, Path(folder), times)
        if shutil.which("pulseaudio"):
            server = VirtualSound(Path(folder))
            os.environ |= server.environment
            try:
                figures |= _clicks(Path(folder), server, times)
            finally:
                server.end()
    for name, one in figures.items():
        worked = "" if one.processor_ms is None else f" ({one.processor_ms:.2f} ms of the processor)"
        print(f"{name:<48} {one.median_ms:7.2f} ms, at worst {one.worst_ms:7.2f} ms{worked}")
    shown_ms = (figures[_READING].processor_ms or 0.0) + (figures[_DRAWING].processor_ms or 0.0)
    well = shown_ms < _SHOWN_MS
    if _OFF in figures:
        well = well and figures[_OFF].worst_ms < _OFF_MS and figures[_SOUNDING].median_ms < _SOUNDING_MS
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
