"""Finds um, uh, er, ah, hmm: in a reading of its own, because finding them spoils a transcript.

Whisper was trained on tidy text and leaves hesitations out. With a prompt full of them it writes them
down, at the price of other words; so that text serves to find them, and for nothing else. Its times
are off by up to half a second, and the voice activity puts them right.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from interviewer.interview.language import Language
from interviewer.interview.ports import Sound
from interviewer.interview.take import SAMPLE_RATE_HZ
from interviewer.interview.transcript import Filler, Span, Word
from interviewer.speech.squeezed import spread
from interviewer.speech.voicing import hums
from interviewer.speech.whisper import Reading
from interviewer.speech.window import Window

#: A longer sound is a word drawn out, a laugh or a hum.
_LONGEST_S = 1.2
_SHORTEST_S = 0.08
#: The model dates a hesitation at its end; from there it is looked for backwards.
_LATE_S = 0.1
#: One that the model gave no length is taken to be as long as this at most.
_USUAL_S = 0.6
#: A second one right after the first has to be so likely: "er, um" may be two guesses at one.
_AGAIN = 0.2
#: One that was heard so surely counts, though it seem too long, or a word seem to take up its time.
_CERTAIN = 0.9
#: In a reading that is less sure than this, in noise, one has to be so likely.
_CLEAR, _LIKELY = -0.5, 0.1
#: A hum that stands alone: so long, and so far from the voice before and after it.
_BLIP_S, _APART_S = (0.15, 0.9), 0.2
#: A word of so few letters, heard so unsurely, in the time of a hesitation is one.
_SHORT_WORD, _SURE = 3, 0.5
#: Where words heard so surely take up so much of its time, it is a part of them.
_SURE_WORD, _COVERED = 0.7, 0.7
#: Brisk speech takes so long for a letter.
_LETTER_S = 0.04
#: After a hesitation people are silent for so long at most before they go on.
_PAUSE_S = 2.0
#: The end of a longer word may be a hesitation that the model passed over.
_PLAIN_WORD_S = 0.7
_LETTERS = re.compile(r"[^\W\d_]+")
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
#: Whisper's spellings -> ours
_SPELLINGS = (("um", "um uhm umm erm ehm em"), ("uh", "uh uhh eh ooh"), ("er", "er err"), ("ah", "ah ahh"))
_SPELLED = {heard: ours for ours, spellings in _SPELLINGS for heard in spellings.split()}

T = TypeVar("T")
#: A word with those before and after it.
_Beside = tuple[Word | None, Word, Word | None]


def found(
    window: Window, reading: Reading, language: Language, *, beside: Sequence[Word] = ()
) -> tuple[Filler, ...]:
    """The hesitations in a reading that was made with the language's prompt, timed in the take.

    They lie between the words ``beside``, of the tidy reading, and are no part of one: "a(h)coustic".
    """
    if reading.doubtful:
        return ()
    words = spread([_in_take(window, word) for word in reading.words], window.spans, _is_hesitation)
    beside = [word for word in beside if _bare(word.text) not in language.fillers]
    fillers: list[Filler] = []
    last: Word | None = None
    for heard in _neighbours(words):
        before, word, after = heard
        least = max(_LIKELY if reading.sure < _CLEAR else 0.0, _AGAIN if before and before is last else 0.0)
        if _bare(word.text) not in language.fillers or (word.probability or 0.0) < least:
            continue
        after_s = max(before.span.middle_s if before else window.start_s, _ended_s(fillers))
        span = _in_the_sound(window.spans, word, after_s=after_s, before_s=_begins_s(after))
        if span is not None and not _is_part_of_a_word(span, heard, beside, window.spans):
            fillers.append(Filler(_SPELLED.get(_bare(word.text), _bare(word.text)), span))
            last = word
    return tuple(fillers)


def _begins_s(after: Word | None) -> float:
    return after.span.start_s if after else math.inf


def _ended_s(fillers: Sequence[Filler]) -> float:
    return fillers[-1].span.end_s if fillers else 0.0


def _is_part_of_a_word(span: Span, heard: _Beside, beside: Sequence[Word], spans: Sequence[Span]) -> bool:
    """Whether words that were surely said take up its time.

    The tidy reading knows of nothing between the words around it and may have given them its time.
    """
    before, said, after = heard
    around = {_bare(word.text): word.span for word in (before, after) if word}
    covers = [word for word in beside if not _lies_beside(span, word, around.get(_bare(word.text)), spans)]
    begins = [word for word in covers if after and _bare(word.text) == _bare(after.text)]
    if _covered(span, begins, sure=0.0):
        return True
    return (said.probability or 0.0) < _CERTAIN and _covered(span, covers)


def _lies_beside(span: Span, word: Word, heard: Span | None, spans: Sequence[Span]) -> bool:
    """Whether a word of the tidy reading was ``heard`` next to the hesitation, and is no part of it."""
    if heard is None:
        return False
    return _leaves_room(word, span) or not any(one.meets(span) and one.meets(heard) for one in spans)


def _leaves_room(word: Word, span: Span) -> bool:
    """Whether a word can be said in what is left of its time."""
    left_s = word.span.duration_s - max(word.span.within(span).duration_s, 0.0)
    return left_s >= _LETTER_S * len(_bare(word.text))


def _covered(span: Span, words: Sequence[Word], *, sure: float = _SURE_WORD) -> bool:
    covered_s = sum(
        max(word.span.within(span).duration_s, 0.0)
        for word in words
        if word.span.duration_s <= _PLAIN_WORD_S and (word.probability or 0.0) >= sure
    )
    return covered_s >= _COVERED * span.duration_s


def alone(window: Window, sound: Sound, *readings: Sequence[Word]) -> tuple[Filler, ...]:
    """Short hums between two silences, of which no reading is sure that they are a word.

    ``sound`` is the window's; the words of the readings are timed in the take.
    """
    return tuple(
        Filler("uh", span)
        for before, span, after in _neighbours(window.spans)
        if _BLIP_S[0] <= span.duration_s <= _BLIP_S[1]
        and (before is None or span.start_s - before.end_s >= _APART_S)
        and (after is None or after.start_s - span.end_s >= _APART_S)
        and not any(_is_a_word(word, span) for words in readings for word in words)
        and hums(sound[_sample(window.at_s(span.start_s)) : _sample(window.at_s(span.end_s))])
    )


def _neighbours(row: Sequence[T]) -> Iterator[tuple[T | None, T, T | None]]:
    padded = (None, *row, None)
    for at, one in enumerate(row):
        yield padded[at], one, padded[at + 2]


def _is_a_word(word: Word, span: Span) -> bool:
    """Whether something else than a hesitation was heard in that time, and surely."""
    if _is_hesitation(word):
        return False
    surely = word.probability is None or word.probability >= _SURE
    return surely and word.span.meets(span)


def _sample(at_s: float) -> int:
    return round(at_s * SAMPLE_RATE_HZ)


def said_in(words: Sequence[Word], language: Language, spans: Sequence[Span]) -> tuple[Filler, ...]:
    """The hesitations that the transcript itself has kept; ``spans`` are the stretches of voice."""
    return tuple(
        Filler(_SPELLED.get(_bare(word.text), _bare(word.text)), _at_length(before, word, after, spans))
        for before, word, after in _neighbours(words)
        if _bare(word.text) in language.fillers
    )


def _at_length(before: Word | None, word: Word, after: Word | None, spans: Sequence[Span]) -> Span:
    """Its time; where it is too short for one, it was dated at the end of it."""
    if word.span.duration_s >= _SHORTEST_S:
        return word.span
    after_s = before.span.middle_s if before else 0.0
    return _in_the_sound(spans, word, after_s=after_s, before_s=_begins_s(after)) or word.span


def not_misheard(found_: Sequence[Filler], heard: Sequence[Word], now: Sequence[Word]) -> tuple[Filler, ...]:
    """Those that are still hesitations by a reading that knows more of what was said.

    ``heard``: the words of the reading that found them. Where the new one has another word in that time, it
    was this word: the end of what was known then, cut off from what it belongs to.
    """
    new_ = [word for word in now if not any(_is_the_same(word, other) for other in heard)]
    return tuple(one for one in found_ if not _covered(one.span, new_, sure=_SURE))


def _is_the_same(word: Word, other: Word) -> bool:
    near = abs(word.span.middle_s - other.span.middle_s) < _USUAL_S
    return near and _bare(word.text) == _bare(other.text)


def merged(found_: Sequence[Filler], said: Sequence[Filler]) -> tuple[Filler, ...]:
    """Both, in order; one that both have counts once."""
    return tuple(sorted([*found_, *new(said, beside=found_)], key=lambda filler: filler.span.start_s))


def new(fillers: Sequence[Filler], *, beside: Sequence[Filler]) -> tuple[Filler, ...]:
    """Those that are not among the others already; each of the others is one of them at most."""
    known: set[int] = set()
    for other in beside:
        same = [at for at, one in enumerate(fillers) if _same(one.span, other.span)]
        if same:
            known.add(min(same, key=lambda at: abs(fillers[at].span.middle_s - other.span.middle_s)))
    return tuple(one for at, one in enumerate(fillers) if at not in known)


def left_out(
    words: Sequence[Word], found_: Sequence[Filler], *, said_with_them: Sequence[Word] = ()
) -> tuple[Word, ...]:
    """The words without those that the tidy reading made of a hesitation: a "2." for an "uh".

    ``said_with_them`` are the words of the reading that found the hesitations: "er, I think" has its "I".
    """
    return tuple(
        word
        for word in words
        if not any(
            _made_of(word, filler.span) and not _heard_beside(word, filler.span, said_with_them)
            for filler in found_
        )
    )


def _heard_beside(word: Word, filler: Span, words: Sequence[Word]) -> bool:
    """Whether the same word is in another reading, at the hesitation or as the next after it."""
    named = [other for other in words if _bare(other.text)]
    near = [
        other
        for other in named
        if -_USUAL_S <= other.span.start_s - filler.start_s <= filler.duration_s + _USUAL_S
    ]
    later = [other for other in named if 0.0 <= other.span.start_s - filler.end_s <= _PAUSE_S]
    after = [other for other in later if not _is_hesitation(other)][:1]
    return any(_bare(other.text) == _bare(word.text) for other in near + after)


def _made_of(word: Word, filler: Span) -> bool:
    if (word.probability or 0.0) >= _SURE and not _is_hesitation(word):
        return False
    short = len(word.text.strip(".,!?")) <= _SHORT_WORD
    return short and filler.start_s <= word.span.middle_s <= filler.end_s


def _same(one: Span, other: Span) -> bool:
    return one.start_s < other.end_s + _USUAL_S / 2 and other.start_s < one.end_s + _USUAL_S / 2


def _bare(text: str) -> str:
    """Its first letters, small; "oooh" is "ooh"."""
    found_ = _LETTERS.search(_DRAWN_OUT.sub(r"\1\1", text.lower()))
    return found_.group() if found_ else ""


def _is_hesitation(word: Word) -> bool:
    return _bare(word.text) in _SPELLED


def _in_take(window: Window, word: Word) -> Word:
    start_s, end_s = window.in_take_s(word.span.start_s), window.in_take_s(word.span.end_s)
    return replace(word, start_s=start_s, end_s=max(end_s, start_s))


def _in_the_sound(spans: Sequence[Span], word: Word, *, after_s: float, before_s: float) -> Span | None:
    """The stretch of voice that the word's time points at: the last one before its end."""
    start_s, end_s = word.span.start_s, max(min(word.span.end_s + _LATE_S, before_s), word.span.end_s)
    if word.span.duration_s < _SHORTEST_S:
        start_s = word.span.end_s - _USUAL_S
    start_s = max(start_s, after_s)
    voiced = [span.within(Span(start_s, end_s)) for span in spans]
    span = max(voiced, key=lambda one: one.duration_s, default=Span(0.0, 0.0))
    if span.duration_s < _SHORTEST_S:  # too faint for the voice activity
        span = Span(start_s, max(end_s - _LATE_S, start_s + _SHORTEST_S))
    if span.duration_s <= _LONGEST_S:
        return span
    certain = (word.probability or 0.0) >= _CERTAIN
    return Span(span.middle_s - _LONGEST_S / 2, span.middle_s + _LONGEST_S / 2) if certain else None
