"""Silence in any round: it ends an answer where that is wanted, and never one who thinks."""

from __future__ import annotations

import pytest
from rehearsal import Rehearsal

from interviewer.interview.rounds.move import State
from interviewer.interview.transcript import Transcript


def silent(stage: Rehearsal, *, quiet_s: float, elapsed_s: float = 60.0) -> State:
    stage.session.quiet_s, stage.recorder.elapsed_s = quiet_s, elapsed_s
    stage.session.tick()
    return stage.state


def test_silence_ends_nothing_unless_it_is_wanted() -> None:
    stage = Rehearsal()
    stage.record()
    assert silent(stage, quiet_s=50.0) is State.RECORDING
    stage.session.auto_stop_s = 8.0
    assert silent(stage, quiet_s=7.9) is State.RECORDING
    assert stage.session.silence_left_s == pytest.approx(0.1)
    assert silent(stage, quiet_s=8.0) is State.FINISHING


def test_a_person_who_thinks_for_four_seconds_is_never_cut_off() -> None:
    stage = Rehearsal()
    stage.session.auto_stop_s = 1.0
    stage.record()
    assert silent(stage, quiet_s=4.9) is State.RECORDING


def test_before_the_first_word_there_is_all_the_time() -> None:
    stage = Rehearsal()
    stage.session.auto_stop_s = 5.0
    stage.record()
    stage.recorder.elapsed_s = 60.0
    stage.session.tick()
    assert stage.state is State.RECORDING


def test_silence_counts_anew_after_a_pause() -> None:
    stage = Rehearsal()
    stage.session.auto_stop_s = 5.0
    stage.record()
    silent(stage, quiet_s=4.0, elapsed_s=20.0)
    stage.session.pause()
    stage.session.resume()
    assert silent(stage, quiet_s=7.0, elapsed_s=23.0) is State.RECORDING
    assert silent(stage, quiet_s=9.0, elapsed_s=25.0) is State.FINISHING


def test_the_transcriber_says_how_long_it_has_been_quiet() -> None:
    stage = Rehearsal()
    stage.record()
    stage.transcriber.transcript = Transcript(())
    stage.session.stop()
    stage.devices.run_dry()
    stage.worker.step()
    assert stage.transcriber.quiet is not None
    stage.transcriber.quiet(3.0)
    assert stage.session.quiet_s == 3.0
