"""Where somebody speaks: on real speech, on speech with known silences, and on what is no speech."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soxr

from interviewer.interview.ports import Sound
from interviewer.interview.transcript import Span
from interviewer.speech import audio_file
from interviewer.speech.vad import VoiceActivity, speech_in

SPEECH = Path(__file__).parents[1] / "data" / "speech"
KNOWN = json.loads((SPEECH / "a3_cost.json").read_text())


@pytest.fixture(scope="module")
def answer() -> Sound:
    return audio_file.read(SPEECH / "a3_cost.flac")


def phrases(answer: Sound) -> list[Sound]:
    return [
        answer[int(phrase["start"] * 16_000) : int(phrase["end"] * 16_000)] for phrase in KNOWN["phrases"]
    ]


def silences(spans: tuple[Span, ...]) -> list[Span]:
    return [Span(before.end_s, after.start_s) for before, after in pairwise(spans)]


def test_known_silences_are_found_where_they_are(answer: Sound) -> None:
    heard = speech_in(answer)
    assert heard[0].start_s == pytest.approx(KNOWN["first_word"], abs=0.05)
    off_s = []
    for start_s, end_s in KNOWN["silences"][1:-1]:
        found = [one for one in silences(heard) if one.start_s < end_s and one.end_s > start_s]
        assert found, f"the silence at {start_s} s was missed"
        off_s += [abs(found[0].start_s - start_s), abs(found[-1].end_s - end_s)]
    assert np.median(off_s) < 0.04
    long = [one for one in silences(heard) if one.duration_s >= 0.3]
    assert len(long) == sum(end - start >= 0.3 for start, end in KNOWN["silences"][1:-1])


@pytest.mark.parametrize("noise", [1e-4, 1e-3, 3e-3])
def test_silences_put_in_by_hand_are_found_in_noise(answer: Sound, noise: float) -> None:
    random = np.random.default_rng(7)
    parts, edges, length = [], [], 0
    for phrase in phrases(answer):
        gap = int(random.uniform(0.3, 2.0) * 16_000)
        edges.append(Span(length / 16_000, (length + gap) / 16_000))
        parts += [np.zeros(gap), phrase]
        length += gap + len(phrase)
    sound = (np.concatenate(parts) + random.normal(0, noise, length)).astype(np.float32)
    heard = speech_in(sound)
    assert heard[0].start_s == pytest.approx(edges[0].end_s, abs=0.05)
    for edge in edges[1:]:
        assert any(
            abs(one.start_s - edge.start_s) < 0.15 and abs(one.end_s - edge.end_s) < 0.15
            for one in silences(heard)
        ), f"the silence at {edge} was missed"


def test_block_by_block_is_the_same_as_at_once(answer: Sound) -> None:
    random = np.random.default_rng(5)
    activity, at = VoiceActivity(), 0
    while at < len(answer):
        size = int(random.integers(1, 5_000))
        activity.hear(answer[at : at + size])
        at += size
    activity.end()
    assert activity.spans == speech_in(answer)
    assert activity.heard_s == pytest.approx(len(answer) / 16_000)


def test_it_knows_how_long_nobody_has_spoken(answer: Sound) -> None:
    activity = VoiceActivity()
    activity.hear(answer[: int(5.0 * 16_000)])
    assert activity.silence_s == 0.0
    activity.hear(answer[int(5.0 * 16_000) : int(5.7 * 16_000)])
    assert activity.silence_s == pytest.approx(0.65, abs=0.1)
    assert activity.spans[-1].end_s == pytest.approx(5.05, abs=0.1)


@pytest.mark.parametrize("gain", [0.02, 0.1, 20.0])
def test_quiet_and_clipped_speech_is_heard(answer: Sound, gain: float) -> None:
    heard = speech_in(np.clip(answer * gain, -1, 1).astype(np.float32))
    plain = speech_in(answer)
    length_s = sum(span.duration_s for span in plain)
    assert sum(span.duration_s for span in heard) == pytest.approx(length_s, rel=0.1)


def not_speech(kind: str) -> Sound:
    random = np.random.default_rng(11)
    size = 20 * 16_000
    seconds = np.arange(size) / 16_000
    white = random.normal(0, 1, size)
    sound = {
        "nothing": np.zeros(size),
        "white noise": 0.1 * white,
        "a fan": 0.2 * np.cumsum(white - white.mean()) / 100,
        "hum": 0.3 * np.sin(2 * np.pi * 50 * seconds) + 0.1 * np.sin(2 * np.pi * 150 * seconds),
        "typing": white * (random.random(size) < 0.0005).astype(float).repeat(1),
        "beeps": 0.3 * np.sin(2 * np.pi * 1000 * seconds) * (seconds % 1 < 0.2),
        "a chord": sum(0.1 * np.sin(2 * np.pi * tone * seconds) for tone in (262, 330, 392)),
        "breath": soxr.resample(random.normal(0, 0.05, size), 16_000, 16_000)
        * np.clip(np.sin(2 * np.pi * 0.25 * seconds), 0, 1),
        "full scale square": np.sign(np.sin(2 * np.pi * 200 * seconds)),
    }[kind]
    return np.clip(sound, -1, 1).astype(np.float32)


@pytest.mark.parametrize(
    "kind",
    ["nothing", "white noise", "a fan", "hum", "typing", "beeps", "a chord", "breath", "full scale square"],
)
def test_what_is_no_speech_is_not_taken_for_it(kind: str) -> None:
    assert speech_in(not_speech(kind)) == ()


def test_a_sound_shorter_than_a_step() -> None:
    assert speech_in(np.zeros(100, dtype=np.float32)) == ()
    assert speech_in(np.empty(0, dtype=np.float32)) == ()


def test_a_word_that_starts_with_a_faint_sound_starts_there(answer: Sound) -> None:
    """An "s" or an "f" is no voice to the model, but the word began with it."""
    random = np.random.default_rng(1)
    for phrase in phrases(answer):
        sound = np.concatenate([np.zeros(16_000), phrase]) + random.normal(0, 1e-3, 16_000 + len(phrase))
        assert speech_in(sound.astype(np.float32))[0].start_s == pytest.approx(1.0, abs=0.03)


def test_a_breath_is_not_taken_for_the_start_of_a_word(answer: Sound) -> None:
    random = np.random.default_rng(1)
    breath = random.normal(0, 0.002, 8_000) * np.sin(np.linspace(0, np.pi, 8_000))
    sound = np.concatenate([np.zeros(16_000), breath, phrases(answer)[3]])
    sound += random.normal(0, 1e-4, len(sound))
    assert speech_in(sound.astype(np.float32))[0].start_s == pytest.approx(1.5, abs=0.05)
