"""How alike a term and what was heard for it sound."""

from __future__ import annotations

import pytest

from interviewer.interview.alike import alike
from interviewer.interview.language import ENGLISH, GERMAN


@pytest.mark.parametrize(
    ("near", "far", "term"),
    [
        ("a k s", "a box", "AKS"),
        ("I are", "a car", "IR"),
        ("GPUs", "the bus", "DBUs"),
        ("modeling", "the line", "Medallion"),
        ("emil flow", "in the flow", "MLflow"),
        ("service principles", "the service", "Service Principals"),
    ],
)
def test_what_sounds_like_a_term_is_nearer_than_what_does_not(near: str, far: str, term: str) -> None:
    assert alike(near, term, ENGLISH.letters) >= 0.65
    assert alike(far, term, ENGLISH.letters) < 0.65


def test_the_same_is_one_however_it_is_spelled() -> None:
    assert alike("a k s", "AKS", ENGLISH.letters) == 1.0
    assert alike("unity catalog", "Unity Catalog", {}) == 1.0


def test_letters_are_called_by_the_language() -> None:
    assert alike("ah kah ess", "AKS", GERMAN.letters) > alike("ah kah ess", "AKS", ENGLISH.letters)
