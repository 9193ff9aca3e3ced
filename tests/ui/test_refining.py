"""What was heard while it was spoken is read again with care, while the feedback is looked at."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
import sample
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from staging import Stage
from steps import Until, begun, press, reviewed

from interviewer.interview.attempt import Attempt
from interviewer.interview.coverage import Verdict
from interviewer.interview.rounds.move import State
from interviewer.interview.transcript import Segment, Word
from interviewer.ui.feedback.point_card import PointCard
from interviewer.ui.rounds.review import ReviewPage


class Careful:
    """A careful reading that takes as long as the test wants."""

    def __init__(self) -> None:
        self.may_end = threading.Event()
        self.called_off = False

    def __call__(self, attempt: Attempt, cancel: object) -> Attempt:
        assert self.may_end.wait(20)
        try:
            cancel.raise_if_cancelled()  # type: ignore[attr-defined]
        except Exception:
            self.called_off = True
            raise
        words = (*attempt.transcript.words, Word("Exactly.", 80.0, 80.5, 0.9))
        better = replace(attempt.transcript, segments=(Segment(words),), model="base", final=True)
        return replace(attempt, transcript=better, feedback=sample.feedback(better))


@pytest.fixture
def careful(stage: Stage) -> Iterator[Careful]:
    careful = Careful()
    stage.refine = careful
    yield careful
    careful.may_end.set()


def told(stage: Stage) -> str:
    return " ".join(one.text() for one in stage.window.findChildren(QLabel) if one.isVisible())


def test_the_feedback_is_brought_up_to_date_in_its_place(
    stage: Stage, until: Until, careful: Careful
) -> None:
    begun(stage, until)
    reviewed(stage, until)
    assert "being read again" in told(stage)
    view = stage.window.findChild(ReviewPage).feedback
    focused = QApplication.focusWidget()
    assert isinstance(focused, PointCard)
    focused.judged.emit(Verdict.COVERED)  # meanwhile the person corrects a verdict
    corrected = view.attempt.corrections
    assert corrected
    careful.may_end.set()
    until(lambda: "Read again with care by base: the transcript has changed." in told(stage))
    assert view.attempt.transcript.text.endswith("Exactly.")
    assert view.attempt.corrections == corrected
    now = QApplication.focusWidget()
    assert isinstance(now, PointCard)
    assert now.point.point.id == focused.point.point.id
    until(lambda: stage.archive.kept[0].transcript.model == "base")
    assert stage.archive.kept[0].corrections == corrected
    assert stage.window.session.attempt == view.attempt


def test_whoever_goes_on_calls_it_off(stage: Stage, until: Until, careful: Careful) -> None:
    begun(stage, until)
    reviewed(stage, until)
    first = stage.archive.kept[0]
    press(stage, Qt.Key.Key_N)
    assert stage.window.state is State.ASKING
    careful.may_end.set()
    until(lambda: careful.called_off)
    assert stage.archive.kept[0] == first


def test_a_careful_reading_that_fails_leaves_the_first(stage: Stage, until: Until) -> None:
    def fails(_attempt: Attempt, _cancel: object) -> Attempt:
        raise OSError("the recording is gone")

    stage.refine = fails
    begun(stage, until)
    reviewed(stage, until)
    until(lambda: "being read again" not in told(stage))
    assert stage.window.findChild(ReviewPage).feedback.attempt == stage.archive.kept[0]
