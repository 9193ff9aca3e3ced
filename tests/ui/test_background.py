"""The lines of background work and the bridge, with real threads."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from steps import Until

from interviewer.errors import Cancelled, InterviewerError
from interviewer.ui.work.background import BackgroundLine
from interviewer.ui.work.bridge import MainThreadBridge
from interviewer.ui.work.workplace import Workplace


@pytest.fixture
def line() -> Iterator[BackgroundLine]:
    made = BackgroundLine(MainThreadBridge(), name="test line")
    yield made
    assert made.close(limit_s=10)


def test_results_come_back_to_the_main_thread_in_order(line: BackgroundLine, until: Until) -> None:
    seen: list[tuple[int, bool]] = []
    for number in range(5):
        line.run(
            lambda _cancel, number=number: number,
            done=lambda got: seen.append((got, threading.current_thread() is threading.main_thread())),
            failed=lambda fault: pytest.fail(str(fault)),
        )
    until(lambda: len(seen) == 5)
    assert seen == [(number, True) for number in range(5)]


def test_work_runs_off_the_main_thread(line: BackgroundLine, until: Until) -> None:
    seen: list[str] = []
    line.run(lambda _cancel: threading.current_thread().name, done=seen.append, failed=pytest.fail)
    until(lambda: seen)
    assert seen == ["test line"]


def test_a_fault_comes_back_and_the_line_goes_on(line: BackgroundLine, until: Until) -> None:
    faults: list[Exception] = []
    seen: list[int] = []

    def fail(_cancel: object) -> int:
        raise InterviewerError("the disk is full")

    line.run(fail, done=pytest.fail, failed=faults.append)
    line.run(lambda _cancel: 7, done=seen.append, failed=pytest.fail)
    until(lambda: seen)
    assert [str(fault) for fault in faults] == ["the disk is full"]


def test_a_bug_is_logged_in_full(
    line: BackgroundLine, until: Until, caplog: pytest.LogCaptureFixture
) -> None:
    faults: list[Exception] = []
    line.run(lambda _cancel: 1 / 0, done=pytest.fail, failed=faults.append)
    until(lambda: faults)
    assert "ZeroDivisionError" in caplog.text


def test_cancelled_work_reports_nothing(line: BackgroundLine, until: Until) -> None:
    begun, go = threading.Event(), threading.Event()
    told: list[object] = []

    def work(cancel: object) -> int:
        begun.set()
        go.wait(10)
        cancel.raise_if_cancelled()
        return 1

    cancel = line.run(work, done=told.append, failed=told.append)
    begun.wait(10)
    cancel()
    go.set()
    after: list[int] = []
    line.run(lambda _cancel: 2, done=after.append, failed=pytest.fail)
    until(lambda: after)
    assert told == []


def test_work_that_was_cancelled_before_its_turn_never_runs(line: BackgroundLine, until: Until) -> None:
    go, ran = threading.Event(), []
    line.run(lambda _cancel: go.wait(10), done=lambda _none: None, failed=pytest.fail)
    cancel = line.run(lambda _cancel: ran.append(1), done=pytest.fail, failed=pytest.fail)
    cancel()
    go.set()
    after: list[int] = []
    line.run(lambda _cancel: 2, done=after.append, failed=pytest.fail)
    until(lambda: after)
    assert ran == []


def test_a_result_that_was_cancelled_on_its_way_is_dropped(line: BackgroundLine, until: Until) -> None:
    told: list[object] = []
    finished = threading.Event()
    cancel = line.run(lambda _cancel: finished.set(), done=told.append, failed=told.append)
    finished.wait(10)
    cancel()
    after: list[int] = []
    line.run(lambda _cancel: 2, done=after.append, failed=pytest.fail)
    until(lambda: after)
    assert told == []


def test_cancelled_raised_by_the_work_itself_is_no_fault(line: BackgroundLine, until: Until) -> None:
    told: list[object] = []

    def work(_cancel: object) -> None:
        raise Cancelled

    line.run(work, done=told.append, failed=told.append)
    after: list[int] = []
    line.run(lambda _cancel: 2, done=after.append, failed=pytest.fail)
    until(lambda: after)
    assert told == []


def test_closing_runs_the_queue_dry_and_ends_the_threads() -> None:
    place = Workplace()
    ran: list[int] = []
    for number in range(3):
        place.worker.run(lambda _cancel, n=number: ran.append(n), done=pytest.fail, failed=pytest.fail)
    assert place.close(limit_s=10)
    assert ran == [0, 1, 2]


def test_a_line_that_does_not_end_in_time_is_said() -> None:
    go = threading.Event()
    line = BackgroundLine(MainThreadBridge(), name="slow line")
    line.run(lambda _cancel: go.wait(10), done=lambda _none: None, failed=pytest.fail)
    assert not line.close(limit_s=0.01)
    go.set()
    assert line.close(limit_s=10)


def test_after_it_is_closed_the_bridge_brings_nothing(application: object, until: Until) -> None:
    bridge, told = MainThreadBridge(), []
    bridge.post(lambda: told.append(1))
    bridge.close()
    bridge.post(lambda: told.append(2))
    other, after = MainThreadBridge(), []
    other.post(lambda: after.append(1))
    until(lambda: after)
    assert told == []


def test_steps_leave_room_for_what_is_posted_meanwhile(until: Until) -> None:
    bridge = MainThreadBridge()
    done: list[str] = []

    def steps() -> Iterator[None]:
        for number in range(3):
            done.append(f"step {number}")
            bridge.post(lambda number=number: done.append(f"after {number}"))
            yield
        done.append("end")

    bridge.take_steps(steps())
    assert not done
    until(lambda: "end" in done)
    assert done == ["step 0", "after 0", "step 1", "after 1", "step 2", "after 2", "end"]


def test_no_step_is_taken_once_the_window_is_gone(until: Until) -> None:
    bridge, other = MainThreadBridge(), MainThreadBridge()
    taken: list[int] = []

    def steps() -> Iterator[None]:
        for number in range(3):
            taken.append(number)
            bridge.close()
            yield

    bridge.take_steps(steps())
    until(lambda: taken)
    ended: list[bool] = []
    other.take_steps(ended.append(True) for _ in range(3))
    until(lambda: len(ended) == 3)
    assert taken == [0]
