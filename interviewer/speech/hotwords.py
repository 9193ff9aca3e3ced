"""Terms of the bank that the model is told to expect, and when to believe it that it heard them.

A dozen terms before each window bring most of the jargon out right. The same terms tempt the model to write
them into a laugh, to read the list out, and to leave other words out. So the text is that of a reading
without them, and a term comes in only where that reading heard something that sounds like it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from interviewer.interview.alike import alike
from interviewer.interview.judging.polarity import NEGATORS
from interviewer.interview.spelling import in_place_of
from interviewer.interview.transcript import Span, Word
from interviewer.speech.whisper import Reading

#: More terms than this cost time and accuracy.
MOST = 12
#: A term is never heard as more words than this.
_MOST_WORDS = 4
#: Speech that is understood at all is read more surely than this; backwards, or through others, it is not.
_CLEAR = -0.7
#: Two readings date the same words so differently.
_NEAR_S = 0.3
#: What nobody could tell apart by ear.
_THE_SAME = 0.9
#: So alike they have to sound: more the less sure the term was, less where it was heard for certain.
_ALIKE, _ALIKE_IF_UNSURE = 0.6, 0.8
_CERTAIN, _ALIKE_IF_CERTAIN = 0.85, 0.48
#: Words that the plain reading is so sure of give way only to a term that was heard surely enough.
_SURE, _SURE_ENOUGH = 0.9, 0.5
_MARKS = re.compile(r"\W+|_", re.UNICODE)
_DIGITS = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """How terms sound: by their letters, as the language calls them, or as the lexicon says."""

    letters: Mapping[str, str]
    spoken: Callable[[str], str] = str

    def likeness(self, heard: str, term: str) -> float:
        """How alike the term and what was heard sound, from 0 to 1."""
        wordings = (term, self.of(term))
        return max(alike(heard, wording, self.letters) for wording in wordings if wording)

    def of(self, term: str) -> str:
        """How the term is pronounced, where that can't be seen from its letters; else nothing.

        PR is said as "pull request", but who says that did not say PR.
        """
        spoken = self.spoken(term)
        told = spoken != term and alike(spoken, term, self.letters) >= _ALIKE
        return spoken if told else ""


def named(told: Reading, terms: Sequence[str], sounds: Pronunciation) -> bool:
    """Whether any of the terms is in a reading."""
    return any(_terms_in(told.words, terms, sounds))


def nothing_but(told: Reading, phrases: Sequence[str]) -> bool:
    """Whether a reading is one of these, or several, and no other word."""
    one_of_them = "|".join(_squeezed([phrase]) for phrase in phrases)
    said = _squeezed(word.text for word in told.words)
    return re.fullmatch(f"(?:{one_of_them})+", said) is not None


def understood(plain: Reading, told: Reading, terms: Sequence[str], sounds: Pronunciation) -> Reading:
    """What was said, by a plain reading and one that was told to expect the terms.

    The latter, where something like each of its terms is in the plain one too, in the same place; else the
    plain one, with those of the terms of which that is true.
    """
    unsure = plain.doubtful or told.doubtful or min(plain.sure, told.sure) < _CLEAR
    if unsure or _reads_the_list_out(told.words, terms):
        return plain
    named: set[str] = set()
    confirmed: set[str] = set()
    changes: list[_Change] = []
    for term, first, last in _terms_in(told.words, terms, sounds):
        named.add(term)
        run = _counterpart(plain.words, term, told.words[first:last], sounds)
        if run is not None:
            confirmed.add(term)
            changes.append(_Change(term, slice(first, last), run))
    if named == confirmed:
        return replace(
            told, words=_changed(told.words, [(one.in_told, one.written(told, plain)) for one in changes])
        )
    return replace(
        plain, words=_changed(plain.words, [(one.in_plain, one.written(plain, plain)) for one in changes])
    )


@dataclass(frozen=True, slots=True)
class _Change:
    """A term that was heard with being told, and where it lies in either reading."""

    term: str
    in_told: slice
    in_plain: slice

    def written(self, base: Reading, plain: Reading) -> tuple[Word, ...]:
        """The term for one of the readings, with what the plain one heard for it."""
        heard = plain.words[self.in_plain]
        mine = base.words[self.in_plain if base is plain else self.in_told]
        if _squeezed([self.term]) in _squeezed_words(heard):
            return tuple(mine)
        said = " ".join(word.text for word in heard)
        return tuple(replace(word, said=said) for word in [in_place_of(mine, self.term)])


def _changed(words: Sequence[Word], changes: Sequence[tuple[slice, tuple[Word, ...]]]) -> tuple[Word, ...]:
    """The words with others in some places; of two changes in one place the later holds."""
    out, untouched = list(words), len(words)
    for place, new in sorted(changes, key=lambda one: one[0].start, reverse=True):
        if place.stop <= untouched:
            out[place] = new
            untouched = place.start
    return tuple(out)


def _terms_in(
    words: Sequence[Word], terms: Sequence[str], sounds: Pronunciation
) -> Iterator[tuple[str, int, int]]:
    """Each term in a reading, with the places of its words; the longest where there are several.

    SCIM may be written as it sounds, if as an abbreviation: SKIM.
    """
    known = {_squeezed([term]): term for term in terms}
    by_sound = {_squeezed([sounds.of(term)]): term for term in terms}

    def term_of(run: Sequence[Word]) -> str | None:
        squeezed = _squeezed_words(run)
        loud = len(run) == 1 and run[0].text.isupper()
        return known.get(squeezed) or (by_sound.get(squeezed) if loud else None)

    at = 0
    while at < len(words):
        ends = range(min(at + _MOST_WORDS, len(words)), at, -1)
        end = next((end for end in ends if term_of(words[at:end])), None)
        if end and (term := term_of(words[at:end])):
            yield term, at, end
        at = end or at + 1


def _counterpart(
    words: Sequence[Word], term: str, told: Sequence[Word], sounds: Pronunciation
) -> slice | None:
    """Which of the words were said at that time and sound like the term; None where none do."""
    about = Span(told[0].span.start_s - _NEAR_S, told[-1].span.end_s + _NEAR_S)
    near = [at for at, word in enumerate(words) if word.span.meets(about)]
    runs = [slice(first, last + 1) for first in near for last in near if first <= last < first + _MOST_WORDS]
    wanted = _squeezed([term])

    def likeness(run: slice) -> float:
        text = " ".join(_bare(word) for word in words[run])
        return 1.0 if _squeezed([text]) == wanted else sounds.likeness(text, term)

    run = max(runs, key=likeness, default=None)
    return run if run and _is_meant(words[run], term, told, likeness(run)) else None


def _is_meant(run: Sequence[Word], term: str, told: Sequence[Word], likeness: float) -> bool:
    plain = [_bare(word).lower() for word in run]
    if _DIGITS.findall(term) != _DIGITS.findall(" ".join(plain)) or not NEGATORS.isdisjoint(plain):
        return False
    if likeness >= _THE_SAME:
        return True
    sure = _sureness(told)
    if _sureness(run) >= _SURE and sure < _SURE_ENOUGH:
        return False
    if sure >= _CERTAIN:
        return likeness >= _ALIKE_IF_CERTAIN
    return likeness >= max(_ALIKE, _ALIKE_IF_UNSURE - sure)


def _reads_the_list_out(words: Sequence[Word], terms: Sequence[str]) -> bool:
    """Three terms in a row in the order of the list: nobody answers like that."""
    text = _squeezed_words(words)
    listed = [_squeezed([term]) for term in terms]
    return any("".join(row) in text for row in zip(listed, listed[1:], listed[2:], strict=False))


def _sureness(words: Sequence[Word]) -> float:
    return sum(word.probability or 0.0 for word in words) / len(words)


def _squeezed_words(words: Sequence[Word]) -> str:
    return _squeezed([_bare(word) for word in words])


def _squeezed(texts: Iterable[str]) -> str:
    return "".join(_MARKS.sub("", text.lower()) for text in texts)


def _bare(word: Word) -> str:
    return re.sub(r"^\W+|(?:['’]s)?\W+$|['’]s$", "", word.text)
