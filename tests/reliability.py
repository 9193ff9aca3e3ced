"""The table of faults that were tried: written from the tests that ran, with ``--reliability FILE``.

    @pytest.mark.fault("the disk is full", "the feedback, and that it is not in the history")
    def test_...

A test that was skipped is listed as not tried, and one that failed as failed: the table can't say more than
what happened.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

_AREAS = {
    "speech": "Microphone, loudspeaker, voice, recordings",
    "history": "History",
    "banks": "Question banks",
    "models": "Models",
    "faults": "Killed, cut off, fuzzed",
    "ui": "Window",
    "end_to_end": "Window",
    "interview": "Judging",
}
_HEAD = """\
# Faults tried and survived

Written by the tests themselves: `python3 run.py test --reliability docs/reliability.md`. Each row is a fault
that a test causes for real, what the person then sees, and how often it was tried in that run.
"""

Row = tuple[str, str, str]


class Reliability:
    """Counts what became of each test that is marked as a fault."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._rows: dict[Row, Counter[str]] = {}
        self._of: dict[str, Row] = {}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            if (mark := item.get_closest_marker("fault")) is not None:
                happens, sees = mark.args
                folder = item.path.parent.name
                self._of[item.nodeid] = (_AREAS.get(folder, "Command line"), happens, sees)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        row = self._of.get(report.nodeid)
        if row is not None and (report.when == "call" or report.outcome != "passed"):
            self._rows.setdefault(row, Counter())[report.outcome] += 1

    def pytest_sessionfinish(self) -> None:
        lines = [_HEAD]
        for area in sorted({row[0] for row in self._rows}):
            lines += [f"\n## {area}\n", "| What happens | What the person sees | Tried |", "|---|---|---|"]
            lines += [
                f"| {happens} | {sees} | {_outcome(self._rows[area, happens, sees])} |"
                for _, happens, sees in sorted(row for row in self._rows if row[0] == area)
            ]
        self._file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _outcome(counted: Counter[str]) -> str:
    if counted["failed"]:
        return f"**failed** {counted['failed']} of {counted.total()}"
    return f"{counted['passed']}, survived" if counted["passed"] else "not on this machine"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--reliability", metavar="FILE", help="write the table of faults that were tried")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "fault(happens, sees): causes a fault for real; listed by --reliability"
    )
    if file := config.getoption("--reliability"):
        config.pluginmanager.register(Reliability(Path(file)), "reliability-table")
