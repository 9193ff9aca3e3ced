"""How far an answer supports one key point, in figures: meaning, terms, signs, quantities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from interviewer.interview.judging.polarity import Signed, concept_of
from interviewer.interview.judging.quantity import Quantity
from interviewer.interview.judging.reading import Part, Passage, PointReading, Reading

Vectors = NDArray[np.float32]

#: What a term found in a passage adds to its likeness when passages compete.
_TERM_SHARE = 0.25
#: Passages this near to the best one are looked at for a wording that agrees.
_NEAR = 0.06
#: What the claim's figures add, all together, when it is chosen what to show.
_FIGURES_SHARE = 0.3
#: Shorter ones within it that are this near carry the claim as well.
_CARRIES = 0.12
#: and these may be about the claim as well.
_LIKELY = 0.15
#: So much of the other points follows from a labelled answer on average: taken for a point that is alone.
_USUAL = 0.25
#: So many passages are shown to the entailment model.
_ASKED = 2


@dataclass(frozen=True, slots=True)
class Support:
    """The figures of one key point. Shares are from 0 to 1, likeness is a cosine."""

    #: likeness of the whole point and of its claims to their best passages
    meaning: float
    mean_part: float
    #: idf-weighted share of the terms: in the best passage with its neighbours, and in the whole answer
    terms_near: float
    terms_all: float
    #: share of the terms that are meant the same way, and the opposite way, in the best passage
    agreeing: float
    opposing: float
    #: 1 where the best clause is negated and the claim is not, or the other way round
    turned: float
    #: quantities of the point: share said, share said wrongly
    quantities_said: float
    quantities_wrong: float
    has_quantities: float
    #: how much of the point the question gives away
    in_question: float
    #: how much nearer the best passage is to another point of the question: its words belong to that one
    borrowed: float = 0.0
    #: by the entailment model, where there is one: the chances that a likely passage implies the point, in
    #: full or in part, or denies it
    follows: float | None = None
    partly: float | None = None
    denied: float | None = None
    #: the means over the other points: who takes the other side throughout means a doubtful point in the same
    #: way, and who has said the others is answering this question and not another one
    opposing_elsewhere: float | None = None
    turned_elsewhere: float | None = None
    denied_elsewhere: float | None = None
    follows_elsewhere: float | None = None

    def named(self) -> dict[str, float]:
        """All figures that are known."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: float(value) for name, value in values.items() if value is not None}


def borrowed(likeness: NDArray[np.float32], best: Sequence[int | None]) -> list[float]:
    """Per point how much nearer another point is to its best passage; 0 where none is.

    ``likeness``: of the passages to the points as wholes, shape (passages, points).
    """
    return [
        0.0 if row is None else float(max(likeness[row]) - likeness[row, point])
        for point, row in enumerate(best)
    ]


def with_the_rest(supports: Sequence[Support], borrowings: Sequence[float]) -> list[Support]:
    """The figures of each point, with what the answer does to the other points."""
    means = [_elsewhere(supports, name) for name in ("opposing", "turned", "denied")]
    means.append(_elsewhere(supports, "follows", alone=_USUAL))
    return [
        replace(
            one,
            borrowed=taken,
            opposing_elsewhere=opposing,
            turned_elsewhere=turned,
            denied_elsewhere=denied,
            follows_elsewhere=follows,
        )
        for one, taken, opposing, turned, denied, follows in zip(supports, borrowings, *means, strict=True)
    ]


def _elsewhere(supports: Sequence[Support], name: str, *, alone: float = 0.0) -> list[float | None]:
    """Per point the mean of a figure over the other points; None where nothing knows it."""
    values = [getattr(one, name) for one in supports]
    if None in values:
        return [None] * len(values)
    if len(values) == 1:
        return [alone]
    return [(sum(values) - own) / (len(values) - 1) for own in values]


@dataclass(frozen=True, slots=True)
class PartSupport:
    """One claim: its best passage, and what was found there."""

    part: Part
    passage: Passage | None
    meaning: float
    terms: float
    agreeing: float
    opposing: float
    turned: bool
    #: the best passages, and all that may be about the claim
    likeliest: tuple[Passage, ...] = ()
    likely: tuple[Passage, ...] = ()
    #: the passage to show, where the figures of the claim count too, and the shortest in it that is nearly
    #: as good
    shown: Passage | None = None
    tightest: Passage | None = None


@dataclass(frozen=True, slots=True)
class Examined:
    """A key point with all that was found about it in the answer."""

    point: PointReading
    support: Support
    whole: PartSupport
    parts: tuple[PartSupport, ...]
    #: the passage that denies the point by the entailment model, where it is sure of one
    denying: Passage | None = None


def concept_weights(readings: Sequence[PointReading], question: Reading) -> Mapping[str, float]:
    """Concepts that stand in many points, or in the question itself, tell less."""
    counts: dict[str, int] = {}
    for reading in [*(one.whole.reading for one in readings), question]:
        for concept in {concept_of(token)[0] for token in reading.tokens if token.is_content}:
            counts[concept] = counts.get(concept, 0) + 1
    total = len(readings) + 1
    return {concept: float(np.log1p(total / count)) for concept, count in counts.items()}


def support_of(
    reading: PointReading,
    answer: Reading,
    *,
    weights: Mapping[str, float],
    answer_vectors: Vectors,
    point_vectors: Vectors,
    question_vector: Vectors,
    proving: NDArray[np.bool_],
) -> tuple[Support, PartSupport, list[PartSupport]]:
    """The figures, and where they come from: the whole point, and its parts.

    ``point_vectors``: the whole point, then its parts. ``proving``: which passages count.
    """
    whole = _part_support(reading.whole, answer, weights, answer_vectors @ point_vectors[0], proving)
    parts = [
        _part_support(part, answer, weights, answer_vectors @ vector, proving)
        for part, vector in zip(reading.parts, point_vectors[1:], strict=True)
    ]
    meanings = [part.meaning for part in parts]
    said, wrong = _quantities(reading.whole.reading, answer, whole)
    figures = Support(
        meaning=whole.meaning,
        mean_part=float(np.mean(meanings)),
        terms_near=whole.terms,
        terms_all=_recall(reading.whole.reading.signed, answer.signed, weights),
        agreeing=whole.agreeing,
        opposing=max(whole.opposing, *(part.opposing for part in parts)),
        turned=float(whole.turned),
        quantities_said=said,
        quantities_wrong=wrong,
        has_quantities=float(bool(reading.whole.reading.quantities)),
        in_question=float(point_vectors[0] @ question_vector),
    )
    return figures, whole, parts


def _part_support(
    part: Part,
    answer: Reading,
    weights: Mapping[str, float],
    likeness: NDArray[np.float32],
    proving: NDArray[np.bool_],
) -> PartSupport:
    passages = answer.passages
    if not proving.any():
        return PartSupport(part, None, 0.0, 0.0, 0.0, 0.0, turned=False)
    signed = part.reading.signed
    recalls = np.array(_recalls(signed, answer.concepts, weights))
    likeness = np.where(proving, likeness, -1.0)
    scores = likeness + _TERM_SHARE * recalls
    best = int(np.argmax(scores))
    near = [
        at for at in np.flatnonzero(scores >= scores[best] - _NEAR) if passages[at].overlaps(passages[best])
    ]
    agreements = {at: _agreement(signed, answer.held[at], weights) for at in near}
    kindest = max(near, key=lambda at: (agreements[at][0] - agreements[at][1], agreements[at][0]))
    agreeing, opposing = agreements[kindest]
    # "as users, and not as …": the rest of it may turn what one clause leaves open
    opposing = max(opposing, *(agreements[at][1] for at in near if passages[kindest].within(passages[at])))
    telling = (
        scores + _FIGURES_SHARE * _figures_said(part.reading, answer) if part.reading.quantities else scores
    )
    shown = int(np.argmax(telling))
    return PartSupport(
        part=part,
        passage=passages[best],
        meaning=float(likeness.max()),
        terms=_recall(signed, answer.within(with_neighbours(answer, passages[best])), weights),
        agreeing=agreeing,
        opposing=opposing,
        turned=_is_turned(part.reading, answer, passages[best]),
        likeliest=tuple(passages[at] for at in np.argsort(-scores, kind="stable")[:_ASKED] if proving[at]),
        likely=tuple(passages[at] for at in np.flatnonzero(scores >= scores[best] - _LIKELY)),
        shown=passages[shown],
        tightest=_tightest(passages, telling, shown),
    )


def _figures_said(claim: Reading, answer: Reading) -> NDArray[np.float64]:
    """Per passage the share of the claim's quantities that it names."""
    wanted = claim.quantities
    places = [[one.first for one in answer.quantities if one.equals(other)] for other in wanted]
    said = [
        sum(any(passage.start <= at < passage.end for at in found) for found in places)
        for passage in answer.passages
    ]
    return np.array(said, dtype=np.float64) / len(wanted)


def _tightest(passages: Sequence[Passage], scores: NDArray[np.float64], best: int) -> Passage:
    """The shortest passage inside the best one that carries the claim nearly as well."""
    near = [passages[int(at)] for at in np.flatnonzero(scores >= scores[best] - _CARRIES)]
    inside = [passage for passage in near if passage.within(passages[best])]
    return min(inside, key=lambda one: one.end - one.start)


def with_neighbours(answer: Reading, passage: Passage) -> Passage:
    """The passage and one clause on each side."""
    start = max((c.start for c in answer.clauses if c.end <= passage.start), default=passage.start)
    end = min((c.end for c in answer.clauses if c.start >= passage.end), default=passage.end)
    return Passage(start, end)


def _recall(wanted: Sequence[Signed], found: Sequence[Signed], weights: Mapping[str, float]) -> float:
    """Weighted share of the concepts that were found, whichever way they are meant."""
    return _recalls(wanted, [frozenset(one.concept for one in found)], weights)[0]


def _recalls(
    wanted: Sequence[Signed], found: Sequence[frozenset[str]], weights: Mapping[str, float]
) -> list[float]:
    """The same for many places at once."""
    asked = {one.concept: weights.get(one.concept, 1.0) for one in wanted}
    total = sum(asked.values())
    if not total:
        return [0.0] * len(found)
    # summed in one order, so that no last digit depends on how a set is laid out
    return [sum(weight for concept, weight in asked.items() if concept in one) / total for one in found]


def _agreement(
    wanted: Sequence[Signed], found: Sequence[Signed], weights: Mapping[str, float]
) -> tuple[float, float]:
    """Weighted shares of the concepts that are meant the same way, and only the opposite way."""
    signs: dict[str, set[int]] = {}
    for one in found:
        signs.setdefault(one.concept, set()).add(one.sign)
    total = agreeing = opposing = 0.0
    for concept, sign in dict.fromkeys((one.concept, one.sign) for one in wanted):
        weight = weights.get(concept, 1.0)
        total += weight
        if sign in signs.get(concept, ()):
            agreeing += weight
        elif -sign in signs.get(concept, ()):
            opposing += weight
    return (agreeing / total, opposing / total) if total else (0.0, 0.0)


def _is_turned(claim: Reading, answer: Reading, passage: Passage) -> bool:
    said = sum(1 for at in answer.negations if passage.start <= at < passage.end)
    return bool(said) and not claim.negations


def named_quantities(
    point: Reading, answer: Reading, part: PartSupport
) -> list[tuple[Quantity, list[Quantity]]]:
    """Each quantity of the point with those that say it, or else say it with another value.

    A value counts as said near any passage that may be about the point, as wrong only in the best one.
    """
    if part.passage is None:
        return [(one, []) for one in point.quantities]
    near = [with_neighbours(answer, passage) for passage in part.likely]
    found = [one for one in answer.quantities if any(p.start <= one.first < p.end for p in near)]
    best = [one for one in answer.quantities if part.passage.start <= one.first < part.passage.end]
    named = []
    for one in point.quantities:
        same = [other for other in found if one.equals(other)]
        named.append((one, same or [other for other in best if one.dimension is other.dimension]))
    return named


def _quantities(point: Reading, answer: Reading, part: PartSupport) -> tuple[float, float]:
    """Shares of the point's quantities that were said, and that were said with another value."""
    named = named_quantities(point, answer, part)
    said = sum(any(map(one.equals, others)) for one, others in named)
    wrong = sum(bool(others) for _, others in named) - said
    return said / max(1, len(named)), wrong / max(1, len(named))
