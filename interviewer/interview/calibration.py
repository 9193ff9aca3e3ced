"""How the figures of a key point weigh in its verdict. Written by ``benchmarks/judgement.py --fit``."""

from __future__ import annotations

import math
from collections.abc import Sequence

from interviewer.interview.coverage import Verdict

_ORDER = (Verdict.COVERED, Verdict.PARTIAL, Verdict.MISSED, Verdict.CONTRADICTED)
_BIAS = (-2.6326, -0.6346, 5.2996, -2.0324)
#: figure: what it adds for each verdict
_WEIGHTS = {
    "meaning": (1.0601, -0.1662, -2.6019, 1.7080),
    "best_part": (-0.3090, 0.8769, -2.0773, 1.5094),
    "mean_part": (0.9678, 0.4138, -1.9609, 0.5792),
    "least_part": (2.1360, -0.0803, -1.6656, -0.3901),
    "terms_near": (0.3915, -0.8739, -1.5746, 2.0570),
    "terms_all": (1.5907, -1.4126, -1.3402, 1.1620),
    "least_part_terms": (1.2194, -0.9799, -1.0595, 0.8200),
    "agreeing": (1.8718, 0.7253, -1.2603, -1.3367),
    "opposing": (1.0431, -2.4643, -0.6701, 2.0913),
    "turned": (-0.1387, -0.7564, -0.2978, 1.1930),
    "quantities_said": (2.2330, -1.5223, -1.0785, 0.3678),
    "quantities_wrong": (-1.2515, -0.4506, 0.5430, 1.1591),
    "has_quantities": (-0.4416, 0.4657, -0.1617, 0.1377),
    "in_question": (-0.9131, 0.3721, 2.2798, -1.7388),
    "parts": (0.3204, 0.5104, -0.4579, -0.3729),
}


def chances(figures: Sequence[float]) -> dict[Verdict, float]:
    """The chance of each verdict, from the figures of ``support.Support`` in their order."""
    sums = list(_BIAS)
    for figure, weights in zip(figures, _WEIGHTS.values(), strict=True):
        sums = [total + figure * weight for total, weight in zip(sums, weights, strict=True)]
    largest = max(sums)
    powers = [math.exp(total - largest) for total in sums]
    return {verdict: power / sum(powers) for verdict, power in zip(_ORDER, powers, strict=True)}
