"""Which part of a story is told when: Situation, Task, Action, Result, Learning.

Each sentence is heard for phrases that open a part; the best run through the parts in their order
wins. A part that nothing opened is not there: a missing Result shall be named, not made up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from interviewer.interview.language import Language
from interviewer.interview.question import StarPart
from interviewer.interview.transcript import Span, Word

_PARTS = tuple(StarPart)
#: What it takes to go on to another part: one phrase that opens it is enough.
_TURN = 0.6
#: A phrase later in its sentence says less.
_INSIDE = 0.7
_LONGEST_SENTENCE = 30
_LETTERS = re.compile(r"[^\w' ]+", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Told:
    """The words of one part, first and last included."""

    part: StarPart
    first_word: int
    last_word: int


def parts(words: Sequence[Word], language: Language) -> tuple[Told, ...]:
    """The parts of a story in the order told; empty where nothing in it sounds like a story."""
    sentences = _sentences(words)
    hints = [_hints(words[first:end], language) for first, end in sentences]
    if not any(any(hint) for hint in hints):
        return ()
    told = []
    chosen = _best_run(hints)
    for part, run in groupby(range(len(sentences)), key=lambda at: chosen[at]):
        inside = list(run)
        told.append(Told(_PARTS[part], sentences[inside[0]][0], sentences[inside[-1]][1] - 1))
    return tuple(told)


def span(told: Told, words: Sequence[Word]) -> Span | None:
    """When it was told; None for a typed answer."""
    start_s, end_s = words[told.first_word].start_s, words[told.last_word].end_s
    return None if start_s is None or end_s is None else Span(start_s, end_s)


def _sentences(words: Sequence[Word]) -> list[tuple[int, int]]:
    """First and past-the-last word of each; a sentence that never ends is cut at its commas."""
    sentences, first = [], 0
    for at, word in enumerate(words):
        length = at + 1 - first
        ends = word.text[-1:] in ".!?…" or (length > _LONGEST_SENTENCE // 2 and word.text[-1:] in ",;")
        if ends or length >= _LONGEST_SENTENCE:
            sentences.append((first, at + 1))
            first = at + 1
    if first < len(words):
        sentences.append((first, len(words)))
    return sentences


def _hints(words: Sequence[Word], language: Language) -> list[float]:
    text = f" {_LETTERS.sub(' ', ' '.join(word.text for word in words).lower())} "
    text = re.sub(r"\s+", " ", text)
    return [_hint(text, language.star_cues.get(part, ())) for part in _PARTS]


def _hint(text: str, cues: Sequence[str]) -> float:
    places = [text.find(f" {cue} ") for cue in cues]
    return float(sum(1.0 if at < 12 else _INSIDE for at in places if at >= 0))


def _best_run(hints: Sequence[Sequence[float]]) -> list[int]:
    """A part for each sentence, never going back, so that the hints agree best (Viterbi)."""
    count = len(_PARTS)
    # A story starts with its situation unless it says otherwise.
    scores = [hints[0][part] - (_TURN if part else 0.0) for part in range(count)]
    came_from: list[list[int]] = []
    for hint in hints[1:]:
        step = [_from_where(scores, part) for part in range(count)]
        scores = [
            scores[step[part]] - (_TURN if step[part] != part else 0.0) + hint[part] for part in range(count)
        ]
        came_from.append(step)
    chosen = [max(range(count), key=lambda part: scores[part])]
    for step in reversed(came_from):
        chosen.append(step[chosen[-1]])
    return chosen[::-1]


def _from_where(scores: Sequence[float], part: int) -> int:
    """The part before, when the story is at ``part`` now."""
    came = [score - (_TURN if before != part else 0.0) for before, score in enumerate(scores[: part + 1])]
    return came.index(max(came))
