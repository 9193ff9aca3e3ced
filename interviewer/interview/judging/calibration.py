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
    "": (-2.217, -0.540, 4.411, -1.654),
    "meaning": (0.738, -0.537, -2.185, 1.984),
    "best_part": (0.046, 0.776, -1.464, 0.643),
    "mean_part": (0.843, 0.475, -1.386, 0.067),
    "least_part": (1.563, 0.132, -1.182, -0.514),
    "terms_near": (1.034, -0.994, -1.112, 1.073),
    "terms_all": (1.161, -1.425, -1.464, 1.729),
    "least_part_terms": (0.654, -0.936, -0.761, 1.043),
    "agreeing": (2.562, 0.349, -1.662, -1.248),
    "opposing": (-0.076, -2.488, 0.060, 2.504),
    "together": (-1.972, 1.949, -0.254, 0.277),
    "apart": (-2.576, -1.308, 4.501, -0.617),
    "turned": (-0.322, -0.529, 0.023, 0.828),
    "quantities_said": (2.381, -1.487, -0.600, -0.295),
    "quantities_wrong": (-2.139, -0.329, 0.993, 1.475),
    "has_quantities": (-0.796, 0.666, -0.250, 0.380),
    "in_question": (-1.299, 0.312, 2.802, -1.814),
    "parts": (0.144, 0.447, -0.385, -0.205),
    "follows": (1.107, 0.308, -0.967, -0.448),
    "denied": (0.444, -0.496, -1.157, 1.209),
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
