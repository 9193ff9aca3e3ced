"""What the list of recordings shows and how it is filtered: a line per attempt, without its words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from interviewer.interview.attempt import AttemptId
from interviewer.interview.coverage import Verdict
from interviewer.interview.feedback import Grade
from interviewer.interview.question import QuestionId
from interviewer.interview.transcript import Span, Word

#: Of an excerpt: how much stands before what was found, and how much in all.
_WORDS_BEFORE, _WORDS_SHOWN = 5, 14


@dataclass(frozen=True, slots=True)
class Recording:
    """One attempt in a list. What is unknown is None."""

    id: AttemptId
    at: datetime
    question_id: QuestionId
    question: str
    section: int
    has_take: bool
    duration_s: float | None
    score: float | None
    grade: Grade | None
    #: False where there was nothing to judge
    judged: bool
    words: int
    pace_wpm: float | None
    fillers: int | None
    model: str
    keep_forever: bool


class Order(StrEnum):
    """By what a list is sorted; ties are newest first."""

    DATE = "date"
    QUESTION = "question"
    SCORE = "score"
    DURATION = "duration"
    PACE = "pace"


@dataclass(frozen=True, slots=True)
class Selection:
    """Which attempts to list. The empty selection is all of them."""

    question: QuestionId | None = None
    section: int | None = None
    grade: Grade | None = None
    #: with at least one point of this verdict, as the person says or else as it was judged
    verdict: Verdict | None = None
    #: whether there was something to judge; None: either
    judged: bool | None = None
    #: from this moment on, and up to and not including that one
    since: datetime | None = None
    until: datetime | None = None
    #: words that were said or asked, in any order; the last may be unfinished
    text: str = ""
    deleted: bool = False


def moments(words: Sequence[Word], text: str) -> list[Span]:
    """When the words that were searched for were said, each time; the last may be unfinished.

    A typed answer has no moments.
    """
    return [
        Span(word.start_s, word.start_s if word.end_s is None else word.end_s)
        for word, found in zip(words, _found([word.text for word in words], text), strict=True)
        if found and word.start_s is not None
    ]


def excerpt(said: str, text: str) -> str:
    """A few words around the first that was searched for; what was found is between « and »."""
    words = said.split()
    found = _found(words, text)
    if True not in found:
        return ""
    first = max(0, found.index(True) - _WORDS_BEFORE)
    last = min(len(words), first + _WORDS_SHOWN)
    shown = [f"«{words[at]}»" if found[at] else words[at] for at in range(first, last)]
    return ("… " if first else "") + " ".join(shown) + (" …" if last < len(words) else "")


def _found(words: Sequence[str], text: str) -> list[bool]:
    """Which of the words were searched for."""
    wanted = _plain(text).split()
    if not wanted:
        return [False] * len(words)
    finished = text[-1:].isspace()
    whole, begun = set(wanted if finished else wanted[:-1]), "" if finished else wanted[-1]
    return [_matches(word, whole, begun) for word in words]


def _matches(word: str, whole: set[str], begun: str) -> bool:
    said = _plain(word).split()
    return any(part in whole or bool(begun and part.startswith(begun)) for part in said)


def _plain(text: str) -> str:
    """As the full-text index sees it: small letters and figures, without accents."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^\w]+", " ", "".join(sign for sign in letters if not unicodedata.combining(sign)))


class Recordings(Protocol):
    """The archive, as the list of recordings sees it. Quick for 100,000 attempts."""

    def ids(
        self, selection: Selection = ..., *, order: Order = ..., descending: bool = ...
    ) -> Sequence[AttemptId]:
        """All that match, in order."""

    def newest(self, selection: Selection, *, most: int) -> Sequence[Recording]:
        """Up to so many of the last that have the words of ``selection.text``, newest first.

        A first look, in a fraction of the time of ``ids``: further back there may be more.
        """

    def recordings(self, ids: Sequence[AttemptId]) -> Sequence[Recording]:
        """Lines for these, in this order; one that is gone is left out."""

    def excerpts(self, text: str, ids: Sequence[AttemptId]) -> Mapping[AttemptId, str]:
        """A few words around what was found in each of these, the words themselves between « and »."""

    def delete(self, ids: Sequence[AttemptId]) -> None:
        """Out of every list; ``restore`` brings them back until ``purge``."""

    def restore(self, ids: Sequence[AttemptId]) -> None: ...

    def keep_forever(self, ids: Sequence[AttemptId], *, keep: bool = ...) -> None:
        """Spares them from the retention rule."""
