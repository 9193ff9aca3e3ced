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
    "": (-1.871, 0.271, 3.579, -1.979),
    "meaning": (1.885, 1.104, -2.909, -0.079),
    "mean_part": (1.299, 1.104, -2.496, 0.092),
    "terms_near": (-0.374, 0.814, -0.707, 0.268),
    "terms_all": (1.413, -1.309, -1.595, 1.491),
    "agreeing": (0.997, 1.371, -1.634, -0.734),
    "opposing": (-0.517, -1.530, 0.411, 1.636),
    "turned": (-0.279, 0.171, 0.118, -0.010),
    "quantities_said": (1.381, 0.031, -0.229, -1.184),
    "quantities_wrong": (-0.708, -0.024, -0.354, 1.085),
    "has_quantities": (-0.444, 0.378, -0.460, 0.526),
    "in_question": (-0.383, -1.006, 2.703, -1.313),
    "follows": (3.352, -1.287, -0.593, -1.471),
    "partly": (-0.187, 1.120, -0.844, -0.089),
    "denied": (0.611, -1.328, -0.744, 1.461),
    "opposing_elsewhere": (-2.312, -3.379, -1.358, 7.048),
    "turned_elsewhere": (-0.929, -0.448, 1.324, 0.053),
    "denied_elsewhere": (0.560, -2.779, -1.701, 3.921),
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
