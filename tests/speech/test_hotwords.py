"""When a term that the model was told to expect comes into the transcript."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interviewer.interview.language import ENGLISH
from interviewer.interview.transcript import Word
from interviewer.speech import hotwords
from interviewer.speech.whisper import Reading

TERMS = (
    "KEDA",
    "Unity Catalog",
    "Key Vault",
    "Service Principals",
    "DBUs",
    "Z-ORDER",
    "Gold",
    "Tier-1",
    "MySQL",
)

#: terms that are said as other letters, or as other words
SPOKEN = {"SCIM": "skim", "PR": "pull request"}
SOUNDS = hotwords.Pronunciation(ENGLISH.letters, lambda term: SPOKEN.get(term, term))


def reading(text: str, probability: float = 0.8, *, doubtful: bool = False, **unsure: float) -> Reading:
    """A word every half second."""
    words = tuple(
        Word(word, at * 0.5, at * 0.5 + 0.4, unsure.get(word.strip(".,"), probability))
        for at, word in enumerate(text.split())
    )
    return Reading(words, -0.3, doubtful=doubtful)


def understood(plain: Reading, told: Reading) -> Reading:
    return hotwords.understood(plain, told, TERMS, SOUNDS)


@pytest.mark.parametrize(
    ("plain", "told", "wanted"),
    [
        ("we scale with cada, and", "we scale with KEDA, and", "we scale with KEDA, and"),
        ("run as service principles.", "run as Service Principals.", "run as Service Principals."),
        ("the maximum GPUs and", "the maximum DBUs and", "the maximum DBUs and"),
        ("all in unity catalogue now", "all in Unity Catalog now", "all in Unity Catalog now"),
        ("a z order on it", "a z order on it", "a z order on it"),
    ],
)
def test_what_sounds_like_the_term_in_the_same_place_is_the_term(plain: str, told: str, wanted: str) -> None:
    assert understood(reading(plain), reading(told)).text == wanted


def test_it_is_kept_what_was_heard() -> None:
    (*_, word) = understood(reading("secrets in key mold."), reading("secrets in Key Vault.", 0.95)).words
    assert word == Word("Key Vault.", 1.0, 1.9, 0.95, said="key mold.")


@pytest.mark.parametrize(
    ("plain", "told"),
    [
        ("we went to the river", "we went to the KEDA"),  # nothing like it
        ("(laughter) and so on then", "KEDA and so on then"),
        ("cada is for later, and we go", "it is for later, and we KEDA"),  # in another place
        ("tickets of the second tier", "tickets of the second Tier-1"),  # a number that was not said
    ],
)
def test_what_does_not_sound_like_it_stays(plain: str, told: str) -> None:
    assert understood(reading(plain), reading(told)).text == plain


def test_a_negation_is_never_swallowed() -> None:
    plain = reading("we have no sequel there")
    assert hotwords.understood(plain, reading("we have NoSQL there now"), ["NoSQL"], SOUNDS) == plain


def test_a_doubtful_term_has_to_sound_more_alike_than_a_certain_one() -> None:
    plain = reading("in the key mode now")
    assert understood(plain, reading("in the Key Vault now", 0.3)) == plain
    assert understood(plain, reading("in the Key Vault now", 0.95)).text == "in the Key Vault now"


def test_a_term_that_was_hardly_heard_has_to_sound_nearly_the_same() -> None:
    """ "Prod" is no PR, of which the model was sure to a twentieth."""
    plain, told = reading("that is where prod comes in", 0.5), reading("that is where PR comes in", PR=0.05)
    assert hotwords.understood(plain, told, ["PR"], SOUNDS) == plain
    told = reading("we wrote to Slack there", Slack=0.05)
    assert hotwords.understood(reading("we wrote to sack there"), told, ["Slack"], SOUNDS).text == told.text


def test_a_sure_word_gives_way_only_to_a_term_that_is_fairly_sure() -> None:
    plain = reading("it is old now", 0.97)
    assert understood(plain, reading("it is Gold now", 0.3)) == plain


def test_the_other_words_are_those_of_the_plain_reading() -> None:
    told = reading("KEDA KEDA the queue Unity Catalog and KEDA")
    assert (
        understood(reading("we read the queue by hand and cada"), told).text
        == "we read the queue by hand and KEDA"
    )


def test_a_reading_that_goes_astray_brings_nothing() -> None:
    plain = reading("we scale with cada there")
    assert understood(plain, reading("we scale with KEDA there", doubtful=True)) == plain
    listed = reading("KEDA, Unity Catalog, Key Vault.")
    assert (
        understood(reading("cada unity catalogue key mold"), listed).text == "cada unity catalogue key mold"
    )


def test_what_was_heard_without_being_told_stays_as_it_is() -> None:
    plain = reading("We scale with KEDA, and so on")
    assert understood(plain, reading("We scale with KEDA, and so on")) == plain


def test_a_reading_that_is_hardly_sure_of_anything_brings_no_term() -> None:
    """As of speech that runs backwards."""
    plain, told = reading("we scale with cada there"), reading("we scale with KEDA there")
    assert understood(plain, replace(told, sure=-0.9)) == plain
    assert understood(replace(plain, sure=-0.9), told).text == plain.text


def test_a_term_sounds_as_the_lexicon_says() -> None:
    plain, told = reading("that is where skin comes in"), reading("that is where SCIM comes in")
    assert hotwords.understood(plain, told, ["SCIM"], SOUNDS).text == told.text
    by_letters = hotwords.Pronunciation(ENGLISH.letters)
    assert hotwords.understood(plain, told, ["SCIM"], by_letters) == plain


def test_a_term_that_is_written_as_it_sounds_is_the_term_where_it_is_written_as_an_abbreviation() -> None:
    plain = reading("in the end it was skim, then")
    told = reading("in the end it was SKIM, then")
    (*_, word, _) = hotwords.understood(plain, told, ["SCIM"], SOUNDS).words
    assert (word.text, word.said) == ("SCIM,", "skim,")
    assert hotwords.named(told, ["SCIM"], SOUNDS)
    assert not hotwords.named(plain, ["SCIM"], SOUNDS)


def test_who_says_what_an_abbreviation_stands_for_has_not_said_the_abbreviation() -> None:
    plain, told = reading("in a pull request then"), reading("in a PR then", 0.95)
    assert hotwords.understood(plain, told, ["PR"], SOUNDS) == plain
