"""When a question comes again: FSRS, a day at a time, from the grade of the first take of each day.

The algorithm and its constants are py-fsrs, the reference in Python, without learning steps (a question comes
once a day at most) and without chance (the same takes give the same schedule).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from interviewer.interview.feedback import Grade
from interviewer.interview.question import Question, QuestionId
from interviewer.sentence import Sentence

if TYPE_CHECKING:
    from fsrs import Scheduler

#: New questions a day, so that reviews don't pile up.
NEW_A_DAY = 5
#: The share of what is due that one should still know: FSRS's own default.
_WANTED_RECALL = 0.9
_LONGEST_DAYS = 365
_GRADES = {
    Grade.AGAIN: Sentence("again"),
    Grade.HARD: Sentence("hard"),
    Grade.GOOD: Sentence("good"),
    Grade.EASY: Sentence("easy"),
}


@dataclass(frozen=True, slots=True)
class Review:
    """The grade that counted on one day."""

    day: date
    grade: Grade


@dataclass(frozen=True, slots=True)
class Memory:
    """How well a question is known after its last review."""

    last: Review
    #: days until the chance to still know it falls to 90 %
    stability_days: float
    #: 1 to 10
    difficulty: float
    due: date
    #: how many days with a review
    reviews: int = 1


class Cause(StrEnum):
    """Why a question is in today's queue."""

    DUE = "due"
    OVERDUE = "overdue"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Due:
    """A question to answer today, and why."""

    question: Question
    cause: Cause
    reason: str


def remembered(before: Memory | None, review: Review) -> Memory:
    """What is known after one more review."""
    from fsrs import Card, Rating, State  # noqa: PLC0415 - 0.05 s, and only a kept answer needs it

    at = _noon(review.day)
    if before is None:
        card = Card(card_id=0, due=at)
    else:
        card = Card(
            card_id=0,
            state=State.Review,
            stability=before.stability_days,
            difficulty=before.difficulty,
            due=_noon(before.due),
            last_review=_noon(before.last.day),
        )
    rating = Rating(list(Grade).index(review.grade) + 1)
    after, _ = _scheduler().review_card(card, rating, at)
    reviews = 1 if before is None else before.reviews + 1
    return Memory(review, after.stability or 0.0, after.difficulty or 0.0, after.due.date(), reviews)


def replayed(reviews: Iterable[Review], *, before: Memory | None = None) -> list[Memory]:
    """The memory after each review, in the order of the days."""
    memories: list[Memory] = []
    for review in reviews:
        before = remembered(before, review)
        memories.append(before)
    return memories


def recall(memory: Memory, today: date) -> float:
    """The chance, 0 to 1, that it is still known."""
    from fsrs import Card  # noqa: PLC0415

    card = Card(card_id=0, stability=memory.stability_days, last_review=_noon(memory.last.day))
    return float(_scheduler().get_card_retrievability(card, _noon(today)))


def queue(
    questions: Sequence[Question],
    memories: Mapping[QuestionId, Memory],
    *,
    today: date,
    new: int = NEW_A_DAY,
) -> list[Due]:
    """Today's questions: what is due, the most nearly forgotten first, then new ones in the bank's order.

    New ones that were answered for the first time today count against ``new``.
    """
    known = [(question, memories[question.id]) for question in questions if question.id in memories]
    due = [(question, memory) for question, memory in known if memory.due <= today]
    due.sort(key=lambda pair: recall(pair[1], today))
    begun_today = sum(memory.last.day == today and memory.reviews == 1 for _, memory in known)
    fresh = [question for question in questions if question.id not in memories]
    return [
        *(_due(question, memory, today) for question, memory in due),
        *(
            Due(question, Cause.NEW, Sentence("New: not answered yet."))
            for question in fresh[: max(0, new - begun_today)]
        ),
    ]


def forecast(memories: Iterable[Memory], *, today: date, days: int) -> list[int]:
    """How many questions come due today (overdue ones included), tomorrow, and so on."""
    counts = [0] * days
    for memory in memories:
        ahead = max(0, (memory.due - today).days)
        if ahead < days:
            counts[ahead] += 1
    return counts


def _due(question: Question, memory: Memory, today: date) -> Due:
    late = (today - memory.due).days
    cause = Cause.OVERDUE if late else Cause.DUE
    since = (today - memory.last.day).days
    reason = Sentence(
        "{due}: “{grade}” {days} ago; the chance that you still have it is about {chance}.",
        due=Sentence("Overdue by {days}", days=_days(late)) if late else Sentence("Due today"),
        grade=_GRADES[memory.last.grade],
        days=_days(since),
        chance=f"{recall(memory, today):.0%}",
    )
    return Due(question, cause, reason)


def _days(number: int) -> Sentence:
    return Sentence("1 day") if number == 1 else Sentence("{count} days", count=number)


def _noon(day: date) -> datetime:
    """Days as moments a whole number of days apart."""
    return datetime.combine(day, time(12), UTC)


@lru_cache(maxsize=1)
def _scheduler() -> Scheduler:
    from fsrs import Scheduler  # noqa: PLC0415

    return Scheduler(
        desired_retention=_WANTED_RECALL,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=_LONGEST_DAYS,
        enable_fuzzing=False,
    )
