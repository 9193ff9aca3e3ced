"""Words that the model writes twice, though they were said once.

It happens at the end of a reading, and where two readings meet. The second time they stand where hardly any
time is left for them; who really says a word twice takes the time of a word for each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from interviewer.interview.transcript import Word

#: Nobody says a letter in less: the fastest speech has 25 in a second.
_LEAST_LETTER_S = 0.02
_MOST_WORDS = 8
_MARKS = re.compile(r"\W+")


def without(words: Sequence[Word], *, after: Sequence[Word] = ()) -> tuple[Word, ...]:
    """The same words, each run of them that only echoes what comes right before it left out.

    ``after`` are the words before them.
    """
    kept = list(after)
    at = 0
    while at < len(words):
        echo = _echo(kept, words[at : at + _MOST_WORDS])
        if not echo:
            kept.append(words[at])
        at += echo or 1
    return tuple(kept[len(after) :])


def _echo(before: Sequence[Word], then: Sequence[Word]) -> int:
    """With how many of its first words ``then`` says again what came before, in no time."""
    for size in range(min(len(before), len(then)), 0, -1):
        run = [bare(word) for word in then[:size]]
        taken_s = then[size - 1].span.end_s - then[0].span.start_s
        if run == [bare(word) for word in before[-size:]] and taken_s < _LEAST_LETTER_S * len("".join(run)):
            return size
    return 0


def bare(word: Word) -> str:
    """Its letters and digits, by which two words are the same."""
    return _MARKS.sub("", word.text.lower())
