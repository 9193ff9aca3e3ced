"""One thing that has to work before an interview can, and what was found."""

from __future__ import annotations

from dataclasses import dataclass

from interviewer.sentence import Sentence

MICROPHONE, OUTPUT, VOICE = Sentence("microphone"), Sentence("output"), Sentence("voice")
SPEECH_MODEL, SENTENCE_MODEL = Sentence("speech model"), Sentence("sentence model")
STORAGE = Sentence("storage")


@dataclass(frozen=True, slots=True)
class Check:
    """``detail`` says what was found; ``fix`` what to do where it isn't ``ok``, and may be empty."""

    name: str
    ok: bool
    detail: str
    fix: str = ""
