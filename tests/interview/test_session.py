"""The session, step by step on stand-ins: what is legal, what is kept, what the microphone may hear."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
import sample
from stand_ins import (
    SPEAKING,
    DirectBridge,
    HandLine,
    MemoryArchive,
    PreparedTranscriber,
    RecordingVoice,
    SilentPlayer,
    SilentRecorder,
    StillClock,
)

from interviewer.errors import InterviewerError
from interviewer.interview.manner import USUAL, Manner
from interviewer.interview.rounds.equipment import Equipment
from interviewer.interview.rounds.move import BUSY, MICROPHONE_OPEN, MOVES, IllegalMove, Move, State
from interviewer.interview.rounds.round import Round
from interviewer.interview.rounds.rules import Rules
from interviewer.interview.rounds.session import Session
from interviewer.interview.take import Take


@dataclass
class Rehearsal:
    """A session and what it works with, all in the hand of the test."""

    voice: RecordingVoice = field(default_factory=RecordingVoice)
    recorder: SilentRecorder = field(default_factory=SilentRecorder)
    transcriber: PreparedTranscriber = field(
        default_factory=lambda: PreparedTranscriber(sample.transcript(), live=sample.transcript().words[:3])
    )
    player: SilentPlayer = field(default_factory=SilentPlayer)
    archive: MemoryArchive = field(default_factory=MemoryArchive)
    clock: StillClock = field(default_factory=StillClock)
    worker: HandLine = field(default_factory=HandLine)
    devices: HandLine = field(default_factory=HandLine)
    forgotten: list[Take] = field(default_factory=list)
    seen: list[State] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.equipment = Equipment(
            voice=self.voice,
            recorder=self.recorder,
            transcriber=lambda: self.transcriber,
            player=self.player,
            archive=self.archive,
            clock=self.clock,
            worker=self.worker,
            devices=self.devices,
            bridge=DirectBridge(),
            give=lambda _question, heard: sample.feedback(heard),
            vocabulary=lambda _question: ("Photon",),
            forget=self.forgotten.append,
            aside=lambda: Path("listening.wav"),
            spoken=lambda text: text,
        )
        self.session = Session(self.equipment, changed=self.changed)

    def changed(self, state: State) -> None:
        self.seen.append(state)

    @property
    def state(self) -> State:
        return self.session.state

    def ask(self, count: int = 2) -> None:
        self.session.begin(Round(sample.bank().questions[:count]))

    def think(self) -> None:
        self.ask()
        self.voice.end()

    def open(self) -> None:
        self.think()
        self.open_microphone()

    def open_microphone(self) -> None:
        self.session.answer()
        self.devices.run_dry()

    def record(self) -> None:
        self.open()
        self.recorder.level = SPEAKING
        self.session.tick()

    def finish(self) -> None:
        """The take is closed, then heard, then judged."""
        self.devices.run_dry()
        self.worker.run_dry()

    def review(self) -> None:
        self.record()
        self.session.stop()
        self.finish()


@pytest.fixture
def stage() -> Rehearsal:
    return Rehearsal()


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
