"""Stretches of time, and when a word was said."""

from __future__ import annotations

from interviewer.interview.transcript import Span, Word


def test_the_part_of_a_stretch_in_another() -> None:
    assert Span(1.0, 3.0).within(Span(2.0, 5.0)) == Span(2.0, 3.0)
    assert Span(1.0, 3.0).within(Span(0.0, 5.0)) == Span(1.0, 3.0)
    assert Span(1.0, 3.0).within(Span(4.0, 5.0)).duration_s < 0
    assert Span(1.0, 3.0).middle_s == 2.0


def test_a_word_that_was_typed_is_at_the_very_beginning() -> None:
    assert Word("azure", 1.5, 2.0).span == Span(1.5, 2.0)
    assert Word("azure").span == Span(0.0, 0.0)


def test_stretches_meet_where_they_have_a_moment_in_common() -> None:
    assert Span(1.0, 3.0).meets(Span(2.0, 5.0))
    assert not Span(1.0, 3.0).meets(Span(3.0, 5.0))
    assert not Span(3.0, 5.0).meets(Span(1.0, 3.0))
