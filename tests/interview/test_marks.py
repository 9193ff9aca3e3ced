"""The moments that are worth hearing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import sample

from interviewer.interview.coverage import Verdict
from interviewer.interview.delivery import StarTime
from interviewer.interview.marks import Kind, marks, neighbour
from interviewer.interview.question import PointId, StarPart
from interviewer.interview.reports.correction import with_verdict
from interviewer.interview.transcript import Span

AT = datetime(2026, 11, 23, tzinfo=UTC)


def test_marks_stand_in_the_order_of_the_recording() -> None:
    found = marks(sample.attempt(AT))
    assert [mark.span.start_s for mark in found] == sorted(mark.span.start_s for mark in found)
    kinds = [mark.kind for mark in found]
    assert (kinds.count(Kind.POINT), kinds.count(Kind.PAUSE), kinds.count(Kind.FILLER)) == (4, 1, 2)


def test_what_the_person_calls_missed_is_no_mark() -> None:
    attempt = with_verdict(sample.attempt(AT), PointId("clusters"), Verdict.MISSED)
    assert "Clusters" not in {mark.name for mark in marks(attempt)}
    attempt = with_verdict(sample.attempt(AT), PointId("storage"), Verdict.COVERED)
    assert next(mark for mark in marks(attempt) if mark.name == "Storage").verdict is Verdict.COVERED


def test_next_and_previous_go_round() -> None:
    found = marks(sample.attempt(AT))
    first, second = [mark for mark in found if mark.kind is Kind.FILLER]
    assert neighbour(found, Kind.FILLER, 0.0) == first
    assert neighbour(found, Kind.FILLER, first.span.start_s) == second
    assert neighbour(found, Kind.FILLER, second.span.start_s) == first
    assert neighbour(found, Kind.FILLER, second.span.start_s, back=True) == first
    assert neighbour(found, Kind.FILLER, first.span.start_s, back=True) == second
    assert neighbour(found, Kind.PART, 0.0) is None


def test_the_parts_of_a_story_are_marked_as_they_count() -> None:
    parts = (StarTime(StarPart.SITUATION, Span(1, 9), 0.4), StarTime(StarPart.ACTION, Span(9, 20), 0.6))
    told = replace(sample.attempt(AT, question=9), star=parts)
    assert [mark.name for mark in marks(told) if mark.kind is Kind.PART] == ["situation", "action"]


def test_what_was_typed_has_no_moments() -> None:
    attempt = sample.attempt(AT)
    points = tuple(
        replace(one, evidence=tuple(replace(proof, start_s=None, end_s=None) for proof in one.evidence))
        for one in attempt.feedback.coverage.points
    )
    coverage = replace(attempt.feedback.coverage, points=points)
    typed = replace(attempt, feedback=replace(attempt.feedback, coverage=coverage))
    assert not [mark for mark in marks(typed) if mark.kind is Kind.POINT]
