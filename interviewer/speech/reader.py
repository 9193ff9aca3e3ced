"""Reads a window: words with their times in the take, and a second look where something was passed over.

Whisper drops whole sentences now and then, and goes round in circles at other times. The voice
activity knows better: where somebody spoke and no word was found, it is read again from there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from interviewer.interview.ports import Sound
from interviewer.interview.transcript import Span, Word
from interviewer.speech import window as windows
from interviewer.speech.whisper import Reading, Whisper
from interviewer.speech.window import Window

#: An "um" is shorter than this; speech without words for longer was passed over.
_PASSED_OVER_S = 1.8
_SECOND_LOOKS = 3
#: A word is held to be spoken in one go where the voice stops for less than this.
_WITHIN_WORD_S = 0.25


@dataclass(frozen=True, slots=True)
class Read:
    """A window's words, timed in the take, and the tokens they came from (for a reading that goes on)."""

    words: tuple[Word, ...]
    tokens: tuple[int, ...] = ()
    tokens_per_word: tuple[int, ...] = ()
    sure: float = 0.0


class Reader:
    """One model, one language and one vocabulary, for one take."""

    def __init__(self, whisper: Whisper, *, language: str, vocabulary: Sequence[str] = ()) -> None:
        self.whisper = whisper
        self._language = language
        self._vocabulary = tuple(vocabulary)

    def read(self, window: Window, take: Sound, *, from_s: float = 0.0) -> Read:
        """The careful reading, of which nothing is left to improve."""
        first = self._once(window, take, from_s)
        words = self._second_looks(window, take, from_s, first)
        return replace(first, words=words) if words is not first.words else first

    def go_on(self, window: Window, take: Sound, known: Read, *, from_s: float = 0.0) -> Read:
        """A quick reading that trusts the words of an earlier one of a shorter window, but for its last."""
        kept = max(len(known.words) - 2, 0)
        prefix = known.tokens[: sum(known.tokens_per_word[:kept])]
        reading = self.whisper.read(
            window.sound(take, from_s=from_s),
            language=self._language,
            hotwords=self._vocabulary,
            prefix=prefix,
            tries=2,
        )
        read = _in_take(window, reading)
        if reading.doubtful or _hole(window, read.words) is not None:
            return self.read(window, take, from_s=from_s)
        return read

    def _once(self, window: Window, take: Sound, from_s: float) -> Read:
        reading = self.whisper.read(
            window.sound(take, from_s=from_s), language=self._language, hotwords=self._vocabulary
        )
        if reading.doubtful and len(window.spans) > 1:
            return self._in_two(window, take, from_s)
        return _in_take(window, reading)

    def _in_two(self, window: Window, take: Sound, from_s: float) -> Read:
        """A loop is broken by another cut: at the longest pause."""
        pauses = [
            after.start_s - before.end_s
            for before, after in zip(window.spans, window.spans[1:], strict=False)
        ]
        at = pauses.index(max(pauses)) + 1
        halves = [windows.of(spans, end_s=window.end_s) for spans in (window.spans[:at], window.spans[at:])]
        readings = [
            (half, self.whisper.read(half.sound(take, from_s=from_s), language=self._language))
            for half in halves
        ]
        reads = [_in_take(half, reading) for half, reading in readings if not reading.doubtful]
        return Read(tuple(word for read in reads for word in read.words))

    def _second_looks(self, window: Window, take: Sound, from_s: float, first: Read) -> tuple[Word, ...]:
        words = first.words
        looked = window.start_s
        for _ in range(_SECOND_LOOKS):
            hole = _hole(window, words, after_s=looked)
            if hole is None:
                break
            looked = hole.end_s
            rest = windows.of(_after(window.spans, hole.start_s), end_s=window.end_s)
            found = self._once(rest, take, from_s).words
            if any(word.end_s is not None and word.end_s < hole.end_s for word in found):
                words = (*_before(words, hole.start_s), *_from(found, hole.start_s))
        return words


def _in_take(window: Window, reading: Reading) -> Read:
    words: list[Word] = []
    for word in reading.words:
        start_s = window.in_take_s(word.start_s or 0.0)
        end_s = max(window.in_take_s(word.end_s or 0.0), start_s)
        span = _to_the_sound(Span(start_s, end_s), window.spans)
        if words and words[-1].end_s is not None:
            span = Span(max(span.start_s, words[-1].end_s), max(span.end_s, words[-1].end_s))
        words.append(replace(word, start_s=round(span.start_s, 3), end_s=round(span.end_s, 3)))
    return Read(tuple(words), reading.tokens, reading.tokens_per_word, reading.sure)


def _to_the_sound(word: Span, spans: Sequence[Span]) -> Span:
    """A word's time without the silence that the model counted in.

    A word that lies in silence altogether stays: the voice activity may have missed a faint one.
    """
    parts = [
        Span(max(word.start_s, span.start_s), min(word.end_s, span.end_s))
        for span in spans
        if span.start_s < word.end_s and span.end_s > word.start_s
    ]
    if not parts:
        return word
    joined = [parts[0]]
    for part in parts[1:]:
        if part.start_s - joined[-1].end_s < _WITHIN_WORD_S:
            joined[-1] = Span(joined[-1].start_s, part.end_s)
        else:
            joined.append(part)
    return max(joined, key=lambda part: part.duration_s)


def _hole(window: Window, words: Sequence[Word], *, after_s: float = 0.0) -> Span | None:
    """The first stretch with much voice and no word."""
    edges = [window.start_s, *(word.end_s or 0.0 for word in words)]
    starts = [*(word.start_s or 0.0 for word in words), window.end_s]
    for end_s, start_s in zip(edges, starts, strict=True):
        if start_s > after_s and voiced_s(window.spans, end_s, start_s) >= _PASSED_OVER_S:
            return Span(end_s, start_s)
    return None


def voiced_s(spans: Sequence[Span], start_s: float, end_s: float) -> float:
    """How much voice there is between two moments."""
    return sum(max(min(span.end_s, end_s) - max(span.start_s, start_s), 0.0) for span in spans)


def _after(spans: Sequence[Span], at_s: float) -> tuple[Span, ...]:
    return tuple(Span(max(span.start_s, at_s), span.end_s) for span in spans if span.end_s > at_s)


def _before(words: Sequence[Word], at_s: float) -> tuple[Word, ...]:
    return tuple(word for word in words if (word.start_s or 0.0) < at_s)


def _from(words: Sequence[Word], at_s: float) -> tuple[Word, ...]:
    return tuple(word for word in words if (word.start_s or 0.0) >= at_s)
