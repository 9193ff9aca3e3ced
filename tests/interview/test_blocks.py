"""The quick reader of ordinary answers, beside markdown-it-py."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it.token import Token

from interviewer.interview.documents.blocks import Block, blocks, simple_blocks
from interviewer.interview.documents.plain import PARSER

LINES = st.lists(
    st.one_of(
        st.just(""),
        st.tuples(
            st.sampled_from(["", "* ", "*   ", "- ", "+ ", "1. ", "2.  ", "3) ", "10. "]),
            st.sampled_from(
                ["I test.", "**Label:** text", '"Quoted', "5 of 6", "(e.g. one)", "x  ", "it's", "$5", "é"]
            ),
        ).map("".join),
        st.text(st.sampled_from("ab1*-+.)# >`\t|_~=<[]"), max_size=6),
    ),
    max_size=9,
)


def outline(body: Sequence[str], found: Sequence[Block | Token]) -> list[tuple[object, ...]]:
    """What counts of blocks: type, lines without blank ones at their end, text; a paragraph is its text."""
    result: list[tuple[object, ...]] = []
    for block in found:
        if block.type.startswith("paragraph"):
            continue
        first, end = block.map or (0, 1)
        while end > first + 1 and not body[end - 1].strip():
            end -= 1
        lines = (first, end) if block.type in {"inline", "list_item_open"} else None
        result.append((block.type, lines, block.content))
    return result


@settings(max_examples=500, deadline=None)
@given(LINES)
@example(["text", "* item", "lazy", "", "* item", "", "text", "1. one", "2) two"])
def test_the_quick_reader_sees_what_markdown_it_sees(body: list[str]) -> None:
    found = simple_blocks(body)
    if found is None:
        return
    tokens: list[Token] = []
    PARSER.block.parse("\n".join(body), PARSER, {}, tokens)
    assert outline(body, found) == outline(body, tokens)


@pytest.mark.parametrize(
    "line",
    [
        "> quote",
        "# heading",
        "---",
        "```",
        "  - nested",
        "* - nested",
        "* 1. x",
        "| a |",
        "<b>",
        "[a]: b",
        "    code",
    ],
)
def test_all_else_is_left_to_markdown_it(line: str) -> None:
    assert simple_blocks(["Text.", "", line]) is None


def test_a_number_that_was_wrapped_to_the_start_of_a_line_begins_no_list() -> None:
    body = ["I came in the spring of", "1986. I stayed."]
    assert simple_blocks(body) is None
    assert [block.content for block in blocks(body) if block.type == "inline"] == ["\n".join(body)]
    assert simple_blocks(["I came:", "1. in spring"]) is not None


def test_the_ordinary_answer_is_read_quickly() -> None:
    assert simple_blocks(["I do three things:", "* **One:** this.", "* Two.", "", "1. Three.", "And so on."])
