"""How long recordings are kept, and what a rule would remove; the person sees it before it is removed."""

from __future__ import annotations

from dataclasses import dataclass

from interviewer.interview.attempt import AttemptId


@dataclass(frozen=True, slots=True)
class Retention:
    """What to keep. The default keeps everything; what is marked to be kept forever is never concerned."""

    #: the newest so many attempts of each question; None: all
    last_per_question: int | None = None
    #: after so many days the sound goes, and transcript and feedback stay; None: never
    sound_days: int | None = None


@dataclass(frozen=True, slots=True)
class Removal:
    """What a rule would remove."""

    #: whole attempts; they can be restored for a while
    attempts: tuple[AttemptId, ...] = ()
    #: attempts that lose their sound, for good
    sounds: tuple[AttemptId, ...] = ()
    #: what the sound of both takes on disk
    size_bytes: int = 0
