"""What is told about a document whose parts stand in no order, and how far its reading has come."""

from __future__ import annotations

import pytest

from interviewer.errors import Cancelled
from interviewer.interview.documents.document import parse, parsed


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("### \n**Answer:**\n* I must.\n", [("question-empty", 1)]),
        (
            "## A\n```yaml coach\nid: x\n```\n### 1. Why?\n**Answer:**\n* I must.\n",
            [("coach-fence-loose", 2)],
        ),
        ("### 1. Why?\n**Answer:**\n* I must.\n### Notes\nNone.\n", [("heading-ignored", 4)]),
    ],
)
def test_what_belongs_to_no_question_is_told_with_its_line(text: str, told: list[tuple[str, int]]) -> None:
    assert [(message.code, message.line) for message in parse(text).messages] == told


MANY = "".join(f"### {number}. What is {number}?\n**Answer:**\n* It is.\n" for number in range(1, 251))


def test_the_share_that_is_done_is_told_a_hundred_times_at_most() -> None:
    shares: list[float] = []
    assert len(parsed(MANY, progress=shares.append).bank.questions) == 250
    assert shares == sorted(shares)
    assert shares[0] == 0.0
    assert 80 < len(shares) <= 100


def test_the_reading_ends_where_it_is_called_off() -> None:
    shares: list[float] = []

    def call_off(share: float) -> None:
        shares.append(share)
        if share > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        parsed(MANY, progress=call_off)
    assert shares[-1] < 0.52
