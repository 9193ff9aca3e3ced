"""A history in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewer.history.archive import DiskArchive


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "takes").mkdir()
    return tmp_path


@pytest.fixture
def archive(home: Path) -> Iterator[DiskArchive]:
    opened = DiskArchive(database=home / "history.sqlite3", takes=home / "takes")
    yield opened
    opened.close()
