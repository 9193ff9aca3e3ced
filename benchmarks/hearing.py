"""How well and how fast the app hears, beside plain faster-whisper on the same sound and threads.

    python benchmarks/hearing.py [--quick] [--model tiny.en|base] [--json FILE] [--page FILE]

Times on a busy machine mislead: processor seconds and the ratio to plain faster-whisper hold. ``--quick``
takes about two minutes and feeds less sound at the pace of speech.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import jiwer
import numpy as np
from faster_whisper import WhisperModel
from whisper_normalizer.english import EnglishTextNormalizer

from interviewer import paths
from interviewer.interview.ports import Sound
from interviewer.interview.transcript import Span, Word
from interviewer.models import shelf
from interviewer.speech import audio_file
from interviewer.speech.hearing import WhisperTranscriber
from interviewer.speech.paced import hear_live
from interviewer.speech.vad import speech_in

SPEECH = Path(__file__).parents[1] / "tests" / "data" / "speech"
FILES = ("jfk", "lw_test", "a3_cost", "mfa_cold_corpus3")
KNOWN = json.loads((SPEECH / "a3_cost.json").read_text())
#: the hesitations in two files: from the aligned text of one, from the script of the other
FILLERS = {
    "mfa_cold_corpus3": [(3.3, 3.8), (6.5, 7.1), (11.8, 12.2), (14.6, 15.2), (19.8, 20.2), (20.7, 20.9)],
    "a3_cost": [(filler["start"], filler["end"]) for filler in KNOWN["fillers"]],
    "jfk": [],
    "lw_test": [],
}
RATE = 16_000
#: stops in the middle of speech, and at the end of an answer
CUTS_S = (21.2, 26.4, 33.9, 47.0, 62.6)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--quick", action="store_true")
    asked.add_argument("--model", default="tiny.en")
    asked.add_argument("--json", type=Path)
    asked.add_argument("--page", type=Path, help="write the figures as a page of Markdown")
    options = asked.parse_args()
    model_dir = shelf.ready(options.model, models=paths.models())
    hearing = WhisperTranscriber(model_dir, name=options.model, device="cpu")
    hearing.load()
    plain = WhisperModel(str(model_dir), device="cpu", compute_type="int8", cpu_threads=2)
    figures: dict[str, Any] = {
        "words": words(hearing, plain),
        "hesitations": hesitations(hearing),
        "pauses": pauses(3 if options.quick else 12),
        "inventions": inventions(hearing, 10.0 if options.quick else 60.0),
        "cut off": [cut_off(hearing, length_s) for length_s in ((26.4, 62.6) if options.quick else CUTS_S)],
        "pace": pace(hearing, plain, (30,) if options.quick else (30, 60, 120, 300)),
        "machine": {"model": options.model, "cores": os.cpu_count(), "load": load()},
    }
    print(json.dumps(figures, indent=1))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1))
    if options.page:
        options.page.write_text(page(figures))


def load() -> float:
    """How many programs wanted a core in the last five minutes."""
    return round(os.getloadavg()[1], 1)


def at_once(sound: Sound) -> Iterator[Sound]:
    """Blocks that come just slowly enough for the live path to be always up to date."""
    for at in range(0, len(sound), RATE // 10):
        time.sleep(0.0045)
        yield sound[at : at + RATE // 10]


def takes() -> dict[str, tuple[Sound, str]]:
    files = {
        name: (audio_file.read(SPEECH / f"{name}.flac"), (SPEECH / f"{name}.txt").read_text())
        for name in FILES
    }
    gap = np.zeros(RATE, dtype=np.float32)
    all_sound = np.concatenate([part for sound, _ in files.values() for part in (sound, gap)])
    return {**files, "all in one": (all_sound, " ".join(text for _, text in files.values()))}


def words(hearing: WhisperTranscriber, plain: WhisperModel) -> dict[str, Any]:
    """Wrong words, and processor seconds a second: live, whole file, plain faster-whisper."""
    normal = EnglishTextNormalizer()
    table: dict[str, Any] = {}
    for name, (sound, text) in takes().items():
        row: dict[str, Any] = {"words": len(normal(text).split())}
        for path, read in (
            ("live", lambda sound: hearing.hear(at_once(sound)).text),
            ("whole", lambda sound: hearing.transcribe_sound(sound).text),
            ("plain", lambda sound: plain_text(plain, sound)),
        ):
            busy = time.process_time()
            got = read(sound)
            row[f"{path}_cpu"] = round((time.process_time() - busy) * RATE / len(sound), 3)
            out = jiwer.process_words(normal(text), normal(got))
            row[path] = out.substitutions + out.deletions + out.insertions
        table[name] = row
    total = sum(row["words"] for row in table.values())
    table["percent"] = {
        path: round(100 * sum(row[path] for row in list(table.values())) / total, 2)
        for path in ("live", "whole", "plain")
    }
    return table


def plain_text(plain: WhisperModel, sound: Sound) -> str:
    segments, _ = plain.transcribe(
        sound, language="en", beam_size=5, vad_filter=True, condition_on_previous_text=False
    )
    return " ".join(segment.text.strip() for segment in segments)


def hesitations(hearing: WhisperTranscriber) -> dict[str, Any]:
    right = known = found = 0
    for name, truth in FILLERS.items():
        heard = hearing.transcribe_sound(audio_file.read(SPEECH / f"{name}.flac")).fillers
        spans = [one.span for one in heard]
        right += sum(
            any(s.start_s < end + 0.1 and s.end_s > start - 0.1 for s in spans) for start, end in truth
        )
        known, found = known + len(truth), found + len(spans)
    return {"known": known, "found": found, "right": right}


def pauses(rounds: int) -> dict[str, Any]:
    """Phrases with silences of 0.3 to 2.5 s put between them, in three levels of noise."""
    answer = audio_file.read(SPEECH / "a3_cost.flac")
    phrases = [answer[int(one["start"] * RATE) : int(one["end"] * RATE)] for one in KNOWN["phrases"]]
    random = np.random.default_rng(1)
    right = known = 0
    off_s: list[float] = []
    latency_off_s: list[float] = []
    for number in range(rounds):
        sound, edges = spaced(phrases, random, (1e-4, 1e-3, 3e-3)[number % 3])
        heard = speech_in(sound)
        latency_off_s.append(abs(heard[0].start_s - edges[0].end_s))
        silences = [Span(before.end_s, after.start_s) for before, after in pairwise(heard)]
        for edge in edges[1:]:
            known += 1
            near = [one for one in silences if one.start_s < edge.end_s and one.end_s > edge.start_s]
            right += bool(near)
            if near:
                off_s += [abs(near[0].start_s - edge.start_s), abs(near[-1].end_s - edge.end_s)]
    return {
        "known": known,
        "found": right,
        "boundary_median_s": round(float(np.median(off_s)), 3),
        "boundary_p90_s": round(float(np.percentile(off_s, 90)), 3),
        "start_latency_worst_s": round(max(latency_off_s), 3),
    }


def spaced(phrases: list[Sound], random: np.random.Generator, noise: float) -> tuple[Sound, list[Span]]:
    parts: list[Sound] = []
    edges, length = [], 0
    for index in random.permutation(len(phrases)):
        gap = int(random.uniform(0.3, 2.5) * RATE)
        edges.append(Span(length / RATE, (length + gap) / RATE))
        parts += [np.zeros(gap, dtype=np.float32), phrases[index]]
        length += gap + len(phrases[index])
    return (np.concatenate(parts) + random.normal(0, noise, length)).astype(np.float32), edges


def inventions(hearing: WhisperTranscriber, length_s: float) -> dict[str, Any]:
    """Words in sounds without any."""
    random = np.random.default_rng(4)
    size = int(length_s * RATE)
    seconds = np.arange(size) / RATE
    white = random.normal(0, 1, size)
    kinds = {
        "silence": np.zeros(size),
        "faint noise": 0.001 * white,
        "noise": 0.1 * white,
        "loud noise": 0.5 * white,
        "rumble": np.cumsum(white - white.mean()) / 500,
        "hum": 0.3 * np.sin(2 * np.pi * 50 * seconds),
        "chord": sum(0.1 * np.sin(2 * np.pi * tone * seconds) for tone in (262, 330, 392)),
        "melody": 0.2 * np.sin(2 * np.pi * (262 + 60 * (np.floor(seconds * 3) % 5)) * seconds),
        "typing": white * (random.random(size) < 0.0005),
        "breath": 0.05 * white * np.clip(np.sin(2 * np.pi * 0.25 * seconds), 0, 1),
    }
    terms = ("KEDA", "ADLS Gen2", "Unity Catalog", "Z-ORDER", "RPO", "AKS")
    found = {
        kind: hearing.transcribe_sound(np.clip(sound, -1, 1).astype(np.float32), vocabulary=terms).text
        for kind, sound in kinds.items()
    }
    return {"seconds": length_s * len(kinds), "words": {kind: text for kind, text in found.items() if text}}


def pace(
    hearing: WhisperTranscriber, plain: WhisperModel, lengths_s: tuple[int, ...]
) -> list[dict[str, Any]]:
    """At the pace of speech: what is left after the stop, over the length of the answer."""
    whole = takes()["all in one"][0]
    rows = []
    for length_s in lengths_s:
        sound = np.tile(whole, length_s * RATE // len(whole) + 1)[: length_s * RATE]
        _, figures = hear_live(hearing, sound)
        started = time.perf_counter()
        plain_text(plain, sound)
        plain_s = time.perf_counter() - started
        share = round(figures.stop_to_final_s / plain_s, 3)
        rows.append({"seconds": length_s, **asdict(figures), "plain_s": round(plain_s, 2), "of_plain": share})
    return rows


class ProcessorClock:
    """Blocks of a sound by a clock of processor seconds and waiting: as if alone on a single core."""

    def __init__(self, sound: Sound) -> None:
        self._sound = sound
        self._waited_s = 0.0
        self._began = time.process_time()
        self.lags_s: list[float] = []
        self._shown_s = 0.0

    def __iter__(self) -> Iterator[Sound]:
        self._began = time.process_time()
        for at in range(0, len(self._sound), RATE // 10):
            block = self._sound[at : at + RATE // 10]
            spoken_s = (at + len(block)) / RATE
            if spoken_s > self.now_s:
                time.sleep(0.004)
                self._waited_s += max(spoken_s - self.now_s, 0.0)
            yield block

    @property
    def now_s(self) -> float:
        return time.process_time() - self._began + self._waited_s

    def shown(self, words: Sequence[Word]) -> None:
        """Notes how long each word that is new had been over."""
        now_s = min(self.now_s, len(self._sound) / RATE)
        ends = [word.end_s for word in words if word.end_s is not None and word.end_s > self._shown_s + 0.05]
        self.lags_s += [now_s - end_s for end_s in ends]
        self._shown_s = max([self._shown_s, *ends])


def cut_off(hearing: WhisperTranscriber, length_s: float) -> dict[str, Any]:
    """What is left to do after a stop, and how soon words were shown before it."""
    sound = takes()["a3_cost"][0][: int(length_s * RATE)]
    clock = ProcessorClock(sound)
    busy_s = -time.process_time()
    hearing.hear(clock, heard=clock.shown)
    busy_s += time.process_time()
    left_s = clock.now_s - len(sound) / RATE
    return {
        "seconds": length_s,
        "left_cpu_s": round(left_s, 2),
        "share_of_a_core": round(busy_s / length_s, 2),
        "shown_after_median_s": round(float(np.median(clock.lags_s)), 2),
        "shown_after_p90_s": round(float(np.percentile(clock.lags_s, 90)), 2),
    }


def page(figures: dict[str, Any]) -> str:
    """The figures as a page for people."""
    machine, pauses_, found = figures["machine"], figures["pauses"], figures["hesitations"]
    takes_ = {name: row for name, row in figures["words"].items() if name != "percent"}
    percent = figures["words"]["percent"]
    return PAGE.format(
        **machine,
        words="\n".join(
            f"| {name} | {row['words']} | {row['live']} | {row['whole']} | {row['plain']} |"
            for name, row in takes_.items()
        ),
        **{f"{path}_percent": value for path, value in percent.items()},
        cuts="\n".join(
            "| " + " | ".join(str(value) for value in row.values()) + " |" for row in figures["cut off"]
        ),
        paces="\n".join(
            f"| {row['seconds']} | {row['stop_to_final_s']} | {row['max_lag_s']} | {row['cpu_share']} "
            f"| {row['plain_s']} |"
            for row in figures["pace"]
        ),
        **{f"pauses_{key}": value for key, value in pauses_.items()},
        **{f"um_{key}": value for key, value in found.items()},
        invented=sum(len(text.split()) for text in figures["inventions"]["words"].values()),
        empty_s=figures["inventions"]["seconds"],
    )


PAGE = """# How well answers are heard

Written by `python benchmarks/hearing.py --page docs/hearing.md`, model {model}, {cores} cores, on which
{load} programs wanted to run (mean of five minutes). Over the number of cores, times by the
clock say more about the other programs than about this one; processor seconds hold.

## Wrong words

Of four recordings (three voices of people, one synthetic) and all of them in one, beside plain faster-whisper
(beam 5, its voice filter, no text carried over). Few words: a difference of one or two in a row is chance.

| sound | words | live | whole file | plain |
|---|---|---|---|---|
{words}
| percent | | {live_percent} | {whole_percent} | {plain_percent} |

## After the stop, and on the screen

Processor seconds, as if alone on one core; two cores take less. Stops at 62.6 s come after a
silence, the others in the middle of a phrase.

| answer, s | left to do, s | share of a core | word shown after, median s | nine in ten, s |
|---|---|---|---|---|
{cuts}

By the clock, beside the other programs:

| answer, s | stop to transcript, s | longest until shown, s | share of a core | plain, whole file, s |
|---|---|---|---|---|
{paces}

## Timing, hesitations, silence

- Silences of 0.3 to 2.5 s in three levels of noise: {pauses_found} of {pauses_known} found; their edges are
  {pauses_boundary_median_s} s off (median), {pauses_boundary_p90_s} s (nine in ten). The start of the
  answer is {pauses_start_latency_worst_s} s off at worst.
- Um and uh: {um_known} said, {um_found} reported, {um_right} of them right. Too few to tell 0.8 from 0.9.
- {invented} words in {empty_s:.0f} s of silence, noise, hum, music, typing and breath.
"""


if __name__ == "__main__":
    main()
