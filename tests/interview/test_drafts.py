"""Drafts of key points: labels, items in items, HTML and code in a list."""

from __future__ import annotations

import pytest

from interviewer.interview.documents.document import parse
from interviewer.interview.question import AnswerKind, Bank


def read(answer: str) -> Bank:
    return parse(f"### 1. How do you test?\n**Answer:**\n{answer}\n")


def labelled(answer: str) -> list[tuple[str | None, str]]:
    return [(point.label, point.text) for point in read(answer).questions[0].rubric.points]


def test_a_label_on_a_line_of_its_own_is_that_of_the_paragraphs_beneath_it() -> None:
    found = read("**Situation:**\n\nWe were late.\n\n**Result:**\n\nWe were not. They came again.")
    (question,) = found.questions
    assert question.answer_kind is AnswerKind.STAR
    assert [(point.part, point.text) for point in question.rubric.points] == [
        ("situation", "Situation: We were late."),
        ("result", "Result: We were not."),
        ("result", "Result: They came again."),
    ]


@pytest.mark.parametrize(
    ("item", "label", "text"),
    [
        ("**Fast first reply:**", "Fast first reply", "Fast first reply"),
        ("**Fast first reply:** I write at once.", "Fast first reply", "Fast first reply: I write at once."),
        ("**We migrate large databases between clouds without any downtime** today.", None,
         "We migrate large databases between clouds without any downtime today."),
    ],
)  # fmt: skip
def test_a_bold_lead_is_a_label_where_it_is_short(item: str, label: str | None, text: str) -> None:
    assert labelled(f"* {item}\n* Two.")[0] == (label, text)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("* I plan.\n\n  I write.\n  * I test.", ["I plan. I write.", "I test."]),
        ("- - I plan.\n- I test.", ["I plan.", "I test."]),
    ],
)
def test_an_item_that_says_something_itself_is_a_point_beside_those_in_it(
    answer: str, expected: list[str]
) -> None:
    assert [text for _, text in labelled(answer)] == expected


def test_an_item_of_nothing_but_code_is_the_code() -> None:
    assert labelled("* ```\n  git bisect\n  ```\n* I test.") == [(None, "git bisect"), (None, "I test.")]
    assert labelled("* I bisect:\n  ```\n  git bisect\n  ```") == [(None, "I bisect:")]


@pytest.mark.parametrize("answer", ["* <div>I plan.</div>\n* I test.", "* I <span>plan</span>.\n* I test."])
def test_html_in_an_item_is_text_and_is_told(answer: str) -> None:
    assert [text for _, text in labelled(answer)] == ["I plan.", "I test."]
    assert [(one.code, one.line) for one in read(answer).messages] == [("html-ignored", 3)]


def test_a_picture_without_words_is_no_point() -> None:
    found = read("![](plan.png)\n\nI test.")
    assert [point.text for point in found.questions[0].rubric.points] == ["I test."]
    assert [(one.code, one.line) for one in found.messages] == [("image-ignored", 3)]
