"""Documents that are damaged, hostile or none: a clear message with file and line, and no harm done."""

from __future__ import annotations

import os
import socket
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewer.banks import importing
from interviewer.banks.files import LARGEST_BYTES
from interviewer.banks.importing import Import, preview
from interviewer.banks.library import Library
from interviewer.errors import InputError

BAD = Path(__file__).parents[1] / "data" / "bad_banks"
GOOD = "# Bank\n\n### 1. How do you test?\n**Answer:**\n* I write a test first.\n"

#: file -> (code, line) of each message; None where the file can't be read at all
EXPECTED: dict[str, list[tuple[str, int]] | None] = {
    "answer_without_question.md": [("answer-without-question", 3)],
    "binary.md": None,
    "blank.md": None,
    "bom.md": [],
    "cr.md": [],
    "crlf.md": [],
    "duplicate_id.md": [("duplicate-id", 16)],
    "duplicate_question.md": [("duplicate-question", 10)],
    "empty.md": None,
    "front_matter_broken.md": [("yaml", 2)],
    "front_matter_foreign.md": [("front-matter-key", 3)],
    "front_matter_open.md": [("front-matter-open", 1)],
    "heading_one_shifted.md": [("heading-level", 10)],
    "headings_shifted.md": [],
    "headings_underlined.md": [],
    "html_and_script.md": [("html-ignored", 12), ("image-ignored", 13), ("image-ignored", 14)],
    "latin1.md": [("encoding-guessed", 8), ("encoding-guessed", 8)],
    "no_answer.md": [("no-answer", 10)],
    "no_questions.md": [("no-questions", 1)],
    "nul.md": [("control-characters", 8)],
    "picture.md": None,
    "right_to_left.md": [],
    "rule_starts_document.md": [],
    "stray_byte.md": [("encoding-guessed", 8)],
    "two_coach_fences.md": [("coach-fence-twice", 12)],
    "unclosed_coach_fence.md": [("fence-open", 10)],
    "unclosed_code_fence.md": [("fence-open", 10), ("code-ignored", 10)],
    "utf16.md": [("encoding-converted", 1)],
    "utf16_no_mark.md": [("encoding-converted", 1)],
    "yaml_alias.md": [("yaml-alias", 11)],
    "yaml_bomb.md": [("yaml-alias", 10)],
    "yaml_broken.md": [("yaml", 11)],
    "yaml_duplicate_key.md": [("yaml-duplicate-key", 12)],
    "yaml_no_is_a_word.md": [],
    "yaml_tag.md": [("yaml-tag", 11)],
    "yaml_unknown_field.md": [("coach-field", 11)],
    "yaml_wrong_values.md": [("coach-field", line) for line in (11, 12, 15, 16)],
}
REFUSED = {
    "duplicate_id.md", "front_matter_broken.md", "front_matter_open.md", "no_questions.md",
    "two_coach_fences.md",
    "unclosed_coach_fence.md", "unclosed_code_fence.md", "yaml_alias.md", "yaml_bomb.md", "yaml_broken.md",
    "yaml_duplicate_key.md",
    "yaml_tag.md", "yaml_unknown_field.md", "yaml_wrong_values.md",
}  # fmt: skip


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    def no_network(*_: object) -> None:
        raise AssertionError("a document may not reach the network")

    monkeypatch.setattr(socket.socket, "connect", no_network)
    own = tmp_path / "own"
    (own / "bank").mkdir(parents=True)
    (own / "bank" / "bank.md").write_text(GOOD, encoding="utf-8")
    return Library(tmp_path / "shipped", own, lexicons=())


def everything_under(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def points(planned: Import) -> list[int]:
    return [len(question.rubric.points) for question in planned.bank.questions]


def test_the_corpus_and_the_table_agree() -> None:
    assert {path.name for path in BAD.iterdir()} == EXPECTED.keys()


@pytest.mark.parametrize("name", sorted(EXPECTED))
@pytest.mark.fault(
    "a damaged question document", sees="each fault, with its line", kept="the document, untouched"
)
def test_each_document_is_told_about_line_by_line_and_does_no_harm(library: Library, name: str) -> None:
    before = everything_under(library.own)
    told = EXPECTED[name]
    if told is None:
        with pytest.raises(InputError, match="line 1") as refused:
            preview(library, BAD / name, into="bank")
        assert refused.value.fix
    else:
        planned = preview(library, BAD / name, into="bank")
        assert [(one.code, one.line) for one in planned.messages] == told
        assert all(one.file and one.text for one in planned.messages)
        assert planned.refused is (name in REFUSED)
        if planned.refused:
            with pytest.raises(InputError, match=rf"{name}, line \d+"):
                importing.apply(planned)
    assert everything_under(library.own) == before


READ = sorted(name for name, told in EXPECTED.items() if name not in REFUSED and told is not None)


@pytest.mark.parametrize("name", READ)
def test_what_is_only_warned_about_is_imported_and_reads_the_same_again(library: Library, name: str) -> None:
    planned = preview(library, BAD / name, into="new")
    importing.apply(planned)
    again = library.load("new")
    assert [question.text for question in again.questions] == [
        question.text for question in planned.bank.questions
    ]
    assert [question.id for question in again.questions] == [
        question.id for question in planned.bank.questions
    ]
    assert [[p.text for p in q.rubric.points] for q in again.questions] == [
        [p.text for p in q.rubric.points] for q in planned.bank.questions
    ]


@pytest.mark.fault("HTML and scripts in a bank", sees="the text of it", kept="nothing is run")
def test_html_is_text_and_scripts_are_nothing(library: Library) -> None:
    question = preview(library, BAD / "html_and_script.md", into="bank").bank.questions[1]
    assert question.text == "What is this?"
    assert [point.text for point in question.rubric.points] == [
        "It is text.", "A link and picture.", "<your name> is a placeholder."
    ]  # fmt: skip


def test_no_is_a_word(library: Library) -> None:
    question = preview(library, BAD / "yaml_no_is_a_word.md", into="bank").bank.questions[0]
    assert (question.say, question.tags) == ("no", ("no", "yes", "on", "1.0"))


def test_thirty_levels_of_lists_keep_every_item(library: Library, tmp_path: Path) -> None:
    nested = "".join(f"{'  ' * level}- level number {level}\n" for level in range(30))
    (tmp_path / "deep.md").write_text(f"### 1. How deep?\n**Answer:**\n{nested}", encoding="utf-8")
    planned = preview(library, tmp_path / "deep.md", into="bank")
    texts = [point.text for point in planned.bank.questions[0].rubric.points]
    assert texts == [f"level number {level}" for level in range(30)]


@pytest.mark.parametrize(
    "text",
    ["".join("  " * n + f"- item {n}\n" for n in range(400)), "- " * 400 + "item\n", "> " * 3000 + "x\n"],
)
def test_nesting_past_all_reason_is_read_flat(library: Library, tmp_path: Path, text: str) -> None:
    (tmp_path / "deep.md").write_text(f"### 1. How deep?\n**Answer:**\n{text}", encoding="utf-8")
    planned = preview(library, tmp_path / "deep.md", into="bank")
    assert points(planned) == [text.count("item") or 1]
    assert "nested-too-deep" in [message.code for message in planned.messages]


def test_five_hundred_bullets(library: Library, tmp_path: Path) -> None:
    bullets = "".join(f"* Point number {index}.\n" for index in range(500))
    (tmp_path / "many.md").write_text(f"### 1. How many?\n**Answer:**\n{bullets}", encoding="utf-8")
    planned = preview(library, tmp_path / "many.md", into="bank")
    assert points(planned) == [500]
    assert len({point.id for point in planned.bank.questions[0].rubric.points}) == 500


@pytest.mark.fault(
    "a document of fifty megabytes", sees="its questions, or why not", kept="the document, untouched"
)
def test_fifty_megabytes_are_read_or_refused_in_words(library: Library, tmp_path: Path) -> None:
    big = tmp_path / "big.md"
    big.write_bytes(GOOD.encode() + b"* " + b"word " * 10_000_000)
    planned = preview(library, big, into="bank")
    assert points(planned) == [2]
    with big.open("ab") as file:
        file.truncate(LARGEST_BYTES + 1)
    with pytest.raises(InputError, match="MB"):
        preview(library, big, into="bank")


@pytest.mark.parametrize(
    "line",
    [
        "```a\n",
        "---\n",
        "~~~\n```\n",
        "# x\n",
        "<!--\n",
        "**Answer:**\n",
        "((((\n",
        "**a *b\n",
        "\\a \\\n",
        "| a |\n",
    ],
)
@pytest.mark.fault(
    "ten thousand lines that are made to take long",
    sees="what can be read, in time",
    kept="the document, untouched",
)
def test_ten_thousand_hostile_lines_take_no_hostile_time(library: Library, tmp_path: Path, line: str) -> None:
    (tmp_path / "lines.md").write_text(GOOD + line * 10_000, encoding="utf-8")
    planned = preview(library, tmp_path / "lines.md", into="bank")
    assert planned.bank.questions[0].text in {"How do you test?", "x"}


def test_a_folder_in_place_of_a_file(library: Library, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder"):
        preview(library, tmp_path, into="bank")


def test_a_file_that_is_not_there(library: Library, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not there"):
        preview(library, tmp_path / "none.md", into="bank")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes among its files")
def test_a_pipe_is_no_file(library: Library, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    with pytest.raises(InputError, match="no ordinary file"):
        preview(library, tmp_path / "pipe.md", into="bank")
    with pytest.raises(InputError, match="no ordinary file"):
        library.load(tmp_path / "pipe.md")


def test_a_name_that_no_bank_can_have_is_shown_where_it_stands(library: Library, tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text(f"---\ntitle: X\nbank: ../../x\n---\n{GOOD}", encoding="utf-8")
    with pytest.raises(InputError, match=r"x\.md, line 3: “\.\./\.\./x”"):
        preview(library, tmp_path / "x.md")
    assert preview(library, tmp_path / "x.md", into="bank").place.name == "bank"


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("### 1. Q?\n* a\n```yaml coach\nidd: a\n```\n", "id, say"),
        ("### 1. Q?\n* a\n```yaml coach\npoints:\n  - point: a\n    word: b\n```\n", "point, id, label"),
        ("---\ntitel: X\n---\n### 1. Q?\n* a\n", "bank, title"),
        ("---\ndefaults: {level: 1}\n---\n### 1. Q?\n* a\n", "difficulty, target"),
    ],
)
def test_a_field_that_there_is_not_is_told_with_those_that_there_are(
    library: Library, tmp_path: Path, written: str, known: str
) -> None:
    (tmp_path / "x.md").write_text(written, encoding="utf-8")
    (told,) = preview(library, tmp_path / "x.md", into="bank").messages
    assert f"there are {known}" in told.text


def test_a_table_without_questions_is_told_once(library: Library, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("question,answer\n", encoding="utf-8")
    planned = preview(library, tmp_path / "x.csv", into="bank")
    assert [(one.code, one.line) for one in planned.messages] == [("no-questions", 1)]


@pytest.fixture
def nobody() -> Iterator[None]:
    """Root may read everything: then the test goes on as somebody else."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if root:
        os.seteuid(65534)
    yield
    if root:
        os.seteuid(0)


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_a_file_that_may_not_be_read(library: Library, nobody: None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        locked = Path(folder) / "locked.md"
        locked.write_text(GOOD, encoding="utf-8")
        locked.chmod(0)
        with pytest.raises(InputError, match="may not be read"):
            preview(library, locked, into="other")
        Path(folder).chmod(0)
        with pytest.raises(InputError, match="may not be read"):
            preview(library, locked, into="other")
        Path(folder).chmod(0o700)


def test_ten_thousand_questions(library: Library, tmp_path: Path) -> None:
    one = (
        "### {0}. How would you handle case {0}?\n**Answer:**\n* **First:** I look.\n* I tell {0} people.\n\n"
    )
    file = tmp_path / "many.md"
    file.write_text("".join(one.format(number) for number in range(10_000)), encoding="utf-8")
    planned = preview(library, file, into="many")
    assert len({question.id for question in planned.bank.questions}) == 10_000
    assert set(points(planned)) == {2}
    assert planned.bank.questions[-1].rubric.points[-1].text == "I tell 9999 people."


@pytest.mark.fault(
    "links in a bank that lead to files outside",
    sees="which are refused",
    kept="the rest of the bank; no file outside is opened",
)
def test_links_out_of_a_bank_are_refused_and_the_rest_is_read(library: Library, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text(GOOD.replace("How do you test", "What is the secret"), encoding="utf-8")
    (library.own / "bank" / "link.md").symlink_to(secret)
    (library.own / "bank" / "loop.md").symlink_to(library.own / "bank" / "loop.md")
    bank = library.load("bank")
    assert [question.text for question in bank.questions] == ["How do you test?"]
    assert [message.code for message in bank.messages] == ["file-refused", "file-refused"]
    assert "outside" in bank.messages[0].text


@pytest.mark.parametrize("change", ["edit", "remove"])
@pytest.mark.fault(
    "a document changes while it is imported", sees="that it changed", kept="the bank as it was"
)
def test_a_document_that_changes_during_the_import_is_not_imported(
    library: Library, tmp_path: Path, change: str
) -> None:
    file = tmp_path / "changing.md"
    file.write_text(GOOD, encoding="utf-8")
    planned = preview(library, file, into="bank")
    before = everything_under(library.own)
    file.unlink() if change == "remove" else file.write_text(GOOD + "\nmore", encoding="utf-8")
    with pytest.raises(InputError, match="has changed since"):
        importing.apply(planned)
    assert everything_under(library.own) == before


@pytest.mark.fault(
    "a bank changes while something is imported into it", sees="that it changed", kept="the bank as it is now"
)
def test_a_bank_that_changes_during_the_import_is_not_overwritten(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "bank.md"
    file.write_text(GOOD + "* And one more.\n", encoding="utf-8")
    planned = preview(library, file, into="bank")
    theirs = library.own / "bank" / "bank.md"
    theirs.write_text(GOOD + "* Theirs.\n", encoding="utf-8")
    with pytest.raises(InputError, match="has changed since"):
        importing.apply(planned)
    assert "Theirs" in theirs.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["../outside", "a/b", "", ".hidden", "x" * 100, "end."])
@pytest.mark.fault(
    "a bank name that is a path out of the library", sees="that it can be no name", kept="everything outside"
)
def test_names_that_lead_elsewhere_are_refused(library: Library, tmp_path: Path, name: str) -> None:
    (tmp_path / "good.md").write_text(GOOD, encoding="utf-8")
    if name:
        with pytest.raises(InputError, match=r"name of a bank|no bank"):
            preview(library, tmp_path / "good.md", into=name)
    else:
        assert preview(library, tmp_path / "good.md", into=name).place == library.own / "good"


def test_a_word_of_ten_thousand_letters_takes_no_time(library: Library, tmp_path: Path) -> None:
    """Found by benchmarks/fuzz.py: it took hours."""
    file = tmp_path / "long.md"
    file.write_text("### 1. Why?\n" + "a" * 10_000 + "\n", encoding="utf-8")
    began_s = time.process_time()
    preview(library, file)
    assert time.process_time() - began_s < 2
