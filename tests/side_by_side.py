"""Which tests stay together when three processes share them out (``-n 3 --dist loadgroup``).

What speaks and listens in real time, or presses keys on a screen, goes one after another in one process, and
first: it mostly waits, while the other two work. The rest goes file by file, so that the models and the
files that a module has made ready serve all its tests.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

_REAL_TIME = ("sound", "window")
#: These judge the same labelled answers, and remember what came of it.
_TOGETHER = {"test_proof": "test_golden"}


def _in_real_time(item: pytest.Item) -> bool:
    return any(item.get_closest_marker(name) for name in _REAL_TIME)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("dist", "no") != "loadgroup":
        return
    for item in items:
        file = item.path.stem
        group = "in_real_time" if _in_real_time(item) else _TOGETHER.get(file, file)
        item.add_marker(pytest.mark.xdist_group(group))
    items[:] = _real_time_first(items)


def _real_time_first(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """Otherwise in the order they have, which is a random one."""
    return sorted(items, key=lambda item: not _in_real_time(item))
