"""Which tests stay together when three processes share them out (``-n 3 --dist loadgroup``).

What speaks and listens in real time, or presses keys on a screen, goes one after another in one process, and
first: it mostly waits, while the other two work. The rest goes file by file, so that the models and the
files that a module has made ready serve all its tests; those that take longest go before the others, so that
none is left to one process in the end.
"""

from __future__ import annotations

import pytest

_REAL_TIME = ("sound", "window")
#: These judge the same labelled answers, and remember what came of it.
_TOGETHER = {"test_proof": "test_golden"}
#: Each of their tests starts a program for itself.
_APART = {"test_benchmarks"}
_LONG = {"test_benchmarks", "test_golden", "test_hearing", "test_layout", "test_proof"}


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups in the same hook
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    # a process that is given its tests has no ``--dist`` any more, and this in its place
    if not config.getoption("loadgroup", default=False):
        return
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_group(item)))
    items.sort(key=_turn)  # otherwise in the order they have, which is a random one


def _group(item: pytest.Item) -> str:
    file = item.path.stem
    if _in_real_time(item):
        return "in_real_time"
    return item.name if file in _APART else _TOGETHER.get(file, file)


def _turn(item: pytest.Item) -> int:
    if _in_real_time(item):
        return 0
    return 1 if item.path.stem in _LONG else 2


def _in_real_time(item: pytest.Item) -> bool:
    return any(item.get_closest_marker(name) for name in _REAL_TIME)
