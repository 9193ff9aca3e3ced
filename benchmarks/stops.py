"""What is left to do after a stop, over the length of the answer, and how soon words were shown before it.

Nobody waits for the answer to be spoken: the clock adds up what the work takes, and jumps over the waiting.
Work is counted by the wall clock, or in processor seconds, as if alone on one core: then other programs on
the machine do not count.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from clips import RATE, recordings

from interviewer.interview.ports import Sound
from interviewer.interview.transcript import Word
from interviewer.speech.hearing import WhisperTranscriber

#: How many answers of about that length are stopped, each somewhat later than the one before.
LENGTHS_S = {30: 4, 60: 3, 120: 2, 300: 1, 900: 1}
_LATER_S = 1.3
CLOCKS: Mapping[str, Callable[[], float]] = {"processor": time.process_time, "wall": time.perf_counter}
COUNTED = {"processor": "processor seconds, as if alone on one core", "wall": "by the clock, on all cores"}


_HEADINGS = {
    "seconds": "answer, s",
    "stops": "stops",
    "left_median_s": "left to do, median s",
    "left_worst_s": "worst, s",
    "plain_s": "plain, s",
    "of_plain": "of plain",
    "share_of_a_core": "share of a core",
    "shown_after_median_s": "word shown after, median s",
    "shown_after_p90_s": "nine in ten, s",
    "memory_mb": "memory, MB",
}


class TakeClock:
    """Blocks of a sound as they are spoken."""

    def __init__(
        self, sound: Sound, now: Callable[[], float], *, each_minute: Callable[[], None] = lambda: None
    ) -> None:
        self._sound = sound
        self._now = now
        self._each_minute = each_minute
        self._jumped_s = 0.0
        self._began_s = now()
        self.lags_s: list[float] = []
        self._shown_s = 0.0

    def __iter__(self) -> Iterator[Sound]:
        self._began_s = self._now()
        for at in range(0, len(self._sound), RATE // 10):
            block = self._sound[at : at + RATE // 10]
            spoken_s = (at + len(block)) / RATE
            if at % (60 * RATE) == 0:
                self._each_minute()
            if spoken_s > self.now_s:
                time.sleep(0.004)
                self._jumped_s += max(spoken_s - self.now_s, 0.0)
            yield block

    @property
    def now_s(self) -> float:
        return self._now() - self._began_s + self._jumped_s

    def over(self) -> bool:
        """Whether all of it has been spoken."""
        return self.now_s >= len(self._sound) / RATE

    def shown(self, words: Sequence[Word]) -> None:
        """Notes how long each word that is new had been over."""
        now_s = min(self.now_s, len(self._sound) / RATE)
        ends = [word.end_s for word in words if word.end_s is not None and word.end_s > self._shown_s + 0.05]
        self.lags_s += [now_s - end_s for end_s in ends]
        self._shown_s = max([self._shown_s, *ends])


def curve(
    hearing: WhisperTranscriber,
    plain: Callable[[Sound], object],
    lengths_s: Mapping[int, int],
    *,
    clock: str,
) -> dict[str, Any]:
    """A row for each length of which there are so many stops; ``plain`` hears a whole file."""
    rows = [row(hearing, plain, length_s, stops, CLOCKS[clock]) for length_s, stops in lengths_s.items()]
    return {"clock": clock, "answers": rows}


def row(
    hearing: WhisperTranscriber,
    plain: Callable[[Sound], object],
    length_s: int,
    stops: int,
    now: Callable[[], float],
) -> dict[str, Any]:
    """Answers of about that length. Memory is looked at once a minute."""
    left_s: list[float] = []
    busy: list[float] = []
    lags_s: list[float] = []
    memory_mb: list[float] = []
    for stop in range(stops):
        sound = answer(length_s + stop * _LATER_S)
        clock = TakeClock(sound, now, each_minute=lambda: memory_mb.append(resident_mb()))
        began_s = time.process_time()
        hearing.hear(clock, heard=clock.shown, stopped=clock.over)
        busy.append((time.process_time() - began_s) / clock.now_s)
        left_s.append(max(clock.now_s - len(sound) / RATE, 0.0))
        lags_s += clock.lags_s
    began_s = now()
    plain(answer(length_s))
    plain_s = now() - began_s
    figures = {
        "seconds": length_s,
        "stops": stops,
        "left_median_s": round(float(np.median(left_s)), 2),
        "left_worst_s": round(max(left_s), 2),
        "plain_s": round(plain_s, 2),
        "of_plain": round(float(np.median(left_s)) / plain_s, 3),
        "share_of_a_core": round(float(np.mean(busy)), 2),
        "shown_after_median_s": round(float(np.median(lags_s)), 2),
        "shown_after_p90_s": round(float(np.percentile(lags_s, 90)), 2),
        "memory_mb": f"{min(memory_mb):.0f} to {max(memory_mb):.0f}",
    }
    print(figures, file=sys.stderr, flush=True)
    return figures


def table(rows: Sequence[Mapping[str, Any]]) -> str:
    """The rows of a curve, for a page."""
    cells = [_HEADINGS.values(), ["---"] * len(_HEADINGS), *([row[key] for key in _HEADINGS] for row in rows)]
    return "\n".join("| " + " | ".join(map(str, row)) + " |" for row in cells)


def answer(length_s: float) -> Sound:
    """The recordings one after the other, as often as it takes; the stop is where it falls."""
    gap = np.zeros(RATE, dtype=np.float32)
    parts: list[Sound] = []
    while sum(map(len, parts)) < length_s * RATE:
        parts += [part for clip in recordings() for part in (clip.sound, gap)]
    return np.concatenate(parts)[: round(length_s * RATE)]


def resident_mb() -> float:
    """Memory of this process; 0 where the system does not tell it in Linux's way."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * 4096 / 1e6
