"""A session on stand-ins, for whoever has none of their own."""

from __future__ import annotations

import pytest
from rehearsal import Rehearsal


@pytest.fixture
def stage() -> Rehearsal:
    return Rehearsal()
