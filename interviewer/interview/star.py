"""Which part of a story is told when: Situation, Task, Action, Result, Learning.

Each sentence is weighed by what it sounds like to the sentence model and by phrases that open a part; the
run through the parts that fits all of them best wins, and their usual order speaks for itself. A part that
nothing sounds like is not there: a missing Result shall be named, not made up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise

import numpy as np
from numpy.typing import NDArray

from interviewer.interview.delivery import Told, names_number
from interviewer.interview.judging.clause import clauses_of
from interviewer.interview.judging.meaning import Embedder, StorySense
from interviewer.interview.judging.wording import tokens_of
from interviewer.interview.language import Language
from interviewer.interview.question import StarPart
from interviewer.interview.transcript import Span, Word

_PARTS = tuple(StarPart)
#: The language that the sentence model was trained on.
_MODEL_LANGUAGE = "en"
#: What it costs to go on to another part, for each part that is left out, and to go back.
_TURN, _LEFT_OUT, _BACK = 0.3, 0.3, 2.0
#: Whoever tells the result first goes back to the start on purpose.
_BACK_TO_START = 1.2
#: A story starts with its situation unless it says otherwise.
_START = np.array([0.0, -1.0, -1.5, -2.0, -3.0])
#: A phrase later in its sentence says less.
_INSIDE = 0.7
#: From this share of talk in general on ("teamwork is important"), what was said is no story.
_NO_STORY = 0.4
_LEAST_CHANCE = 1e-4
#: A sentence that never ends is cut into clauses, but not into shorter pieces than these.
_LONGEST_SENTENCE, _SHORTEST_PIECE, _SHORTEST_REST = 30, 8, 4
_LETTERS = re.compile(r"[^\w' ]+", re.UNICODE)

Floats = NDArray[np.float64]


def parts(words: Sequence[Word], language: Language, *, embedder: Embedder) -> tuple[Told, ...]:
    """The parts of a story in the order told; empty where what was said is no story."""
    sentences = sentences_of(words)
    if not sentences:
        return ()
    texts = [" ".join(word.text for word in words[first:end]) for first, end in sentences]
    fits = _fits(texts, language, embedder)
    if fits is None:
        return ()
    chosen = _best_run(fits)
    stretches = []
    for part, run in groupby(range(len(sentences)), key=lambda at: chosen[at]):
        inside = list(run)
        stretches.append((_PARTS[part], sentences[inside[0]][0], sentences[inside[-1]][1] - 1))
    return _told(stretches, words)


def _told(stretches: Sequence[tuple[StarPart, int, int]], words: Sequence[Word]) -> tuple[Told, ...]:
    """With the share of each: of the time, or of the words where there are no times."""
    spans = [_span(words[first], words[last]) for _, first, last in stretches]
    sizes = [
        last + 1 - first if span is None else span.duration_s
        for (_, first, last), span in zip(stretches, spans, strict=True)
    ]
    whole = sum(sizes)
    return tuple(
        Told(
            part=part,
            span=span,
            share=round(size / whole, 3) if whole else 0.0,
            first_word=first,
            last_word=last,
            has_number=names_number(words[first : last + 1]),
        )
        for (part, first, last), span, size in zip(stretches, spans, sizes, strict=True)
    )


def _span(first: Word, last: Word) -> Span | None:
    return None if first.start_s is None or last.end_s is None else Span(first.start_s, last.end_s)


def sentences_of(words: Sequence[Word]) -> list[tuple[int, int]]:
    """First and past-the-last word of each; a sentence that never ends is cut into its clauses."""
    ends = [at + 1 for at, word in enumerate(words) if word.text[-1:] in ".!?…"]
    found = []
    for first, end in pairwise(sorted({0, *ends, len(words)})):
        cuts = _clause_starts(words, first, end) if end - first > _LONGEST_SENTENCE else []
        found += list(pairwise([first, *cuts, end]))
    return found


def _clause_starts(words: Sequence[Word], first: int, end: int) -> list[int]:
    inside = words[first:end]
    tokens = tokens_of(word.text for word in inside)
    starts: list[int] = []
    for clause in clauses_of(tokens, inside)[1:]:
        at = first + tokens[clause.start].first
        if at - (starts or [first])[-1] >= _SHORTEST_PIECE and end - at >= _SHORTEST_REST:
            starts.append(at)
    return starts


def _fits(sentences: Sequence[str], language: Language, embedder: Embedder) -> Floats | None:
    """How well each sentence fits each part, a row each; None where this is no story."""
    hints = np.array([_hints(sentence, language) for sentence in sentences])
    if language.code != _MODEL_LANGUAGE or not isinstance(embedder, StorySense):
        return hints if hints.any() else None
    chances = np.asarray(embedder.story_parts(sentences), dtype=np.float64)
    if chances[:, -1].mean() >= _NO_STORY:
        return None
    parts_only = np.maximum(chances[:, :-1], _LEAST_CHANCE)
    fits: Floats = np.log(parts_only / parts_only.sum(axis=1, keepdims=True)) + hints
    return fits


def _hints(sentence: str, language: Language) -> list[float]:
    text = re.sub(r"\s+", " ", f" {_LETTERS.sub(' ', sentence.lower())} ")
    return [_hint(text, language.star_cues.get(part, ())) for part in _PARTS]


def _hint(text: str, cues: Sequence[str]) -> float:
    places = [text.find(f" {cue} ") for cue in cues]
    return float(sum(1.0 if at < 12 else _INSIDE for at in places if at >= 0))


def _turns() -> Floats:
    """What each step from one part to another adds."""
    turns = np.zeros((len(_PARTS), len(_PARTS)))
    for before in range(len(_PARTS)):
        for after in range(len(_PARTS)):
            if after > before:
                turns[before, after] = -_TURN - _LEFT_OUT * (after - before - 1)
            elif after < before:
                turns[before, after] = -_BACK
    turns[_PARTS.index(StarPart.RESULT), _PARTS.index(StarPart.SITUATION)] = -_BACK_TO_START
    return turns


def _best_run(fits: Floats) -> list[int]:
    """A part for each sentence, so that the fits and the order agree best (Viterbi)."""
    turns = _turns()
    scores = fits[0] + _START
    came_from = []
    for fit in fits[1:]:
        ways = scores[:, None] + turns
        came_from.append(ways.argmax(axis=0))
        scores = ways.max(axis=0) + fit
    chosen = [int(scores.argmax())]
    for step in reversed(came_from):
        chosen.append(int(step[chosen[-1]]))
    return chosen[::-1]
