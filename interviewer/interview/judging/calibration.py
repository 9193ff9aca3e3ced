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
    "": (-0.925, 0.487, 2.680, -2.242),
    "meaning": (0.535, 0.711, -1.137, -0.109),
    "mean_part": (0.712, 0.413, -1.692, 0.567),
    "terms_near": (-0.895, 0.246, -0.259, 0.908),
    "terms_all": (2.022, -0.787, -2.281, 1.047),
    "agreeing": (1.416, 1.397, -1.331, -1.482),
    "opposing": (-0.291, -0.993, 0.040, 1.244),
    "turned": (-0.164, 0.034, 0.031, 0.099),
    "quantities_said": (1.996, -0.194, -0.205, -1.596),
    "quantities_wrong": (-0.347, -0.309, -0.607, 1.263),
    "has_quantities": (-0.608, 0.442, -0.353, 0.519),
    "in_question": (-0.213, -1.303, 2.350, -0.834),
    "follows": (3.180, -0.573, -0.936, -1.670),
    "partly": (-0.411, 1.552, -1.122, -0.019),
    "denied": (0.050, -0.502, -0.870, 1.322),
    "opposing_elsewhere": (-1.207, -3.852, 0.237, 4.823),
    "turned_elsewhere": (-0.658, -1.496, 1.215, 0.939),
    "denied_elsewhere": (0.672, -2.902, -2.077, 4.307),
}
_ALONE = {
    "": (-0.988, -0.475, 2.529, -1.067),
    "meaning": (1.093, 1.542, -2.954, 0.320),
    "mean_part": (1.723, 0.173, -2.762, 0.866),
    "terms_near": (-0.465, 0.177, -0.293, 0.581),
    "terms_all": (2.328, -1.150, -2.552, 1.373),
    "agreeing": (1.446, 1.652, -1.807, -1.291),
    "opposing": (-0.330, -1.626, -0.280, 2.236),
    "turned": (-0.016, -0.049, -0.029, 0.093),
    "quantities_said": (2.423, -0.338, -0.499, -1.586),
    "quantities_wrong": (-0.191, -0.457, -0.464, 1.112),
    "has_quantities": (-0.758, 0.526, -0.320, 0.552),
    "in_question": (-0.876, -0.899, 2.777, -1.003),
    "opposing_elsewhere": (-0.387, -5.773, -2.506, 8.666),
    "turned_elsewhere": (-0.373, -1.876, 1.327, 0.922),
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
