"""How an answer was delivered: latency, pace, pauses, fillers, repetition, time per STAR part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from interviewer.interview import language as language_tables
from interviewer.interview.language import FillerPhrase, Language
from interviewer.interview.question import StarPart
from interviewer.interview.syllables import count
from interviewer.interview.transcript import Filler, Span, Transcript, Word


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that were heard at a time (None for a typed answer)."""

    text: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Repetition:
    """A phrase of three or more words that came three or more times."""

    text: str
    count: int


@dataclass(frozen=True, slots=True)
class StarTime:
    """The stretch in which one part of a story was told, and its share of the whole."""

    part: StarPart
    span: Span
    share: float


@dataclass(frozen=True, slots=True)
class Told:
    """One part of a story as it was heard: its words, and its share of the whole.

    The words are indices into ``Transcript.words``, both included. A typed answer has no times; there the
    share is of the words.
    """

    part: StarPart
    span: Span | None
    share: float
    first_word: int
    last_word: int
    #: whether a figure was named in it
    has_number: bool = False


@dataclass(frozen=True, slots=True)
class Delivery:
    """The figures; what they mean and their bands are in ``norms``. None: it takes sound to know."""

    words: int
    start_latency_s: float | None = None
    duration_s: float | None = None
    speaking_s: float | None = None
    pace_wpm: float | None = None
    syllables_per_s: float | None = None
    pauses: tuple[Span, ...] | None = None
    fillers: tuple[Filler, ...] | None = None
    filler_phrases: tuple[Phrase, ...] = ()
    repetitions: tuple[Repetition, ...] = ()
    star: tuple[Told, ...] = ()
    #: how often the speaker spoke of "I" and of "we"; None in a language without a table
    said_i: int | None = None
    said_we: int | None = None


#: A shorter silence is part of speaking (Campione and Véronis 2002).
LEAST_PAUSE_S = 0.2
#: A longer silence does not count as speaking time for the pace.
_BREAK_S = 1.0
_REPEATED_WORDS = 3
_REPEATED_TIMES = 3
_LONGEST_REPEATED = 8
_NUMBER = re.compile(
    r"\d|\b(half|twice|double[ds]?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty"
    r"|third|quarters?|dozen|hundred|thousand|million|percent|zero)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w'’%&+#/.-]*\w[\w%+#]*", re.UNICODE)


def measure(transcript: Transcript) -> Delivery:
    """The figures of an answer, by the definitions in the norms. What needs sound is None without it.

    The latency counts from the end of the question, all other times from the beginning of the take. The parts
    of a story are for ``star`` to find.
    """
    table = language_tables.of(transcript.language)
    fillers = table.fillers if table else frozenset()
    words = [word for word in transcript.words if _bare(word.text) and _bare(word.text) not in fillers]
    told = Delivery(
        words=len(words),
        filler_phrases=_filler_phrases(transcript.words, table) if table else (),
        repetitions=_repetitions([_bare(word.text) for word in words]),
        said_i=_said(words, table.i_words) if table else None,
        said_we=_said(words, table.we_words) if table else None,
    )
    return told if transcript.speech is None else _with_sound(told, words, transcript, table)


def _with_sound(
    told: Delivery, words: Sequence[Word], transcript: Transcript, table: Language | None
) -> Delivery:
    speech = _joined(transcript.speech or (), LEAST_PAUSE_S)
    if not speech:
        return replace(told, pauses=(), fillers=transcript.fillers, speaking_s=0.0)
    speaking_s = sum(span.duration_s for span in speech)
    # The time of the hesitations is left in: they slow an answer down, though they are no words.
    pace_s = sum(span.duration_s for span in _joined(speech, _BREAK_S))
    syllables = count(_without_edges(words), table) if table else None
    return replace(
        told,
        start_latency_s=round(transcript.lead_s + speech[0].start_s, 3),
        duration_s=round(speech[-1].end_s - speech[0].start_s, 3),
        speaking_s=round(speaking_s, 3),
        pace_wpm=round(60 * len(words) / pace_s, 1) if words else None,
        syllables_per_s=round(syllables / pace_s, 2) if syllables else None,
        pauses=tuple(Span(one.end_s, other.start_s) for one, other in pairwise(speech)),
        fillers=transcript.fillers,
    )


def _joined(speech: Sequence[Span], pause_s: float) -> list[Span]:
    """Spans with the silences shorter than ``pause_s`` filled in."""
    joined: list[Span] = []
    for span in speech:
        if joined and span.start_s - joined[-1].end_s < pause_s:
            joined[-1] = Span(joined[-1].start_s, max(span.end_s, joined[-1].end_s))
        else:
            joined.append(span)
    return joined


def _bare(text: str) -> str:
    """A word without its punctuation, in small letters."""
    found = _WORD.search(text.lower())
    return found.group().replace("’", "'") if found else ""


def _without_edges(words: Sequence[Word]) -> list[str]:
    return [word.text.strip(".,;:!?…\"'()-") for word in words]


def _filler_phrases(words: Sequence[Word], table: Language) -> tuple[Phrase, ...]:
    bare = [_bare(word.text) for word in words]
    found = [
        (at, Phrase(phrase.text, _span(words[at : at + phrase.text.count(" ") + 1])))
        for phrase in table.phrases
        for at in range(len(words))
        if _says_nothing(words, bare, at, phrase)
    ]
    return tuple(phrase for _, phrase in sorted(found, key=lambda one: one[0]))


def _says_nothing(words: Sequence[Word], bare: Sequence[str], at: int, phrase: FillerPhrase) -> bool:
    wanted = phrase.text.split()
    end = at + len(wanted)
    if list(bare[at:end]) != wanted:
        return False
    stops_before = at == 0 or words[at - 1].text[-1:] in ",.;:!?-…"
    stops_after = words[end - 1].text[-1:] in ",.;:!?-…"
    if phrase.set_off:
        return stops_before and stops_after
    before = bare[at - 1] if at and not stops_before else ""
    after = bare[end] if end < len(bare) and not stops_after else ""
    return before not in phrase.not_after and after not in phrase.not_before


def _span(words: Sequence[Word]) -> Span | None:
    start_s, end_s = words[0].start_s, words[-1].end_s
    return None if start_s is None or end_s is None else Span(start_s, end_s)


def _repetitions(words: Sequence[str]) -> tuple[Repetition, ...]:
    """Phrases of three or more words, said three or more times; a part of a longer one is not told."""
    told: list[tuple[tuple[str, ...], int]] = []
    for size in range(min(_LONGEST_REPEATED, len(words)), _REPEATED_WORDS - 1, -1):
        for phrase, times in _counted(words, size).items():
            if times >= _REPEATED_TIMES and not any(
                known >= times and _within(phrase, longer) for longer, known in told
            ):
                told.append((phrase, times))
    told.sort(key=lambda one: (-one[1], -len(one[0])))
    return tuple(Repetition(" ".join(phrase), times) for phrase, times in told)


def _counted(words: Sequence[str], size: int) -> dict[tuple[str, ...], int]:
    """How often each phrase of a size comes, without overlap: "no no no no" is one "no no no"."""
    times: dict[tuple[str, ...], int] = {}
    free_from: dict[tuple[str, ...], int] = {}
    for at in range(len(words) - size + 1):
        phrase = tuple(words[at : at + size])
        if at >= free_from.get(phrase, 0):
            times[phrase] = times.get(phrase, 0) + 1
            free_from[phrase] = at + size
    return times


def _within(phrase: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    return any(longer[at : at + len(phrase)] == phrase for at in range(len(longer) - len(phrase) + 1))


def missing_parts(told: Sequence[StarTime | Told]) -> list[StarPart]:
    """The parts that a story needs and this one lacks; it can do without a lesson."""
    found = {one.part for one in told} | {StarPart.LEARNING}
    return [part for part in StarPart if part not in found]


def names_number(words: Sequence[Word]) -> bool:
    """Whether a figure is among the words."""
    return bool(_NUMBER.search(" ".join(word.text for word in words)))


def _said(words: Sequence[Word], which: frozenset[str]) -> int:
    return sum(_bare(word.text) in which for word in words)
