"""Words that the model dates too late and too short: they share the voice before them.

After a hesitation the model catches up late: "and, uh, that" gets a tenth of a second at the end of the
second that it took.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from interviewer.interview.transcript import Span, Word

#: A letter takes so long; in less than half of that a word is squeezed.
_LETTER_S = 0.08
_SQUEEZED = 0.5
#: A hesitation is drawn out: as long as a word of so many letters.
_HESITATION_LETTERS = 5
#: Nothing takes longer than so many times its due.
_MOST = 2.5


def spread(
    words: Sequence[Word], voice: Sequence[Span], is_hesitation: Callable[[Word], bool]
) -> tuple[Word, ...]:
    """The same words, those that are squeezed spread over the voice that nothing else takes up."""

    def due_s(word: Word) -> float:
        letters = sum(map(str.isalpha, word.text))
        return _LETTER_S * (_HESITATION_LETTERS if is_hesitation(word) else max(letters, 1))

    out: list[Word] = []
    for squeezed, run in groupby(words, key=lambda word: word.span.duration_s < _SQUEEZED * due_s(word)):
        row = list(run)
        if squeezed:
            free_s = out[-1].span.end_s if out else row[0].span.start_s
            row = list(_shared(row, [due_s(word) for word in row], free_s, voice))
        out += row
    return tuple(out)


def _shared(
    run: Sequence[Word], due_s: Sequence[float], free_s: float, voice: Sequence[Span]
) -> Iterator[Word]:
    """The words of a run, each with its share of the voice up to the end of the last one."""
    end_s = run[-1].span.end_s
    start_s = max(end_s - _MOST * sum(due_s), min(free_s, run[0].span.start_s))
    parts = [span.within(Span(start_s, end_s)) for span in voice]
    parts = [part for part in parts if part.duration_s > 0]
    voiced_s = sum(part.duration_s for part in parts)
    if voiced_s < _SQUEEZED * sum(due_s):  # some of it was too faint to be noticed
        parts = [Span(start_s, end_s)]
    slower = sum(part.duration_s for part in parts) / sum(due_s)
    used_s = 0.0
    for word, need_s in zip(run, due_s, strict=True):
        yield replace(word, start_s=_within(parts, used_s), end_s=_within(parts, used_s + need_s * slower))
        used_s += need_s * slower


def _within(parts: Sequence[Span], used_s: float) -> float:
    """The moment at which so much of the parts has gone by."""
    for part in parts:
        if used_s <= part.duration_s:
            return part.start_s + used_s
        used_s -= part.duration_s
    return parts[-1].end_s
