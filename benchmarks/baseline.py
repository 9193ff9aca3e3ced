"""The verdicts of one day, kept, and which have changed since."""

from __future__ import annotations

import json
from collections.abc import Sequence

from as_shipped import shipped
from corpus import GOLDEN, Case

from interviewer.models.embedding import MiniLM

KEPT = GOLDEN / "baseline.json"


def save(found: Sequence[Case], model: MiniLM) -> None:
    KEPT.write_text(json.dumps(today(found, model), indent=0) + "\n", "utf-8")


def today(found: Sequence[Case], model: MiniLM) -> dict[str, str]:
    return {
        key: verdict.value
        for case in found
        for key, verdict in zip(case.point_keys(), shipped(case, case.answer, model), strict=True)
    }


def compare(found: Sequence[Case], model: MiniLM) -> None:
    before = json.loads(KEPT.read_text("utf-8"))
    true = {
        key: label.value for case in found for key, label in zip(case.point_keys(), case.labels, strict=True)
    }
    better = worse = 0
    for key, now in today(found, model).items():
        if now == before.get(key):
            continue
        right = "better" if now == true[key] else "worse" if before.get(key) == true[key] else "other"
        better += right == "better"
        worse += right == "worse"
        print(f"{right}: {key}: {before.get(key)} -> {now} (label {true[key]})")
    print(f"{better} better, {worse} worse")
