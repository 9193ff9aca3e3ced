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
    "": (-2.852, -0.351, 4.741, -1.538),
    "meaning": (0.528, -0.270, -1.930, 1.672),
    "best_part": (-0.067, 0.849, -1.539, 0.757),
    "mean_part": (0.745, 0.376, -1.479, 0.358),
    "least_part": (1.479, -0.129, -1.279, -0.072),
    "terms_near": (1.101, -0.981, -1.229, 1.109),
    "terms_all": (0.930, -1.469, -1.450, 1.989),
    "least_part_terms": (0.854, -0.943, -0.833, 0.922),
    "agreeing": (2.863, 0.322, -1.821, -1.364),
    "opposing": (-0.492, -2.847, 0.573, 2.766),
    "together": (-1.532, 1.915, -1.383, 1.000),
    "apart": (-2.016, -1.158, 3.971, -0.797),
    "turned": (-0.376, -0.483, 0.049, 0.810),
    "quantities_said": (2.511, -1.460, -0.840, -0.211),
    "quantities_wrong": (-2.124, -0.334, 0.887, 1.572),
    "has_quantities": (-0.791, 0.546, -0.113, 0.358),
    "in_question": (-0.709, 0.297, 2.364, -1.952),
    "parts": (0.198, 0.550, -0.286, -0.463),
    "follows": (0.902, -0.020, -0.121, -0.761),
    "follows_best": (0.608, 0.187, -0.538, -0.257),
    "denied": (0.106, 0.010, -0.491, 0.376),
    "denied_mean": (1.060, -0.808, -1.244, 0.992),
}
_ALONE = {
    "": (-3.062, -0.544, 5.151, -1.546),
    "meaning": (0.893, -0.227, -2.307, 1.641),
    "best_part": (0.089, 0.856, -2.060, 1.115),
    "mean_part": (1.072, 0.376, -1.951, 0.503),
    "least_part": (1.946, -0.136, -1.658, -0.153),
    "terms_near": (1.334, -0.991, -1.429, 1.086),
    "terms_all": (0.834, -1.439, -1.287, 1.893),
    "least_part_terms": (1.108, -0.990, -1.019, 0.900),
    "agreeing": (3.356, 0.448, -1.962, -1.841),
    "opposing": (-0.339, -3.169, 0.054, 3.454),
    "together": (-1.386, 2.233, -1.785, 0.938),
    "apart": (-2.124, -0.996, 3.289, -0.169),
    "turned": (-0.409, -0.643, -0.168, 1.220),
    "quantities_said": (2.649, -1.466, -0.775, -0.408),
    "quantities_wrong": (-2.017, -0.284, 0.626, 1.675),
    "has_quantities": (-0.914, 0.519, -0.043, 0.438),
    "in_question": (-0.508, 0.322, 2.203, -2.016),
    "parts": (0.433, 0.505, -0.420, -0.518),
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
