"""Test clips made by script from a few recordings: other voices, speeds, noise, rooms, silences, hesitations.

The same recordings give the same clips, sample for sample, so two runs can be compared. A recording is a
``name.flac`` with its words in ``name.txt`` beside it; more of them can lie in any folder.
"""

from __future__ import annotations

import json
import tempfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
import soxr
from numpy.typing import NDArray

from interviewer.interview.ports import Sound
from interviewer.interview.transcript import Span
from interviewer.speech import audio_file, tempo
from interviewer.speech.player import FilePlayer
from interviewer.speech.vad import speech_in
from interviewer.speech.voice import SpokenVoice

RATE = 16_000
SPEECH = Path(__file__).parents[1] / "tests" / "data" / "speech"
ANSWERS = Path(__file__).parents[1] / "tests" / "golden" / "answers.jsonl"
#: the hesitations in a recording, from its aligned text
_BY_HAND = {
    "mfa_cold_corpus3": [(3.3, 3.8), (6.5, 7.1), (11.8, 12.2), (14.6, 15.2), (19.8, 20.2), (20.7, 20.9)]
}
#: hesitations that are cut out of recordings and put into pauses of all
_DONORS = (("mfa_cold_corpus3", 14.57, 15.19), ("a3_cost", 0.98, 1.56), ("a3_cost", 14.5, 14.95))
_ESPEAK_VOICES = ("gmw/en-us", "gmw/en", "gmw/en-us+f3", "gmw/en-us+m3", "gmw/en-gb-scotland", "gmw/en+f2")


@dataclass(frozen=True, slots=True)
class Clip:
    """A sound, the words in it, and its hesitations where they are known."""

    name: str
    sound: Sound
    text: str
    fillers: tuple[Span, ...] | None = None

    @property
    def seconds(self) -> float:
        return len(self.sound) / RATE


def recordings(folder: Path = SPEECH) -> list[Clip]:
    """The recordings of a folder as they are."""
    return [
        Clip(
            file.stem,
            audio_file.read(file),
            file.with_suffix(".txt").read_text(encoding="utf-8"),
            _known(file),
        )
        for file in sorted(folder.glob("*.flac"))
        if file.with_suffix(".txt").is_file()
    ]


def made_from(clip: Clip) -> Iterator[Clip]:
    """The recording in other voices, speeds, noises and rooms."""
    for kind, change in _CHANGES.items():
        random = np.random.default_rng(zlib.crc32(f"{clip.name} {kind}".encode()))
        yield replace(change(clip, random), name=f"{clip.name}, {kind}")


def spoken(count: int = len(_ESPEAK_VOICES)) -> Iterator[Clip]:
    """Answers about the bank's questions, spoken by several voices of espeak."""
    lines = ANSWERS.read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["answer"] for line in lines]
    texts = [text for text in texts if 40 <= len(text.split()) <= 120]
    with tempfile.TemporaryDirectory() as folder:
        for number, name in enumerate(_ESPEAK_VOICES[:count]):
            file = Path(folder) / f"{number}.wav"
            SpokenVoice(player=FilePlayer(), voice=name, rate_wpm=150).render(texts[number * 7], to=file)
            yield Clip(f"espeak {name.removeprefix('gmw/')}", audio_file.read(file), texts[number * 7], ())


def _known(file: Path) -> tuple[Span, ...] | None:
    """Where the recording has its hesitations; None where nobody has noted it."""
    beside = file.with_suffix(".json")
    if beside.is_file():
        told = json.loads(beside.read_text(encoding="utf-8")).get("fillers", [])
        return tuple(Span(one["start"], one["end"]) for one in told)
    if file.parent == SPEECH:
        return tuple(Span(*one) for one in _BY_HAND.get(file.stem, ()))
    return None


# -- what is done to a clip --------------------------------------------------------------------------


def _at_speed(clip: Clip, _random: np.random.Generator, speed: float) -> Clip:
    sound = _stretched(clip.sound, speed)
    moved = tuple(Span(one.start_s / speed, one.end_s / speed) for one in clip.fillers or ())
    return replace(clip, sound=sound, fillers=moved if clip.fillers is not None else None)


def _in_voice(clip: Clip, _random: np.random.Generator, pitch: float) -> Clip:
    """Pitch and formants moved, as of a smaller or a larger person; the speed is kept."""
    moved = np.asarray(soxr.resample(clip.sound, RATE, RATE / pitch), dtype=np.float32)
    return replace(clip, sound=_stretched(moved, 1 / pitch))


def _stretched(sound: Sound, speed: float) -> Sound:
    return np.concatenate(list(tempo.paced(iter([sound]), rate_hz=RATE, speed=speed)))


def _in_hiss(clip: Clip, random: np.random.Generator, snr_db: float) -> Clip:
    return _with(clip, random.normal(0, 1, len(clip.sound)), snr_db)


def _in_rumble(clip: Clip, random: np.random.Generator, snr_db: float) -> Clip:
    """Noise that is stronger the lower it is, as of a fan or a street."""
    spectrum = np.fft.rfft(random.normal(0, 1, len(clip.sound)))
    spectrum /= np.maximum(np.arange(len(spectrum)), len(spectrum) / 200)
    return _with(clip, np.fft.irfft(spectrum, len(clip.sound)), snr_db)


def _in_babble(clip: Clip, random: np.random.Generator, snr_db: float) -> Clip:
    """Four voices that speak backwards, so that nothing in them can be understood."""
    voices = [np.tile(clip.sound[::-1], 2)[at : at + len(clip.sound)] for at in _places(clip, random, 4)]
    return _with(clip, np.sum(voices, axis=0), snr_db)


def _places(clip: Clip, random: np.random.Generator, count: int) -> list[int]:
    return [int(at) for at in random.integers(0, len(clip.sound), count)]


def _with(clip: Clip, noise: NDArray[np.float64], snr_db: float) -> Clip:
    loud = np.sqrt(np.mean(np.square(clip.sound[np.abs(clip.sound) > 0.01])))
    share = loud / np.sqrt(np.mean(np.square(noise))) * 10 ** (-snr_db / 20)
    return replace(clip, sound=np.clip(clip.sound + share * noise, -1, 1).astype(np.float32))


def _in_room(clip: Clip, random: np.random.Generator, echo_s: float) -> Clip:
    """A room's echo that is 60 dB down after ``echo_s``."""
    length = int(echo_s * RATE)
    echo = random.normal(0, 0.05, length) * 10 ** (-3 * np.arange(length) / length)
    echo[0] = 1.0
    size = len(clip.sound) + length
    heard = np.fft.irfft(np.fft.rfft(clip.sound, size) * np.fft.rfft(echo, size), size)[: len(clip.sound)]
    return replace(clip, sound=(heard / max(1.0, np.abs(heard).max())).astype(np.float32))


def _by_telephone(clip: Clip, _random: np.random.Generator) -> Clip:
    spectrum = np.fft.rfft(clip.sound)
    hertz = np.fft.rfftfreq(len(clip.sound), 1 / RATE)
    spectrum[(hertz < 300) | (hertz > 3_400)] = 0
    return replace(clip, sound=np.fft.irfft(spectrum, len(clip.sound)).astype(np.float32))


def _louder(clip: Clip, _random: np.random.Generator, gain: float) -> Clip:
    return replace(clip, sound=np.clip(clip.sound * gain, -1, 1).astype(np.float32))


def _with_silences(clip: Clip, random: np.random.Generator) -> Clip:
    """Long silences in some of the pauses."""
    return _with_put_in(clip, lambda: np.zeros(int(random.uniform(0.5, 6) * RATE), np.float32), 3, said=False)


def _with_hesitations(clip: Clip, random: np.random.Generator) -> Clip:
    """Some pauses filled with an um or an uh of another voice."""
    donors = {one.name: one.sound for one in recordings()}
    cut = [donors[name][int(start * RATE) : int(end * RATE)] for name, start, end in _DONORS]
    loud = np.abs(clip.sound).max()

    def filler() -> Sound:
        return _as_loud(cut[int(random.integers(len(cut)))], loud)

    return _with_put_in(clip, filler, 4, said=True)


def _as_loud(sound: Sound, peak: float) -> Sound:
    return np.asarray(sound * (0.7 * peak / np.abs(sound).max()), dtype=np.float32)


def _with_put_in(clip: Clip, make: Callable[[], Sound], most: int, *, said: bool) -> Clip:
    """``make``'s sound in the middle of the longest pauses; ``said``: it is a hesitation."""
    speech = speech_in(clip.sound)
    gaps = sorted(pairwise(speech), key=lambda two: two[0].end_s - two[1].start_s)[:most]
    fillers, parts, at, shift_s = list(clip.fillers or ()), [], 0, 0.0
    for before, after in sorted(gaps, key=lambda two: two[0].end_s):
        cut, put = int((before.end_s + after.start_s) / 2 * RATE), make()
        gap = np.zeros(RATE // 5, dtype=np.float32)
        start_s, length_s = cut / RATE, (len(put) + 2 * len(gap)) / RATE
        fillers = [
            Span(one.start_s + length_s, one.end_s + length_s) if one.start_s >= start_s + shift_s else one
            for one in fillers
        ]
        if said:
            fillers.append(Span(start_s + shift_s + 0.2, start_s + shift_s + length_s - 0.2))
        parts += [clip.sound[at:cut], gap, put, gap]
        at, shift_s = cut, shift_s + length_s
    sound = np.concatenate([*parts, clip.sound[at:]])
    known = clip.fillers is not None
    return replace(clip, sound=sound, fillers=tuple(sorted(fillers, key=_start_s)) if known else None)


def _start_s(span: Span) -> float:
    return span.start_s


_CHANGES: dict[str, Callable[[Clip, np.random.Generator], Clip]] = {
    "slow": partial(_at_speed, speed=0.82),
    "quick": partial(_at_speed, speed=1.15),
    "hasty": partial(_at_speed, speed=1.3),
    "higher": partial(_in_voice, pitch=1.15),
    "lower": partial(_in_voice, pitch=0.88),
    "hiss": partial(_in_hiss, snr_db=15),
    "rumble": partial(_in_rumble, snr_db=8),
    "babble": partial(_in_babble, snr_db=12),
    "small room": partial(_in_room, echo_s=0.25),
    "large room": partial(_in_room, echo_s=0.7),
    "telephone": _by_telephone,
    "faint": partial(_louder, gain=0.03),
    "overdriven": partial(_louder, gain=8.0),
    "silences": _with_silences,
    "hesitations": _with_hesitations,
}
