"""The words of an answer as the person corrects them; the times of what was heard stay with what is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from interviewer.interview.attempt import Attempt
from interviewer.interview.transcript import Segment, Transcript, Word


def reworded(transcript: Transcript, text: str) -> Transcript:
    """The transcript with the text's words; new ones share out the time of those that they replace."""
    old, new = transcript.words, text.split()
    words = tuple(_aligned(old, new))
    return replace(transcript, segments=(Segment(words),) if words else ())


def as_heard(attempt: Attempt) -> str:
    """The app's own words, whatever the person has made of them."""
    return attempt.transcript.text if attempt.as_heard is None else attempt.as_heard


def _aligned(old: Sequence[Word], new: Sequence[str]) -> Iterator[Word]:
    matcher = SequenceMatcher(None, [word.text for word in old], new, autojunk=False)
    for kind, first, last, begin, end in matcher.get_opcodes():
        if kind == "equal":
            yield from old[first:last]
        else:
            yield from _spread(new[begin:end], *_room(old, first, last))


def _room(old: Sequence[Word], first: int, last: int) -> tuple[float | None, float | None]:
    """From when to when the words were spoken; between two words there is a moment and no time."""
    if first < last:
        return old[first].start_s, old[last - 1].end_s
    at_s = old[first - 1].end_s if first else (old[0].start_s if old else None)
    return at_s, at_s


def _spread(texts: Sequence[str], start_s: float | None, end_s: float | None) -> Iterator[Word]:
    """Nobody knows when each was said, but all of them were said then."""
    for place, text in enumerate(texts):
        if start_s is None or end_s is None:
            yield Word(text)
        else:
            each_s = (end_s - start_s) / len(texts)
            yield Word(text, start_s + place * each_s, start_s + (place + 1) * each_s, 1.0)
