"""What a person chooses for a round, and the questions that it draws."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from interviewer.interview.manner import USUAL, Manner
from interviewer.interview.question import Bank, KeyPoint, Question, QuestionId
from interviewer.interview.rounds import probe
from interviewer.interview.rounds.round import Round
from interviewer.interview.rounds.rules import Rules

#: A sitting: so many questions, each with its answer and its feedback, fill half an hour.
SITTING = 10


class Order(StrEnum):
    """Which questions come first."""

    DUE = "due"
    WEAKEST = "weakest"
    RANDOM = "random"
    LISTED = "listed"


@dataclass(frozen=True, slots=True)
class Choice:
    """Rules and questions of a round. An empty filter lets all pass.

    Without a count all are asked, but for what is due: of that, as many as fill a sitting.
    """

    rules: Rules = Rules.PRACTICE
    count: int | None = None
    sections: frozenset[int] = frozenset()
    difficulty: frozenset[int] = frozenset()
    order: Order = Order.DUE
    tags: frozenset[str] = frozenset()
    hands_free: bool = False
    manner: Manner = USUAL


def drawn(
    bank: Bank,
    choice: Choice,
    *,
    today: Sequence[Question] = (),
    scores: Mapping[QuestionId, float] | None = None,
    missed: Mapping[QuestionId, Sequence[KeyPoint]] | None = None,
    seed: int | None = None,
) -> Round | None:
    """The round that was chosen; None where no question is left.

    ``today`` holds what is to be asked today, in its order. By the order "due" without a count nothing else
    is asked, as long as any of it passes the filters; with a count the others follow as listed. ``scores``
    are those of the last answers; a question without one is no weak one, and comes last. ``missed`` holds
    what the last answers left out: a drill asks for that point by point, and counts the points. ``seed``
    makes a random order repeatable.
    """
    found = [question for question in bank.questions if _passes(question, choice)]
    if choice.order is Order.RANDOM:
        found = random.Random(seed).sample(found, len(found))  # noqa: S311 - it may be guessed
    elif choice.order is Order.DUE:
        found = _ranked(found, {question.id: place for place, question in enumerate(today)})
    elif choice.order is Order.WEAKEST:
        found = _ranked(found, scores or {})
    if choice.rules is Rules.DRILL:
        found = [part for one in found for part in probe.drill(one, (missed or {}).get(one.id, ()))]
    elif choice.order is Order.DUE and choice.count is None:
        due = {question.id for question in today}
        found = ([question for question in found if question.id in due] or found)[:SITTING]
    found = found[: choice.count]
    if not found:
        return None
    return Round(
        tuple(found),
        rules=choice.rules,
        hands_free=choice.hands_free and choice.rules.gives_feedback,
        language=bank.language,
        manner=choice.manner,
    )


def _passes(question: Question, choice: Choice) -> bool:
    """Of the tags one is enough."""
    wanted = {tag.casefold() for tag in choice.tags}
    return (
        (not choice.sections or question.section in choice.sections)
        and (not choice.difficulty or question.difficulty in choice.difficulty)
        and (not wanted or not wanted.isdisjoint(map(str.casefold, question.tags)))
        and (question.wants_star or not choice.rules.only_stories)
    )


def _ranked(questions: Sequence[Question], ranks: Mapping[QuestionId, float]) -> list[Question]:
    """The lowest first; what has no rank comes last, as listed."""
    return sorted(questions, key=lambda question: ranks.get(question.id, math.inf))
