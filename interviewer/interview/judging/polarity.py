"""Which way a word is meant: its sign within the reach of negations, comparisons and opposites.

"we do not have a control table", "rather than hand-built pipelines" and "harder to debug" turn the words in
their reach around; "easy" and "hard" are one concept with two signs. Two texts that use the same concepts
with opposite signs say opposite things about them.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from interviewer.interview.judging.clause import Clause
from interviewer.interview.judging.quantity import NUMBER_WORDS
from interviewer.interview.judging.wording import Token, stem
from interviewer.interview.word_set import word_set

#: Turns around what comes behind it, and where nothing does, what came before: "pass-through is not used".
NEGATORS = word_set(
    "not no never nobody none nothing neither nor hardly rarely seldom without cannot zero unable nowhere"
)
#: Verbs that deny what they act on: "prevents a rewrite", "rejects any job".
_DENYING = word_set(
    "avoid avoids avoided avoiding refuse refuses refused lack lacks lacked forbid forbids forbidden "
    "prohibited skip skips skipped stop stops stopped stopping prevent prevents prevented preventing "
    "block blocks blocked reject rejects rejected ban bans banned remove removes removed eliminate "
    "eliminates hate hates"
)
#: Two words that do the same.
_NEGATING_PAIRS = frozenset(
    {
        *((verb, "away") for verb in ("stay", "stays", "stayed", "move", "moved", "moving", "keep", "keeps")),
        *((verb, "rid") for verb in ("get", "got", "getting")),
        *((verb, "out") for verb in ("phase", "phased", "phasing", "leave", "leaves")),
        *((verb, "to") for verb in ("fail", "fails", "failed")),
        ("instead", "of"),
        ("rather", "than"),
    }
)
#: "not only", "no matter", "without exception", "never fewer than": no negation.
_NO_NEGATION = frozenset(
    {
        *(("not", word) for word in ("only", "just", "merely", "necessarily", "sure", "fewer", "less")),
        *(("no", word) for word in ("matter", "doubt", "problem", "fewer", "less", "longer")),
        *(("never", word) for word in ("fewer", "less")),
        ("without", "exception"),
        ("nothing", "else"),
    }
)
#: A negation reaches no further than these.
_TURNS_BACK = word_set("but except instead rather than and so because since which")
_SWITCHES = word_set("turn turns turned turning switch switches switched switching keep keeps kept leave")
_COPULAS = word_set("is are was were")
#: "is not used", "are never needed": the predicate is empty, so the subject is what is denied.
_EMPTY = word_set("use used using needed need enabled there allowed involved necessary exist happen matter")
_REACH, _DENYING_REACH, _COPULA_FROM = 12, 5, 3

#: What follows is denied as a whole: "it is not true that …", "I would not say that …".
_DENIALS = (
    *(
        ("not", word, "that")
        for word in ("true", "correct", "right", "say", "claim", "think", "believe", "agree")
    ),
    ("not", "the", "case", "that"),
    *((word, "that") for word in ("untrue", "false", "wrong", "disagree")),
)
_LONGEST_DENIAL = max(map(len, _DENIALS))
#: A denial reaches to the end of its sentence, if there is one this near, and to a contrast at most.
_SENTENCE_REACH = 40
_CONTRASTS = word_set("but except instead rather")

_OPPOSITES = """
easy easier easily simple simpler simplest painless | hard harder hardest difficult tricky painful complicated
cheap cheaper cheapest inexpensive economical affordable | expensive costly pricey dearer
cost-effective | cost-prohibitive
fast faster quick quicker quickly immediate immediately instantly | slow slower slowly eventually
good great best ideal excellent better perfect suitable suited proper | bad poor poorly worse worst terrible wrong awful
increase increased increases raise raised grow grew rise rose higher | decrease decreased reduce reduced reduces reducing cut lower lowered drop dropped shrink
more most | less least fewer
enable enabled enables | disable disabled disables
allow allows allowed accept accepts accepted permit permitted approve | reject rejects rejected block blocks blocked deny denied denies prevent prevents prevented refuse restrict restricts restricted
automatic automatically automated automate automates auto | manual manually byhand clicking click
separate separated separately isolated isolate isolation segregated split apart dedicated independent independently own different | share shared shares together mixed combined common single same
large larger big bigger huge heavy massive | small smaller tiny lightweight
dynamic dynamically flexible configurable generic parameterized | static hardcode hardcoded hardcoding rigid inflexible
proactive proactively upfront | reactive react afterwards
always consistently strictly mandatory must required requires require compulsory non-negotiable insist enforce enforced | optional optionally sometimes occasionally voluntary
early earlier sooner | late later
success successful succeed | failure
stateless | stateful
ephemeral temporary shortlived | permanent longlived persistent
open openly transparent transparency honest | quiet hide hidden
internal internally | external externally
new modern newest latest | old legacy older oldest outdated
scalable scales scale | unscalable
identical consistent equal | differ differs inconsistent drift
critical crucial important essential vital | trivial unimportant negligible noncritical irrelevant
encrypted | unencrypted plaintext
centralized central centrally | decentralized scattered
stable reliable robust solid resilient | unstable flaky fragile brittle
blameless blame-free | blame blames blamed
secure safe safer | insecure unsafe
love prefer favour favor | dislike
"""  # noqa: E501


def _concepts() -> dict[str, tuple[str, int]]:
    table: dict[str, tuple[str, int]] = {}
    for line in _OPPOSITES.strip().splitlines():
        for sign, side in zip((1, -1), line.split("|"), strict=True):
            name = line.split()[0]
            for word in side.split():
                table.setdefault(word, (f"={name}", sign))
                table.setdefault(stem(word), (f"={name}", sign))
    return table


_CONCEPTS = _concepts()


@dataclass(frozen=True, slots=True)
class Signed:
    """What a token is about, and whether it is meant so (1) or turned around (-1)."""

    concept: str
    sign: int
    #: index of the token
    at: int


def concept_of(token: Token) -> tuple[str, int]:
    """The concept of a token and its own sign: ("=easy", -1) for "harder"; else its stem."""
    return _CONCEPTS.get(token.text) or _CONCEPTS.get(token.stem) or (token.stem, 1)


def negations_of(tokens: Sequence[Token], clause: Clause) -> list[int]:
    """The tokens of a clause that turn something around."""
    return [at for at in range(clause.start, clause.end) if _negates(tokens, at, clause)]


def _negates(tokens: Sequence[Token], at: int, clause: Clause) -> bool:
    word = tokens[at].text
    after = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if (word, after) in _NO_NEGATION:
        return False
    if word == "off":
        return _switch(tokens, at, clause) >= 0
    if word == "than":
        return after not in NUMBER_WORDS and not after.isdigit()
    return word in NEGATORS or word in _DENYING or (word, after) in _NEGATING_PAIRS


def _switch(tokens: Sequence[Token], off: int, clause: Clause) -> int:
    """The "turn" or "switch" of the clause that belongs to an "off"; -1 for none: then it is another off."""
    for at in range(off - 1, max(clause.start, off - _DENYING_REACH) - 1, -1):
        if tokens[at].text in _SWITCHES:
            return at
    return -1


def signed_of(tokens: Sequence[Token], clauses: Sequence[Clause]) -> list[Signed]:
    """The content tokens with their concepts and signs, clause by clause."""
    denials = denials_of(tokens)
    denied = {at for found in denials for at in found}
    heads = {at for found in denials for at in range(found.start - _LONGEST_DENIAL, found.start)}
    return [signed for clause in clauses for signed in _signed_clause(tokens, clause, heads, denied)]


def denials_of(tokens: Sequence[Token]) -> list[range]:
    """The tokens that stand under a denial: "it is not true that …"."""
    return [found for at in range(len(tokens)) if (found := _denied(tokens, at))]


def _denied(tokens: Sequence[Token], at: int) -> range | None:
    """What the denial that begins at a token reaches; None where none begins, or where it has no end."""
    for words in _DENIALS:
        start = at + len(words)
        if tokens[at].text == words[0] and tuple(token.text for token in tokens[at:start]) == words:
            for end in range(start, min(len(tokens), start + _SENTENCE_REACH)):
                if tokens[end].text in _CONTRASTS:
                    return range(start, end)
                if tokens[end].ends:
                    return range(start, end + 1)
            return range(start, len(tokens)) if len(tokens) - start < _SENTENCE_REACH else None
    return None


def _signed_clause(
    tokens: Sequence[Token], clause: Clause, heads: Container[int], denied: Container[int]
) -> list[Signed]:
    signs = {at: -1 if at in denied else 1 for at in range(clause.start, clause.end)}
    for negation in negations_of(tokens, clause):
        if negation in heads:
            continue  # it was counted as the denial of the whole sentence
        if tokens[negation].text == "than" and tokens[negation - 1].text == "rather":
            continue  # the pair was counted at its first word
        for at in _reach(tokens, clause, negation):
            signs[at] = -signs[at]
    signed = []
    for at, sign in signs.items():
        concept, own = concept_of(tokens[at])
        if tokens[at].text not in NEGATORS and (tokens[at].is_content or concept.startswith("=")):
            signed.append(Signed(concept, own * sign, at))
    return signed


def _reach(tokens: Sequence[Token], clause: Clause, negation: int) -> range:
    """What one negation turns around."""
    if tokens[negation].text == "off":
        return range(_switch(tokens, negation, clause) + 1, negation)
    end = negation + 1
    if tokens[negation].text in ("rather", "instead"):
        end += 1
    start = end
    reach = _DENYING_REACH if tokens[negation].text in _DENYING else _REACH
    while end < min(clause.end, start + reach) and tokens[end].text not in _TURNS_BACK:
        if tokens[end].text in _COPULAS and end - start >= _COPULA_FROM:
            break  # speech without punctuation: here the next statement has begun
        end += 1
    behind = tokens[start:end]
    if any(token.is_content and token.text not in _EMPTY for token in behind):
        return range(start, end)
    return range(clause.start, min(end, clause.end))
