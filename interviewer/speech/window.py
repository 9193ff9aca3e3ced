"""Windows: which stretches of a take the model hears at once.

A window holds up to 28 s of speech with the long silences taken out, and ends at a pause. Both the
whole-file path and the live path cut by these rules, so both settle on the same windows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from interviewer.interview.ports import Sound
from interviewer.interview.take import SAMPLE_RATE_HZ
from interviewer.interview.transcript import Span

#: The model hears 30 s; the rest is room for the pads.
MOST_S = 28.0
#: A window is not cut shorter than this for the sake of a longer pause.
LEAST_S = 15.0
#: Sound kept around speech: consonants are quieter than the voice activity notices.
PAD_S = 0.3
#: Of a cut in the middle of speech so much is heard on its other side, besides the pad.
OVERLAP_S = 0.5
#: A longer silence is taken out.
_KEPT_SILENCE_S = 2.0
#: Beyond this a pause is no better to cut at.
_LONG_PAUSE_S = 1.0
#: A later cut is worth this much of a pause, per second.
_LATER_IS_BETTER = 0.01


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the take, and where it lies in the window's own sound."""

    start_s: float
    end_s: float
    at_s: float

    @property
    def until_s(self) -> float:
        return self.at_s + self.end_s - self.start_s


@dataclass(frozen=True, slots=True)
class Window:
    """Speech that is read together."""

    spans: tuple[Span, ...]
    pieces: tuple[Piece, ...]

    @property
    def start_s(self) -> float:
        return self.pieces[0].start_s

    @property
    def end_s(self) -> float:
        return self.pieces[-1].end_s

    @property
    def length_s(self) -> float:
        """Of its sound, without the silences that were taken out."""
        return self.pieces[-1].until_s

    def sound(self, take: Sound, *, from_s: float = 0.0) -> Sound:
        """Cut out of a take, of which ``take`` is all from ``from_s`` on."""
        parts = [
            take[_sample(piece.start_s - from_s) : _sample(piece.end_s - from_s)] for piece in self.pieces
        ]
        return np.concatenate(parts)

    def at_s(self, in_take_s: float) -> float:
        """A time in the take, as a time in the window's sound."""
        piece = next((one for one in self.pieces if in_take_s < one.end_s), self.pieces[-1])
        return piece.at_s + min(max(in_take_s - piece.start_s, 0.0), piece.end_s - piece.start_s)

    def in_take_s(self, at_s: float) -> float:
        """A time in the window's sound, as a time in the take."""
        piece = next((one for one in self.pieces if at_s < one.until_s), self.pieces[-1])
        return min(piece.start_s + max(at_s - piece.at_s, 0.0), piece.end_s)


def of(spans: Sequence[Span], *, end_s: float, pad_s: float = PAD_S) -> Window:
    """A window of these spans, in a take (so far) of ``end_s`` seconds. At least one span."""
    pieces: list[Piece] = []
    for span in spans:
        start_s, stop_s = max(span.start_s - pad_s, 0.0), min(span.end_s + pad_s, end_s)
        if pieces and start_s - pieces[-1].end_s < _KEPT_SILENCE_S - 2 * pad_s:
            pieces[-1] = Piece(pieces[-1].start_s, stop_s, pieces[-1].at_s)
        else:
            pieces.append(Piece(start_s, stop_s, pieces[-1].until_s if pieces else 0.0))
    return Window(tuple(spans), tuple(pieces))


def full(spans: Sequence[Span], take: Sound, *, from_s: float = 0.0) -> int | Span | None:
    """Where the first window ends, once there is more speech than fits.

    A number: that many spans. A Span: the first span is too long for one window, and this much of it
    goes in. None: everything fits so far.
    """
    if not spans or _content_s(spans) <= MOST_S:
        return None
    fits = next(count for count in range(1, len(spans) + 1) if _content_s(spans[:count]) > MOST_S) - 1
    if not fits:
        return _quiet_cut(spans[0], take, from_s)
    long_enough = [count for count in range(1, fits + 1) if _content_s(spans[:count]) >= LEAST_S]
    return max(long_enough or [fits], key=lambda count: _worth(spans, count))


def split(spans: Sequence[Span], take: Sound, *, from_s: float = 0.0) -> list[tuple[Span, ...]]:
    """All windows of a whole take."""
    windows, rest = [], list(spans)
    while rest:
        match full(rest, take, from_s=from_s):
            case None:
                windows.append(tuple(rest))
                rest = []
            case int(count):
                windows.append(tuple(rest[:count]))
                rest = rest[count:]
            case Span() as head:
                windows.append((beyond(head),))
                rest[0] = Span(head.end_s - OVERLAP_S, rest[0].end_s)
    return windows


def beyond(head: Span) -> Span:
    """What was cut out of the middle of speech, with some of what follows, so that its last word is whole."""
    return Span(head.start_s, head.end_s + OVERLAP_S)


def _worth(spans: Sequence[Span], count: int) -> float:
    pause_s = spans[count].start_s - spans[count - 1].end_s
    return min(pause_s, _LONG_PAUSE_S) + _LATER_IS_BETTER * spans[count - 1].end_s


def _content_s(spans: Sequence[Span]) -> float:
    return of(spans, end_s=float("inf")).length_s


def _quiet_cut(span: Span, take: Sound, from_s: float) -> Span:
    """The head of a span without a pause, ending at its quietest moment."""
    step = SAMPLE_RATE_HZ // 50
    first, last = span.start_s + LEAST_S, span.start_s + MOST_S - 2 * PAD_S - OVERLAP_S
    sound = take[_sample(first - from_s) : _sample(last - from_s)]
    steps = np.square(sound[: len(sound) // step * step].reshape(-1, step)).mean(axis=1)
    # Of quiet moments the widest: a stop consonant is short.
    calm = np.convolve(steps, np.ones(5) / 5, mode="same")
    return Span(span.start_s, first + (int(calm.argmin()) + 0.5) * step / SAMPLE_RATE_HZ)


def _sample(at_s: float) -> int:
    return max(round(at_s * SAMPLE_RATE_HZ), 0)
