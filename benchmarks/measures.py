"""The figures of labelled points, the verdicts that come of them, and how right those are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from calibrate import ORDER, Floats, Weights, fitted
from corpus import Case
from numpy.typing import NDArray
from public_sets import balanced, share

from interviewer.interview.coverage import Verdict
from interviewer.interview.judging.calibration import as_weighed
from interviewer.interview.judging.judgement import decided, examine, read
from interviewer.interview.judging.proof import proof_of
from interviewer.interview.judging.reading import Reading
from interviewer.interview.judging.support import Examined
from interviewer.interview.transcript import Transcript
from interviewer.models.embedding import MiniLM

ENTAILMENT = ("follows", "partly", "denied", "denied_elsewhere", "follows_elsewhere")
#: What only holds a verdict back, and is not weighed.
GUARDS = ("borrowed",)
#: The style of an answer from which the words that say a point were taken out.
LOST = "lost"
#: How often such a point counts, where one of an answer counts two or four times: with less, company alone
#: credits a point; with more, what was said in few words is missed.
_LOST_COUNT = 6
#: What is left of such an answer has to be this long to be one.
_FEWEST_LEFT = 8


@dataclass
class Figures:
    """The figures of all labelled points, a row each."""

    names: list[str]
    rows: Floats
    labels: NDArray[np.int64]
    questions: NDArray[np.str_]
    styles: NDArray[np.str_]
    sources: NDArray[np.str_]
    #: points without the words that say them, which teach that company proves nothing; none of them is judged
    lost: Figures | None = None

    @property
    def counts(self) -> NDArray[np.int64]:
        """The largest source counts half: its answers stay nearer the text than people do."""
        of_people = np.where(self.sources == "answers", 2, 4)
        return np.where(self.styles == LOST, _LOST_COUNT, of_people)

    def weights(self, wanted: Callable[[Figures], NDArray[np.bool_]] | None = None) -> Weights:
        """Fitted on all figures, or on those that are wanted."""
        sets = [self.weighed] if self.lost is None else [self.weighed, self.lost.weighed]
        kept = [np.ones(len(one.rows), bool) if wanted is None else wanted(one) for one in sets]
        rows, labels, counts = (
            np.concatenate([getattr(one, name)[keep] for one, keep in zip(sets, kept, strict=True)])
            for name in ("rows", "labels", "counts")
        )
        return fitted(rows, labels, counts)

    @cached_property
    def weighed(self) -> Figures:
        """Those that are weighed, as they are weighed."""
        kept = self.without(*GUARDS)
        columns = [
            [as_weighed(name, figure) for figure in column]
            for name, column in zip(kept.names, kept.rows.T, strict=True)
        ]
        return replace(kept, rows=np.array(columns).T)

    def without(self, *left_out: str) -> Figures:
        kept = [at for at, name in enumerate(self.names) if name not in left_out]
        return replace(
            self,
            names=[self.names[at] for at in kept],
            rows=self.rows[:, kept],
            lost=None if self.lost is None else self.lost.without(*left_out),
        )


def figures(found: Sequence[Case], model: MiniLM) -> Figures:
    """The figures of every point, and of each that was said without the words that say it best."""
    said, lost = [], []
    for case in found:
        answer, rows = _examined(case, case.answer, model)
        said += [(case, case.style, label, one) for label, one in zip(case.labels, rows, strict=True)]
        for at, label in enumerate(case.labels):
            left = _without_its_proof(answer, rows[at]) if label is Verdict.COVERED else ""
            if len(left.split()) >= _FEWEST_LEFT:
                lost.append((case, LOST, Verdict.MISSED, _examined(case, left, model)[1][at]))
    return replace(_in_rows(said), lost=_in_rows(lost) if lost else None)


def _examined(case: Case, text: str, model: MiniLM) -> tuple[Reading, list[Examined]]:
    known, answer, asked = read(case.rubric, Transcript.typed(text), question=case.question)
    return answer, examine(case.rubric, answer, asked, known, model)


def _without_its_proof(answer: Reading, point: Examined) -> str:
    """An answer without the words that would be shown if the point were covered, all its claims."""
    proofs = proof_of(Verdict.COVERED, point, [True] * len(point.parts), answer)
    gone = {at for proof in proofs for at in range(proof.first_word, proof.last_word + 1)}
    return " ".join(word.text for at, word in enumerate(answer.words) if at not in gone)


def _in_rows(points: Sequence[tuple[Case, str, Verdict, Examined]]) -> Figures:
    cases, styles, labels, examined = zip(*points, strict=True)
    named = [one.support.named() for one in examined]
    names = list(named[0])
    return Figures(
        names,
        np.array([[row[name] for name in names] for row in named]),
        np.array([ORDER.index(label) for label in labels]),
        np.array([case.qid for case in cases]),
        np.array(styles),
        np.array([case.source for case in cases]),
    )


def verdicts(chances: Floats, data: Figures) -> NDArray[np.int64]:
    """What is decided by the chances, with the guards, on the figures that there are."""
    return np.array(
        [
            ORDER.index(
                decided(dict(zip(ORDER, row, strict=True)), dict(zip(data.names, figures, strict=True)))
            )
            for row, figures in zip(chances, data.rows, strict=True)
        ]
    )


def held_out(data: Figures) -> NDArray[np.int64]:
    """The verdict on each point by weights that were fitted on the other questions."""
    return verdicts(folded_chances(data), data)


def folded_chances(data: Figures) -> Floats:
    """The chances of every point by weights that were fitted on the other questions."""
    chances = np.zeros((len(data.rows), len(ORDER)))
    for question in sorted(set(data.questions)):
        its = data.questions == question
        weights = data.weights(lambda one, held_out=question: one.questions != held_out)
        chances[its] = weights.chances(data.weighed.rows[its])
    return chances


@dataclass(frozen=True)
class Measures:
    ordinary: float
    with_contradictions: float
    off_topic: float
    contradicted_covered: float
    covered_contradicted: float
    contradicted_found: float
    macro_f1: float

    def cells(self) -> str:
        return " | ".join(
            [
                f"{self.ordinary:.3f}",
                f"{self.with_contradictions:.3f}",
                f"{self.off_topic:.1%}",
                f"{self.contradicted_covered:.1%}",
                f"{self.covered_contradicted:.1%}",
                f"{self.contradicted_found:.1%}",
                f"{self.macro_f1:.3f}",
            ]
        )


def measured(given: NDArray[np.int64], data: Figures, chosen: NDArray[np.bool_] | None = None) -> Measures:
    keep = np.ones(len(given), bool) if chosen is None else chosen
    given, labels, styles = given[keep], data.labels[keep], data.styles[keep]
    covered, contradicted = ORDER.index(Verdict.COVERED), ORDER.index(Verdict.CONTRADICTED)
    missed = ORDER.index(Verdict.MISSED)
    ordinary = (styles != "contradictory") & (labels != contradicted)
    three = np.where(labels == contradicted, missed, labels)
    three_given = np.where(given == contradicted, missed, given)
    f1 = []
    for kind in range(3):
        hits = ((three == kind) & (three_given == kind)).sum()
        f1.append(2 * hits / max(1, (three == kind).sum() + (three_given == kind).sum()))
    return Measures(
        ordinary=balanced(given[ordinary] == covered, labels[ordinary] == covered),
        with_contradictions=balanced(given == covered, labels == covered),
        off_topic=share(given[styles == "offtopic"] == covered),
        contradicted_covered=share(given[labels == contradicted] == covered),
        covered_contradicted=share(given[labels == covered] == contradicted),
        contradicted_found=share(given[labels == contradicted] == contradicted),
        macro_f1=float(np.mean(f1)),
    )
