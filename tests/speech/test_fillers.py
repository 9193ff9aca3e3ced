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


WINDOW = windows.of([Span(0.0, 5.0)], end_s=6.0)


def found(*beside: Word, sure: float = 0.6, after: Word | None = None) -> list[str]:
    """The hesitations of a reading with one at 1.0 to 1.3 s, and these words in the tidy reading."""
    um = Word("Um,", 1.0, 1.3, sure)
    reading = Reading((um, after) if after else (um,), -0.2)
    return [one.text for one in fillers.found(WINDOW, reading, ENGLISH, beside=beside)]


def test_a_hesitation_within_a_sure_word_is_a_part_of_it() -> None:
    acoustic = Word("acoustic", 0.98, 1.4, 0.9)
    assert found(acoustic) == []
    assert found(acoustic, sure=0.95) == ["um"]


def test_a_hesitation_beside_a_word_counts() -> None:
    assert found(Word("well", 0.5, 1.05, 0.9), Word("cost", 1.4, 1.8, 0.9)) == ["um"]


def test_an_unsure_word_does_not_hide_a_hesitation() -> None:
    assert found(Word("and", 1.0, 1.4, 0.4)) == ["um"]


def test_a_word_drawn_out_may_end_in_a_hesitation() -> None:
    assert found(Word("corpus", 0.5, 1.4, 0.9)) == ["um"]


def test_a_hesitation_in_the_time_of_the_word_after_it_is_the_beginning_of_that_word() -> None:
    """ "The uh, acoustic" where the tidy reading has "the acoustic", though it is unsure of it."""
    acoustic = Word("acoustic", 1.4, 1.4, 0.4)
    assert found(Word("acoustic", 1.0, 1.4, 0.4), sure=0.95, after=acoustic) == []
    assert found(Word("acoustic", 1.4, 1.9, 0.4), sure=0.95, after=acoustic) == ["um"]


def test_a_hesitation_whose_time_was_given_to_the_word_after_it_counts_where_both_have_room() -> None:
    """ "Uh, that should": the tidy reading, without the "uh", lets "that" begin where the "uh" does."""
    that = Word("that", 1.3, 1.5, 0.9)
    assert found(Word("that", 0.9, 1.5, 0.9), after=that) == ["um"]
    assert found(Word("that", 1.0, 1.4, 0.9), after=that) == []
    assert found(Word("and", 0.9, 1.5, 0.9), after=that) == []


def test_a_hesitation_in_a_voice_of_its_own_is_no_part_of_the_word_that_was_heard_after_the_silence() -> None:
    window = windows.of([Span(0.0, 1.4), Span(2.0, 5.0)], end_s=6.0)
    tidy = Word("which", 1.0, 1.35, 0.9)
    um, which = Word("Um,", 1.0, 1.3, 0.6), Word("which", 2.1, 2.4, 0.9)
    assert fillers.found(window, Reading((um, which), -0.2), ENGLISH, beside=[tidy])
    assert not fillers.found(window, Reading((um,), -0.2), ENGLISH, beside=[tidy])


def times(*words: Word, window: windows.Window = WINDOW) -> list[tuple[float, float]]:
    heard = fillers.found(window, Reading(words, -0.2), ENGLISH)
    return [(round(one.span.start_s, 1), round(one.span.end_s, 1)) for one in heard]


def test_a_hesitation_that_is_dated_late_with_the_words_around_it_gets_its_share_of_the_time() -> None:
    """ "Uh, and, uh, that should": "and, uh, that" took the six tenths of a second before its time."""
    first, word = Word("uh,", 1.0, 1.5, 0.9), Word("should", 2.3, 2.7, 0.9)
    late = Word("and,", 2.1, 2.2, 0.9), Word("uh,", 2.2, 2.2, 0.9), Word("that", 2.2, 2.3, 0.9)
    assert times(first, *late, word) == [(1.0, 1.5), (1.7, 2.0)]


def test_a_hesitation_that_is_dated_after_a_silence_lies_before_it() -> None:
    window = windows.of([Span(0.0, 1.6), Span(1.9, 5.0)], end_s=6.0)
    known = Word("for", 0.5, 1.1, 0.9), Word("er,", 2.0, 2.0, 0.5), Word("I", 2.0, 2.2, 0.9)
    assert times(*known, window=window) == [(1.1, 1.6)]


def test_a_hesitation_in_the_transcript_that_has_no_length_lies_before_its_date() -> None:
    words = [Word("DFM,", 0.2, 0.9, 0.1), Word("um,", 1.3, 1.36, 0.3), Word("I", 1.5, 1.6, 0.9)]
    (said,) = fillers.said_in(words, ENGLISH, [Span(0.0, 1.06), Span(1.32, 3.0)])
    assert Span(0.7, 1.1).meets(said.span)


def test_what_a_later_reading_hears_as_another_word_was_no_hesitation() -> None:
    """ "... uh" before a pause, "... ask not what" after it."""
    ask, you = Word("ask", 1.0, 1.4, 0.7), Word("you", 0.6, 0.9, 0.9)
    assert fillers.not_misheard([UM], [you], [you, ask]) == ()
    assert fillers.not_misheard([UM], [you, ask], [you, ask]) == (UM,), "it was heard beside that word"
    assert fillers.not_misheard([UM], [you], [you, Word("ask", 1.0, 1.4, 0.3)]) == (UM,), "nobody is sure"


def test_of_two_hesitations_close_together_a_reading_that_has_one_knows_one() -> None:
    first, second = Filler("uh", Span(1.0, 1.4)), Filler("uh", Span(1.65, 2.2))
    assert fillers.merged([second], [first, second]) == (first, second)
    assert fillers.merged([UM], [first]) == (UM,)


def test_two_guesses_at_one_hesitation_count_once() -> None:
    er, unlikely, likely = Word("er,", 1.0, 1.4, 0.5), Word("um,", 1.4, 1.8, 0.05), Word("um,", 1.4, 1.8, 0.5)
    assert len(times(er, unlikely)) == 1
    assert len(times(er, likely)) == 2


def test_a_long_hesitation_has_to_be_certain() -> None:
    assert times(Word("uh,", 1.0, 2.5, 0.5)) == []
    assert len(times(Word("uh,", 1.0, 2.5, 0.95))) == 1


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


def test_and_so_was_the_word_that_comes_next_though_after_a_pause() -> None:
    unsure, next_one = Word("in", 1.0, 1.3, 0.2), Word("in", 2.4, 2.6, 0.9)
    assert fillers.left_out([unsure], [UM], said_with_them=[next_one]) == (unsure,)
    assert fillers.left_out([unsure], [UM], said_with_them=[Word("so", 2.1, 2.3, 0.9), next_one]) == ()


def test_a_hesitation_that_is_drawn_out_is_one() -> None:
    words = [Word("Oooooh,", 1.0, 1.4, 0.9), Word("hmmmm", 2.0, 2.4, 0.9)]
    said = fillers.said_in(words, ENGLISH, [Span(0.0, 3.0)])
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
