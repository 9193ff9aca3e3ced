"""When a term that the model was told to expect is believed."""

from __future__ import annotations

import pytest

from interviewer.interview.transcript import Word
from interviewer.speech import hotwords
from interviewer.speech.whisper import Reading

TERMS = ("KEDA", "Unity Catalog", "Z-ORDER", "RPO")


def reading(text: str, probability: float = 0.9, **unsure: float) -> Reading:
    return Reading(
        tuple(Word(word, 0.0, 0.1, unsure.get(word.strip(".,"), probability)) for word in text.split()), -0.3
    )


def test_a_term_heard_well_is_believed() -> None:
    assert hotwords.believable(reading("We scale with KEDA, and govern with Unity Catalog."), TERMS)


@pytest.mark.parametrize(
    ("text", "unsure"),
    [
        ("We scale with KEDA.", {"KEDA": 0.2}),
        ("It lies in Unity Catalog now.", {"Unity": 0.5, "Catalog": 0.3}),
        ("We z-order by day.", {"z-order": 0.1}),
    ],
)
def test_a_term_heard_badly_is_doubted(text: str, unsure: dict[str, float]) -> None:
    assert not hotwords.believable(reading(text, **unsure), TERMS)


def test_a_doubtful_word_that_is_no_term_does_not_matter() -> None:
    assert hotwords.believable(reading("We scale with KEDA maybe.", maybe=0.05), TERMS)


def test_a_part_of_a_term_is_not_the_term() -> None:
    assert hotwords.believable(reading("In unity we stand.", unity=0.1), TERMS)


def test_the_list_read_out_is_not_believed_however_sure() -> None:
    assert not hotwords.believable(reading("KEDA, Unity Catalog, Z-ORDER.", 0.99), TERMS)


def test_two_terms_in_a_row_are_an_answer() -> None:
    assert hotwords.believable(reading("With KEDA, Unity Catalog and RPO."), TERMS)


def test_without_terms_or_words_there_is_nothing_to_doubt() -> None:
    assert hotwords.believable(reading("Anything at all.", 0.01), ())
    assert hotwords.believable(Reading((), 0.0), TERMS)
