"""Where in a recording the words are that were searched for."""

from __future__ import annotations

import pytest

from interviewer.interview.reports.recording import excerpt, moments
from interviewer.interview.transcript import Span, Transcript, Word

SAID = tuple(
    Word(text, float(at), at + 0.5)
    for at, text in enumerate(["The", "Factory,", "a", "café;", "factories", "re-use", "data"])
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("factory", [1]),
        ("FACT", [1, 4]),
        ("fact ", []),
        ("cafe", [3]),
        ("data factory", [1, 6]),
        ("use", [5]),
        ("", []),
        (" ?! ", []),
    ],
)
def test_moments(text: str, found: list[int]) -> None:
    assert moments(SAID, text) == [Span(float(at), at + 0.5) for at in found]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("factory", "… 2 3 4 5 6 «factory,» 8 9 10 11 12 13 14 15 …"),
        ("10 1 ", "«1» 2 3 4 5 6 factory, 8 9 «10» 11 12 13 14 …"),
        ("16", "… 11 12 13 14 15 «16»"),
        ("nothing", ""),
        ("", ""),
    ],
)
def test_an_excerpt_is_around_what_was_found(text: str, shown: str) -> None:
    assert excerpt("1 2 3 4 5 6 factory, 8 9 10 11 12 13 14 15 16", text) == shown


def test_a_typed_answer_has_no_moments() -> None:
    assert moments(Transcript.typed("we use it").words, "use") == []
