"""Backslashes that may have been backticks: where they are offered a repair, and where they are code."""

from __future__ import annotations

import pytest

from interviewer.interview.documents.repair import Damage, repaired


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"Run \git\ now.", "Run `git` now."),
        (r"Run `a \git\ b` and \git\ now.", r"Run `a \git\ b` and `git` now."),
        ("~~~\n\\git\\\n```\n\\git\\\n~~~\n\\git\\", "~~~\n\\git\\\n```\n\\git\\\n~~~\n`git`"),
        ("```\n\\git\\\n``` sh\n\\git\\\n```\n\\git\\", "```\n\\git\\\n``` sh\n\\git\\\n```\n`git`"),
    ],
)
def test_in_code_a_backslash_is_a_backslash(text: str, expected: str) -> None:
    found = repaired(text, backticks=True)
    assert found.text == expected
    assert len(found.of(Damage.BACKSLASHES)) == 1
