"""Tests that are shared out between processes, started for real: who gets which."""

from __future__ import annotations

import os
import re
import sys
from collections import defaultdict
from pathlib import Path

from program import ROOT, run

from run import ALL_TESTS

_FILE = """
import pytest

@pytest.mark.sound
def test_spoken(): ...

def test_one(): ...

def test_other(): ...
"""


def test_what_belongs_together_is_run_by_one_process_and_the_real_time_first(tmp_path: Path) -> None:
    for file in ("a", "b"):
        (tmp_path / f"test_{file}.py").write_text(_FILE, encoding="utf-8")
    plugins = ("-p", "side_by_side", "-p", "no:cacheprovider", "-o", "markers=sound")
    done = run(
        [sys.executable, "-m", "pytest", "-v", *plugins, *ALL_TESTS, tmp_path],
        environment={**os.environ, "PYTHONPATH": str(ROOT / "tests")},
        folder=tmp_path,
    )
    ran = re.findall(r"\[(gw\d)\] .* PASSED test_(\w)\.py::test_(\w+)", done.out)
    assert len(ran) == 6, done.out
    by = defaultdict(set)
    for process, file, test in ran:
        by["in real time" if test == "spoken" else file].add(process)
    assert sorted(map(len, by.values())) == [1, 1, 1], done.out
    assert len(set.union(*by.values())) == 3, "each of the three has something to do"
