"""The first document as it came, damaged: everything in it is found, and each damaged place."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from interviewer import paths
from interviewer.interview.documents.document import parse
from interviewer.interview.documents.repair import Damage, Repaired, lines_of, messages, repaired
from interviewer.interview.lexicon import lexicon_from
from interviewer.interview.question import Bank, KeyPoint, Origin, Question, QuestionType

SEED = Path(__file__).parents[1] / "data" / "seed" / "model-answers.md"
IN_LISTS = (Origin.BULLET, Origin.NUMBERED)


@pytest.fixture(scope="module")
def text() -> str:
    return SEED.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def repair(text: str) -> Repaired:
    return repaired(text, backticks=True)


@pytest.fixture(scope="module")
def bank(repair: Repaired) -> Bank:
    lexicon = lexicon_from(json.loads((paths.assets() / "lexicon.json").read_text(encoding="utf-8")))
    return parse(repair.text, file="model-answers.md", name="seed", lexicon=lexicon)


def points(bank: Bank, *origins: Origin) -> list[KeyPoint]:
    return [
        point for question in bank.questions for point in question.rubric.points if point.origin in origins
    ]


def at(bank: Bank, section: int, number: int) -> Question:
    return next(one for one in bank.questions if (one.section, one.number) == (section, number))


def test_all_questions_stand_in_their_ten_sections(bank: Bank) -> None:
    assert len(bank.questions) == 58
    assert [section.number for section in bank.sections] == list(range(1, 11))
    assert Counter(question.section for question in bank.questions) == {
        1: 6, 2: 7, 3: 5, 4: 7, 5: 5, 6: 6, 7: 5, 8: 7, 9: 5, 10: 5
    }  # fmt: skip
    assert not [message for message in bank.messages if message.severity != "info"]


def test_the_second_line_is_a_subtitle(bank: Bank) -> None:
    assert bank.title.startswith("Gartner Associate Director")
    assert "Model Interview Answers" not in [section.title for section in bank.sections]


def test_each_list_item_is_a_key_point_of_its_own(bank: Bank, repair: Repaired) -> None:
    lines = lines_of(repair.text)
    items = {number: line for number, line in enumerate(lines, 1) if re.match(r"(?:\*|\d+\.) {2,3}\S", line)}
    found = points(bank, *IN_LISTS)
    assert len(items) == 143
    assert [point.lines for point in found] == [(number, number) for number in items]
    assert sum(point.origin is Origin.NUMBERED for point in found) == 27


def test_labels_are_known_and_stay_in_the_text(bank: Bank) -> None:
    labelled = [point for point in points(bank, *IN_LISTS) if point.label]
    assert len(labelled) == 122
    assert len([point for one in bank.questions for point in one.rubric.points if point.label]) == 122
    assert all(point.text.startswith(f"{point.label}: ") for point in labelled)


def test_sentences_after_the_last_bullet_are_points_of_their_own(bank: Bank) -> None:
    assert [point.text for point in points(bank, Origin.CLOSING)] == [
        "I do not write critical path production code that would block the team if I’m in meetings.",
        "Leadership fears the unknown. Frequent, clear updates calm the nerves, even if the news is bad.",
    ]


def test_paragraph_answers_are_split_into_claims(bank: Bank) -> None:
    told = [
        question
        for question in bank.questions
        if all(point.origin is Origin.PARAGRAPH for point in question.rubric.points)
    ]
    assert len(told) == 13
    assert all(len(question.rubric.points) >= 3 for question in told)
    claims = [point.text for question in told for point in question.rubric.points]
    # an end of a sentence inside a claim would be a second idea
    assert not [claim for claim in claims if re.search(r"(?<!vs)\.\s+[A-Z]", claim)]


def test_a_sentence_that_only_leads_in_is_no_point(bank: Bank) -> None:
    texts = [point.text for point in points(bank, Origin.INTRO)]
    assert not [
        text for text in texts if text.endswith(":") or "stay hands-on" in text or "checklist" in text
    ]
    assert "I design pipelines with Separation of Concerns." in texts


def test_no_residue_of_markup_quotes_or_stage_notes(bank: Bank) -> None:
    every = [point.text for question in bank.questions for point in question.rubric.points]
    assert not [text for text in every if re.search(r"[\"“”`\\]|(?<!\*)\*\*(?!\*)|\(STAR|\(Example\)", text)]
    assert not [text for text in every if text != text.strip() or text[0] in "'*-:" or "â€" in text]
    questions = [question.text for question in bank.questions] + [question.say for question in bank.questions]
    assert not [text for text in questions if re.search(r"[*\"`\\]|^\d+\.", text)]
    # three asterisks inside a code span are content
    assert sum("***" in text for text in every) == 2


def test_answers_that_are_stories_have_their_parts(bank: Bank) -> None:
    parts = [point.part for point in at(bank, 10, 1).rubric.points]
    assert parts == ["situation", "task", "action", "result"]
    assert [point.part for point in at(bank, 10, 2).rubric.points] == [
        "situation", "action", "result", "learning"
    ]  # fmt: skip
    assert at(bank, 10, 1).answer_kind == at(bank, 10, 2).answer_kind == "star"
    # the label says STAR, the answer is none
    assert at(bank, 1, 1).answer_kind == "architectural"
    # "Context (Commodity)" is no situation
    assert not any(point.part for point in at(bank, 10, 3).rubric.points)


def test_five_questions_are_behavioural(bank: Bank) -> None:
    stories = [(one.section, one.number) for one in bank.questions if one.type is QuestionType.BEHAVIOURAL]
    assert stories == [(5, 5), (7, 5), (8, 5), (10, 1), (10, 2)]


def test_damage_is_listed_by_line(text: str) -> None:
    found = repaired(text)
    assert Counter(place.damage for place in found.places) == {
        Damage.MOJIBAKE: 5, Damage.BACKSLASHES: 23, Damage.AMOUNT: 6
    }  # fmt: skip
    assert len({place.line for place in found.places}) == 26
    assert [place.line for place in found.of(Damage.MOJIBAKE)] == [21, 22, 25, 111, 143]
    assert [place.line for place in found.of(Damage.AMOUNT)] == [362, 362, 362, 414, 416, 426]
    # each place has a message with its line, and the backslashes are one offer
    told = messages(found, file="model-answers.md")
    assert {message.line for message in told} == {place.line for place in found.places}
    assert [message.code for message in told].count("backslashes-offered") == 1
    assert all(message.file for message in told)


def test_backslashes_are_left_alone_until_the_offer_is_accepted(text: str) -> None:
    assert repaired(text).text.count("\\") == text.count("\\") == 46
    accepted = repaired(text, backticks=True).text
    assert "\\" not in accepted
    assert "`apply`" in accepted
    assert "`azurerm`" in accepted
    assert "`***`" in accepted


def test_lost_amounts_are_marked_and_nothing_is_made_up(text: str, bank: Bank) -> None:
    found = repaired(text).text
    assert found.count("[amount?]") == 6
    assert found.replace("[amount?]", "").count("/yr in") == 1
    assert {(one.section, one.number): len(one.todo) for one in bank.questions if one.todo} == {
        (8, 5): 3, (9, 5): 2, (10, 1): 1
    }  # fmt: skip


def test_repair_touches_only_the_damaged_lines(text: str) -> None:
    found = repaired(text, backticks=True)
    before, after = lines_of(text), lines_of(found.text)
    differing = {number for number, (a, b) in enumerate(zip(before, after, strict=True), 1) if a != b}
    assert differing == {place.line for place in found.places}


def test_questions_are_spoken_right(bank: Bank) -> None:
    spoken = {(one.section, one.number): one.say for one in bank.questions}
    assert spoken[1, 2] == (
        "When would you choose A-D-F versus Azure Functions versus Databricks Jobs in a data pipeline?"
    )
    assert "C-I-C-D" in spoken[4, 1]
    assert "R-P-O and R-T-O" in spoken[5, 2]
    assert not [say for say in spoken.values() if re.search(r"\b(?:vs|CI/CD|ADF|AKS)\b|[/&+*]", say)]
