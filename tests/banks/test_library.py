"""Finding banks and questions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from interviewer import paths
from interviewer.banks.library import Library
from interviewer.errors import InputError
from interviewer.interview.question import Origin

DOCUMENT = "## {0}. Section {0}\n\n### 1. How do you handle ZQX number {0}?\n**Answer:**\n* So.\n"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    for number in (2, 1):
        (shipped / "two").mkdir(parents=True, exist_ok=True)
        (shipped / "two" / f"0{number}-part.md").write_text(DOCUMENT.format(number), encoding="utf-8")
    own.mkdir()
    (own / "single.md").write_text(DOCUMENT.format(7), encoding="utf-8")
    return Library(shipped, own)


def test_a_folder_is_a_bank_and_so_is_a_file(library: Library) -> None:
    assert library.names() == ["single", "two"]
    assert len(library.load("single").questions) == 1
    bank = library.load("two")
    assert [section.title for section in bank.sections] == ["Section 1", "Section 2"]
    assert [question.section for question in bank.questions] == [1, 2]


def test_a_bank_is_found_by_its_path(library: Library, tmp_path: Path) -> None:
    assert library.load(tmp_path / "shipped" / "two").name == "two"
    assert library.load(str(tmp_path / "own" / "single.md")).name == "single"


def test_the_own_copy_shadows_the_shipped_one(library: Library, tmp_path: Path) -> None:
    (tmp_path / "own" / "two").mkdir()
    (tmp_path / "own" / "two" / "mine.md").write_text(DOCUMENT.format(9), encoding="utf-8")
    assert [question.text for question in library.load("two").questions] == [
        "How do you handle ZQX number 9?"
    ]
    assert library.names() == ["single", "two"]


def test_a_folder_without_a_document_that_can_be_read_says_why(library: Library, tmp_path: Path) -> None:
    broken = tmp_path / "own" / "broken"
    broken.mkdir()
    with pytest.raises(InputError) as fault:
        library.load(broken)
    assert "A bank is a folder of .md files." in fault.value.in_words()
    (broken / "a.md").write_bytes(b"%PDF-1.7")
    with pytest.raises(InputError) as fault:
        library.load("broken")
    assert "this is a PDF" in fault.value.in_words()


def test_hidden_files_and_links_are_no_banks(library: Library, tmp_path: Path) -> None:
    (tmp_path / "own" / ".hidden.md").write_text(DOCUMENT.format(8), encoding="utf-8")
    (tmp_path / "own" / "link.md").symlink_to(tmp_path / "own" / "single.md")
    assert library.names() == ["single", "two"]


def test_an_unknown_bank_names_the_nearest(library: Library) -> None:
    with pytest.raises(InputError) as fault:
        library.load("singel")
    assert "single" in fault.value.in_words()
    with pytest.raises(InputError, match="no bank at"):
        library.load(Path("no") / "such" / "bank")


def test_an_unknown_question_names_the_nearest(library: Library) -> None:
    bank = library.load("two")
    assert library.question(bank, "handle-zqx-number-2").section == 2
    with pytest.raises(InputError) as fault:
        library.question(bank, "handle-zqx-nmber-2")
    assert "handle-zqx-number-2" in fault.value.in_words()


def test_the_persons_spoken_forms_win(library: Library, tmp_path: Path) -> None:
    own = tmp_path / "lexicon.json"
    own.write_text(json.dumps({"entries": [{"written": "ZQX", "spoken": "zee-quex"}]}), encoding="utf-8")
    assert "Z-Q-X" in library.load("two").questions[0].say
    taught = Library(tmp_path / "shipped", tmp_path / "own", lexicons=[paths.assets() / "lexicon.json", own])
    assert "zee-quex" in taught.load("two").questions[0].say


def test_the_persons_lexicon_lies_in_the_apps_folder(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path / "home"))
    own = paths.home() / "lexicon.json"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text('{"entries": [{"written": "ZQX", "spoken": "zee-quex"}]}', encoding="utf-8")
    taught = Library(tmp_path / "shipped", tmp_path / "own")
    assert taught.load("two").questions[0].say == "How do you handle zee-quex number 1?"
    assert taught.lexicon.spoken("ADF") == "A-D-F"


@pytest.mark.parametrize("text", ["[]", "{", '{"entries": [{"written": "x"}]}', '{"entries": 3}'])
def test_a_broken_lexicon_is_named(library: Library, tmp_path: Path, text: str) -> None:
    own = tmp_path / "lexicon.json"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"lexicon\.json"):
        Library(tmp_path / "shipped", tmp_path / "own", lexicons=[own]).load("two")


def test_the_shipped_banks_have_no_faults(tmp_path: Path) -> None:
    library = Library(paths.questions(), tmp_path)
    names = library.names()
    assert {"azure-platform-director", "behavioural"} <= set(names)
    for name in names:
        bank = library.load(name)
        assert not bank.messages
        assert all(point.origin is Origin.COACH for one in bank.questions for point in one.rubric.points)
        assert len({one.id for one in bank.questions}) == len(bank.questions)


def test_the_points_of_the_shipped_banks_hold_together(tmp_path: Path) -> None:
    library = Library(paths.questions(), tmp_path)
    for question in (one for name in library.names() for one in library.load(name).questions):
        points = question.rubric.points
        assert 1 <= len(question.follow_ups) <= 2, question.id
        labels = {point.label for point in points}
        assert {one.if_missing for one in question.follow_ups if one.if_missing} <= labels, question.id
        assert question.wants_star is any(point.part for point in points), question.id
        for point in points:
            assert point.text.endswith("."), point.text
            assert point.terms, point.text
            assert point.accept.keys() <= set(point.terms), point.text
            for term in point.terms:
                said = (term, *point.accept.get(term, ()))
                assert any(one.casefold() in point.text.casefold() for one in said), (term, point.text)


def test_what_the_shipped_bank_wants_told_from_ones_own_life(tmp_path: Path) -> None:
    bank = Library(paths.questions(), tmp_path).load("azure-platform-director")
    stories = [one for one in bank.questions if one.wants_star]
    principles = [one for one in bank.questions if "real-example" in one.tags]
    assert [(one.section, one.number) for one in stories] == [(5, 5), (7, 5), (8, 5), (10, 1), (10, 2)]
    assert len(principles) == 15
    assert not any(one.wants_star for one in principles)
    # it is asked whatever was said: the principle alone is half an answer
    assert all(any(ask.if_missing is None for ask in one.follow_ups) for one in principles)
    lost = [one for one in bank.questions if one.todo]
    assert [len(one.todo) for one in lost] == [3, 2, 1]
