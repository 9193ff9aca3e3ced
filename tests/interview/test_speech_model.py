"""What the person is told about a speech model."""

from __future__ import annotations

import pytest

from interviewer.interview.speech_model import Where


@pytest.mark.parametrize(
    ("where", "usable"),
    [(Where.HERE, True), (Where.FETCHED, True), (Where.TO_DOWNLOAD, False), (Where.MISSING, False)],
)
def test_only_a_model_on_this_machine_can_be_used(where: Where, *, usable: bool) -> None:
    assert where.usable is usable
