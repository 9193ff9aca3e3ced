"""What a careful reading is reckoned to cost."""

from __future__ import annotations

import pytest

from interviewer.speech.cost_of_care import CostOfCare


def test_nothing_is_known_before_anything_was_read() -> None:
    cost = CostOfCare()
    assert not cost.known
    assert cost.of(20.0) == 0.0


def test_it_is_reckoned_from_drafts_until_there_was_a_careful_reading() -> None:
    cost = CostOfCare()
    cost.drafted(0.3, 5.0)
    assert cost.known
    assert cost.of(5.0) == pytest.approx(0.6)
    cost.read(0.9, 5.0)
    assert cost.of(5.0) == pytest.approx(0.9)
    assert cost.of(20.0) == pytest.approx(1.8)


def test_a_reading_beside_other_programs_or_of_few_words_counts_for_little_a_slower_clock_for_much() -> None:
    cost = CostOfCare()
    cost.read(0.9, 5.0)
    cost.read(2.7, 5.0)
    cost.read(0.1, 5.0)
    assert cost.of(5.0) == pytest.approx(0.9)
    for _ in range(10):
        cost.read(1.8, 5.0)
    assert cost.of(5.0) == pytest.approx(1.8)
