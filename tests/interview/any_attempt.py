"""Any question, transcript or attempt, for properties that all of them have."""

from __future__ import annotations

from datetime import timedelta, timezone
from pathlib import Path

from hypothesis import strategies as st

from interviewer.interview.attempt import Attempt, AttemptId, FollowUpAnswer
from interviewer.interview.coverage import (
    Coverage,
    Evidence,
    PointVerdict,
    Repair,
    Verdict,
)
from interviewer.interview.delivery import Delivery, Phrase, Repetition, Told
from interviewer.interview.feedback import Feedback, Grade
from interviewer.interview.question import (
    AnswerKind,
    FollowUp,
    KeyPoint,
    Origin,
    PointId,
    Question,
    QuestionId,
    QuestionType,
    Rubric,
    StarPart,
)
from interviewer.interview.take import Take
from interviewer.interview.transcript import Filler, Segment, Span, Transcript, Word

TEXT = st.text(max_size=12)
FIGURE = st.floats(allow_nan=False, allow_infinity=False)
COUNT = st.integers(0, 9)
SPAN = st.builds(Span, FIGURE, FIGURE)


def some(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(strategy, max_size=3).map(tuple)


def maybe(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.none() | strategy


POINT = st.builds(
    KeyPoint,
    id=TEXT.map(PointId),
    text=TEXT,
    label=maybe(TEXT),
    weight=COUNT,
    part=maybe(st.sampled_from(StarPart)),
    terms=some(TEXT),
    accept=st.dictionaries(TEXT, some(TEXT), max_size=2),
    origin=st.sampled_from(Origin),
    lines=maybe(st.tuples(COUNT, COUNT)),
)
QUESTION = st.builds(
    Question,
    id=TEXT.map(QuestionId),
    text=TEXT,
    say=TEXT,
    section=COUNT,
    number=COUNT,
    rubric=some(POINT).map(Rubric),
    type=st.sampled_from(QuestionType),
    answer_kind=st.sampled_from(AnswerKind),
    target_s=FIGURE,
    difficulty=COUNT,
    tags=some(TEXT),
    answer_markdown=TEXT,
    follow_ups=some(st.builds(FollowUp, ask=TEXT, if_missing=maybe(TEXT))),
    todo=some(TEXT),
    budgets=st.dictionaries(st.sampled_from(StarPart), FIGURE, max_size=2),
    part_of=maybe(TEXT.map(QuestionId)),
)
TRANSCRIPT = st.builds(
    Transcript,
    segments=some(some(st.builds(Word, TEXT, maybe(FIGURE), maybe(FIGURE), maybe(FIGURE))).map(Segment)),
    model=TEXT,
    language=TEXT,
    duration_s=maybe(FIGURE),
    speech=maybe(some(SPAN)),
    fillers=some(st.builds(Filler, TEXT, SPAN)),
    final=st.booleans(),
    lead_s=FIGURE,
)
DELIVERY = st.builds(
    Delivery,
    words=COUNT,
    start_latency_s=maybe(FIGURE),
    duration_s=maybe(FIGURE),
    speaking_s=maybe(FIGURE),
    pace_wpm=maybe(FIGURE),
    syllables_per_s=maybe(FIGURE),
    pauses=maybe(some(SPAN)),
    fillers=maybe(some(st.builds(Filler, TEXT, SPAN))),
    filler_phrases=some(st.builds(Phrase, TEXT, maybe(SPAN))),
    repetitions=some(st.builds(Repetition, TEXT, COUNT)),
    star=some(st.builds(Told, st.sampled_from(StarPart), maybe(SPAN), FIGURE, COUNT, COUNT, st.booleans())),
    said_i=maybe(COUNT),
    said_we=maybe(COUNT),
)
REPAIR = st.builds(Repair, TEXT, TEXT, COUNT, COUNT)
EVIDENCE = st.builds(Evidence, TEXT, maybe(FIGURE), maybe(FIGURE), COUNT, COUNT)
TAKE = maybe(st.builds(Take, TEXT.map(Path), FIGURE, COUNT, COUNT))
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@st.composite
def attempts(draw: st.DrawFn) -> Attempt:
    """Any attempt; its verdicts are on the question's points, or on points of another edition."""
    question = draw(QUESTION)
    points = st.sampled_from(question.rubric.points) | POINT if question.rubric.points else POINT
    verdicts = st.builds(
        PointVerdict,
        point=points,
        verdict=st.sampled_from(Verdict),
        confidence=FIGURE,
        reason=TEXT,
        evidence=some(EVIDENCE),
    )
    return Attempt(
        question=question,
        take=draw(TAKE),
        transcript=draw(TRANSCRIPT),
        feedback=Feedback(
            coverage=Coverage(draw(some(verdicts)), draw(some(REPAIR))),
            delivery=draw(DELIVERY),
            grade=draw(maybe(st.sampled_from(Grade))),
            abstained=draw(maybe(TEXT)),
            advice=draw(some(TEXT)),
        ),
        at=draw(st.datetimes(timezones=ZONES)),
        id=draw(maybe(COUNT.map(AttemptId))),
        corrections=draw(st.dictionaries(TEXT.map(PointId), st.sampled_from(Verdict), max_size=2)),
        as_heard=draw(maybe(TEXT)),
        follow_up=draw(
            maybe(st.builds(FollowUpAnswer, TEXT, maybe(COUNT.map(AttemptId)), TAKE, some(verdicts)))
        ),
    )
