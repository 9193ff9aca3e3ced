"""Where two readings meet.

Where the cut between them lies in the middle of speech, each hears some of the other's sound, so that no word
is broken off; words there are read twice.
"""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.interview.transcript import Word
from interviewer.speech import echo

#: Two readings date the same word so differently at most.
_SAME_S = 0.25
#: The model's sign for a sentence that it did not hear to its end.
_BROKEN_OFF = ("...", "…")

Words = tuple[Word, ...]


def sewn(first: Sequence[Word], then: Sequence[Word]) -> tuple[Words, Words]:
    """The words of two readings, with those that both have in one of them only."""
    first, then = _apart(first, then)
    return first, echo.without(then, after=first)


def _apart(first: Sequence[Word], then: Sequence[Word]) -> tuple[Words, Words]:
    """Both, with the words that they share, by their times, in one of them."""
    if not first or not then:
        return tuple(first), tuple(then)
    begins_s, ends_s = then[0].span.start_s, first[-1].span.end_s
    same = [
        (at, other)
        for at, one in enumerate(first)
        if one.span.end_s >= begins_s - _SAME_S
        for other, word in enumerate(then)
        if word.span.start_s <= ends_s + _SAME_S and _is_same(one, word)
    ]
    if same:
        at, other = max(
            same,
            key=lambda two: (
                min(len(first) - 1 - two[0], two[1]),  # a word at an edge may be broken off
                -_apart_s(first[two[0]], then[two[1]]),
            ),
        )
        by_first = _sure(first[at]) >= _sure(then[other])
        return tuple(first[: at + by_first]), tuple(then[other + by_first :])
    middle_s = (begins_s + ends_s) / 2
    if ends_s - begins_s <= _SAME_S:
        return tuple(first), tuple(then)
    return (
        tuple(word for word in first if word.span.middle_s < middle_s),
        tuple(word for word in then if word.span.middle_s >= middle_s),
    )


def _is_same(one: Word, other: Word) -> bool:
    return _apart_s(one, other) <= _SAME_S and echo.bare(one) == echo.bare(other)


def _apart_s(one: Word, other: Word) -> float:
    return abs(one.span.start_s - other.span.start_s)


def _sure(word: Word) -> float:
    return 0.0 if word.text.endswith(_BROKEN_OFF) else word.probability or 0.0
