"""The figures of an answer, by the definitions in the norms."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.interview import language
from interviewer.interview.delivery import measure
from interviewer.interview.syllables import of_word
from interviewer.interview.transcript import Filler, Segment, Span, Transcript, Word


def spoken(
    text: str, *speech: tuple[float, float], word_s: float = 0.5, fillers: tuple[Filler, ...] = ()
) -> Transcript:
    words = tuple(Word(token, at * word_s, (at + 1) * word_s, 0.9) for at, token in enumerate(text.split()))
    spans = speech or ((0.0, len(words) * word_s),)
    return Transcript(
        (Segment(words),) if words else (),
        duration_s=spans[-1][1] + 1,
        speech=tuple(Span(*span) for span in spans),
        fillers=fillers,
    )


def test_times_come_from_the_voice_and_not_from_the_words() -> None:
    figures = measure(spoken("we chose a lake", (2.5, 4.0), (5.5, 7.0)))
    assert figures.start_latency_s == 2.5
    assert figures.duration_s == 4.5
    assert figures.speaking_s == 3.0
    assert figures.pauses == (Span(4.0, 5.5),)


def test_the_latency_counts_from_the_end_of_the_question_and_nothing_else_does() -> None:
    heard = spoken("we chose a lake", (2.5, 4.0), (5.5, 7.0))
    late = measure(replace(heard, lead_s=12.25))
    assert late.start_latency_s == 14.75
    assert replace(late, start_latency_s=2.5) == measure(heard)


def test_pace_counts_short_pauses_as_speaking_and_long_ones_not() -> None:
    short = measure(spoken("one two three four five six", (0.0, 1.0), (1.9, 3.0)))
    assert short.pace_wpm == pytest.approx(60 * 6 / 3.0, abs=0.1)
    long = measure(spoken("one two three four five six", (0.0, 1.0), (2.5, 3.5)))
    assert long.pace_wpm == pytest.approx(60 * 6 / 2.0, abs=0.1)


def test_a_silence_under_a_fifth_of_a_second_is_no_pause() -> None:
    figures = measure(spoken("one two", (0.0, 1.0), (1.15, 2.0), (2.25, 3.0)))
    assert figures.pauses == (Span(2.0, 2.25),)
    assert figures.speaking_s == pytest.approx(2.75)


def test_hesitations_are_no_words() -> None:
    heard = (Filler("um", Span(0.0, 0.4)),)
    figures = measure(spoken("Um, we uh chose a lake.", fillers=heard))
    assert figures.words == 4
    assert figures.fillers == heard


def test_a_typed_answer_has_no_times() -> None:
    figures = measure(Transcript.typed("We, you know, chose a lake."))
    assert figures.words == 6
    assert [phrase.text for phrase in figures.filler_phrases] == ["you know"]
    assert figures.filler_phrases[0].span is None
    timed = (
        figures.start_latency_s,
        figures.duration_s,
        figures.speaking_s,
        figures.pace_wpm,
        figures.pauses,
    )
    assert timed == (None,) * 5
    assert figures.fillers is None
    assert figures.syllables_per_s is None


def test_nobody_spoke() -> None:
    figures = measure(Transcript((), duration_s=5.0, speech=()))
    assert (figures.words, figures.speaking_s, figures.pauses, figures.fillers) == (0, 0.0, (), ())
    assert figures.start_latency_s is None
    assert figures.pace_wpm is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It is, you know, a lake.", ["you know"]),
        ("You know it is slow.", ["you know"]),
        ("Do you know how it works?", []),
        ("As you know, it works.", []),
        ("I mean, it is sort of slow.", ["i mean", "sort of"]),
        ("What I mean is speed.", []),
        ("It is a kind of store, and what kind of data.", []),
        ("It was kind of hard.", ["kind of"]),
        ("Basically we moved it.", ["basically"]),
        ("We had, like, three days.", ["like"]),
        ("I like Spark and tools like dbt.", []),
        ("I would like, in time, to move.", []),
    ],
)
def test_filler_phrases_and_the_same_words_when_they_are_meant(text: str, found: list[str]) -> None:
    assert [phrase.text for phrase in measure(Transcript.typed(text)).filler_phrases] == found


def test_a_phrase_knows_its_time() -> None:
    assert measure(spoken("It was kind of hard.")).filler_phrases[0].span == Span(1.0, 2.0)


def test_repetition_is_three_words_three_times() -> None:
    text = "at the end of the day we ship, at the end of the day we learn, and at the end of the day we rest"
    (one,) = measure(Transcript.typed(text)).repetitions
    assert (one.text, one.count) == ("at the end of the day we", 3)
    twice = "at the end of the day we ship, at the end of the day we learn"
    assert measure(Transcript.typed(twice)).repetitions == ()


def test_a_part_that_comes_more_often_than_the_whole_is_told_too() -> None:
    text = "we have to plan x, we have to plan y, we have to plan z, and we have to go, so we have to"
    found = {one.text: one.count for one in measure(Transcript.typed(text)).repetitions}
    assert found == {"we have to plan": 3, "we have to": 5}


def test_overlapping_words_are_one_repetition() -> None:
    assert measure(Transcript.typed("no " * 8)).repetitions == ()
    (one,) = measure(Transcript.typed("no " * 9)).repetitions
    assert one.count == 3


def test_i_and_we_are_counted() -> None:
    figures = measure(Transcript.typed("We asked me, so I'm glad; let's say we did it ourselves. I was."))
    assert (figures.said_i, figures.said_we) == (3, 4)


def test_another_language_has_its_own_table() -> None:
    german = replace(spoken("Ähm, wir haben sozusagen alles verschoben."), language="de")
    figures = measure(german)
    assert figures.words == 5
    assert [phrase.text for phrase in figures.filler_phrases] == ["sozusagen"]


def test_a_language_without_a_table_is_measured_without_it() -> None:
    figures = measure(replace(spoken("you know um hallo"), language="xx"))
    assert figures.words == 4
    assert figures.filler_phrases == ()
    assert figures.syllables_per_s is None
    assert figures.said_i is None
    assert figures.pace_wpm is not None


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("data", 2), ("architecture", 4), ("AKS", 3), ("enterprise", 3), ("created", 3), ("used", 1),
        ("policies", 3), ("storage", 2), ("table", 2), ("decided", 3), ("microservices", 5), ("40%", 4),
        ("99.9", 5), ("2024", 6), ("WWW", 9), ("-", 0), ("CI/CD", 4), ("120", 5), ("12", 1), ("17", 2),
        ("31", 3), ("12345", 5),
    ],
)  # fmt: skip
def test_syllables(word: str, syllables: int) -> None:
    assert of_word(word, language.ENGLISH) == syllables


@given(st.lists(st.tuples(st.floats(0, 50), st.floats(0.05, 9)), max_size=8), st.text(max_size=60))
def test_any_speech_gives_sound_figures(parts: list[tuple[float, float]], text: str) -> None:
    edge, spans = 0.0, []
    for gap, length in parts:
        spans.append(Span(edge + gap, edge + gap + length))
        edge += gap + length
    heard = Transcript(Transcript.typed(text).segments, duration_s=edge, speech=tuple(spans))
    figures = measure(heard)
    if spans:
        assert figures.speaking_s is not None
        assert figures.duration_s is not None
        assert figures.speaking_s <= figures.duration_s + 0.01
        assert all(pause.duration_s >= 0.2 for pause in figures.pauses or ())
