"""Attempts as they lie in the database, and what damage makes of them."""

from __future__ import annotations

import json
import zlib

import pytest
from kept import answered

from interviewer.errors import InterviewerError
from interviewer.history.packing import packed, unpacked, verdict_counts
from interviewer.interview.attempt import AttemptId


@pytest.mark.parametrize("content", [b"\0", zlib.compress(b"{"), zlib.compress(b"[]"), zlib.compress(b"{}")])
def test_a_damaged_attempt_is_told_with_its_number_and_counts_for_nothing(content: bytes) -> None:
    with pytest.raises(InterviewerError, match=r"^Attempt 7 in the history is damaged: .*[^.]\.$") as damaged:
        unpacked(content, attempt_id=AttemptId(7), corrections={})
    assert "Restore a backup" in damaged.value.fix
    assert set(json.loads(verdict_counts(content, "{}")).values()) == {0}


def test_what_the_person_says_counts_in_place_of_the_verdict() -> None:
    content = packed(answered())
    judged = json.loads(verdict_counts(content, "{}"))
    points = json.loads(zlib.decompress(content))["coverage"]["points"]
    said = json.dumps({point["id"]: "contradicted" for point in points})
    assert sum(judged.values()) == len(points) > 0
    assert json.loads(verdict_counts(content, said))["contradicted"] == len(points)
