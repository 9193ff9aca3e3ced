"""What a coach fence may hold, and what is said where it can't be read."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from interviewer.interview.documents import fence
from interviewer.interview.documents.coach import Fault, compose, seconds
from interviewer.interview.documents.document import parse


@pytest.mark.parametrize(
    ("text", "length_s"), [("75", 75), ("75s", 75), ("2m", 120), ("1m 30s", 90), ("1h", None), ("0s", None)]
)
def test_a_length_of_time_is_between_a_second_and_an_hour(text: str, length_s: float | None) -> None:
    if length_s is None:
        with pytest.raises(ValueError, match=text):
            seconds(text)
    else:
        assert seconds(text) == length_s


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("id: a\n---\nid: b\n", 1, "a second document"),
        ("a: " + "[" * 12 + "]" * 12 + "\n", 0, "nested too deep"),
        ("? [a, b]\n: c\n", 0, "plain text"),
        ("&key a: b\n", 0, "plain text"),
        ("a: b\na: c\n", 1, "a"),
    ],
)
def test_what_a_fence_can_not_be_is_told_with_its_line(text: str, line: int, told: str) -> None:
    with pytest.raises(Fault, match=told) as fault:
        compose(text, {})
    assert fault.value.line == line


def messages(*lines: str) -> list[str]:
    text = "\n".join(["### 1. Why?", "**Answer:**", "* Because.", "", "```yaml coach", *lines, "```", ""])
    return [message.text for message in parse(text, name="x").messages]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["target: 2h"], "2h"),
        (["target: 90m"], "one second and one hour"),
        (["points:", "  - point: ' '"], "empty"),
        (["budgets: {situation: 50, result: 20}"], "70 %"),
    ],
)
def test_a_field_that_says_nothing_sensible_is_told(lines: Sequence[str], told: str) -> None:
    assert any(told in message for message in messages(*lines)), messages(*lines)


def test_a_field_that_holds_nothing_is_an_empty_one() -> None:
    assert messages("tags:", "todo: ~") == []


def test_a_fence_in_braces_is_written_anew_and_keeps_what_did_not_change() -> None:
    assert (
        fence.changed(["{id: a, tags: [x], target: 2m}"], {"target": "75s"})
        == fence.written({"id": "a", "tags": ["x"], "target": "75s"})[1:-1]
    )


def test_a_fence_without_fields_is_not_changed() -> None:
    with pytest.raises(Fault, match="no fields"):
        fence.changed(["- a", "- b"], {"target": "75s"})


def test_what_is_to_do_stands_in_lines_of_its_own_where_it_is_long() -> None:
    long = [f"look up how often number {n} happens in a year" for n in range(4)]
    assert fence.written({"todo": long})[1:3] == ["todo:", f"  - {long[0]}"]
