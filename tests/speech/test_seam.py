"""Two readings that share some words: each word is said once, and none is lost."""

from __future__ import annotations

import pytest

from interviewer.interview.transcript import Filler, Span, Word
from interviewer.speech.reader import Read, sewn


def said(text: str, *, from_s: float, step_s: float = 0.3, **sure: float) -> tuple[Word, ...]:
    return tuple(
        Word(word, from_s + at * step_s, from_s + (at + 1) * step_s, sure.get(word.strip(".,"), 0.9))
        for at, word in enumerate(text.split())
    )


def text_of(*reads: tuple[Word, ...]) -> str:
    return " ".join(word.text for read in sewn(map(Read, reads)) for word in read.words)


@pytest.mark.parametrize(
    ("first", "then", "from_s", "whole"),
    [
        ("Databricks was where", "was, where the models", 0.3, "Databricks was where the models"),
        ("last place was where...", "where the models", 0.9, "last place was where the models"),
        ("stuff was kept up", "was kept apart from", 0.35, "stuff was kept apart from"),
        ("we put the wheel", "pushed the models there", 0.35, "we put the models there"),
        ("so it is", "and then we went", 0.9, "so it is and then we went"),
        ("it is very", "very slow", 1.3, "it is very very slow"),
        ("", "it is slow", 0.0, "it is slow"),
        ("it is slow", "", 0.0, "it is slow"),
    ],
)
def test_words_that_two_readings_share_come_once(first: str, then: str, from_s: float, whole: str) -> None:
    assert text_of(said(first, from_s=0.0), said(then, from_s=from_s)) == whole


def test_where_they_share_no_word_each_gives_its_half() -> None:
    first, then = said("we pushed it to case", from_s=0.0), said("two AKS on Friday", from_s=0.75)
    assert text_of(first, then) == "we pushed it to AKS on Friday"


def test_the_surer_of_two_spellings_is_kept() -> None:
    first = said("run it on. a", from_s=0.0, on=0.2)
    assert text_of(first, said("it on a cluster", from_s=0.3)) == "run it on a cluster"


def test_a_hesitation_at_the_seam_is_counted_once() -> None:
    first = Read(said("well", from_s=0.0), (Filler("um", Span(0.4, 0.9)),))
    then = Read(said("so", from_s=2.0), (Filler("uh", Span(0.5, 0.9)), Filler("er", Span(3.0, 3.2))))
    assert [filler.text for read in sewn([first, then]) for filler in read.fillers] == ["um", "er"]
