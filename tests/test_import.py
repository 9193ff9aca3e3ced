"""Documents taken in on the command line: what stands in the JSON, what is told, and what is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import CommandLine
from program import ROOT

SEED = ROOT / "tests" / "data" / "seed" / "model-answers.md"
BAD = ROOT / "tests" / "data" / "bad_banks"
DONE, USAGE = 0, 2
GOOD = "### 1. How do you test?\n**Answer:**\n* I write a test first.\n"


def written(home: Path) -> dict[str, bytes]:
    banks = home / "banks"
    return {str(path.relative_to(banks)): path.read_bytes() for path in banks.rglob("*") if path.is_file()}


def test_the_seed_document_by_way_of_the_command_line(command_line: CommandLine) -> None:
    looked = command_line("import", SEED, "--dry-run", "--json")
    assert looked.status == DONE
    assert written(command_line.home) == {}
    found = json.loads(looked.out)
    assert (len(found["questions"]), len(found["sections"])) == (58, 10)
    listed = [
        point
        for question in found["questions"]
        for point in question["key_points"]
        if point["origin"] in {"bullet", "numbered"}
    ]
    assert len(listed) == 143
    assert sum(message["code"] == "backslash-pair" for message in found["messages"]) == 23
    assert f"{SEED}:362: warning: An amount was lost here" in looked.told
    taken = command_line("import", SEED, "--repair-backticks", "--json")
    assert taken.status == DONE
    assert "`azurerm`" in written(command_line.home)["model-answers/model-answers.md"].decode()
    bank = json.loads(command_line("bank", "model-answers", "--json").out)
    ids = [question["id"] for question in json.loads(taken.out)["questions"]]
    assert [question["id"] for question in bank["questions"]] == ids


@pytest.mark.parametrize(
    ("name", "line"), [("duplicate_id.md", 16), ("yaml_tag.md", 11), ("unclosed_coach_fence.md", 10)]
)
def test_a_document_with_errors_changes_nothing_and_each_is_told_with_its_line(
    command_line: CommandLine, tmp_path: Path, name: str, line: int
) -> None:
    good = tmp_path / "good.md"
    good.write_text(GOOD, encoding="utf-8")
    assert command_line("import", good, "--into", "bank").status == DONE
    before = written(command_line.home)
    done = command_line("import", BAD / name, "--into", "bank", "--json")
    assert done.status == USAGE
    assert f"{BAD / name}:{line}: error: " in done.told
    assert "Traceback" not in done.told
    told = json.loads(done.out)["messages"]
    assert ("error", line) in [(message["severity"], message["line"]) for message in told]
    assert written(command_line.home) == before


@pytest.mark.parametrize("name", ["empty.md", "binary.md", "none.md", "link.md", "loop.md", "."])
def test_what_is_no_document_is_named(command_line: CommandLine, tmp_path: Path, name: str) -> None:
    (tmp_path / "link.md").symlink_to(tmp_path / "nowhere.md")
    (tmp_path / "loop.md").symlink_to(tmp_path / "loop.md")
    file = BAD / name if (BAD / name).is_file() else tmp_path / name
    told = command_line.refused(USAGE, "import", file, "--json")
    assert Path(name).name in told
    assert written(command_line.home) == {}
