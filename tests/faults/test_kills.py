"""Killed at random moments: a few of each here; benchmarks/kills.py does hundreds."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from kills import KINDS, gradable

MOMENTS = random.Random()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path))
    return tmp_path


def killed(home: Path, kind: str) -> None:
    kill, longest_s = KINDS[kind]
    kill(home, MOMENTS.uniform(0.0, longest_s))


def fault(happens: str, *, sees: str, kept: str) -> pytest.MarkDecorator:
    return pytest.mark.fault(f"killed (-9) while {happens}", sees=sees, kept=kept)


WHOLE = {
    "beginning a history": fault(
        "a new history is begun", sees="an empty history", kept="nothing was kept yet"
    ),
    "keeping an attempt": fault(
        "an attempt is kept", sees="a sound history", kept="every attempt that was kept"
    ),
    "bringing an old history up to date": fault(
        "an old history is brought up to date", sees="a sound history", kept="every attempt of the old one"
    ),
    "editing a bank": fault(
        "a bank is edited", sees="the bank before the edit or after it, never half", kept="the bank"
    ),
    "taking a document into a bank of several": fault(
        "a document is taken into a bank of several",
        sees="all documents as before it or as after it",
        kept="the bank",
    ),
}


@pytest.mark.parametrize("kind", [pytest.param(kind, marks=mark) for kind, mark in WHOLE.items()])
def test_what_was_being_written_is_there_whole_or_not_at_all(home: Path, kind: str) -> None:
    killed(home, kind)


@pytest.mark.model
@fault(
    "a take is transcribed",
    sees="the take, offered; it is transcribed then",
    kept="the take, to its last sample",
)
def test_a_take_that_was_being_transcribed_is_transcribed_after_all(home: Path) -> None:
    killed(home, "transcribing a take")
    gradable(home)
