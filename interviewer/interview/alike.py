"""How alike two wordings sound, by the letters they would be spoken with: "I are" and IR, "GPUs" and DBUs."""

from __future__ import annotations

import re
from collections.abc import Mapping

from jellyfish import metaphone
from rapidfuzz import fuzz

#: capitals that are spelled, with an s of their plural; a word; a number
_PIECES = re.compile(r"(?P<spelled>[A-Z]+)(?P<plural>s?)(?![a-z])|[A-Z]?[^\W\d_A-Z]+|\d+")


def alike(heard: str, written: str, letters: Mapping[str, str]) -> float:
    """From 0 to 1, half by their letters and half by their consonants.

    ``letters`` says how a letter is called: {"w": "doubleyou"}.
    """
    return max(
        (fuzz.ratio(one, other) + fuzz.ratio(metaphone(one), metaphone(other))) / 200
        for one in _spoken(heard, letters)
        for other in _spoken(written, letters)
    )


def _spoken(text: str, letters: Mapping[str, str]) -> tuple[str, str]:
    """With its capitals spelled, and as one word."""
    spelled = ""
    for piece in _PIECES.finditer(text):
        if piece["spelled"]:
            names = (letters.get(letter, letter) for letter in piece["spelled"].lower())
            spelled += "".join(names) + piece["plural"]
        else:
            word = piece[0].lower()
            spelled += letters.get(word, word)
    return spelled, re.sub(r"\W|_", "", text.lower())
