"""Timed text: what was said, when, and how sure the listener is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time in a recording, in seconds from its start."""

    start_s: float
    end_s: float

    @property
    def duration_s(self) -> float:
        return self.end_s - self.start_s

    @property
    def middle_s(self) -> float:
        return (self.start_s + self.end_s) / 2

    def within(self, other: Span) -> Span:
        """The part that lies in another one; its duration is less than nothing where they are apart."""
        return Span(max(self.start_s, other.start_s), min(self.end_s, other.end_s))

    def meets(self, other: Span) -> bool:
        """Whether they have a moment in common."""
        return self.start_s < other.end_s and self.end_s > other.start_s


@dataclass(frozen=True, slots=True)
class Word:
    """One spoken word. A typed answer has words without times or probability.

    ``text`` is the word as people write it; ``said`` what was heard, where that is more than its spelling.
    """

    text: str
    start_s: float | None = None
    end_s: float | None = None
    probability: float | None = None
    said: str | None = None

    @property
    def span(self) -> Span:
        """When it was said; a word without times counts as said at the very beginning."""
        start_s = self.start_s or 0.0
        return Span(start_s, start_s if self.end_s is None else self.end_s)


def joined(words: Sequence[Word], text: str) -> Word:
    """One word in place of some; it is as sure as the least sure of them."""
    sure = [word.probability for word in words if word.probability is not None]
    said = " ".join(word.said or word.text for word in words)
    return Word(
        text,
        words[0].start_s,
        words[-1].end_s,
        min(sure) if sure else None,
        said=None if said.lower() == text.lower() else said,
    )


@dataclass(frozen=True, slots=True)
class Segment:
    """Words that were decoded together."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Filler:
    """An um or uh that was heard; Whisper leaves them out of its words."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was said in a take.

    ``speech`` holds the stretches with voice in them, found from the sound and not from the words;
    it is None for a typed answer, and so is ``duration_s``.
    """

    segments: tuple[Segment, ...]
    model: str = ""
    language: str = "en"
    duration_s: float | None = None
    speech: tuple[Span, ...] | None = None
    fillers: tuple[Filler, ...] = ()
    #: False while a better reading of the same take is still being made
    final: bool = True
    #: from the end of the question to the beginning of the take, from which all times here count
    lead_s: float = 0.0

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for segment in self.segments for word in segment.words)

    @property
    def text(self) -> str:
        return " ".join(segment.text for segment in self.segments if segment.words)

    @classmethod
    def typed(cls, text: str) -> Transcript:
        """A transcript without sound: what needs sound stays unknown."""
        return cls.of_words(Word(token) for token in text.split())

    @classmethod
    def of_words(cls, words: Iterable[Word]) -> Transcript:
        held = tuple(words)
        return cls(segments=(Segment(held),) if held else ())
