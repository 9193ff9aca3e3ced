"""How much of the rules their own tests reach: measured while these run, under ``coverage run``.

They are marked ``rules``. What other tests reach on their way does not count: a branch is to have a test that
is about it. Measured is the import of all rules, then each test of theirs, and nothing else.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import pytest
from coverage import Coverage
from program import ROOT

from interviewer import interview

_OF_THE_RULES = (
    *("tests/interview", "tests/banks", "tests/history/test_retention.py", "tests/models/test_catalogue.py"),
    *("tests/test_exporting.py", "tests/speech/test_peaks.py", "tests/test_checkup.py"),
)
#: These draw their examples by chance, take long, or are killed on the way.
_FILES_APART = {"test_document_properties", "test_golden", "test_proof"}
_WORDS_APART = ("killed", "fifty_megabytes", "ten_thousand", "fifty_thousand")


def pytest_itemcollected(item: pytest.Item) -> None:
    if _of_the_rules(item):
        item.add_marker("rules")


def _of_the_rules(item: pytest.Item) -> bool:
    if item.path.stem in _FILES_APART or any(word in item.name for word in _WORDS_APART):
        return False
    return any(item.path.is_relative_to(ROOT / place) for place in _OF_THE_RULES)


def pytest_configure(config: pytest.Config) -> None:
    measuring = Coverage.current()
    if measuring is None:
        return
    config.pluginmanager.register(_Reach(measuring))
    if not config.getoption("numprocesses", default=None):
        _leave_others_alone()


def _leave_others_alone() -> None:
    """Of the processes begun from here on none measures. Those that share the tests have begun already."""
    os.environ.pop("COVERAGE_PROCESS_CONFIG", None)


class _Reach:
    """Stops measuring between the tests of the rules."""

    def __init__(self, measuring: Coverage) -> None:
        self._measuring = measuring
        names = [module.name for module in walk_packages(interview.__path__, f"{interview.__name__}.")]
        rules = [rule for name in names for rule in vars(import_module(name)).values()]
        #: Those that keep what they once found out, maybe for a test that isn't measured.
        self._mindful = [rule for rule in rules if hasattr(rule, "cache_clear")]
        measuring.stop()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        if item.get_closest_marker("rules") is None:
            return (yield)
        for rule in self._mindful:
            rule.cache_clear()
        self._measuring.start()
        _leave_others_alone()  # to start is to ask it of all
        try:
            return (yield)
        finally:
            self._measuring.stop()
