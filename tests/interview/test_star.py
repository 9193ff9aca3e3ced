"""The parts of a story, by the real sentence model and without it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from golden import model
from numpy.typing import NDArray

from interviewer.interview import star
from interviewer.interview.delivery import Told
from interviewer.interview.language import ENGLISH, GERMAN, Language
from interviewer.interview.question import StarPart
from interviewer.interview.transcript import Transcript, Word

pytestmark = pytest.mark.model

S, T, A, R, L = StarPart
STORY: tuple[tuple[StarPart, str], ...] = (
    (S, "Our canteen ran out of lunch twice a week, and people went back to work hungry."),
    (T, "The head of the house gave me a month to put that right."),
    (A, "I counted the trays that came back for ten days."),
    (A, "Then I agreed with the kitchen that they cook the two favourites every day."),
    (A, "I hung a list at the door where people could tick their meal the day before."),
    (R, "After that we ran out once in half a year, and we threw 30 percent less away."),
)
TOLD = " ".join(text for _, text in STORY)


class Deaf:
    """A sentence model that knows nothing of stories."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.zeros((len(texts), 3), dtype=np.float32)


def spoken(text: str) -> tuple[Word, ...]:
    return tuple(Word(word, 0.5 * at, 0.5 * at + 0.4, 0.9) for at, word in enumerate(text.split()))


def typed(text: str) -> tuple[Word, ...]:
    return Transcript.typed(text).words


def parts(words: Sequence[Word], language: Language = ENGLISH) -> tuple[Told, ...]:
    return star.parts(words, language, embedder=model())


def which(words: Sequence[Word]) -> list[StarPart]:
    return [one.part for one in parts(words)]


def test_a_story_without_any_set_phrase_is_taken_apart() -> None:
    told = parts(spoken(TOLD))
    assert [one.part for one in told] == [S, T, A, R]
    assert sum(one.share for one in told) == pytest.approx(1.0, abs=0.01)
    words = TOLD.split()
    assert words[told[1].first_word] == "The"
    assert words[told[2].first_word] == "I"
    first = told[2].span
    assert first is not None
    assert first.start_s == pytest.approx(0.5 * told[2].first_word)
    assert [one.has_number for one in told] == [True, False, True, True]


def test_every_word_belongs_to_one_part() -> None:
    told = parts(spoken(TOLD))
    assert told[0].first_word == 0
    assert told[-1].last_word == len(TOLD.split()) - 1
    for one, other in pairwise(told):
        assert other.first_word == one.last_word + 1


def test_a_typed_story_has_parts_without_times() -> None:
    told = parts(typed(TOLD))
    assert [one.part for one in told] == [S, T, A, R]
    assert {one.span for one in told} == {None}
    assert sum(one.share for one in told) == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize("missing", [S, T, A, R])
def test_a_part_that_was_not_told_is_not_made_up(missing: StarPart) -> None:
    left = " ".join(text for part, text in STORY if part is not missing)
    assert missing not in which(spoken(left))


def test_a_result_that_is_announced_first_is_one() -> None:
    story = " ".join(text for _, text in STORY[:-1])
    first = f"The result first: the waste of our canteen went down by 30 percent. {story}"
    assert which(spoken(first))[:2] == [R, S]


def test_the_lesson_is_told_apart() -> None:
    assert (
        which(spoken(f"{TOLD} What I took away from it is that you should count before you guess."))[-1] is L
    )


def test_speech_without_full_stops_is_cut_into_clauses() -> None:
    running = typed(TOLD.lower().replace(".", "").replace(",", ""))
    assert len(star.sentences_of(running)) > 3
    assert {S, A, R} <= set(which(running))


@pytest.mark.parametrize(
    "talk",
    [
        "",
        "A lake keeps files and a warehouse keeps tables.",
        "I think honesty matters most. People should always listen to each other. Conflicts are normal.",
        "I am very organized and I work well under pressure. In general I plan my week on Monday.",
    ],
)
def test_talk_in_general_is_no_story(talk: str) -> None:
    assert parts(typed(talk)) == ()


@pytest.mark.parametrize("text", ["😀 😀 …", "\x00 \x07", "слово " * 40, "a " * 3000, "Why? " * 200])
def test_any_words_can_be_taken_apart(text: str) -> None:
    words = typed(text)
    assert sum(one.last_word + 1 - one.first_word for one in parts(words)) in (0, len(words))


PHRASED = (
    "In my previous role we had a platform that nobody trusted. My task was to win the teams back. "
    "So I met with every lead. Then I built one pipeline with them. As a result, incidents went down by half."
)


def test_without_an_ear_for_stories_phrases_and_order_tell() -> None:
    told = star.parts(spoken(PHRASED), ENGLISH, embedder=Deaf())
    assert [one.part for one in told] == [S, T, A, R]
    assert star.parts(spoken("A lake keeps files."), ENGLISH, embedder=Deaf()) == ()


def test_another_language_goes_by_its_phrases() -> None:
    german = "Damals war das Lager voll. Meine Aufgabe war Platz. Zuerst habe ich gezählt. Am Ende ging es."
    assert [one.part for one in parts(spoken(german), GERMAN)] == [S, T, A, R]
