"""What the model writes twice, though it was said once, and what a person does say twice."""

from __future__ import annotations

import pytest

from interviewer.interview.transcript import Word
from interviewer.speech import echo
from interviewer.speech.reader import Read, sewn


def words(text: str, *ends_s: float, from_s: float = 0.0) -> tuple[Word, ...]:
    """Each up to its moment."""
    starts_s = (from_s, *ends_s)
    return tuple(
        Word(word, start_s, end_s, 0.9)
        for word, start_s, end_s in zip(text.split(), starts_s, ends_s, strict=False)
    )


def text_of(some: tuple[Word, ...]) -> str:
    return " ".join(word.text for word in some)


def test_a_phrase_that_comes_again_without_time_to_say_it_was_said_once() -> None:
    heard = words("good. Alright, thanks. Alright, thanks.", 0.3, 0.44, 0.64, 0.64, 0.76)
    assert text_of(echo.without(heard)) == "good. Alright, thanks."


@pytest.mark.parametrize(
    ("text", "ends_s"),
    [
        ("no no no", (0.1, 0.2, 0.3)),
        ("it is very, very slow", (0.1, 0.2, 0.5, 0.7, 1.0)),
        ("said that that works", (0.2, 0.3, 0.4, 0.8)),
        ("to cough hear. here.", (0.1, 0.4, 0.8, 0.81)),  # another word, however short
        ("thanks. Alright, thanks.", (0.3, 0.3, 0.31)),  # not right after it
    ],
)
def test_what_takes_its_time_is_said_twice_and_what_is_another_word_stays(
    text: str, ends_s: tuple[float, ...]
) -> None:
    assert text_of(echo.without(words(text, *ends_s))) == text


def test_a_second_reading_does_not_echo_the_end_of_the_first() -> None:
    first = Read(words("to cough here.", 0.1, 0.3, 0.8))
    then = Read(words("here. Yeah", 0.84, 1.2, from_s=0.8))
    assert (
        text_of(tuple(word for read in sewn([first, then]) for word in read.words)) == "to cough here. Yeah"
    )


def test_nothing_but_what_was_heard_before_is_an_echo() -> None:
    assert echo.without(()) == ()
    assert text_of(echo.without(words("so so", 0.0, 0.0))) == "so"
