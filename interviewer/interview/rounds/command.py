"""What can be told to the app by voice, and how it is told from an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum

from interviewer.interview.transcript import Segment, Span, Transcript, Word


class Command(StrEnum):
    """A thing to do; the values are the words by which a person asks for it."""

    DONE = "that's my answer"
    AGAIN = "again"
    NEXT = "next"
    REPEAT = "repeat the question"
    FOLLOW_UP = "ask a follow-up"
    STOP = "stop"


#: Letters only, as ``_bare`` leaves them.
_PHRASES = {
    Command.DONE: ("thats my answer", "that is my answer", "that was my answer", "this is my answer"),
    Command.AGAIN: ("again", "try again", "try it again", "once again", "once more"),
    Command.NEXT: ("next", "next question", "next one", "the next", "the next question", "the next one"),
    Command.REPEAT: ("repeat the question", "repeat question", "repeat that", "repeat"),
    Command.FOLLOW_UP: tuple(
        f"{ask}{what}"
        for ask in ("", "ask ", "ask me ")
        for what in (
            "follow up",
            "a follow up",
            "the follow up",
            "follow up question",
            "a follow up question",
        )
    ),
    Command.STOP: ("stop", "stop it", "stop the round"),
}
#: Said around a command without meaning anything by it.
_POLITE = frozenset(
    {"ok", "okay", "so", "and", "well", "alright", "please", "now", "thanks", "yes", "um", "uh"}
)
#: A silence after which something new is being said.
_GAP_S = 0.8
_NOT_LETTERS = re.compile(r"[^a-z ]+")


def of(words: Sequence[Word]) -> Command | None:
    """The command that these words are, and nothing but that; said twice it is one all the same."""
    said = [token for token in _tokens(words) if token not in _POLITE]
    for command, phrases in _PHRASES.items():
        for phrase in phrases:
            wanted = phrase.split()
            times, rest = divmod(len(said), len(wanted))
            if times and not rest and said == wanted * times:
                return command
    return None


def last_utterance(words: Sequence[Word]) -> Sequence[Word]:
    """The words since the last silence."""
    for at in range(len(words) - 1, 0, -1):
        before, after = words[at - 1].end_s, words[at].start_s
        if before is not None and after is not None and after - before >= _GAP_S:
            return words[at:]
    return words


def closing(words: Sequence[Word]) -> int | None:
    """Where the words begin that end an answer ("that's my answer"); None where it goes on."""
    for phrase in _PHRASES[Command.DONE]:
        first = len(words) - len(phrase.split())
        if first >= 0 and " ".join(_tokens(words[first:])) == phrase:
            while first and _bare(words[first - 1].text) in _POLITE:
                first -= 1
            return first
    return None


def without(transcript: Transcript) -> Transcript:
    """What is left to be judged: neither words nor time of the command that ended the answer."""
    words = transcript.words
    first = closing(words)
    if first is None:
        return transcript
    began_s = words[first].start_s
    speech = transcript.speech
    if speech is not None and began_s is not None:
        speech = tuple(Span(one.start_s, min(one.end_s, began_s)) for one in speech if one.start_s < began_s)
    return replace(transcript, segments=tuple(_first(transcript.segments, first)), speech=speech)


def _first(segments: Sequence[Segment], count: int) -> Iterator[Segment]:
    """The segments up to so many words."""
    for segment in segments:
        if count > 0:
            yield Segment(segment.words[:count])
        count -= len(segment.words)


def _tokens(words: Sequence[Word]) -> list[str]:
    return [token for word in words for token in _bare(word.text).split()]


def _bare(text: str) -> str:
    letters = text.lower().replace("'", "").replace("’", "").replace("-", " ")
    return " ".join(_NOT_LETTERS.sub(" ", letters).split())
