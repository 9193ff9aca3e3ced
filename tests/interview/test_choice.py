"""Which questions a chosen round draws, and in what order."""

from __future__ import annotations

from dataclasses import replace

import sample

from interviewer.interview.question import QuestionId
from interviewer.interview.rounds.choice import SITTING, Choice, Order, drawn
from interviewer.interview.rounds.rules import Rules

BANK = sample.bank()
TODAY = (BANK.questions[4], BANK.questions[1])


def ids(choice: Choice, **given: object) -> list[str]:
    round_ = drawn(BANK, choice, today=TODAY, **given)
    return [] if round_ is None else [question.id for question in round_.questions]


def test_untouched_it_is_what_is_due_today() -> None:
    assert ids(Choice()) == ["governance", "design"]


def test_of_all_that_is_due_a_round_takes_what_fills_a_sitting_and_the_first_first() -> None:
    first = BANK.questions[0]
    many = [replace(first, id=QuestionId(f"q{at}")) for at in range(SITTING + 5)]
    bank = replace(BANK, questions=tuple(many))
    late_first = many[::-1]
    for choice in (Choice(), Choice(order=Order.DUE, rules=Rules.PRESSURE)):
        round_ = drawn(bank, choice, today=late_first)
        assert round_ is not None
        assert [one.id for one in round_.questions] == [one.id for one in late_first[:SITTING]]
    everything = drawn(bank, Choice(order=Order.LISTED), today=late_first)
    assert everything is not None
    assert len(everything.questions) == len(many)


def test_a_number_is_filled_up_in_the_order_of_the_bank() -> None:
    assert ids(Choice(count=4)) == ["governance", "design", "cost", "choose"]


def test_where_nothing_of_today_passes_all_others_do() -> None:
    assert ids(Choice(sections=frozenset((3,)))) == ["metadata", "late"]


def test_the_weakest_come_first_and_what_was_never_answered_last() -> None:
    scores = {"late": 0.2, "cost": 0.9, "conflict": 0.4}
    assert ids(Choice(order=Order.WEAKEST, count=4), scores=scores) == ["late", "conflict", "cost", "design"]


def test_random_is_a_matter_of_the_seed() -> None:
    choice = Choice(order=Order.RANDOM)
    assert ids(choice, seed=1) == ids(choice, seed=1)
    assert sorted(ids(choice, seed=1)) == sorted(question.id for question in BANK.questions)
    assert ids(choice, seed=1) != [question.id for question in BANK.questions]


def test_a_filter_that_nothing_passes_gives_no_round() -> None:
    assert ids(Choice(difficulty=frozenset((9,)))) == []
    assert ids(Choice(order=Order.LISTED, sections=frozenset((1, 4)), count=2)) == ["cost", "design"]


def test_a_question_passes_by_its_difficulty() -> None:
    easier, harder = (replace(one, difficulty=at) for at, one in enumerate(BANK.questions[:2], start=1))
    bank = replace(BANK, questions=(easier, harder))
    round_ = drawn(bank, Choice(difficulty=frozenset((2,)), order=Order.LISTED))
    assert round_ is not None
    assert round_.questions == (harder,)


def test_a_question_passes_by_one_of_the_tags_in_whatever_letters() -> None:
    first, second, third, *_ = BANK.questions
    tagged = (replace(first, tags=("Azure", "money")), replace(second, tags=("people",)), third)
    bank = replace(BANK, questions=tagged)
    round_ = drawn(bank, Choice(tags=frozenset(("azure", "PEOPLE")), order=Order.LISTED))
    assert round_ is not None
    assert round_.questions == tagged[:2]
    assert drawn(bank, Choice(tags=frozenset(("none",)))) is None


def test_a_round_is_led_in_the_language_of_its_bank() -> None:
    round_ = drawn(replace(BANK, language="de-DE"), Choice(hands_free=True), today=TODAY)
    assert round_ is not None
    assert round_.language == "de-DE"


def test_a_drill_asks_for_what_was_left_out_point_by_point() -> None:
    points = BANK.questions[0].rubric.points
    missed = {"cost": points[3:5], "late": points[:1], "conflict": ()}
    drill = Choice(rules=Rules.DRILL, order=Order.LISTED)
    assert ids(drill, missed=missed) == ["cost.adf", "cost.photon", "late.clusters"]
    assert ids(replace(drill, count=2), missed=missed) == ["cost.adf", "cost.photon"]
    assert ids(replace(drill, order=Order.DUE), missed=missed) == ["cost.adf", "cost.photon", "late.clusters"]
    assert ids(replace(drill, sections=frozenset((3,))), missed=missed) == ["late.clusters"]
    assert ids(drill) == []
