"""Which hesitations count, and which words were made of one."""

from __future__ import annotations

from interviewer.interview.language import ENGLISH
from interviewer.interview.transcript import Filler, Span, Word
from interviewer.speech import fillers

UM = Filler("um", Span(1.0, 1.4))


def test_a_hesitation_within_a_sure_word_is_a_part_of_it() -> None:
    acoustic = Word("acoustic", 0.98, 1.4, 0.9)
    assert fillers.between([UM], [acoustic]) == ()


def test_a_hesitation_beside_a_word_counts() -> None:
    assert fillers.between([UM], [Word("well", 0.5, 1.05, 0.9), Word("cost", 1.4, 1.8, 0.9)]) == (UM,)


def test_an_unsure_word_does_not_hide_a_hesitation() -> None:
    assert fillers.between([UM], [Word("and", 1.0, 1.4, 0.4)]) == (UM,)


def test_a_word_drawn_out_may_end_in_a_hesitation() -> None:
    assert fillers.between([UM], [Word("corpus", 0.5, 1.4, 0.9)]) == (UM,)


def test_what_the_tidy_reading_made_of_a_hesitation_is_left_out() -> None:
    unsure, spelled, said = Word("2.", 1.0, 1.3, 0.3), Word("Ooh,", 1.0, 1.4, 0.8), Word("a", 1.1, 1.2, 0.9)
    assert fillers.left_out([unsure, spelled, said], [UM]) == (said,)


def test_one_that_both_readings_have_counts_once() -> None:
    later = Filler("uh", Span(5.0, 5.3))
    assert fillers.merged([UM], [Filler("um", Span(1.1, 1.5)), later]) == (UM, later)


def test_a_word_that_the_hesitant_reading_has_beside_the_hesitation_was_said() -> None:
    """ "Er, I think": the tidy reading dates its "I" where the "er" is."""
    unsure = Word("I", 1.0, 1.3, 0.2)
    hesitant = [Word("Er,", 1.0, 1.4, 0.9), Word("I", 1.4, 1.5, 0.9)]
    assert fillers.left_out([unsure], [UM], said_with_them=hesitant) == (unsure,)
    assert fillers.left_out([unsure], [UM], said_with_them=[Word("I", 4.0, 4.2, 0.9)]) == ()


def test_a_hesitation_that_is_drawn_out_is_one() -> None:
    said = fillers.said_in([Word("Oooooh,", 1.0, 1.4, 0.9), Word("hmmmm", 2.0, 2.4, 0.9)], ENGLISH)
    assert [one.text for one in said] == ["uh", "hmm"]
