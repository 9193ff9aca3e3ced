"""The judgement of an answer: per key point a verdict, its proof, and its reason.

Deterministic: the same words give the same verdicts. The figures of ``support`` are weighed by
``calibration``, which was fitted on labelled answers (docs/judgement.md); nothing changes it at run time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from interviewer.interview.coverage import (
    Coverage,
    Finding,
    Ground,
    GroundKind,
    PointVerdict,
    Repair,
    Verdict,
)
from interviewer.interview.judging.abstention import abstention, empty_tokens, proofs
from interviewer.interview.judging.accepted import WHOLE_POINT, accepted_in
from interviewer.interview.judging.calibration import chances
from interviewer.interview.judging.explanation import grounds_of
from interviewer.interview.judging.glossary import Glossary
from interviewer.interview.judging.meaning import Embedder, Entailment, EverydayWords, Relation
from interviewer.interview.judging.proof import evidence_of, proof_of
from interviewer.interview.judging.reading import Passage, Reading, read_point
from interviewer.interview.judging.support import (
    Examined,
    PartSupport,
    borrowed,
    concept_weights,
    support_of,
    with_the_rest,
)
from interviewer.interview.question import Rubric
from interviewer.interview.transcript import Transcript, Word
from interviewer.sentence import Sentence

#: Points less like anything in the answer than this are missed; no entailment model needs to be asked.
_WORTH_ASKING = 0.3
#: A claim of a point counts as said from this likeness and share of terms together.
_PART_SAID = 0.95
#: Chance of "contradicted" from which it is told: whoever said the point must hardly ever be told this.
_CONTRADICTED_FROM = 0.6
#: Low, as the weights were fitted on many answers from which the words of a point were taken out.
_COVERED_FROM = 0.28
#: So sure is the entailment model of hardly a labelled point that isn't contradicted.
_ABOUT_FROM, _REFUSED_FROM, _REFUSED_BELOW = 0.4, 0.96, 0.2
#: and so sure is enough where the signs say the same: most of its words are meant the other way round.
_TURNED_FROM = 0.9
#: From this chance a passage that the entailment model takes for a denial is shown as the proof of it; of
#: several that are about as sure, the shortest.
_DENYING_FROM, _AS_SURE = 0.5, 0.9
#: Hardly a labelled point that is covered has this much against it.
_OPPOSED_FROM, _OPPOSED_SHARE = 0.4, 0.8
#: What comes nearest to the point says another one by so much more, and doesn't imply this one; the second
#: where the answer says other points too.
_BORROWED_FROM, _OWN_FROM, _OWN_AMONG_OTHERS_FROM = 0.1, 0.35, 0.2
#: So much of the other points follows from few answers to another question: what is weak then is less weak.
_ANSWERING_FROM = 0.35
#: Figures that are too weak together, whatever else speaks for the point: terms that stand in a list, the
#: headings alone, another claim about the same thing.
_TOO_WEAK = (
    {"meaning": 0.36},
    {"meaning": 0.4, "terms_near": 0.3, "follows": 0.6},
    {"meaning": 0.56, "terms_near": 0.2, "follows": 0.4},
)
_TOO_WEAK_EVEN_SO = {"meaning": 0.4, "terms_near": 0.3, "follows": 0.2}


@dataclass(frozen=True, slots=True)
class Judgement:
    """The coverage of an answer, or why there is none: then no point is covered."""

    coverage: Coverage
    abstained: str | None = None


def judge(
    rubric: Rubric,
    transcript: Transcript,
    *,
    question: str,
    embedder: Embedder,
    glossary: Glossary | None = None,
) -> Judgement:
    """Judges every key point of the rubric against what was said."""
    if glossary is None and isinstance(embedder, EverydayWords):
        glossary = Glossary(is_common=embedder.is_common)
    known, answer, asked = read(rubric, transcript, question=question, glossary=glossary)
    reason = abstention(transcript, answer, asked)
    if reason is not None:
        return Judgement(_nothing(rubric, reason), reason)
    found = examine(rubric, answer, asked, known, embedder)
    proving = [not empty for empty in empty_tokens(answer, asked)]
    points = (
        _as_accepted(_verdict(one, answer), answer, accepted_in(one.point.point, answer, known, proving))
        for one in found
    )
    return Judgement(Coverage(tuple(points), _repairs(answer, known)))


def _as_accepted(judged: PointVerdict, answer: Reading, accepted: Passage | None) -> PointVerdict:
    """The person has said that these words are the point, and has the last word."""
    if accepted is None or judged.verdict is Verdict.COVERED:
        return judged
    proof = evidence_of(answer, accepted)
    return replace(
        judged,
        verdict=Verdict.COVERED,
        confidence=1.0,
        reason=Sentence("You said this in words that you have accepted for it."),
        evidence=(proof,),
        grounds=(Ground(GroundKind.ACCEPTED, said=(proof.quote,)),),
    )


def _repairs(answer: Reading, known: Glossary) -> tuple[Repair, ...]:
    found = []
    for token in answer.tokens:
        understood = known.vocabulary.get(token.text, "") if token.repaired else ""
        if understood:
            heard = " ".join(word.text.strip(",.;:!?") for word in answer.words[token.first : token.last + 1])
            if heard.lower() != understood.lower():
                found.append(Repair(heard, understood, token.first, token.last))
    return tuple(found)


def read(
    rubric: Rubric, transcript: Transcript, *, question: str, glossary: Glossary | None = None
) -> tuple[Glossary, Reading, Reading]:
    """The answer and the question, read with the words of the field and of this question."""
    known = _glossary(rubric, question, glossary or Glossary())
    answer = Reading(transcript.words, glossary=known)
    return known, answer, Reading([Word(word) for word in question.split()], glossary=known)


def _glossary(rubric: Rubric, question: str, glossary: Glossary) -> Glossary:
    texts = [question]
    accept: dict[str, tuple[str, ...]] = {}
    for point in rubric.points:
        texts += [point.text, point.label or "", *point.terms]
        for term, wordings in point.accept.items():
            if term == WHOLE_POINT:
                continue
            accept[term] = (*accept.get(term, ()), *wordings)
    return glossary.for_question(texts, accept)


def _nothing(rubric: Rubric, reason: str) -> Coverage:
    return Coverage(tuple(PointVerdict(point, Verdict.MISSED, 1.0, reason) for point in rubric.points))


def examine(
    rubric: Rubric, answer: Reading, asked: Reading, glossary: Glossary, embedder: Embedder
) -> list[Examined]:
    """What an answer has to say about each key point, before anything is decided."""
    points = [read_point(point, glossary=glossary) for point in rubric.points]
    weights = concept_weights(points, asked)
    texts = [[point.whole.spoken, *(part.spoken for part in point.parts)] for point in points]
    answer_vectors = answer.vectors(embedder)
    vectors = embedder.embed([text for group in texts for text in group])
    point_vectors = iter(vectors)
    question_vector = embedder.embed([asked.text(Passage(0, len(asked.tokens)))])[0]
    proving = np.array(proofs(answer, asked), dtype=bool)
    examined = []
    for point, group in zip(points, texts, strict=True):
        support, whole, parts = support_of(
            point,
            answer,
            weights=weights,
            answer_vectors=answer_vectors,
            point_vectors=np.stack([next(point_vectors) for _ in group]),
            question_vector=question_vector,
            proving=proving,
        )
        examined.append(Examined(point, support, whole, tuple(parts)))
    if isinstance(embedder, Entailment):
        examined = _entailed(examined, answer, embedder)
    firsts = np.cumsum([0, *map(len, texts)])[:-1]
    return _beside_the_rest(examined, answer, answer_vectors @ vectors[firsts].T)


def _beside_the_rest(
    examined: Sequence[Examined], answer: Reading, likeness: NDArray[np.float32]
) -> list[Examined]:
    """Each point in the light of the others. ``likeness``: shape (passages, points)."""
    places = {passage: at for at, passage in enumerate(answer.passages)}
    best = [None if one.whole.passage is None else places[one.whole.passage] for one in examined]
    supports = with_the_rest([one.support for one in examined], borrowed(likeness, best))
    return [replace(one, support=support) for one, support in zip(examined, supports, strict=True)]


def _entailed(examined: Sequence[Examined], answer: Reading, model: Entailment) -> list[Examined]:
    """Asks the entailment model about the likeliest passages of each point that may have been said at all."""
    pairs = [_asked(one, answer) for one in examined]
    rows = iter(model.entail([pair for asked in pairs for pair in asked]))
    found = []
    for one, asked in zip(examined, pairs, strict=True):
        said = np.stack([next(rows) for _ in asked]) if asked else np.zeros((1, len(Relation)))
        follows, partly, denied = (
            float(said[:, which].max()) for which in (Relation.FOLLOWS, Relation.PARTLY, Relation.DENIED)
        )
        support = replace(one.support, follows=follows, partly=partly, denied=denied)
        denying = [
            passage
            for passage, row in zip(one.whole.likeliest, said, strict=False)
            if row[Relation.DENIED] >= max(_DENYING_FROM, _AS_SURE * denied)
        ]
        shortest = min(denying, key=lambda passage: passage.end - passage.start, default=None)
        found.append(replace(one, support=support, denying=shortest))
    return found


def _asked(one: Examined, answer: Reading) -> list[tuple[str, str]]:
    """What is said, and the point, for each of its likeliest passages."""
    if one.support.meaning <= _WORTH_ASKING:
        return []
    return [(answer.text(passage), one.point.whole.spoken) for passage in one.whole.likeliest]


def _verdict(one: Examined, answer: Reading) -> PointVerdict:
    support, parts = one.support, one.parts
    figures = support.named()
    chance = chances(figures)
    verdict = decided(chance, figures)
    held_back = doubt(figures) if _was_likely(verdict, chance) else None
    if (verdict is Verdict.COVERED or held_back is Finding.OPPOSED) and _is_denied(parts, answer):
        verdict = Verdict.PARTIAL if support.agreeing > support.opposing else Verdict.CONTRADICTED
        held_back = Finding.DENIAL
    said = [part.meaning + part.terms >= _PART_SAID for part in parts]
    judged = PointVerdict(
        point=one.point.point,
        verdict=verdict,
        confidence=round(chance[verdict], 2),
        reason=_reason(verdict, parts, said),
        evidence=proof_of(verdict, one, said, answer),
        figures={name: round(value, 3) for name, value in figures.items()},
    )
    return replace(judged, grounds=grounds_of(judged, one, said, answer, held_back=held_back))


def decided(chance: Mapping[Verdict, float], figures: Mapping[str, float]) -> Verdict:
    """When unsure between covered and partial, partial; nothing is covered that may be contradicted."""
    covered, partial = chance[Verdict.COVERED], chance[Verdict.PARTIAL]
    missed, contradicted = chance[Verdict.MISSED], chance[Verdict.CONTRADICTED]
    if contradicted >= _CONTRADICTED_FROM or _is_refused(figures):
        return Verdict.CONTRADICTED
    if covered >= _COVERED_FROM:
        return Verdict.PARTIAL if doubt(figures) else Verdict.COVERED
    return Verdict.PARTIAL if covered + partial > missed + contradicted else Verdict.MISSED


def _was_likely(verdict: Verdict, chance: Mapping[Verdict, float]) -> bool:
    """Whether the chances alone would have had it covered."""
    return verdict is Verdict.PARTIAL and chance[Verdict.COVERED] >= _COVERED_FROM


def _is_refused(figures: Mapping[str, float]) -> bool:
    """Whether the entailment model is sure, of words that are about the point, that they deny it."""
    denied = figures.get("denied", 0.0)
    if figures.get("meaning", 0.0) < _ABOUT_FROM or denied < _TURNED_FROM:
        return False
    if figures.get("turned", 0.0) and figures.get("opposing", 0.0) > figures.get("agreeing", 0.0):
        return True
    return denied >= _REFUSED_FROM and figures["follows"] < _REFUSED_BELOW


def doubt(figures: Mapping[str, float]) -> Finding | None:
    """Why a point must not be covered, whatever its chances; None: it may.

    Less is asked of an answer that has said other points: those are no accident.
    """
    answering = figures.get("follows_elsewhere", 0.0) >= _ANSWERING_FROM
    own_from = _OWN_AMONG_OTHERS_FROM if answering else _OWN_FROM
    if figures.get("borrowed", 0.0) > _BORROWED_FROM and figures.get("follows", 0.0) < own_from:
        return Finding.BORROWED
    if answering:
        return Finding.UNCLEAR if _is_weak(figures, _TOO_WEAK_EVEN_SO) else None
    opposing = figures.get("opposing", 0.0)
    if opposing >= _OPPOSED_FROM and opposing >= _OPPOSED_SHARE * figures.get("agreeing", 0.0):
        return Finding.OPPOSED
    return Finding.UNCLEAR if any(_is_weak(figures, least) for least in _TOO_WEAK) else None


def _is_weak(figures: Mapping[str, float], least: Mapping[str, float]) -> bool:
    return all(figures.get(name, 1.0) < value for name, value in least.items())


def _is_denied(parts: Sequence[PartSupport], answer: Reading) -> bool:
    """Whether what best says the point stands under "it is not true that …" or the like."""
    passage = max(parts, key=lambda part: part.meaning + part.terms).shown
    if passage is None or not answer.denied:
        return False
    under = sum(at in answer.denied for at in range(passage.start, passage.end))
    return under * 2 >= passage.end - passage.start


def _reason(verdict: Verdict, parts: Sequence[PartSupport], said: Sequence[bool]) -> Sentence:
    missing = [part.part.text.strip(" .;:") for part, one in zip(parts, said, strict=True) if not one]
    if verdict is Verdict.COVERED:
        return Sentence("You said this.")
    if verdict is Verdict.CONTRADICTED:
        return Sentence("You may have said the opposite of this.")
    if verdict is Verdict.MISSED:
        return Sentence("This wasn't in your answer.")
    if missing and len(missing) < len(parts):
        return Sentence("You said part of this; what is missing: {claim}.", claim=missing[0])
    return Sentence("You touched on this, but not in full.")
