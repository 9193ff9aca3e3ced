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
    "": (-2.349, 0.312, 3.317, -1.280),
    "meaning": (1.977, 0.988, -2.806, -0.159),
    "mean_part": (0.524, 1.080, -1.761, 0.156),
    "terms_near": (0.031, 0.777, -0.946, 0.138),
    "terms_all": (0.770, -0.947, -1.438, 1.615),
    "agreeing": (1.662, 1.391, -2.372, -0.681),
    "opposing": (0.112, -1.387, -0.585, 1.861),
    "turned": (-0.343, 0.249, 0.062, 0.032),
    "quantities_said": (1.231, 0.206, -0.643, -0.794),
    "quantities_wrong": (-0.818, -0.079, -0.100, 0.996),
    "has_quantities": (-0.530, 0.427, -0.336, 0.440),
    "in_question": (-0.383, -0.984, 2.738, -1.372),
    "follows": (2.776, -1.230, -0.331, -1.214),
    "partly": (-0.141, 1.080, -0.787, -0.153),
    "denied": (0.540, -1.192, -0.822, 1.474),
    "opposing_elsewhere": (-2.787, -3.141, -0.875, 6.803),
    "turned_elsewhere": (-0.866, -0.300, 1.067, 0.098),
    "denied_elsewhere": (0.359, -2.555, -1.046, 3.243),
    "follows_elsewhere": (2.645, -1.805, 2.073, -2.913),
}
_ALONE = {
    "": (-1.988, -0.529, 3.583, -1.066),
    "meaning": (3.027, 1.248, -4.396, 0.122),
    "mean_part": (2.070, 0.131, -2.694, 0.493),
    "terms_near": (-0.184, 1.017, -0.994, 0.161),
    "terms_all": (1.569, -1.655, -1.229, 1.315),
    "agreeing": (1.426, 1.712, -2.868, -0.271),
    "opposing": (-0.192, -1.849, -0.979, 3.020),
    "turned": (-0.078, -0.289, 0.210, 0.157),
    "quantities_said": (2.051, -0.474, -0.495, -1.081),
    "quantities_wrong": (-0.698, -0.441, 0.070, 1.070),
    "has_quantities": (-0.622, 0.504, -0.348, 0.466),
    "in_question": (-1.001, -0.664, 3.057, -1.392),
    "opposing_elsewhere": (-2.046, -6.738, -0.030, 8.814),
    "turned_elsewhere": (-0.534, -1.425, 1.087, 0.872),
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
