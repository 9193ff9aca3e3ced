"""The command line as a process: its JSON, its exit statuses, and what it says about bad input."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from ctypes.util import find_library
from pathlib import Path

import confinement
import pytest
from command_line import BUG, DONE, ENVIRONMENT, PROGRAM, USAGE, CommandLine
from program import ROOT, started

from interviewer.models import catalogue

QUESTION = "platform-cost-optimization"
SPEECH = ROOT / "tests" / "data" / "speech"


@pytest.fixture
def answer(tmp_path: Path) -> Path:
    """A written answer."""
    file = tmp_path / "answer.txt"
    file.write_text((SPEECH / "a3_cost.txt").read_text(encoding="utf-8"), encoding="utf-8")
    return file


# -- what is asked for, and how -----------------------------------------------------------------------


def test_usage_is_told(command_line: CommandLine) -> None:
    for words in ([], ["grade"], ["grade", "--question", QUESTION], ["fly"], ["say"]):
        if words:
            assert command_line.refused(USAGE, *words)


@pytest.mark.fault(
    "no screen",
    sees="that the window can't open, and that the command line does the main job",
    kept="everything",
)
def test_no_screen(command_line: CommandLine) -> None:
    assert "interviewer grade --help" in command_line.refused(ENVIRONMENT)


@pytest.mark.fault("a question that does not exist", sees="the nearest ids", kept="everything")
def test_an_unknown_question_names_the_nearest(command_line: CommandLine, answer: Path) -> None:
    told = command_line.refused(USAGE, "grade", "--question", "platform-cost", "--transcript", answer)
    assert QUESTION in told


@pytest.mark.fault("a bank that does not exist", sees="the nearest names", kept="everything")
def test_an_unknown_bank_names_the_nearest(command_line: CommandLine) -> None:
    assert "azure-platform-director" in command_line.refused(USAGE, "bank", "azure-platform", "--json")


@pytest.mark.fault("an attempt that does not exist", sees="where to see those there are", kept="everything")
def test_an_unknown_attempt(command_line: CommandLine, tmp_path: Path) -> None:
    told = command_line.refused(USAGE, "export", 7, "--to", tmp_path / "a.html")
    assert "interviewer history" in told


# -- models -------------------------------------------------------------------------------------------


@pytest.mark.fault(
    "a speech model that is not here", sees="the command that fetches it, and its size", kept="everything"
)
def test_a_model_that_is_not_here(command_line: CommandLine) -> None:
    told = command_line.refused(ENVIRONMENT, "transcribe", SPEECH / "jfk.flac", "--model", "small.en")
    assert "interviewer models --fetch small.en" in told


@pytest.mark.fault("a speech model that does not exist", sees="the nearest names", kept="everything")
def test_a_model_that_does_not_exist(command_line: CommandLine) -> None:
    told = command_line.refused(USAGE, "transcribe", SPEECH / "jfk.flac", "--model", "tny.en")
    assert "tiny.en" in told


@pytest.mark.fault(
    "a speech model with one wrong byte",
    sees="that it is damaged and not used, and how to mend it",
    kept="everything else",
)
def test_a_model_that_is_not_what_was_published(command_line: CommandLine) -> None:
    """Every file is there with its size; only the hash tells."""
    model = next(one for one in catalogue.MODELS if one.name == "base")
    folder = command_line.home / "models" / "base"
    folder.mkdir(parents=True)
    for file in model.files:
        with (folder / file.name).open("wb") as made:
            made.truncate(file.size_bytes)
    told = command_line.refused(ENVIRONMENT, "transcribe", SPEECH / "jfk.flac", "--model", "base")
    assert "damaged" in told
    assert str(folder) in told


# -- the machine --------------------------------------------------------------------------------------


@pytest.mark.fault("no microphone and no loudspeaker", sees="what to connect or install", kept="everything")
def test_no_sound_devices(command_line: CommandLine, tmp_path: Path) -> None:
    report = tmp_path / "report.zip"
    done = command_line("doctor", "--json", "--report", report)
    assert done.status == ENVIRONMENT
    checks = {check["name"]: check for check in done.json["checks"]}
    assert done.json["ok"] is False
    assert not checks["microphone"]["ok"]
    assert checks["microphone"]["fix"]
    assert checks["voice"]["ok"]
    assert checks["speech model"]["ok"]
    with zipfile.ZipFile(report) as packed:
        facts = json.loads(packed.read("report.json"))
        whole = "".join(packed.read(name).decode() for name in packed.namelist())
    assert facts["libraries"]["faster-whisper"] != "not found"
    assert str(command_line.home) not in whole
    assert report.stat().st_mode & 0o777 == 0o600


@pytest.mark.fault(
    "the sound library is missing", sees="the command that installs it", kept="everything; grading goes on"
)
def test_no_sound_library(command_line: CommandLine) -> None:
    library = _portaudio()
    told = command_line.refused(
        ENVIRONMENT, "say", "Hello.", confined=lambda command: confinement.without(library, command=command)
    )
    assert "apt-get install libportaudio2" in told


def _portaudio() -> Path:
    name = find_library("portaudio")
    if name is None or sys.platform != "linux":
        pytest.skip("needs PortAudio of the system")
    found = next(Path("/usr/lib").rglob(name), None)
    assert found is not None
    return found.resolve()


@pytest.mark.fault(
    "no loudspeaker when a text is to be spoken", sees="that there is none, and what to do", kept="everything"
)
def test_no_loudspeaker(command_line: CommandLine) -> None:
    assert "loudspeaker" in command_line.refused(ENVIRONMENT, "say", "Hello.")


@pytest.mark.fault(
    "a voice that is not on this machine", sees="its name, and where to choose another", kept="everything"
)
def test_no_such_voice(command_line: CommandLine, tmp_path: Path) -> None:
    (command_line.home / "settings.toml").write_text('voice = "Nobody"\n', encoding="utf-8")
    told = command_line.refused(ENVIRONMENT, "say", "Hello.", "--out", tmp_path / "out.wav")
    assert "Nobody" in told


@pytest.mark.fault(
    "a broken settings file", sees="the file, the fault and what to do", kept="the file, untouched"
)
@pytest.mark.parametrize("content", ["model =", "model = 3", "[[[["])
def test_broken_settings(command_line: CommandLine, content: str) -> None:
    file = command_line.home / "settings.toml"
    file.write_text(content, encoding="utf-8")
    told = command_line.refused(USAGE, "bank", "--json")
    assert str(file) in told
    assert file.read_text(encoding="utf-8") == content


@pytest.mark.fault(
    "the disk is full",
    sees="the feedback all the same, and that it is not in the history",
    kept="what was there before",
)
@pytest.mark.parametrize("size", ["4k", "64k"])
def test_a_full_disk(command_line: CommandLine, answer: Path, size: str) -> None:
    def full(command: Sequence[str]) -> list[str]:
        return confinement.on_a_disk_of(command_line.home, size=size, command=command)

    done = command_line("grade", "--question", QUESTION, "--transcript", answer, "--json", confined=full)
    assert done.status == DONE, done.told
    assert done.json["grade"] is not None
    assert "not in the history" in done.told
    told = command_line.refused(ENVIRONMENT, "say", "Hello. " * 60, "--out", os.devnull, confined=full)
    assert "space" in told


@pytest.mark.fault(
    "a library that can't be written",
    sees="the feedback all the same, and what to change",
    kept="what was there before",
)
def test_a_read_only_library(command_line: CommandLine, answer: Path) -> None:
    def read_only(command: Sequence[str]) -> list[str]:
        return confinement.on_a_read_only_disk(command_line.home, command=command)

    done = command_line("grade", "--question", QUESTION, "--transcript", answer, "--json", confined=read_only)
    assert done.status == DONE, done.told
    assert done.json["coverage"]["score"] > 0
    assert "INTERVIEWER_HOME" in done.told
    assert command_line.refused(ENVIRONMENT, "history", confined=read_only)
    checked = command_line("doctor", "--json", confined=read_only)
    (storage,) = [check for check in checked.json["checks"] if check["name"] == "storage"]
    assert not storage["ok"]
    assert "INTERVIEWER_HOME" in storage["fix"]


@pytest.mark.fault(
    "a library of another user",
    sees="that it can't be used, and what to change",
    kept="the other user's library, untouched",
)
def test_a_library_of_another_user(tmp_path_factory: pytest.TempPathFactory, answer: Path) -> None:
    if os.geteuid() != 0 or shutil.which("setpriv") is None:
        pytest.skip("needs root and setpriv")
    nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    if subprocess.run(
        [*nobody, sys.executable, "-c", "import interviewer"], cwd=ROOT, check=False
    ).returncode:
        pytest.skip("this Python is not everybody's")
    home = tmp_path_factory.mktemp("mine")
    told = CommandLine(home).refused(ENVIRONMENT, "history", confined=lambda command: [*nobody, *command])
    assert "INTERVIEWER_HOME" in told


# -- the history --------------------------------------------------------------------------------------


@pytest.mark.fault(
    "a damaged history",
    sees="how to salvage it; grading goes on",
    kept="what can still be read, the damaged file, every recording",
)
def test_a_damaged_history_is_salvaged(command_line: CommandLine, answer: Path) -> None:
    assert command_line("grade", "--question", QUESTION, "--transcript", answer).status == DONE
    history = command_line.home / "history.sqlite3"
    content = bytearray(history.read_bytes())
    content[:100] = b"\xff" * 100
    history.write_bytes(content)
    assert "--salvage" in command_line.refused(ENVIRONMENT, "history")
    done = command_line("grade", "--question", QUESTION, "--transcript", answer, "--json")
    assert done.status == DONE
    assert "not in the history" in done.told
    salvaged = command_line("history", "--salvage")
    assert salvaged.status == DONE
    assert "damaged" in salvaged.told
    assert command_line("history", "--json").json == []
    assert list(command_line.home.glob("history damaged *.sqlite3"))


def test_backup_restore_and_erase(command_line: CommandLine, answer: Path, tmp_path: Path) -> None:
    for number in (1, 2):
        assert (
            command_line("grade", "--question", QUESTION, "--transcript", answer, "--json").json["id"]
            == number
        )
        if number == 1:
            assert command_line("backup", "--to", tmp_path / "all.zip").status == DONE
    assert command_line("restore", tmp_path / "all.zip").status == DONE
    assert [attempt["id"] for attempt in command_line("history", "--json").json] == [1]

    asked = command_line("erase", typed="no\n")
    assert asked.status == ENVIRONMENT
    assert "history" in asked.told
    assert "Nothing was deleted" in asked.told
    assert (command_line.home / "history.sqlite3").exists()

    assert command_line("erase", typed="delete\n").status == DONE
    assert [path for path in command_line.home.rglob("*") if path.is_file()] == []
    assert command_line("erase", "--yes").status == DONE


@pytest.mark.fault(
    "a backup that is none, or has no place", sees="what is wrong with it", kept="the library as it is"
)
@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("restore", "{place}"), "can't be read"),
        (("restore", "{place}/none.zip"), "no file"),
        (("restore", "{place}/text.zip"), "damaged"),
        (("backup", "--to", "{place}"), "folder"),
        (("backup", "--to", "{place}/none/all.zip"), "no such folder"),
        (("history", "--salvage"), "no history"),
    ],
)
def test_no_backup(command_line: CommandLine, tmp_path: Path, words: tuple[str, ...], says: str) -> None:
    (tmp_path / "text.zip").write_text("not a zip", encoding="utf-8")
    told = command_line.refused(USAGE, *(word.format(place=tmp_path) for word in words))
    assert says in told


# -- the end of it ------------------------------------------------------------------------------------


@pytest.mark.fault("whoever reads the output goes away", sees="nothing", kept="everything")
def test_the_reader_goes_away(command_line: CommandLine) -> None:
    with started([*PROGRAM, "bank", "--json"], environment=command_line.environment) as program:
        assert program.stdout is not None
        assert program.stdout.read(5) == '{\n "b'
        program.stdout.close()
        assert program.wait(60) == DONE


_WITH_A_BUG = """
import sys
from interviewer import app, cli
def bank(self, name):
    open({secret!r})
app.Assembly.bank = bank
sys.exit(cli.main(["bank", "--json"]))
"""


@pytest.mark.fault(
    "a bug in the program", sees="a report to hand on, without names; the log has it too", kept="everything"
)
def test_a_bug(command_line: CommandLine) -> None:
    command_line.environment["HOME"] = "/home/marianne"
    program = [sys.executable, "-c", _WITH_A_BUG.format(secret="/home/marianne/Acme Ltd/notes")]
    done = command_line(program=program, reports_a_bug=True)
    assert (done.status, done.out) == (BUG, "")
    assert "This is a bug" in done.told
    assert "FileNotFoundError" in done.told
    assert "marianne" not in done.told
    assert "FileNotFoundError" in (command_line.home / "interviewer.log").read_text(encoding="utf-8")
