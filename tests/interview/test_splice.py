"""An edit put into a document: what is refused, and which marks stay."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interviewer.errors import InputError
from interviewer.interview.documents.document import parsed
from interviewer.interview.documents.exchange import as_document
from interviewer.interview.documents.splice import block_of, reworded, with_question
from interviewer.interview.question import QuestionId


@pytest.mark.parametrize(
    ("raw", "text", "expected"),
    [
        ("Why **this** one?", "Why this one?", "Why **this** one?"),
        ("Why **this** one?", "Why **this** thing?", "Why **this** thing?"),
        ("Why **this** one?", "Why not this one?", "Why not **this** one?"),
        ("Why?", "", ""),
    ],
)
def test_the_marks_around_words_that_stay_are_kept(raw: str, text: str, expected: str) -> None:
    assert reworded(raw, text) == expected


def test_a_question_that_is_gone_is_told() -> None:
    with pytest.raises(InputError, match="no longer in the document"):
        block_of(parsed("### 1. Why?\n**Answer:**\n* Because.\n"), QuestionId("gone"))


def test_under_a_fence_that_is_never_closed_nothing_is_edited() -> None:
    text = "### 1. Why?\n**Answer:**\n* Because.\n\n```yaml coach\nid: why\n"
    document = parsed(text)
    (before,) = document.bank.questions
    with pytest.raises(InputError, match="Line 5"):
        with_question(document, text, before, replace(before, say="Tell me why."))


def test_a_card_without_a_back_is_left_out_and_told() -> None:
    made = as_document("#separator:tab\nWhy?\tBecause.\nHow?\n", suffix=".txt", file="cards.txt")
    assert made is not None
    assert [(message.code, message.line) for message in made.messages] == [("row-incomplete", 3)]
    assert "Why?" in made.text
    assert "How?" not in made.text
