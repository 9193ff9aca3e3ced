"""Loading much at once, code or documents: none of it is garbage, which need not be looked for meanwhile."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected(*, stays: bool = True) -> Iterator[None]:
    """Looking for garbage would take a tenth of the time; what ``stays`` is not looked at later either."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if stays:
            gc.freeze()
        if was_on:
            gc.enable()
