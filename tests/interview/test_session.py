"""The session, step by step on stand-ins: what is legal, what is kept, what the microphone may hear."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sample
from rehearsal import Rehearsal
from stand_ins import (
    SPEAKING,
)

from interviewer.interview.manner import USUAL, Manner
from interviewer.interview.rounds.move import BUSY, MICROPHONE_OPEN, MOVES, IllegalMove, Move, State
from interviewer.interview.rounds.round import Round
from interviewer.interview.rounds.rules import Rules

# -- the way through -------------------------------------------------------------------------------


def test_one_question_from_asking_to_the_archive(stage: Rehearsal) -> None:
    stage.review()
    assert list(dict.fromkeys(stage.seen)) == [
        State.ASKING,
        State.THINKING,
        State.OPENING,
        State.RECORDING,
        State.FINISHING,
        State.JUDGING,
        State.REVIEWING,
    ]
    assert stage.session.attempt == stage.archive.kept[0]
    assert stage.session.attempt.take.file.name == "2026-11-23 09.00.00 cost 0.wav"
    assert stage.transcriber.heard_files == []


def test_the_wait_before_an_answer_counts_from_the_end_of_the_question(stage: Rehearsal) -> None:
    stage.ask()
    stage.clock.at += timedelta(seconds=9)  # while it is spoken
    stage.voice.end()
    stage.clock.at += timedelta(seconds=20)
    stage.open_microphone()
    stage.clock.at += timedelta(seconds=1)
    stage.recorder.elapsed_s = 0.25
    stage.recorder.level = SPEAKING
    stage.session.tick()
    stage.clock.at += timedelta(seconds=40)
    stage.session.stop()
    stage.finish()
    assert stage.archive.kept[0].transcript.lead_s == 20.75


def test_the_wait_before_another_try_counts_from_when_it_was_wanted(stage: Rehearsal) -> None:
    stage.review()
    stage.clock.at += timedelta(seconds=300)
    stage.session.retry()
    stage.clock.at += timedelta(seconds=3)
    stage.open_microphone()
    stage.recorder.level = SPEAKING
    stage.session.tick()
    stage.session.stop()
    stage.finish()
    assert [one.transcript.lead_s for one in stage.archive.kept] == [0.0, 3.0]


def test_the_wait_is_known_of_a_take_that_was_not_heard(stage: Rehearsal) -> None:
    stage.think()
    stage.clock.at += timedelta(seconds=5)
    stage.open_microphone()
    stage.recorder.level = SPEAKING
    stage.session.tick()
    stage.session.close()
    stage.finish()
    assert stage.archive.kept[0].transcript.lead_s == 5.0


def test_the_question_is_spoken_as_it_should_be_said(stage: Rehearsal) -> None:
    stage.ask()
    assert stage.voice.said == [sample.bank().questions[0].say]


def test_the_microphone_is_closed_while_the_question_is_spoken(stage: Rehearsal) -> None:
    stage.ask()
    stage.session.answer()
    assert stage.state is State.OPENING  # this stand-in falls silent at once
    assert stage.recorder.calls == []
    stage.devices.run_dry()
    assert not stage.voice.speaking
    assert stage.recorder.calls == ["start"]


def test_the_microphone_waits_for_a_voice_that_is_slow_to_stop(
    stage: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage.voice, "stop", lambda: None)
    stage.ask()
    stage.session.answer()
    stage.devices.run_dry()
    assert stage.state is State.HUSHING
    assert stage.recorder.calls == []
    stage.voice.end()
    stage.devices.run_dry()
    assert stage.recorder.calls == ["start"]


def test_recording_is_said_only_once_sound_arrives(stage: Rehearsal) -> None:
    stage.open()
    stage.session.tick()
    assert stage.state is State.OPENING
    stage.recorder.level = SPEAKING
    stage.session.tick()
    assert stage.state is State.RECORDING


def test_the_next_question_is_rendered_while_this_one_is_answered(stage: Rehearsal) -> None:
    stage.record()
    assert stage.voice.prepared == [sample.bank().questions[1].say]


def test_a_round_is_spoken_in_its_own_manner_from_the_first_question_to_the_debrief(stage: Rehearsal) -> None:
    slowly = Manner("en-gb", 120)
    stage.session.begin(Round(sample.bank().questions[:2], manner=slowly))
    assert stage.voice.said_in == [slowly]
    stage.voice.end()
    stage.session.answer()
    stage.devices.run_dry()
    stage.recorder.level = SPEAKING
    stage.session.tick()
    assert stage.voice.prepared_in == [slowly]
    stage.session.stop()
    stage.finish()
    assert stage.state is State.REVIEWING
    assert stage.voice.manner == slowly  # for what is said of the answer
    stage.session.retry()
    stage.session.leave()
    assert stage.voice.manner == USUAL


def test_what_is_practised_from_a_debrief_is_spoken_as_the_round_was(stage: Rehearsal) -> None:
    slowly = Manner(rate_wpm=120)
    stage.session.begin(Round(sample.bank().questions[:2], manner=slowly, rules=Rules.PRESSURE))
    stage.voice.end()
    stage.session.answer()
    stage.devices.run_dry()
    stage.recorder.level = SPEAKING
    stage.session.tick()
    stage.session.stop()
    stage.finish()
    assert stage.session.end()
    stage.session.begin(Round(sample.bank().questions[:1]))
    assert stage.voice.said_in == [slowly, slowly]


def test_replay_falls_silent_before_an_answer(stage: Rehearsal) -> None:
    stage.think()
    before = stage.player.stops
    stage.session.answer()
    assert stage.player.stops > before


def test_live_words_come_while_recording_and_go_with_the_answer(stage: Rehearsal) -> None:
    stage.record()
    stage.session.stop()
    stage.devices.run_dry()
    stage.worker.step()
    assert [word.text for word in stage.session.live_words] == ["Cost", "is", "something"]
    stage.worker.run_dry()
    stage.session.next()
    assert stage.session.live_words == ()


def test_the_take_may_come_after_its_transcript(stage: Rehearsal) -> None:
    stage.record()
    stage.session.stop()
    stage.recorder.stop()  # its sound ends, but the closing itself is still under way
    stage.worker.step()
    assert stage.state is State.FINISHING
    stage.devices.run_dry()
    stage.worker.run_dry()
    assert stage.state is State.REVIEWING


def test_pause_and_resume_reach_the_recorder(stage: Rehearsal) -> None:
    stage.record()
    stage.session.pause()
    assert stage.state is State.PAUSED
    stage.session.resume()
    stage.session.pause()
    stage.session.stop()
    stage.finish()
    assert stage.recorder.calls == ["start", "pause", "resume", "pause", "stop"]
    assert stage.state is State.REVIEWING


# -- the round -------------------------------------------------------------------------------------


def test_next_asks_the_next_question_and_ends_after_the_last(stage: Rehearsal) -> None:
    stage.review()
    assert stage.session.next()
    assert stage.session.question.id == "design"
    stage.voice.end()
    assert not stage.session.next()
    assert stage.state is State.CHOOSING
    assert stage.session.question is None


def test_a_question_can_be_skipped_while_it_is_asked(stage: Rehearsal) -> None:
    stage.ask()
    stage.session.next()
    assert stage.state is State.ASKING
    assert stage.voice.said[-1] == sample.bank().questions[1].say


def test_retry_makes_a_new_take_and_both_are_kept(stage: Rehearsal) -> None:
    stage.review()
    stage.session.retry()
    assert stage.state is State.THINKING
    assert stage.session.attempt is None
    stage.recorder.level_when_open = SPEAKING
    stage.session.answer()
    stage.devices.run_dry()
    stage.session.tick()
    stage.session.stop()
    stage.finish()
    assert len({kept.take.file for kept in stage.archive.kept}) == 2


def test_a_round_needs_a_question() -> None:
    with pytest.raises(ValueError, match="round of 0"):
        Round(())


def test_a_round_ends_after_its_last_question() -> None:
    with pytest.raises(ValueError, match="round of 1"):
        Round(sample.bank().questions[:1]).next()


# -- discarding ------------------------------------------------------------------------------------


def test_a_discarded_take_is_deleted_once_the_person_goes_on(stage: Rehearsal) -> None:
    stage.record()
    stage.session.discard()
    stage.finish()
    assert stage.forgotten == []
    stage.session.retry()
    stage.finish()
    assert len(stage.forgotten) == 1
    assert stage.archive.kept == []


@pytest.mark.parametrize("closed_first", [True, False])
def test_a_discarded_take_can_be_taken_back(stage: Rehearsal, closed_first: bool) -> None:
    stage.record()
    stage.session.discard()
    if closed_first:
        stage.finish()
    stage.session.undo_discard()
    stage.finish()
    assert stage.state is State.REVIEWING
    assert stage.forgotten == []
    assert len(stage.transcriber.heard_files) == 1


def test_a_take_that_is_still_being_closed_is_not_left(stage: Rehearsal) -> None:
    stage.record()
    stage.session.discard()
    assert not stage.session.can(Move.RETRY)
    with pytest.raises(IllegalMove):
        stage.session.retry()
    stage.devices.run_dry()
    assert stage.session.can(Move.RETRY)


def test_an_opening_microphone_can_be_called_off(stage: Rehearsal) -> None:
    stage.open()
    stage.session.discard()
    assert stage.state is State.THINKING
    stage.finish()
    assert stage.recorder.calls == ["start", "stop"]


# -- closing the app -------------------------------------------------------------------------------


@pytest.mark.fault(
    "the window is closed in the middle of an answer", sees="nothing", kept="the take, as an attempt"
)
def test_closing_while_recording_keeps_what_was_said(stage: Rehearsal) -> None:
    stage.record()
    stage.session.close()
    stage.finish()
    (kept,) = stage.archive.kept
    assert kept.take is not None
    assert kept.feedback.abstained


def test_closing_while_judging_lets_it_end(stage: Rehearsal) -> None:
    stage.record()
    stage.session.stop()
    stage.devices.run_dry()
    stage.worker.step()
    stage.session.close()
    stage.worker.run_dry()
    assert len(stage.archive.kept) == 1
    assert stage.archive.kept[0].feedback.abstained is None


@pytest.mark.parametrize("bring", ["ask", "think", "review"])
def test_closing_elsewhere_adds_nothing(stage: Rehearsal, bring: str) -> None:
    getattr(stage, bring)()
    kept = list(stage.archive.kept)
    stage.session.close()
    stage.finish()
    assert stage.archive.kept == kept
    assert not stage.voice.speaking


# -- the table -------------------------------------------------------------------------------------


def test_every_state_is_in_the_table_and_can_be_reached() -> None:
    assert set(MOVES) == set(State)
    reached = {State.CHOOSING}
    while new := {there for here in reached for there in MOVES[here].values()} - reached:
        reached |= new
    assert reached == set(State)


def test_from_every_state_there_is_a_way_back_to_choosing() -> None:
    home = {State.CHOOSING}
    while new := {state for state in State if set(MOVES[state].values()) & home} - home:
        home |= new
    assert home == set(State)


def test_what_is_said_is_never_left_behind_without_a_step() -> None:
    assert MICROPHONE_OPEN <= BUSY
    assert State.FINISHING in BUSY


@pytest.mark.parametrize("state", list(State))
def test_a_move_outside_the_table_is_refused(stage: Rehearsal, state: State) -> None:
    stage.ask()
    stage.session.state = state
    acts = {
        Move.ANSWER: stage.session.answer,
        Move.PAUSE: stage.session.pause,
        Move.RESUME: stage.session.resume,
        Move.STOP: stage.session.stop,
        Move.DISCARD: stage.session.discard,
        Move.UNDO: stage.session.undo_discard,
        Move.HEAR_AGAIN: stage.session.hear_again,
        Move.RETRY: stage.session.retry,
        Move.LEAVE: stage.session.leave,
        Move.ASK: stage.session.ask_again,
    }
    stage.recorder.calls.clear()
    for move, act in acts.items():
        if move not in MOVES[state]:
            with pytest.raises(IllegalMove):
                act()
            assert stage.session.state is state
    assert stage.recorder.calls == []
