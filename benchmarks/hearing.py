"""How well and how fast the app hears, beside plain faster-whisper on the same sound and threads.

    python benchmarks/hearing.py [--quick] [--model tiny.en|base] [--speech DIR] [--every N]
                                 [--only PART,PART] [--json FILE] [--page FILE]

Besides the recordings as they are it hears clips that are made from them: of all that there are, one in
``--every``. ``--speech`` is a folder with more recordings, each with its words beside it. Times on a busy
machine mislead: processor seconds and the ratio to plain faster-whisper hold. ``--quick`` does the
least of each part: it shows that all of it runs, and its figures say little.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import clips
import inventions
import jargon
import numpy as np
import stops
from clips import RATE, SPEECH, Clip
from faster_whisper import WhisperModel
from misheard import comparable, wrong

from interviewer import paths
from interviewer.app import Assembly
from interviewer.interview.ports import Sound
from interviewer.interview.transcript import Span, Transcript
from interviewer.models import shelf
from interviewer.speech import audio_file, memory
from interviewer.speech.hearing import WhisperTranscriber
from interviewer.speech.vad import speech_in

KNOWN = json.loads((SPEECH / "a3_cost.json").read_text())
#: changes in which hesitations are looked for
_HESITANT = {"slow", "quick", "hiss", "hesitations"}


def main() -> None:
    options = _options()
    memory.kept()  # as in the app
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
        options.page.write_text(page(figures, options.page.name))


def _parts(
    hearing: WhisperTranscriber, plain: WhisperModel, options: argparse.Namespace
) -> dict[str, Callable[[], Any]]:
    """What is measured, by name."""
    quick = options.quick
    shortest = sorted(clips.recordings(), key=lambda clip: clip.seconds)
    hesitant = [clip for clip in shortest if clip.fillers]
    return {
        "words": lambda: words(
            hearing, plain, shortest[:1] if quick else chosen(options.speech, options.every)
        ),
        "hesitations": lambda: hesitations(hearing, hesitant[:1] if quick else with_hesitations()),
        "pauses": lambda: pauses(1 if quick else 12),
        "inventions": lambda: inventions.words_in_noise(hearing, 3.0 if quick else 60.0),
        "terms": lambda: inventions.terms_in_non_answers(hearing, 0.1 if quick else 30.0),
        "jargon": lambda: jargon.heard(hearing, least=quick),
        "stops": lambda: stops.curve(
            hearing,
            lambda sound: plain_text(plain, sound),
            {10: 1} if quick else stops.LENGTHS_S,
            clock=options.clock,
        ),
    }


def _options() -> argparse.Namespace:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--quick", action="store_true")
    asked.add_argument("--model", default="tiny.en")
    asked.add_argument("--clock", choices=stops.CLOCKS, default="processor", help="what counts after a stop")
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


def all_in_one() -> Clip:
    """The recordings, one after the other."""
    gap = np.zeros(RATE, dtype=np.float32)
    parts = [part for clip in clips.recordings() for part in (clip.sound, gap)]
    return Clip("all in one", np.concatenate(parts), " ".join(clip.text for clip in clips.recordings()))


def chosen(folder: Path | None, every: int) -> Iterator[Clip]:
    """The recordings, all of them in one, and every so many of the clips that are made from them."""
    found = clips.recordings() + (clips.recordings(folder) if folder else [])
    yield from found
    yield all_in_one()
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
    ways: dict[str, Callable[[Sound], Transcript]] = {
        "whole": hearing.transcribe_sound,
        "live": lambda sound: hearing.hear(at_once(sound)),
    }
    found = {way: {"heard": 0, "right": 0, "reported": 0} for way in ways}
    known = 0
    for clip in sounds:
        if clip.fillers is None:
            continue
        known += len(clip.fillers)
        for way, read in ways.items():
            spans = [one.span for one in read(clip.sound).fillers]
            found[way]["heard"] += sum(any(_meet(truth, span) for span in spans) for truth in clip.fillers)
            found[way]["right"] += sum(any(_meet(truth, span) for truth in clip.fillers) for span in spans)
            found[way]["reported"] += len(spans)
        print(clip.name, known, found, file=sys.stderr, flush=True)
    figures: dict[str, Any] = {"known": known}
    for way, counts in found.items():
        shares = {
            "recall": round(counts["heard"] / known, 2),
            "precision": round(counts["right"] / max(counts["reported"], 1), 2),
        }
        figures |= {f"{way}_{name}": figure for name, figure in {**counts, **shares}.items()}
    return figures


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


def page(figures: dict[str, Any], file: str) -> str:
    """The figures as a page for people."""
    heard = figures["words"]
    worst = max(heard["clips"].items(), key=lambda one: (one[1]["live"] - one[1]["plain"]) / one[1]["words"])
    return PAGE.format(
        **figures["machine"],
        file=file,
        clock=figures["stops"]["clock"],
        words="\n".join(
            f"| {name} | {row['words']} | {row['live']} | {row['whole']} | {row['plain']} |"
            for name, row in heard["clips"].items()
        ),
        all_words=heard["words"],
        worst=f"{worst[0]}, {worst[1]['live']} against {worst[1]['plain']} of {worst[1]['words']}",
        **{f"{path}_percent": value for path, value in heard["percent"].items()},
        stops=stops.table(figures["stops"]["answers"]),
        counted=stops.COUNTED[figures["stops"]["clock"]],
        **{f"pauses_{key}": value for key, value in figures["pauses"].items()},
        **{f"um_{key}": value for key, value in figures["hesitations"].items()},
        **{f"jargon_{key}": value for key, value in figures["jargon"].items()},
        invented=sum(len(text.split()) for text in figures["inventions"]["words"].values()),
        empty_s=figures["inventions"]["seconds"],
        made_up=sum(len(terms) for terms in figures["terms"]["terms"].values()),
        minutes=figures["terms"]["minutes"],
    )


PAGE = """# How well answers are heard

Written by `python benchmarks/hearing.py --model {model} --clock {clock} --page docs/{file}`, on
{cores} cores, on which {load} programs wanted to run (mean of five minutes). Over the number of cores,
times by the clock say more about the other programs than about this one; processor seconds hold. The quick
model, tiny.en, is in [hearing.md](hearing.md), the larger one in [hearing-base.md](hearing-base.md).

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

The recordings one after the other, as often as it takes; stops fall where they fall, mostly in the middle of
a phrase. Seconds are {counted};
plain faster-whisper hears the whole file after the stop.

{stops}

## Timing, hesitations, silence, terms

- Silences of 0.3 to 2.5 s in three levels of noise: {pauses_found} of {pauses_known} found; their edges are
  {pauses_boundary_median_s} s off (median), {pauses_boundary_p90_s} s (nine in ten). The start of the
  answer is {pauses_start_latency_worst_s} s off at worst.
- Um and uh, as recorded, slower, faster, in noise and put in: {um_known} said. In whole files
  {um_whole_heard} found (recall {um_whole_recall}), {um_whole_reported} reported and {um_whole_right} right
  (precision {um_whole_precision}); live {um_live_heard} found (recall {um_live_recall}), {um_live_reported}
  reported and {um_live_right} right (precision {um_live_precision}).
- {invented} words in {empty_s:.0f} s of silence, noise, hum, music, typing and breath.
- Terms that a question of the shipped banks listens for, each in a sentence of its own, said by
  {jargon_voices}: {jargon_expected} of {jargon_said} are in the transcript, as whole words,
  and {jargon_plain} where the model was not told to expect them. Missed were {jargon_missed}.
- {made_up} terms in {minutes} minutes without any: noises and music, other subjects, reversed speech,
  several voices at once, a dozen terms expected.
"""


if __name__ == "__main__":
    main()
