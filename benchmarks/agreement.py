"""Whether two labellings of the golden answers agree: the second was made without sight of the first.

    python benchmarks/agreement.py                 prints the agreement
    python benchmarks/agreement.py --blind FILE    writes the answers to label: no labels, no styles, no order

``tests/golden/second.jsonl`` holds the second labelling, a line for each answer under the name that the
blind file gives it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: What was labelled twice.
SOURCES = ("answers", "spoken")
GOLDEN = Path(__file__).resolve().parents[1] / "tests" / "golden"
LABELS = ("covered", "partial", "missed", "contradicted")

Record = dict[str, Any]


@dataclass(frozen=True)
class Agreement:
    """Pairs of labels for the same points: the first labelling's, the second's."""

    pairs: tuple[tuple[str, str], ...]
    answers: int

    @property
    def share(self) -> float:
        return sum(one == other for one, other in self.pairs) / len(self.pairs)

    @property
    def kappa(self) -> float:
        """Cohen's: how far the agreement is above what the frequencies of the labels alone would give."""
        first = Counter(one for one, _ in self.pairs)
        second = Counter(other for _, other in self.pairs)
        chance = sum(first[label] * second[label] for label in LABELS) / len(self.pairs) ** 2
        return (self.share - chance) / (1 - chance)

    def f1(self, label: str) -> float:
        """Of the points that either gave this label, the share both did (as F1)."""
        both = sum(one == other == label for one, other in self.pairs)
        given = sum((one == label) + (other == label) for one, other in self.pairs)
        return 2 * both / given if given else 1.0


def answers() -> list[Record]:
    files = (GOLDEN / f"{source}.jsonl" for source in SOURCES)
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]


def name(answer: Record) -> str:
    """A name that tells nothing about the answer."""
    return hashlib.sha256(f"{answer['qid']} {answer['answer']}".encode()).hexdigest()[:8]


def blind(found: Sequence[Record]) -> list[Record]:
    shuffled = random.Random(7).sample(list(found), len(found))
    kept = ("question", "key_points", "answer")
    return [{"name": name(one)} | {key: one[key] for key in kept} for one in shuffled]


def agreement() -> Agreement:
    lines = (GOLDEN / "second.jsonl").read_text("utf-8").splitlines()
    second = {one["name"]: one["labels"] for one in map(json.loads, lines)}
    found = [one for one in answers() if name(one) in second]
    pairs = [
        ("contradicted" if point in one["contradicted"] else label, second[name(one)][point])
        for one in found
        for point, label in one["labels"].items()
    ]
    return Agreement(tuple(pairs), len(found))


def lines() -> list[str]:
    """The agreement as a passage of Markdown."""
    found = agreement()
    told = [
        f"{len(found.pairs)} points of {found.answers} answers were labelled a second time, from the texts "
        "and the guideline alone, by the same team. The two agree on "
        f"{found.share:.1%} of them; Cohen's kappa is {found.kappa:.2f}.",
        "",
        f"| first \\ second | {' | '.join(LABELS)} | agreement (F1) |",
        "|---|---|---|---|---|---|",
    ]
    for label in LABELS:
        row = [sum(pair == (label, other) for pair in found.pairs) for other in LABELS]
        told.append(f"| {label} | {' | '.join(map(str, row))} | {found.f1(label):.2f} |")
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description="Whether two labellings of the golden answers agree")
    parser.add_argument("--blind", type=Path)
    options = parser.parse_args()
    if options.blind:
        text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in blind(answers()))
        options.blind.write_text(text, "utf-8")
    else:
        print("\n".join(lines()))


if __name__ == "__main__":
    main()
