"""What was said, as people write it: "a k s" is AKS, "z order" is Z-ORDER, "forty percent" is 40%.

Nothing is changed but the spelling: letter for letter a term must have been said, so that no word comes in
that was not, or, of a term of several words, one letter for letter and the others by their sound. What else
sounds like a term stays as it was heard.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from jellyfish import metaphone

from interviewer.interview import language as language_tables
from interviewer.interview import numerals
from interviewer.interview.language import Language
from interviewer.interview.transcript import Segment, Transcript, Word, joined

#: Spelled letters come in quick succession; after a longer silence something else begins.
_ONE_BREATH_S = 0.9
#: A term of fewer letters is not made of two words: "as a" is no "Asa".
_LEAST_JOINED = 5
#: Of a term that is told by its sound, no word may have fewer letters: short ones all sound alike.
_LEAST_SHARED = 4
#: Single letters that are no abbreviation between them: "plan B, I think".
_LEAST_SPELLED = 3
_SIGNS = re.compile(r"[^\w]|_", re.UNICODE)
_EDGES = re.compile(
    r"^(?P<before>[^\w]*)(?P<inside>.*?)(?P<after>(?:['’]s)?[^\w%+#]*)$", re.UNICODE | re.DOTALL
)


def as_written(transcript: Transcript, terms: Iterable[str]) -> Transcript:
    """The transcript with the terms and numbers in it as they are written; ``said`` keeps what was heard."""
    spelling = Spelling(terms, language_tables.of(transcript.language))
    segments = tuple(Segment(spelling.written(segment.words)) for segment in transcript.segments)
    return replace(transcript, segments=segments)


class Spelling:
    """The terms of a question, ready to be found in words."""

    def __init__(self, terms: Iterable[str], language: Language | None) -> None:
        self._language = language
        self._digits = _small_numbers(language)
        self._terms: dict[str, str] = {}
        for term in terms:
            self._terms.setdefault(self._squeezed(term.split()), term)
        self._terms.pop("", None)
        self._by_sound = {
            (len(term.split()), metaphone(key)): term
            for key, term in self._terms.items()
            if " " in term and key.isalpha()
        }
        self._beginnings = {key[:end] for key in self._terms for end in range(1, len(key) + 1)}

    def written(self, words: Sequence[Word]) -> tuple[Word, ...]:
        """The same words, with terms and numbers as they are written."""
        out: list[Word] = []
        at = 0
        while at < len(words):
            found = self._term_at(words, at) or self._same_sound_at(words, at)
            out += found.words if found else (words[at],)
            at += found.count if found else 1
        return numerals.written(out, self._language)

    def _term_at(self, words: Sequence[Word], at: int) -> _Found | None:
        """The longest term that begins at a word."""
        best: _Found | None = None
        for end in range(at + 1, len(words) + 1):
            said = words[at:end]
            if len(said) > 1 and _parted(said[-2], said[-1]):
                break
            key = self._squeezed([_inside(word) for word in said])
            if key not in self._beginnings:
                break
            if key in self._terms and self._is_certain(said, self._terms[key]):
                best = _Found(end - at, self._spelled(said, self._terms[key]))
        return best

    def _same_sound_at(self, words: Sequence[Word], at: int) -> _Found | None:
        """A term of several words, one of them spelled so, the others of its sound: "service principles"."""
        for size in {size for size, _ in self._by_sound}:
            said = words[at : at + size]
            heard = [_inside(word) for word in said]
            term = self._by_sound.get((size, metaphone(self._squeezed(heard))))
            if term is None or len(said) < size or any(_parted(*two) for two in pairwise(said)):
                continue
            pairs = list(zip(heard, term.split(), strict=True))
            if all(len(word) >= _LEAST_SHARED for pair in pairs for word in pair) and any(
                one.lower() == other.lower() for one, other in pairs
            ):
                return _Found(size, tuple(map(in_place_of, [[word] for word in said], term.split())))
        return None

    def _is_certain(self, said: Sequence[Word], term: str) -> bool:
        parts = [_inside(word).lower() for word in said]
        small = self._language.small_words if self._language else frozenset()
        if len(parts) == 1:
            return len(parts[0]) >= _LEAST_SPELLED and parts[0] not in small
        if all(len(part) == 1 for part in parts):
            return len(parts) >= _LEAST_SPELLED or not small.intersection(parts)
        letters = sum(len(part) for part in parts)
        as_many = len([piece for piece in _SIGNS.split(term) if piece]) == len(parts)
        return as_many or letters >= _LEAST_JOINED or any(len(part) == 1 for part in parts)

    def _spelled(self, said: Sequence[Word], term: str) -> tuple[Word, ...]:
        """The words of the term in place of those that were said, each with its own time where it has one."""
        written: list[Word] = []
        rest = list(said)
        for part in term.split():
            wanted, taken = self._squeezed([part]), 0
            while taken < len(rest) and self._squeezed([_inside(word) for word in rest[:taken]]) != wanted:
                taken += 1
            if self._squeezed([_inside(word) for word in rest[:taken]]) != wanted:
                return (in_place_of(said, term),)
            written.append(in_place_of(rest[:taken], part))
            rest = rest[taken:]
        return tuple(written) if not rest else (in_place_of(said, term),)

    def _squeezed(self, parts: Iterable[str]) -> str:
        """Letters and digits alone, small: what two spellings of one thing share."""
        bare = [_SIGNS.sub("", part.lower()) for part in parts]
        return "".join(self._digits.get(part, part) if at else part for at, part in enumerate(bare))


@dataclass(frozen=True, slots=True)
class _Found:
    count: int
    words: tuple[Word, ...]


def in_place_of(said: Sequence[Word], written: str) -> Word:
    """A term, with the marks that stood around the words."""
    first, last = _edges(said[0].text), _edges(said[-1].text)
    before, after = first["before"], last["after"]
    if "." in last["inside"] and "." not in written:  # the last of "A.K.S." ends no sentence
        after = after.removeprefix(".")
    return joined(said, before + written + after)


def _edges(text: str) -> Mapping[str, str]:
    found = _EDGES.match(text)
    return found.groupdict() if found else {"before": "", "inside": text, "after": ""}


def _inside(word: Word) -> str:
    """A word without the marks around it and without an 's."""
    return _edges(word.text)["inside"]


def _parted(word: Word, following: Word) -> bool:
    """Whether a sentence or a silence ends between two words; "A. K. S." is one."""
    if word.text[-1:] in ",;:!?…" or (word.text.endswith(".") and len(_inside(word)) > 1):
        return True
    if word.end_s is None or following.start_s is None:
        return False
    return following.start_s - word.end_s > _ONE_BREATH_S


def _small_numbers(language: Language | None) -> Mapping[str, str]:
    if language is None:
        return {}
    return {word: str(value) for word, value in language.numbers.words.items() if 0 < value < 10}
