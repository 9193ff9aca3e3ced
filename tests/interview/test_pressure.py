"""A round under pressure: the clock, what is barred, and what is told only at the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sample
from rehearsal import Rehearsal
from stand_ins import SPEAKING, earlier

from interviewer.errors import InterviewerError
from interviewer.interview.attempt import AttemptId
from interviewer.interview.coverage import Verdict
from interviewer.interview.rounds import debrief
from interviewer.interview.rounds.move import IllegalMove, Move, State
from interviewer.interview.rounds.pressure import Zone, cap_s, zone
from interviewer.interview.rounds.round import Round
from interviewer.interview.rounds.rules import Rules


@pytest.fixture
def stage() -> Rehearsal:
    made = Rehearsal()
    made.session.begin(Round(sample.bank().questions[:2], rules=Rules.PRESSURE))
    return made


def wait(stage: Rehearsal, seconds: float) -> None:
    stage.clock.at += timedelta(seconds=seconds)
    stage.session.tick()


def record(stage: Rehearsal) -> None:
    stage.voice.end()
    stage.session.answer()
    stage.devices.run_dry()
    stage.recorder.level = SPEAKING
    stage.session.tick()


def answer(stage: Rehearsal) -> None:
    record(stage)
    stage.session.stop()
    stage.finish()


def test_recording_begins_by_itself_when_the_time_to_think_is_over(stage: Rehearsal) -> None:
    wait(stage, 60)
    assert stage.state is State.ASKING  # the clock starts when the question was said
    stage.voice.end()
    wait(stage, 29)
    assert stage.state is State.THINKING
    assert stage.session.think_left_s == pytest.approx(1.0)
    wait(stage, 1)
    assert stage.state is State.OPENING
    stage.devices.run_dry()
    assert stage.recorder.calls == ["start"]


def test_to_hear_the_question_again_costs_time_to_think_and_the_microphone_stays_closed(
    stage: Rehearsal,
) -> None:
    stage.voice.end()
    wait(stage, 25)
    stage.session.ask_again()
    wait(stage, 10)
    assert stage.state is State.ASKING
    assert stage.recorder.calls == []
    stage.voice.end()
    wait(stage, 0)
    assert stage.state is State.OPENING


def test_a_microphone_that_fails_is_not_tried_again_by_itself(stage: Rehearsal) -> None:
    stage.recorder.start_fault = InterviewerError("There is no microphone.")
    stage.voice.end()
    wait(stage, 30)
    stage.devices.run_dry()
    wait(stage, 60)
    assert stage.state is State.THINKING


def test_an_answer_is_cut_off_at_its_cap(stage: Rehearsal) -> None:
    record(stage)
    stage.recorder.elapsed_s = 134.9
    stage.session.tick()
    assert stage.state is State.RECORDING
    stage.recorder.elapsed_s = cap_s(90.0)
    stage.session.tick()
    assert stage.state is State.FINISHING


def test_nothing_is_shown_before_the_debrief(stage: Rehearsal) -> None:
    answer(stage)
    assert stage.state is State.WITHHELD
    assert stage.session.attempt is None
    assert stage.session.live_words == ()
    assert stage.session.next()
    answer(stage)
    assert stage.session.next()
    assert stage.state is State.DEBRIEFING
    assert [one.id for one in stage.session.answers] == [one.id for one in stage.archive.kept]
    stage.session.leave()
    assert stage.state is State.CHOOSING


def test_pause_discard_and_a_second_try_are_barred(stage: Rehearsal) -> None:
    record(stage)
    for act in (stage.session.pause, stage.session.discard):
        with pytest.raises(IllegalMove):
            act()
    stage.session.stop()
    stage.finish()
    assert not stage.session.can(Move.RETRY)


def test_a_round_without_an_answer_has_no_debrief(stage: Rehearsal) -> None:
    stage.voice.end()
    assert not stage.session.end()
    assert stage.state is State.CHOOSING


def test_a_round_that_is_ended_early_is_debriefed_and_the_next_begins_afresh(stage: Rehearsal) -> None:
    answer(stage)
    assert stage.session.end()
    assert len(stage.session.answers) == 1
    stage.session.begin(Round(sample.bank().questions[:1]))
    assert stage.session.answers == ()
    assert stage.session.think_left_s is None


def test_practice_has_no_clock() -> None:
    stage = Rehearsal()
    stage.think()
    wait(stage, 600)
    assert stage.state is State.THINKING


def test_practice_ends_in_a_debrief_where_it_had_more_than_one_answer() -> None:
    stage = Rehearsal()
    stage.review()
    assert not stage.session.can(Move.DEBRIEF)  # what there is to say has just been said
    stage.session.retry()
    answer(stage)
    assert stage.session.end()
    assert stage.state is State.DEBRIEFING
    assert stage.session.answers == tuple(stage.archive.kept)


def test_an_answer_counts_in_the_debrief_as_it_was_corrected() -> None:
    stage = Rehearsal()
    stage.review()
    first = stage.session.answers[0]
    assert stage.session.next()
    corrected = replace(first, corrections={"adf": Verdict.COVERED})
    stage.session.take_over(corrected)
    answer(stage)
    assert stage.session.answers == (corrected, stage.archive.kept[1])
    stage.session.take_over(replace(first, id=AttemptId(99)))  # of another round
    assert len(stage.session.answers) == 2


def test_the_answer_to_a_follow_up_is_no_answer_of_its_own() -> None:
    stage = Rehearsal()
    stage.review()
    stage.session.ask_follow_up()
    answer(stage)
    assert [one.id for one in stage.session.answers] == [stage.archive.kept[0].id]
    assert stage.session.answers[0].follow_up is not None


def test_the_zones_follow_the_target() -> None:
    seen = [zone(at, target_s=100.0) for at in (0, 99.9, 100, 134.9, 135)]
    assert seen == [Zone.GREEN, Zone.GREEN, Zone.AMBER, Zone.AMBER, Zone.RED]


def test_what_cost_most_comes_first_and_corrections_count() -> None:
    attempt = sample.attempt(earlier(0))
    assert [(gap.judged.point.id, gap.cost) for gap in debrief.gaps([attempt])] == [
        ("adf", 2.0),
        ("photon", 2.0),
        ("storage", 1.0),
    ]
    corrected = replace(attempt, corrections={"adf": Verdict.COVERED})
    assert [gap.judged.point.id for gap in debrief.gaps([corrected])] == ["photon", "storage"]


def test_of_several_tries_at_a_question_the_last_says_what_to_work_on() -> None:
    first, other = sample.attempt(earlier(2)), sample.attempt(earlier(1), question=1)
    again = sample.attempt(earlier(0))
    assert debrief.latest([first, other, again]) == (again, other)


def test_an_answer_that_could_not_be_judged_has_no_gaps() -> None:
    attempt = sample.attempt(earlier(0))
    silent = replace(attempt, feedback=replace(attempt.feedback, abstained="Nothing was heard."))
    assert debrief.gaps([silent]) == []
    assert debrief.score([silent]) is None
    assert debrief.score([silent, attempt]) == pytest.approx(0.5)


def test_what_an_answer_left_out_is_told_by_what_it_cost() -> None:
    one = sample.attempt(earlier(0))
    left = debrief.left_out(one)
    cost = {gap.judged.point.id: gap.cost for gap in debrief.gaps([one])}
    assert [cost[point.id] for point in left] == sorted(cost.values(), reverse=True)
    assert debrief.left_out(replace(one, feedback=replace(one.feedback, abstained="No speech."))) == ()
