"""Killed at random moments: a few of each here; benchmarks/kills.py does hundreds."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from kills import (
    KINDS,
    gradable,
    while_beginning,
    while_editing,
    while_importing,
    while_keeping,
    while_migrating,
    while_transcribing,
)

MOMENTS = random.Random()


def moment(kind: str) -> float:
    return MOMENTS.uniform(0.0, KINDS[kind][1])


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path))
    return tmp_path


@pytest.mark.fault(
    "killed (-9) while a new history is begun",
    sees="an empty history",
    kept="nothing was kept yet",
)
def test_while_beginning(home: Path) -> None:
    while_beginning(home, moment("beginning a history"))


@pytest.mark.fault(
    "killed (-9) while an attempt is kept", sees="a sound history", kept="every attempt that was kept"
)
def test_while_keeping(home: Path) -> None:
    while_keeping(home, moment("keeping an attempt"))


@pytest.mark.fault(
    "killed (-9) while an old history is brought up to date",
    sees="a sound history",
    kept="every attempt of the old one",
)
def test_while_migrating(home: Path) -> None:
    while_migrating(home, moment("bringing an old history up to date"))


@pytest.mark.fault(
    "killed (-9) while a bank is edited",
    sees="the bank before the edit or after it, never half",
    kept="the bank",
)
def test_while_editing(home: Path) -> None:
    while_editing(home, moment("editing a bank"))


@pytest.mark.fault(
    "killed (-9) while a document is taken into a bank of several",
    sees="all documents as before it or as after it",
    kept="the bank",
)
def test_while_importing(home: Path) -> None:
    while_importing(home, moment("taking a document into a bank of several"))


@pytest.mark.model
@pytest.mark.fault(
    "killed (-9) while a take is transcribed",
    sees="the take, offered; it is transcribed then",
    kept="the take, to its last sample",
)
def test_while_transcribing(home: Path) -> None:
    while_transcribing(home, moment("transcribing a take"))
    gradable(home)
