"""Abbreviations, their expansions, other wordings and what a speech model makes of them, as one token each.

Expansions always count. What sounds alike counts only where the question or its key points hold the term:
"skim" is SCIM when the question is about SCIM. Nothing is joined across a negation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from interviewer.interview.judging.polarity import NEGATORS
from interviewer.interview.judging.sound import MOST_WORDS, IsCommon, Sounds
from interviewer.interview.judging.wording import Token, joined, tokens_of, tokens_of_text
from interviewer.interview.word_set import word_set

#: term: wordings that mean the same in any text of the field
_SAME = """
adf: azure data factory | data factory
adls: azure data lake storage | data lake storage | azure data lake
aks: azure kubernetes service | kubernetes service | azure kubernetes | kubernetes
cicd: continuous integration and continuous delivery | continuous integration and delivery | ci cd
etl: extract transform load | extract transform and load
elt: extract load transform
ml: machine learning
mlflow: ml flow
mlops: ml ops
shir: self hosted integration runtime | self hosted ir | self hosted runtime
ir: integration runtime
diu: dius | data integration unit | data integration units
dbu: dbus | databricks unit | databricks units
dab: dabs | databricks asset bundle | databricks asset bundles | asset bundle | asset bundles
uc: unity catalog | unity catalogs | unity catalogue | unity catalogues
scim: system for cross domain identity management
sas: shared access signature
akv: azure key vault | azure key vaults | key vault | key vaults | keyvault | keyvaults
sla: slas | service level agreement | service level agreements
lts: long term support
aqe: adaptive query execution
vcpu: vcpus | virtual cpu | virtual cpus
vm: vms | virtual machine | virtual machines
vnet: vnets | virtual network | virtual networks | v net | v nets
ha: high availability | highly available
dr: disaster recovery
rpo: recovery point objective | recovery point
rto: recovery time objective | recovery time
grs: geo redundant storage
rbac: role based access control | role based access | role based
abac: attribute based access control | attribute based access | attribute based
pii: personally identifiable information | personal data
ad: active directory
entra: entra id | azure ad | azure active directory
gdpr: general data protection regulation
cmk: customer managed key | customer managed keys
oidc: openid connect | open id connect
kql: kusto query language | kusto
bau: business as usual
kpi: kpis | key performance indicator | key performance indicators
ttr: time to remediation
eta: estimated time of arrival
roi: return on investment
pip: performance improvement plan
rfc: rfcs | request for comments | requests for comments
mvp: minimum viable product
api: apis
sql: sequel
arm: azure resource manager
ado: azure devops | azure dev ops
gha: github actions | git hub actions
github: git hub
pr: pull request | pull requests
bi: business intelligence
saas: software as a service
iac: infrastructure as code
dbt: data build tool
onprem: on prem | on premise | on premises
realtime: real time
databricks: data bricks | databrick
lakehouse: lake house
workspace: work space
workspaces: work spaces
dataset: data set
datasets: data sets
database: data base
metastore: meta store
checkpoint: check point
postmortem: post mortem
postmortems: post mortems
pagerduty: pager duty
terraform: terra form
lifecycle: life cycle
multi tenant: multitenant
zorder: z order
foreach: for each
lookup: look up
passthrough: pass through
allpurpose: all purpose
oncall: on call
byhand: by hand
techdebt: tech debt | technical debt
sp: service principal | service principals | service principle | service principles
signoff: sign off | signed off
rollback: roll back | rolling back | rolled back
standby: stand by
backlog: back log
timetravel: time travel | time travelling
watermark: water mark
whitelist: white list
failover: fail over | failing over
"""

#: term: what speech models write for it
_HEARD = """
adf: 8 df | a df
cicd: see i see d
keda: kedda | kita | keeda | cada
shir: sheer
scim: skim
sas: sass
uc: you see
aks: ax | eks
vnet: venet | v nut
rpo: our po
rto: our to
rbac: r back | are back | our back | arbac
abac: a back | aback | ay back | eh back
pii: pee eye eye
iam: i am
okta: octa | octo
soc: sock
iso: eye so
kql: cousteau | cousto | custo
iops: i ops | eye ops
json: jason
pytest: pie test | py test | pi test
sqlfluff: sequel fluff | sql fluff | sequel flow
ruff: rough
parquet: park k | par k | parkay | par kay | parkette
databricks: databrix | database bricks | data breaks | data brakes
mlflow: emil flow | m l flow
mlops: emma lops
entra: intra id | and tra id | entry id
spark: sparc
delta: dealt a
upsert: up sert | up cert | absurd
kafka: cough ka
yaml: yammel | yamal
git: get
dr: doctor
zorder: zee order | zed order | the order
ui: you i
"""

#: A split word is two.
_SPLIT = 2
_WORD_PIECE = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_TERM_EDGES = re.compile(r"^[^\w#]+|[^\w+#%]+$|(?:'s|’s)$")


class Wordings:
    """Wordings, as tokens, each with the one token that stands for it."""

    def __init__(self, others: Wordings | None = None) -> None:
        """Those of ``others``, to which more may come."""
        self._terms: dict[tuple[str, ...], str] = dict(others._terms) if others else {}
        self._reach: dict[str, int] = dict(others._reach) if others else {}

    def add(self, wording: tuple[str, ...], term: str) -> None:
        """One more; where it is there already it keeps its meaning."""
        self._terms.setdefault(wording, term)
        self._reach[wording[0]] = max(len(wording), self.reach(wording[0]))

    def reach(self, first: str) -> int:
        """The length of the longest wording that begins with this token; 0 where none does."""
        return self._reach.get(first, 0)

    def term(self, wording: tuple[str, ...]) -> str:
        """What it stands for; nothing where it is no wording."""
        return self._terms.get(wording, "")

    def terms(self) -> Iterable[str]:
        """All that something stands for."""
        return self._terms.values()


def _table(text: str) -> Wordings:
    table = Wordings()
    for line in text.strip().splitlines():
        term, _, wordings = line.partition(":")
        for wording in wordings.split("|"):
            table.add(tuple(wording.split()), "".join(term.split()))
    return table


_ALWAYS = _table(_SAME)
_AS_HEARD = _table(_HEARD)


@dataclass(frozen=True)
class Glossary:
    """Reads the tokens of a question, its key points and its answer the same way."""

    wordings: Wordings = _ALWAYS
    #: what speech models write; only for the terms of ``vocabulary``
    heard: Wordings = _AS_HEARD
    #: which words are everyday words; None: nobody knows, and nothing is repaired by its sound
    is_common: IsCommon | None = None
    #: the terms that this question is about, each as it is written there
    vocabulary: Mapping[str, str] = field(default_factory=dict)

    def for_question(
        self, texts: Iterable[str], accept: Mapping[str, Sequence[str]] | None = None
    ) -> Glossary:
        """The same, knowing what the question is about and which wordings its bank accepts."""
        wordings = Wordings(self.wordings)
        for term, others in (accept or {}).items():
            canonical = _canonical(term, wordings)
            for other in others:
                # short everyday words ("logs: [ship, send]") would eat the meaning of a sentence
                wording = tuple(token.text for token in tokens_of_text(other))
                if canonical and wording and len(other.split()) > 1:
                    wordings.add(wording, canonical)
        grown = Glossary(wordings, self.heard)
        vocabulary: dict[str, str] = {}
        for text in texts:
            words = text.split()
            plain = tokens_of(words)
            for token in [*grown.read(plain), *plain]:
                written = " ".join(words[token.first : token.last + 1])
                vocabulary.setdefault(token.text, _as_written(token.text, written))
        return Glossary(wordings, self.heard, self.is_common, vocabulary)

    def read(self, tokens: Sequence[Token]) -> list[Token]:
        """Joins spelled letters, what sounds like a term, wordings of several words, and split words."""
        return self._wordings(self._wordings(self._sounded(self._letters(tokens))))

    @cached_property
    def _sounds(self) -> Sounds | None:
        return Sounds(self.vocabulary, self.is_common) if self.is_common and self.vocabulary else None

    def _sounded(self, tokens: Sequence[Token]) -> list[Token]:
        if self._sounds is None:
            return list(tokens)
        read: list[Token] = []
        at = 0
        while at < len(tokens):
            length, term = self._sounding(self._sounds, tokens, at)
            read.append(joined(tokens[at : at + length], term, repaired=True) if length else tokens[at])
            at += max(1, length)
        return read

    def _sounding(self, sounds: Sounds, tokens: Sequence[Token], at: int) -> tuple[int, str]:
        for length in range(min(MOST_WORDS, len(tokens) - at), 0, -1):
            piece = tokens[at : at + length]
            if any(token.text in self.vocabulary or token.text in _TERMS for token in piece):
                continue
            if any(token.ends for token in piece[:-1]):
                continue
            term = sounds.term_for([token.text for token in piece])
            if term:
                return length, term
        return 0, ""

    def _letters(self, tokens: Sequence[Token]) -> list[Token]:
        """ "a d f" to "adf", "r f cs" to "rfc": only what the glossary or the question knows."""
        read: list[Token] = []
        at = 0
        while at < len(tokens):
            end = at
            while end < len(tokens) and len(tokens[end].text) == 1 and tokens[end].text.isalpha():
                end += 1
            length = self._spelled(tokens, at, end)
            if length:
                piece = tokens[at : at + length]
                text = "".join(token.text for token in piece)
                term = text if self._knows(text) else text[:-1]
                read.append(joined(piece, term, repaired=term in self.vocabulary))
                at += length
            else:
                read.append(tokens[at])
                at += 1
        return read

    def _spelled(self, tokens: Sequence[Token], at: int, end: int) -> int:
        """How many tokens from here spell one known term; 0 for none."""
        if end == at:
            return 0
        for stop in (end + 1, end):  # "d b us": the last letter may carry the plural
            piece = "".join(token.text for token in tokens[at:stop])
            plural = stop > end
            if plural and (stop > len(tokens) or len(tokens[end].text) > 2 or not piece.endswith("s")):
                continue
            if stop - at > 1 and (self._knows(piece) or self._knows(piece.removesuffix("s"))):
                return stop - at
        for stop in range(end - 1, at + 1, -1):
            if self._knows("".join(token.text for token in tokens[at:stop])):
                return stop - at
        if end - at >= 3 and tokens[at].text not in ("a", "i"):
            return end - at
        return 0

    def _knows(self, text: str) -> bool:
        return text in self.vocabulary or text in _TERMS

    def _wordings(self, tokens: Sequence[Token]) -> list[Token]:
        read: list[Token] = []
        at = 0
        while at < len(tokens):
            length, term, repaired = self._longest(tokens, at)
            if length:
                read.append(joined(tokens[at : at + length], term, repaired=repaired))
                at += length
            else:
                read.append(tokens[at])
                at += 1
        return read

    def _longest(self, tokens: Sequence[Token], at: int) -> tuple[int, str, bool]:
        """How many tokens stand for one term, the term, and whether that is a repair."""
        first = tokens[at].text
        reach = max(self.wordings.reach(first), self.heard.reach(first), _SPLIT)
        for length in range(min(reach, len(tokens) - at), 0, -1):
            key = tuple(token.text for token in tokens[at : at + length])
            term = self.wordings.term(key)
            if term:
                return length, term, length > 1 and self._is_one_word("".join(key))
            heard = self.heard.term(key)
            if heard in self.vocabulary and key[0] not in self.vocabulary:
                return length, heard, True
            if length == _SPLIT and self._is_split(*key):
                return length, key[0] + key[1], self._is_one_word(key[0] + key[1])
        return 0, "", False

    def _is_one_word(self, term: str) -> bool:
        """Whether the question writes the term so: then it was heard otherwise, and not just said in full."""
        return self.vocabulary.get(term, "").lower() == term

    def _is_split(self, one: str, other: str) -> bool:
        """ "snow flake" for "snowflake"; never "not able" for "notable"."""
        if one + other not in self.vocabulary or not NEGATORS.isdisjoint((one, other, one + other)):
            return False
        if len(one) > 2 and len(other) > 2:
            return True
        return self.is_common is not None and len(other) > 1 and not self.is_common(one + other)


def _as_written(term: str, words: str) -> str:
    """A term as the question writes it: "RPO" of "RPO/RTO", "VNet" of "VNet-protected", "DBUs" for dbu."""
    pieces = [*_WORD_PIECE.findall(words), *_WORD_PIECE.findall(_CAMEL.sub(" ", words))]
    return next((piece for piece in pieces if piece.lower() == term), _TERM_EDGES.sub("", words) or term)


_TERMS = (
    frozenset(_ALWAYS.terms())
    | frozenset(_AS_HEARD.terms())
    | word_set("ci cd ip id ui url it ai us aws gb sku cpu gpu npm rss poc")
)


def _canonical(term: str, wordings: Wordings) -> str:
    """The token that a term of a bank becomes."""
    tokens = Glossary(wordings, Wordings()).read(tokens_of_text(term))
    return "".join(token.text for token in tokens)
