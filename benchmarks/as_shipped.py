"""What the judgement that ships says of labelled answers, of what should earn nothing, and of noise."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from corpus import Case, noisy, stuffed

from interviewer.interview.coverage import Verdict
from interviewer.interview.judging.abstention import abstention
from interviewer.interview.judging.judgement import judge, read
from interviewer.interview.transcript import Transcript
from interviewer.models.embedding import MiniLM


def shipped(case: Case, answer: str, model: MiniLM) -> list[Verdict]:
    found = judge(case.rubric, Transcript.typed(answer), question=case.question, embedder=model)
    return [one.verdict for one in found.coverage.points]


def gaming(found: Sequence[Case], model: MiniLM) -> dict[str, tuple[float, float]]:
    """Per kind: share of points called covered, and of answers not judged at all."""
    counts: dict[str, list[Verdict]] = {}
    abstained: dict[str, list[bool]] = {}
    for case in {case.qid: case for case in found}.values():
        for kind, answer in stuffed(case).items():
            counts.setdefault(kind, []).extend(shipped(case, answer, model))
            _, said, asked = read(case.rubric, Transcript.typed(answer), question=case.question)
            abstained.setdefault(kind, []).append(
                abstention(Transcript.typed(answer), said, asked) is not None
            )
    return {
        kind: (float(np.mean([one is Verdict.COVERED for one in given])), float(np.mean(abstained[kind])))
        for kind, given in counts.items()
    }


def steadiness(found: Sequence[Case], model: MiniLM) -> dict[str, float]:
    """Per kind of noise: share of verdicts that stay the same."""
    same: dict[str, list[bool]] = {}
    for case in found:
        if case.style not in ("strong", "partial", "contradictory"):
            continue
        before = shipped(case, case.answer, model)
        for kind, answer in noisy(case).items():
            after = shipped(case, answer, model)
            same.setdefault(kind, []).extend(one == two for one, two in zip(before, after, strict=True))
    return {kind: float(np.mean(one)) for kind, one in same.items()}
