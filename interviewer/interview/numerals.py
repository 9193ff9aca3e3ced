"""Spoken shares and amounts as they are written: "ninety nine point nine percent" is 99.9%.

Only a number with its unit is certain to be one: "one" may be a person, and "to" is heard as "two".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from interviewer.interview.language import Language, Numbers
from interviewer.interview.transcript import Word, joined

#: Smaller ones are written in words where their unit is: "five minutes".
_LEAST_IN_DIGITS = 13
_HUNDRED, _THOUSAND = 100, 1000
_BARE = re.compile(r"[^\w%.,]+|[.,]+$", re.UNICODE)
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_MARKS = re.compile(r"[.,;:!?…]*$")


def written(words: Sequence[Word], language: Language | None) -> tuple[Word, ...]:
    """The words with each number before a unit written in digits."""
    if language is None:
        return tuple(words)
    out: list[Word] = []
    at = 0
    while at < len(words):
        amount, after = _amount(words, at, language.numbers)
        out.append(amount or words[at])
        at = after if amount else at + 1
    return tuple(out)


def _amount(words: Sequence[Word], at: int, numbers: Numbers) -> tuple[Word | None, int]:
    """A number, with its unit where that has a sign, and where the next word is."""
    in_a_row = at and _bare(words[at - 1]) in numbers.words
    digits, after = ("", at) if in_a_row else _number(words, at, numbers)
    if not digits:
        return None, at
    for unit, sign in numbers.signs.items():
        end = after + unit.count(" ") + 1
        if [_bare(word) for word in words[after:end]] == unit.split():
            mark = _MARKS.search(words[end - 1].text)
            return joined(words[at:end], digits + sign + (mark.group() if mark else "")), end
    spoken = not _bare(words[at])[0].isdigit()
    long = not digits.isdecimal() or int(digits) >= _LEAST_IN_DIGITS
    if spoken and long and after < len(words) and _bare(words[after]) in numbers.units:
        return joined(words[at:after], digits), after
    return None, at


def _number(words: Sequence[Word], at: int, numbers: Numbers) -> tuple[str, int]:
    """The digits of the number that begins at a word, and where it ends; nothing where there is none."""
    if _DIGITS.fullmatch(_bare(words[at])):
        return _bare(words[at]), at + 1
    whole, after = _whole(words, at, numbers)
    if whole is None:
        return "", at
    tenths, behind = "", after + 1
    if after < len(words) and _bare(words[after]) == numbers.point:
        while behind < len(words) and 0 <= numbers.words.get(_bare(words[behind]), -1) < 10:
            tenths += str(numbers.words[_bare(words[behind])])
            behind += 1
    return (f"{whole}{numbers.point_sign}{tenths}", behind) if tenths else (str(whole), after)


def _whole(words: Sequence[Word], at: int, numbers: Numbers) -> tuple[int | None, int]:
    """ "two hundred and fifty" is 250. A row like "twenty twenty" is no number."""
    total, current, after = 0, 0, at
    while after < len(words):
        word = _bare(words[after])
        goes_on = after + 1 < len(words) and _bare(words[after + 1]) in numbers.words
        if word == numbers.joint and current >= _HUNDRED and goes_on:
            after += 1
            continue
        grown = _grown(current, numbers.words.get(word), first=after == at)
        if grown is None:
            break
        total, current = (total + grown, 0) if grown >= _THOUSAND else (total, grown)
        after += 1
    followed = after < len(words) and _bare(words[after]) in numbers.words
    return (None, at) if after == at or followed else (total + current, after)


def _grown(current: int, value: int | None, *, first: bool) -> int | None:
    """The number so far with one word more; None where that word can't follow."""
    if value is None:
        return None
    if value >= _HUNDRED:
        return current * value if 0 < current < value else None
    room = 100 if current % 100 == 0 else 10 if current % 100 >= 20 and current % 10 == 0 else 0
    return current + value if first or (0 < value < room) else None


def _bare(word: Word) -> str:
    return _BARE.sub("", word.text.lower())
