"""Whether the window stays awake while an answer is recorded, transcribed and drawn.

A probe asks the event loop to wake it every few milliseconds, and notes how late that is. A second process
with an empty event loop runs the same probe beside it: what that one loses is lost to the machine. How long
the main thread itself worked at a stretch is measured on its own clock, which other programs don't slow down;
the longest stretches are told with the moment of the round at which they began and ended.
What is spoken goes into a microphone of our own (PulseAudio), which the Linux set-up of the tests brings.

python benchmarks/stalls.py [SECONDS]
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(_ROOT), str(_ROOT / "tests")]

import numpy as np  # noqa: E402
import soundfile  # noqa: E402
from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, QTimer  # noqa: E402

if TYPE_CHECKING:
    from virtual_sound import VirtualSound

_SPEECH = _ROOT / "tests" / "data" / "speech" / "a3_cost.flac"
_LENGTH_S = 180.0
_EVERY_MS = 5
#: What has to be kept, in milliseconds.
_USUAL_MS, _WORST_MS = 50.0, 200.0
#: So long each step of the round may take, beside the answer itself.
_LIMIT_S = 120.0
#: How many of the longest stretches are told.
_LONGEST = 5
_BARE = "--bare"


class Figures(NamedTuple):
    """How late the probe was, and how long the main thread worked between two of its calls."""

    late_p99_ms: float
    late_worst_ms: float
    worked_p99_ms: float
    worked_worst_ms: float
    calls: int


class Stretch(NamedTuple):
    """The main thread did not come back to its event loop for that long."""

    worked_ms: float
    late_ms: float
    began: str
    ended: str


class Stuck(Exception):  # noqa: N818 - named for what it is
    """Something that was waited for did not come."""


class Probe(QObject):
    """Called by the event loop as often as it can; ``moment`` names where the round stands."""

    def __init__(self, parent: QObject, moment: Callable[[], str] = str) -> None:
        super().__init__(parent)
        self._moment = moment
        self._before = moment()
        self.longest: list[Stretch] = []
        self._late_ms: list[float] = []
        self._worked_ms: list[float] = []
        self._at_s = self._work_s = 0.0
        self._timer = QTimer(self, interval=_EVERY_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._called)

    def start(self) -> None:
        self._at_s, self._work_s = time.perf_counter(), time.thread_time()
        self._timer.start()

    def stop(self) -> Figures:
        self._timer.stop()
        late, worked = np.array(self._late_ms), np.array(self._worked_ms)
        return Figures(
            *(float(figure) for one in (late, worked) for figure in (np.percentile(one, 99), one.max())),
            calls=len(late),
        )

    def _called(self) -> None:
        now_s, work_s = time.perf_counter(), time.thread_time()
        self._late_ms.append(max(0.0, (now_s - self._at_s) * 1000 - _EVERY_MS))
        self._worked_ms.append((work_s - self._work_s) * 1000)
        before, self._before = self._before, self._moment()
        stretch = Stretch(self._worked_ms[-1], self._late_ms[-1], before, self._before)
        self.longest = sorted([*self.longest, stretch], reverse=True)[:_LONGEST]
        self._at_s, self._work_s = now_s, work_s


def bare(length_s: float) -> None:
    """The probe in an event loop that has nothing to do."""
    application = QCoreApplication(["probe"])
    probe = Probe(application)
    probe.start()
    QTimer.singleShot(int(length_s * 1000), application.quit)
    application.exec()
    print(json.dumps(probe.stop()), flush=True)


def run_until(so: Callable[[], object], awaited: str, *, limit_s: float) -> None:
    """In an event loop of Qt's own: one that is turned from outside would be another. Raises Stuck."""
    loop, look = QEventLoop(), QTimer(interval=50)
    look.timeout.connect(lambda: loop.quit() if so() else None)
    look.start()
    QTimer.singleShot(round(limit_s * 1000), loop, lambda: loop.exit(1))
    if loop.exec():
        raise Stuck(f"In {limit_s:.0f} s {awaited} did not come.")


def answer(length_s: float, folder: Path) -> tuple[Figures, list[Stretch]]:
    """One answer of that length in the real window: real microphone, model, archive."""
    from virtual_sound import VirtualSound  # noqa: PLC0415 - the bare probe needs none of these

    server = VirtualSound(folder)
    os.environ |= {**server.environment, "INTERVIEWER_HOME": str(folder / "home")}
    sound, rate_hz = soundfile.read(_SPEECH, dtype="float32")
    spoken = folder / "answer.wav"
    soundfile.write(spoken, np.resize(sound, int(length_s * rate_hz)), rate_hz)
    try:
        return _probed(server, spoken, limit_s=_LIMIT_S + length_s)
    finally:
        server.end()


def _probed(server: VirtualSound, spoken: Path, *, limit_s: float) -> tuple[Figures, list[Stretch]]:
    from interviewer.app import Assembly  # noqa: PLC0415 - once PortAudio knows its server
    from interviewer.desktop import window_parts  # noqa: PLC0415
    from interviewer.housekeeping import Housekeeping  # noqa: PLC0415
    from interviewer.interview.question import QuestionId  # noqa: PLC0415
    from interviewer.interview.rounds.move import State  # noqa: PLC0415
    from interviewer.interview.rounds.round import Round  # noqa: PLC0415
    from interviewer.settings import Settings  # noqa: PLC0415
    from interviewer.ui.application import make_application  # noqa: PLC0415
    from interviewer.ui.window import MainWindow  # noqa: PLC0415
    from interviewer.ui.work.workplace import Workplace  # noqa: PLC0415

    settings = Settings(welcomed=True)
    make_application(["benchmark"])
    assembly, place = Assembly(settings), Workplace()
    assembly.warm_up(_Never())
    window = MainWindow(place, settings)
    window.show()
    window.furnish(window_parts(assembly, Housekeeping()))
    run_until(lambda: window.state is not None, "the window with its pages", limit_s=limit_s)
    probe = Probe(window, lambda: window.state.value)

    def run_to(state: State) -> None:
        run_until(lambda: window.state is state, f"the round’s “{state.value}”", limit_s=limit_s)

    try:
        question = assembly.question(None, QuestionId("platform-cost-optimization"))
        run_until(lambda: window.home.filled, "the home page", limit_s=limit_s)
        window.begin(Round((question,)))
        run_to(State.THINKING)
        window.session.answer()
        run_to(State.RECORDING)
        speaking = server.begin_to_speak(spoken)
        probe.start()
        run_until(lambda: speaking.poll() is not None, "the end of what is spoken", limit_s=limit_s)
        window.session.stop()
        run_to(State.REVIEWING)
        return probe.stop(), probe.longest
    finally:
        window.close()
        assembly.close()


class _Never:
    def raise_if_cancelled(self) -> None:
        """Nobody calls it off."""


def main() -> int:
    length_s = float(next((word for word in sys.argv[1:] if word != _BARE), _LENGTH_S))
    if _BARE in sys.argv:
        bare(length_s)
        return 0
    load = os.getloadavg()[0]
    beside = subprocess.Popen(
        [sys.executable, __file__, _BARE, str(length_s)], stdout=subprocess.PIPE, text=True
    )
    try:
        with tempfile.TemporaryDirectory() as folder:
            window, longest = answer(length_s, Path(folder))
    except Stuck as fault:
        beside.kill()
        print(
            f"{fault} Of an answer of a few seconds nothing may be heard: try a longer one.", file=sys.stderr
        )
        return 1
    bare_figures = Figures(*json.loads(beside.communicate()[0]))
    print(f"{length_s:.0f} s of speech, recorded, transcribed and drawn; {os.cpu_count()} processors,")
    print(f"load {load:.1f} before and {os.getloadavg()[0]:.1f} after\n")
    print(f"{'':<36}{'window':>18}{'bare event loop':>18}")
    for name, ours, theirs in (
        ("late, 99 of 100", window.late_p99_ms, bare_figures.late_p99_ms),
        ("late, at worst", window.late_worst_ms, bare_figures.late_worst_ms),
        ("worked at a stretch, 99 of 100", window.worked_p99_ms, bare_figures.worked_p99_ms),
        ("worked at a stretch, at worst", window.worked_worst_ms, bare_figures.worked_worst_ms),
    ):
        print(f"{name:<36}{ours:>15.1f} ms{theirs:>15.1f} ms")
    print("\nThe longest stretches of the window's thread:")
    for one in longest:
        moment = one.began if one.began == one.ended else f"{one.began} to {one.ended}"
        print(f"{one.worked_ms:>8.1f} ms worked, {one.late_ms:.1f} ms late: {moment}")
    return 0 if window.worked_p99_ms < _USUAL_MS and window.worked_worst_ms < _WORST_MS else 1


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    # Threads of the models and of the sound system may outlive what they belong to; there is nothing to lose.
    os._exit(status)
