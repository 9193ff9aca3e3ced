"""Which question of a new document is which of the bank."""

from __future__ import annotations

from interviewer.interview.documents.document import parse
from interviewer.interview.documents.succession import Fate, succession
from interviewer.interview.question import Bank


def bank(*asked: str) -> Bank:
    return parse("".join(f"### {text}\n**Answer:**\n* {text} It is so.\n\n" for text in asked))


def test_of_two_that_read_like_an_old_question_the_more_alike_is_it() -> None:
    old = bank("How do you review the code of others?")
    new = bank("How would you review the code of all others?", "How do you review the code of the others?")
    plan = succession(old, new)
    assert [(step.fate, step.id == old.questions[0].id) for step in plan.steps] == [
        (Fate.NEW, False),
        (Fate.CHANGED, True),
    ]
