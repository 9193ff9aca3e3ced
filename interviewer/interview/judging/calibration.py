"""How the figures of a key point weigh in its verdict.

The tables are fitted, and put here, by ``benchmarks/judgement.py --fit``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from interviewer.interview.coverage import Verdict

_ORDER = (Verdict.COVERED, Verdict.PARTIAL, Verdict.MISSED, Verdict.CONTRADICTED)
#: These are chances, and the model is seldom near a half: its odds tell its doubts apart.
_BY_ODDS = ("follows", "partly", "denied")
_SURE_ENOUGH = 0.01
#: Figure: what it adds for each verdict. The first row is added always.
_WITH_ENTAILMENT = {
    "": (-0.469, -0.367, 2.759, -1.924),
    "meaning": (3.099, 0.679, -3.782, 0.004),
    "mean_part": (-0.863, 0.882, -1.008, 0.988),
    "terms_near": (-0.559, 1.565, -0.727, -0.280),
    "terms_all": (0.836, -2.127, -1.285, 2.576),
    "agreeing": (2.454, 2.122, -3.504, -1.072),
    "opposing": (1.369, -1.025, -1.579, 1.234),
    "turned": (-0.143, 0.257, -0.024, -0.090),
    "quantities_said": (1.149, 0.455, -0.700, -0.903),
    "quantities_wrong": (-0.990, -0.025, -0.035, 1.050),
    "has_quantities": (-0.391, 0.291, -0.333, 0.432),
    "in_question": (0.073, -1.342, 3.330, -2.061),
    "follows": (0.478, -0.250, 0.054, -0.282),
    "partly": (0.025, 0.179, -0.119, -0.086),
    "denied": (0.006, -0.099, -0.114, 0.207),
    "opposing_elsewhere": (-3.677, -4.459, -0.071, 8.207),
    "turned_elsewhere": (-0.617, -0.170, 1.214, -0.427),
    "denied_elsewhere": (0.019, -1.933, -0.979, 2.892),
    "follows_elsewhere": (3.002, -2.472, 3.063, -3.592),
}
_ALONE = {
    "": (-2.176, -0.592, 3.862, -1.093),
    "meaning": (3.715, 2.066, -5.539, -0.242),
    "mean_part": (1.587, -0.618, -1.516, 0.547),
    "terms_near": (-1.152, 1.838, -0.387, -0.299),
    "terms_all": (2.144, -3.191, -0.721, 1.768),
    "agreeing": (1.996, 2.610, -4.571, -0.035),
    "opposing": (0.439, -1.529, -2.514, 3.604),
    "turned": (-0.072, -0.292, 0.229, 0.135),
    "quantities_said": (2.221, -0.524, -0.530, -1.167),
    "quantities_wrong": (-0.749, -0.587, 0.219, 1.118),
    "has_quantities": (-0.695, 0.578, -0.363, 0.480),
    "in_question": (-1.157, -0.623, 3.436, -1.656),
    "opposing_elsewhere": (-2.091, -8.626, 0.930, 9.787),
    "turned_elsewhere": (-0.579, -1.567, 1.193, 0.953),
}


def as_weighed(name: str, figure: float) -> float:
    """A figure as it is multiplied: what the entailment model says of the point itself, by its odds."""
    if name not in _BY_ODDS:
        return figure
    chance = min(max(figure, _SURE_ENOUGH), 1.0 - _SURE_ENOUGH)
    return math.log(chance / (1.0 - chance))


def chances(figures: Mapping[str, float]) -> dict[Verdict, float]:
    """The chance of each verdict, from the figures of ``support.Support`` by name."""
    table = _WITH_ENTAILMENT if "follows" in figures else _ALONE
    sums = [0.0] * len(_ORDER)
    for name, weights in table.items():
        figure = as_weighed(name, figures[name]) if name else 1.0
        sums = [total + figure * weight for total, weight in zip(sums, weights, strict=True)]
    largest = max(sums)
    powers = [math.exp(total - largest) for total in sums]
    return {verdict: power / sum(powers) for verdict, power in zip(_ORDER, powers, strict=True)}
