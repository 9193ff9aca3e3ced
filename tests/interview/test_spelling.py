"""What was said is written as people write it, and nothing that was not said comes in."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.interview.spelling import as_written
from interviewer.interview.transcript import Segment, Transcript, Word

TERMS = (
    *("AKS", "ADLS Gen2", "KEDA", "Z-ORDER", "Unity Catalog", "CI/CD", "Databricks", "MLflow", "RPO"),
    *("IT", "BI", "SLA", "Power BI", "IaC", "ADF", "PaaS"),
)


def written(text: str, *, language: str = "en") -> str:
    return as_written(replace(Transcript.typed(text), language=language), TERMS).text


@pytest.mark.parametrize(
    ("heard", "wanted"),
    [
        ("we ran it on a k s because", "we ran it on AKS because"),
        ("A.K.S. is cheap", "AKS is cheap"),
        ("A-K-S and a d l s gen two, then", "AKS and ADLS Gen2, then"),
        ("with z order.", "with Z-ORDER."),
        ("data bricks' unity catalog", "Databricks' Unity Catalog"),
        ("the ci cd pipeline", "the CI/CD pipeline"),
        ("an m l flow run", "an MLflow run"),
        ("power b i dashboards", "Power BI dashboards"),
        ("PowerBI dashboards in adlsgen two", "Power BI dashboards in ADLS Gen2"),
        ("an s l a of", "an SLA of"),
        ("Keda scales it", "KEDA scales it"),
        ("in the unity catalogue.", "in the Unity Catalog."),
    ],
)
def test_terms_are_spelled_as_the_bank_spells_them(heard: str, wanted: str) -> None:
    assert written(heard) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "it is plan b i think",
        "cater scales it",
        "a nif pipeline",
        "so pa as we said",
        "ADLS, Gen2",
        "a k, s",
        "power b and power be",
        "unity, catalogue",
        "unitycatalogue",
        "cat a log",
        "a k. Some said so",
    ],
)
def test_what_may_be_something_else_stays(text: str) -> None:
    assert written(text) == text


@pytest.mark.parametrize(
    ("heard", "wanted"),
    [
        ("forty percent", "40%"),
        ("40 percent of it", "40% of it"),
        ("ninety nine point nine percent.", "99.9%."),
        ("two hundred and fifty gigabytes", "250 gigabytes"),
        ("two thousand five hundred users", "2500 users"),
        ("five minutes, twenty five minutes", "five minutes, 25 minutes"),
        ("one of two people", "one of two people"),
        ("twenty twenty percent", "twenty twenty percent"),
        ("a hundred percent", "a hundred percent"),
        ("fifty, seventy five", "fifty, seventy five"),
    ],
)
def test_numbers_with_their_units_are_written_in_digits(heard: str, wanted: str) -> None:
    assert written(heard) == wanted


def test_number_words_are_data_of_the_language() -> None:
    german = "etwa vierzig prozent und fünfundzwanzig minuten, neunundneunzig komma neun prozent"
    assert written(german, language="de") == "etwa 40% und 25 minuten, 99,9%"
    assert written("forty percent", language="de") == "forty percent"
    assert written("forty percent a k s", language="fi") == "forty percent AKS"


def test_a_joined_word_keeps_what_was_heard_and_when() -> None:
    words = (Word("a", 1.0, 1.1, 0.9), Word("k", 1.2, 1.3, 0.5), Word("s,", 1.4, 1.6, 0.8))
    (one,) = as_written(Transcript((Segment(words),)), TERMS).words
    assert one == Word("AKS,", 1.0, 1.6, 0.5, said="a k s,")


def test_letters_with_a_silence_between_them_are_no_term() -> None:
    words = (Word("a", 1.0, 1.1), Word("k", 1.2, 1.3), Word("s", 3.4, 3.6))
    assert as_written(Transcript((Segment(words),)), TERMS).text == "a k s"


_HEARD = "a k s A.K.S. z order order. data bricks gen two 2 adls l d i b bi power it IT ci cd sl rpo, unity"
_PIECES = st.sampled_from(_HEARD.split(" "))


@given(st.lists(_PIECES, max_size=12))
def test_no_letter_comes_in_or_goes(pieces: list[str]) -> None:
    def letters(text: str) -> str:
        return re.sub(r"[\W_]|two|2", "", text.lower())

    said = as_written(Transcript.typed(" ".join(pieces)), TERMS)
    assert letters(said.text) == letters(" ".join(pieces))
    assert " ".join(word.said or word.text for word in said.words).lower().split() == [
        piece.lower() for piece in pieces
    ]
