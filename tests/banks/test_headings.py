"""Headings of documents that people bring, mended at import and told with their lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewer.banks.importing import apply, preview
from interviewer.banks.library import Library

REST = "\n\n### 2. Why tests?\n**Answer:**\n* They tell.\n"


@pytest.mark.parametrize(
    ("text", "asked", "points", "code"),
    [
        ("### 1. How would you design\na platform?\n**Answer:** I ask.",
         "How would you design a platform?", [("I ask.", 3)], "heading-joined"),
        ("### 1. Explain how you would set up the\nmonitoring of a platform.\n\n**Answer:**\n* I ask.",
         "Explain how you would set up the monitoring of a platform.", [("I ask.", 5)], "heading-joined"),
        ("### 1. What is it,\nwhere is it and\nwhose is it?\n\n* Ours.",
         "What is it, where is it and whose is it?", [("Ours.", 5)], "heading-joined"),
        ("### 1. How do you test?\nand where do you test?\n\n* In CI.",
         "How do you test? and where do you test?", [("In CI.", 4)], "heading-joined"),
        ("### 1. What is it? **Answer:** It is a tool.\n* It has state.",
         "What is it?", [("It is a tool.", 1), ("It has state.", 2)], "answer-moved"),
        ("### 1. Our **tool** __Model answer__: It is a tool.",
         "Our tool", [("It is a tool.", 1)], "answer-moved"),
        ("### 1. What is it? Answer: It is a tool.", "What is it?", [("It is a tool.", 1)], "answer-moved"),
        ("### 1. **What is it?** A: It is a tool.", "What is it?", [("It is a tool.", 1)], "answer-moved"),
        ("### 1. What is it? It is a tool of ours.",
         "What is it?", [("It is a tool of ours.", 1)], "answer-moved"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_heading_holds_the_whole_question_and_nothing_else(
    library: Library,
    tmp_path: Path,
    text: str,
    asked: str,
    points: list[tuple[str, int]],
    code: str,
    end: str,
) -> None:
    file = tmp_path / "one.md"
    file.write_bytes((text + REST).replace("\n", end).encode())
    planned = preview(library, file)
    assert [(one.code, one.line, one.file) for one in planned.messages] == [(code, 1, str(file))]
    first, second = planned.bank.questions
    assert first.text == asked
    assert [(one.text, one.lines and one.lines[0]) for one in first.rubric.points] == points
    assert [(one.text, one.lines) for one in second.rubric.points] == [
        ("They tell.", (text.count("\n") + 5,) * 2)
    ]
    apply(planned)
    again = library.load("one")
    assert not again.messages
    assert [question.text for question in again.questions] == [asked, "Why tests?"]


@pytest.mark.parametrize(
    "text",
    [
        "### 1. What is a good answer: short or long?\n* Short.",
        "### 1. Is it so? Give an example of that.\n* It is.",
        "### 1. Is it so? Give an example of that.",
        "### 1. Is it so? It is.",
        "### 1. What is it? It is our own tool.\n* It has state.",
        "### 1. What is it\n\n* A tool?",
        "### 1. What is it\nIt is a tool. Is it not?",
        "### 1. What is it,\nwhere is it,\nwhose is it and\nhow old is it?\n\n* Ours.",
        "### 1. Idempotence\nmeans that it changes nothing.",
        "### 1. Is it so?\n```\n### 2. What is\nit? **Answer:** none\n```\n* It is.",
    ],
)
def test_a_heading_that_may_be_meant_so_is_left_alone(library: Library, tmp_path: Path, text: str) -> None:
    file = tmp_path / "one.md"
    file.write_text(text + REST, encoding="utf-8")
    planned = preview(library, file)
    assert not {one.code for one in planned.messages} & {"heading-joined", "answer-moved"}
    assert planned.bank.questions[-1].text == "Why tests?"
