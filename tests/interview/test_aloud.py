"""Feedback for the ear: two or three sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
import sample
from stand_ins import StillClock

from interviewer.interview.attempt import Attempt
from interviewer.interview.coverage import Coverage, Verdict
from interviewer.interview.reports.aloud import aloud

_ATTEMPT = sample.attempt(StillClock().at)
C, P, M, X = Verdict.COVERED, Verdict.PARTIAL, Verdict.MISSED, Verdict.CONTRADICTED


def judged(verdicts: Sequence[Verdict], *, duration_s: float = 80.0) -> Attempt:
    given = _ATTEMPT.feedback
    points = tuple(
        replace(one, verdict=verdict) for one, verdict in zip(given.coverage.points, verdicts, strict=False)
    )
    delivery = replace(given.delivery, duration_s=duration_s)
    return replace(_ATTEMPT, feedback=replace(given, coverage=Coverage(points), delivery=delivery))


@pytest.mark.parametrize(
    ("verdicts", "told"),
    [
        ((C, C, C, C, C), "You covered all five."),
        ((C, C, C, M, C), "You covered four of five. You left out ADF."),
        ((C, M, C, M, C), "You covered three of five. You left out Storage and ADF."),
        ((C, P, C, C, C), "You covered four of five, and one in part."),
        (
            (M, M, M, M, M),
            "You covered none of five. You left out Clusters, Storage, Monitoring and two more.",
        ),
        (
            (C, C, C, C, X),
            "You covered four of five. Check what you said about Photon: "
            "it may be the opposite of the model answer.",
        ),
        ((C,), "You covered it."),
        ((), "This question has no key points to compare with."),
    ],
)
def test_what_was_covered_and_what_was_left_out(verdicts: Sequence[Verdict], told: str) -> None:
    assert aloud(judged(verdicts)) == told


def test_the_time_is_told_where_it_was_out_of_its_band_and_never_a_fourth_sentence() -> None:
    assert aloud(judged((C, C, C, C, C), duration_s=20.0)).endswith("you used 20 s of 90 s.")
    assert aloud(judged((C, M, C, C, X), duration_s=20.0)).count(". ") == 2


def test_of_a_drill_the_point_itself_is_told() -> None:
    assert aloud(judged((M,))).startswith("You left it out. The point is: Cluster policies cap")


def test_without_a_judgement_the_reason_is_told() -> None:
    silent = replace(_ATTEMPT, feedback=replace(_ATTEMPT.feedback, abstained="No speech was found."))
    assert aloud(silent) == "No speech was found."
