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
    "": (-2.310, -0.517, 4.528, -1.700),
    "meaning": (0.788, -0.493, -2.224, 1.930),
    "best_part": (0.213, 0.805, -1.501, 0.484),
    "mean_part": (0.836, 0.481, -1.411, 0.093),
    "least_part": (1.383, 0.115, -1.193, -0.305),
    "terms_near": (1.289, -0.993, -1.223, 0.927),
    "terms_all": (1.053, -1.506, -1.518, 1.971),
    "least_part_terms": (0.578, -1.035, -0.842, 1.299),
    "agreeing": (2.558, 0.375, -1.735, -1.198),
    "opposing": (-0.128, -2.454, 0.322, 2.259),
    "together": (-1.991, 1.945, -0.403, 0.450),
    "apart": (-2.406, -1.197, 4.268, -0.666),
    "turned": (-0.371, -0.514, 0.101, 0.784),
    "quantities_said": (2.497, -1.474, -0.645, -0.377),
    "quantities_wrong": (-2.028, -0.366, 0.960, 1.434),
    "has_quantities": (-0.887, 0.614, -0.218, 0.491),
    "in_question": (-1.170, 0.247, 2.652, -1.728),
    "parts": (0.150, 0.453, -0.459, -0.144),
    "follows": (0.994, 0.353, -0.396, -0.951),
    "denied": (0.608, -0.576, -1.273, 1.241),
}
_ALONE = {
    "": (-2.591, -0.641, 4.838, -1.607),
    "meaning": (0.980, -0.431, -2.511, 1.962),
    "best_part": (0.247, 0.827, -1.896, 0.822),
    "mean_part": (1.082, 0.485, -1.789, 0.222),
    "least_part": (1.817, 0.099, -1.520, -0.396),
    "terms_near": (1.284, -0.985, -1.343, 1.044),
    "terms_all": (0.923, -1.474, -1.377, 1.928),
    "least_part_terms": (0.802, -1.010, -0.939, 1.147),
    "agreeing": (3.079, 0.509, -1.844, -1.744),
    "opposing": (-0.109, -2.727, -0.037, 2.873),
    "together": (-1.849, 2.236, -0.733, 0.345),
    "apart": (-2.351, -0.959, 3.817, -0.507),
    "turned": (-0.434, -0.668, -0.066, 1.168),
    "quantities_said": (2.621, -1.438, -0.605, -0.578),
    "quantities_wrong": (-1.945, -0.331, 0.742, 1.535),
    "has_quantities": (-0.996, 0.607, -0.156, 0.546),
    "in_question": (-1.043, 0.293, 2.609, -1.859),
    "parts": (0.341, 0.444, -0.520, -0.265),
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
