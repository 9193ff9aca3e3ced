"""An answer and the key points of its question, read the same way: tokens, clauses, passages, vectors."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from interviewer.interview.judging.clause import Clause, clauses_of
from interviewer.interview.judging.glossary import Glossary
from interviewer.interview.judging.meaning import Embedder
from interviewer.interview.judging.polarity import Signed, denials_of, negations_of, signed_of
from interviewer.interview.judging.quantity import Quantity, quantities_of
from interviewer.interview.judging.wording import Token, tokens_of
from interviewer.interview.question import KeyPoint
from interviewer.interview.transcript import Word

#: A passage is one to three clauses that follow each other.
PASSAGE_CLAUSES = 3
#: Longer answers are judged on their first words; nobody speaks for an hour and a half.
MOST_WORDS = 12_000
_LONG_PASSAGE = 60
_PART_SHORTEST, _PART_LONGEST = 3, 60
_LABEL = re.compile(r"^\s*([^:.!?]{2,48}):\s+(?=\S)")
#: Examples are not asked for.
_EXAMPLE = re.compile(r"\s*\((?:e\.g\.|for example|such as|like)[^()]*\)", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[\"'(]?\w)")
_ABBREVIATED = re.compile(r"\b(?:e\.g|i\.e|approx|vs|etc|incl|resp)\.$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Passage:
    """Tokens from ``start`` up to ``end`` (not included) that make one to three clauses."""

    start: int
    end: int

    def within(self, other: Passage) -> bool:
        return other.start <= self.start and self.end <= other.end

    def overlaps(self, other: Passage) -> bool:
        return self.start < other.end and other.start < self.end


class Reading:
    """A text with all that is compared about it, worked out once."""

    def __init__(self, words: Sequence[Word], *, glossary: Glossary) -> None:
        self.words = words[:MOST_WORDS]
        self.tokens: list[Token] = glossary.read(tokens_of(word.text for word in self.words))
        self.clauses: list[Clause] = clauses_of(self.tokens, self.words)

    @cached_property
    def signed(self) -> list[Signed]:
        return signed_of(self.tokens, self.clauses)

    @cached_property
    def quantities(self) -> list[Quantity]:
        return quantities_of(self.tokens)

    @cached_property
    def negations(self) -> list[int]:
        return [at for clause in self.clauses for at in negations_of(self.tokens, clause)]

    @cached_property
    def denials(self) -> list[range]:
        """The tokens under each denial of a whole sentence."""
        return denials_of(self.tokens)

    @cached_property
    def denied(self) -> frozenset[int]:
        return frozenset(at for reach in self.denials for at in reach)

    @cached_property
    def passages(self) -> list[Passage]:
        """Every run of one to three clauses, the short ones first."""
        return [passage for count in range(1, PASSAGE_CLAUSES + 1) for passage in self._runs(count)]

    def _runs(self, count: int) -> list[Passage]:
        runs = [
            Passage(self.clauses[at].start, self.clauses[at + count - 1].end)
            for at in range(len(self.clauses) - count + 1)
        ]
        return [one for one in runs if count == 1 or one.end - one.start <= _LONG_PASSAGE]

    @cached_property
    def held(self) -> list[list[Signed]]:
        """Per passage what it holds."""
        return [self.within(passage) for passage in self.passages]

    @cached_property
    def concepts(self) -> list[frozenset[str]]:
        """Per passage the concepts that it holds."""
        return [frozenset(one.concept for one in held) for held in self.held]

    def within(self, passage: Passage) -> list[Signed]:
        start, end = (bisect_left(self._places, at) for at in (passage.start, passage.end))
        return self.signed[start:end]

    @cached_property
    def _places(self) -> list[int]:
        return [one.at for one in self.signed]

    def text(self, passage: Passage) -> str:
        """What the sentence model is given: abbreviations and spelled letters as one word."""
        return " ".join(token.text for token in self.tokens[passage.start : passage.end])

    def vectors(self, embedder: Embedder) -> NDArray[np.float32]:
        """One row for each passage; a longer one is the mean of its clauses, as the model was taught."""
        known = embedder.embed([self.text(Passage(one.start, one.end)) for one in self.clauses])
        if not self.clauses:
            return known
        firsts = {clause.start: at for at, clause in enumerate(self.clauses)}
        lasts = {clause.end: at for at, clause in enumerate(self.clauses)}
        weighed = known * np.array([[one.end - one.start] for one in self.clauses], dtype=np.float32)
        sums = np.stack(
            [weighed[firsts[one.start] : lasts[one.end] + 1].sum(axis=0) for one in self.passages]
        )
        return np.asarray(sums / np.linalg.norm(sums, axis=1, keepdims=True), dtype=np.float32)


@dataclass(frozen=True)
class Part:
    """One claim of a key point."""

    text: str
    reading: Reading

    @property
    def spoken(self) -> str:
        return self.reading.text(Passage(0, len(self.reading.tokens)))


@dataclass(frozen=True)
class PointReading:
    """A key point as it is compared: the whole, and its claims."""

    point: KeyPoint
    whole: Part
    parts: tuple[Part, ...]


def read_point(point: KeyPoint, *, glossary: Glossary) -> PointReading:
    """Splits a key point into its claims. The label stays with the first claim: it often is the subject."""
    label = point.label or ""
    text = _EXAMPLE.sub("", point.text) or point.text
    if label and not text.lower().startswith(label.lower()):
        text = f"{label}: {text}"
    whole = _part(text, glossary)
    parts = tuple(_part(piece, glossary) for piece in _pieces(text))
    kept = tuple(part for part in parts if any(token.is_content for token in part.reading.tokens))
    return PointReading(point, whole, kept if len(kept) > 1 else (whole,))


def _part(text: str, glossary: Glossary) -> Part:
    return Part(text, Reading([Word(token) for token in text.split()], glossary=glossary))


def _pieces(text: str) -> Iterator[str]:
    """Sentences, and the clauses of long ones; a piece too short to be a claim stays with the one before."""
    held = ""
    for piece in _sentences(text):
        held = f"{held} {piece}".strip()
        if len(re.findall(r"\w+", _LABEL.sub("", held))) >= _PART_SHORTEST:
            yield held
            held = ""
    if held:
        yield held


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for cut in _SENTENCE.finditer(text):
        if _ABBREVIATED.search(text[start : cut.start()]):
            continue
        yield text[start : cut.start()]
        start = cut.end()
    yield text[start:]
