"""The strip of a five-minute take: how long until it shows, and what moving over it costs.

python benchmarks/player.py
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(_ROOT), str(_ROOT / "tests")]

import numpy as np  # noqa: E402
import sample  # noqa: E402
import soundfile  # noqa: E402
from PySide6.QtCore import Qt  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QWidget  # noqa: E402

from interviewer.interview.take import Take  # noqa: E402
from interviewer.settings import Settings  # noqa: E402
from interviewer.speech.peaks import waveform  # noqa: E402
from interviewer.ui.application import make_application  # noqa: E402
from interviewer.ui.feedback.strip import TimingStrip  # noqa: E402
from interviewer.ui.look import theme  # noqa: E402

_SPEECH = _ROOT / "tests" / "data" / "speech" / "jfk.flac"
_LENGTH_S = 300
_WIDTH_PX = 1200
_TIMES = 20


def _spent_ms(act: Callable[[], object], times: int = _TIMES) -> tuple[float, float]:
    """The median and the worst."""
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        spent.append((time.perf_counter() - began) * 1000)
    return statistics.median(spent), max(spent)


def main() -> int:
    application = make_application(["benchmark"])
    theme.dress(Settings(theme="light"))
    sound, rate_hz = soundfile.read(_SPEECH, dtype="float32")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "take.wav"
        soundfile.write(file, np.resize(sound, _LENGTH_S * rate_hz), rate_hz, subtype="PCM_16")
        figures = {"reading the take, on the worker": _spent_ms(lambda: waveform(file), 5)}
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

        figures["drawing it in full"] = _spent_ms(draw)
        figures["moving the playhead"] = _spent_ms(move, 200)
        strip.setFocus()
        for _ in range(4):
            QTest.keyClick(strip, Qt.Key.Key_Plus)
        figures["scrolling it by a second, enlarged"] = _spent_ms(scroll, 60)
        for name, (median, worst) in figures.items():
            print(f"{name:<40} {median:7.2f} ms, at worst {worst:7.2f} ms")
        window.close()
    return 0 if figures["drawing it in full"][0] < 100 else 1


if __name__ == "__main__":
    sys.exit(main())
