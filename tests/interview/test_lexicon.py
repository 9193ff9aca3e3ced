"""What is handed to the voice, and the phonemes that the voice that ships makes of it."""

from __future__ import annotations

import ctypes
import json
import re
import string
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from interviewer import paths
from interviewer.banks.library import Library
from interviewer.interview.lexicon import Entry, Lexicon, for_espeak, lexicon_from

SHIPPED = lexicon_from(json.loads((paths.assets() / "lexicon.json").read_text(encoding="utf-8")))
SENTENCES = ("{}", "We use {} here.", "How do you handle {} and cost?", "What is {}?")
Phonemes = Callable[[str], str]


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Compare ADF vs AKS.", "Compare A-D-F versus A-K-S."),
        ("Your CI/CD across SLAs", "Your C-I-C-D across S-L-A's"),
        ("RPO < 1 hour", "R-P-O less than one hour"),
        ("less than < 7 hours, > 12 GB", "less than less than 7 hours, more than 12 G-B"),
        ("about ~45 mins at 80%", "about about 45 mins at 80 percent"),
        ("a -> b", "a then b"),
        ("<= 5 and >= 6", "at most 5 and at least 6"),
        ("costs [amount?]/month", "costs some amount a month"),
        ("XQZ and XQZs, but NASA", "X-Q-Z and X-Q-Z's, but NASA"),
        ("C++ and R&D", "C++ and R and D"),
        ("design/build it, and/or so", "design or build it, and or so"),
        ("Is it 3-5 days?", "Is it 3 to 5 days?"),
        ('`code` *and* "quotes"', "code and quotes"),
        ("McADF ADFs readme", "McADF A-D-F's readme"),
        ("", ""),
    ],
)
def test_what_is_said(written: str, spoken: str) -> None:
    assert SHIPPED.spoken(written) == spoken


def test_the_longest_form_wins() -> None:
    lexicon = Lexicon((Entry("Key", "kee"), Entry("Key Vault", "the vault")))
    assert lexicon.spoken("Key Vault, Key") == "the vault, kee"
    assert Lexicon().spoken("Key") == "Key"


def test_other_wordings_of_a_term() -> None:
    assert "Azure Data Factory" in SHIPPED.heard_as("ADF")
    assert SHIPPED.heard_as("no such term") == ()


def test_letters_that_the_shipped_voice_would_mumble() -> None:
    assert (
        for_espeak("A-D-F, S-L-A and S-A-S, A-A's; Vitamin-A")
        == "eigh-D-F, S-L-eigh and S-eigh-S, eigh-A's; Vitamin-A"
    )


@pytest.fixture(scope="module")
def phonemes() -> Phonemes:
    loader = (
        pytest.importorskip("espeakng_loader") if sys.platform == "linux" else pytest.skip("ships on Linux")
    )
    library = ctypes.CDLL(str(loader.get_library_path()))
    library.espeak_Initialize(1, 0, str(loader.get_data_path()).encode(), 0)
    assert library.espeak_SetVoiceByName(b"en-us") == 0
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p

    def said(text: str) -> str:
        buffer = ctypes.create_string_buffer(text.encode())
        position = ctypes.c_void_p(ctypes.addressof(buffer))
        pieces = []
        while position.value:
            pieces.append(library.espeak_TextToPhonemes(ctypes.byref(position), 1, 2).decode())
        # where the stress lies, and where r is doubled between letters, does not count
        return re.sub("[ˈˌ .,ː-]", "", "".join(pieces)).replace("ɹɹ", "ɹ").replace("ŋk", "nk")

    return said


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_spoken_form_sounds_the_same_alone_and_in_a_sentence(phonemes: Phonemes, sentence: str) -> None:
    for entry in SHIPPED.entries:
        alone = phonemes(for_espeak(entry.spoken))
        assert alone in phonemes(for_espeak(sentence.format(entry.spoken))), entry


@pytest.mark.parametrize("sentence", [*SENTENCES, "Your strategy for {} C-I-C-D now."])
def test_spelled_words_are_said_letter_by_letter(phonemes: Phonemes, sentence: str) -> None:
    letters = {letter: phonemes(f"{letter}.") for letter in string.ascii_uppercase}
    spelled = [entry.spoken for entry in SHIPPED.entries if re.fullmatch(r"[A-Z](?:-[A-Z])+", entry.spoken)]
    assert len(spelled) > 40
    for word in [*spelled, *(f"{first}-{second}" for first in "AKXQ" for second in string.ascii_uppercase)]:
        expected = (
            "".join(letters[letter] for letter in word.split("-")).replace("ɹɹ", "ɹ").replace("ŋk", "nk")
        )
        assert expected in phonemes(for_espeak(sentence.format(word))), word


@pytest.mark.parametrize("written", ["KPIs", "SLAs", "VMs", "APIs", "DIUs", "XQZs"])
def test_plurals_keep_their_ending(phonemes: Phonemes, written: str) -> None:
    for sentence in SENTENCES:
        said = phonemes(for_espeak(sentence.format(SHIPPED.spoken(written))))
        assert phonemes(for_espeak("-".join(written[:-1]))) + "z" in said


def shipped_says() -> list[tuple[str, str]]:
    """The text and the spoken form of every question that ships."""
    with tempfile.TemporaryDirectory() as folder:
        library = Library(paths.questions(), Path(folder))
        return [(one.text, one.say) for name in library.names() for one in library.load(name).questions]


SAYS = shipped_says()


def test_no_spoken_question_has_a_sign_or_capitals_that_the_voice_would_guess_at() -> None:
    assert len(SAYS) == 73
    for text, say in SAYS:
        assert re.fullmatch(r"(?:[A-Za-z]|[ ,'-](?=[A-Za-z ])|[.?](?: |$))+", say), say
        assert not re.search(r"[A-Z]{2,}|\bvs\b", say), say
        assert say.count("versus") == len(re.findall(r"\bvs\b", text)), say


def test_the_shipped_voice_spells_each_acronym_of_the_questions(phonemes: Phonemes) -> None:
    letters = {letter: phonemes(f"{letter}.") for letter in string.ascii_uppercase}
    count = 0
    for _, say in SAYS:
        said = phonemes(for_espeak(say))
        for word in re.findall(r"\b[A-Z](?:-[A-Z])+\b", say):
            expected = "".join(letters[letter] for letter in word.split("-"))
            assert expected.replace("ɹɹ", "ɹ").replace("ŋk", "nk") in said, say
            count += 1
        assert said.count(phonemes("versus")) == say.count("versus"), say
    assert count > 25


def test_every_sign_of_a_question_is_heard(phonemes: Phonemes) -> None:
    for written, heard in (
        ("RTO < 1 hour", "less than one hour"), ("at > 12 GB", "more than twelve"),
        ("A & B", "and"), ("Databricks + ADF", "plus"), ("at 80%", "percent"), ("ADF vs. AKS", "versus"),
        ("a >= 5", "at least five"), ("about ~45 mins", "about 45"), ("Okta / Active Directory", "or Active"),
        ("24/7", "twenty-four seven"),
    ):  # fmt: skip
        assert phonemes(heard) in phonemes(for_espeak(SHIPPED.spoken(f"What about {written}?"))), written


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_written_form_is_said_as_its_entry_says(phonemes: Phonemes, sentence: str) -> None:
    assert len(SHIPPED.entries) == 140
    for entry in SHIPPED.entries:
        said = SHIPPED.spoken(sentence.format(entry.written))
        assert phonemes(for_espeak(entry.spoken)) in phonemes(for_espeak(said)), (entry.written, said)


def test_the_persons_own_form_is_heard_from_the_voice_that_ships(phonemes: Phonemes) -> None:
    lexicon = Lexicon((*SHIPPED.entries, Entry("ADF", "the factory"), Entry("ZQX", "zee-quex")))
    said = phonemes(for_espeak(lexicon.spoken("Why ADF and ZQX, and not AKS?")))
    assert said == phonemes("Why the factory and zee-quex, and not eigh-K-S?")
