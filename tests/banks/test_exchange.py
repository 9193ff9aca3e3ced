"""CSV, Anki's text form and plain text, in and out."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewer.banks.importing import apply, preview
from interviewer.banks.library import Library
from interviewer.interview.documents.document import parse
from interviewer.interview.documents.exchange import Exported, to_anki, to_csv, to_text
from interviewer.interview.question import Bank

BANK = parse(
    '## 1. First\n\n### 1. Why **this**, not "that"?\n**Answer:**\n* Because, well; it is < 5 & fast.\n'
    "* It has | tabs.\n\n```yaml coach\nid: why\ntags: [one, two words]\n```\n\n"
    "### 2. And how?\n**Answer:**\nI do it slowly. Then I do it again.\n",
    name="small",
)
FORMS = {"bank.csv": to_csv, "bank.anki.txt": to_anki, "bank.txt": to_text}


def points(bank: Bank) -> list[list[str]]:
    return [[point.text for point in question.rubric.points] for question in bank.questions]


@pytest.mark.parametrize("name", sorted(FORMS))
def test_what_goes_out_comes_in_again(library: Library, tmp_path: Path, name: str) -> None:
    exported: Exported = FORMS[name](BANK)
    file = tmp_path / name
    file.write_bytes(exported.text.encode())
    planned = preview(library, file, into="again")
    assert not planned.messages
    apply(planned)
    again = library.load("again")
    assert [question.text for question in again.questions] == [question.text for question in BANK.questions]
    assert points(again) == points(BANK)
    if name != "bank.txt":
        assert again.questions[0].tags == ("one", "two-words")
    if name == "bank.csv":
        assert again.questions[0].id == "why"


@pytest.mark.parametrize("export", FORMS.values())
def test_what_a_form_can_not_hold_is_said(export: object) -> None:
    exported: Exported = export(BANK)  # type: ignore[operator]
    assert [message.code for message in exported.messages] == ["not-held"]
    assert "STAR" in exported.messages[0].text


def test_messages_name_the_line_in_the_file_that_came_in(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "cards.csv"
    file.write_text('question,answer\nWhy?,"So.\nIt is costing /yr now."\n,So.\nHow?,\n', encoding="utf-8")
    planned = preview(library, file)
    assert [(one.code, one.line) for one in planned.messages] == [
        ("amount-lost", 3), ("row-incomplete", 4), ("no-answer", 5)
    ]  # fmt: skip


def test_columns_that_are_set_apart_by_tabs(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "cards.tsv"
    file.write_text("back\tfront\n\nIt is costing /yr now.\tWhy, then?\n", encoding="utf-8")
    planned = preview(library, file)
    assert [question.text for question in planned.bank.questions] == ["Why, then?"]
    assert [(one.code, one.line) for one in planned.messages] == [("amount-lost", 3)]


def test_cards_with_html_come_in_as_text(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "cards.txt"
    file.write_text(
        "#separator:tab\n#html:true\nWhat is <b>it</b>?\t"
        "<ul><li>One &amp; two</li><li><script>x()</script>Three</li>"
        "</ul>\n",
        encoding="utf-8",
    )
    planned = preview(library, file)
    assert planned.bank.questions[0].text == "What is it?"
    assert points(planned.bank) == [["One & two", "Three"]]


def test_plain_text_with_questions_and_answers(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text(
        "Some words first.\n\nQ: Why\nso late?\nA: - One.\n- Two.\n\n# no heading\nQ2: How?\nA2: So.\n",
        encoding="utf-8",
    )
    planned = preview(library, file)
    assert [question.text for question in planned.bank.questions] == ["Why so late?", "How?"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.csv", 'a,b\n"open'),
        ("x.csv", "only\n"),
        ("x.csv", ",\n"),
        ("x.txt", "nothing here\n"),
        ("x.txt", "#separator:tab\n#html:true"),
        ("x.md", "1. What is A?\nIt is A.\n2. I like B.\nSo do I.\n"),
    ],
)
def test_files_without_questions_are_refused(library: Library, tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    planned = preview(library, tmp_path / name)
    assert planned.refused
    assert all(message.line for message in planned.messages)
