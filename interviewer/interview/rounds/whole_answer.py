"""An answer as a whole: what is said to its follow-up is an attempt of its own, and counts with the first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from interviewer.interview.attempt import Attempt, FollowUpAnswer
from interviewer.interview.reports.correction import corrected_coverage

if TYPE_CHECKING:
    from interviewer.interview.ports import Archive


def keep(archive: Archive, attempt: Attempt, *, followed: Attempt | None) -> Attempt:
    """Keeps an answer; the answer to a follow-up is added to the one before it, which is returned."""
    attempt = replace(attempt, id=archive.keep(attempt))
    if followed is None:
        return attempt
    whole = joined(followed, attempt)
    archive.revise(whole)
    return whole


def correct(archive: Archive, attempt: Attempt) -> None:
    """Writes the person's corrections; those of the answer to a follow-up hold for the one before it too."""
    archive.correct(attempt)
    _carry_over(archive, attempt)


def revise(archive: Archive, attempt: Attempt) -> None:
    """Replaces an answer; one to a follow-up, with the answer before it as well."""
    archive.revise(attempt)
    _carry_over(archive, attempt)


def joined(attempt: Attempt, answer: Attempt) -> Attempt:
    """The attempt with the answer to its follow-up."""
    points = corrected_coverage(answer).points if answer.feedback.abstained is None else ()
    added = FollowUpAnswer(answer.question.text, attempt=answer.id, take=answer.take, points=points)
    return replace(attempt, follow_up=added)


def _carry_over(archive: Archive, answer: Attempt) -> None:
    if answer.question.part_of is None:
        return
    for before in archive.attempts(question=answer.question.part_of):
        if before.follow_up is not None and before.follow_up.attempt == answer.id:
            archive.revise(joined(before, answer))
