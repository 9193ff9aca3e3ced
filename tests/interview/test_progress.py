"""How it goes over time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sample
from stand_ins import line

from interviewer.interview.attempt import Attempt
from interviewer.interview.coverage import Verdict
from interviewer.interview.feedback import Grade
from interviewer.interview.progress import Figure, by_day, missed_most, progress
from interviewer.interview.question import PointId
from interviewer.interview.schedule import Review, remembered

NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)


def takes() -> list[Attempt]:
    """Newest first: two of the first question, one of the sixth."""
    rows = [(0, 0), (0, 5), (4, 0)]
    return [
        replace(sample.attempt(NOW - timedelta(days=days), question=question), id=number)
        for number, (days, question) in enumerate(rows, start=1)
    ]


def test_the_figures_of_a_day_are_their_mean() -> None:
    first, second = date(2026, 11, 1), date(2026, 11, 2)
    assert by_day([(second, 3.0), (first, 1.0), (second, None), (second, 4.0)]) == (
        Figure(first, 1.0),
        Figure(second, 3.5),
    )


def test_sections_and_their_questions_have_lines_of_their_own() -> None:
    attempts = takes()
    found = progress(
        sample.bank(),
        recordings=[line(one) for one in attempts],
        attempts=attempts,
        memories={attempts[0].question.id: remembered(None, Review(NOW.date(), Grade.GOOD))},
        today=NOW.date(),
    )
    assert found.answers == 3
    assert [len(section.figures) for section in found.sections[:2]] == [2, 1]
    assert found.sections[0].latest == pytest.approx(0.5)
    assert [len(part.figures) for part in found.sections[0].parts] == [2, 0, 0, 0]
    assert sum(found.forecast) == 1
    assert [figure.value for figure in found.pace_wpm] == [138.0, 138.0]


def test_what_was_missed_twice_makes_a_drill() -> None:
    attempts = takes()
    missed = missed_most(sample.bank(), attempts)
    assert [(one.point.id, one.missed, one.takes) for one in missed] == [
        ("adf", 2, 2),
        ("photon", 2, 2),
        ("storage", 2, 2),
    ]
    assert {one.question.id for one in missed} == {"cost"}


def test_a_point_covered_last_time_is_learned() -> None:
    newest, *rest = takes()
    newest = replace(newest, corrections={PointId("adf"): Verdict.COVERED})
    assert "adf" not in [one.point.id for one in missed_most(sample.bank(), [newest, *rest])]


def test_other_banks_and_silent_takes_do_not_count() -> None:
    attempts = takes()
    silent = [replace(one, feedback=replace(one.feedback, abstained="Nothing.")) for one in attempts]
    assert missed_most(sample.bank(), silent) == ()
    empty = replace(sample.bank(), questions=())
    assert missed_most(empty, attempts) == ()


def test_a_drill_asks_for_each_missed_point_with_its_neighbours_behind_it() -> None:
    found = progress(sample.bank(), recordings=[], attempts=takes(), memories={}, today=NOW.date())
    assert [one.part_of for one in found.drill] == ["cost"] * len(found.missed)
    assert [one.rubric.points[0].id for one in found.drill] == [one.point.id for one in found.missed]


def test_fillers_of_a_short_answer_say_nothing_about_a_minute() -> None:
    short = replace(line(takes()[0]), duration_s=2.0)
    found = progress(sample.bank(), recordings=[short], attempts=[], memories={}, today=NOW.date())
    assert found.fillers_a_minute == ()
