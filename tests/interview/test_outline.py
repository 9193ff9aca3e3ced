"""Where the questions of a document stand, whatever fences, comments and rules stand among them."""

from __future__ import annotations

import pytest

from interviewer.interview.documents.document import parse
from interviewer.interview.question import Bank


def asked(text: str) -> list[str]:
    return [question.text for question in parse(text).questions]


def told(bank: Bank) -> list[tuple[str, int | None]]:
    return [(message.code, message.line) for message in bank.messages]


def test_a_number_without_a_mark_is_part_of_the_question() -> None:
    (question,) = parse("### 24 hours on call: how do you cope?\n**Answer:**\n* I sleep.\n").questions
    assert (question.text, question.number) == ("24 hours on call: how do you cope?", 1)


def test_a_heading_that_asks_nothing_ends_the_question_before_it() -> None:
    bank = parse(
        "### 1. Why?\n**Answer:**\n* I must.\n\n### Notes\n* Look.\n\n### 2. How?\n**Answer:**\n* Slowly.\n"
    )
    assert [[point.text for point in one.rubric.points] for one in bank.questions] == [
        ["I must."],
        ["Slowly."],
    ]
    assert told(bank) == [("heading-ignored", 5)]


def test_the_label_of_an_answer_is_looked_for_among_the_first_lines_alone() -> None:
    notes = "\n".join(f"Note {number}." for number in range(12))
    near, far = (f"### Notes\n{notes[:stop]}\n**Answer:**\n* So it is.\n" for stop in (80, None))
    assert asked(f"{near}\n### Why?\n**Answer:**\n* I must.\n") == ["Notes", "Why?"]
    bank = parse(f"{far}\n### Why?\n**Answer:**\n* I must.\n")
    assert [question.text for question in bank.questions] == ["Why?"]
    assert told(bank) == [("heading-ignored", 1), ("answer-without-question", 14)]


def test_front_matter_that_is_never_closed_is_told() -> None:
    assert told(parse("---\nbank: x\nWhy?\n"))[0] == ("front-matter-open", 1)


def test_a_rule_beneath_a_sentence_makes_no_heading_of_it() -> None:
    bank = parse("### 1. Why?\nI must.\n---\nI can.\n")
    assert [point.text for point in bank.questions[0].rubric.points] == ["I must.", "I can."]
    assert asked("Why?\n---\nI must.\n\nHow?\n---\nI can.\n") == ["Why?", "How?"]


def test_three_backticks_around_a_word_open_no_fence() -> None:
    assert asked("### 1. Why?\n```git``` is there.\n### 2. How?\nI use it.\n") == ["Why?", "How?"]


@pytest.mark.parametrize(
    "item",
    [
        "1. ```sh\n   git bisect\n   ```\n2. I test.",
        "- ~~~\n  git bisect\n\n  ~~~\n- I test.",
        "* ```\n  git bisect\n* I test.",
        "* ```",
    ],
)
def test_a_fence_that_opens_on_the_line_of_an_item_ends_with_the_item(item: str) -> None:
    bank = parse(f"### 1. Why?\n**Answer:**\n{item}\n\n```yaml coach\nid: mine\n```\n\n### 2. How?\n{item}\n")
    assert [question.id for question in bank.questions] == ["mine", "how"]
    assert "fence-open" not in dict(told(bank))


def test_after_a_fence_that_is_never_closed_those_of_list_items_still_are() -> None:
    bank = parse(
        "### 1. Why?\n~~~\nI must.\n### 2. How?\n- ~~~\n  # slowly\n- I do.\n### 3. When?\nIn time.\n"
    )
    assert [question.text for question in bank.questions] == ["Why?", "How?", "When?"]
    assert [line for what, line in told(bank) if what == "fence-open"] == [2]


def test_a_comment_over_several_lines_hides_the_headings_in_it() -> None:
    text = "### 1. Why?\nI must.\n<!-- old\n### 2. How?\nSlowly. -->\n### 3. When?\nIn time.\n"
    assert asked(text) == ["Why?", "When?"]


def test_a_comment_that_is_never_closed_is_told_and_hides_nothing() -> None:
    bank = parse("### 1. Why?\n**Answer:** I must.\n<!-- old\n### 2. How?\n**Answer:** Slowly.\n<!-- older\n")
    assert [question.text for question in bank.questions] == ["Why?", "How?"]
    assert [one for one in told(bank) if one[0] == "html-open"] == [("html-open", 3), ("html-open", 6)]
