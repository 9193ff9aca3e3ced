"""What is said about one take: its coverage, its delivery, the grade, or why nothing can be judged."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from interviewer.interview.coverage import Coverage
from interviewer.interview.delivery import Delivery


class Grade(StrEnum):
    """How well the question is known; it sets when it comes again."""

    AGAIN = "again"
    HARD = "hard"
    GOOD = "good"
    EASY = "easy"


@dataclass(frozen=True, slots=True)
class Feedback:
    """Coverage and delivery of one take, and what to say about them.

    Where there was nothing to judge, ``abstained`` says why in a sentence, ``grade`` is None and no
    point is covered.
    """

    coverage: Coverage
    delivery: Delivery
    grade: Grade | None
    abstained: str | None = None
    #: one or two sentences in plain language, the most useful first
    advice: tuple[str, ...] = ()
