"""How far an answer supports one key point, in figures: meaning, terms, signs, quantities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from interviewer.interview.polarity import Signed, concept_of
from interviewer.interview.reading import Part, Passage, PointReading, Reading

Vectors = NDArray[np.float32]

#: What a term found in a passage adds to its likeness when passages compete.
_TERM_SHARE = 0.25
#: Passages this near to the best one are looked at for a wording that agrees.
_NEAR = 0.06


@dataclass(frozen=True, slots=True)
class Support:
    """The figures of one key point. Shares are from 0 to 1, likeness is a cosine."""

    #: likeness of the whole point and of its claims to their best passages
    meaning: float
    best_part: float
    mean_part: float
    least_part: float
    #: idf-weighted share of the terms: in the best passage with its neighbours, and in the whole answer
    terms_near: float
    terms_all: float
    least_part_terms: float
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
    parts: float

    def named(self) -> dict[str, float]:
        return {one.name: float(getattr(self, one.name)) for one in fields(self)}

    def figures(self) -> list[float]:
        return list(self.named().values())


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
) -> tuple[Support, list[PartSupport]]:
    """``point_vectors``: the whole point, then its parts. ``proving``: which passages count."""
    whole = _part_support(reading.whole, answer, weights, answer_vectors @ point_vectors[0], proving)
    parts = [
        _part_support(part, answer, weights, answer_vectors @ vector, proving)
        for part, vector in zip(reading.parts, point_vectors[1:], strict=True)
    ]
    meanings = [part.meaning for part in parts]
    said, wrong = _quantities(reading.whole.reading, answer, whole.passage)
    figures = Support(
        meaning=whole.meaning,
        best_part=max(meanings),
        mean_part=float(np.mean(meanings)),
        least_part=min(meanings),
        terms_near=whole.terms,
        terms_all=_recall(reading.whole.reading.signed, answer.signed, weights),
        least_part_terms=min(part.terms for part in parts),
        agreeing=whole.agreeing,
        opposing=max(whole.opposing, *(part.opposing for part in parts)),
        turned=float(whole.turned),
        quantities_said=said,
        quantities_wrong=wrong,
        has_quantities=float(bool(reading.whole.reading.quantities)),
        in_question=float(point_vectors[0] @ question_vector),
        parts=float(len(parts)),
    )
    return figures, parts


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
    within = [_within(answer, passage) for passage in passages]
    recalls = np.array([_recall(signed, found, weights) for found in within])
    likeness = np.where(proving, likeness, -1.0)
    scores = likeness + _TERM_SHARE * recalls
    best = int(np.argmax(scores))
    near = [
        at for at in np.flatnonzero(scores >= scores[best] - _NEAR) if passages[at].overlaps(passages[best])
    ]
    agreements = [_agreement(signed, within[at], weights) for at in near]
    agreeing, opposing = max(agreements, key=lambda pair: (pair[0] - pair[1], pair[0]))
    return PartSupport(
        part=part,
        passage=passages[best],
        meaning=float(likeness.max()),
        terms=_recall(signed, _within(answer, _with_neighbours(answer, passages[best])), weights),
        agreeing=agreeing,
        opposing=opposing,
        turned=_is_turned(part.reading, answer, passages[best]),
    )


def _within(reading: Reading, passage: Passage) -> list[Signed]:
    return [one for one in reading.signed if passage.start <= one.at < passage.end]


def _with_neighbours(answer: Reading, passage: Passage) -> Passage:
    """The passage and one clause on each side."""
    start = max((c.start for c in answer.clauses if c.end <= passage.start), default=passage.start)
    end = min((c.end for c in answer.clauses if c.start >= passage.end), default=passage.end)
    return Passage(start, end)


def _recall(wanted: Sequence[Signed], found: Sequence[Signed], weights: Mapping[str, float]) -> float:
    """Weighted share of the concepts that were found, whichever way they are meant."""
    concepts = {one.concept for one in wanted}
    total = sum(weights.get(concept, 1.0) for concept in concepts)
    there = {one.concept for one in found}
    return sum(weights.get(concept, 1.0) for concept in concepts & there) / total if total else 0.0


def _agreement(
    wanted: Sequence[Signed], found: Sequence[Signed], weights: Mapping[str, float]
) -> tuple[float, float]:
    """Weighted shares of the concepts that are meant the same way, and only the opposite way."""
    signs: dict[str, set[int]] = {}
    for one in found:
        signs.setdefault(one.concept, set()).add(one.sign)
    total = agreeing = opposing = 0.0
    for concept, sign in {(one.concept, one.sign) for one in wanted}:
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


def _quantities(point: Reading, answer: Reading, passage: Passage | None) -> tuple[float, float]:
    """Shares of the point's quantities that were said, and that were said with another value nearby."""
    wanted = point.quantities
    if not wanted or passage is None:
        return 0.0, 0.0
    near = _with_neighbours(answer, passage)
    found = [one for one in answer.quantities if near.start <= one.first < near.end]
    said = wrong = 0
    for one in wanted:
        if any(one.equals(other) for other in found):
            said += 1
        elif any(one.dimension is other.dimension for other in found):
            wrong += 1
    return said / len(wanted), wrong / len(wanted)
