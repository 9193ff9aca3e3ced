"""How the figures of a key point weigh in its verdict.

Written by ``benchmarks/judgement.py --fit``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from interviewer.interview.coverage import Verdict

_ORDER = (Verdict.COVERED, Verdict.PARTIAL, Verdict.MISSED, Verdict.CONTRADICTED)
#: Figure: what it adds for each verdict. The first row is added always.
_WITH_ENTAILMENT = {
    "": (-1.549, -0.405, 3.605, -1.651),
    "meaning": (0.685, 0.548, -3.115, 1.881),
    "mean_part": (1.527, 0.500, -2.667, 0.640),
    "terms_near": (-0.733, 0.055, -0.616, 1.293),
    "terms_all": (2.039, -1.457, -1.790, 1.208),
    "agreeing": (1.370, 1.092, -2.063, -0.398),
    "opposing": (-0.515, -1.452, -0.907, 2.874),
    "turned": (-0.143, -0.907, -0.005, 1.054),
    "quantities_said": (2.651, -0.960, -0.448, -1.243),
    "quantities_wrong": (-1.719, -0.303, 0.517, 1.505),
    "has_quantities": (-0.977, 0.802, -0.093, 0.267),
    "in_question": (-0.462, -0.174, 2.446, -1.809),
    "follows": (2.236, 0.074, -1.042, -1.268),
    "denied": (0.192, -0.543, -0.784, 1.136),
}
_ALONE = {
    "": (-1.477, -0.437, 3.815, -1.901),
    "meaning": (1.444, 0.414, -3.717, 1.858),
    "mean_part": (2.037, 0.328, -3.439, 1.073),
    "terms_near": (-0.424, -0.124, -0.957, 1.504),
    "terms_all": (1.936, -1.505, -1.867, 1.437),
    "agreeing": (2.253, 1.095, -2.311, -1.037),
    "opposing": (-0.661, -1.606, -1.122, 3.389),
    "turned": (-0.008, -0.952, -0.150, 1.111),
    "quantities_said": (2.994, -1.092, -0.573, -1.329),
    "quantities_wrong": (-1.672, -0.266, 0.608, 1.331),
    "has_quantities": (-1.230, 0.822, -0.060, 0.468),
    "in_question": (-1.094, -0.117, 2.620, -1.409),
}


def chances(figures: Mapping[str, float]) -> dict[Verdict, float]:
    """The chance of each verdict, from the figures of ``support.Support`` by name."""
    table = _WITH_ENTAILMENT if "follows" in figures else _ALONE
    sums = [0.0] * len(_ORDER)
    for name, weights in table.items():
        figure = figures[name] if name else 1.0
        sums = [total + figure * weight for total, weight in zip(sums, weights, strict=True)]
    largest = max(sums)
    powers = [math.exp(total - largest) for total in sums]
    return {verdict: power / sum(powers) for verdict, power in zip(_ORDER, powers, strict=True)}
