"""A session where something fails, or comes too late: what is told, what is kept, what changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
import sample
from rehearsal import Rehearsal
from stand_ins import (
    SPEAKING,
)

from interviewer.errors import InterviewerError
from interviewer.interview.rounds.move import IllegalMove, Move, State

# -- faults ----------------------------------------------------------------------------------------


@pytest.mark.fault("the voice fails in a round", sees="the text of the question", kept="the round goes on")
def test_without_a_voice_the_text_stands_in(stage: Rehearsal) -> None:
    fault = InterviewerError("There is no voice.")
    stage.ask()
    stage.voice.end(fault)
    assert stage.state is State.THINKING
    assert stage.session.voice_fault is fault
    stage.session.next()
    stage.voice.end()
    assert stage.session.voice_fault is None


@pytest.mark.fault(
    "no microphone when an answer is begun", sees="why, and what to do", kept="the round, at this question"
)
def test_no_microphone_leads_back_to_thinking_with_the_reason(stage: Rehearsal) -> None:
    stage.recorder.start_fault = InterviewerError("There is no microphone.")
    stage.open()
    assert stage.state is State.THINKING
    assert stage.session.fault is stage.recorder.start_fault
    stage.recorder.start_fault = None
    stage.session.answer()
    assert stage.session.fault is None


def test_a_microphone_that_delivers_nothing_is_given_up(stage: Rehearsal) -> None:
    stage.open()
    stage.recorder.fault = InterviewerError("The microphone delivers no sound.")
    stage.session.tick()
    assert stage.state is State.THINKING
    assert stage.session.fault is stage.recorder.fault
    stage.devices.run_dry()
    assert stage.recorder.calls == ["start", "stop"]
    assert len(stage.forgotten) == 1


@pytest.mark.fault(
    "the microphone is lost for good in the middle of an answer",
    sees="why, and feedback on what was said until then",
    kept="the take so far, as an attempt",
)
def test_an_unplugged_microphone_ends_the_take_and_it_is_judged(stage: Rehearsal) -> None:
    stage.record()
    stage.recorder.fault = InterviewerError("The microphone stopped delivering sound.")
    stage.session.tick()
    stage.finish()
    assert stage.state is State.REVIEWING
    assert stage.session.fault is stage.recorder.fault
    assert len(stage.archive.kept) == 1


@pytest.mark.fault(
    "the model fails while somebody speaks",
    sees="nothing: the file is transcribed after the stop",
    kept="the whole take",
)
def test_a_transcriber_that_fails_while_recording_hears_the_file_at_the_end(stage: Rehearsal) -> None:
    stage.transcriber.fault = RuntimeError("out of memory")
    stage.record()
    stage.worker.run_dry()
    assert stage.state is State.RECORDING
    stage.session.stop()
    stage.finish()
    assert stage.state is State.REVIEWING
    assert stage.transcriber.heard_files == [stage.archive.kept[0].take.file]


def test_a_transcriber_that_fails_at_once_does_not_close_the_microphone(stage: Rehearsal) -> None:
    stage.transcriber.fault = RuntimeError("no model")
    stage.open()
    stage.worker.run_dry()
    assert stage.state is State.OPENING
    stage.recorder.level = SPEAKING
    stage.session.tick()
    assert stage.state is State.RECORDING


@pytest.mark.fault(
    "the model fails at the end",
    sees="why; the take can be played, or transcribed again",
    kept="the take, as an attempt",
)
def test_a_take_that_cannot_be_heard_is_kept_and_can_be_heard_again(stage: Rehearsal) -> None:
    stage.transcriber.fault = stage.transcriber.file_fault = InterviewerError("The model is damaged.")
    stage.record()
    stage.worker.run_dry()
    stage.session.stop()
    stage.finish()
    assert stage.state is State.UNHEARD
    assert stage.session.fault is stage.transcriber.file_fault
    stage.transcriber.file_fault = None
    stage.session.hear_again()
    assert stage.session.fault is None
    stage.finish()
    assert stage.state is State.REVIEWING
    assert len(stage.archive.kept) == 1


def test_a_take_that_was_never_heard_is_archived_when_it_is_left(stage: Rehearsal) -> None:
    stage.transcriber.fault = stage.transcriber.file_fault = InterviewerError("The model is damaged.")
    stage.record()
    stage.worker.run_dry()
    stage.session.stop()
    stage.finish()
    stage.session.leave()
    stage.finish()
    (kept,) = stage.archive.kept
    assert kept.take is not None
    assert kept.feedback.abstained
    assert kept.feedback.grade is None
    assert not kept.transcript.final


def test_hearing_can_be_called_off_and_the_take_stays(stage: Rehearsal) -> None:
    stage.record()
    stage.session.stop()
    stage.devices.run_dry()
    stage.session.stop_hearing()
    stage.worker.run_dry()
    assert stage.state is State.UNHEARD
    assert stage.session.take is not None
    assert stage.archive.kept == []


@pytest.mark.fault("the attempt can't be kept", sees="why", kept="the take")
def test_an_archive_that_fails_leaves_the_take_unjudged_but_there(stage: Rehearsal) -> None:
    stage.archive.keep_fault = InterviewerError("The disk is full.")
    stage.review()
    assert stage.state is State.UNHEARD
    assert stage.session.fault is stage.archive.keep_fault
    assert stage.session.take is not None


@pytest.mark.fault(
    "the disk hangs when a take is closed",
    sees="where the recording is, and that it is offered at the next start",
    kept="the take",
)
def test_a_disk_that_hangs_at_the_stop_is_told(stage: Rehearsal) -> None:
    stage.record()
    stage.recorder.stop_fault = InterviewerError("The disk does not answer.")
    stage.session.stop()
    stage.finish()
    assert stage.state is State.UNHEARD
    assert not stage.session.can(Move.HEAR_AGAIN)
    assert stage.session.can(Move.RETRY)


# -- what comes too late ---------------------------------------------------------------------------


def test_stale_results_change_nothing(stage: Rehearsal) -> None:
    stage.ask()
    late = stage.voice._done
    stage.session.next()
    assert stage.state is State.ASKING
    late(None)
    assert stage.state is State.ASKING


def test_a_late_microphone_is_not_heard(stage: Rehearsal) -> None:
    stage.think()
    stage.session.answer()
    stage.session.discard()
    stage.finish()
    assert stage.recorder.calls == ["start", "stop"]
    assert stage.state is State.THINKING
    assert Path(stage.forgotten[0].file).name.endswith(".wav")


def test_what_a_hearing_that_was_called_off_still_brings_changes_nothing(stage: Rehearsal) -> None:
    stage.record()
    stage.session.stop()
    _, done, failed, _ = stage.worker.jobs[0]
    stage.devices.run_dry()
    stage.session.stop_hearing()
    done(sample.transcript())
    failed(InterviewerError("The model is damaged."))
    assert stage.state is State.UNHEARD
    assert stage.session.fault is None
    assert stage.archive.kept == []


def test_what_is_still_heard_of_an_answer_that_was_left_is_not_shown_with_the_next(stage: Rehearsal) -> None:
    stage.review()
    heard, quiet = stage.transcriber.heard, stage.transcriber.quiet
    assert heard is not None
    assert quiet is not None
    stage.session.next()
    stage.voice.end()
    stage.session.answer()
    heard(sample.transcript().words)
    quiet(9.0)
    assert stage.session.live_words == ()
    assert stage.session.quiet_s is None


def test_who_hears_is_told_of_the_stop_before_the_microphone_is_closed(stage: Rehearsal) -> None:
    stage.transcriber.fault = InterviewerError("No more than who asks is wanted here.")
    stage.open()
    stage.worker.step()
    stopped = stage.transcriber.stopped
    assert stopped is not None
    stage.recorder.level = SPEAKING
    answers = [stopped()]
    for step in (stage.session.tick, stage.session.pause, stage.session.resume, stage.session.stop):
        step()
        answers.append(stopped())
    assert answers == [False, False, False, False, True]
    assert "stop" not in stage.recorder.calls
    stage.finish()
    stage.session.retry()
    assert stopped()


def test_how_far_a_file_has_been_heard_is_shown_until_its_answer_is_left(stage: Rehearsal) -> None:
    stage.transcriber.fault = stage.transcriber.file_fault = InterviewerError("The model is damaged.")
    stage.review()
    stage.session.hear_again()
    stage.finish()
    assert stage.session.progress == 0.5
    stage.session.hear_again()
    assert stage.session.progress is None
    stage.finish()
    progress = stage.transcriber.progress
    assert progress is not None
    stage.session.next()
    progress(0.9)
    assert stage.session.progress is None


def test_a_judgement_that_was_called_off_and_comes_all_the_same_is_not_shown(stage: Rehearsal) -> None:
    stage.record()
    stage.session.stop()
    stage.devices.run_dry()
    stage.worker.step()
    assert stage.state is State.JUDGING
    _, done, _, _ = stage.worker.jobs[0]
    stage.session.stop_hearing()
    done(sample.attempt(stage.clock.now()))
    assert stage.state is State.UNHEARD
    assert stage.session.attempt is None
    assert stage.session.answers == ()


def test_where_no_round_has_begun_there_is_no_question_to_ask_again(stage: Rehearsal) -> None:
    with pytest.raises(IllegalMove, match="no question"):
        stage.session.ask_again()
    assert stage.state is State.CHOOSING
    assert stage.voice.said == []


def test_a_microphone_that_fails_after_it_was_called_off_is_no_fault(stage: Rehearsal) -> None:
    stage.think()
    stage.session.answer()
    _, _, failed, _ = stage.devices.jobs[0]
    stage.session.discard()
    failed(InterviewerError("There is no microphone."))
    assert stage.state is State.THINKING
    assert stage.session.fault is None


def test_a_disk_that_hangs_when_a_take_is_discarded_is_told(stage: Rehearsal) -> None:
    stage.record()
    stage.recorder.stop_fault = InterviewerError("The disk does not answer.")
    stage.session.discard()
    stage.finish()
    assert stage.session.fault is stage.recorder.stop_fault
