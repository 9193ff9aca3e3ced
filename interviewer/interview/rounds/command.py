"""What can be told to the app by voice, and how it is told from an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from interviewer.interview import language as languages
from interviewer.interview.language import Command, Language
from interviewer.interview.transcript import Segment, Span, Transcript, Word

#: A silence after which something new is being said.
_GAP_S = 0.8
_NO_LETTER = re.compile(r"[\W\d_]+")


def named(language: str) -> dict[Command, str]:
    """By which words a person asks for each thing, where ``language`` ("en-US", "de") is spoken."""
    return {command: phrases[0] for command, phrases in _table(language).commands.items()}


def of(words: Sequence[Word], language: str) -> Command | None:
    """The command that these words are, and nothing but that; said twice it is one all the same."""
    polite = _table(language).polite
    said = [token for token in _tokens(words) if token not in polite]
    for command, phrases in _table(language).commands.items():
        for phrase in phrases:
            wanted = _bare(phrase).split()
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


def closing(words: Sequence[Word], language: str) -> int | None:
    """Where the words begin that end an answer ("that's my answer"); None where it goes on."""
    table = _table(language)
    for phrase in table.commands[Command.DONE]:
        first = len(words) - len(phrase.split())
        if first >= 0 and " ".join(_tokens(words[first:])) == _bare(phrase):
            while first and _bare(words[first - 1].text) in table.polite:
                first -= 1
            return first
    return None


def without(transcript: Transcript, language: str) -> Transcript:
    """What is left to be judged: neither words nor time of the command that ended the answer."""
    words = transcript.words
    first = closing(words, language)
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
    letters = text.lower().replace("'", "").replace("’", "")
    return " ".join(_NO_LETTER.sub(" ", letters).split())


def _table(language: str) -> Language:
    """Where a language has no words of its own for the commands, they are said in English."""
    return languages.of(language) or languages.ENGLISH
