"""Stable ids from text."""

from __future__ import annotations

import re
import unicodedata

from interviewer.interview.word_set import word_set

_LONGEST = 60
_DROPPED = word_set("a an the of to in on for and or with your you do does did is are how what would")
_WORD = re.compile(r"[^\W_]+")
#: so many characters are looked at, which is more than any slug holds
_READ = 10_000


def slug(text: str, *, longest: int = _LONGEST) -> str:
    """The words that matter, in small letters with hyphens: the same text gives the same slug."""
    start = text[:_READ]
    flat = start if start.isascii() else _without_accents(start)
    flat = flat.lower().replace("'", "").replace("’", "")
    kept = _joined(flat, longest, without=_DROPPED)
    return kept or _joined(flat, longest, without=frozenset()) or "unnamed"


def _joined(text: str, longest: int, *, without: frozenset[str]) -> str:
    """As many of the first words as there is room for; what comes after them is not looked at."""
    short = ""
    for found in _WORD.finditer(text):
        word = found[0]
        if word not in without:
            longer = f"{short}-{word}" if short else word[:longest]
            if len(longer) > longest:
                break
            short = longer
    return short


def _without_accents(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


class Slugs:
    """Gives each slug once: the second "x" becomes "x-2"."""

    def __init__(self) -> None:
        self._next: dict[str, int] = {}

    def reserve(self, taken: str) -> None:
        self._next.setdefault(taken, 2)

    def unused(self, wanted: str) -> str:
        """The slug, or the slug with the first number that makes it one of its own."""
        own = wanted
        while own in self._next:
            own = f"{wanted}-{self._next[wanted]}"
            self._next[wanted] += 1
        self.reserve(own)
        return own
