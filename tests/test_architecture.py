"""The page about the architecture shows the rooms as the code has them."""

from __future__ import annotations

import sys

from program import ROOT, run


def test_the_picture_of_the_rooms_is_the_one_in_the_code() -> None:
    run([sys.executable, ROOT / "packaging" / "draw_rooms.py", "--check"])
