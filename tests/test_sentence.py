"""What the rules say: English as a text, and a template with its values to whoever translates."""

from __future__ import annotations

import ast
import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewer import interview
from interviewer.sentence import Sentence, filled, together

RULES = Path(interview.__file__).parent
#: Whatever these say is for the person.
SPEAKING = (
    *("feedback.py", "schedule.py", "judging/abstention.py", "judging/judgement.py"),
    *("reports/aloud.py", "rounds/equipment.py", "rounds/timeline.py"),
)
_LIKE_A_SENTENCE = re.compile(r"[A-Z]\S* .*[.:?!]")


def unwrapped(source: str) -> Iterator[str]:
    """What looks like a sentence, and is neither one nor a docstring."""
    tree = ast.parse(source)
    fine: set[ast.AST] = set()
    for node in ast.walk(tree):
        wrapped = (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Sentence"
        )
        if wrapped or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            fine.update(ast.walk(node))
    for node in ast.walk(tree):
        text = ast.unparse(node) if isinstance(node, ast.JoinedStr) else getattr(node, "value", None)
        looks = isinstance(text, str) and _LIKE_A_SENTENCE.fullmatch(text.removeprefix("f").strip("\"'"))
        if looks and node not in fine:
            yield str(text)


@pytest.mark.parametrize("module", SPEAKING)
def test_all_that_these_rules_say_can_be_translated(module: str) -> None:
    source = (RULES / module).read_text(encoding="utf-8")
    assert "Sentence(" in source
    assert list(unwrapped(source)) == []


def test_what_can_not_be_translated_would_be_found() -> None:
    source = (
        '"""Some rules."""\nSaid = f"You took {long} s."\nreturn "Say it again."\nx = Sentence("Fine so.")'
    )
    assert list(unwrapped(source)) == ["f'You took {long} s.'", "Say it again."]


def test_it_is_its_english_text() -> None:
    said = Sentence("You left out {point}, {count} times.", point="“{cost}”", count=2)
    assert said == "You left out “{cost}”, 2 times."
    assert json.dumps([said]) == '["You left out \\u201c{cost}\\u201d, 2 times."]'
    assert (said.template, said.values["count"]) == ("You left out {point}, {count} times.", 2)


def test_a_copy_can_be_translated_too() -> None:
    said = Sentence("{count} days", count=2)
    for again in (copy.copy(said), copy.deepcopy(said)):
        assert (again, again.template, again.values) == (said, said.template, said.values)


def test_sentences_one_after_the_other_are_one() -> None:
    said = together([Sentence("You covered all {total}.", total=Sentence("three")), Sentence("Well done.")])
    assert said == "You covered all three. Well done."
    assert [one.template for one in said.values.values()] == ["You covered all {total}.", "Well done."]
    assert together([]) == ""


def test_a_name_without_a_value_stays_as_it_is() -> None:
    assert filled("{a} of {b!r} and {c}", {"a": 1}) == "1 of {b!r} and {c}"
