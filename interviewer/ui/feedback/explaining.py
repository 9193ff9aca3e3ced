"""The grounds of a verdict, for a card that asks: known at once, or found by judging the words again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from interviewer.interview.attempt import Attempt
from interviewer.interview.feedback import Feedback
from interviewer.interview.ports import Background
from interviewer.interview.question import Question, Rubric
from interviewer.interview.transcript import Transcript
from interviewer.ui.feedback.point_card import PointCard


class Explaining:
    """Gives a card the grounds of its verdict.

    The archive keeps no grounds, so the same words are judged again by the same points, on the worker.
    """

    def __init__(
        self,
        give: Callable[[Question, Transcript], Feedback],
        worker: Background,
        failed: Callable[[Exception], None],
    ) -> None:
        self._give, self._worker, self._failed = give, worker, failed
        self._of: Feedback | None = None
        self._today: Feedback | None = None
        self._waiting: list[PointCard] = []
        self._cancel: Callable[[], None] = lambda: None

    def explain(self, attempt: Attempt, card: PointCard) -> None:
        """At once where the grounds are known, else as soon as the worker has them."""
        if card.point.grounds:
            card.show_grounds(card.point)
        elif self._today is not None and self._of is attempt.feedback:
            self._show(card, self._today)
        else:
            card.show_waiting()
            if not self._waiting:
                self._judge_again(attempt)
            self._waiting.append(card)

    def call_off(self) -> None:
        """The cards are gone."""
        self._cancel()
        self._waiting = []

    def _judge_again(self, attempt: Attempt) -> None:
        points = attempt.feedback.coverage.points
        question = replace(attempt.question, rubric=Rubric(tuple(one.point for one in points)))
        self._cancel = self._worker.run(
            lambda _cancel: self._give(question, attempt.transcript),
            done=lambda today: self._keep(attempt, today),
            failed=self._give_up,
        )

    def _keep(self, attempt: Attempt, today: Feedback) -> None:
        self._of, self._today = attempt.feedback, today
        waiting, self._waiting = self._waiting, []
        for card in waiting:
            if card.explained:  # else the person has closed it meanwhile
                self._show(card, today)

    def _give_up(self, fault: Exception) -> None:
        waiting, self._waiting = self._waiting, []
        for card in waiting:
            card.close_grounds()
        self._failed(fault)

    def _show(self, card: PointCard, today: Feedback) -> None:
        which = card.point.point.id
        card.show_grounds(next(one for one in today.coverage.points if one.point.id == which))
