"""Whatever a document holds: parse, edit, write, parse loses nothing.

200 examples each by default; INTERVIEWER_EXAMPLES=1000 asks for more.
"""

from __future__ import annotations

import os
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviewer.interview.documents import fence, splice
from interviewer.interview.documents.coach import compose
from interviewer.interview.documents.document import Parsed, parsed
from interviewer.interview.documents.repair import lines_of, repaired
from interviewer.interview.question import (
    FollowUp,
    KeyPoint,
    Origin,
    PointId,
    Question,
    QuestionType,
    Rubric,
    StarPart,
)

WANTED = int(os.environ.get("INTERVIEWER_EXAMPLES", "200"))
pytestmark = pytest.mark.timeout(max(300, 3 * WANTED))
EXAMPLES = settings(
    max_examples=WANTED,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
ANY_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40)
WORDS = st.from_regex(r"[A-Za-zäß0-9][A-Za-zäß0-9 ,'%():/&-]{0,30}[A-Za-z0-9]", fullmatch=True).map(
    lambda words: " ".join(words.split())  # a form field keeps no double spaces
)
INLINE = st.one_of(
    WORDS,
    WORDS.map(lambda text: f"**{text}** and *so* on"),
    WORDS.map(lambda text: f"with `code {text}` in it"),
    st.sampled_from(
        [
            "a [link](http://x.y)",
            "\\pply\\ it",
            "costing /yr",
            "Itâ€™s",
            "<b>x</b>",
            "5 > 3 & 2 < 4",
            "…",
            "שלום 🙂",
            "***",
        ]
    ),
)
SENTENCE = INLINE.map(lambda text: f"{text}.")
ITEM = st.tuples(st.sampled_from(["* ", "*   ", "- ", "1. ", "  - ", "    * "]), st.booleans(), SENTENCE).map(
    lambda parts: f"{parts[0]}{'**Label:** ' if parts[1] else ''}{parts[2]}"
)
ANSWER_LINE = st.one_of(
    SENTENCE, ITEM, ITEM, st.sampled_from(["", "OR", "---", "> quoted", "```", "| a | b |", "<div>"])
)
ANSWER = st.lists(ANSWER_LINE, max_size=8)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Documents in the format of a bank, with all that people and programs put into them."""
    lines = draw(
        st.sampled_from([[], ["# Title", ""], ["---", "bank: x", "---", "# Title"], ["\ufeff# Title"]])
    )
    lines = [*lines]
    for section in range(draw(st.integers(1, 2))):
        lines += [f"## {section + 1}. Section", ""]
        for number in range(draw(st.integers(1, 3))):
            lines += [
                f"### {number + 1}. {draw(INLINE)}?",
                draw(st.sampled_from(["**Answer:**", "**STAR Answer:**"])),
            ]
            lines += draw(ANSWER)
            if draw(st.booleans()):
                lines += ["", "```yaml coach", f"id: q{section}-{number}", *draw(fence_lines()), "```"]
            lines += draw(st.sampled_from([[""], [], ["", "---", ""]]))
    end = draw(st.sampled_from(["\n", "\n", "\r\n", "\r"]))
    return end.join(lines) + draw(st.sampled_from(["", end]))


@st.composite
def fence_lines(draw: st.DrawFn) -> list[str]:
    fields = {
        "say": draw(WORDS), "tags": draw(st.lists(WORDS, max_size=3)), "difficulty": "3", "target": "90s",
        "points": [{"point": draw(WORDS), "label": "One", "weight": "2"}, {"point": draw(WORDS)}],
    }  # fmt: skip
    chosen = draw(st.sets(st.sampled_from(sorted(fields))))
    lines = fence.written({name: value for name, value in fields.items() if name in chosen})[1:-1]
    return [*lines, *draw(st.sampled_from([[], ["# a remark"], [""]]))]


@st.composite
def edits(draw: st.DrawFn, before: Question) -> Question:
    """A question as somebody might have edited it in the window."""
    point = st.builds(
        lambda text, label, weight, part, terms: KeyPoint(
            PointId("new"), " ".join(text.split()) or "x", label, weight, part, terms,
            dict.fromkeys(terms, ("another",)), Origin.COACH,
        ),
        ANY_TEXT, st.none() | WORDS, st.integers(1, 5), st.none() | st.sampled_from(StarPart),
        st.lists(WORDS, max_size=2, unique=True).map(tuple),
    )  # fmt: skip
    points = list(before.rubric.points)
    if draw(st.booleans()):
        points = draw(st.permutations(points))[: draw(st.integers(0, len(points)))] + draw(
            st.lists(point, max_size=2)
        )
    follow_ups = draw(
        st.just(before.follow_ups) | st.lists(st.builds(FollowUp, WORDS, st.none() | WORDS), max_size=2)
    )
    return replace(
        before,
        say=draw(st.just(before.say) | WORDS),
        type=draw(st.just(before.type) | st.sampled_from(QuestionType)),
        difficulty=draw(st.integers(1, 5)),
        target_s=draw(st.sampled_from([before.target_s, 45.0, 90.0, 120.0, 150.0])),
        tags=tuple(draw(st.just(before.tags) | st.lists(WORDS, max_size=3))),
        todo=tuple(draw(st.just(before.todo) | st.lists(WORDS, max_size=2))),
        follow_ups=tuple(follow_ups),
        rubric=Rubric(tuple(points)),
    )


def content(question: Question) -> tuple[object, ...]:
    points = [
        (one.text, one.label, one.weight, one.part, one.terms, dict(one.accept))
        for one in question.rubric.points
    ]
    return (
        question.id, question.text, " ".join(question.say.split()), question.type, question.difficulty,
        question.target_s, tuple(" ".join(tag.split()) for tag in question.tags), question.todo,
        question.follow_ups, points,
    )  # fmt: skip


def others(document: Parsed, edited: Question) -> list[Question]:
    """All but the edited question, without the lines, which may have moved."""
    return [
        replace(one, rubric=Rubric(tuple(replace(point, lines=None) for point in one.rubric.points)))
        for one in document.bank.questions
        if one.id != edited.id
    ]


@EXAMPLES
@given(documents())
def test_any_document_is_read_and_its_fences_come_out_clean(text: str) -> None:
    document = parsed(text, file="x.md")
    assert len({question.id for question in document.bank.questions}) == len(document.bank.questions)
    count = len(lines_of(text))
    for question in document.bank.questions:
        for point in question.rubric.points:
            assert point.text
            assert point.lines is not None
            assert 1 <= point.lines[0] <= point.lines[1] <= count
    if any(message.severity == "error" for message in document.bank.messages):
        return
    ids = {
        index: fence.written({"id": f"new-{index}"})
        for index, block in enumerate(document.blocks)
        if not block.fences
    }
    filled = splice.with_fences(document, text, ids)
    again = parsed(filled, file="x.md").bank
    assert [question.text for question in again.questions] == [one.text for one in document.bank.questions]
    assert [[p.text for p in q.rubric.points] for q in again.questions] == [
        [p.text for p in q.rubric.points] for q in document.bank.questions
    ]
    if not document.outline.coach:
        assert splice.without_fences(filled) == text


@EXAMPLES
@given(st.data())
def test_parse_edit_write_parse_loses_nothing(data: st.DataObject) -> None:
    text = data.draw(documents())
    document = parsed(text)
    if not document.bank.questions or any(message.severity == "error" for message in document.bank.messages):
        return
    before = data.draw(st.sampled_from(document.bank.questions))
    after = data.draw(edits(before))
    written = splice.with_question(document, text, before, after)
    again = parsed(written)
    found = next(one for one in again.bank.questions if one.id == after.id)
    assert not [message for message in again.bank.messages if message.severity == "error"]
    assert content(found) == content(after)
    assert others(again, after) == others(document, after)
    assert splice.without_fences(written) == splice.without_fences(text)


@EXAMPLES
@given(documents())
def test_repair_keeps_the_lines_and_is_done_once(text: str) -> None:
    once = repaired(text, backticks=True)
    assert len(lines_of(once.text)) == len(lines_of(text))
    assert repaired(once.text, backticks=True).text == once.text


@EXAMPLES
@given(ANY_TEXT, st.booleans())
def test_any_text_comes_back_from_yaml(text: str, flow: bool) -> None:
    written = f"a: [{fence.scalar(text, flow=True)}]" if flow else f"a: {fence.scalar(text)}"
    assert compose(written + "\n", {}) == {"a": [text] if flow else text}


@EXAMPLES
@given(st.text(max_size=300), st.booleans())
def test_no_text_at_all_raises(text: str, markdown: bool) -> None:
    document = f"### 1. Q?\n**Answer:**\n{text}" if markdown else text
    assert parsed(repaired(document).text).bank is not None
