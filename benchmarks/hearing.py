"""How well and how fast the app hears, beside plain faster-whisper on the same sound and threads.

    python benchmarks/hearing.py [--quick] [--model tiny.en|base] [--json FILE]

Times on a busy machine mislead: processor seconds and the ratio to plain faster-whisper hold. ``--quick``
takes about two minutes and feeds less sound at the pace of speech.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
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
from interviewer.interview.transcript import Span
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


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--quick", action="store_true")
    asked.add_argument("--model", default="tiny.en")
    asked.add_argument("--json", type=Path)
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
        "pace": pace(hearing, plain, (30,) if options.quick else (30, 60, 120, 300)),
    }
    print(json.dumps(figures, indent=1))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1))


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


if __name__ == "__main__":
    main()
