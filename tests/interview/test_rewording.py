"""Corrected words: what was heard keeps its time, what the person writes gets a share of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sample
from stand_ins import StillClock

from interviewer.interview.reports.rewording import as_heard, reworded
from interviewer.interview.transcript import Segment, Transcript, Word

HEARD = Transcript(
    (
        Segment((Word("we", 0.0, 0.2, 0.9), Word("use", 0.3, 0.5, 0.8))),
        Segment((Word("day", 1.0, 1.2, 0.4), Word("the", 1.2, 1.4, 0.4), Word("bricks", 1.4, 2.0, 0.5))),
    ),
    duration_s=3.0,
)


def test_what_was_heard_right_keeps_its_time_and_the_rest_shares_what_it_replaces() -> None:
    words = reworded(HEARD, "we use Databricks").words
    assert words[:2] == HEARD.words[:2]
    assert words[2] == Word("Databricks", 1.0, 2.0, 1.0)
    first, second = reworded(HEARD, "we use data lakes").words[2:]
    assert (first.start_s, first.end_s) == (1.0, 1.5)
    assert (second.start_s, second.end_s) == (1.5, 2.0)


def test_a_word_that_was_left_out_stands_at_its_moment() -> None:
    words = reworded(HEARD, "we only use day the bricks").words
    assert words[1] == Word("only", 0.2, 0.2, 1.0)
    assert [word.text for word in words] == ["we", "only", "use", "day", "the", "bricks"]


@pytest.mark.parametrize("text", ["", "  "])
def test_all_words_can_be_taken_out(text: str) -> None:
    assert reworded(HEARD, text).words == ()


def test_the_same_words_are_the_same_transcript_but_for_its_segments() -> None:
    assert reworded(HEARD, HEARD.text).words == HEARD.words


def test_typed_words_have_no_time() -> None:
    assert reworded(Transcript.typed("we use it"), "we used it").words[1] == Word("used")


def test_what_the_app_heard_is_told_whatever_was_made_of_it() -> None:
    attempt = sample.attempt(StillClock().at)
    assert as_heard(attempt) == attempt.transcript.text
    assert as_heard(replace(attempt, as_heard="um")) == "um"
