"""A story against the clock: budgets, marks, boundaries, and what is said about them."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sample
from rehearsal import Rehearsal
from stand_ins import SPEAKING, earlier

from interviewer.interview.delivery import StarTime, Told
from interviewer.interview.question import QuestionType, StarPart
from interviewer.interview.rounds import timeline
from interviewer.interview.rounds.move import IllegalMove, State
from interviewer.interview.rounds.round import Round
from interviewer.interview.rounds.rules import Rules
from interviewer.interview.transcript import Span, Transcript, Word

S, T, A, R = StarPart.SITUATION, StarPart.TASK, StarPart.ACTION, StarPart.RESULT


def heard(text: str, *, speech: Span = Span(0.0, 100.0)) -> Transcript:  # noqa: B008 - frozen
    words = [Word(token, float(at), at + 0.5) for at, token in enumerate(text.split())]
    return replace(Transcript.of_words(words), duration_s=speech.end_s, speech=(speech,))


def parts(*edges_s: float, which: tuple[StarPart, ...] = (S, T, A, R)) -> tuple[StarTime, ...]:
    spans = [Span(edges_s[at], edges_s[at + 1]) for at in range(len(edges_s) - 1)]
    whole_s = edges_s[-1] - edges_s[0]
    return tuple(
        StarTime(part, span, span.duration_s / whole_s) for part, span in zip(which, spans, strict=True)
    )


def test_the_plan_is_20_10_60_10() -> None:
    assert [one.span.end_s for one in timeline.plan(100.0)] == pytest.approx([20, 30, 90, 100])
    told = [timeline.due(at, timeline.plan(100.0)).part for at in (0, 20, 30, 89, 95, 300)]
    assert told == [S, T, A, A, R, R]


def test_a_bank_may_say_otherwise_of_a_question() -> None:
    shares = {S: 0.1, A: 0.5, R: 0.4}
    assert [one.span.end_s for one in timeline.plan(100.0, shares)] == pytest.approx([10, 60, 100])
    story = parts(0, 20, 40, 60, 100)
    assert not any("result took" in one for one in timeline.advice(story, heard("30 %"), shares))
    assert any("result took" in one for one in timeline.advice(story, heard("30 %")))
    asked = sample.bank().questions[9]
    assert timeline.budgets(asked) == timeline.BUDGETS
    assert timeline.budgets(replace(asked, budgets=shares)) == shares


def test_marks_divide_what_was_said() -> None:
    marked = timeline.from_marks((30.0, 40.0), heard("", speech=Span(2.0, 102.0)))
    assert [(one.part, one.span.start_s, one.span.end_s) for one in marked] == [
        (S, 2.0, 30.0),
        (T, 30.0, 40.0),
        (A, 40.0, 102.0),
    ]
    assert [one.share for one in marked] == [0.28, 0.1, 0.62]
    assert timeline.from_marks((), heard("")) == ()


def test_a_boundary_moves_and_the_shares_follow() -> None:
    moved = timeline.moved(parts(0, 20, 30, 90, 100), 0, 25.0)
    assert [one.share for one in moved] == [0.25, 0.05, 0.6, 0.1]
    assert moved[0].span.end_s == moved[1].span.start_s == 25.0


def test_a_boundary_stays_between_its_parts() -> None:
    assert timeline.moved(parts(0, 20, 30, 90, 100), 0, 500.0)[0].span.end_s == 29.5
    assert timeline.moved(parts(0, 20, 30, 90, 100), 1, -5.0)[1].span.end_s == 20.5


def test_a_missing_result_is_named_and_so_is_one_without_a_number() -> None:
    without = timeline.advice(parts(0, 20, 30, 90, which=(S, T, A)), heard("we did it"))
    assert without == ["The result is missing: say what came of it, at best with a number."]
    story = parts(0, 2, 3, 9, 12)
    dry = "we had a thing and I then did all of it well done"
    assert timeline.advice(story, heard(dry)) == [
        "Your result has no number: say how much, how many or how long.",
        "The result took 25% of the time; 10% is enough.",
    ]
    assert not any("number" in one for one in timeline.advice(story, heard(dry.replace("well", "40%"))))


def test_what_ran_over_is_named() -> None:
    told = timeline.advice(parts(0, 45, 50, 90, 100), heard("x " * 95 + "30 percent"))
    assert told == ["The situation took 45% of the time; 20% is enough."]


def test_a_typed_story_has_advice_without_times() -> None:
    told = (
        Told(StarPart.SITUATION, None, 0.5, 0, 49),
        Told(StarPart.ACTION, None, 0.3, 50, 79),
        Told(StarPart.RESULT, None, 0.1, 80, 89),
        Told(StarPart.ACTION, None, 0.05, 90, 94),
        Told(StarPart.RESULT, None, 0.05, 95, 99, has_number=True),
    )
    assert timeline.advice(told, heard("x " * 100)) == [
        "The task is missing.",
        "The situation took 50% of the time; 20% is enough.",
    ]


def test_a_technical_answer_has_no_story() -> None:
    attempt = replace(sample.attempt(earlier(0)), marks_s=(3.0,))
    assert timeline.counted(attempt) == ()
    story = replace(attempt, question=replace(attempt.question, type=QuestionType.BEHAVIOURAL))
    assert len(timeline.counted(story)) == 2


def test_the_persons_parts_count_before_those_heard_and_those_marked() -> None:
    attempt = replace(sample.attempt(earlier(0), question=9), marks_s=(3.0,))
    told = tuple(Told(one.part, one.span, one.share, 0, 0) for one in parts(0, 1, 2, 3, 4))
    content = replace(attempt.feedback.delivery, star=told)
    heard_too = replace(attempt, feedback=replace(attempt.feedback, delivery=content))
    assert timeline.counted(heard_too) == parts(0, 1, 2, 3, 4)
    own = parts(0, 2, 3, 4, 5)
    assert timeline.counted(replace(heard_too, star=own)) == own


# -- while it is told ------------------------------------------------------------------------------


def test_marks_are_taken_while_recording_and_kept_with_the_attempt() -> None:
    stage = Rehearsal()
    stage.session.begin(Round(sample.bank().questions[9:], rules=Rules.STAR))
    stage.voice.end()
    with pytest.raises(IllegalMove):
        stage.session.mark()
    stage.session.answer()
    stage.devices.run_dry()
    stage.recorder.level = SPEAKING
    stage.session.tick()
    for at_s in (12.0, 18.5):
        stage.recorder.elapsed_s = at_s
        stage.session.mark()
    stage.session.stop()
    stage.finish()
    assert stage.state is State.REVIEWING
    assert stage.archive.kept[0].marks_s == (12.0, 18.5)


def test_only_a_round_of_stories_takes_marks() -> None:
    stage = Rehearsal()
    stage.record()
    with pytest.raises(IllegalMove):
        stage.session.mark()


def test_without_a_story_there_is_no_advice_on_one() -> None:
    assert timeline.advice((), heard("no story")) == []


def test_a_part_runs_over_by_its_own_share() -> None:
    (situation, *_) = parts(0, 45, 50, 90, 100)
    assert timeline.ran_over(situation)
    assert not timeline.ran_over(situation, {StarPart.SITUATION: 0.4})
