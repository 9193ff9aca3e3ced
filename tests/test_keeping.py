"""What is done with kept takes: what was deleted is gone for good when nobody wants it back."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from interviewer.app import Assembly
from interviewer.interview.reports.recording import Selection
from interviewer.keeping import TakeKeeping
from interviewer.settings import Settings

sys.path.append(str(Path(__file__).parent / "history"))
from keeping import answered, write_take


@pytest.fixture
def parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Assembly]:
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path))
    with closing(Assembly(Settings())) as made:
        yield made


def test_what_was_deleted_comes_back_for_thirty_days(parts: Assembly) -> None:
    keeping = TakeKeeping(parts)
    take = keeping.folder / "2026-11-23 12.00.00 azure.wav"
    write_take(take)
    kept = parts.archive.keep(answered("said and deleted", take=take))
    parts.archive.delete([kept])
    keeping.purge()
    assert parts.archive.ids(Selection(deleted=True)) == [kept]
    now = parts.clock.now()
    for days, there in ((29, [kept]), (31, [])):
        parts.clock.now = lambda days=days: now + timedelta(days=days)  # type: ignore[method-assign,misc]
        keeping.purge()
        assert parts.archive.ids(Selection(deleted=True)) == there
        assert take.exists() == bool(there)
