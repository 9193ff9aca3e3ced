"""Drawing questions, and putting documents together."""

from __future__ import annotations

import sample

from interviewer.interview.bank import Order, draw, merged
from interviewer.interview.documents.document import parse
from interviewer.interview.question import Bank

TEXT = "## 1. One\n\n" + "".join(
    f"### {number}. What is {number}?\n**Answer:**\nIt is {number}.\n"
    f"```yaml coach\nid: q{number}\ndifficulty: {number % 3 + 1}\n"
    f"tags: [{'Even' if number % 2 == 0 else 'odd'}]\n```\n"
    for number in range(1, 7)
)
BANK = merged(
    [parse(TEXT, name="a"), parse(TEXT.replace("id: q", "id: p").replace("1. One", "2. Two"))], name="both"
)


def ids(**wanted: object) -> list[str]:
    return [question.id for question in draw(BANK, **wanted)]  # type: ignore[arg-type]


def test_as_listed_and_filtered() -> None:
    assert ids() == [question.id for question in BANK.questions]
    assert ids(sections={2}, count=2) == ["p1", "p2"]
    assert ids(tags=["even"], sections=[1]) == ["q2", "q4", "q6"]
    assert ids(tags=["even", "odd"], difficulty=[1], sections=[1]) == ["q3", "q6"]
    assert ids(tags=["none"]) == []
    assert ids(count=0) == []


def test_a_random_order_can_be_had_again() -> None:
    first = ids(order=Order.RANDOM, seed=1)
    assert first == ids(order=Order.RANDOM, seed=1)
    assert first != ids(order=Order.RANDOM, seed=2)
    assert sorted(first) == sorted(ids())


def test_by_a_ranking_the_smallest_first_and_the_rest_as_listed() -> None:
    assert ids(order=Order.RANKED, ranking={"p3": 0.1, "q2": 0.5}, count=4) == ["p3", "q2", "q1", "q3"]


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
