"""How many words of a text were heard wrong, apart from what is a matter of spelling."""

from __future__ import annotations

import re

import jiwer
from whisper_normalizer.english import EnglishTextNormalizer

from interviewer.interview.language import ENGLISH

_NORMAL = EnglishTextNormalizer()
_DIGIT = re.compile(r"(\d)[.,]?(?=\d|\b)")
_SPELLED = re.compile(r"\b(?:[a-z] )+[a-z]\b")


def wrong(said: str, heard: str) -> int:
    wanted, found = comparable(said), comparable(heard) or "-"
    out = jiwer.process_words(_run_together(wanted, as_in=found), _run_together(found, as_in=wanted))
    return int(out.substitutions + out.deletions + out.insertions)


def comparable(text: str) -> str:
    """Without what is a matter of spelling: numbers digit by digit, letters that are spelled as one word.

    Hesitations are counted for themselves.
    """
    # "1," becomes "one" there, and "one" becomes "1"
    plain = re.sub(r"\bone\b", "1", _NORMAL(text)).replace("all right", "alright")
    plain = _DIGIT.sub(r"\1 ", plain)
    plain = _SPELLED.sub(lambda found: found.group().replace(" ", ""), plain)
    return " ".join(word for word in plain.split() if word not in ENGLISH.fillers)


def _run_together(text: str, *, as_in: str) -> str:
    """Two words as one, where the other text has them so: "data bricks", "micro services"."""
    other, words = set(as_in.split()), text.split()
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] + word in other:
            joined[-1] += word
        else:
            joined.append(word)
    return " ".join(joined)
