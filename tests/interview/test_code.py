"""Which lines are code: what is read of a document stands outside."""

from __future__ import annotations

import pytest

from interviewer.interview.documents.code import outside_fences
from interviewer.interview.documents.dialogue import with_headings
from interviewer.interview.documents.repair import Damage, repaired


@pytest.mark.parametrize(
    ("text", "outside"),
    [
        ("a\n```\nb\n```\nc", "ac"),
        ("a\n```` sh\nb\n```\nb\n````\nc", "ac"),
        ("a\n```\nb\n``` sh\nb\n```\nc", "ac"),
        ("1. ~~~\n   b\n   ~~~\nc", "c"),
        ("- ```\n  b\n\n  b\nc", "c"),
        ("  - ```\n    b\n  c\nd", "cd"),
        ("- ```\n  b", ""),
    ],
)
def test_a_fence_ends_with_its_mark_or_with_its_item(text: str, outside: str) -> None:
    lines = text.split("\n")
    assert "".join(lines[index].strip() for index in outside_fences(lines)) == outside


@pytest.mark.parametrize("text", ["a\n```\nb", "```git``` b\nc", "    ```\nb", "~~~\nb\n~~~ c\n~~~~~ d"])
def test_what_is_never_closed_is_no_fence(text: str) -> None:
    lines = text.split("\n")
    assert list(outside_fences(lines)) == list(range(len(lines)))


ITEM = "1. ```sh\n   \\git\\ bisect\n   ```\n"


def test_questions_under_a_list_item_with_code_are_found() -> None:
    made = with_headings(f"Q: Why?\nA: So.\n{ITEM}\nQ: How?\nA: ```git``` does it.\n\nQ: When?\nA: Now.\n")
    assert made is not None
    assert [line for line in made.split("\n") if line.startswith("###")] == [
        "### Q: Why?", "### Q: How?", "### Q: When?"
    ]  # fmt: skip


def test_backslashes_are_offered_a_repair_beneath_the_code_and_not_in_it() -> None:
    found = repaired(f"{ITEM}2. Run \\git\\ now.\n")
    assert [place.line for place in found.of(Damage.BACKSLASHES)] == [4]
