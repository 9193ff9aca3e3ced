"""Terms of the bank that the model is told to expect, and when not to believe it that it heard them.

A dozen terms before each window bring most of the jargon out right. The same terms tempt the model to
write them into a laugh, or to read the list out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from interviewer.interview.transcript import Word
from interviewer.speech.whisper import Reading

#: More terms than this cost time and accuracy.
MOST = 12
#: Under this a term is doubted. A judgement, not fitted: terms that were said lie well above it.
_LEAST_PROBABILITY = 0.45
_MARKS = re.compile(r"[^\w/+#-]+", re.UNICODE)


def believable(reading: Reading, terms: Sequence[str]) -> bool:
    """Whether every term in a reading sounds as if it was said."""
    if not terms or not reading.words:
        return True
    words = [_plain(word.text) for word in reading.words]
    if _reads_the_list_out(words, terms):
        return False
    return all(
        _mean_probability(reading.words[at : at + size]) >= _LEAST_PROBABILITY
        for term in terms
        for at, size in _places(words, term)
    )


def _places(words: Sequence[str], term: str) -> list[tuple[int, int]]:
    wanted = _plain(term).split()
    size = len(wanted)
    return [(at, size) for at in range(len(words) - size + 1) if list(words[at : at + size]) == wanted]


def _reads_the_list_out(words: Sequence[str], terms: Sequence[str]) -> bool:
    """Three terms in a row in the order of the list: nobody answers like that."""
    text = f" {' '.join(words)} "
    rows = zip(terms, terms[1:], terms[2:], strict=False)
    return any(f" {' '.join(_plain(term) for term in row)} " in text for row in rows)


def _mean_probability(words: Sequence[Word]) -> float:
    return sum(word.probability or 0.0 for word in words) / len(words)


def _plain(text: str) -> str:
    return _MARKS.sub(" ", text.lower()).strip()
