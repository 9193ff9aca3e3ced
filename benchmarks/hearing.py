"""How well and how fast the app hears, beside plain faster-whisper on the same sound and threads.

    python benchmarks/hearing.py [--quick] [--model tiny.en|base] [--speech DIR] [--every N]
                                 [--only PART,PART] [--json FILE] [--page FILE]

Besides the recordings as they are it hears clips that are made from them: of all that there are, one in
``--every``. ``--speech`` is a folder with more recordings, each with its words beside it. Times on a busy
machine mislead: processor seconds and the ratio to plain faster-whisper hold. ``--quick`` hears the
recordings alone and less of the rest.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import clips
import inventions
import jargon
import numpy as np
from clips import RATE, SPEECH, Clip
from faster_whisper import WhisperModel
from misheard import comparable, wrong

from interviewer import paths
from interviewer.app import Assembly
from interviewer.interview.ports import Sound
from interviewer.interview.transcript import Span, Word
from interviewer.models import shelf
from interviewer.speech import audio_file
from interviewer.speech.hearing import WhisperTranscriber
from interviewer.speech.paced import hear_live
from interviewer.speech.vad import speech_in

KNOWN = json.loads((SPEECH / "a3_cost.json").read_text())
#: stops in the middle of speech, and at the end of an answer
CUTS_S = (21.2, 26.4, 33.9, 47.0, 62.6)
#: changes in which hesitations are looked for
_HESITANT = {"slow", "quick", "hiss", "hesitations"}


def main() -> None:
    options = _options()
    kept = options.json is not None and options.json.is_file()
    figures: dict[str, Any] = json.loads(options.json.read_text()) if kept else {}
    model_dir = shelf.ready(options.model, models=paths.models())
    spoken = Assembly().library.lexicon.spoken
    hearing = WhisperTranscriber(model_dir, name=options.model, device="cpu", spoken=spoken)
    hearing.load()
    plain = WhisperModel(str(model_dir), device="cpu", compute_type="int8", cpu_threads=2)
    parts = _parts(hearing, plain, options)
    for name in options.only.split(",") if options.only else parts:
        figures[name] = parts[name]()
        figures["machine"] = {"model": options.model, "cores": os.cpu_count(), "load": load()}
        if options.json:
            options.json.write_text(json.dumps(figures, indent=1))
    print(json.dumps(figures, indent=1))
    if options.page:
        options.page.write_text(page(figures))


def _parts(
    hearing: WhisperTranscriber, plain: WhisperModel, options: argparse.Namespace
) -> dict[str, Callable[[], Any]]:
    """What is measured, by name."""
    quick = options.quick
    return {
        "words": lambda: words(
            hearing, plain, clips.recordings() if quick else chosen(options.speech, options.every)
        ),
        "hesitations": lambda: hesitations(hearing, clips.recordings() if quick else with_hesitations()),
        "pauses": lambda: pauses(3 if quick else 12),
        "inventions": lambda: inventions.words_in_noise(hearing, 10.0 if quick else 60.0),
        "terms": lambda: inventions.terms_in_non_answers(hearing, 2.0 if quick else 30.0),
        "jargon": lambda: jargon.heard(hearing, every=6 if quick else 1),
        "cut off": lambda: [cut_off(hearing, length_s) for length_s in ((26.4, 62.6) if quick else CUTS_S)],
        "pace": lambda: pace(hearing, plain, (30,) if quick else (30, 120)),
    }


def _options() -> argparse.Namespace:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--quick", action="store_true")
    asked.add_argument("--model", default="tiny.en")
    asked.add_argument("--speech", type=Path, help="a folder with more recordings")
    asked.add_argument("--every", type=int, default=4, help="of the clips that are made, one in so many")
    asked.add_argument(
        "--only", default="", help="parts by name; the others stay as they are in the JSON file"
    )
    asked.add_argument("--json", type=Path)
    asked.add_argument("--page", type=Path, help="write the figures as a page of Markdown")
    return asked.parse_args()


def load() -> float:
    """How many programs wanted a core in the last five minutes."""
    return round(os.getloadavg()[1], 1)


def at_once(sound: Sound) -> Iterator[Sound]:
    """Blocks that come just slowly enough for the live path to be always up to date."""
    for at in range(0, len(sound), RATE // 10):
        time.sleep(0.0045)
        yield sound[at : at + RATE // 10]


def takes() -> dict[str, tuple[Sound, str]]:
    files = {clip.name: (clip.sound, clip.text) for clip in clips.recordings()}
    gap = np.zeros(RATE, dtype=np.float32)
    all_sound = np.concatenate([part for sound, _ in files.values() for part in (sound, gap)])
    return {**files, "all in one": (all_sound, " ".join(text for _, text in files.values()))}


def chosen(folder: Path | None, every: int) -> Iterator[Clip]:
    """The recordings, all of them in one, and every so many of the clips that are made from them."""
    found = clips.recordings() + (clips.recordings(folder) if folder else [])
    yield from found
    yield from (Clip(name, *take) for name, take in takes().items() if name == "all in one")
    for number, clip in enumerate(found):
        yield from list(clips.made_from(clip))[number % every :: every]
    yield from list(clips.spoken())[::every]


def words(hearing: WhisperTranscriber, plain: WhisperModel, sounds: Iterable[Clip]) -> dict[str, Any]:
    """Wrong words: live, whole file, plain faster-whisper."""
    ways: dict[str, Callable[[Sound], str]] = {
        "live": lambda sound: hearing.hear(at_once(sound)).text,
        "whole": lambda sound: hearing.transcribe_sound(sound).text,
        "plain": lambda sound: plain_text(plain, sound),
    }
    table = {}
    for clip in sounds:
        row = {way: wrong(clip.text, read(clip.sound)) for way, read in ways.items()}
        table[clip.name] = {"words": len(comparable(clip.text).split()), **row}
        print(clip.name, table[clip.name], file=sys.stderr, flush=True)
    total = sum(row["words"] for row in table.values())
    percent = {way: round(100 * sum(row[way] for row in table.values()) / total, 2) for way in ways}
    return {"clips": table, "percent": percent, "words": total}


def plain_text(plain: WhisperModel, sound: Sound) -> str:
    segments, _ = plain.transcribe(
        sound, language="en", beam_size=5, vad_filter=True, condition_on_previous_text=False
    )
    return " ".join(segment.text.strip() for segment in segments)


def hesitations(hearing: WhisperTranscriber, sounds: Iterable[Clip]) -> dict[str, Any]:
    """Found and right among those that are known, as they are, slower, faster, in noise and put in."""
    heard = right = known = reported = 0
    for clip in sounds:
        if clip.fillers is None:
            continue
        spans = [one.span for one in hearing.transcribe_sound(clip.sound).fillers]
        hit = [truth for truth in clip.fillers if any(_meet(truth, span) for span in spans)]
        heard += len(hit)
        right += sum(any(_meet(truth, span) for truth in clip.fillers) for span in spans)
        known, reported = known + len(clip.fillers), reported + len(spans)
        print(clip.name, len(clip.fillers), len(spans), len(hit), file=sys.stderr, flush=True)
    shares = {"recall": round(heard / known, 2), "precision": round(right / max(reported, 1), 2)}
    return {"known": known, "heard": heard, "reported": reported, "right": right, **shares}


def _meet(truth: Span, span: Span) -> bool:
    return span.start_s < truth.end_s + 0.1 and span.end_s > truth.start_s - 0.1


def with_hesitations() -> Iterator[Clip]:
    for clip in clips.recordings():
        yield clip
        yield from (made for made in clips.made_from(clip) if made.name.rpartition(", ")[2] in _HESITANT)


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

    def __init__(self, sound: Sound, *, each_minute: Callable[[], None] = lambda: None) -> None:
        self._sound = sound
        self._each_minute = each_minute
        self._waited_s = 0.0
        self._began = time.process_time()
        self.lags_s: list[float] = []
        self._shown_s = 0.0

    def __iter__(self) -> Iterator[Sound]:
        self._began = time.process_time()
        for at in range(0, len(self._sound), RATE // 10):
            block = self._sound[at : at + RATE // 10]
            spoken_s = (at + len(block)) / RATE
            if at % (60 * RATE) == 0:
                self._each_minute()
            if spoken_s > self.now_s:
                time.sleep(0.004)
                self._waited_s += max(spoken_s - self.now_s, 0.0)
            yield block

    @property
    def now_s(self) -> float:
        return time.process_time() - self._began + self._waited_s

    def over(self) -> bool:
        """Whether all of it has been spoken."""
        return self.now_s >= len(self._sound) / RATE

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
    hearing.hear(clock, heard=clock.shown, stopped=clock.over)
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
    heard = figures["words"]
    worst = max(heard["clips"].items(), key=lambda one: (one[1]["live"] - one[1]["plain"]) / one[1]["words"])
    return PAGE.format(
        **figures["machine"],
        words="\n".join(
            f"| {name} | {row['words']} | {row['live']} | {row['whole']} | {row['plain']} |"
            for name, row in heard["clips"].items()
        ),
        all_words=heard["words"],
        worst=f"{worst[0]}, {worst[1]['live']} against {worst[1]['plain']} of {worst[1]['words']}",
        **{f"{path}_percent": value for path, value in heard["percent"].items()},
        cuts="\n".join(
            "| " + " | ".join(str(value) for value in row.values()) + " |" for row in figures["cut off"]
        ),
        clock=by_the_clock(figures.get("pace", [])),
        **{f"pauses_{key}": value for key, value in figures["pauses"].items()},
        **{f"um_{key}": value for key, value in figures["hesitations"].items()},
        **{f"jargon_{key}": value for key, value in figures["jargon"].items()},
        invented=sum(len(text.split()) for text in figures["inventions"]["words"].values()),
        empty_s=figures["inventions"]["seconds"],
        made_up=sum(len(terms) for terms in figures["terms"]["terms"].values()),
        minutes=figures["terms"]["minutes"],
    )


def by_the_clock(rows: list[dict[str, Any]]) -> str:
    """Nothing, where it was not measured: on a busy machine it says nothing."""
    if not rows:
        return ""
    columns = ("seconds", "stop_to_final_s", "max_lag_s", "cpu_share", "plain_s")
    lines = "\n".join("| " + " | ".join(str(row[column]) for column in columns) + " |" for row in rows)
    return f"""By the clock, beside the other programs:

| answer, s | stop to transcript, s | longest until shown, s | share of a core | plain, s |
|---|---|---|---|---|
{lines}

"""


PAGE = """# How well answers are heard

Written by `python benchmarks/hearing.py --page docs/hearing.md`, model {model}, {cores} cores, on which
{load} programs wanted to run (mean of five minutes). Over the number of cores, times by the
clock say more about the other programs than about this one; processor seconds hold.

## Wrong words

Four recordings (three voices of people, one synthetic), all of them in one, clips that
`benchmarks/clips.py` makes from them (other voices, speeds, noises, rooms, silences and hesitations put
in), and voices of espeak, beside plain faster-whisper (beam 5, its voice filter, no text carried over).
Numbers are compared digit by digit, spelled letters as one word. Few words: a difference of one or two in
a row is chance.

| sound | words | live | whole file | plain |
|---|---|---|---|---|
{words}
| percent of {all_words} | | {live_percent} | {whole_percent} | {plain_percent} |

Worst against plain: {worst}.

## After the stop, and on the screen

Processor seconds, as if alone on one core; two cores take less. Stops at 62.6 s come after a
silence, the others in the middle of a phrase. Longer takes: `benchmarks/longer_takes.py`.

| answer, s | left to do, s | share of a core | word shown after, median s | nine in ten, s |
|---|---|---|---|---|
{cuts}

{clock}## Timing, hesitations, silence, terms

- Silences of 0.3 to 2.5 s in three levels of noise: {pauses_found} of {pauses_known} found; their edges are
  {pauses_boundary_median_s} s off (median), {pauses_boundary_p90_s} s (nine in ten). The start of the
  answer is {pauses_start_latency_worst_s} s off at worst.
- Um and uh, as recorded, slower, faster, in noise and put in: {um_known} said, {um_heard} of them found
  (recall {um_recall}); {um_reported} reported, {um_right} of them right (precision {um_precision}).
- {invented} words in {empty_s:.0f} s of silence, noise, hum, music, typing and breath.
- Terms that a question of the shipped banks listens for, each in a sentence of its own, said by
  {jargon_voices}: {jargon_expected} of {jargon_said} are in the transcript, as whole words,
  and {jargon_plain} where the model was not told to expect them. Missed were {jargon_missed}.
- {made_up} terms in {minutes} minutes without any: noises and music, other subjects, reversed speech,
  several voices at once, a dozen terms expected.
"""


if __name__ == "__main__":
    main()
