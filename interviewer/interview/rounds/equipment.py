"""What a session works with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from interviewer.interview.attempt import Attempt
from interviewer.interview.coverage import Coverage
from interviewer.interview.delivery import Delivery
from interviewer.interview.feedback import Feedback
from interviewer.interview.ports import (
    Archive,
    Background,
    Bridge,
    CancelToken,
    Clock,
    Player,
    Recorder,
    Transcriber,
    Voice,
)
from interviewer.interview.question import Question
from interviewer.interview.rounds import whole_answer
from interviewer.interview.take import Take
from interviewer.interview.transcript import Transcript
from interviewer.sentence import Sentence

_UNHEARD = Sentence("This recording has not been transcribed.")


@dataclass(frozen=True, slots=True)
class Equipment:
    """The ports of one session, and the rules it applies to an answer."""

    voice: Voice
    recorder: Recorder
    #: hears with the model that is chosen now; asked for on the worker
    transcriber: Callable[[], Transcriber]
    player: Player
    archive: Archive
    clock: Clock
    worker: Background
    devices: Background
    bridge: Bridge
    give: Callable[[Question, Transcript], Feedback]
    #: the terms to listen for in an answer
    vocabulary: Callable[[Question], Sequence[str]]
    #: deletes the file of a take that belongs to no attempt
    forget: Callable[[Take], None]
    #: a file for sound that is not kept
    aside: Callable[[], Path]
    #: a text as it should be spoken
    spoken: Callable[[str], str]

    def judge(
        self,
        question: Question,
        take: Take,
        transcript: Transcript,
        *,
        at: datetime,
        cancel: CancelToken,
        marks_s: tuple[float, ...] = (),
        followed: Attempt | None = None,
    ) -> Attempt:
        """On the worker: the feedback, in the archive before anyone sees it.

        The answer to a follow-up is kept as an attempt, and added to the one before it, which is returned.
        """
        feedback = self.give(question, transcript)
        cancel.raise_if_cancelled()
        attempt = Attempt(
            question=question, take=take, transcript=transcript, feedback=feedback, at=at, marks_s=marks_s
        )
        return whole_answer.keep(self.archive, attempt, followed=followed)

    def keep_unheard(
        self, question: Question, take: Take, lead_s: float, *, followed: Attempt | None
    ) -> None:
        """On the worker: a take that nobody understood is an attempt all the same, and can be replayed.

        Once it is heard again, one to a follow-up counts with the answer before it.
        """
        feedback = Feedback(Coverage(()), Delivery(words=0), grade=None, abstained=_UNHEARD)
        transcript = Transcript((), duration_s=take.duration_s, final=False, lead_s=lead_s)
        attempt = Attempt(question, take, transcript, feedback, at=self.clock.now())
        whole_answer.keep(self.archive, attempt, followed=followed)

    def forget_soon(self, take: Take) -> None:
        self.worker.run(lambda _cancel: self.forget(take), done=ignored, failed=ignored)

    def keep_unheard_soon(
        self, question: Question, take: Take, lead_s: float, *, followed: Attempt | None
    ) -> None:
        self.worker.run(
            lambda _cancel: self.keep_unheard(question, take, lead_s, followed=followed),
            done=ignored,
            failed=ignored,
        )

    def stop_and_keep(self, question: Question, lead_s: float, *, followed: Attempt | None) -> None:
        """On the device line, which may not remember: that is left to the worker."""
        self.keep_unheard_soon(question, self.recorder.stop(), lead_s, followed=followed)


def ignored(_result: object) -> None:
    """What happens after a take is parted with concerns nobody."""
