"""How well answers are judged, on labelled answers, by cross-validation over questions.

    python benchmarks/judgement.py                 writes docs/judgement.md, or --page FILE
    python benchmarks/judgement.py --quick         of few answers: it shows that all of it runs, and no more
    python benchmarks/judgement.py --fit           fits the weights anew, writes judging/calibration.py
    python benchmarks/judgement.py --save          keeps the verdicts of today as tests/golden/baseline.json
    python benchmarks/judgement.py --compare       says which verdicts have changed since

A question is never judged by weights that were fitted on it. The entailment model has seen none of the
answers, of any question.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import baseline
from calibrate import write
from corpus import cases
from judgement_page import report
from measures import ENTAILMENT, figures

from interviewer import paths
from interviewer.models.embedding import MiniLM

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    parser = argparse.ArgumentParser(description="How well answers are judged")
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--save", action="store_true")
    parser.add_argument("--compare", action="store_true")
    parser.add_argument("--quick", action="store_true", help="of few answers")
    parser.add_argument("--page", type=Path, default=ROOT / "docs" / "judgement.md")
    options = parser.parse_args()
    model = MiniLM(paths.assets() / "minilm")
    found = cases()[:: 20 if options.quick else 1]
    if options.save:
        baseline.save(found, model)
    elif options.compare:
        baseline.compare(found, model)
    elif options.fit:
        data = figures(found, model)
        tables = {"_WITH_ENTAILMENT": data, "_ALONE": data.without(*ENTAILMENT)}
        write(
            ROOT / "interviewer" / "interview" / "judging" / "calibration.py",
            {name: (one.weighed.names, one.weights()) for name, one in tables.items()},
        )
    else:
        times = 1 if options.quick else 5
        options.page.write_text(report(found, figures(found, model), model, times=times), "utf-8")
        print(f"{len(found)} answers: {options.page}")


if __name__ == "__main__":
    main()
