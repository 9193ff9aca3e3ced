"""Terms of the shipped banks that were said, and how many of them are in the transcript.

An answer to each question, in which each term that is listened for has a sentence of its own.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

from misheard import comparable

from interviewer.app import Assembly
from interviewer.banks.library import Library
from interviewer.interview import vocabulary
from interviewer.interview.ports import Sound
from interviewer.interview.question import Question
from interviewer.speech import audio_file
from interviewer.speech.hearing import WhisperTranscriber

#: As people go through what they would use; none of them says what the term could be.
_SENTENCES = (
    "The first thing I would look at is {}.",
    "We had good experience with {} in the last project.",
    "I would explain {} to the team before anything else.",
    "That is where {} comes in.",
    "In the end it was {} that made the difference.",
    "And of course you need {} for that.",
)
#: two of each kind, in turn; what is natural speaks more like people
_VOICES = {
    "two natural voices": ("kokoro/heart", "kokoro/michael"),
    "two voices of espeak": ("gmw/en-us", "gmw/en"),
}
_RATE_WPM = 165


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said, the terms that its question listens for, and how often each was said."""

    sound: Sound
    listened_for: Sequence[str]
    said: Counter[str]


def heard(hearing: WhisperTranscriber, *, least: bool = False) -> dict[str, Any]:
    """How many of the terms are in the transcript; at the least of one short answer, spoken by espeak."""
    assembly = Assembly()
    there = {one.id for one in assembly.voice.voices()}
    known = [kind for kind, ids in _VOICES.items() if there.issuperset(ids)]
    kind = known[-1 if least else 0]
    said, missed = 0, {"plain": Counter[str](), "expected": Counter[str]()}
    questions = with_terms(assembly.library)
    if least:
        questions = [min(questions, key=lambda one: len(vocabulary.terms(one)))]
    for answer in answers(assembly, _VOICES[kind], questions):
        said += answer.said.total()
        for way, terms in (("plain", ()), ("expected", answer.listened_for)):
            text = hearing.transcribe_sound(answer.sound, vocabulary=terms).text
            missed[way] += answer.said - Counter({term: times(term, text) for term in answer.said})
    return {
        "voices": kind,
        "said": said,
        **{way: said - those.total() for way, those in missed.items()},
        "missed": ", ".join(sorted(missed["expected"])) or "none",
    }


def with_terms(library: Library) -> list[Question]:
    questions = [one for name in library.names() for one in library.load(name).questions]
    return [one for one in questions if vocabulary.terms(one)]


def answers(assembly: Assembly, voices: Sequence[str], questions: Sequence[Question]) -> Iterator[Answer]:
    voice, spoken = assembly.voice, assembly.library.lexicon.spoken
    voice.rate_wpm = _RATE_WPM
    with tempfile.TemporaryDirectory() as folder:
        for question, voice.voice in zip(questions, cycle(voices), strict=False):
            terms = vocabulary.terms(question)
            # What is said as other words, as PR is, can't be in a transcript.
            said = [term for term in terms if not _is_reworded(term, spoken(term))]
            sentences = (like.format(term) for like, term in zip(cycle(_SENTENCES), said, strict=False))
            text = " ".join(sentences)
            file = Path(folder) / "answer.wav"
            voice.render(spoken(text), to=file)
            yield Answer(audio_file.read(file), terms, Counter({term: times(term, text) for term in said}))


def times(term: str, text: str) -> int:
    """How often the term is in the text: whole words, however they are joined, one or many."""
    wanted, words = _squeezed(term), [_singular(word) for word in comparable(text).split()]
    return sum(
        "".join(words[first:last]) == wanted
        for first in range(len(words))
        for last in range(first + 1, min(first + len(wanted), len(words)) + 1)
    )


def _squeezed(text: str) -> str:
    return "".join(_singular(word) for word in comparable(text).split())


def _singular(word: str) -> str:
    return word.removesuffix("s") if len(word) > len("as") else word


def _is_reworded(term: str, spoken: str) -> bool:
    return len(spoken.split()) > len(term.split()) and _squeezed(spoken) != _squeezed(term)
