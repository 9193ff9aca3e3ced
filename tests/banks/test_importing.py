"""Taking documents into banks: first, again, reworded, and into a bank of several documents."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest
from program import run

from interviewer import paths
from interviewer.banks.importing import Import, apply, preview
from interviewer.banks.library import Library
from interviewer.errors import InputError
from interviewer.interview.documents.repair import repaired
from interviewer.interview.documents.splice import without_fences
from interviewer.interview.documents.succession import Fate

KILLED = """
import os, sys
from pathlib import Path
from interviewer import paths
from interviewer.banks.importing import apply, preview
from interviewer.banks.library import Library

left = int(sys.argv[3])
planned = preview(Library(paths.questions(), Path(sys.argv[1])), Path(sys.argv[2]), into=sys.argv[4])

def watch(event, arguments):
    global left
    if event in ("os.rename", "os.rmdir", "shutil.copyfile"):
        left -= 1
        if left < 0:
            os._exit(9)

sys.addaudithook(watch)
apply(planned)
"""
NAMES = ("ann", "bea", "cleo")
SEED = Path(__file__).parents[1] / "data" / "seed" / "model-answers.md"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(paths.questions(), tmp_path / "own")


def taken_in(library: Library, file: Path, *, into: str | None = None) -> Import:
    planned = preview(library, file, into=into, repair_backticks=True)
    apply(planned)
    return planned


def fates(planned: Import) -> dict[str, int]:
    return {fate.value: count for fate, count in Counter(step.fate for step in planned.plan.steps).items()}


def edited(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    text = SEED.read_text(encoding="utf-8")
    for before, after in changes:
        assert text.count(before) == 1
        text = text.replace(before, after)
    file = tmp_path / SEED.name
    file.write_text(text, encoding="utf-8")
    return file


def test_a_preview_writes_nothing(library: Library) -> None:
    planned = preview(library, SEED)
    assert (len(planned.bank.questions), planned.offered, fates(planned)) == (58, 23, {"new": 58})
    assert not library.own.exists()


def test_the_document_is_written_as_it_was_but_for_repairs_and_fences(library: Library) -> None:
    taken_in(library, SEED)
    written = (library.own / "model-answers" / "model-answers.md").read_text(encoding="utf-8")
    assert written.count("```yaml coach") == 58
    assert without_fences(written) == repaired(SEED.read_text(encoding="utf-8"), backticks=True).text
    assert [path.name for path in library.own.iterdir()] == ["model-answers"]


def test_importing_again_changes_nothing(library: Library) -> None:
    taken_in(library, SEED)
    file = library.own / "model-answers" / "model-answers.md"
    before = file.read_bytes()
    assert fates(taken_in(library, SEED)) == {"same": 58}
    assert file.read_bytes() == before


def test_ids_outlive_an_edited_document(library: Library, tmp_path: Path) -> None:
    taken_in(library, SEED)
    before = library.load("model-answers")
    file = edited(
        tmp_path,
        (
            "How do you mentor junior and mid-level engineers?",
            "How do you mentor mid-level and junior engineers?",
        ),
        ("Empathy first, then accountability.", "Kindness first."),
        (
            "### 6. How do you audit and monitor **data access and activity logs**?",
            "### 6. Who watches the watchmen?",
        ),
        (
            "I enable **Diagnostic Settings** on all Azure resources (ADF, Databricks, Storage)",
            "Nobody. I mean it.",
        ),
    )
    planned = taken_in(library, file)
    by_fate = {fate: [step.id for step in planned.plan.of(fate)] for fate in Fate}
    assert by_fate[Fate.REWORDED] == ["mentor-junior-mid-level-engineers"]
    assert by_fate[Fate.CHANGED] == ["handle-underperforming-team-members"]
    assert by_fate[Fate.NEW] == ["who-watches-watchmen"]
    assert by_fate[Fate.GONE] == ["audit-monitor-data-access-activity-logs"]
    after = library.load("model-answers")
    assert {one.id for one in before.questions} ^ {one.id for one in after.questions} == {
        "who-watches-watchmen", "audit-monitor-data-access-activity-logs"
    }  # fmt: skip
    assert [one.id for one in after.questions] == [one.id for one in planned.bank.questions]


def test_moved_questions_keep_their_ids(library: Library, tmp_path: Path) -> None:
    taken_in(library, SEED)
    before = library.load("model-answers")
    head, *sections = SEED.read_text(encoding="utf-8").split("\n---\n\n")
    file = tmp_path / SEED.name
    file.write_text("\n---\n\n".join([head, *reversed(sections)]), encoding="utf-8")
    planned = taken_in(library, file)
    assert fates(planned) == {"same": 58}
    assert {one.text: one.id for one in before.questions} == {
        one.text: one.id for one in library.load("model-answers").questions
    }


def test_the_shipped_bank_takes_an_edited_source_in_its_own_files(library: Library, tmp_path: Path) -> None:
    shipped = library.load("azure-platform-director")
    file = edited(tmp_path, ("Alert fatigue kills responsiveness.", "Alert fatigue kills sleep."))
    planned = preview(library, file, into="azure-platform-director", repair_backticks=True)
    assert [step.id for step in planned.plan.of(Fate.NEW, Fate.GONE)] == []
    assert planned.copied_from == paths.questions() / "azure-platform-director"
    apply(planned)
    own = library.load("azure-platform-director")
    assert [one.id for one in own.questions] == [one.id for one in shipped.questions]
    assert [one.rubric.points[0].origin for one in own.questions] == [
        one.rubric.points[0].origin for one in shipped.questions
    ]
    assert sum("kills sleep" in one.answer_markdown for one in own.questions) == 1


def test_new_questions_for_a_bank_of_several_documents_get_a_file(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "more.md"
    file.write_text(
        "## 4. Extra\n\n### 1. What do you never do?\n**Answer:**\n* I never guess.\n", encoding="utf-8"
    )
    count = len(library.load("behavioural").questions)
    planned = preview(library, file, into="behavioural")
    assert fates(planned) == {"new": 1}
    apply(planned)
    bank = library.load("behavioural")
    assert len(bank.questions) == count + 1
    assert bank.questions[-1].id == "never"
    assert bank.section_title(bank.questions[-1].section) == "Extra"


def test_what_a_bank_of_several_documents_holds_already_is_not_written_again(
    library: Library, tmp_path: Path
) -> None:
    several(library, "first")
    before = [path.read_bytes() for path in sorted((library.own / "mine").iterdir())]
    file = tmp_path / "more.md"
    file.write_text(one_question(NAMES[0], "first"), encoding="utf-8")
    planned = preview(library, file, into="mine")
    assert fates(planned) == {"same": 1}
    apply(planned)
    assert [path.read_bytes() for path in sorted((library.own / "mine").iterdir())] == before


def test_a_file_of_a_bank_that_can_not_be_read_is_not_written_over(library: Library, tmp_path: Path) -> None:
    several(library, "first")
    (library.own / "mine" / "more.md").write_bytes(b"%PDF-1.7")
    file = tmp_path / "more.md"
    file.write_text("### Why tests?\n**Answer:**\n* They tell.\n", encoding="utf-8")
    apply(preview(library, file, into="mine"))
    assert (library.own / "mine" / "more.md").read_bytes() == b"%PDF-1.7"
    assert "Why tests?" in (library.own / "mine" / "more-2.md").read_text(encoding="utf-8")


def test_a_new_question_never_takes_the_id_of_one_that_is_gone(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "plan.md"
    file.write_text("### What would you plan?\n**Answer:**\n* A trip to the sea.\n", encoding="utf-8")
    apply(preview(library, file))
    file.write_text("### How do you plan?\n**Answer:**\n* On paper.\n", encoding="utf-8")
    planned = preview(library, file)
    assert fates(planned) == {"new": 1, "gone": 1}
    apply(planned)
    assert [question.id for question in library.load("plan").questions] == ["plan-2"]


def test_a_document_that_changes_while_it_is_read_is_refused(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "plan.md"
    file.write_text(one_question("it", "first"), encoding="utf-8")
    with pytest.raises(InputError, match="changed while it was read"):
        preview(library, file, progress=lambda _share: file.write_text("# other", encoding="utf-8") and None)
    assert library.names() == Library(paths.questions(), tmp_path / "none").names()


def one_question(name: str, answer: str) -> str:
    return f"### Who is {name}?\n**Answer:**\n* The {answer} one.\n"


def several(library: Library, answer: str) -> list[Path]:
    """An own bank of several documents, with a question in each."""
    place = library.own / "mine"
    place.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        (place / f"{name}.md").write_text(one_question(name, answer), encoding="utf-8")
    return sorted(place.iterdir())


def killed_after(steps: int, library: Library, file: Path, *, into: str) -> bool:
    """Imports in a program that is killed before its next step; False where it came to its end."""
    done = run([sys.executable, "-B", "-c", KILLED, library.own, file, steps, into], status=None)
    assert done.status in {0, 9}, done.told
    return done.status == 9


@pytest.mark.fault(
    "killed in the middle of an import", sees="the bank before it or after it", kept="the bank, whole"
)
def test_an_import_into_a_shipped_bank_that_is_killed_leaves_all_or_nothing(
    library: Library, tmp_path: Path
) -> None:
    file = tmp_path / "more.md"
    file.write_text("### 1. What do you never do?\n**Answer:**\n* I never guess.\n", encoding="utf-8")
    shipped = len(library.load("behavioural").questions)
    for steps in range(10):
        if not killed_after(steps, library, file, into="behavioural"):
            break
        assert not (library.own / "behavioural").exists()
        assert len(library.load("behavioural").questions) == shipped
    assert steps > 3
    assert len(library.load("behavioural").questions) == shipped + 1


@pytest.mark.fault(
    "killed in the middle of an import into a bank of several documents",
    sees="all documents as before it, or all after it",
    kept="the bank, whole",
)
def test_an_import_into_several_documents_that_is_killed_changes_all_or_none(
    library: Library, tmp_path: Path
) -> None:
    before = several(library, "old")
    file = tmp_path / "all.md"
    file.write_text("\n".join(one_question(name, "new") for name in NAMES), encoding="utf-8")
    seen: list[str] = []
    for steps in range(20):
        killed = killed_after(steps, library, file, into="mine")
        answers = "".join(question.answer_markdown for question in library.load("mine").questions)
        seen.append("old" * answers.count("old") + "new" * answers.count("new"))
        assert [path.name for path in library.own.iterdir() if not path.name.startswith(".new-")] == ["mine"]
        if not killed:
            break
        assert {path.name for path in before} == {path.name for path in (library.own / "mine").iterdir()}
        several(library, "old")
    assert set(seen) == {"oldoldold", "newnewnew"}
    assert seen[-1] == "newnewnew"


@pytest.mark.fault(
    "a document of the bank changes while several are taken in",
    sees="what has changed",
    kept="the bank, byte for byte",
)
def test_a_document_that_changes_at_the_last_moment_stops_all_of_the_import(
    library: Library, tmp_path: Path
) -> None:
    several(library, "old")
    file = tmp_path / "all.md"
    file.write_text("\n".join(one_question(name, "new") for name in NAMES), encoding="utf-8")
    planned = preview(library, file, into="mine")
    changed = planned.writings[-1].path
    changed.write_bytes(changed.read_bytes() + b"\nMine.\n")
    before = {path: path.read_bytes() for path in sorted(library.own.rglob("*")) if path.is_file()}
    with pytest.raises(InputError, match="has changed since"):
        apply(planned)
    assert {path: path.read_bytes() for path in sorted(library.own.rglob("*")) if path.is_file()} == before
    assert [path.name for path in library.own.iterdir()] == ["mine"]


def test_a_coach_fence_in_the_document_wins(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "one.md"
    text = "### 1. Why?\n**Answer:**\n* So.\n```yaml coach\nid: mine\nsay: Why, oh why?\n```\n"
    file.write_text(text, encoding="utf-8")
    taken_in(library, file)
    file.write_text(
        text.replace("Why?", "Why on earth would you?").replace("oh why", "tell me"), encoding="utf-8"
    )
    planned = taken_in(library, file)
    assert fates(planned) == {"reworded": 1}
    question = library.load("one").questions[0]
    assert (question.id, question.say) == ("mine", "Why, tell me?")


def test_a_fence_without_an_id_is_given_one(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "one.md"
    file.write_text("### 1. Why?\n**Answer:**\n* So.\n```yaml coach\ntarget: 2m\n```\n", encoding="utf-8")
    taken_in(library, file)
    assert "id: why\ntarget: 2m\n" in (library.own / "one" / "one.md").read_text(encoding="utf-8")


def test_every_error_is_told_in_one_run(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "bad.md"
    file.write_text(
        "### 1. Why?\n**Answer:**\n* So.\n```yaml coach\nid: a\nx: 1\n```\n"
        "### 2. How?\n**Answer:**\n* So.\n```yaml coach\nid: a\ntarget: never\n```\n",
        encoding="utf-8",
    )
    planned = preview(library, file)
    assert [(one.code, one.line) for one in planned.messages if one.severity == "error"] == [
        ("coach-field", 6), ("duplicate-id", 11), ("coach-field", 13)
    ]  # fmt: skip
    with pytest.raises(InputError):
        apply(planned)
    assert not library.own.exists()


def test_points_that_were_written_for_another_answer_are_told(library: Library, tmp_path: Path) -> None:
    file = edited(tmp_path, ("Alert fatigue kills responsiveness.", "Alert fatigue kills sleep."))
    planned = preview(library, file, into="azure-platform-director", repair_backticks=True)
    told = [one for one in planned.messages if one.code == "points-may-not-fit"]
    line = next(
        number
        for number, text in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if "alert fatigue" in text and text.startswith("###")
    )
    assert [(one.line, one.severity) for one in told] == [(line, "warning")]
    again = preview(library, SEED, into="azure-platform-director", repair_backticks=True)
    assert "points-may-not-fit" not in {one.code for one in again.messages}


def test_a_search_for_reworded_questions_that_was_left_out_is_told(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "many.md"
    for name, word in (("many", "old"), ("many", "new")):
        file.write_text(
            "".join(f"### {n}. What about {word} {n}?\n**Answer:**\nNo.\n\n" for n in range(2001)),
            encoding="utf-8",
        )
        planned = preview(library, file, into=name)
        told = "reworded-not-searched" in {one.code for one in planned.messages}
        assert told is (word == "new")
        if not told:
            apply(planned)


def test_a_shipped_bank_that_is_one_file_is_copied_with_the_change(tmp_path: Path) -> None:
    text = "### 1. Why?\n**Answer:**\n* So.\n"
    (tmp_path / "shipped").mkdir()
    (tmp_path / "shipped" / "one.md").write_text(text, encoding="utf-8")
    library = Library(tmp_path / "shipped", tmp_path / "own", lexicons=())
    (tmp_path / "new.md").write_text(text.replace("So.", "So it is."), encoding="utf-8")
    taken_in(library, tmp_path / "new.md", into="one")
    assert "So it is." in (tmp_path / "own" / "one.md").read_text(encoding="utf-8")
    assert (tmp_path / "shipped" / "one.md").read_text(encoding="utf-8") == text
