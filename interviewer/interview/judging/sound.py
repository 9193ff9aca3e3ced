"""Which term of a question was meant by words that sound like it: "postgress", "cuber netties", "num pie".

Only for words that are no everyday words, or for terms that are none: "fault" is never "vault".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from jellyfish import metaphone
from rapidfuzz import fuzz

from interviewer.interview.judging.polarity import NEGATORS
from interviewer.interview.judging.wording import FUNCTION_WORDS, stem

_SHORTEST_TERM = 4
#: How alike the letters have to be (of 100) where the sound is the same: a short sound says less.
_ALIKE, _ALIKE_IF_SHORT, _ALIKE_IF_EVERYDAY = 70.0, 80.0, 85.0
_SHORT_SOUND = 2
#: A term is never heard as more words than this.
MOST_WORDS = 3

IsCommon = Callable[[str], bool]


class Sounds:
    """The terms of a question by how they sound."""

    def __init__(self, terms: Iterable[str], is_common: IsCommon) -> None:
        self._is_common = is_common
        self._stems = {stem(term) for term in terms}
        self._by_sound: dict[str, list[str]] = {}
        for term in sorted(set(terms)):
            if len(term) >= _SHORTEST_TERM and term.isalpha() and term not in FUNCTION_WORDS:
                self._by_sound.setdefault(_sound(term), []).append(term)

    def term_for(self, words: Sequence[str]) -> str | None:
        """The term that one to three words were meant to be; None where they are what they are."""
        heard = "".join(words)
        if not heard.isalpha() or any(word in FUNCTION_WORDS or word in NEGATORS for word in words):
            return None
        if len(words) == 1 and (self._is_common(heard) or stem(heard) in self._stems):
            return None
        found = [term for term in self._by_sound.get(_sound(heard), ()) if self._is_meant(words, heard, term)]
        return found[0] if len(found) == 1 else None

    def _is_meant(self, words: Sequence[str], heard: str, term: str) -> bool:
        alike = fuzz.ratio(heard, term)
        if len(words) == 1:
            return alike >= (_ALIKE_IF_SHORT if len(_sound(term)) <= _SHORT_SOUND else _ALIKE)
        if self._is_common(term) or len(_sound(term)) <= _SHORT_SOUND:
            return False
        everyday = all(self._is_common(word) for word in words)
        return alike >= (_ALIKE_IF_EVERYDAY if everyday else _ALIKE)


@lru_cache(maxsize=20_000)
def _sound(word: str) -> str:
    return metaphone(word)
