"""One answer to one question, as it is archived."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NewType

from interviewer.interview.coverage import PointVerdict, Verdict
from interviewer.interview.delivery import StarTime
from interviewer.interview.feedback import Feedback, Grade
from interviewer.interview.question import PointId, Question
from interviewer.interview.take import Take
from interviewer.interview.transcript import Transcript

AttemptId = NewType("AttemptId", int)


@dataclass(frozen=True, slots=True)
class FollowUpAnswer:
    """What was answered to a follow-up: it counts with the answer before it, and is shown apart."""

    asked: str
    #: the attempt that it is in the archive
    attempt: AttemptId | None
    take: Take | None
    #: the verdicts on what the answer before had left out
    points: tuple[PointVerdict, ...] = ()


@dataclass(frozen=True, slots=True)
class Attempt:
    """Question, take, transcript and feedback; the person's corrections stand beside the verdicts.

    The question is kept as it was when it was asked: a later edit of the bank does not rewrite history.
    ``take`` is None for a typed answer. ``id`` is None until the archive has kept it.
    """

    question: Question
    take: Take | None
    transcript: Transcript
    feedback: Feedback
    at: datetime
    id: AttemptId | None = None
    #: what the person says the verdict should be, by point
    corrections: Mapping[PointId, Verdict] = field(default_factory=dict)
    #: when the person said, while speaking, that they go on to the next part of their story
    marks_s: tuple[float, ...] = ()
    #: the parts of the story as the person set them afterwards; None: as heard
    star: tuple[StarTime, ...] | None = None
    #: the grade as the person says it; None: as the coverage earns it
    own_grade: Grade | None = None
    follow_up: FollowUpAnswer | None = None
    #: what the app heard, where the person has corrected the transcript
    as_heard: str | None = None
