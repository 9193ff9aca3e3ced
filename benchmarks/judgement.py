"""How well answers are judged, on labelled answers, by cross-validation over questions.

    python benchmarks/judgement.py                 writes docs/judgement.md
    python benchmarks/judgement.py --fit           fits the weights anew, writes judging/calibration.py
    python benchmarks/judgement.py --save          keeps the verdicts of today as tests/golden/baseline.json
    python benchmarks/judgement.py --compare       says which verdicts have changed since

A question is never judged by weights that were fitted on it. The entailment model has seen none of the
answers, of any question.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

import agreement
import numpy as np
import proofs
import public_sets
import stories
from calibrate import ORDER, fitted, folded, write
from corpus import GOLDEN, SOURCES, Case, cases, noisy, stuffed
from numpy.typing import NDArray

from interviewer import paths
from interviewer.interview.coverage import Verdict
from interviewer.interview.judging.abstention import abstention
from interviewer.interview.judging.judgement import decided, examine, judge, read
from interviewer.interview.question import Rubric
from interviewer.interview.transcript import Transcript
from interviewer.models.embedding import MiniLM

ROOT = Path(__file__).resolve().parents[1]
ENTAILMENT = ("follows", "partly", "denied", "denied_elsewhere")
#: What only holds a verdict back, and is not weighed.
GUARDS = ("borrowed",)
GROUPS = {
    "meaning": ("meaning", "mean_part", "in_question"),
    "terms": ("terms_near", "terms_all"),
    "signs": ("agreeing", "opposing", "turned", "opposing_elsewhere", "turned_elsewhere"),
    "quantities": ("quantities_said", "quantities_wrong", "has_quantities"),
    "entailment": ENTAILMENT,
    "the other points": ("opposing_elsewhere", "turned_elsewhere", "denied_elsewhere"),
}
Floats = NDArray[np.float64]


@dataclass
class Figures:
    """The figures of all labelled points, a row each."""

    names: list[str]
    rows: Floats
    labels: NDArray[np.int64]
    questions: NDArray[np.str_]
    styles: NDArray[np.str_]
    sources: NDArray[np.str_]
    keys: list[str] = field(default_factory=list)

    @property
    def counts(self) -> NDArray[np.int64]:
        """The largest source counts half: its answers stay nearer the text than people do."""
        return np.where(self.sources == "answers", 1, 2)

    @property
    def weighed(self) -> Figures:
        return self.without(*GUARDS)

    def without(self, *left_out: str) -> Figures:
        kept = [at for at, name in enumerate(self.names) if name not in left_out]
        return Figures(
            [self.names[at] for at in kept],
            self.rows[:, kept],
            self.labels,
            self.questions,
            self.styles,
            self.sources,
            self.keys,
        )


PUBLIC = """\
Printed by `benchmarks/public_sets.py`, which says where the sets come from; none of them is in this
repository, and no weight was fitted on them. About 200 pairs of each were taken. Words is the weighted
share of a point's terms in the answer, embedding the cosine of the two texts; their thresholds are the best
there are for these very pairs, while ours is the verdict that ships. Mohler has grades, so there it is the
correlation. The entailment model was trained on SNLI, whose captions are of the same kind as those of SICK,
and on the training part of SciEntsBank.

These are written answers of one or two sentences against one reference, and ours is on the whole no better
there than the plain measures: it was fitted for minutes of speech against several points. Where an answer
contradicts it is called covered less often than by the embedding on SICK and two parts of SciEntsBank, and
more often on its third part and on Beetle. Many of the answers are of three words, and are not judged at all:
each of them counts as a miss."""


def figures(found: Sequence[Case], model: MiniLM) -> Figures:
    """The figures of every point."""
    rows, labels = [], []
    for case in found:
        known, answer, asked = read(case.rubric, Transcript.typed(case.answer), question=case.question)
        for one, label in zip(examine(case.rubric, answer, asked, known, model), case.labels, strict=True):
            rows.append(one.support.named())
            labels.append(ORDER.index(label))
    names = list(rows[0])
    of_point = [case for case in found for _ in case.labels]
    return Figures(
        names,
        np.array([[row[name] for name in names] for row in rows]),
        np.array(labels),
        np.array([case.qid for case in of_point]),
        np.array([case.style for case in of_point]),
        np.array([case.source for case in of_point]),
        [key for case in found for key in case.point_keys()],
    )


# -- measures ----------------------------------------------------------------------------------------


def verdicts(chances: Floats, data: Figures) -> NDArray[np.int64]:
    """What is decided by the chances, with the guards, on the figures that there are."""
    return np.array(
        [
            ORDER.index(
                decided(dict(zip(ORDER, row, strict=True)), dict(zip(data.names, figures, strict=True)))
            )
            for row, figures in zip(chances, data.rows, strict=True)
        ]
    )


@dataclass(frozen=True)
class Measures:
    ordinary: float
    with_contradictions: float
    off_topic: float
    contradicted_covered: float
    covered_contradicted: float
    contradicted_found: float
    macro_f1: float

    def cells(self) -> str:
        return " | ".join(
            [
                f"{self.ordinary:.3f}",
                f"{self.with_contradictions:.3f}",
                f"{self.off_topic:.1%}",
                f"{self.contradicted_covered:.1%}",
                f"{self.covered_contradicted:.1%}",
                f"{self.contradicted_found:.1%}",
                f"{self.macro_f1:.3f}",
            ]
        )


def measured(given: NDArray[np.int64], data: Figures, chosen: NDArray[np.bool_] | None = None) -> Measures:
    keep = np.ones(len(given), bool) if chosen is None else chosen
    given, labels, styles = given[keep], data.labels[keep], data.styles[keep]
    covered, contradicted = ORDER.index(Verdict.COVERED), ORDER.index(Verdict.CONTRADICTED)
    missed = ORDER.index(Verdict.MISSED)
    ordinary = (styles != "contradictory") & (labels != contradicted)
    three = np.where(labels == contradicted, missed, labels)
    three_given = np.where(given == contradicted, missed, given)
    f1 = []
    for kind in range(3):
        hits = ((three == kind) & (three_given == kind)).sum()
        f1.append(2 * hits / max(1, (three == kind).sum() + (three_given == kind).sum()))
    return Measures(
        ordinary=public_sets.balanced(given[ordinary] == covered, labels[ordinary] == covered),
        with_contradictions=public_sets.balanced(given == covered, labels == covered),
        off_topic=float((given[styles == "offtopic"] == covered).mean()),
        contradicted_covered=float((given[labels == contradicted] == covered).mean()),
        covered_contradicted=float((given[labels == covered] == contradicted).mean()),
        contradicted_found=float((given[labels == contradicted] == contradicted).mean()),
        macro_f1=float(np.mean(f1)),
    )


# -- what should earn nothing, and what should not matter --------------------------------------------


def shipped(case: Case, answer: str, model: MiniLM) -> list[Verdict]:
    found = judge(case.rubric, Transcript.typed(answer), question=case.question, embedder=model)
    return [one.verdict for one in found.coverage.points]


def gaming(found: Sequence[Case], model: MiniLM) -> dict[str, tuple[float, float]]:
    """Per kind: share of points called covered, and of answers not judged at all."""
    counts: dict[str, list[Verdict]] = {}
    abstained: dict[str, list[bool]] = {}
    for case in {case.qid: case for case in found}.values():
        for kind, answer in stuffed(case).items():
            counts.setdefault(kind, []).extend(shipped(case, answer, model))
            _, said, asked = read(case.rubric, Transcript.typed(answer), question=case.question)
            abstained.setdefault(kind, []).append(
                abstention(Transcript.typed(answer), said, asked) is not None
            )
    return {
        kind: (float(np.mean([one is Verdict.COVERED for one in given])), float(np.mean(abstained[kind])))
        for kind, given in counts.items()
    }


def steadiness(found: Sequence[Case], model: MiniLM) -> dict[str, float]:
    """Per kind of noise: share of verdicts that stay the same."""
    same: dict[str, list[bool]] = {}
    for case in found:
        if case.style not in ("strong", "partial", "contradictory"):
            continue
        before = shipped(case, case.answer, model)
        for kind, answer in noisy(case).items():
            after = shipped(case, answer, model)
            same.setdefault(kind, []).extend(one == two for one, two in zip(before, after, strict=True))
    return {kind: float(np.mean(one)) for kind, one in same.items()}


# -- speed -------------------------------------------------------------------------------------------


def speed(found: Sequence[Case]) -> list[tuple[int, int, float]]:
    """CPU milliseconds for (words, points): the median of five answers, of which nothing is remembered."""
    model = MiniLM(paths.assets() / "minilm")
    strong = [case for case in found if case.style == "strong"]
    words = cycle(" ".join(case.answer for case in strong).split())
    points = cycle([point for case in strong for point in case.rubric.points])
    times = []
    for length, count in [(60, 8), (125, 8), (250, 4), (250, 8), (250, 16), (500, 8), (1000, 8)]:
        taken_s = []
        for _ in range(5):
            answer = Transcript.typed(" ".join(islice(words, length)))
            rubric = Rubric(tuple(islice(points, count)))
            model.known.clear()
            start = time.process_time()
            judge(rubric, answer, question="How do you run a data platform?", embedder=model)
            taken_s.append(time.process_time() - start)
        times.append((length, count, 1000 * float(np.median(taken_s))))
    return times


def memory_mb(found: Sequence[Case]) -> float:
    """What ``interviewer compare`` holds at most, by the kernel's own account of it."""
    strong = [case for case in found if case.style == "strong"]
    answer = " ".join(" ".join(case.answer for case in strong).split()[:250])
    points = [point for case in strong for point in case.rubric.points][:8]
    record = {
        "question": "How do you run a data platform?",
        "key_points": [{"id": f"k{at}", "text": point.text} for at, point in enumerate(points)],
        "answer": answer,
    }
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "answer.jsonl"
        file.write_text(json.dumps(record), "utf-8")
        command = [sys.executable, "-c", _WEIGHED, "compare", str(file)]
        printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=ROOT).stdout
    return int(printed.split()[-2]) / 1024


#: The peak is that of the program alone: what rusage says begins with the process that it was forked from.
_WEIGHED = """
import sys
from interviewer import cli
cli.main(sys.argv[1:])
print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


# -- the report --------------------------------------------------------------------------------------


def report(found: Sequence[Case], data: Figures, model: MiniLM) -> str:
    lines = [
        "# How well answers are judged",
        "",
        f"Written by `benchmarks/judgement.py`. {len(found)} labelled answers to "
        f"{len({c.qid for c in found})} questions, {len(data.labels)} points (tests/golden, labelled by "
        "GUIDELINE.md): `devset` came with the project, `answers` are of the same field, `fields` of "
        "nursing, law, sales, embedded systems and data science, `spoken` of several fields, as freely told "
        "as people speak. Every question is judged by weights that were fitted on the other questions. The "
        "entailment model was trained on none of these answers.",
        "",
        _HEAD.format("judged by"),
        _RULE,
        "| asked for | ≥ 0.900 | ≥ 0.850 | ≤ 2 % | ≤ 10 % | ≤ 3 % | | ≥ 0.700 |",
        *_table(data),
        "",
        "Each source alone, by the same weights, and by weights that were fitted on the other sources only:",
        "",
        _HEAD.format("answers"),
        _RULE,
        *_by_source(data),
        "",
        "## Whether two labellings agree",
        "",
        *agreement.lines(),
        "",
        *_gaming_lines(found, model),
        *proofs.lines(found, model),
        "## The parts of a story",
        "",
        *stories.lines(model),
        "",
        "## On public sets",
        "",
        *PUBLIC.splitlines(),
        "",
        public_sets.KEPT.read_text("utf-8"),
        *_speed_lines(found),
        *_failures(data),
    ]
    return "\n".join(lines) + "\n"


_HEAD = (
    "| {} | balanced accuracy, ordinary | with contradictions | off-topic covered | "
    "contradicted called covered | covered called contradicted | contradictions found | macro-F1 |"
)
_RULE = "|---|---|---|---|---|---|---|---|"


def _table(data: Figures) -> list[str]:
    """What each part adds."""
    every = set(data.names)
    judged_by = {"everything": data}
    judged_by |= {f"without {group}": data.without(*names) for group, names in GROUPS.items()}
    judged_by["the embedding alone"] = data.without(*(every - {"meaning"}))
    judged_by["shared terms alone"] = data.without(*(every - {"terms_near"}))
    return [f"| {name} | {measured(held_out(which), data).cells()} |" for name, which in judged_by.items()]


def held_out(data: Figures) -> NDArray[np.int64]:
    """The verdict on each point by weights that were fitted on the other questions."""
    return verdicts(folded_chances(data), data)


def folded_chances(data: Figures) -> Floats:
    weighed = data.weighed
    return folded(weighed.rows, data.labels, data.questions, data.counts)


def _by_source(data: Figures) -> list[str]:
    given = held_out(data)
    lines = [f"| all but spoken | {measured(given, data, data.sources != 'spoken').cells()} |"]
    for source in SOURCES:
        its = data.sources == source
        lines.append(f"| {source} | {measured(given, data, its).cells()} |")
        other = np.zeros(len(its), dtype=np.int64)
        weighed = data.weighed.rows
        weights = fitted(weighed[~its], data.labels[~its], data.counts[~its])
        other[its] = verdicts(weights.chances(weighed), data)[its]
        lines.append(f"| {source}, by the other sources | {measured(other, data, its).cells()} |")
    return lines


def _gaming_lines(found: Sequence[Case], model: MiniLM) -> list[str]:
    lines = [
        "## What should earn nothing",
        "",
        "By the weights that ship. Share of points called covered (at most 5 % asked for), and of answers "
        "that are not judged at all:",
        "",
        "| answer | covered | not judged |",
        "|---|---|---|",
    ]
    lines += [
        f"| {kind} | {covered:.1%} | {none:.0%} |" for kind, (covered, none) in gaming(found, model).items()
    ]
    lines += [
        "",
        "## What should not matter",
        "",
        "Share of verdicts that stay the same, of every fourth answer:",
        "",
    ]
    lines += [f"- {kind}: {same:.1%}" for kind, same in steadiness(found[::4], model).items()]
    return [*lines, ""]


def _speed_lines(found: Sequence[Case]) -> list[str]:
    start = time.process_time()
    MiniLM(paths.assets() / "minilm")
    load_s = time.process_time() - start
    memory = memory_mb(found)
    lines = [
        "## Speed",
        "",
        f"Load {load_s:.2f} s; a process that judges 250 words against 8 points holds {memory:.0f} MB at "
        "most. CPU time on one thread, nothing remembered from before, median of five answers:",
        "",
        "| words | points | ms |",
        "|---|---|---|",
    ]
    return [*lines, *(f"| {w} | {p} | {ms:.0f} |" for w, p, ms in speed(found)), ""]


def _failures(data: Figures) -> list[str]:
    chances = folded_chances(data)
    given = verdicts(chances, data)
    points = [point for case in cases() for point in case.rubric.points]
    covered, contradicted = ORDER.index(Verdict.COVERED), ORDER.index(Verdict.CONTRADICTED)
    missed = ORDER.index(Verdict.MISSED)
    kinds: list[tuple[str, Callable[[int], bool]]] = [
        ("Contradicted, called covered", lambda at: data.labels[at] == contradicted and given[at] == covered),
        ("Covered, called contradicted", lambda at: data.labels[at] == covered and given[at] == contradicted),
        (
            "Covered, called missed",
            lambda at: data.labels[at] == covered and given[at] == missed,
        ),
    ]
    lines = ["## Where it fails", "", "The surest mistakes of each kind, held out:", ""]
    for name, wrong in kinds:
        found = sorted((at for at in range(len(given)) if wrong(at)), key=lambda at: -chances[at, given[at]])
        lines.append(f"**{name}** ({len(found)})")
        lines.append("")
        lines += [f"- {data.questions[at]}, {data.styles[at]}: “{points[at].text}”" for at in found[:6]]
        lines.append("")
    return lines


def baseline(found: Sequence[Case], model: MiniLM) -> dict[str, str]:
    return {
        key: verdict.value
        for case in found
        for key, verdict in zip(case.point_keys(), shipped(case, case.answer, model), strict=True)
    }


def compare(found: Sequence[Case], model: MiniLM) -> None:
    before = json.loads((GOLDEN / "baseline.json").read_text("utf-8"))
    true = {
        key: label.value for case in found for key, label in zip(case.point_keys(), case.labels, strict=True)
    }
    better = worse = 0
    for key, now in baseline(found, model).items():
        if now == before.get(key):
            continue
        right = "better" if now == true[key] else "worse" if before.get(key) == true[key] else "other"
        better += right == "better"
        worse += right == "worse"
        print(f"{right}: {key}: {before.get(key)} -> {now} (label {true[key]})")
    print(f"{better} better, {worse} worse")


def main() -> None:
    parser = argparse.ArgumentParser(description="How well answers are judged")
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--save", action="store_true")
    parser.add_argument("--compare", action="store_true")
    options = parser.parse_args()
    model = MiniLM(paths.assets() / "minilm")
    found = cases()
    if options.save:
        (GOLDEN / "baseline.json").write_text(json.dumps(baseline(found, model), indent=0) + "\n", "utf-8")
    elif options.compare:
        compare(found, model)
    elif options.fit:
        data = figures(found, model).weighed
        tables = {"_WITH_ENTAILMENT": data, "_ALONE": data.without(*ENTAILMENT)}
        write(
            ROOT / "interviewer" / "interview" / "judging" / "calibration.py",
            {name: (one.names, fitted(one.rows, one.labels, one.counts)) for name, one in tables.items()},
        )
    else:
        (ROOT / "docs" / "judgement.md").write_text(report(found, figures(found, model), model), "utf-8")


if __name__ == "__main__":
    main()
