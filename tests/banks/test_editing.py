"""Editing by splicing: small edits are small diffs, all can be undone, others' changes are never lost."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import ndiff
from pathlib import Path

import pytest

from interviewer import paths
from interviewer.banks.editing import Editing
from interviewer.banks.library import Library
from interviewer.errors import InputError
from interviewer.interview.documents.splice import without_fences
from interviewer.interview.question import KeyPoint, Origin, PointId, Question, QuestionId, Rubric, StarPart

DOCUMENT = """# Small bank

## 1. First

### 1. How would you design a **scalable** platform with **ADF**?
**Answer:**
"I start small.
*   **Ingestion:** I use **ADF**.
*   **Storage:** One lake."

```yaml coach
id: scalable-platform
say: How would you design a scalable platform?   # said slowly
type: design
# a remark of my own
target: 2m
tags: [azure, lakehouse]
points:
  - point: ADF brings batch data into Bronze.
    label: Ingestion
    weight: 3
    terms: [ADF]
    accept: {ADF: [data factory]}
  - point: One lake is the single source of truth.
    label: Storage
follow_ups:
  - ask: Why not two lakes?
    if_missing: Storage
```

### 2. Why this role?
**Answer:**
I like the team. I like the work.

---
"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    own = tmp_path / "own"
    (own / "small").mkdir(parents=True)
    (own / "small" / "small.md").write_text(DOCUMENT, encoding="utf-8")
    return Library(paths.questions(), own)


@pytest.fixture
def file(library: Library) -> Path:
    return library.own / "small" / "small.md"


def question(editing: Editing, place: int) -> Question:
    return editing.bank.questions[place]


def differing(before: str, after: str) -> tuple[list[str], list[str]]:
    lines = list(ndiff(before.splitlines(), after.splitlines()))
    return (
        [line[2:] for line in lines if line.startswith("- ")],
        [line[2:] for line in lines if line.startswith("+ ")],
    )


def with_points(one: Question, *points: KeyPoint) -> Question:
    return replace(one, rubric=Rubric(points))


def test_a_word_in_the_question_is_one_line_and_keeps_its_marks(library: Library, file: Path) -> None:
    editing = Editing(library, "small")
    text = "How would you design a scalable system with ADF?"
    bank = editing.change(replace(question(editing, 0), text=text))
    assert bank.questions[0].text == text
    assert bank.questions[0].id == "scalable-platform"
    gone, new = differing(DOCUMENT, file.read_text(encoding="utf-8"))
    assert gone == ["### 1. How would you design a **scalable** platform with **ADF**?"]
    assert new == ["### 1. How would you design a **scalable** system with **ADF**?"]


def test_a_word_in_a_key_point_is_one_line(library: Library, file: Path) -> None:
    editing = Editing(library, "small")
    one = question(editing, 0)
    first, second = one.rubric.points
    edited = replace(first, text="ADF brings raw data into Bronze.")
    assert editing.change(with_points(one, edited, second)).questions[0].rubric.points[0].text == edited.text
    assert differing(DOCUMENT, file.read_text(encoding="utf-8")) == (
        ["  - point: ADF brings batch data into Bronze."],
        ["  - point: ADF brings raw data into Bronze."],
    )


@pytest.mark.parametrize(
    ("change", "gone", "new"),
    [
        ({"target_s": 90.0}, ["target: 2m"], ["target: 90s"]),
        ({"tags": ("azure",)}, ["tags: [azure, lakehouse]"], ["tags: [azure]"]),
        ({"say": "Design a platform: how?"}, None, ['say: "Design a platform: how?"   # said slowly']),
        ({"difficulty": 4}, [], ["difficulty: 4"]),
        ({"todo": ("ask for the figure",)}, [], ["todo: [ask for the figure]"]),
    ],
)
def test_a_field_is_one_line_and_remarks_stay(
    library: Library, file: Path, change: dict[str, object], gone: list[str] | None, new: list[str]
) -> None:
    editing = Editing(library, "small")
    editing.change(replace(question(editing, 0), **change))  # type: ignore[arg-type]
    text = file.read_text(encoding="utf-8")
    removed, added = differing(DOCUMENT, text)
    assert added == new
    assert gone is None or removed == gone
    assert "# a remark of my own" in text


def test_points_are_added_removed_reordered_split_and_merged(library: Library, file: Path) -> None:
    editing = Editing(library, "small")
    one = question(editing, 0)
    first, second = one.rubric.points
    third = KeyPoint(
        PointId("x"), "Result: it holds 99 % of the time", "Result", weight=2, part=StarPart.RESULT,
        terms=("99 %",), accept={"99 %": ("almost always",)}, origin=Origin.COACH,
    )  # fmt: skip
    reordered = editing.change(with_points(one, second, third, first)).questions[0]
    assert [(p.text, p.label, p.weight, p.part, p.terms, p.accept) for p in reordered.rubric.points] == [
        (p.text, p.label, p.weight, p.part, p.terms, p.accept) for p in (second, third, first)
    ]
    halves = [replace(second, text="One lake."), replace(second, text="It is the truth.", label="Truth")]
    split = editing.change(with_points(reordered, *halves)).questions[0]
    assert [point.text for point in split.rubric.points] == ["One lake.", "It is the truth."]
    editing.change(with_points(split, replace(second, text="One lake, and it is the truth.")))
    assert len(question(editing, 0).rubric.points) == 1
    while editing.can_undo:
        editing.undo()
    assert file.read_text(encoding="utf-8") == DOCUMENT


REMARKED = (
    DOCUMENT.replace("  - point: ADF", "  # over the first\n  - point: ADF")
    .replace(
        "  - point: One lake is", "    # inside the first\n  # over the second\n\n  - point: One lake is"
    )
    .replace("follow_ups:", "    # inside the second\n  # at the end\n# over the follow-ups\nfollow_ups:")
)


@pytest.mark.parametrize(
    ("kept", "remarks"),
    [
        ([1], ["over the second", "inside the second", "at the end", "over the follow-ups"]),
        ([0], ["over the first", "inside the first", "at the end", "over the follow-ups"]),
        (
            [1, 0],
            ["over the second", "inside the second", "over the first", "inside the first", "at the end",
             "over the follow-ups"],
        ),
    ],
)  # fmt: skip
def test_a_remark_stays_with_the_point_beneath_it(
    library: Library, file: Path, kept: list[int], remarks: list[str]
) -> None:
    file.write_text(REMARKED, encoding="utf-8")
    editing = Editing(library, "small")
    one = question(editing, 0)
    points = [one.rubric.points[index] for index in kept]
    after = editing.change(with_points(one, *points)).questions[0]
    assert [point.text for point in after.rubric.points] == [point.text for point in points]
    text = file.read_text(encoding="utf-8")
    assert re.findall(r"^ *# (?!(?:a remark|Small))(.+)$", text.split("points:")[1], re.MULTILINE) == remarks


def test_a_remark_inside_a_point_outlives_a_change_of_the_field_over_it(library: Library, file: Path) -> None:
    text = DOCUMENT.replace("    label: Ingestion\n", "    # why I say this\n    label: Ingestion\n")
    file.write_text(text, encoding="utf-8")
    editing = Editing(library, "small")
    one = question(editing, 0)
    first, second = one.rubric.points
    editing.change(with_points(one, replace(first, text="ADF brings data.", label=None), second))
    assert differing(text, file.read_text(encoding="utf-8")) == (
        ["  - point: ADF brings batch data into Bronze.", "    label: Ingestion"],
        ["  - point: ADF brings data."],
    )


def test_a_question_without_a_fence_gets_one_and_keeps_its_id(library: Library, file: Path) -> None:
    editing = Editing(library, "small")
    one = question(editing, 1)
    bank = editing.change(replace(one, text="Why exactly this role?"))
    assert bank.questions[1].id == one.id
    assert without_fences(file.read_text(encoding="utf-8")) == without_fences(DOCUMENT).replace(
        "Why this role", "Why exactly this role"
    )


def test_taking_out_the_fences_gives_the_document_as_it_was_written(library: Library, file: Path) -> None:
    editing = Editing(library, "small")
    one = question(editing, 1)
    edited = editing.change(with_points(one, replace(one.rubric.points[0], weight=3), *one.rubric.points[1:]))
    assert edited.questions[1].rubric.points[0].weight == 3
    assert without_fences(file.read_text(encoding="utf-8")) == without_fences(DOCUMENT)


def test_undo_and_redo(library: Library, file: Path) -> None:
    editing = Editing(library, "small")
    editing.change(replace(question(editing, 0), target_s=75.0))
    changed = file.read_text(encoding="utf-8")
    assert question(editing, 0).target_s == 75.0
    assert editing.undo().questions[0].target_s == 120.0
    assert file.read_text(encoding="utf-8") == DOCUMENT
    editing.redo()
    assert file.read_text(encoding="utf-8") == changed
    assert not editing.can_redo


def test_reading_the_bank_anew_takes_no_step_of_undo_away(library: Library, file: Path) -> None:
    editing = Editing(library, "small")
    for target_s in (75.0, 90.0, 100.0):
        editing.change(replace(question(editing, 0), target_s=target_s))
    editing.undo()
    editing.reload()
    assert [editing.undo().questions[0].target_s for _ in range(2)] == [75.0, 120.0]
    assert file.read_text(encoding="utf-8") == DOCUMENT
    editing.reload()
    assert [editing.redo().questions[0].target_s for _ in range(3)] == [75.0, 90.0, 100.0]
    file.write_text(DOCUMENT, encoding="utf-8")
    editing.reload()
    assert not editing.can_undo


def test_where_nothing_was_changed_there_is_nothing_to_take_back(library: Library, file: Path) -> None:
    editing = Editing(library, "small")
    written_s = file.stat().st_mtime_ns
    editing.change(question(editing, 0))
    assert file.stat().st_mtime_ns == written_s
    for step in (editing.undo, editing.redo):
        with pytest.raises(InputError, match="nothing to take back"):
            step()


def test_a_change_is_shown_before_it_is_written(library: Library, file: Path) -> None:
    editing = Editing(library, "small")
    gone, new = differing(DOCUMENT, editing.preview(replace(question(editing, 0), target_s=75.0)))
    assert (gone, new) == (["target: 2m"], ["target: 75s"])
    assert file.read_text(encoding="utf-8") == DOCUMENT
    assert editing.heading(question(editing, 1).id) == (
        file,
        DOCUMENT.split("\n").index("### 2. Why this role?") + 1,
    )


def test_a_question_of_a_bank_of_several_documents_is_changed_where_it_stands(library: Library) -> None:
    other = library.own / "small" / "other.md"
    other.write_text("### 1. Why tests?\n**Answer:**\n* They tell.\n", encoding="utf-8")
    editing = Editing(library, "small")
    changed = replace(editing.bank.questions[0], say="Why should one test?")
    editing.change(changed)
    assert "say: Why should one test?" in other.read_text(encoding="utf-8")
    with pytest.raises(InputError, match="no question “gone”"):
        editing.change(replace(changed, id=QuestionId("gone")))


def test_a_value_that_the_document_can_not_hold_is_refused_in_words(library: Library, file: Path) -> None:
    editing = Editing(library, "small")
    with pytest.raises(InputError, match="between one second and one hour"):
        editing.change(replace(question(editing, 0), target_s=7200.0))
    assert file.read_text(encoding="utf-8") == DOCUMENT


@pytest.mark.fault(
    "a bank is changed by another program while it is edited",
    sees="that it changed",
    kept="the other program's change",
)
def test_a_change_from_outside_is_noticed_and_never_overwritten(library: Library, file: Path) -> None:
    editing = Editing(library, "small")
    assert editing.changed_outside() == []
    theirs = DOCUMENT.replace("I like the team", "I admire the team")
    file.write_text(theirs, encoding="utf-8")
    assert editing.changed_outside() == [file]
    with pytest.raises(InputError, match="changed by another program"):
        editing.change(replace(question(editing, 0), target_s=75.0))
    assert file.read_text(encoding="utf-8") == theirs
    editing.reload()
    assert editing.changed_outside() == []
    editing.change(replace(question(editing, 0), target_s=75.0))
    assert "I admire the team" in file.read_text(encoding="utf-8")


@pytest.mark.fault("a bank vanishes while it is edited", sees="that it is gone", kept="the edit, on the page")
def test_a_document_that_vanished_is_noticed(library: Library, file: Path) -> None:
    editing = Editing(library, "small")
    file.unlink()
    assert editing.changed_outside() == [file]
    with pytest.raises(InputError):
        editing.change(replace(question(editing, 0), target_s=75.0))
    assert not file.exists()


def test_the_first_change_to_a_shipped_bank_copies_it(tmp_path: Path) -> None:
    library = Library(paths.questions(), tmp_path / "own")
    editing = Editing(library, "behavioural")
    shipped = {path: path.read_bytes() for path in (paths.questions() / "behavioural").glob("*.md")}
    one = question(editing, 0)
    editing.change(replace(one, target_s=111.0))
    assert Library(paths.questions(), tmp_path / "own").load("behavioural").questions[0].target_s == 111.0
    assert {path: path.read_bytes() for path in shipped} == shipped
    assert all(path.is_relative_to(tmp_path) for path in editing.files())


@pytest.mark.parametrize("text", ["", "two\nlines **Answer:**", "# a heading", "   "])
def test_a_text_that_makes_no_question_is_refused(library: Library, file: Path, text: str) -> None:
    editing = Editing(library, "small")
    try:
        editing.change(replace(question(editing, 0), text=text))
    except InputError:
        assert file.read_text(encoding="utf-8") == DOCUMENT
    else:
        assert question(editing, 0).text == " ".join(text.split())


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_stay_as_they_are(library: Library, file: Path, end: str) -> None:
    file.write_bytes(DOCUMENT.replace("\n", end).encode())
    editing = Editing(library, "small")
    editing.change(replace(question(editing, 1), target_s=33.0))
    data = file.read_bytes().decode()
    assert data.replace(end, "").count("\n") == data.replace(end, "").count("\r") == 0
    assert without_fences(data) == without_fences(DOCUMENT.replace("\n", end))
