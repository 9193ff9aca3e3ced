"""A model answer taken apart: what is no content goes, and what only looks so stays."""

from __future__ import annotations

import pytest

from interviewer.interview.documents.document import parse


def texts(answer: str) -> list[str]:
    (question,) = parse(f"### 1. How do you test?\n**Answer:**\n{answer}\n").questions
    return [point.text for point in question.rubric.points]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("(STAR method) I test.", ["I test."]),
        ("(Examples)\n* I test.", ["I test."]),
        ("[pause] “I test.”", ["I test."]),
        ("I stop here. *(smile)*", ["I stop here."]),
        ("I stop here. _(real example)_\n\nI go on.", ["I stop here.", "I go on."]),
    ],
)
def test_a_stage_note_is_no_content(answer: str, expected: list[str]) -> None:
    assert texts(answer) == expected


@pytest.mark.parametrize(
    "answer",
    [
        "(Optional fields) are left out.",
        "(Starting in 2020) We moved to the cloud.",
        "I use a mock *(and nothing else at all)*.",
    ],
)
def test_brackets_that_belong_to_the_sentence_stay(answer: str) -> None:
    assert texts(answer) == [answer.replace("*", "")]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ('"I test. I ship."', ["I test.", "I ship."]),
        ('"I test. I ship.', ["I test.", "I ship."]),
        ('"I said "no" then. I left."', ['I said "no" then.', "I left."]),
        ("„Ich teste. Dann liefere ich.“", ["Ich teste.", "Dann liefere ich."]),
        ("«I say «no». I leave.»", ["I say «no».", "I leave."]),
        ('"I use **"mocks"** here.', ['I use "mocks" here.']),
    ],
)
def test_quotation_marks_around_the_whole_answer_go(answer: str, expected: list[str]) -> None:
    assert texts(answer) == expected


@pytest.mark.parametrize(
    "answer",
    [
        '"Fast" is what they want.',
        "“Fast” is what they want.",
        '"Fast" is what they call "slow"',
        "«Fast» is what they want, not “slow”.",
    ],
)
def test_quotation_marks_around_a_word_at_the_start_stay(answer: str) -> None:
    assert texts(answer) == [answer]
