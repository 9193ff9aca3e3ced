"""The table of faults that were tried: written from the tests that ran, with ``--reliability=FILE``.

    @pytest.mark.fault("the disk is full", sees="that there is no room, and where", kept="the take so far")
    def test_...

A test that was skipped is listed as not tried, and one that failed as failed: the table can't say more than
what happened.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
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
    "interview": "A round",
}
_TESTS = Path(__file__).parent
_HEAD = """\
| What happens | What the person sees | What is kept | Tried |
|---|---|---|---|"""


@dataclass(frozen=True, order=True)
class Fault:
    """One row of the table."""

    area: str
    happens: str
    sees: str
    kept: str
    #: file and function
    test: str


class Reliability:
    """Counts what became of each test that is marked as a fault."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._counted: dict[Fault, Counter[str]] = {}
        self._of: dict[str, Fault] = {}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            if (mark := item.get_closest_marker("fault")) is not None:
                self._of[item.nodeid] = _fault(item, *mark.args, **mark.kwargs)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        fault = self._of.get(report.nodeid)
        if fault is not None and (report.when == "call" or report.outcome != "passed"):
            self._counted.setdefault(fault, Counter())[report.outcome] += 1

    def pytest_sessionfinish(self) -> None:
        text = _with_table(self._file.read_text(encoding="utf-8"), self._table())
        self._file.write_text(text, encoding="utf-8")

    def _table(self) -> str:
        tried = sum(counted.total() for counted in self._counted.values())
        failed = sum(counted["failed"] for counted in self._counted.values())
        skipped = sum(counted["skipped"] for counted in self._counted.values())
        lines = [
            f"{len(self._counted)} faults, tried {tried - skipped} times: {failed} failed, "
            f"{skipped} could not be tried on this machine."
        ]
        for area in sorted({fault.area for fault in self._counted}):
            lines += [f"\n### {area}\n", _HEAD]
            lines += [
                f"| {fault.happens} | {fault.sees} | {fault.kept} | {_outcome(self._counted[fault])}: "
                f"`{fault.test}` |"
                for fault in sorted(self._counted)
                if fault.area == area
            ]
        return "\n".join(lines)


def _fault(item: pytest.Item, happens: str, *, sees: str, kept: str) -> Fault:
    place = item.path.relative_to(_TESTS).with_suffix("").as_posix()
    area = _AREAS.get(item.path.parent.name, "Command line")
    return Fault(area, happens, sees, kept, f"{place}::{item.name.partition('[')[0]}")


def _outcome(counted: Counter[str]) -> str:
    if counted["failed"]:
        return f"**failed** {counted['failed']} of {counted.total()}"
    return f"{counted['passed']} × survived" if counted["passed"] else "not on this machine"


def _with_table(text: str, table: str) -> str:
    """The document with what stands between the two marks replaced."""
    before, begin, rest = text.partition("<!-- faults: written by the tests -->\n")
    _, end, after = rest.partition("<!-- end of faults -->\n")
    if not begin or not end:
        raise pytest.UsageError("--reliability: the file has no place for the table of faults")
    return f"{before}{begin}\n{table}\n\n{end}{after}"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--reliability", metavar="FILE", help="write the table of faults that were tried into it"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "fault(happens, sees=, kept=): causes a fault for real; listed by --reliability"
    )
    if file := config.getoption("--reliability"):
        if config.getoption("numprocesses", None):
            raise pytest.UsageError("--reliability: one process has to see all tests; ask with -n 0")
        config.pluginmanager.register(Reliability(Path(file)), "reliability-table")
