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
        ("a: b\nc: d\x07\n", 1, r"U\+0007 .* take it out"),
        ('a: "\\U00110000"\n', 0, "stands for no character"),
        ('a: "\\UFFFFFFFF"\n', 0, "stands for no character"),
        ('a: b\nc: "\\ud83d\\ude00"\n', 1, "one half of a character"),
        ('a: b\n"\\ud83d": c\n', 1, "one half of a character"),
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


@pytest.mark.parametrize("lines", [["- a", "- b"], ["just words"]])
def test_a_fence_without_names_is_told_once_and_the_question_is_kept(lines: Sequence[str]) -> None:
    assert messages(*lines) == ["coach fence: fields with values are wanted here."]


def test_fields_at_fault_are_told_and_the_others_are_kept() -> None:
    fence_lines = "id: mine\ntype: quiz\ntarget: 75s\nlevel: 3\ndifficulty: 9"
    bank = parse(f"### 1. Why?\n**Answer:**\n* Because.\n\n```yaml coach\n{fence_lines}\n```\n")
    (question,) = bank.questions
    assert (question.id, question.target_s, question.difficulty) == ("mine", 75.0, 2)
    assert [message.line for message in bank.messages] == [7, 9, 10]


def test_the_shares_of_a_story_are_parts_of_one() -> None:
    fence_line = "budgets: {situation: 10, action: 60, result: 30}"
    bank = parse(f"### 1. Why?\n**Answer:**\n* Because.\n\n```yaml coach\n{fence_line}\n```\n")
    assert not bank.messages
    assert bank.questions[0].budgets == {"situation": 0.1, "action": 0.6, "result": 0.3}


def test_a_field_that_holds_nothing_is_an_empty_one() -> None:
    assert messages("tags:", "todo: ~") == []


def test_a_fence_in_braces_is_written_anew_and_keeps_what_did_not_change() -> None:
    assert (
        fence.changed(["{id: a, tags: [x], target: 2m}"], {"target": "75s"})
        == fence.written({"id": "a", "tags": ["x"], "target": "75s"})[1:-1]
    )


def test_a_fence_in_braces_keeps_the_fields_that_no_edit_touches() -> None:
    inside = ["{id: a, accept: none, budgets: {situation: 40, result: 60}}"]
    assert fence.changed(inside, {"target": "75s"})[-1] == "budgets: {situation: 40, result: 60}"


def test_a_field_that_is_empty_now_goes_and_the_remark_beneath_it_stays() -> None:
    inside = ["id: a", "tags: [x, y]", "# a remark", "target: 2m"]
    assert fence.changed(inside, {"tags": None}) == ["id: a", "# a remark", "target: 2m"]


@pytest.mark.parametrize("points", ["points: [{point: One.}]", "points: [One., Two.]", "points: One."])
def test_points_that_stand_on_one_line_are_written_anew(points: str) -> None:
    wanted = [{"point": "Two.", "weight": "2"}]
    assert fence.changed(["id: a", points, "# a remark"], {"points": wanted}) == [
        "id: a", "points:", "  - point: Two.", "    weight: 2", "# a remark"
    ]  # fmt: skip


def test_a_point_in_braces_that_changes_is_written_anew_and_the_others_stay() -> None:
    inside = ["points:", "  - {point: One., label: A}", "  - {point: Two.,   weight: 1}"]
    wanted = [{"point": "One more.", "label": "A"}, {"point": "Two."}]
    assert fence.changed(inside, {"points": wanted}) == [
        "points:", "  - point: One more.", "    label: A", inside[2]
    ]  # fmt: skip


def test_a_fence_without_fields_is_not_changed() -> None:
    with pytest.raises(Fault, match="no fields"):
        fence.changed(["- a", "- b"], {"target": "75s"})


def test_what_is_to_do_stands_in_lines_of_its_own_where_it_is_long() -> None:
    long = [f"look up how often number {n} happens in a year" for n in range(4)]
    assert fence.written({"todo": long})[1:3] == ["todo:", f"  - {long[0]}"]
