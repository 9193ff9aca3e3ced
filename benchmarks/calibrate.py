"""Fits how the figures of a key point weigh in its verdict: a logistic regression, small enough to read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from interviewer.interview.coverage import Verdict

ORDER = (Verdict.COVERED, Verdict.PARTIAL, Verdict.MISSED, Verdict.CONTRADICTED)
Floats = NDArray[np.float64]
#: Keeps the weights small, as there are few hundred labels.
SHRINK = 0.003
STEPS, RATE, MOMENTUM = 600, 0.15, 0.9


@dataclass(frozen=True)
class Weights:
    """What each figure adds for each verdict, and what is added without any."""

    table: Floats
    bias: Floats

    def chances(self, rows: Floats) -> Floats:
        sums = rows @ self.table + self.bias
        powers = np.exp(sums - sums.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def fitted(rows: Floats, labels: NDArray[np.int64], counts: NDArray[np.int64]) -> Weights:
    """The same rows give the same weights. ``counts``: how often each row counts."""
    rows, labels = np.repeat(rows, counts, axis=0), np.repeat(labels, counts)
    middle, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    scaled = np.c_[(rows - middle) / spread, np.ones(len(rows))]
    wanted = np.eye(len(ORDER))[labels]
    table = np.zeros((scaled.shape[1], len(ORDER)))
    pace = np.zeros_like(table)
    for _ in range(STEPS):
        powers = np.exp(scaled @ table - (scaled @ table).max(axis=1, keepdims=True))
        chances = powers / powers.sum(axis=1, keepdims=True)
        slope = scaled.T @ (chances - wanted) / len(rows)
        slope[:-1] += SHRINK * table[:-1]
        pace = MOMENTUM * pace + slope
        table = table - RATE * pace
    plain = table[:-1] / spread[:, None]
    bias = table[-1] - middle @ plain
    return Weights(plain, bias - bias.mean())


def write(file: Path, tables: Mapping[str, tuple[Sequence[str], Weights]]) -> None:
    """Puts each table in the place of the one of its name; what else is in the file stays."""
    text = file.read_text("utf-8")
    for name, (names, weights) in tables.items():
        rows = "".join(
            f'    "{label}": ({", ".join(f"{value:.3f}" for value in row)}),\n'
            for label, row in zip(["", *names], [weights.bias, *weights.table], strict=True)
        )
        text, found = re.subn(rf"(?<=^{name} = {{\n).*?(?=^}})", rows, text, flags=re.MULTILINE | re.DOTALL)
        assert found == 1, f"{file} has {found} tables {name}"
    file.write_text(text, "utf-8")
