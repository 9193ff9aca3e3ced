"""What a take costs as it gets longer: what is left to do after the stop, share of a core, memory.

    python benchmarks/longer_takes.py [--model tiny.en|base] [--lengths 30,60,120,300,900] [--json FILE]

Time is counted in processor seconds and waiting, as if the program were alone on one core, so other programs
on the machine do not count. Plain faster-whisper hears the same sound as a whole file, on the same threads.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np
from clips import RATE, recordings
from faster_whisper import WhisperModel
from hearing import ProcessorClock, plain_text

from interviewer import paths
from interviewer.interview.ports import Sound
from interviewer.models import shelf
from interviewer.speech.hearing import WhisperTranscriber


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--model", default="tiny.en")
    asked.add_argument("--lengths", default="30,60,120,300,900")
    asked.add_argument("--json", type=Path)
    options = asked.parse_args()
    model_dir = shelf.ready(options.model, models=paths.models())
    hearing = WhisperTranscriber(model_dir, name=options.model, device="cpu")
    hearing.load()
    plain = WhisperModel(str(model_dir), device="cpu", compute_type="int8", cpu_threads=2)
    rows = []
    for length_s in (int(length) for length in options.lengths.split(",")):
        rows.append(take(hearing, plain, length_s))
        print(json.dumps(rows[-1]), flush=True)
    if options.json:
        options.json.write_text(json.dumps({"model": options.model, "takes": rows}, indent=1))


def take(hearing: WhisperTranscriber, plain: WhisperModel, length_s: int) -> dict[str, Any]:
    """One answer of that length, by several voices."""
    sound = answer(length_s)
    memory_mb: list[float] = []
    clock = ProcessorClock(sound, each_minute=lambda: memory_mb.append(resident_mb()))
    busy_s = -time.process_time()
    hearing.hear(clock, heard=clock.shown, stopped=clock.over)
    busy_s += time.process_time()
    left_s = max(clock.now_s - len(sound) / RATE, 0.0)
    plain_s = -time.process_time()
    plain_text(plain, sound)
    plain_s += time.process_time()
    return {
        "seconds": round(len(sound) / RATE, 1),
        "left_cpu_s": round(left_s, 2),
        "plain_cpu_s": round(plain_s, 2),
        "of_plain": round(left_s / plain_s, 3),
        "share_of_a_core": round(busy_s * RATE / len(sound), 2),
        "shown_after_median_s": round(float(np.median(clock.lags_s)), 2),
        "memory_mb": [round(each) for each in memory_mb],
    }


def answer(length_s: int) -> Sound:
    """The recordings one after the other, as often as it takes; the stop is where it falls."""
    gap = np.zeros(RATE, dtype=np.float32)
    parts: list[Sound] = []
    while sum(map(len, parts)) < length_s * RATE:
        parts += [part for clip in recordings() for part in (clip.sound, gap)]
    return np.concatenate(parts)[: length_s * RATE]


def resident_mb() -> float:
    """Memory of this process; 0 where the system does not tell it in Linux's way."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * 4096 / 1e6


if __name__ == "__main__":
    main()
