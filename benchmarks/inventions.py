"""Words and terms that nobody said: sounds without speech, and speech in which no term of the bank is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import cycle
from typing import Any

import numpy as np
from clips import RATE, recordings

from interviewer.interview.ports import Sound
from interviewer.speech.hearing import WhisperTranscriber

#: Terms of the shipped bank that are said in none of the sounds here.
TERMS = (
    *("KEDA", "ADLS Gen2", "Unity Catalog", "Z-ORDER", "RPO", "AKS", "MLflow", "Delta Lake", "Power BI"),
    *("CI/CD", "Terraform", "Purview"),
)
_LETTERS = re.compile(r"[^\w]+")


def words_in_noise(hearing: WhisperTranscriber, length_s: float) -> dict[str, Any]:
    """Words in sounds without any."""
    kinds = without_speech(length_s)
    found = {kind: hearing.transcribe_sound(sound, vocabulary=TERMS).text for kind, sound in kinds.items()}
    return {"seconds": length_s * len(kinds), "words": {kind: text for kind, text in found.items() if text}}


def without_speech(length_s: float) -> dict[str, Sound]:
    """Silence, noises and music."""
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
    return {kind: np.clip(sound, -1, 1).astype(np.float32) for kind, sound in kinds.items()}


def terms_in_non_answers(hearing: WhisperTranscriber, minutes: float) -> dict[str, Any]:
    """Terms of the bank that were written down, though nobody said them."""
    found: dict[str, list[str]] = {}
    heard_s = 0.0
    for kind, sound in non_answers(minutes * 60):
        heard_s += len(sound) / RATE
        text = f" {_LETTERS.sub(' ', hearing.transcribe_sound(sound, vocabulary=TERMS).text.lower())} "
        made_up = [term for term in TERMS if f" {_LETTERS.sub(' ', term.lower())} " in text]
        if made_up:
            found.setdefault(kind, []).extend(made_up)
    return {"minutes": round(heard_s / 60, 1), "terms": found}


def non_answers(length_s: float) -> Iterator[tuple[str, Sound]]:
    """Half of it without speech, half with speech that is reversed, mixed, or about something else."""
    yield from ((kind, sound) for kind, sound in without_speech(length_s / 20).items())
    others = [clip.sound for clip in recordings() if clip.name != "a3_cost"]
    babble = np.sum([np.tile(sound, 9)[: 20 * RATE] for sound in others], axis=0) / 2
    speech = [("another subject", sound) for sound in others]
    speech += [("backwards", sound[::-1].copy()) for sound in others]
    speech += [("several voices", np.clip(babble, -1, 1).astype(np.float32))]
    left_s = length_s / 2
    for number, (kind, sound) in enumerate(cycle(speech)):
        if left_s <= 0:
            return
        left_s -= len(sound) / RATE
        # louder and fainter by turns: never quite the same sound
        yield kind, (sound * (0.5 + 0.1 * (number % 5))).astype(np.float32)
