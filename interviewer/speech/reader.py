"""Reads a window: words with their times in the take, and a second look where something was passed over.

Whisper drops whole sentences now and then, and goes round in circles at other times. The voice
activity knows better: where somebody spoke and no word was found, it is read again from there.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import Any

from interviewer.interview import language as language_tables
from interviewer.interview.ports import Sound
from interviewer.interview.transcript import Filler, Span, Word
from interviewer.speech import echo, fillers, hotwords, seam
from interviewer.speech import window as windows
from interviewer.speech.beside import begun, done_unless
from interviewer.speech.whisper import (
    ALL_TRIES,
    NOTHING,
    Heard,
    Reading,
    Whisper,
    goes_in_circles,
    says_twice,
)
from interviewer.speech.window import Window

#: An "um" is shorter than this; speech without words for longer was passed over.
_PASSED_OVER_S = 1.8
#: At its end a window is cut short now and then, by half a phrase.
_CUT_SHORT_S = 0.9
_SECOND_LOOKS = 3
#: A draft of more than this, of somebody who speaks without a pause, is padded as the model was taught: what
#: it then misunderstands it misunderstands for longer, and the pad costs little beside the rest.
_LONG_DRAFT_S = 12.0
#: A word takes so long at most: the model stretches the one before those that it passed over.
_LONGEST_WORD_S, _WORD_S, _LETTER_S = 1.0, 0.3, 0.07
#: A word is held to be spoken in one go where the voice stops for less than this.
_WITHIN_WORD_S = 0.25


@dataclass(frozen=True, slots=True)
class Read:
    """A window's words and hesitations, timed in the take."""

    words: tuple[Word, ...] = ()
    fillers: tuple[Filler, ...] = ()

    def __add__(self, later: Read) -> Read:
        first, then = self.sewn_to(later)
        return Read(first.words + then.words, first.fillers + then.fillers)

    def sewn_to(self, later: Read) -> tuple[Read, Read]:
        """Both, with what they share in one of them only."""
        first, then = seam.sewn(self.words, later.words)
        new = fillers.new(later.fillers, beside=self.fillers)
        return Read(first, self.fillers), Read(then, new)

    def in_place_of(self, before: Read) -> Read:
        """With the hesitations that it passed over, as a longer reading does, and the one before it found."""
        found = fillers.not_misheard(before.fillers, before.words, self.words)
        return replace(self, fillers=fillers.merged(self.fillers, found))

    def cut(self, *, start_s: float = 0.0, end_s: float = math.inf) -> Read:
        """What of it starts between two moments."""
        return Read(
            tuple(word for word in self.words if start_s <= word.span.start_s < end_s),
            tuple(filler for filler in self.fillers if start_s <= filler.span.start_s < end_s),
        )


def sewn(reads: Iterable[Read]) -> list[Read]:
    """One after the other, with what two neighbours share in one of them only.

    Times are to the millisecond. Not sooner: a reading is cut at the very moment at which a word begins.
    """
    whole: list[Read] = []
    for read in reads:
        then = read
        if whole:
            whole[-1], then = whole[-1].sewn_to(read)
        whole.append(then)
    return [replace(read, words=tuple(map(_to_the_millisecond, read.words))) for read in whole]


def _to_the_millisecond(word: Word) -> Word:
    return replace(word, start_s=round(word.span.start_s, 3), end_s=round(word.span.end_s, 3))


class Reader:
    """One model, one language and one vocabulary, for one take."""

    def __init__(
        self,
        whisper: Whisper,
        *,
        language: str,
        vocabulary: Sequence[str] = (),
        expected: Sequence[str] = (),
        spoken: Callable[[str], str] = str,
    ) -> None:
        """``spoken`` says how a term of the vocabulary is pronounced."""
        self._whisper = whisper
        self._language = language
        self._table = language_tables.of(language)
        self._vocabulary = tuple(vocabulary)[: hotwords.MOST]
        self._expected = tuple(expected)
        self._sounds = hotwords.Pronunciation(self._table.letters if self._table else {}, spoken)

    def read(
        self,
        window: Window,
        take: Sound,
        *,
        from_s: float = 0.0,
        tidy: bool = False,
        gives_way: Callable[[], bool] | None = None,
    ) -> Read:
        """The careful reading, of which nothing is left to improve. ``tidy``: without the hesitations.

        ``gives_way`` is asked again and again; raises GaveWay as soon as it says so.
        """
        once = partial(self._once, take=take, from_s=from_s, tidy=tidy, gives_way=gives_way)
        return self._second_looks(window, once(window), once)

    def sketch(
        self,
        window: Window,
        take: Sound,
        *,
        from_s: float = 0.0,
        gives_way: Callable[[], bool] | None = None,
    ) -> Read | None:
        """The quickest reading, to be shown until a draft is there. None: it came to nothing.

        Raises GaveWay as a careful reading does.
        """

        def sketched() -> Reading:
            heard = self._whisper.listen(window.sound(take, from_s=from_s), brief=True)
            return self._whisper.understand(heard, language=self._language, beam=1, tries=1)

        reading = done_unless(gives_way, sketched)
        return None if reading.doubtful else Read(_in_take(window, reading))

    def draft(self, window: Window, take: Sound, *, from_s: float = 0.0) -> Read:
        """A quick reading of a short window."""
        look = partial(self._look_quickly, take=take, from_s=from_s)
        reading, read = look(window)
        if reading.loops or says_twice(reading.text):
            return self.read(window, take, from_s=from_s)
        return self._second_looks(window, read, lambda rest: look(rest)[1], most=1)

    def _look_quickly(self, window: Window, take: Sound, from_s: float) -> tuple[Reading, Read]:
        brief = window.length_s < _LONG_DRAFT_S
        heard = self._whisper.listen(window.sound(take, from_s=from_s), brief=brief)
        hesitant = begun(lambda: self._hesitant(heard))
        reading = self._understand(heard, tries=2)
        read = Read() if reading.loops else self._timed(window, reading, heard, hesitant.result())
        return reading, read

    def _once(
        self, window: Window, take: Sound, from_s: float, *, tidy: bool, gives_way: Callable[[], bool] | None
    ) -> Read:
        heard = done_unless(gives_way, lambda: self._whisper.listen(window.sound(take, from_s=from_s)))
        reading = self._understand(heard, gives_way=gives_way)
        if reading.doubtful and len(window.spans) > 1:
            once = partial(self._once, take=take, from_s=from_s, tidy=tidy, gives_way=gives_way)
            first, second = map(once, _in_two(window))
            return first + second
        if reading.doubtful and goes_in_circles(reading.text):
            return Read()
        hesitant = NOTHING if tidy else done_unless(gives_way, lambda: self._hesitant(heard))
        return self._timed(window, reading, heard, hesitant)

    def _understand(
        self, heard: Heard, *, tries: int = ALL_TRIES, gives_way: Callable[[], bool] | None = None
    ) -> Reading:
        def understand(**how: Any) -> Reading:
            return done_unless(
                gives_way, lambda: self._whisper.understand(heard, language=self._language, **how)
            )

        if self._expected:
            told = understand(hotwords=self._expected, tries=1)
            if not told.doubtful and hotwords.nothing_but(told, self._expected):
                return told
        if not self._vocabulary:
            return understand(tries=tries)
        # The model minds most what it was told last, and the weightiest terms come first.
        told = understand(hotwords=self._vocabulary[::-1], tries=1)
        if told.words and not told.doubtful and not hotwords.named(told, self._vocabulary, self._sounds):
            return told
        return hotwords.understood(understand(tries=tries), told, self._vocabulary, self._sounds)

    def _hesitant(self, heard: Heard) -> Reading:
        if self._table is None:
            return NOTHING
        return self._whisper.understand(
            heard, language=self._language, prompt=self._table.filler_prompt, beam=1, tries=1
        )

    def _timed(self, window: Window, reading: Reading, heard: Heard, hesitant: Reading) -> Read:
        words = echo.without(_in_take(window, reading))
        if self._table is None or not words:
            return Read(words)
        with_them = _in_take(window, hesitant)
        found = fillers.found(window, hesitant, self._table, beside=words)
        if with_them:
            found = fillers.merged(found, fillers.alone(window, heard.sound, words, with_them))
        kept = fillers.left_out(words, found, said_with_them=with_them)
        return Read(kept, fillers.merged(found, fillers.said_in(words, self._table, window.spans)))

    def _second_looks(
        self, window: Window, read: Read, look: Callable[[Window], Read], *, most: int = _SECOND_LOOKS
    ) -> Read:
        looked_s = window.start_s
        for _ in range(most):
            hole = _hole(window, read.words, after_s=looked_s)
            if hole is None:
                break
            looked_s = hole.end_s
            rest = windows.of(_after(window.spans, hole.start_s), end_s=window.end_s)
            again = look(rest)
            if any(word.span.end_s < hole.end_s for word in again.words):
                read = read.cut(end_s=hole.start_s) + again.cut(start_s=hole.start_s)
        return read


def _in_two(window: Window) -> list[Window]:
    """Another cut, at the longest pause, brings a model that lost the thread back to it."""
    pauses = [after.start_s - before.end_s for before, after in pairwise(window.spans)]
    at = pauses.index(max(pauses)) + 1
    return [windows.of(spans, end_s=window.end_s) for spans in (window.spans[:at], window.spans[at:])]


def _in_take(window: Window, reading: Reading) -> tuple[Word, ...]:
    words: list[Word] = []
    for word in reading.words:
        start_s = window.in_take_s(word.span.start_s)
        end_s = max(window.in_take_s(word.span.end_s), start_s)
        span = _to_the_sound(Span(start_s, end_s), window.spans)
        if words and words[-1].end_s is not None:
            span = Span(max(span.start_s, words[-1].end_s), max(span.end_s, words[-1].end_s))
        words.append(replace(word, start_s=span.start_s, end_s=span.end_s))
    return tuple(words)


def _to_the_sound(word: Span, spans: Sequence[Span]) -> Span:
    """A word's time without the silence that the model counted in.

    A word that lies in silence altogether stays: the voice activity may have missed a faint one.
    """
    parts = [word.within(span) for span in spans if word.meets(span)]
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
    edges = [window.start_s, *(_heard_until_s(word) for word in words)]
    starts = [*(word.span.start_s for word in words), window.end_s]
    # The last word of a window that was cut short may stand at its very end.
    least_s = [_PASSED_OVER_S] * (len(words) - 1) + [_CUT_SHORT_S] * 2 if words else [_PASSED_OVER_S]
    for end_s, start_s, enough_s in zip(edges, starts, least_s, strict=True):
        if start_s > after_s and voiced_s(window.spans, end_s, start_s) >= enough_s:
            return Span(end_s, start_s)
    return None


def _heard_until_s(word: Word) -> float:
    """Its end, or where a word of so many letters would have ended."""
    longest_s = min(_WORD_S + _LETTER_S * len(word.text), _LONGEST_WORD_S)
    return min(word.span.end_s, word.span.start_s + longest_s)


def voiced_s(spans: Sequence[Span], start_s: float = 0.0, end_s: float = math.inf) -> float:
    """How much voice there is between two moments; without them, in all."""
    return sum(max(span.within(Span(start_s, end_s)).duration_s, 0.0) for span in spans)


def _after(spans: Sequence[Span], at_s: float) -> tuple[Span, ...]:
    return tuple(Span(max(span.start_s, at_s), span.end_s) for span in spans if span.end_s > at_s)
