"""A transcript as subtitles: SRT and WebVTT."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interviewer.errors import InputError
from interviewer.interview.transcript import Transcript, Word

# Two lines of 42 characters, and no longer than 6 seconds: what subtitle guides agree on.
_MOST_CHARACTERS = 84
_LINE_CHARACTERS = 42
_LONGEST_S = 6.0
#: A silence after which the old line is taken away.
_PAUSE_S = 0.8
_SENTENCE_ENDS = (".", "?", "!")


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that are shown together."""

    start_s: float
    end_s: float
    text: str


def srt(transcript: Transcript) -> str:
    cues = cues_of(transcript)
    blocks = [
        f"{number}\n{_time(cue.start_s, ',')} --> {_time(cue.end_s, ',')}\n{_lines(cue.text)}\n"
        for number, cue in enumerate(cues, start=1)
    ]
    return "\n".join(blocks)


def vtt(transcript: Transcript) -> str:
    blocks = [
        f"{_time(cue.start_s, '.')} --> {_time(cue.end_s, '.')}\n{_escaped(_lines(cue.text))}\n"
        for cue in cues_of(transcript)
    ]
    return "\n".join(["WEBVTT\n", *blocks])


def cues_of(transcript: Transcript) -> list[Cue]:
    """Raises InputError for a typed answer: it has no times."""
    words = transcript.words
    if words and all(word.start_s is None for word in words):
        raise InputError(
            "A typed answer has no times, so it has no subtitles.", fix="Export it as .md or .html."
        )
    return [_cue(group) for group in _groups([word for word in words if word.start_s is not None])]


def _groups(words: Sequence[Word]) -> Iterator[list[Word]]:
    group: list[Word] = []
    for word in words:
        if group and _breaks(group, word):
            yield group
            group = []
        group.append(word)
    if group:
        yield group


def _breaks(group: Sequence[Word], word: Word) -> bool:
    """Whether the word begins a new cue."""
    characters = sum(len(one.text) + 1 for one in group) + len(word.text)
    return (
        group[-1].text.endswith(_SENTENCE_ENDS)
        or word.span.start_s - group[-1].span.end_s > _PAUSE_S
        or characters > _MOST_CHARACTERS
        or word.span.end_s - group[0].span.start_s > _LONGEST_S
    )


def _cue(group: Sequence[Word]) -> Cue:
    start_s = group[0].span.start_s
    return Cue(start_s, max(group[-1].span.end_s, start_s), " ".join(word.text.strip() for word in group))


def _lines(text: str) -> str:
    """Broken once, near the middle, where it is too long for a line."""
    if len(text) <= _LINE_CHARACTERS:
        return text
    spaces = [at for at, sign in enumerate(text) if sign == " "]
    if not spaces:
        return text
    middle = min(spaces, key=lambda at: abs(at - len(text) / 2))
    return f"{text[:middle]}\n{text[middle + 1 :]}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _time(seconds: float, mark: str) -> str:
    ms = max(0, round(seconds * 1000))
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}{mark}{ms % 1000:03}"
