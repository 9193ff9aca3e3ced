"""Where in a recording the words are that were searched for."""

from __future__ import annotations

import pytest

from interviewer.interview.reports.recording import moments
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


def test_a_typed_answer_has_no_moments() -> None:
    assert moments(Transcript.typed("we use it").words, "use") == []
