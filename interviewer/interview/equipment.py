"""What a session works with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from interviewer.interview.coverage import Coverage
from interviewer.interview.delivery import Delivery
from interviewer.interview.feedback import Feedback, Grade
from interviewer.interview.ports import (
    Archive,
    Background,
    Bridge,
    Clock,
    Player,
    Recorder,
    Transcriber,
    Voice,
)
from interviewer.interview.question import Question
from interviewer.interview.take import Take
from interviewer.interview.transcript import Transcript


@dataclass(frozen=True, slots=True)
class Equipment:
    """The ports of one session, and the rules it applies to an answer."""

    voice: Voice
    recorder: Recorder
    transcriber: Transcriber
    player: Player
    archive: Archive
    clock: Clock
    worker: Background
    devices: Background
    bridge: Bridge
    give: Callable[[Question, Transcript], Feedback]
    #: the grade of a coverage that the person has corrected
    grade: Callable[[Question, Coverage, Delivery], Grade | None]
    #: the terms to listen for in an answer
    vocabulary: Callable[[Question], Sequence[str]]
    #: deletes the file of a take that belongs to no attempt
    forget: Callable[[Take], None]
