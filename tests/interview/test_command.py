"""Spoken commands: what is one, what is none, and what is left of an answer without them."""

from __future__ import annotations

import pytest
from sample import said

from interviewer.interview import language as languages
from interviewer.interview.language import Command
from interviewer.interview.rounds import command
from interviewer.interview.transcript import Segment, Span, Transcript


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Next.", Command.NEXT),
        ("Okay, next question, please.", Command.NEXT),
        ("Next. Next.", Command.NEXT),
        ("Again!", Command.AGAIN),
        ("Repeat the question", Command.REPEAT),
        ("Stop.", Command.STOP),
        ("Follow-up.", Command.FOLLOW_UP),
        ("ask a follow-up", Command.FOLLOW_UP),
        ("That's my answer.", Command.DONE),
        ("That’s my answer", Command.DONE),
        ("Next, I would look at the cost.", None),
        ("I would stop", None),
        ("Please", None),
        ("", None),
    ],
)
def test_a_command_is_the_whole_of_what_is_said(text: str, wanted: Command | None) -> None:
    assert command.of(said(text), "en-US") is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Nächste Frage, bitte.", Command.NEXT),
        ("Weiter.", Command.NEXT),
        ("Noch einmal!", Command.AGAIN),
        ("Frage wiederholen", Command.REPEAT),
        ("Die Frage noch einmal, bitte.", Command.REPEAT),
        ("Eine Nachfrage.", Command.FOLLOW_UP),
        ("Stopp. Stopp.", Command.STOP),
        ("Also, das war meine Antwort.", Command.DONE),
        ("Als Nächstes würde ich die Kosten ansehen.", None),
        ("next", None),
    ],
)
def test_german_has_words_of_its_own(text: str, wanted: Command | None) -> None:
    assert command.of(said(text), "de-DE") is wanted


@pytest.mark.parametrize("table", [languages.ENGLISH, languages.GERMAN])
def test_every_command_is_understood_by_the_words_that_are_named_for_it(table: languages.Language) -> None:
    assert set(table.commands) == set(Command)
    for wanted, phrases in table.commands.items():
        assert {command.of(said(phrase), table.code) for phrase in phrases} == {wanted}
    assert command.named(table.code)[Command.STOP].lower().startswith("stop")


def test_where_a_language_has_no_words_for_them_the_commands_are_said_in_english() -> None:
    assert command.of(said("Next question."), "fi") is Command.NEXT
    assert command.named("fi") == command.named("en")


def test_a_german_answer_is_ended_in_german_and_left_without_the_words_that_ended_it() -> None:
    words = said("Wir begrenzen die Cluster. Gut, das war meine Antwort.")
    assert command.closing(words, "de") == 4
    assert command.closing(words, "en") is None
    assert command.without(Transcript((Segment(words),)), "de").words == words[:4]


def test_only_what_follows_the_last_silence_is_the_last_utterance() -> None:
    words = (*said("what was that"), *said("repeat the question", at_s=5.0))
    assert command.of(words, "en") is None
    assert command.of(command.last_utterance(words), "en") is Command.REPEAT
    assert command.last_utterance(said("all in one")) == said("all in one")
    assert command.last_utterance(()) == ()


ANSWER = said("We cap the cluster size.")
END = said("Okay, that's my answer.", at_s=4.0)


def test_the_words_that_end_an_answer_are_cut_from_it_and_their_time_too() -> None:
    speech = (Span(0.0, 1.9), Span(4.0, 5.6))
    heard = Transcript((Segment(ANSWER), Segment(END)), duration_s=7.0, speech=speech)
    left = command.without(heard, "en")
    assert left.words == ANSWER
    assert left.segments == (Segment(ANSWER),)
    assert left.speech == (Span(0.0, 1.9),)
    assert left.duration_s == 7.0


def test_said_in_one_breath_with_the_answer_the_speech_ends_before_it() -> None:
    heard = Transcript((Segment((*ANSWER, *END)),), duration_s=7.0, speech=(Span(0.0, 5.6),))
    left = command.without(heard, "en")
    assert left.words == ANSWER
    assert left.speech == (Span(0.0, 4.0),)


@pytest.mark.parametrize("text", ["That's my answer to most of it.", "My answer", "", "next"])
def test_an_answer_that_goes_on_stays_whole(text: str) -> None:
    heard = Transcript((Segment(said(text)),))
    assert command.closing(said(text), "en") is None
    assert command.without(heard, "en") == heard


def test_a_typed_answer_without_times_can_be_cut() -> None:
    assert command.without(Transcript.typed("We cap it. That is my answer."), "en").text == "We cap it."
