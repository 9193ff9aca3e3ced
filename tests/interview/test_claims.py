"""Claims of paragraphs, and answers in the forms in which people write them."""

from __future__ import annotations

import pytest

from interviewer.interview.documents.claims import claims, is_lead_in, unquoted
from interviewer.interview.documents.document import parse
from interviewer.interview.question import AnswerKind, KeyPoint, QuestionType


def points(answer: str, *, question: str = "How do you test?") -> tuple[KeyPoint, ...]:
    return parse(f"# Bank\n\n### 1. {question}\n{answer}\n").questions[0].rubric.points


def texts(answer: str) -> list[str]:
    return [point.text for point in points(answer)]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("I test. I ship.", ["I test.", "I ship."]),
        ("I use it, e.g. daily. Mr. X likes v. 2 etc. a lot.",
         ["I use it, e.g. daily.", "Mr. X likes v. 2 etc. a lot."]),
        ("It costs 3.5 million. Always.", ["It costs 3.5 million.", "Always."]),
        ("I wrap lines at the edge of the page, and so the sentence\ngoes on here. Then it ends.",
         ["I wrap lines at the edge of the page, and so the sentence goes on here.", "Then it ends."]),
        ("One line\nAnother line", ["One line", "Another line"]),
        ("I measure first; then I change one thing.", ["I measure first; then I change one thing."]),
        ("I always measure before I act; I never change two things.",
         ["I always measure before I act.", "I never change two things."]),
        ("He asked (Why? How? When?) and left.", ["He asked (Why? How? When?) and left."]),
        ("I list a) what is there, b) what is not. (I do it twice.) I stop.",
         ["I list a) what is there, b) what is not.", "(I do it twice.)", "I stop."]),
        ("OR", []),
        ("", []),
        ("'We pay. We wait.' It ended.", ["We pay.", "We wait.", "It ended."]),
    ],
)  # fmt: skip
def test_a_claim_is_one_idea(paragraph: str, expected: list[str]) -> None:
    assert [claim.text for claim in claims(paragraph)] == expected


@pytest.mark.parametrize(
    "text", ["I stay hands-on by:", "My checklist:", "These are the three steps:", "Layered defense:"]
)
def test_a_pure_lead_in_claims_nothing(text: str) -> None:
    assert is_lead_in(text)
    assert claims(text, before_list=True) == []


def test_a_lead_in_that_claims_something_is_kept() -> None:
    text = "Cost governance is a proactive discipline, not reactive:"
    assert [claim.text for claim in claims(text, before_list=True)] == [text[:-1] + "."]


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ('"All of it."', "All of it."), ("“All of it.”", "All of it."), ('"Half of it.', "Half of it."),
        ("Half of it.\"", "Half of it."),
        ("'Tis' mine", "'Tis' mine"), ("'All' and 'some'", "'All' and 'some'"),
        ("the team's 'tax'", "the team's 'tax'"), ('say "yes"', 'say "yes"'), ("", ""), ('"', ""),
    ],
)  # fmt: skip
def test_quotes_that_wrap_or_are_alone_go(text: str, bare: str) -> None:
    assert unquoted(text) == bare


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("**Answer:**\n* One.\n* Two.\nThree is my last word.", ["One.", "Two.", "Three is my last word."]),
        ("**Answer:** I start beside the label. I go on.", ["I start beside the label.", "I go on."]),
        ("**Answer**:\n- One.\n  - Half.\n  - The rest.\n- Two.", ["One.", "Half.", "The rest.", "Two."]),
        ("Answer:\n1) One.\n2) Two.", ["One.", "Two."]),
        ("#### Answer\n+ One.\n\n+ Two.", ["One.", "Two."]),
        ("**Answer:**\n* One that is wrapped at the edge by an editor, in the\nmiddle of a sentence.\n* Two.",
         ["One that is wrapped at the edge by an editor, in the middle of a sentence.", "Two."]),
        ("**Answer:**\n* One that was wrapped at the edge, and ends with a line by\nAzure itself, you see.",
         ["One that was wrapped at the edge, and ends with a line by Azure itself, you see."]),
        ("**Answer:**\n> I am quoted. I am too.", ["I am quoted.", "I am too."]),
        ("**Answer:**\n*(STAR Method)* \"I did it.\"", ["I did it."]),
        ("**Answer:**\n*(Example)*\n* \"One.\"\n* “Two.”", ["One.", "Two."]),
        ("**Answer:**\n* __Label:__ text", ["Label: text"]),
        ("**Answer:**\n* **Label** - text", ["Label: text"]),
        ("**Answer:**\n* **Label**: \"text\"", ["Label: text"]),
        ("**Answer:**\n* **All of it is bold.**", ["All of it is bold."]),
        ("**Answer:**\n* One.\n\n  Still one.\n\n* Two.", ["One. Still one.", "Two."]),
        ("**Answer:**\n| Step | Why |\n|---|---|\n| Plan | to know |\n| Do | to learn |",
         ["Plan: to know", "Do: to learn"]),
        ("**Answer:**\nI do it.\n---", ["I do it."]),
        ("**Answer:**\n**First:** I look. I listen.\n**Then:** I act.",
         ["First: I look.", "I listen.", "Then: I act."]),
        ("**Answer:**\nI ask. Which reads? Which writes?", ["I ask.", "Which reads? Which writes?"]),
        ("*They want to see care.*\n\n**Answer:**\nI care.", ["I care."]),
    ],
)  # fmt: skip
def test_answers_as_people_write_them(answer: str, expected: list[str]) -> None:
    assert texts(answer) == expected


def test_items_under_a_label_carry_it() -> None:
    found = points("**Answer:**\n* Parent\n  * Child\n  * Other")
    assert [point.lines for point in found] == [(5, 5), (6, 6), (7, 7)]
    found = points("**Answer:**\n* **Storage:**\n  * One lake.\n  * No copies.\n* **Cost:** low")
    assert [(point.label, point.text) for point in found] == [
        ("Storage", "Storage: One lake."), ("Storage", "Storage: No copies."), ("Cost", "Cost: low")
    ]  # fmt: skip


def test_lines_are_those_of_the_document() -> None:
    found = points(
        "**Answer:**\nI say two things. Here they are.\n* One\n  and a half.\n* Two.\nAnd I close."
    )
    assert [point.lines for point in found] == [(5, 5), (5, 5), (6, 7), (8, 8), (9, 9)]


def test_headings_in_a_story_name_its_parts() -> None:
    answer = "#### Situation\nWe were late.\n#### Result\n* We were not.\n"
    bank = parse(f"### 1. Tell me about a time you failed.\n**Answer:**\n{answer}")
    question = bank.questions[0]
    assert [point.part for point in question.rubric.points] == ["situation", "result"]
    assert (question.answer_kind, question.type) == (AnswerKind.STAR, QuestionType.BEHAVIOURAL)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What is a lake house?", "knowledge"), ("Compare Git and Mercurial.", "comparison"),
        ("How would you design a queue?", "design"), ("How do you review code?", "howto"),
        ("What databases have you worked with?", "experience"), ("How do you mentor juniors?", "leadership"),
        ("Tell me about a time you were wrong.", "behavioural"), ("Why do you want this job?", "motivation"),
        ("Describe a situation in which you disagreed with your manager.", "behavioural"),
        ("Give me an example of a decision you regret.", "behavioural"),
    ],
)  # fmt: skip
def test_the_type_is_guessed_from_the_wording(text: str, expected: str) -> None:
    assert parse(f"### 1. {text}\n**Answer:**\nSo.\n").questions[0].type == expected
