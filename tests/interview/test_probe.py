"""Follow-ups and drills: what is asked, and what the answer to it is worth."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sample
from rehearsal import Rehearsal
from stand_ins import SPEAKING, StillClock

from interviewer.interview import feedback
from interviewer.interview.attempt import Attempt
from interviewer.interview.coverage import Coverage, Verdict
from interviewer.interview.feedback import Grade
from interviewer.interview.question import FollowUp
from interviewer.interview.reports.correction import corrected_coverage, with_verdict
from interviewer.interview.rounds import probe, whole_answer
from interviewer.interview.rounds.move import IllegalMove, Move, State

#: Missed: ADF; perhaps the opposite: Photon; in part: Storage.
ATTEMPT = sample.attempt(StillClock().at)


def with_follow_ups(*follow_ups: FollowUp) -> Attempt:
    return replace(ATTEMPT, question=replace(ATTEMPT.question, follow_ups=follow_ups))


def only(verdict: Verdict) -> Attempt:
    points = tuple(replace(one, verdict=verdict) for one in ATTEMPT.feedback.coverage.points)
    return replace(ATTEMPT, feedback=replace(ATTEMPT.feedback, coverage=Coverage(points)))


# -- what is asked ---------------------------------------------------------------------------------


def test_the_banks_follow_up_for_a_missed_point_is_asked() -> None:
    attempt = with_follow_ups(
        FollowUp("What was the biggest saving?"),
        FollowUp("Who hears of it?", if_missing="Monitoring"),
        FollowUp("What idles in A-D-F?", if_missing="adf"),
    )
    asked = probe.follow_up(attempt)
    assert asked is not None
    assert asked.text == asked.say == "What idles in A-D-F?"
    assert [point.label for point in asked.rubric.points] == ["ADF", "Photon", "Storage"]
    assert asked.part_of == ATTEMPT.question.id != asked.id


def test_without_one_for_a_missed_point_a_general_one_is_asked_and_else_a_probe() -> None:
    covered = FollowUp("Who hears of it?", if_missing="Monitoring")
    general = with_follow_ups(covered, FollowUp("What was the biggest saving?"))
    assert probe.follow_up(general).text == "What was the biggest saving?"
    assert probe.follow_up(with_follow_ups(covered)).text == "What would you say about ADF?"


def test_a_probe_does_not_give_away_a_point_that_has_no_name() -> None:
    points = tuple(
        replace(one, point=replace(one.point, label=None)) for one in ATTEMPT.feedback.coverage.points
    )
    attempt = replace(ATTEMPT, feedback=replace(ATTEMPT.feedback, coverage=Coverage(points)))
    assert probe.follow_up(attempt).text == "What else belongs in the answer?"


@pytest.mark.parametrize(
    "attempt",
    [
        only(Verdict.COVERED),
        only(Verdict.PARTIAL),
        replace(ATTEMPT, feedback=replace(ATTEMPT.feedback, abstained="No speech.")),
        replace(ATTEMPT, question=replace(ATTEMPT.question, part_of=ATTEMPT.question.id)),
        whole_answer.joined(ATTEMPT, ATTEMPT),
    ],
)
def test_where_nothing_was_missed_or_one_was_asked_there_is_none(attempt: Attempt) -> None:
    assert probe.follow_up(attempt) is None


def test_a_drill_asks_for_the_points_one_by_one() -> None:
    question = replace(ATTEMPT.question, follow_ups=(FollowUp("What idles?", if_missing="ADF"),))
    first, second = probe.drill(question, [question.rubric.points[3], question.rubric.points[4]])
    assert first.say == f"{question.say} What idles?"
    assert second.say == "What would you say about Photon?"
    assert second.text.startswith(question.text)
    assert [point.label for point in second.rubric.points] == ["Photon"]
    assert first.id != second.id


def test_a_part_of_a_question_earns_no_grade() -> None:
    (part,) = probe.drill(ATTEMPT.question, ATTEMPT.question.rubric.points[:1])
    covered = Coverage((replace(ATTEMPT.feedback.coverage.points[0], verdict=Verdict.COVERED),))
    assert feedback.grade(part, covered, ATTEMPT.feedback.delivery) is None
    assert feedback.grade(ATTEMPT.question, covered, ATTEMPT.feedback.delivery) is Grade.GOOD


# -- in a session ----------------------------------------------------------------------------------


@pytest.fixture
def stage() -> Rehearsal:
    made = Rehearsal()
    made.review()
    return made


def answer(stage: Rehearsal) -> None:
    stage.voice.end()
    stage.recorder.level_when_open = SPEAKING
    stage.session.answer()
    stage.devices.run_dry()
    stage.session.tick()
    stage.session.stop()
    stage.finish()


def test_the_answer_to_a_follow_up_counts_with_the_one_before_and_is_kept_apart(stage: Rehearsal) -> None:
    assert stage.session.can(Move.FOLLOW_UP)
    stage.session.ask_follow_up()
    assert stage.state is State.ASKING
    assert stage.voice.said[-1] == "What would you say about ADF?"
    answer(stage)
    first, more = stage.archive.kept
    assert stage.session.attempt == first
    assert first.follow_up is not None
    assert (first.follow_up.attempt, first.follow_up.take) == (more.id, more.take)
    assert more.question.part_of == first.question.id
    assert stage.session.question == first.question
    assert not stage.session.can(Move.FOLLOW_UP)


def test_a_correction_made_before_the_follow_up_is_not_lost(stage: Rehearsal) -> None:
    stage.session.take_over(with_verdict(stage.session.attempt, "storage", Verdict.COVERED))
    stage.session.ask_follow_up()
    answer(stage)
    assert corrected_coverage(stage.archive.kept[0]).score == pytest.approx(0.6)


def test_what_is_said_later_of_the_answer_to_a_follow_up_counts_with_the_one_before(stage: Rehearsal) -> None:
    stage.session.ask_follow_up()
    answer(stage)
    before, more = stage.archive.kept
    was = corrected_coverage(before).score
    assert was is not None
    whole_answer.correct(stage.archive, with_verdict(more, "adf", Verdict.COVERED))
    assert corrected_coverage(stage.archive.kept[0]).score > was
    whole_answer.revise(stage.archive, more)
    assert corrected_coverage(stage.archive.kept[0]).score == was


def test_what_is_said_later_of_an_answer_concerns_no_other_answer(stage: Rehearsal) -> None:
    stage.session.ask_follow_up()
    answer(stage)
    before, more = stage.archive.kept
    stage.archive.keep(replace(before, follow_up=None))
    apart = stage.archive.kept[-1]
    whole_answer.correct(stage.archive, with_verdict(more, "adf", Verdict.COVERED))
    whole_answer.correct(stage.archive, with_verdict(apart, "adf", Verdict.PARTIAL))
    first, second, third = stage.archive.kept
    assert first.follow_up.points[0].verdict is Verdict.COVERED
    assert second.corrections == {"adf": Verdict.COVERED}
    assert (third.follow_up, third.corrections) == (None, {"adf": Verdict.PARTIAL})
    assert first.corrections == before.corrections


def test_a_follow_up_that_is_not_answered_leaves_the_answer_as_it_was(stage: Rehearsal) -> None:
    stage.session.ask_follow_up()
    stage.voice.end()
    stage.session.next()
    assert stage.session.question.id == "design"
    assert stage.archive.kept[0].follow_up is None


def test_an_answer_to_a_follow_up_that_the_closing_app_cut_off_counts_once_it_is_heard(
    stage: Rehearsal,
) -> None:
    stage.session.ask_follow_up()
    stage.voice.end()
    stage.recorder.level_when_open = SPEAKING
    stage.session.answer()
    stage.devices.run_dry()
    stage.session.tick()
    stage.session.close()
    stage.devices.run_dry()
    stage.finish()
    before, more = stage.archive.kept
    assert before.follow_up is not None
    assert before.follow_up.points == ()
    whole_answer.revise(stage.archive, replace(more, feedback=ATTEMPT.feedback))
    assert stage.archive.kept[0].follow_up.points


def test_a_discarded_answer_to_a_follow_up_can_be_tried_again(stage: Rehearsal) -> None:
    stage.session.ask_follow_up()
    stage.voice.end()
    stage.recorder.level_when_open = SPEAKING
    stage.session.answer()
    stage.devices.run_dry()
    stage.session.tick()
    stage.session.discard()
    stage.finish()
    stage.session.retry()
    assert stage.session.question.text == "What would you say about ADF?"
    answer(stage)
    assert stage.archive.kept[0].follow_up is not None


def test_there_is_no_follow_up_before_an_answer(stage: Rehearsal) -> None:
    stage.session.next()
    assert not stage.session.can(Move.FOLLOW_UP)
    with pytest.raises(IllegalMove):
        stage.session.ask_follow_up()


def test_a_question_of_a_drill_is_asked_again_as_it_is() -> None:
    points = ATTEMPT.question.rubric.points[:1]
    (part,) = probe.drill(ATTEMPT.question, points)
    assert probe.drill(part, points) == [part]
    assert probe.drill(part, ()) == []
