"""An answer in clauses: by its punctuation, its pauses, and, where speech has neither, its joining words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.interview.judging.wording import Token
from interviewer.interview.transcript import Word
from interviewer.interview.word_set import word_set

#: Words that begin a clause of their own.
_OPENERS = word_set(
    "so but because since although though while whereas when whenever if unless until which then also "
    "plus otherwise however therefore instead meanwhile finally first firstly second secondly third next"
)
#: "and" and "or" begin a clause only before these: else they join the items of a list.
_SUBJECTS = word_set(
    "i we you they he she it there that this these those then if when so the our my your each every "
    "anyone anything everyone everything nobody no not because for once in with on a any all only"
)
_SUBJECT_PRONOUNS = word_set("i we you they he she nobody everybody everyone")
#: "it" and "there" begin a clause only before these: else they end one ("we look at it").
_EXPLETIVES = word_set("it there that this")
_AUXILIARIES = word_set(
    "is was are were will would can could does did do has have had should must might may goes went gets got "
    "means makes takes comes needs helps just also never always only"
)
#: After these a pronoun belongs to the clause that runs.
_HOLD = word_set(
    "if when what that which because so since whether and or but where how why as than who unless until "
    "once while do does did can could should would will are is was were have has had to of for with by "
    "from then over in on into up break before after even not about at through say says said know knows "
    "think believe mean sure tell told ask asks see sees like whatever whenever wherever whoever than"
)
#: A clause that goes on and on is cut where a phrase begins, or at the latest after the most words.
_PHRASES = word_set(
    "and or but in on at by for with from into after before about through during the a an this that these "
    "those my our your their his her its i we you they he she it there nobody everybody everyone to"
)
_STILL_OPEN = _PHRASES | word_set("of is are was were be not no very so as than do does will would can")
_PAUSE_S = 0.7
_SHORTEST, _LONG, _LONGEST, _SPLITTABLE = 4, 16, 22, 6


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens from ``start`` up to ``end``, the latter not included."""

    start: int
    end: int


def clauses_of(tokens: Sequence[Token], words: Sequence[Word] = ()) -> list[Clause]:
    """Cuts the tokens into clauses of about 4 to 22 tokens; a sentence's end is always a cut."""
    cuts = [0]
    for at in range(1, len(tokens)):
        if _cut_before(tokens, at, at - cuts[-1], words):
            cuts.append(at)
    return [
        Clause(start, end) for start, end in zip(cuts, [*cuts[1:], len(tokens)], strict=True) if end > start
    ]


def _cut_before(tokens: Sequence[Token], at: int, length: int, words: Sequence[Word]) -> bool:
    if tokens[at - 1].ends:
        return True
    if length >= _LONGEST:
        return True
    if length < _SHORTEST:
        return False
    if length >= _LONG and tokens[at].text in _PHRASES and tokens[at - 1].text not in _STILL_OPEN:
        return True
    return _pause(tokens, at, words) or _opens(tokens, at, length)


def _opens(tokens: Sequence[Token], at: int, length: int) -> bool:
    word, before = tokens[at].text, tokens[at - 1].text
    after = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if before in _HOLD and word not in ("because",):
        return False
    if word in _OPENERS:
        return True
    if word in ("and", "or", "nor"):
        return after in _SUBJECTS or length >= 2 * _SPLITTABLE
    if length < _SPLITTABLE:
        return False
    return word in _SUBJECT_PRONOUNS or (word in _EXPLETIVES and after in _AUXILIARIES)


def _pause(tokens: Sequence[Token], at: int, words: Sequence[Word]) -> bool:
    if not words:
        return False
    end_s, start_s = words[tokens[at - 1].last].end_s, words[tokens[at].first].start_s
    return end_s is not None and start_s is not None and start_s - end_s >= _PAUSE_S
