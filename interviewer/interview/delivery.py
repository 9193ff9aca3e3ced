"""How an answer was delivered: latency, pace, pauses, fillers, repetition, time per STAR part."""

from __future__ import annotations

from dataclasses import dataclass

from interviewer.interview.question import StarPart
from interviewer.interview.transcript import Filler, Span


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that were heard at a time (None for a typed answer)."""

    text: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Repetition:
    """A phrase of three or more words that came three or more times."""

    text: str
    count: int


@dataclass(frozen=True, slots=True)
class StarTime:
    """The stretch in which one part of a story was told, and its share of the whole."""

    part: StarPart
    span: Span
    share: float


@dataclass(frozen=True, slots=True)
class Delivery:
    """The figures; what they mean and their bands are in ``norms``. None: it takes sound to know."""

    words: int
    start_latency_s: float | None = None
    duration_s: float | None = None
    speaking_s: float | None = None
    pace_wpm: float | None = None
    syllables_per_s: float | None = None
    pauses: tuple[Span, ...] | None = None
    fillers: tuple[Filler, ...] | None = None
    filler_phrases: tuple[Phrase, ...] = ()
    repetitions: tuple[Repetition, ...] = ()
    star: tuple[StarTime, ...] = ()
