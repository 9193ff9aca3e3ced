"""What the home page shows, gathered on the worker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from interviewer.interview.attempt import Attempt
from interviewer.interview.question import Bank, KeyPoint, Question, QuestionId
from interviewer.interview.reports.correction import corrected_coverage
from interviewer.interview.rounds import debrief
from interviewer.ui.elements import words
from interviewer.ui.elements.question_list import LastResult
from interviewer.ui.parts import Parts


@dataclass(frozen=True, slots=True)
class Overview:
    """A bank, what became of its questions, and what comes next."""

    names: tuple[str, ...]
    bank: Bank
    results: Mapping[QuestionId, LastResult]
    next_round: tuple[Question, ...]
    #: why each question of today is asked
    reasons: Mapping[QuestionId, str]
    #: what the last answer to each question left out
    missed: Mapping[QuestionId, Sequence[KeyPoint]]


def gather(parts: Parts, name: str) -> Overview:
    """On the worker. A bank that is no longer there gives way to the first there is."""
    names = tuple(parts.banks.names())
    bank = parts.banks.load(name if name in names or not names else names[0])
    latest = {
        question.id: parts.archive.attempts(question=question.id, limit=1) for question in bank.questions
    }
    missed = {which: debrief.left_out(attempts[0]) for which, attempts in latest.items() if attempts}
    results = {which: last_result(parts, attempts[0]) for which, attempts in latest.items() if attempts}
    reasons = {due.question.id: words.said(due.reason) for due in parts.due(bank)}
    next_round = tuple(parts.draw(bank))
    return Overview(names, bank, results, next_round, reasons, missed)


def last_result(parts: Parts, attempt: Attempt) -> LastResult:
    """An attempt in one line, with the person's corrections."""
    judged = attempt.feedback.abstained is None
    score = corrected_coverage(attempt).score if judged else None
    return LastResult(score, words.ago(attempt.at, parts.clock.now()))
