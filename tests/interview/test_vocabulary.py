"""What a recogniser is told to listen for."""

from __future__ import annotations

from dataclasses import replace

import sample

from interviewer.interview.question import KeyPoint, PointId, Rubric
from interviewer.interview.vocabulary import terms


def test_names_and_abbreviations_come_the_weightiest_first_and_plain_words_not_at_all() -> None:
    points = (
        KeyPoint(PointId("a"), "One.", weight=1, terms=("Photon", "cluster", "2024")),
        KeyPoint(PointId("b"), "Two.", weight=3, terms=("ADF",)),
        KeyPoint(PointId("c"), "Three.", weight=3, terms=("Photon",)),
    )
    asked = replace(sample.bank().questions[0], rubric=Rubric(points))
    assert terms(asked) == ("Photon", "ADF")
