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
    "": (-0.922, 0.497, 2.686, -2.261),
    "meaning": (0.576, 0.725, -1.174, -0.126),
    "mean_part": (0.647, 0.406, -1.642, 0.589),
    "terms_near": (-0.879, 0.198, -0.264, 0.945),
    "terms_all": (1.969, -0.788, -2.261, 1.079),
    "agreeing": (1.492, 1.417, -1.359, -1.550),
    "opposing": (-0.317, -0.962, 0.129, 1.151),
    "turned": (-0.162, 0.027, 0.030, 0.104),
    "quantities_said": (1.998, -0.181, -0.252, -1.564),
    "quantities_wrong": (-0.355, -0.292, -0.595, 1.243),
    "has_quantities": (-0.603, 0.438, -0.360, 0.525),
    "in_question": (-0.230, -1.330, 2.362, -0.802),
    "follows": (3.190, -0.582, -0.959, -1.650),
    "partly": (-0.439, 1.555, -1.101, -0.015),
    "denied": (0.068, -0.498, -0.882, 1.311),
    "opposing_elsewhere": (-1.383, -3.732, 0.355, 4.760),
    "turned_elsewhere": (-0.662, -1.492, 1.199, 0.954),
    "denied_elsewhere": (0.697, -2.904, -2.109, 4.316),
}
_ALONE = {
    "": (-0.984, -0.475, 2.523, -1.064),
    "meaning": (1.120, 1.555, -2.974, 0.299),
    "mean_part": (1.690, 0.168, -2.734, 0.877),
    "terms_near": (-0.435, 0.112, -0.322, 0.645),
    "terms_all": (2.290, -1.123, -2.547, 1.380),
    "agreeing": (1.480, 1.688, -1.796, -1.372),
    "opposing": (-0.306, -1.612, -0.261, 2.178),
    "turned": (-0.017, -0.049, -0.029, 0.095),
    "quantities_said": (2.422, -0.340, -0.494, -1.588),
    "quantities_wrong": (-0.194, -0.456, -0.468, 1.117),
    "has_quantities": (-0.757, 0.525, -0.321, 0.553),
    "in_question": (-0.880, -0.907, 2.796, -1.009),
    "opposing_elsewhere": (-0.390, -5.810, -2.513, 8.713),
    "turned_elsewhere": (-0.398, -1.873, 1.340, 0.931),
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
