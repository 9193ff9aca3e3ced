"""Damaged files for the readers, for moments; benchmarks/fuzz.py does it for as long as one likes."""

from __future__ import annotations

import os
import sys

import pytest

if sys.platform == "win32":
    pytest.skip("measures memory as POSIX does", allow_module_level=True)

from fuzz import READERS
from hypothesis import HealthCheck, given, settings

#: A file that breaks a reader is told, however long it is.
pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")
SHORT = settings(
    max_examples=int(os.environ.get("INTERVIEWER_EXAMPLES", "150")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.fault(
    "a sound file with a damaged header",
    sees="the sound that can be read, or what is wrong with it",
    kept="the file, untouched",
)
def test_sound(tmp_path_factory: pytest.TempPathFactory) -> None:
    run("sound", tmp_path_factory)


@pytest.mark.fault(
    "a damaged or hostile question document",
    sees="what can be read, and what is wrong by line",
    kept="the document, untouched",
)
def test_bank(tmp_path_factory: pytest.TempPathFactory) -> None:
    run("bank", tmp_path_factory)


@pytest.mark.fault(
    "a damaged settings file", sees="the settings, or what is wrong with the file", kept="the file, untouched"
)
def test_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    run("settings", tmp_path_factory)


def run(name: str, places: pytest.TempPathFactory) -> None:
    read, cases = READERS[name]
    place = places.mktemp(name)
    SHORT(given(cases)(lambda case: read(place, case)))()
