"""The examples of docs/banks.md do what the guide says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from interviewer.banks.importing import preview
from interviewer.banks.library import Library
from interviewer.interview.documents.coach import CoachFields, PointFields
from interviewer.interview.question import Bank, QuestionType, StarPart

GUIDE = (Path(__file__).parents[2] / "docs" / "banks.md").read_text(encoding="utf-8")


def example(language: str, place: int = 0) -> str:
    found = re.findall(rf"^(`{{3,}}){language}\n(.*?)^\1$", GUIDE, re.MULTILINE | re.DOTALL)
    return str(found[place][1])


def imported(folder: Path, text: str) -> Bank:
    (folder / "guide.md").write_text(text, encoding="utf-8")
    return preview(Library(folder / "shipped", folder / "own", lexicons=()), folder / "guide.md").bank


def test_the_bank_by_hand(tmp_path: Path) -> None:
    bank = imported(tmp_path, example("markdown"))
    assert bank.messages == ()
    assert [section.title for section in bank.sections] == ["Patient care"]
    assert [(point.label, point.text) for point in bank.questions[0].rubric.points] == [
        (None, "I triage by need, not by who calls first."),
        ("Breathing", "Breathing: Anything that threatens it comes first."),
        (None, "I re-check whenever the score rises."),
    ]


def test_the_coach_fence_has_every_field(tmp_path: Path) -> None:
    bank = imported(tmp_path, example("markdown", 1))
    assert bank.messages == ()
    question = bank.questions[0]
    assert (question.id, question.target_s, question.difficulty) == ("etl-platform", 120.0, 3)
    assert question.rubric.points[0].accept == {"ADF": ("data factory",)}
    written = set(re.findall(r"^\s*(?:- )?(\w+):", example("markdown", 1), re.MULTILINE))
    assert set(CoachFields.model_fields) - {"budgets"} <= written  # which are for stories alone
    assert set(PointFields.model_fields) - {"id", "part"} <= written


def test_every_field_type_and_part_is_named() -> None:
    for name in (*CoachFields.model_fields, *PointFields.model_fields, *QuestionType, *StarPart):
        assert f"`{name}`" in GUIDE or f" {name}:" in GUIDE or f"- {name}:" in GUIDE, name


@pytest.mark.parametrize(
    ("text", "code"),
    [("I wait â€“ then act.", "mojibake-repaired"), (r"See \.tf\ files.", ""), ("It is costing /yr.", "")],
)
def test_what_repair_does(tmp_path: Path, text: str, code: str) -> None:
    bank = imported(tmp_path, f"### 1. Why?\n**Answer:**\n* {text}\n")
    codes = [message.code for message in bank.messages]
    assert codes
    assert not code or code in codes
    assert ("[amount?]" in bank.questions[0].rubric.points[0].text) is ("costing" in text)
    assert bool(bank.questions[0].todo) is ("costing" in text)


def test_the_lexicon(tmp_path: Path) -> None:
    own = tmp_path / "lexicon.json"
    own.write_text(example("json"), encoding="utf-8")
    library = Library(tmp_path / "shipped", tmp_path / "own", lexicons=[own])
    assert library.lexicon.spoken("Why ZQX?") == "Why zee-quex?"
