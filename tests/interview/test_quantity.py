"""Numbers are compared as values with their units, however they are said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.interview.judging.quantity import Dimension, quantities_of
from interviewer.interview.judging.wording import tokens_of_text


def values(text: str) -> list[tuple[float, Dimension]]:
    return [(round(one.value, 4), one.dimension) for one in quantities_of(tokens_of_text(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a quarter of an hour", [(900, Dimension.TIME)]),
        ("half an hour", [(1800, Dimension.TIME)]),
        ("~30 mins", [(1800, Dimension.TIME)]),
        ("four to six hours", [(14400, Dimension.TIME), (21600, Dimension.TIME)]),
        ("40-50% less", [(0.4, Dimension.SHARE), (0.5, Dimension.SHARE)]),
        ("one fifth of the sprint", [(0.2, Dimension.SHARE)]),
        ("three quarters", [(0.75, Dimension.SHARE)]),
        ("twice a year", [(15778800, Dimension.PERIOD)]),
        ("every week", [(604800, Dimension.PERIOD)]),
        ("every three months", [(7889400, Dimension.PERIOD)]),
        ("every other week", [(1209600, Dimension.PERIOD)]),
        ("lower than point eight", [(0.8, Dimension.COUNT)]),
        ("ninety nine point five percent", [(0.995, Dimension.SHARE)]),
        ("the point is", []),
        ("a second nurse", []),
        ("in a second", [(1, Dimension.TIME)]),
        ("a hundred files", [(100, Dimension.COUNT)]),
        ("two hundred and one", [(200, Dimension.COUNT)]),
        ("three times a day", [(28800, Dimension.PERIOD)]),
        ("two thousand five hundred and nothing else", [(2500, Dimension.COUNT)]),
        ("a team of three thousand", [(3000, Dimension.COUNT)]),
        ("one hundred fifty euros", [(150, Dimension.COUNT)]),
        ("twenty four hours", [(86400, Dimension.TIME)]),
        ("version 1.2.1", []),
        ("one of them", []),
        ("1 GB", [(1e9, Dimension.BYTES)]),
    ],
)
def test_values(text: str, expected: list[tuple[float, Dimension]]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("a quarter", "25 %", True),
        ("an hour", "60 minutes", True),
        ("four months", "120 days", True),
        ("quarterly", "every three months", True),
        ("a minute", "58 seconds", False),
        ("bi-annual", "twice a year", True),
        ("a 20/80 split", "twenty percent", True),
        ("four percent", "40 %", False),
        ("30 days", "a year", False),
        ("50 %", "50 minutes", False),
    ],
)
def test_equality(one: str, other: str, same: bool) -> None:
    first = quantities_of(tokens_of_text(one))[0]
    assert any(first.equals(two) for two in quantities_of(tokens_of_text(other))) is same


@given(st.text(alphabet="0123456789.,% abhourtwenyp-", max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    for one in quantities_of(tokens_of_text(text)):
        assert one.value >= 0
        assert one.first <= one.last
