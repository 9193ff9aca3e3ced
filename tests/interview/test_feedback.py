"""Grades by the norms, and advice that fits the question."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from interviewer.interview.coverage import Coverage, PointVerdict, Verdict
from interviewer.interview.delivery import Delivery, Told
from interviewer.interview.feedback import Grade, advice, give, grade
from interviewer.interview.question import (
    KeyPoint,
    PointId,
    Question,
    QuestionId,
    QuestionType,
    Rubric,
    StarPart,
)
from interviewer.interview.transcript import Filler, Span, Transcript, Word


class Anything:
    """An embedder for which all texts mean the same."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), 4), dtype=np.float32)
        vectors[:, 0] = 1
        return vectors


def question(kind: QuestionType = QuestionType.KNOWLEDGE, points: int = 1) -> Question:
    rubric = Rubric(tuple(KeyPoint(PointId(f"k{n}"), f"Point number {n}.") for n in range(points)))
    return Question(QuestionId("q"), "What is it?", "What is it?", 1, 1, rubric, type=kind, target_s=100)


def coverage(*verdicts: Verdict, weights: Sequence[int] = ()) -> Coverage:
    held = [
        KeyPoint(PointId(f"k{n}"), f"Point number {n}.", weight=weights[n] if weights else 1)
        for n in range(len(verdicts))
    ]
    return Coverage(
        tuple(PointVerdict(point, one, 0.9, "so") for point, one in zip(held, verdicts, strict=True))
    )


COVERED, PARTIAL, MISSED = Verdict.COVERED, Verdict.PARTIAL, Verdict.MISSED
TYPED = Delivery(words=100)


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ((MISSED, MISSED), Grade.AGAIN),
        ((PARTIAL, MISSED), Grade.AGAIN),
        ((COVERED, MISSED), Grade.HARD),
        ((COVERED, PARTIAL), Grade.GOOD),
        ((COVERED, COVERED), Grade.EASY),
        ((COVERED, Verdict.CONTRADICTED), Grade.HARD),
        ((), None),
    ],
)
def test_the_grade_follows_the_coverage(verdicts: tuple[Verdict, ...], expected: Grade | None) -> None:
    assert grade(question(), coverage(*verdicts), TYPED) is expected


@pytest.mark.parametrize(
    ("duration_s", "expected"), [(59, Grade.GOOD), (60, Grade.EASY), (135, Grade.EASY), (140, Grade.GOOD)]
)
def test_easy_takes_the_time_band(duration_s: float, expected: Grade) -> None:
    assert grade(question(), coverage(COVERED), Delivery(words=9, duration_s=duration_s)) is expected


def test_delivery_never_lowers_a_grade_below_good() -> None:
    poor = Delivery(words=5, duration_s=500, pace_wpm=300, speaking_s=400, pauses=(Span(1, 50),))
    assert grade(question(), coverage(COVERED), poor) is Grade.GOOD


def test_advice_names_the_contradiction_first_and_then_the_heaviest_gap() -> None:
    said = advice(
        question(), coverage(MISSED, MISSED, Verdict.CONTRADICTED, weights=(1, 3, 1)), Delivery(words=9)
    )
    assert len(said) == 2
    assert "Point number 2" in said[0]
    assert "Point number 1" in said[1]


@pytest.mark.parametrize("kind", [kind for kind in QuestionType if kind is not QuestionType.BEHAVIOURAL])
def test_technical_questions_get_no_advice_about_stories(kind: QuestionType) -> None:
    told = Delivery(words=50, star=(Told(StarPart.SITUATION, Span(0, 50), 1.0, 0, 49),))
    assert not any("story" in one for one in advice(question(kind), coverage(COVERED), told))


@pytest.mark.parametrize(
    ("parts", "word"),
    [
        ({StarPart.SITUATION: False}, "End your story with the result"),
        ({StarPart.RESULT: True}, "what you yourself did"),
        ({StarPart.ACTION: True, StarPart.RESULT: False}, "Give your result a number"),
    ],
)
def test_what_a_story_lacks_is_named(parts: dict[StarPart, bool], word: str) -> None:
    star = tuple(Told(part, None, 0.5, 0, 9, has_number=number) for part, number in parts.items())
    told = Delivery(words=50, star=star)
    assert word in advice(question(QuestionType.BEHAVIOURAL), coverage(COVERED), told)[0]


@pytest.mark.parametrize(
    ("delivery", "word"),
    [
        (Delivery(words=300, duration_s=100, speaking_s=90, pace_wpm=200), "Slow down"),
        (Delivery(words=90, duration_s=100, speaking_s=90, pace_wpm=60), "Pick up"),
        (Delivery(words=90, duration_s=200), "200 s"),
        (Delivery(words=90, duration_s=20), "time for more"),
        (
            Delivery(words=90, duration_s=100, fillers=tuple(Filler("um", Span(n, n)) for n in range(30))),
            "Pause silently",
        ),
        (
            Delivery(words=90, duration_s=100, fillers=tuple(Filler("um", Span(n, n)) for n in range(9))),
            "Watch um",
        ),
        (Delivery(words=90, duration_s=100, pauses=(Span(10, 16),)), "pause of 6 s"),
    ],
)
def test_what_is_outside_its_band_is_said(delivery: Delivery, word: str) -> None:
    assert word in advice(question(), coverage(COVERED), delivery)[0]


def test_a_good_answer_is_told_so() -> None:
    assert advice(question(), coverage(COVERED), TYPED)


def test_nothing_to_judge_has_no_grade_and_no_advice() -> None:
    given = give(question(points=3), Transcript.typed("fine"), embedder=Anything())
    assert given.grade is None
    assert given.abstained
    assert given.advice == ()
    assert {one.verdict for one in given.coverage.points} == {MISSED}


def test_an_answer_is_judged_and_graded() -> None:
    text = "point number 0 and point number 1 are what i would say to that question"
    given = give(question(points=2), Transcript.typed(text), embedder=Anything())
    assert given.abstained is None
    assert given.grade is not None
    assert given.advice
    assert given.delivery.words == 15


def test_a_told_answer_with_nothing_out_of_its_band_is_left_alone() -> None:
    star = tuple(Told(part, None, 0.5, 0, 9, has_number=True) for part in (StarPart.ACTION, StarPart.RESULT))
    even = Delivery(words=200, duration_s=100, speaking_s=90, pace_wpm=130, fillers=(), star=star)
    (said,) = advice(question(QuestionType.BEHAVIOURAL), coverage(COVERED), even)
    assert said.startswith("You said what matters")


def test_without_key_points_the_advice_is_to_add_some() -> None:
    (said,) = advice(question(), coverage(), TYPED)
    assert "no key points yet" in said


def test_a_story_that_was_not_told_apart_gets_no_advice_about_its_parts() -> None:
    (said,) = advice(question(QuestionType.BEHAVIOURAL), coverage(COVERED), TYPED)
    assert "result" not in said


def test_a_behavioural_answer_is_divided_into_its_parts() -> None:
    text = "the situation was bad. i did the work. as a result it went up by 40 percent."
    given = give(question(QuestionType.BEHAVIOURAL), Transcript.typed(text), embedder=Anything())
    assert StarPart.RESULT in {one.part for one in given.delivery.star}


def test_what_was_heard_too_badly_is_not_judged() -> None:
    mumbled = ["point", "number", "zero", "is", "what", "i", "would", "say", "to", "that", "question"]
    heard = Transcript.of_words(Word(word, float(n), n + 0.5, 0.1) for n, word in enumerate(mumbled))
    given = give(question(), heard, embedder=Anything())
    assert "too unclear" in (given.abstained or "")
