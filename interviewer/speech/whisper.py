"""Whisper on this machine: where it runs, and one stretch of sound turned into words.

faster-whisper's own ``transcribe`` is not used: it decodes whole files and seeks by the model's own
time marks. Here the caller chooses the stretch (at most 30 s, cut at silences), so that words can be
had while the person speaks.
"""

from __future__ import annotations

import os
import re
import time
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import ctranslate2
import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.audio import pad_or_trim
from faster_whisper.tokenizer import Tokenizer
from faster_whisper.transcribe import get_suppressed_tokens, merge_punctuations

from interviewer.errors import InterviewerError
from interviewer.interview.ports import Sound
from interviewer.interview.take import SAMPLE_RATE_HZ
from interviewer.interview.transcript import Word
from interviewer.sentence import Sentence
from interviewer.speech import memory

#: So many readings at a time.
WORKERS = 2
#: Each on so many cores as are left to it, two at most. Where none is free a second thread makes it slower:
#: one waits for the other at each product.
_THREADS = min(max((os.cpu_count() or 1) // WORKERS, 1), 2)
#: What the model was made for: it hears 30 s at a time, shorter ones are padded with silence.
LIMIT_S = 30.0
_FRAMES_PER_S = 100
#: A short stretch gets by with so much silence after it, and at least so much in all. With less, base
#: mishears one word in twelve more; more than this hardly helps.
_BRIEF_SPARE_S, _BRIEF_LEAST_S = 4.0, 12.0
#: Fast speech has 5 tokens a second. More is a loop.
_TOKENS_PER_S = 6
_TOKENS_SPARE = 24
_GUSHING_TOKENS_PER_S = 4
#: Text that zlib shrinks more than this repeats itself (OpenAI's own threshold).
_MOST_REPETITIVE = 2.4
_LEAST_SURE = -1.0
_NO_SPEECH = 0.6
#: Whisper's own prompt takes at most half of its 448 tokens.
_PROMPT_TOKENS = 223
#: Tried in turn where the text repeats itself or the model is unsure.
_TEMPERATURES = (0.0, 0.2, 0.4, 0.6)
_MARKS = re.compile(r"[.,;:!?…]")
ALL_TRIES = len(_TEMPERATURES)
_BEST_OF = 5
#: As many as ten seconds of brisk speech have.
_REHEARSED_TOKENS = 40


class Place(NamedTuple):
    """Where a model runs, and why there."""

    device: str
    compute_type: str
    why: Sentence


def place(wanted: str = "auto") -> Place:
    """Where a model would run on this machine: "auto" takes a CUDA device where one can be used."""
    if wanted == "cpu":
        return Place("cpu", "int8", Sentence("The processor, as chosen in the settings."))
    why_not = _why_no_cuda()
    if not why_not:
        return Place("cuda", "float16", Sentence("A CUDA device was found, and its libraries load."))
    if wanted == "cuda":
        return Place("cpu", "int8", Sentence("The processor, though CUDA was asked for: {why}.", why=why_not))
    return Place("cpu", "int8", Sentence("The processor: {why}.", why=why_not))


@cache
def _why_no_cuda() -> Sentence | None:
    """None where CUDA can be used. The count alone does not load cuBLAS, so a product is asked for."""
    try:
        if not ctranslate2.get_cuda_device_count():
            return Sentence("there is no CUDA device")
        ctranslate2.get_supported_compute_types("cuda")
    except (RuntimeError, ValueError, OSError) as fault:
        return Sentence("CUDA can't be used ({why})", why=fault)
    return None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one stretch of sound was read as. Times count from the start of the stretch."""

    words: tuple[Word, ...]
    #: mean log probability of a token
    sure: float
    #: unsure in spite of all tries
    doubtful: bool = False
    #: the same words again and again
    loops: bool = False

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


NOTHING = Reading((), 0.0)


class Whisper:
    """One loaded model, for as many threads at once as it has workers."""

    def __init__(self, model_dir: Path, *, device: str = "auto") -> None:
        self.place = place(device)
        self._model, self.place = _load(model_dir, self.place)

    @property
    def multilingual(self) -> bool:
        return bool(self._model.model.is_multilingual)

    def listen(self, sound: Sound, *, brief: bool = False) -> Heard:
        """The ear: at most 30 s, to be understood in one way or several.

        A shorter sound is padded to 30 s, as the model was taught: without, the text goes round in
        circles now and then. ``brief`` pads it to less, at a third of the cost: for short stretches,
        whose reading is checked, and is done again where it is doubtful.
        """
        length = min(len(sound), int(LIMIT_S * SAMPLE_RATE_HZ))
        features = self._model.feature_extractor(sound[:length])
        length_s = length / SAMPLE_RATE_HZ
        padded_s = max(length_s + _BRIEF_SPARE_S, _BRIEF_LEAST_S) if brief else LIMIT_S
        frames = int(min(padded_s, LIMIT_S) * _FRAMES_PER_S)
        return Heard(self._model.encode(pad_or_trim(features, frames)), length_s, sound[:length])

    def understand(
        self,
        heard: Heard,
        *,
        language: str = "en",
        hotwords: Sequence[str] = (),
        prompt: str = "",
        beam: int = 5,
        tries: int = ALL_TRIES,
    ) -> Reading:
        """The second half: text and word times."""
        tokenizer = self._tokenizer(language)
        start = _prompt(tokenizer, hotwords, prompt)
        best = _Guess((), -9.0, 0.0, doubtful=True)
        for temperature in _TEMPERATURES[:tries]:
            guess = self._guess(heard, tokenizer, start, beam, temperature)
            best = guess if not guess.doubtful else max(best, guess, key=lambda one: one.sure)
            if not guess.doubtful:
                break
            if guess.no_speech > _NO_SPEECH and guess.sure < _LEAST_SURE:
                return NOTHING
        words = self._timed(heard, tokenizer, best.tokens)
        return Reading(words, best.sure, best.doubtful, best.loops)

    def rehearsed_s(self, *, rounds: int = 3) -> float:
        """How long ten seconds of speech take to read: the best of some rounds, on sound that is made up."""
        tokenizer = self._tokenizer("en")
        start = [*tokenizer.sot_sequence, tokenizer.no_timestamps]
        sound = np.random.default_rng(1).normal(0, 0.05, 10 * SAMPLE_RATE_HZ).astype(np.float32)
        taken_s: list[float] = []
        for _ in range(rounds):
            began = time.perf_counter()
            self._model.model.generate(
                self.listen(sound).encoded,
                [start],
                beam_size=5,
                max_length=len(start) + _REHEARSED_TOKENS,
                suppress_tokens=[tokenizer.eot],
            )
            taken_s.append(time.perf_counter() - began)
        return min(taken_s)

    def _tokenizer(self, language: str) -> Tokenizer:
        if language != "en" and not self.multilingual:
            raise InterviewerError(
                "This speech model hears English only, and the answers are in '{language}'.",
                fix="Choose the model 'base' in the settings, or with --model base.",
                language=language,
            )
        return Tokenizer(self._model.hf_tokenizer, self.multilingual, task="transcribe", language=language)

    def _guess(
        self, heard: Heard, tokenizer: Tokenizer, start: list[int], beam: int, temperature: float
    ) -> _Guess:
        how: dict[str, Any] = {"beam_size": beam, "patience": 1.0}
        if temperature:
            how = {
                "beam_size": 1,
                "num_hypotheses": _BEST_OF,
                "sampling_topk": 0,
                "sampling_temperature": temperature,
            }
        most = len(start) + int(heard.length_s * _TOKENS_PER_S) + _TOKENS_SPARE
        result = self._model.model.generate(
            heard.encoded,
            [start],
            max_length=min(most, self._model.max_length),
            return_scores=True,
            return_no_speech_prob=True,
            suppress_tokens=get_suppressed_tokens(tokenizer, [-1]),
            **how,
        )[0]
        tokens = tuple(token for token in result.sequences_ids[0] if token < tokenizer.eot)
        length = len(result.sequences_ids[0])
        sure = result.scores[0] * length / (length + 1)
        text = tokenizer.decode(list(tokens))
        gushing = len(tokens) > heard.length_s * _GUSHING_TOKENS_PER_S
        loops = goes_in_circles(text) or (gushing and is_repetitive(text))
        return _Guess(tokens, sure, result.no_speech_prob, doubtful=loops or sure < _LEAST_SURE, loops=loops)

    def _timed(self, heard: Heard, tokenizer: Tokenizer, tokens: Sequence[int]) -> tuple[Word, ...]:
        """Words with the times at which the model looked at them; corrected to the sound later."""
        if not tokens:
            return ()
        frames = int(heard.length_s * _FRAMES_PER_S)
        found = self._model.find_alignment(tokenizer, [list(tokens)], heard.encoded, frames)[0]
        merge_punctuations(found, "\"'“¿([{-", "\"'.。,，!！?？:：”)]}、%")
        words: list[Word] = []
        for one in found:
            text, sure = one["word"], float(one["probability"])
            if not text.strip():
                continue
            if words and not text.startswith(" "):  # "non" and "-negotiable" are one word
                first = words.pop()
                sure = min(sure, first.probability or 0.0)
                words.append(Word(first.text + text.strip(), first.start_s, float(one["end"]), sure))
            else:
                words.append(Word(text.strip(), float(one["start"]), float(one["end"]), sure))
        return tuple(words)


@dataclass(frozen=True, slots=True)
class Heard:
    """What the model's ear made of a stretch of sound."""

    encoded: ctranslate2.StorageView
    length_s: float
    sound: Sound


@dataclass(frozen=True, slots=True)
class _Guess:
    tokens: tuple[int, ...]
    sure: float
    no_speech: float
    doubtful: bool
    loops: bool = False


def is_repetitive(text: str) -> bool:
    """Whether much of a text is said twice. People do that too, but not while gushing."""
    packed = text.encode()
    return len(packed) > 60 and len(packed) / len(zlib.compress(packed)) > _MOST_REPETITIVE


def goes_in_circles(text: str) -> bool:
    """Whether the same words come again and again, as when Whisper loses the thread.

    People say a word four times, hardly eight.
    """
    words = tuple(text.lower().replace(",", " ").split())  # "100,000,000,000" and so on is one word
    return any(_circles(words, size, max(4, 8 // size)) for size in range(1, 9))


def says_twice(text: str) -> bool:
    """Whether a phrase of three words or more comes twice in a row. People do that, and Whisper too."""
    words = tuple(_MARKS.sub("", text.lower()).split())
    return any(_circles(words, size, 2) for size in range(3, len(words) // 2 + 1))


def _circles(words: tuple[str, ...], size: int, rounds: int) -> bool:
    """Whether ``size`` words come so many times in a row."""
    length = size * rounds
    return any(
        words[at : at + size] * rounds == words[at : at + length] for at in range(len(words) - length + 1)
    )


def _prompt(tokenizer: Tokenizer, hotwords: Sequence[str], prompt: str) -> list[int]:
    before = ", ".join(hotwords) or prompt
    start = [tokenizer.sot_prev, *tokenizer.encode(" " + before)[:_PROMPT_TOKENS]] if before else []
    # Without time marks the model skips less: with them it takes a pause for the end of the text.
    return [*start, *tokenizer.sot_sequence, tokenizer.no_timestamps]


def _load(model_dir: Path, where: Place) -> tuple[WhisperModel, Place]:
    if not (model_dir / "model.bin").is_file():
        raise InterviewerError(
            "There is no speech model in {model_dir}.",
            fix="Run 'interviewer doctor' to see which are there.",
            model_dir=model_dir,
        )
    try:
        return _opened(model_dir, where), where
    except (RuntimeError, ValueError, OSError) as fault:
        if where.device == "cpu":
            if memory.is_used_up(fault):
                raise
            raise InterviewerError(
                "The speech model in {model_dir} can't be used: {why}.",
                fix="Remove it and fetch it again; 'interviewer doctor' says how.",
                model_dir=model_dir,
                why=fault,
            ) from fault
        instead = Place("cpu", "int8", Sentence("The processor: CUDA failed ({why}).", why=fault))
        return _load(model_dir, instead)


def _opened(model_dir: Path, where: Place) -> WhisperModel:
    model = WhisperModel(
        str(model_dir),
        device=where.device,
        compute_type=where.compute_type,
        cpu_threads=_THREADS,
        num_workers=WORKERS if where.device == "cpu" else 1,
    )
    if where.device == "cuda":  # its libraries load at the first product, not before
        model.encode(np.zeros((model.feature_extractor.mel_filters.shape[0], 3000), dtype=np.float32))
    return model
