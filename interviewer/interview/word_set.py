"""Sets of words, as the rules know many: written as a text, which reads better than a list of hundreds."""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(words.split())
