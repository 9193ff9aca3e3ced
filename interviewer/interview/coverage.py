"""Per key point: was it said, and which words prove it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from interviewer.interview.question import KeyPoint


class Verdict(StrEnum):
    """What an answer did with a key point."""

    COVERED = "covered"
    PARTIAL = "partial"
    MISSED = "missed"
    CONTRADICTED = "contradicted"


#: What a verdict earns of its point's weight.
CREDIT = {Verdict.COVERED: 1.0, Verdict.PARTIAL: 0.5, Verdict.MISSED: 0.0, Verdict.CONTRADICTED: 0.0}


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that prove a verdict. Times are None for a typed answer.

    ``first_word`` and ``last_word`` are indices into ``Transcript.words``, both included.
    """

    quote: str
    start_s: float | None
    end_s: float | None
    first_word: int
    last_word: int


class GroundKind(StrEnum):
    """What a ground is about. In records: names stay."""

    #: words that the person has accepted for the point
    ACCEPTED = "accepted"
    #: what kept the point from being covered, whatever else speaks for it
    HELD_BACK = "held_back"
    #: the claims of the point
    CLAIMS = "claims"
    #: the quantities of the point, and those that were named otherwise: ``said`` in place of ``missing``
    QUANTITIES = "quantities"
    OTHER_QUANTITIES = "other_quantities"
    #: the words of the point, near the proof
    WORDS = "words"
    #: a cosine, and for a missed point the words that came nearest
    MEANING = "meaning"
    #: by the entailment model, as a chance
    ENTAILMENT = "entailment"
    #: which way round the words are meant, as the share that is meant so
    DIRECTION = "direction"
    #: how far the answer denies the other points, as a mean chance: it may mean this one in the same way
    ELSEWHERE = "elsewhere"


class Finding(StrEnum):
    """What a ground comes to. In records: names stay."""

    #: held back: too much is meant the other way round, what comes nearest says another point, nothing says
    #: it clearly, it stands under a denial
    OPPOSED = "opposed"
    BORROWED = "borrowed"
    UNCLEAR = "unclear"
    DENIAL = "denial"
    #: meaning
    NEAR = "near"
    FAIRLY_NEAR = "fairly_near"
    FAR = "far"
    #: entailment
    FOLLOWS = "follows"
    PARTLY = "partly"
    OPEN = "open"
    DENIED = "denied"
    #: direction; negated: there is a "not" that the point has not
    SAME = "same"
    OPPOSITE = "opposite"
    NEGATED = "negated"


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing that a verdict was made from. Texts are as the point or the answer has them."""

    kind: GroundKind
    finding: Finding | None = None
    figure: float | None = None
    said: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PointVerdict:
    """The verdict on one key point, with its proof and its reason in one sentence."""

    point: KeyPoint
    verdict: Verdict
    confidence: float
    reason: str
    evidence: tuple[Evidence, ...] = ()
    #: what the verdict was made from, to be shown on demand, the most telling first, and the figures behind
    #: it; not archived, and no part of what a verdict is
    grounds: tuple[Ground, ...] = field(default=(), compare=False)
    figures: Mapping[str, float] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Repair:
    """Words of an answer that were taken for a term of its question: "skim" for "SCIM".

    ``first_word`` and ``last_word`` are indices into ``Transcript.words``, both included.
    """

    heard: str
    understood: str
    first_word: int
    last_word: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """The verdicts on all key points of a question, in the order of its rubric."""

    points: tuple[PointVerdict, ...]
    #: what was understood otherwise than it was written, for the person to see
    repairs: tuple[Repair, ...] = ()

    @property
    def score(self) -> float | None:
        """Weighted share of the points that were covered, 0 to 1; None without points."""
        weight = sum(judged.point.weight for judged in self.points)
        if not weight:
            return None
        return sum(CREDIT[judged.verdict] * judged.point.weight for judged in self.points) / weight
