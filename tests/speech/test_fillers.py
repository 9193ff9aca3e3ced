"""Which hesitations count, and which words were made of one."""

from __future__ import annotations

import numpy as np

from interviewer.interview.language import ENGLISH
from interviewer.interview.ports import Sound
from interviewer.interview.transcript import Filler, Span, Word
from interviewer.speech import fillers
from interviewer.speech import window as windows
from interviewer.speech.voicing import hums
from interviewer.speech.whisper import Reading

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


def hum(length_s: float) -> Sound:
    seconds = np.arange(int(length_s * 16_000)) / 16_000
    return sum(0.1 * np.sin(2 * np.pi * 120 * tone * seconds) for tone in (1, 2, 3)).astype(np.float32)


def test_a_hum_between_two_silences_that_is_no_word_is_a_hesitation() -> None:
    window = windows.of([Span(0.5, 2.0), Span(2.5, 2.9), Span(3.4, 5.0)], end_s=6.0)
    sound = np.zeros(int(window.length_s * 16_000), dtype=np.float32)
    at = int(window.at_s(2.5) * 16_000)
    sound[at : at + 6400] = hum(0.4)
    guess, sure, other = Word("2.", 2.5, 2.9, 0.12), Word("Well,", 2.5, 2.9, 0.9), Word("And", 3.4, 3.6, 0.9)
    assert fillers.alone(window, sound, [guess, other], [other]) == (Filler("uh", Span(2.5, 2.9)),)
    assert fillers.alone(window, sound, [guess, other], [sure, other]) == ()
    joined = windows.of([Span(0.5, 2.4), Span(2.5, 2.9), Span(3.4, 5.0)], end_s=6.0)
    assert fillers.alone(joined, sound, [guess], []) == ()


def test_a_cough_or_a_click_is_no_hum() -> None:
    random = np.random.default_rng(3)
    cough = random.normal(0, 0.2, 6400) * np.exp(-np.arange(6400) / 1500)
    assert not hums(cough.astype(np.float32))
    assert not hums(np.zeros(6400, dtype=np.float32))
    assert not hums(hum(0.03))
    assert hums(hum(0.4))
    assert hums((hum(0.4) + random.normal(0, 0.02, 6400)).astype(np.float32))


def test_in_a_reading_full_of_doubt_an_unlikely_hesitation_does_not_count() -> None:
    window = windows.of([Span(0.0, 5.0)], end_s=6.0)
    unlikely, likely = Word("um,", 1.0, 1.4, 0.04), Word("uh,", 3.0, 3.3, 0.3)
    clear, noisy = Reading((unlikely, likely), -0.2), Reading((unlikely, likely), -0.6)
    assert [one.text for one in fillers.found(window, clear, ENGLISH)] == ["um", "uh"]
    assert [one.text for one in fillers.found(window, noisy, ENGLISH)] == ["uh"]
