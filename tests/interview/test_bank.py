"""Putting documents together."""

from __future__ import annotations

import sample

from interviewer.interview.bank import merged
from interviewer.interview.documents.document import parse
from interviewer.interview.question import Bank

TEXT = "## 1. One\n\n" + "".join(
    f"### {number}. What is {number}?\n**Answer:**\nIt is {number}.\n```yaml coach\nid: q{number}\n```\n"
    for number in range(1, 7)
)
BANK = merged(
    [parse(TEXT, name="a"), parse(TEXT.replace("id: q", "id: p").replace("1. One", "2. Two"))], name="both"
)


def test_sections_of_the_same_number_are_told_apart() -> None:
    other = parse("## 1. Other\n\n### 1. Why?\n**Answer:**\nIt must be so.\n")
    bank = merged([BANK, other, other], name="all")
    assert [(section.number, section.title) for section in bank.sections] == [
        (1, "One"),
        (2, "Two"),
        (3, "Other"),
    ]
    assert [question.section for question in bank.questions[-2:]] == [3, 3]
    assert [question.id for question in bank.questions[-2:]] == ["why", "why-2"]
    assert [message.code for message in bank.messages] == ["duplicate-id"]


def test_one_document_is_a_bank() -> None:
    bank: Bank = merged([parse(TEXT, name="a")], name="mine")
    assert (bank.name, len(bank.questions)) == ("mine", 6)


def test_a_section_has_its_questions() -> None:
    bank = sample.bank()
    assert {question.section for question in bank.in_section(1)} == {1}
    assert sum(len(bank.in_section(section.number)) for section in bank.sections) == len(bank.questions)
