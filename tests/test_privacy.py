"""Nothing leaves the machine, and what stays is for the user alone. The window: tests/end_to_end."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import confinement
import pytest
from command_line import CommandLine
from network_watch import STATUS, NetworkWatch, without_route
from program import ROOT

SPEECH = ROOT / "tests" / "data" / "speech"
CONNECTS = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)"
LOOKS_UP = "import socket; socket.getaddrinfo('example.org', 80)"


@pytest.fixture
def counted(tmp_path: Path) -> Path:
    return tmp_path / "counters"


def cut_off(counted: Path, command: Sequence[str]) -> list[str]:
    """The command without a network; the kernel's counters are in the file afterwards."""
    script = '"$@"; status=$?; cat /proc/net/snmp /proc/net/snmp6 >"$0"; exit $status'
    return confinement.without_network(command=["sh", "-c", script, str(counted), *command])


def test_the_kernel_sees_who_tries(counted: Path) -> None:
    """Or the next test could not fail."""
    subprocess.run(cut_off(counted, [sys.executable, "-c", CONNECTS]), capture_output=True, check=False)
    assert without_route(counted.read_text(encoding="ascii")) > 0


@pytest.mark.parametrize("code", [CONNECTS, LOOKS_UP])
def test_the_hook_sees_who_tries(tmp_path: Path, code: str) -> None:
    watched = f"import network_watch, pathlib; network_watch.watch(pathlib.Path({str(tmp_path / 'r')!r})); "
    done = subprocess.run([sys.executable, "-c", watched + code], cwd=ROOT / "tests", check=False)
    assert done.returncode == STATUS
    assert "192.0.2.1" in (told := (tmp_path / "r").read_text(encoding="utf-8")) or "example.org" in told


@pytest.mark.model
@pytest.mark.fault("there is no network at all", sees="nothing: none is asked for", kept="everything")
def test_the_main_job_asks_for_no_network(command_line: CommandLine, tmp_path: Path, counted: Path) -> None:
    watch = NetworkWatch(tmp_path / "attempts")
    question = "platform-cost-optimization"
    user = tmp_path / "user"
    user.mkdir()
    command_line.environment["HOME"] = str(user)
    calls: list[tuple[object, ...]] = [
        ("grade", "--question", question, "--audio", SPEECH / "jfk.flac", "--json"),
        ("say", "--question", question, "--out", tmp_path / "question.wav"),
        ("history", "--json"),
        ("doctor", "--json"),
    ]
    for words in calls:
        done = command_line(*words, program=watch.program, confined=lambda command: cut_off(counted, command))
        assert watch.attempts() == []
        assert done.status == (1 if "doctor" in words else 0), done.told
        assert without_route(counted.read_text(encoding="ascii")) == 0, words
    assert list(user.rglob("*")) == [], "outside of the library"


@pytest.mark.skipif(os.name != "posix", reason="Windows has other permissions")
@pytest.mark.model
def test_what_is_kept_is_for_the_user_alone(command_line: CommandLine, tmp_path: Path) -> None:
    """Whatever the user's usual permissions are."""
    command_line.home.rmdir()
    before = os.umask(0)
    try:
        question = "platform-cost-optimization"
        for words in (
            ("transcribe", SPEECH / "jfk.flac", "--model", "base"),  # which is put together in the library
            ("grade", "--question", question, "--audio", SPEECH / "jfk.flac"),
            ("say", "--question", question, "--out", os.devnull),
            ("import", ROOT / "tests" / "data" / "seed" / "model-answers.md"),
            ("backup", "--to", tmp_path / "all.zip"),
            ("restore", tmp_path / "all.zip"),
            ("history", "--salvage"),
        ):
            done = command_line(*words)
            assert done.status == 0, (words, done.told)
    finally:
        os.umask(before)
    assert open_to_others(command_line.home) == []
    assert open_to_others(tmp_path / "all.zip") == []


def open_to_others(place: Path) -> list[str]:
    """What others than its owner may do something with."""
    found = [place, *place.rglob("*")]
    return [f"{path} {path.stat().st_mode:o}" for path in found if path.stat().st_mode & 0o077]
