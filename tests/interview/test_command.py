"""Spoken commands: what is one, what is none, and what is left of an answer without them."""

from __future__ import annotations

import pytest

from interviewer.interview.rounds import command
from interviewer.interview.rounds.command import Command
from interviewer.interview.transcript import Segment, Span, Transcript, Word


def said(text: str, *, at_s: float = 0.0) -> tuple[Word, ...]:
    return tuple(Word(token, at_s + 0.4 * n, at_s + 0.4 * n + 0.3) for n, token in enumerate(text.split()))


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
    assert command.of(said(text)) is wanted


def test_only_what_follows_the_last_silence_is_the_last_utterance() -> None:
    words = (*said("what was that"), *said("repeat the question", at_s=5.0))
    assert command.of(words) is None
    assert command.of(command.last_utterance(words)) is Command.REPEAT
    assert command.last_utterance(said("all in one")) == said("all in one")
    assert command.last_utterance(()) == ()


ANSWER = said("We cap the cluster size.")
END = said("Okay, that's my answer.", at_s=4.0)


def test_the_words_that_end_an_answer_are_cut_from_it_and_their_time_too() -> None:
    speech = (Span(0.0, 1.9), Span(4.0, 5.6))
    heard = Transcript((Segment(ANSWER), Segment(END)), duration_s=7.0, speech=speech)
    left = command.without(heard)
    assert left.words == ANSWER
    assert left.segments == (Segment(ANSWER),)
    assert left.speech == (Span(0.0, 1.9),)
    assert left.duration_s == 7.0


def test_said_in_one_breath_with_the_answer_the_speech_ends_before_it() -> None:
    heard = Transcript((Segment((*ANSWER, *END)),), duration_s=7.0, speech=(Span(0.0, 5.6),))
    left = command.without(heard)
    assert left.words == ANSWER
    assert left.speech == (Span(0.0, 4.0),)


@pytest.mark.parametrize("text", ["That's my answer to most of it.", "My answer", "", "next"])
def test_an_answer_that_goes_on_stays_whole(text: str) -> None:
    heard = Transcript((Segment(said(text)),))
    assert command.closing(said(text)) is None
    assert command.without(heard) == heard


def test_a_typed_answer_without_times_can_be_cut() -> None:
    assert command.without(Transcript.typed("We cap it. That is my answer.")).text == "We cap it."
