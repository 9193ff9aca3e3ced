"""Key points split and merged; two edits of one question brought together."""

from __future__ import annotations

from dataclasses import replace

from interviewer.interview.documents.document import parse
from interviewer.interview.documents.point import blank, differences, merged, open_todo, rebased, split
from interviewer.interview.question import KeyPoint, PointId, Question, Rubric, StarPart
from interviewer.sentence import Sentence

_POINT = KeyPoint(
    PointId("tiers"),
    "Cold data moves to cheaper tiers, VACUUM removes old snapshots.",
    label="Storage",
    weight=3,
    part=StarPart.ACTION,
    terms=("tiers", "VACUUM", "budget"),
    accept={"VACUUM": ("vacuums",), "budget": ("limit",)},
)


def question() -> Question:
    return parse("### 1. Why?\n**Answer:**\n- **One:** It is so.\n- **Two:** It was so.\n").questions[0]


def test_a_term_goes_with_the_half_that_names_it() -> None:
    first, second = split(_POINT, _POINT.text.index("VACUUM"))
    assert first.text == "Cold data moves to cheaper tiers."
    assert second.text == "VACUUM removes old snapshots."
    assert (first.label, second.label) == ("Storage", None)
    assert first.terms == ("tiers", "budget")
    assert second.terms == ("VACUUM",)
    assert second.accept == {"VACUUM": ("vacuums",)}
    assert (second.weight, second.part) == (3, StarPart.ACTION)


def test_a_split_at_an_end_leaves_one_half_empty() -> None:
    assert split(_POINT, 0)[0].text == ""
    assert split(_POINT, len(_POINT.text))[1].text == ""


def test_merged_points_keep_every_word_and_wording() -> None:
    other = KeyPoint(
        PointId("alerts"),
        "alerts go out",
        label="Alerts",
        weight=4,
        terms=("alerts", "VACUUM"),
        accept={"VACUUM": ("clean up",)},
    )
    whole = merged(replace(_POINT, text="Cold data moves"), other)
    assert whole.text == "Cold data moves. alerts go out"
    assert (whole.label, whole.weight, whole.part) == ("Storage", 4, StarPart.ACTION)
    assert whole.terms == ("tiers", "VACUUM", "budget", "alerts")
    assert whole.accept == {"VACUUM": ("vacuums", "clean up"), "budget": ("limit",)}
    assert merged(blank(), other).text == "alerts go out"


def test_split_and_merged_again_is_one_point_with_the_same_words() -> None:
    again = merged(*split(_POINT, _POINT.text.index("VACUUM")))
    assert sorted(again.terms) == sorted(_POINT.terms)
    assert again.accept == _POINT.accept


def test_where_a_question_stands_is_no_difference() -> None:
    was = question()
    moved = parse("\n\n### 1. Why?\n**Answer:**\n- **One:** It is so.\n- **Two:** It was so.\n").questions[0]
    assert was != moved
    assert differences(was, moved) == frozenset()


def test_edits_of_different_fields_go_together() -> None:
    base = question()
    mine, both = rebased(base, replace(base, tags=("mine",)), replace(base, text="Why not?", difficulty=4))
    assert not both
    assert (mine.text, mine.tags, mine.difficulty) == ("Why not?", ("mine",), 4)


def test_a_field_that_both_changed_is_named_and_mine_stands() -> None:
    base = question()
    first = replace(base.rubric.points[0], text="I say so.")
    second = replace(base.rubric.points[0], text="They say so.")
    mine, both = rebased(
        base, replace(base, rubric=Rubric((first,))), replace(base, rubric=Rubric((second,)))
    )
    assert both == {"rubric"}
    assert mine.rubric.points == (first,)


def test_a_note_about_a_lost_amount_can_be_told_in_another_language() -> None:
    (note,) = parse("### 1. Why?\n**Answer:**\n- It cost [amount?].\n").questions[0].todo
    assert isinstance(note, Sentence)
    assert note.values == {"point": "It cost [amount?]."}
    assert note == "An amount was lost from “It cost [amount?].”; put in your own figure."


def test_the_same_edit_twice_is_no_clash() -> None:
    base = question()
    edited = replace(base, difficulty=5)
    assert rebased(base, edited, edited) == (edited, frozenset())


def test_a_note_about_a_lost_amount_goes_when_the_amount_is_there() -> None:
    base = parse("### 1. Why?\n**Answer:**\n- It cost [amount?].\n- So [amount?] it is.\n").questions[0]
    first, second = base.rubric.points
    todo = (*base.todo, "a note of my own")
    assert open_todo(base, todo, (first, second)) == todo
    filled = replace(first, text="It cost 40 euros.")
    assert open_todo(base, todo, (filled, second)) == (base.todo[1], "a note of my own")
