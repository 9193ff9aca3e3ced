"""The figures of labelled points, the verdicts that come of them, and how right those are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from calibrate import ORDER, Floats, folded
from corpus import Case
from numpy.typing import NDArray
from public_sets import balanced, share

from interviewer.interview.coverage import Verdict
from interviewer.interview.judging.judgement import decided, examine, read
from interviewer.interview.transcript import Transcript
from interviewer.models.embedding import MiniLM

ENTAILMENT = ("follows", "partly", "denied", "denied_elsewhere")
#: What only holds a verdict back, and is not weighed.
GUARDS = ("borrowed",)


@dataclass
class Figures:
    """The figures of all labelled points, a row each."""

    names: list[str]
    rows: Floats
    labels: NDArray[np.int64]
    questions: NDArray[np.str_]
    styles: NDArray[np.str_]
    sources: NDArray[np.str_]

    @property
    def counts(self) -> NDArray[np.int64]:
        """The largest source counts half: its answers stay nearer the text than people do."""
        return np.where(self.sources == "answers", 1, 2)

    @property
    def weighed(self) -> Figures:
        return self.without(*GUARDS)

    def without(self, *left_out: str) -> Figures:
        kept = [at for at, name in enumerate(self.names) if name not in left_out]
        return Figures(
            [self.names[at] for at in kept],
            self.rows[:, kept],
            self.labels,
            self.questions,
            self.styles,
            self.sources,
        )


def figures(found: Sequence[Case], model: MiniLM) -> Figures:
    """The figures of every point."""
    rows, labels = [], []
    for case in found:
        known, answer, asked = read(case.rubric, Transcript.typed(case.answer), question=case.question)
        for one, label in zip(examine(case.rubric, answer, asked, known, model), case.labels, strict=True):
            rows.append(one.support.named())
            labels.append(ORDER.index(label))
    names = list(rows[0])
    of_point = [case for case in found for _ in case.labels]
    return Figures(
        names,
        np.array([[row[name] for name in names] for row in rows]),
        np.array(labels),
        np.array([case.qid for case in of_point]),
        np.array([case.style for case in of_point]),
        np.array([case.source for case in of_point]),
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
    weighed = data.weighed
    return folded(weighed.rows, data.labels, data.questions, data.counts)


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
