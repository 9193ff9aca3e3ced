"""An edit put into a document: what is refused, and which marks stay."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interviewer.errors import InputError
from interviewer.interview.documents.document import parsed
from interviewer.interview.documents.exchange import as_document
from interviewer.interview.documents.splice import block_of, reworded, with_question, without_fences
from interviewer.interview.question import QuestionId


@pytest.mark.parametrize(
    ("raw", "text", "expected"),
    [
        ("Why **this** one?", "Why this one?", "Why **this** one?"),
        ("Why **this** one?", "Why **this** thing?", "Why **this** thing?"),
        ("Why **this** one?", "Why not this one?", "Why not **this** one?"),
        ("Why?", "", ""),
        ("Why &amp; how?", "Why & where?", "Why &amp; where?"),
        ("Why &copy; **it**?", "Why © that?", "Why © that?"),
        ("Why ![a long name of a picture](x)?", "Why a picture?", "Why a picture?"),
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


def edited(written: str, **changes: object) -> str:
    document = parsed(written)
    (before,) = document.bank.questions
    return with_question(document, written, before, replace(before, **changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_heading_that_is_underlined_keeps_its_line_and_its_number(end: str) -> None:
    rest = "======\n**Answer:**\n* So.\n\n```yaml coach\nid: a\n```\n".replace("\n", end)
    before = f"  Q2. Why do you{end}  **always** test?{end}{rest}"
    after = f"  Q2. Why do you **never** test?{end}{rest}"
    assert edited(before, text="Why do you never test?") == after


@pytest.mark.parametrize("end", ["", "\n"])
def test_a_fence_at_the_end_of_the_document_ends_as_the_document_did_and_goes_without_a_trace(
    end: str,
) -> None:
    text = f"### 1. Why?\n**Answer:**\n* I must.{end}"
    written = edited(text, say="Tell me why.")
    assert (
        written == f"### 1. Why?\n**Answer:**\n* I must.\n```yaml coach\nid: why\nsay: Tell me why.\n```{end}"
    )
    assert without_fences(written) == text


def test_a_fence_that_can_not_be_read_is_not_edited() -> None:
    text = "### 1. Why?\n**Answer:**\n* I must.\n\n```yaml coach\nid: a\nsay: [b\n```\n"
    with pytest.raises(InputError, match=r"can't be read \(line 7\)"):
        edited(text, say="Tell me why.")


def test_a_card_without_a_back_is_left_out_and_told() -> None:
    made = as_document("#separator:tab\nWhy?\tBecause.\nHow?\n", suffix=".txt", file="cards.txt")
    assert made is not None
    assert [(message.code, message.line) for message in made.messages] == [("row-incomplete", 3)]
    assert "Why?" in made.text
    assert "How?" not in made.text
