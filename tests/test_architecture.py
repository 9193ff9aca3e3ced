"""The page about the architecture shows the rooms as the code has them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).parents[1]


def test_the_picture_of_the_rooms_is_the_one_in_the_code() -> None:
    drawing = [sys.executable, str(_ROOT / "packaging" / "draw_rooms.py"), "--check"]
    done = subprocess.run(drawing, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
