"""How many syllables a text has when it is spoken: near enough for a rate, not for verse."""

from __future__ import annotations

import re
from collections.abc import Iterable

from interviewer.interview.language import Language, Syllables

_DECIMAL = re.compile(r"(?<=\d)[.,](?=\d)")
_PART = re.compile(r"[^\W\d_]+|\d+", re.UNICODE)


def count(words: Iterable[str], language: Language) -> int:
    """Syllables of all words, with numbers and abbreviations as they are said."""
    return sum(of_word(word, language) for word in words)


def of_word(word: str, language: Language) -> int:
    """Syllables of one word: "data" 2, "AKS" 3, "40%" 4."""
    rules = language.syllables
    spoken = (
        _DECIMAL.sub(" point ", word)
        .replace("%", " percent ")
        .replace("&", " and ")
        .replace("'", "")
        .replace("’", "")
    )
    return sum(_of_part(part, rules) for part in _PART.findall(spoken))


def _of_part(part: str, rules: Syllables) -> int:
    if part.isdecimal():
        return _of_number(part, rules)
    if _is_spelled(part, rules):
        return sum(rules.letters.get(letter, 1) for letter in part.lower())
    lower = part.lower()
    groups = len(re.findall(rules.vowels, lower))
    groups -= len(re.findall(rules.silent, lower))
    groups += len(re.findall(rules.extra, lower))
    return max(groups, 1)


def _is_spelled(part: str, rules: Syllables) -> bool:
    """AKS, ADF, k: letters that are said one by one."""
    if not re.search(rules.vowels, part.lower()):
        return True
    return len(part) > 1 and part.isupper() and len(part) <= 4


def _of_number(digits: str, rules: Syllables) -> int:
    """As a number up to 9999 (years included), digit by digit beyond."""
    if len(digits) > 4:
        return sum(rules.digits[int(digit)] for digit in digits)
    value = int(digits)
    syllables = 0
    if value >= 1000:
        syllables += rules.digits[value // 1000] + rules.hundred
        value %= 1000
    if value >= 100:
        syllables += rules.digits[value // 100] + rules.hundred
        value %= 100
    if value >= 20:
        syllables += rules.tens
        return syllables + (rules.digits[value % 10] if value % 10 else 0)
    if value >= 10:
        return syllables + (1 if value in {10, 12} else 2)
    return syllables + (rules.digits[value] if value or not syllables else 0)
