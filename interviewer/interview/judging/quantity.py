"""Numbers as values: "a quarter of an hour" is 15 minutes, "one fifth" is 20 %, "twice a year" bi-annual."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from interviewer.interview.judging.wording import Token

_UNITS = {
    "zero": 0, "oh": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
NUMBER_WORDS = frozenset((*_UNITS, *_TENS, "half", "a", "an"))
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
_FRACTIONS = {
    "half": 1 / 2, "third": 1 / 3, "thirds": 1 / 3, "quarter": 1 / 4, "quarters": 1 / 4,
    "fifth": 1 / 5, "fifths": 1 / 5, "tenth": 1 / 10, "tenths": 1 / 10,
}  # fmt: skip
_SECONDS = {
    "second": 1, "seconds": 1, "sec": 1, "secs": 1, "minute": 60, "minutes": 60, "min": 60, "mins": 60,
    "hour": 3600, "hours": 3600, "h": 3600, "hrs": 3600, "day": 86400, "days": 86400,
    "week": 604800, "weeks": 604800, "month": 2_629_800, "months": 2_629_800,
    "year": 31_557_600, "years": 31_557_600,
}  # fmt: skip
_BYTES = {"kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12, "gig": 1e9, "gigs": 1e9,
          "gigabyte": 1e9, "gigabytes": 1e9, "terabyte": 1e12, "terabytes": 1e12,
          "megabyte": 1e6, "megabytes": 1e6}  # fmt: skip
_FREQUENCIES = {
    "hourly": 3600.0, "daily": 86400.0, "nightly": 86400.0, "weekly": 604800.0, "fortnightly": 1_209_600.0,
    "monthly": 2_629_800.0, "quarterly": 7_889_400.0, "yearly": 31_557_600.0, "annual": 31_557_600.0,
    "annually": 31_557_600.0, "biannual": 15_778_800.0, "biannually": 15_778_800.0,
}  # fmt: skip
_PERIODS = {"hour": 3600.0, "day": 86400.0, "night": 86400.0, "week": 604800.0, "month": 2_629_800.0,
            "quarter": 7_889_400.0, "year": 31_557_600.0}  # fmt: skip
_TIMES = {"once": 1, "twice": 2, "thrice": 3}
#: Values this near are the same number, rounded as speech does; months are 28 to 31 days.
_ROUNDED, _ROUNDED_DAYS, _LONG_S = 0.011, 0.04, 20 * 86_400
_NOT_A_COUNT = re.compile(r"^\d+(?:\.\d+){2,}$")


class Dimension(StrEnum):
    """What a number counts; values of different dimensions are never compared."""

    COUNT = "count"
    SHARE = "share"
    TIME = "time"
    PERIOD = "period"
    BYTES = "bytes"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value (times in seconds, shares from 0 to 1) and the tokens that say it, both included."""

    value: float
    dimension: Dimension
    first: int
    last: int

    def equals(self, other: Quantity) -> bool:
        """The same value of the same dimension, up to the rounding of speech."""
        mine, theirs = self.value, other.value
        if {self.dimension, other.dimension} == {Dimension.COUNT, Dimension.SHARE}:
            # "a 20/80 split" leaves the per cent out
            mine *= 100 if self.dimension is Dimension.SHARE else 1
            theirs *= 100 if other.dimension is Dimension.SHARE else 1
        elif self.dimension is not other.dimension:
            return False
        largest = max(abs(mine), abs(theirs))
        exact = self.dimension not in (Dimension.TIME, Dimension.PERIOD) or largest < _LONG_S
        return abs(mine - theirs) <= (_ROUNDED if exact else _ROUNDED_DAYS) * largest


def quantities_of(tokens: Sequence[Token]) -> list[Quantity]:
    """All quantities in the tokens, in order. "one" and "a" alone are none: they are seldom meant so."""
    found: list[Quantity] = []
    at = 0
    while at < len(tokens):
        read = _period(tokens, at) or _fraction(tokens, at) or _number(tokens, at)
        if read is None:
            at += 1
            continue
        found.append(read)
        at = read.last + 1
    return found


def _text(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].text if 0 <= at < len(tokens) else ""


def _period(tokens: Sequence[Token], at: int) -> Quantity | None:
    """ "weekly", "once a week", "every night", "twice a year", "bi annual"."""
    word = _text(tokens, at)
    if word == "bi" and _text(tokens, at + 1) in ("annual", "annually", "weekly"):
        days = 182.625 if _text(tokens, at + 1).startswith("annual") else 14
        return Quantity(days * 86400.0, Dimension.PERIOD, at, at + 1)
    if word in _FREQUENCIES:
        return Quantity(_FREQUENCIES[word], Dimension.PERIOD, at, at)
    if word in ("every", "each") and _text(tokens, at + 1) in _PERIODS:
        return Quantity(_PERIODS[_text(tokens, at + 1)], Dimension.PERIOD, at, at + 1)
    if word == "every":
        return _every(tokens, at)
    count, end = _TIMES.get(word, 0), at + 1
    if not count and _text(tokens, at + 1) == "times" and word in _UNITS:
        count, end = _UNITS[word], at + 2
    if count and _text(tokens, end) in ("a", "per", "every", "each") and _text(tokens, end + 1) in _PERIODS:
        return Quantity(_PERIODS[_text(tokens, end + 1)] / count, Dimension.PERIOD, at, end + 1)
    return None


def _every(tokens: Sequence[Token], at: int) -> Quantity | None:
    """ "every three months", "every other week"."""
    if _text(tokens, at + 1) in ("other", "second"):
        count, end = 2.0, at + 1
    else:
        value, end = _value(tokens, at + 1)
        count = value or 0.0
    unit = _text(tokens, end + 1)
    length_s = _PERIODS.get(unit) or _PERIODS.get(unit.removesuffix("s"))
    return Quantity(count * length_s, Dimension.PERIOD, at, end + 1) if count and length_s else None


def _fraction(tokens: Sequence[Token], at: int) -> Quantity | None:
    """ "half", "a quarter", "three quarters", "half an hour", "four fifths"."""
    count, end = 1, at
    if _text(tokens, at) in _UNITS and _text(tokens, at + 1) in _FRACTIONS:
        count, end = _UNITS[_text(tokens, at)], at + 1
    word = _text(tokens, end)
    if word not in _FRACTIONS or (end == at and word in ("third", "second") and _text(tokens, at - 1) != "a"):
        return None
    value = count * _FRACTIONS[word]
    after = end + 1
    if _text(tokens, after) == "of":
        after += 1
    if _text(tokens, after) in ("a", "an") and _text(tokens, after + 1) in _SECONDS:
        return Quantity(value * _SECONDS[_text(tokens, after + 1)], Dimension.TIME, at, after + 1)
    return Quantity(value, Dimension.SHARE, at, end)


def _number(tokens: Sequence[Token], at: int) -> Quantity | None:
    value, end = _value(tokens, at)
    if value is None or _is_ordinal(tokens, end, value):
        return None
    unit_at = end + 1
    # "4 to 6 hours", "40-50 %", "five or ten minutes": the unit is said once, behind the last
    if _text(tokens, unit_at) in ("to", "or", "and"):
        unit_at += 1
    _, other_end = _value(tokens, unit_at)
    if unit_at > end + 1 or other_end >= unit_at:
        unit_at = other_end + 1 if other_end >= unit_at else end + 1
    unit = _text(tokens, unit_at)
    alone = unit_at == end + 1
    last = unit_at if alone else end
    if unit == "percent" or (unit == "per" and _text(tokens, unit_at + 1) == "cent"):
        return Quantity(value / 100, Dimension.SHARE, at, last)
    if unit in _SECONDS:
        return Quantity(value * _SECONDS[unit], Dimension.TIME, at, last)
    if unit in _BYTES:
        return Quantity(value * _BYTES[unit], Dimension.BYTES, at, last)
    if value == 1 and end == at:
        return None
    return Quantity(value, Dimension.COUNT, at, end)


def _is_ordinal(tokens: Sequence[Token], end: int, value: float) -> bool:
    """Whether "a second" is followed by what there is a second of: "a second nurse"."""
    behind = end + 2
    return (
        value == 1
        and _text(tokens, end + 1) == "second"
        and behind < len(tokens)
        and tokens[behind].is_content
    )


def _value(tokens: Sequence[Token], at: int) -> tuple[float | None, int]:
    """The number that begins at a token and its last token; (None, at - 1) where there is none."""
    word = _text(tokens, at)
    if word and word[0].isdigit():
        if _NOT_A_COUNT.match(word):
            return None, at - 1
        return float(word.replace(",", "").rstrip(".") or 0), at
    if word in ("a", "an") and _text(tokens, at + 1) in (*_SCALES, *_SECONDS):
        scale = _SCALES.get(_text(tokens, at + 1))
        return (float(scale), at + 1) if scale else (1.0, at)
    total, current, end = 0.0, None, at - 1
    while True:
        word = _text(tokens, end + 1)
        if word in _TENS and (current is None or (current % 100 == 0 and current >= 100)):
            current = (current or 0.0) + _TENS[word]
        elif word in _UNITS and (
            current is None or (current % 10 == 0 and current >= 20 and _UNITS[word] < 10)
        ):
            current = (current or 0.0) + _UNITS[word]
        elif word in _SCALES and current is not None:
            current *= _SCALES[word]
            if current >= 1000:
                total, current = total + current, None
        else:
            break
        end += 1
    behind, end = _decimals(tokens, end)
    if current is None and not total and not behind:
        return None, at - 1
    return total + (current or 0.0) + behind, end


def _decimals(tokens: Sequence[Token], end: int) -> tuple[float, int]:
    """What "point eight five" adds to the number that ends at a token."""
    digits, at = "", end + 2
    while _text(tokens, end + 1) == "point" and 0 <= _UNITS.get(_text(tokens, at), -1) <= 9:
        digits += str(_UNITS[_text(tokens, at)])
        at += 1
    return (float(f"0.{digits}"), at - 1) if digits else (0.0, end)
