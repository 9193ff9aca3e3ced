"""Steps of a reading: side by side, and left alone where something else is waited for."""

from __future__ import annotations

import threading

import pytest

from interviewer.errors import InputError
from interviewer.speech.beside import GaveWay, begun, done_unless


def test_a_step_is_at_work_while_something_else_is_done() -> None:
    allowed = threading.Event()
    result = begun(lambda: allowed.wait(10) and "done")
    assert not result.done()
    allowed.set()
    assert result.result() == "done"


def test_a_step_under_way_is_left_alone_once_it_is_not_wanted() -> None:
    begun_, allowed, ended = threading.Event(), threading.Event(), threading.Event()

    def step() -> None:
        begun_.set()
        allowed.wait(10)
        ended.set()

    with pytest.raises(GaveWay):
        done_unless(begun_.is_set, step)
    assert not ended.is_set()
    allowed.set()
    assert ended.wait(10), "it runs to its end all the same"


def test_a_step_that_is_not_wanted_is_not_begun() -> None:
    begun_ = threading.Event()
    with pytest.raises(GaveWay):
        done_unless(lambda: True, begun_.set)
    assert not begun_.is_set()


def test_without_anything_to_give_way_to_a_step_stays_on_its_thread() -> None:
    assert done_unless(None, threading.get_ident) == threading.get_ident()
    assert done_unless(lambda: False, threading.get_ident) != threading.get_ident()


def test_what_a_step_raises_is_raised_where_its_result_is_asked_for() -> None:
    def step() -> None:
        raise InputError("It can't be read.", fix="Try another file.")

    with pytest.raises(InputError, match="can't be read"):
        done_unless(lambda: False, step)
    with pytest.raises(InputError, match="can't be read"):
        begun(step).result()
