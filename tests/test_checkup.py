"""The check-up as a whole: side by side, and none of it waited for without an end."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from interviewer import checkup, paths
from interviewer.app import Assembly
from interviewer.checkup import tried
from interviewer.interview.check import Check
from interviewer.settings import Settings


def good(name: str) -> Check:
    return Check(name, ok=True, detail="works")


@pytest.mark.fault(
    "a device or an engine that never answers the check-up",
    sees="which one, after its time limit, and all other results",
    kept="everything",
)
def test_what_hangs_is_told_beside_what_works() -> None:
    never = threading.Event()

    def sound() -> Iterator[Check]:
        yield good("microphone")
        never.wait(20)
        yield good("output")

    found = tried(
        {
            ("microphone", "output"): sound,
            ("voice",): lambda: [good("voice")],
        },
        limit_s=0.2,
    )
    never.set()
    assert [(check.name, check.ok) for check in found] == [
        ("microphone", True),
        ("output", False),
        ("voice", True),
    ]
    assert "No answer within 0.2 s" in found[1].detail
    assert found[1].fix


def test_they_are_tried_side_by_side() -> None:
    """Each waits for the other, and would wait in vain one after the other."""
    both = threading.Barrier(2)

    def meet(name: str) -> list[Check]:
        both.wait(10)
        return [good(name)]

    found = tried({("a",): lambda: meet("a"), ("b",): lambda: meet("b")}, limit_s=20)
    assert all(check.ok for check in found)


def test_a_bug_in_a_check_is_not_hidden() -> None:
    def broken() -> list[Check]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        tried({("a",): broken}, limit_s=5)


@pytest.mark.model
def test_the_model_that_is_looked_at_hears_the_language_of_the_bank(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path))
    document = "---\nlanguage: de-DE\n---\n## 1. Eins\n\n### 1. Warum?\n**Answer:**\nWeil es hilft.\n"
    (paths.banks() / "deutsch.md").write_text(document, encoding="utf-8")
    with closing(Assembly(Settings(bank="deutsch"))) as parts:
        speech = next(checkup._model_checks(parts))
    assert speech.ok
    assert speech.detail.startswith("base.")
