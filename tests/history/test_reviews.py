"""The schedule in the database: the first take of the day counts, and the person has the last word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from kept import NOON, answered, asked

from interviewer.history.archive import DiskArchive
from interviewer.interview.attempt import FollowUpAnswer
from interviewer.interview.coverage import Verdict
from interviewer.interview.feedback import Grade
from interviewer.interview.question import PointId, QuestionId
from interviewer.interview.schedule import Review, replayed

AZURE = QuestionId("azure-data-platform")
TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def test_the_first_take_of_the_day_counts(archive: DiskArchive) -> None:
    archive.keep(answered(grade=Grade.HARD))
    archive.keep(answered(grade=Grade.EASY, at=NOON + timedelta(hours=1)))
    assert archive.memories()[AZURE].last == Review(TODAY, Grade.HARD)


def test_a_take_without_a_grade_does_not_count(archive: DiskArchive) -> None:
    archive.keep(answered(grade=None, abstained="No speech."))
    assert archive.memories() == {}
    archive.keep(answered(grade=Grade.GOOD))
    assert archive.memories()[AZURE].last.grade is Grade.GOOD


def test_the_day_is_that_of_the_place_where_it_was_spoken(archive: DiskArchive) -> None:
    east = timezone(timedelta(hours=13))
    archive.keep(answered(at=datetime(2026, 11, 24, 0, 30, tzinfo=east)))  # still the 23rd in UTC
    assert archive.memories()[AZURE].last.day == date(2026, 11, 24)


def test_days_build_on_each_other_whatever_their_order(archive: DiskArchive) -> None:
    for days in (3, 0, 1):
        archive.keep(answered(grade=Grade.GOOD, at=NOON + days * DAY))
    expected = replayed(Review(TODAY + days * DAY, Grade.GOOD) for days in (0, 1, 3))[-1]
    assert archive.memories()[AZURE] == expected


def test_one_s_own_grade_counts_instead(archive: DiskArchive) -> None:
    archive.keep(answered(grade=Grade.AGAIN))
    archive.overrule(AZURE, TODAY, Grade.EASY)
    assert archive.memories()[AZURE] == replayed([Review(TODAY, Grade.EASY)])[0]
    archive.keep(answered(grade=Grade.AGAIN))
    assert archive.memories()[AZURE].last.grade is Grade.EASY


def test_one_s_own_grade_counts_where_there_was_none(archive: DiskArchive) -> None:
    archive.overrule(AZURE, TODAY, Grade.GOOD)
    assert archive.memories()[AZURE].last == Review(TODAY, Grade.GOOD)


def test_deleting_an_attempt_does_not_undo_that_it_was_practised(archive: DiskArchive) -> None:
    archive.delete([archive.keep(answered())])
    assert AZURE in archive.memories()


def test_questions_are_apart(archive: DiskArchive) -> None:
    archive.keep(answered(grade=Grade.AGAIN))
    archive.keep(answered(question=asked("kafka"), grade=Grade.EASY))
    memories = archive.memories()
    assert memories[AZURE].due < memories[QuestionId("kafka")].due


def test_a_correction_of_the_take_that_counted_moves_the_due_date(archive: DiskArchive) -> None:
    first = archive.keep(answered(grade=Grade.HARD))
    second = archive.keep(answered(grade=Grade.HARD, at=NOON + timedelta(hours=1)))
    before = archive.memories()[AZURE].due
    said = {PointId("p2"): Verdict.COVERED}
    archive.correct(replace(archive.attempt(second), corrections=said))
    assert archive.memories()[AZURE].due == before
    archive.correct(replace(archive.attempt(first), corrections=said))
    assert archive.memories()[AZURE].last.grade is Grade.EASY
    assert archive.memories()[AZURE].due > before


def test_an_answer_to_a_follow_up_counts_for_the_question_and_is_no_review_itself(
    archive: DiskArchive,
) -> None:
    first = archive.attempt(archive.keep(answered(grade=Grade.HARD)))
    part = replace(asked("azure-data-platform.follow-up"), part_of=AZURE)
    more = archive.attempt(archive.keep(answered(question=part, grade=None, at=NOON + timedelta(minutes=3))))
    gained = replace(first.feedback.coverage.points[1], verdict=Verdict.COVERED)
    answer = FollowUpAnswer("And the cost?", attempt=more.id, take=None, points=(gained,))
    archive.revise(replace(first, follow_up=answer))
    assert list(archive.memories()) == [AZURE]
    assert archive.memories()[AZURE].last.grade is Grade.EASY
    assert archive.attempt(first.id).follow_up == answer
