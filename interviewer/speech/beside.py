"""Steps of a reading on threads of their own: two at a time, or one that is left alone when it isn't wanted.

A step can't be broken off: the model's own code runs to its end. But nobody has to wait for it: what is
wanted now is begun beside it, by the model's other worker.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import TypeVar

T = TypeVar("T")

#: How often it is looked whether the step is still wanted.
_LOOKED_S = 0.02


class GaveWay(Exception):  # noqa: N818 - not an error: something else is waited for
    """A reading was left undone."""


def begun(step: Callable[[], T]) -> Future[T]:
    """The step, at work; what it raises is raised where its result is asked for."""
    result: Future[T] = Future()

    def work() -> None:
        try:
            result.set_result(step())
        except BaseException as fault:  # noqa: BLE001 - whoever asks for the result gets it
            result.set_exception(fault)

    threading.Thread(target=work, name="a step of reading").start()
    return result


def done_unless(gives_way: Callable[[], bool] | None, step: Callable[[], T]) -> T:
    """The step's result. Raises GaveWay as soon as something else is waited for; None: nothing ever is."""
    if gives_way is None:
        return step()
    if gives_way():
        raise GaveWay
    result = begun(step)
    while not wait([result], timeout=_LOOKED_S).done:
        if gives_way():
            raise GaveWay
    return result.result()
