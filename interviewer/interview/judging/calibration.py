"""How the figures of a key point weigh in its verdict.

The tables are fitted, and put here, by ``benchmarks/judgement.py --fit``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from interviewer.interview.coverage import Verdict

_ORDER = (Verdict.COVERED, Verdict.PARTIAL, Verdict.MISSED, Verdict.CONTRADICTED)
#: Figure: what it adds for each verdict. The first row is added always.
_WITH_ENTAILMENT = {
    "": (-1.941, 0.275, 3.633, -1.966),
    "meaning": (1.788, 1.162, -2.938, -0.012),
    "mean_part": (1.372, 1.065, -2.572, 0.134),
    "terms_near": (-0.423, 0.755, -0.717, 0.386),
    "terms_all": (1.329, -1.156, -1.576, 1.403),
    "agreeing": (1.048, 1.334, -1.625, -0.757),
    "opposing": (-0.385, -1.668, 0.483, 1.569),
    "turned": (-0.234, 0.146, 0.111, -0.023),
    "quantities_said": (1.303, 0.036, -0.231, -1.109),
    "quantities_wrong": (-0.704, -0.075, -0.349, 1.127),
    "has_quantities": (-0.419, 0.375, -0.458, 0.502),
    "in_question": (-0.300, -1.073, 2.559, -1.185),
    "follows": (3.334, -1.237, -0.540, -1.557),
    "partly": (-0.181, 1.144, -0.825, -0.137),
    "denied": (0.632, -1.317, -0.728, 1.413),
    "opposing_elsewhere": (-2.185, -3.390, -1.016, 6.591),
    "turned_elsewhere": (-0.995, -0.510, 1.309, 0.195),
    "denied_elsewhere": (0.876, -2.900, -1.822, 3.847),
}
_ALONE = {
    "": (-2.009, -0.526, 3.651, -1.116),
    "meaning": (3.222, 1.495, -5.116, 0.399),
    "mean_part": (2.513, 0.450, -3.855, 0.892),
    "terms_near": (-0.422, 0.989, -0.537, -0.030),
    "terms_all": (1.786, -1.619, -1.796, 1.629),
    "agreeing": (1.077, 1.448, -1.721, -0.803),
    "opposing": (-0.619, -2.167, 0.381, 2.404),
    "turned": (-0.050, -0.256, 0.107, 0.200),
    "quantities_said": (2.031, -0.456, -0.408, -1.167),
    "quantities_wrong": (-0.590, -0.319, -0.195, 1.104),
    "has_quantities": (-0.616, 0.514, -0.414, 0.516),
    "in_question": (-0.984, -0.749, 2.894, -1.161),
    "opposing_elsewhere": (-1.161, -6.180, -2.333, 9.675),
    "turned_elsewhere": (-0.561, -1.410, 1.244, 0.727),
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
