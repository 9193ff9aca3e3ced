"""How long the stretches are that prove a verdict, on the labelled answers, by the weights that ship."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from interviewer.interview.judging.judgement import judge
from interviewer.interview.question import Rubric
from interviewer.interview.transcript import Transcript
from interviewer.models.embedding import MiniLM


class Case(Protocol):
    """A labelled answer."""

    question: str
    rubric: Rubric
    answer: str


def lines(cases: Sequence[Case], model: MiniLM) -> list[str]:
    """The figures as a passage of Markdown."""
    lengths, shares, whole = [], [], 0
    for case in cases:
        said = Transcript.typed(case.answer)
        for one in judge(case.rubric, said, question=case.question, embedder=model).coverage.points:
            shown = [proof.last_word + 1 - proof.first_word for proof in one.evidence]
            lengths += shown
            shares += [length / len(said.words) for length in shown]
            whole += sum(shown) == len(said.words)
    return [
        "## How much is shown as proof",
        "",
        f"{len(lengths)} stretches: {np.median(lengths):.0f} words in the middle, "
        f"{np.percentile(lengths, 90):.0f} at nine in ten, {max(lengths)} at most. That is "
        f"{np.median(shares):.0%} of the answer in the middle and {max(shares):.0%} at most; these answers "
        f"are of one to a few sentences. {whole} points are proven by the whole answer.",
        "",
    ]
