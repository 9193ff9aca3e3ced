"""A run of questions under one set of rules, and where in it the person is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from interviewer.interview.manner import USUAL, Manner
from interviewer.interview.rounds.rules import Rules

if TYPE_CHECKING:
    from interviewer.interview.question import Question


@dataclass(frozen=True, slots=True)
class Round:
    """Questions in the order in which they are asked. ``position`` counts from 0."""

    questions: tuple[Question, ...]
    position: int = 0
    rules: Rules = Rules.PRACTICE
    #: asked after the answer to the current question, and in its place
    follow_up: Question | None = None
    #: by ear and voice alone
    hands_free: bool = False
    #: the language of the bank, "en-US" or "de": in it the app is told what to do
    language: str = "en"
    #: how all of it is spoken
    manner: Manner = USUAL

    def __post_init__(self) -> None:
        if not 0 <= self.position < len(self.questions):
            raise ValueError(f"no question {self.position} in a round of {len(self.questions)}")

    @property
    def current(self) -> Question:
        return self.follow_up or self.questions[self.position]

    @property
    def number(self) -> int:
        """The current question, counted from 1 as a person does."""
        return self.position + 1

    @property
    def has_next(self) -> bool:
        return self.number < len(self.questions)

    def next(self) -> Round:
        """The same round, one question on."""
        return replace(self, position=self.position + 1, follow_up=None)
