"""Which way a word is meant: its sign within the reach of negations, comparisons and opposites.

"we do not have a control table", "rather than hand-built pipelines" and "harder to debug" turn the words in
their reach around; "easy" and "hard" are one concept with two signs. Two texts that use the same concepts
with opposite signs say opposite things about them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.interview.clause import Clause
from interviewer.interview.slug import word_set
from interviewer.interview.wording import Token, stem

#: Turns its whole clause around, subject included: "pipelines are never written by hand".
NEGATORS = word_set(
    "not no never nobody none nothing neither nor hardly rarely seldom without cannot avoid avoids "
    "avoided avoiding refuse refuses refused lack lacks lacked forbid forbids forbidden prohibited skip "
    "skips skipped stop stopped stopping nowhere unable"
)
#: Two words that do the same.
_NEGATING_PAIRS = frozenset(
    {
        *((verb, "away") for verb in ("stay", "stays", "stayed", "move", "moved", "moving", "keep", "keeps")),
        *((verb, "rid") for verb in ("get", "got", "getting")),
        *((verb, "out") for verb in ("phase", "phased", "phasing", "leave")),
        *((verb, "to") for verb in ("fail", "fails", "failed")),
        ("instead", "of"),
        ("rather", "than"),
    }
)
#: Of these only what comes behind is turned around.
_FORWARD = frozenset({("instead", "of"), ("rather", "than"), ("away", "from")})
_FORWARD_WORDS = frozenset({"without", "than", "versus", "not_but"})
#: "not only", "not just", "no matter", "no longer than", "why not": no negation.
_NO_NEGATION = frozenset(
    {
        ("not", "only"), ("not", "just"), ("not", "merely"), ("no", "matter"), ("not", "necessarily"),
        ("no", "doubt"), ("not", "sure"), ("no", "problem"),
    }
)  # fmt: skip

_OPPOSITES = """
easy easier easily simple simpler simplest painless | hard harder hardest difficult tricky painful complicated
cheap cheaper cheapest inexpensive economical affordable | expensive costly pricey dearer
cost-effective | cost-prohibitive
fast faster quick quicker quickly immediate immediately instantly | slow slower slowly eventually
good great best ideal excellent better perfect fine suitable suited proper right | bad poor poorly worse worst terrible wrong awful
increase increased increases raise raised grow grew rise rose up higher | decrease decreased reduce reduced reduces reducing cut lower lowered drop dropped shrink down
more most | less least fewer
enable enabled enables on | disable disabled disables off
allow allows allowed accept accepts accepted permit permitted approve | reject rejects rejected block blocks blocked deny denied denies prevent prevents prevented refuse restrict restricts restricted
automatic automatically automated automate automates auto | manual manually byhand hand clicking click
separate separated separately isolated isolate isolation segregated split apart dedicated independent independently own different | share shared shares together mixed combined common single same
large larger big bigger huge heavy massive | small smaller tiny little light lightweight
dynamic dynamically flexible configurable generic parameterized | static hardcode hardcoded hardcoding fixed rigid inflexible
proactive proactively ahead upfront | reactive react afterwards fact
always consistently strictly mandatory must required requires require compulsory non-negotiable insist enforce enforced | optional optionally sometimes occasionally voluntary
early earlier sooner | late later
success successful succeed | failure
stateless | stateful
ephemeral temporary shortlived | permanent longlived persistent
open openly transparent transparency public honest | quiet secret hide hidden closed private
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
love prefer like likes favour favor | hate dislike
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
    """The tokens of a clause that turn it around."""
    found = []
    for at in range(clause.start, clause.end):
        word = tokens[at].text
        after = tokens[at + 1].text if at + 1 < len(tokens) else ""
        if (word, after) in _NO_NEGATION:
            continue
        if word in NEGATORS or (word, after) in _NEGATING_PAIRS:
            found.append(at)
    return found


def signed_of(tokens: Sequence[Token], clauses: Sequence[Clause]) -> list[Signed]:
    """The content tokens with their concepts and signs, clause by clause."""
    return [signed for clause in clauses for signed in _signed_clause(tokens, clause)]


def _signed_clause(tokens: Sequence[Token], clause: Clause) -> list[Signed]:
    whole, forward = 1, []
    for at in negations_of(tokens, clause):
        pair = (tokens[at].text, tokens[at + 1].text if at + 1 < len(tokens) else "")
        if pair in _FORWARD or pair[0] in _FORWARD_WORDS:
            forward.append(at)
        elif pair[0] not in NEGATORS or not _already(tokens, clause, at):
            whole = -whole
    signed = []
    for at in range(clause.start, clause.end):
        token = tokens[at]
        concept, own = concept_of(token)
        if token.text in NEGATORS or (not token.is_content and not concept.startswith("=")):
            continue
        turned = -1 if sum(1 for start in forward if start < at) % 2 else 1
        signed.append(Signed(concept, own * whole * turned, at))
    return signed


def _already(tokens: Sequence[Token], clause: Clause, at: int) -> bool:
    """ "not ... any", "nobody ... nothing": speech says one negation twice ("we don't never")."""
    return any(
        tokens[before].text in ("nobody", "nothing", "neither") for before in range(clause.start, at)
    ) and (tokens[at].text in ("nor", "nothing", "nobody"))
