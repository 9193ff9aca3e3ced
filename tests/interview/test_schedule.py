"""When a question comes again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.interview.feedback import Grade
from interviewer.interview.question import Question, QuestionId, Rubric
from interviewer.interview.schedule import (
    Cause,
    Memory,
    Review,
    forecast,
    queue,
    recall,
    remembered,
    replayed,
)

MONDAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def question(name: str) -> Question:
    return Question(QuestionId(name), f"{name}?", f"{name}?", 1, 1, Rubric())


def memory(grade: Grade = Grade.GOOD, *, day: date = MONDAY) -> Memory:
    return remembered(None, Review(day, grade))


def test_the_better_the_answer_the_later_it_comes_again() -> None:
    again, hard, good, easy = (memory(grade).due for grade in Grade)
    assert MONDAY < again <= hard <= good < easy


def test_good_answers_push_a_question_further_away_each_time() -> None:
    known, gaps = memory(), []
    for _ in range(4):
        after = remembered(known, Review(known.due, Grade.GOOD))
        gaps.append((after.due - after.last.day).days)
        known = after
    assert gaps == sorted(gaps)
    assert gaps[0] > 3
    assert known.reviews == 5


def test_a_forgotten_question_comes_back_soon() -> None:
    known = replayed(Review(MONDAY + n * 10 * DAY, Grade.GOOD) for n in range(4))[-1]
    forgotten = remembered(known, Review(known.due, Grade.AGAIN))
    assert (forgotten.due - forgotten.last.day).days < 7 < (known.due - known.last.day).days


def test_the_chance_to_know_it_falls_to_nine_tenths_on_the_due_day() -> None:
    known = memory(Grade.EASY)
    assert recall(known, MONDAY) == 1.0
    assert recall(known, known.due) == pytest.approx(0.9, abs=0.03)
    assert recall(known, known.due + 30 * DAY) < 0.9


@given(st.lists(st.tuples(st.integers(1, 60), st.sampled_from(Grade)), min_size=1, max_size=20))
@settings(max_examples=100, deadline=None)
def test_whatever_happens_it_comes_again_within_a_year(takes: list[tuple[int, Grade]]) -> None:
    day, reviews = MONDAY, []
    for gap, grade in takes:
        day += gap * DAY
        reviews.append(Review(day, grade))
    for known in replayed(reviews):
        assert 1 <= (known.due - known.last.day).days <= 365
        assert known.stability_days > 0
        assert 1 <= known.difficulty <= 10
    assert replayed(reviews) == replayed(reviews)


def test_the_queue_has_what_is_due_first_then_what_is_new_in_the_bank_s_order() -> None:
    bank = [question(name) for name in ("new-a", "later", "weak", "strong", "new-b")]
    today = memory(Grade.EASY).due
    memories = {
        QuestionId("later"): memory(Grade.EASY, day=today - DAY),
        QuestionId("strong"): memory(Grade.EASY),
        QuestionId("weak"): memory(Grade.AGAIN),
    }
    found = queue(bank, memories, today=today)
    assert [one.question.id for one in found] == ["weak", "strong", "new-a", "new-b"]
    assert [one.cause for one in found] == [Cause.OVERDUE, Cause.DUE, Cause.NEW, Cause.NEW]


def test_each_says_why_in_words() -> None:
    known = memory(Grade.HARD)
    on_the_day = queue([question("a")], {QuestionId("a"): known}, today=known.due)
    assert on_the_day[0].reason.startswith("Due today: “hard” ")
    late = queue([question("a")], {QuestionId("a"): known}, today=known.due + DAY)
    assert late[0].reason.startswith("Overdue by 1 day: “hard” ")
    assert "%" in late[0].reason
    assert queue([question("a")], {}, today=MONDAY)[0].reason == "New: not answered yet."


def test_new_questions_are_few_a_day_and_those_begun_today_count() -> None:
    bank = [question(str(number)) for number in range(10)]
    assert len(queue(bank, {}, today=MONDAY, new=3)) == 3
    begun = {QuestionId("0"): memory(), QuestionId("1"): memory()}
    assert [one.question.id for one in queue(bank, begun, today=MONDAY, new=3)] == ["2"]
    assert len(queue(bank, begun, today=MONDAY + DAY, new=3)) == 3


def test_a_question_that_left_the_bank_is_not_asked() -> None:
    assert queue([], {QuestionId("gone"): memory(day=MONDAY - 100 * DAY)}, today=MONDAY) == []


def test_what_comes_due_after_the_forecast_is_not_in_it() -> None:
    assert forecast([memory()], today=MONDAY, days=1) == [0]


def test_the_forecast_counts_what_comes_due() -> None:
    good = memory()
    ahead = (good.due - MONDAY).days
    late = memory(day=MONDAY - 100 * DAY)
    counts = forecast([good, late], today=MONDAY, days=10)
    assert (counts[0], counts[ahead], sum(counts)) == (1, 1, 2)
