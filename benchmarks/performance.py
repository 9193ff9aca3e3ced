"""How quick and how big the whole is: start, pages, voice, memory, sizes, and from the stop to the feedback.

    python benchmarks/performance.py [--page docs/performance.md] [--quick]
    python benchmarks/performance.py --sizes [--page docs/performance.md]     the page keeps the rest

Each figure that depends on the machine stands beside one of something plain, taken in the same run: a window
of PySide6 with nothing in it, and faster-whisper alone. Ratios and processor seconds hold on a busy machine.
Sizes are those of what packaging/pack.py has left in build/ and dist/. Takes about four minutes,
the sizes alone none. ``--quick`` does everything once, with a short answer: it shows that all of it runs.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
FIRST_PAINT = ROOT / "benchmarks" / "first_paint.py"
SPEECH = ROOT / "tests" / "data" / "speech"
QUESTION = "platform-cost-optimization"
CACHEGRIND = ("valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null")
SIZES = "Size"
RATE = 16_000


class Amount(NamedTuple):
    """How much is measured."""

    starts: int
    #: whether valgrind counts what the start takes
    counted: bool
    answers: int
    recording: Path


USUAL = Amount(7, counted=True, answers=3, recording=SPEECH / "a3_cost.flac")
QUICK = Amount(1, counted=False, answers=1, recording=SPEECH / "jfk.flac")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--page", type=Path, help="write the figures as a page of Markdown")
    asked.add_argument("--window", action="store_true", help=argparse.SUPPRESS)
    asked.add_argument("--quick", action="store_true", help="everything once")
    asked.add_argument("--sizes", action="store_true", help="measure these alone")
    options = asked.parse_args()
    amount = QUICK if options.quick else USUAL
    if options.window:
        window(amount)
        return
    if options.sizes:
        sizes_alone(options.page)
        return
    figures = {
        "start": starts(amount),
        "window": child(__file__, "--window", *(["--quick"] if options.quick else [])),
        "voice": voice(),
        "feedback": feedback(amount.recording),
        "sizes_mb": sizes_mb(),
        "load": round(os.getloadavg()[1], 1),
    }
    print(json.dumps(figures, indent=1))
    if options.page:
        options.page.write_text(page(figures), encoding="utf-8")


def sizes_alone(written: Path | None) -> None:
    sizes = sizes_mb()
    if not sizes:
        sys.exit("Nothing has been packed here: python3 packaging/pack.py")
    print(json.dumps(sizes, indent=1))
    if written:
        written.write_text(with_sizes(written.read_text(encoding="utf-8"), sizes), encoding="utf-8")


def child(script: str | Path, *arguments: str, counting: Path | None = None) -> Any:
    """What a process of its own measures, with the library of somebody who has no more than been welcomed.

    Bytecode is written and used, as on a person's machine. ``counting`` is a file for what cachegrind says.
    """
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "interviewer"
        library.mkdir()
        (library / "settings.toml").write_text("welcomed = true\n", encoding="utf-8")
        left_out = {"INTERVIEWER_HOME", "PYTHONDONTWRITEBYTECODE"}
        environment = {name: value for name, value in os.environ.items() if name not in left_out}
        environment |= {
            "XDG_DATA_HOME": folder,
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": str(ROOT),
            "STARTED": str(time.monotonic()),
        }
        cachegrind = [*CACHEGRIND, f"--log-file={counting}"] if counting else []
        words = [*cachegrind, sys.executable, str(script), *arguments]
        done = subprocess.run(words, env=environment, stdout=subprocess.PIPE, text=True, check=True)
        return json.loads(done.stdout)


# -- the start --------------------------------------------------------------------------------------------


def starts(amount: Amount) -> dict[str, dict[str, float]]:
    """From the start of the process to the first painted window; the two take turns."""
    found: dict[str, list[dict[str, float]]] = {"bare": [], "app": []}
    for which in found:  # once for the files to be in memory, and their bytecode written
        child(FIRST_PAINT, which)
    for _ in range(amount.starts):
        for which, measured in found.items():
            measured.append(child(FIRST_PAINT, which))
    return {
        which: {name: statistics.median(one[name] for one in measured) for name in ("wall_s", "processor_s")}
        | (instructions(which) if amount.counted else {})
        for which, measured in found.items()
    }


def instructions(which: str) -> dict[str, float]:
    """Millions until the first paint: the same on a busy machine. Without valgrind none are counted."""
    if shutil.which(CACHEGRIND[0]) is None:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "cachegrind"
        child(FIRST_PAINT, which, counting=told)
        (count,) = re.findall(r"I +refs: +([\d,]+)", told.read_text(encoding="utf-8"))
    return {"instructions_m": round(int(count.replace(",", "")) / 1e6, 1)}


# -- the window with all that belongs to it -----------------------------------------------------------------


def window(amount: Amount) -> None:
    """Goes about in the window, and gives feedback on a few answers in it."""
    from interviewer.app import Assembly  # noqa: PLC0415
    from interviewer.desktop import window_parts  # noqa: PLC0415
    from interviewer.housekeeping import Housekeeping  # noqa: PLC0415
    from interviewer.interview.attempt import Attempt  # noqa: PLC0415
    from interviewer.interview.take import Take  # noqa: PLC0415
    from interviewer.ui.application import make_application  # noqa: PLC0415
    from interviewer.ui.look import theme  # noqa: PLC0415
    from interviewer.ui.rail import Place  # noqa: PLC0415
    from interviewer.ui.window import MainWindow  # noqa: PLC0415
    from interviewer.ui.work.workplace import Workplace  # noqa: PLC0415

    application = make_application([])
    assembly = Assembly()
    theme.dress(assembly.settings)
    workplace = Workplace()
    shown = MainWindow(workplace, assembly.settings)
    shown.show()
    application.processEvents()
    memory = {"window": memory_mb()}
    warm = threading.Event()
    parts = window_parts(assembly, Housekeeping())
    shown.furnish(replace(parts, warm_up=lambda cancel: (parts.warm_up(cancel), warm.set())))
    until(application, lambda: shown.home.filled and warm.is_set())
    memory["at rest"] = memory_mb()
    times = [
        {place.value: spent_ms(application, workplace, lambda to=place: shown.go_to(to)) for place in Place}
        for _ in ("first", "again")
    ]
    question = assembly.question(None, QUESTION)
    for _ in range(amount.answers):
        transcript = parts.transcriber().transcribe(amount.recording, vocabulary=parts.vocabulary(question))
        take = Take(amount.recording, duration_s=transcript.duration_s)
        attempt = Attempt(question, take, transcript, parts.give(question, transcript), assembly.clock.now())
        kept = replace(attempt, id=assembly.archive.keep(attempt))
        spent_ms(application, workplace, lambda kept=kept: shown.pages.recordings.open(kept))
    memory["after answers"] = memory_mb()
    shown.close()
    assembly.close()
    figures = {"memory_mb": memory, "answers": amount.answers, "first_ms": times[0], "again_ms": times[1]}
    print(json.dumps(figures))
    sys.stdout.flush()
    os._exit(0)


def until(application: Any, so: Callable[[], bool]) -> None:
    while not so():
        application.processEvents()
        time.sleep(0.002)


def spent_ms(application: Any, workplace: Any, act: Callable[[], object]) -> float:
    """Processor time of the window's thread until it is painted; what comes later is not counted."""
    began = time.thread_time()
    act()
    application.processEvents()
    spent_s = time.thread_time() - began
    for line in (workplace.worker, workplace.devices):
        idle = threading.Event()
        line.run(lambda _cancel, idle=idle: idle.set(), done=lambda _none: None, failed=print)
        until(application, idle.is_set)
    return round(spent_s * 1000, 1)


def memory_mb() -> float:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    (size,) = (line.split()[1] for line in lines if line.startswith("VmRSS"))
    return round(int(size) / 1000, 1)


# -- voice and feedback -------------------------------------------------------------------------------------


def voice() -> dict[str, float]:
    """A question, rendered for the first time, and had again: processor seconds, the child's included."""
    from interviewer.app import Assembly  # noqa: PLC0415
    from interviewer.speech.player import FilePlayer  # noqa: PLC0415
    from interviewer.speech.voice import SpokenVoice  # noqa: PLC0415

    text = Assembly().question(None, QUESTION).say
    with tempfile.TemporaryDirectory() as folder:
        spoken = SpokenVoice(player=FilePlayer(), folder=Path(folder))
        found = {}
        for name in ("first_s", "again_s"):
            began = sum(os.times()[:4])
            spoken.render(text, to=Path(folder) / "out.wav")
            found[name] = round(sum(os.times()[:4]) - began, 3)
        spoken.close()
    return found


def feedback(recording: Path) -> dict[str, float]:
    """An answer at the pace of speech: from the stop to the verdicts, beside plain faster-whisper."""
    from faster_whisper import WhisperModel  # noqa: PLC0415

    from interviewer import paths  # noqa: PLC0415
    from interviewer.app import Assembly  # noqa: PLC0415
    from interviewer.interview import vocabulary  # noqa: PLC0415
    from interviewer.models import shelf  # noqa: PLC0415
    from interviewer.speech import audio_file, paced  # noqa: PLC0415

    parts = Assembly()
    question = parts.question(None, QUESTION)
    sound = audio_file.read(recording)
    hearing = parts.transcriber("tiny.en")
    parts.embedder.embed(["Ready."])
    transcript, live = paced.hear_live(hearing, sound, vocabulary=vocabulary.terms(question))
    began = time.perf_counter()
    parts.give(question, transcript)
    judged_s = time.perf_counter() - began
    folder = str(shelf.ready("tiny.en", models=paths.models()))
    plain = WhisperModel(folder, device="cpu", compute_type="int8", cpu_threads=2)
    began = time.perf_counter()
    list(plain.transcribe(sound, language="en", beam_size=5, vad_filter=True)[0])
    plain_s = time.perf_counter() - began
    return {
        "answer_s": round(len(sound) / RATE, 1),
        "stop_to_transcript_s": live.stop_to_final_s,
        "judging_s": round(judged_s, 3),
        "stop_to_feedback_s": round(live.stop_to_final_s + judged_s, 3),
        "plain_s": round(plain_s, 3),
        "of_plain": round((live.stop_to_final_s + judged_s) / plain_s, 3),
    }


def sizes_mb() -> dict[str, float]:
    frozen = ROOT / "build" / "frozen" / "interviewer"
    files = [file for file in frozen.rglob("*") if file.is_file() and not file.is_symlink()]
    found = {file.name: file.stat().st_size for file in sorted((ROOT / "dist").glob("*")) if file.is_file()}
    if files:
        found["the frozen app, unpacked"] = sum(file.stat().st_size for file in files)
    return {name: round(size / 1e6, 3) for name, size in found.items()}


# -- the page ------------------------------------------------------------------------------------------


def page(figures: dict[str, Any]) -> str:
    tables = (
        _of_the_start(figures["start"]),
        _of_pages(figures["window"]),
        _of_feedback(figures["feedback"]),
        _of_the_voice(figures["voice"]),
        _of_memory(figures["window"], figures["feedback"]["answer_s"]),
        _of_sizes(figures["sizes_mb"]),
    )
    return "\n".join([*_foreword(figures), *chain.from_iterable(tables), ""])


def with_sizes(kept: str, sizes: dict[str, float]) -> str:
    """The page with its last table as things are now; what it says of speed and memory stays."""
    before, _old, _none = kept.partition(f"\n## {SIZES}\n")
    return "\n".join([before.rstrip(), *_of_sizes(sizes), ""])


def _foreword(figures: dict[str, Any]) -> list[str]:
    cores = os.cpu_count()
    return [
        "# How quick, and how big",
        "",
        f"Written by `python benchmarks/performance.py --page docs/performance.md`; {cores} cores, on which",
        f"{figures['load']} programs wanted to run at the time. Ratios and processor seconds hold; the",
        "seconds by the clock are those of this busy machine. The window is drawn without a screen.",
        "",
        "The bare window has the size of Interviewer's and nothing in it, and its program loads the same",
        "modules of Qt and nothing else. Interviewer is started with the library of somebody who has been",
        "welcomed. The clock stops when the window has been painted; both run from bytecode that was",
        "written before. Instructions are counted by valgrind.",
    ]


def _of_the_start(start: dict[str, dict[str, float]]) -> Iterator[str]:
    units = {"wall_s": ("seconds", ".2f"), "processor_s": ("processor seconds", ".2f")}
    if "instructions_m" in start["app"]:
        units["instructions_m"] = ("millions of instructions", ".0f")
    yield from _table(
        "The window is visible",
        ("", *(title for title, _digits in units.values())),
        [
            *(
                (name, *(f"{start[which][unit]:{digits}}" for unit, (_title, digits) in units.items()))
                for name, which in (("a bare PySide6 window", "bare"), ("Interviewer", "app"))
            ),
            ("ratio", *(f"{start['app'][unit] / start['bare'][unit]:.2f}" for unit in units)),
        ],
    )


def _of_pages(found: dict[str, Any]) -> Iterator[str]:
    yield from _table(
        "Going to a page, until it is painted: processor time of the window",
        ("page", "first, ms", "again, ms"),
        [
            (name, f"{found['first_ms'][name]:.0f}", f"{found['again_ms'][name]:.0f}")
            for name in found["first_ms"]
        ],
    )


def _of_feedback(found: dict[str, float]) -> Iterator[str]:
    yield from _table(
        f"From the stop to the feedback, for an answer of {found['answer_s']:.0f} s",
        ("", "seconds"),
        [
            ("the transcript is there", f"{found['stop_to_transcript_s']:.2f}"),
            ("and is judged", f"{found['stop_to_feedback_s']:.2f}"),
            ("plain faster-whisper, the whole recording after the stop", f"{found['plain_s']:.2f}"),
            ("ratio", f"{found['of_plain']:.2f}"),
        ],
    )


def _of_the_voice(found: dict[str, float]) -> Iterator[str]:
    yield from _table(
        "A question is ready to be heard",
        ("", "processor seconds"),
        [
            ("for the first time", f"{found['first_s']:.2f}"),
            ("again, or rendered ahead as all but a round's first are", f"{found['again_s']:.3f}"),
        ],
    )


def _of_memory(found: dict[str, Any], answer_s: float) -> Iterator[str]:
    memory = found["memory_mb"]
    yield from _table(
        "Memory",
        ("", "MB"),
        [
            ("the window, before anything is loaded", f"{memory['window']:.0f}"),
            ("at rest, with the models loaded", f"{memory['at rest']:.0f}"),
            (f"after {found['answers']} answers of {answer_s:.0f} s", f"{memory['after answers']:.0f}"),
        ],
    )


def _of_sizes(sizes: dict[str, float]) -> Iterator[str]:
    """None where nothing has been packed."""
    if sizes:
        yield from _table(SIZES, ("", "MB"), [(name, f"{mb:.0f}") for name, mb in sizes.items()])


def _table(title: str, head: tuple[str, ...], rows: list[tuple[str, ...]]) -> Iterator[str]:
    yield from ("", f"## {title}", "")
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    yield from (f"| {' | '.join(row)} |" for row in rows)


if __name__ == "__main__":
    main()
