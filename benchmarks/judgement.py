"""How well answers are judged, on labelled answers, by cross-validation over questions.

    python benchmarks/judgement.py                 writes docs/judgement.md
    python benchmarks/judgement.py --fit           fits the weights anew, writes judging/calibration.py
    python benchmarks/judgement.py --save          keeps the verdicts of today as tests/golden/baseline.json
    python benchmarks/judgement.py --compare       says which verdicts have changed since
    python benchmarks/judgement.py --pairs FILE    what packaging/train_entailment.py is trained and tested on

A question is never judged by weights that were fitted on it, nor by an entailment model that has seen it:
what such a model says of each question is in tests/golden/held-out.json.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import agreement
import numpy as np
import proofs
import public_sets
import stories
from calibrate import ORDER, fitted, folded, write
from numpy.typing import NDArray

from interviewer import paths
from interviewer.interview.coverage import Verdict
from interviewer.interview.judging.abstention import abstention
from interviewer.interview.judging.judgement import WORTH_ASKING, decided, examine, judge, read
from interviewer.interview.judging.reading import Reading
from interviewer.interview.question import KeyPoint, PointId, Rubric
from interviewer.interview.transcript import Transcript
from interviewer.models.embedding import MiniLM

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "tests" / "golden"
ENTAILMENT = ("follows", "denied")
GROUPS = {
    "meaning": ("meaning", "best_part", "mean_part", "least_part", "in_question"),
    "terms": ("terms_near", "terms_all", "least_part_terms"),
    "signs": ("agreeing", "opposing", "turned", "together", "apart"),
    "quantities": ("quantities_said", "quantities_wrong", "has_quantities"),
    "entailment": ENTAILMENT,
}
#: Questions of the development set; the rest was labelled for this repository.
Floats = NDArray[np.float64]


@dataclass
class Case:
    """One labelled answer."""

    source: str
    qid: str
    style: str
    question: str
    rubric: Rubric
    answer: str
    labels: list[Verdict]


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
        """The development set counts twice: it paraphrases as people do, ours stay nearer the text."""
        return np.where(self.sources == "devset", 2, 1)

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
repository, and nothing was fitted on them. About 200 pairs of each were taken, evenly. Words is the weighted
share of a point's terms in the answer, embedding the cosine of the two texts; their thresholds are the best
there are for these very pairs, while ours is the verdict that ships. Mohler has grades, so there it is the
correlation. The entailment model was trained on SNLI, whose captions are of the same kind as those of SICK.

These are written answers of one or two sentences against one reference, and ours is on the whole no better
there than the plain measures: it was fitted for minutes of speech against several points. Where an answer
contradicts it is called covered less often than by the embedding on SciEntsBank and SICK, and more often on
Beetle. Many of the answers are of three words, and are not judged at all: each of them counts as a miss."""


class WithoutEntailment:
    """The sentence model with its second ability hidden."""

    def __init__(self, model: MiniLM) -> None:
        self.embed = model.embed


def cases() -> list[Case]:
    found = []
    for source in ("devset", "answers"):
        for line in (GOLDEN / f"{source}.jsonl").read_text("utf-8").splitlines():
            one = json.loads(line)
            points = tuple(KeyPoint(PointId(p["id"]), p["text"]) for p in one["key_points"])
            labels = [
                Verdict.CONTRADICTED if p.id in one["contradicted"] else Verdict(one["labels"][p.id])
                for p in points
            ]
            found.append(
                Case(source, one["qid"], one["style"], one["question"], Rubric(points), one["answer"], labels)
            )
    return found


def figures(found: Sequence[Case], model: MiniLM) -> Figures:
    """The figures of every point, with what the entailment models of the folds say where they are kept."""
    held_out = GOLDEN / "held-out.json"
    said = json.loads(held_out.read_text("utf-8")) if held_out.exists() else {}
    rows, labels, questions, styles, sources, keys = [], [], [], [], [], []
    for case in found:
        known, answer, asked = read(case.rubric, Transcript.typed(case.answer), question=case.question)
        for one, label in zip(
            examine(case.rubric, answer, asked, known, WithoutEntailment(model)), case.labels, strict=True
        ):
            key = f"{case.source} {case.qid} {case.style} {one.point.point.id}"
            row = one.support.named()
            if said:
                asked_model = one.support.meaning > WORTH_ASKING
                row |= dict(zip(ENTAILMENT, said[key] if asked_model else [0.0, 0.0], strict=True))
            rows.append(row)
            labels.append(ORDER.index(label))
            questions.append(case.qid)
            styles.append(case.style)
            sources.append(case.source)
            keys.append(key)
    names = list(rows[0])
    table = np.array([[row[name] for name in names] for row in rows])
    return Figures(
        names, table, np.array(labels), np.array(questions), np.array(styles), np.array(sources), keys
    )


def pairs(found: Sequence[Case], model: MiniLM) -> list[dict[str, object]]:
    listed = []
    for case in found:
        known, answer, asked = read(case.rubric, Transcript.typed(case.answer), question=case.question)
        for one, label in zip(
            examine(case.rubric, answer, asked, known, WithoutEntailment(model)), case.labels, strict=True
        ):
            listed.append(
                {
                    "key": f"{case.source} {case.qid} {case.style} {one.point.point.id}",
                    "question": case.qid,
                    "style": case.style,
                    "label": label.value,
                    "claim": one.point.whole.spoken,
                    "said": answer.text(one.support.likeliest) if one.support.likeliest else "",
                    "meaning": one.support.meaning,
                    "parts": [
                        [part.part.spoken, answer.text(part.passage)] for part in one.parts if part.passage
                    ],
                }
            )
    return listed


# -- measures ----------------------------------------------------------------------------------------


def verdicts(chances: Floats) -> NDArray[np.int64]:
    """By the chances alone: the guards that follow change four of the 500 labelled points."""
    return np.array([ORDER.index(decided(dict(zip(ORDER, row, strict=True)))) for row in chances])


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
        ordinary=_balanced(given[ordinary] == covered, labels[ordinary] == covered),
        with_contradictions=_balanced(given == covered, labels == covered),
        off_topic=float((given[styles == "offtopic"] == covered).mean()),
        contradicted_covered=float((given[labels == contradicted] == covered).mean()),
        covered_contradicted=float((given[labels == covered] == contradicted).mean()),
        contradicted_found=float((given[labels == contradicted] == contradicted).mean()),
        macro_f1=float(np.mean(f1)),
    )


def _balanced(given: NDArray[np.bool_], true: NDArray[np.bool_]) -> float:
    return float((given[true].mean() + (~given[~true]).mean()) / 2)


# -- what should earn nothing, and what should not matter --------------------------------------------


def _terms(case: Case) -> list[str]:
    known, _, _ = read(case.rubric, Transcript.typed(""), question=case.question)
    words = [Transcript.typed(point.text).words for point in case.rubric.points]
    return [token.text for one in words for token in Reading(one, glossary=known).tokens if token.is_content]


def _headings(case: Case) -> str:
    heads = [point.text.split(":")[0] for point in case.rubric.points if ":" in point.text[:40]]
    return "so i would talk about " + " and ".join(heads or ["that"])


def stuffed(case: Case) -> dict[str, str]:
    terms = _terms(case)
    return {
        "key words": " ".join(terms),
        "key words, shuffled": " ".join(random.Random(1).sample(terms, len(terms))),
        "key words with a lead-in": "well that is a good question and i would say " + " ".join(terms),
        "key words joined by and": "so there is " + " and ".join(terms),
        "headings alone": _headings(case),
        "question read back": f"so the question is {case.question} {case.question}",
    }


def noisy(case: Case) -> dict[str, str]:
    rng = random.Random(1)
    words = case.answer.split()
    dropped = [word for word in words if rng.random() > 0.04]
    fillers = " ".join(word + (" um" if rng.random() < 0.06 else "") for word in words)
    around = (
        "let me think about that for a second because we did quite a lot there over the years and the team "
        "was about ten people in two countries and we had a meeting about it every monday "
    )
    return {
        "upper case": case.answer.upper(),
        "fillers": fillers,
        "4 % of words lost": " ".join(dropped),
        "small talk around it": around + case.answer + " " + around,
    }


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
    """CPU milliseconds for (words, points), each with texts that were not seen before."""
    model = MiniLM(paths.assets() / "minilm")
    text = " ".join(case.answer for case in found if case.style == "strong")
    points = [point for case in found if case.style == "strong" for point in case.rubric.points]
    words = text.split()
    times = []
    for at, (length, count) in enumerate(
        [(60, 8), (125, 8), (250, 4), (250, 8), (250, 16), (500, 8), (1000, 8)]
    ):
        answer = Transcript.typed(" ".join(words[at * 130 : at * 130 + length]))
        rubric = Rubric(tuple(points[at * 2 : at * 2 + count]))
        start = time.process_time()
        judge(rubric, answer, question="How do you run a data platform?", embedder=model)
        times.append((len(answer.words), count, 1000 * (time.process_time() - start)))
    return times


# -- the report --------------------------------------------------------------------------------------


def report(found: Sequence[Case], data: Figures, model: MiniLM) -> str:
    lines = [
        "# How well answers are judged",
        "",
        "Written by `benchmarks/judgement.py`. "
        f"{len(found)} labelled answers to {len({c.qid for c in found})} questions, {len(data.labels)} "
        + "points (tests/golden, labelled by GUIDELINE.md). Every question is judged by weights that "
        "were fitted on the other questions, and by an entailment model that has not seen it. "
        "The model that ships was trained on all of them in the same way.",
        "",
        "| judged by | balanced accuracy, ordinary | with contradictions | off-topic covered | "
        "contradicted called covered | covered called contradicted | contradictions found | macro-F1 |",
        "|---|---|---|---|---|---|---|---|",
        "| asked for | ≥ 0.900 | ≥ 0.850 | ≤ 2 % | ≤ 10 % | ≤ 3 % | | ≥ 0.700 |",
    ]

    def row(name: str, which: Figures) -> None:
        given = verdicts(folded(which.rows, data.labels, data.questions, data.counts))
        lines.append(f"| {name} | {measured(given, data).cells()} |")

    row("everything", data)
    for group, names in GROUPS.items():
        if names[0] in data.names:
            row(f"without {group}", data.without(*names))
    every = set(data.names)
    dev = data.sources == "devset"
    given = verdicts(folded(data.rows, data.labels, data.questions, data.counts))
    lines.append(f"| everything, development set only | {measured(given, data, dev).cells()} |")
    row("the embedding alone", data.without(*(every - {"meaning"})))
    row("shared terms alone", data.without(*(every - {"terms_near"})))
    given = np.zeros(len(dev), dtype=np.int64)
    given[dev] = verdicts(
        fitted(data.rows[~dev], data.labels[~dev], data.counts[~dev]).chances(data.rows[dev])
    )
    lines += [
        "",
        "The development set alone, judged by what was fitted on the other answers:",
        "",
        "| balanced accuracy, ordinary | with contradictions | off-topic covered | "
        "contradicted called covered | covered called contradicted | contradictions found | macro-F1 |",
        "|---|---|---|---|---|---|---|",
        f"| {measured(given, data, dev).cells()} |",
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
    lines += ["", "## What should not matter", "", "Share of verdicts that stay the same:", ""]
    lines += [f"- {kind}: {same:.1%}" for kind, same in steadiness(found, model).items()]
    return [*lines, ""]


def _speed_lines(found: Sequence[Case]) -> list[str]:
    start = time.process_time()
    MiniLM(paths.assets() / "minilm")
    load_s = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines = [
        "## Speed",
        "",
        f"Load {load_s:.2f} s; the process of the benchmark held {memory:.0f} MB at most. CPU time on one "
        "thread, nothing remembered from before:",
        "",
        "| words | points | ms |",
        "|---|---|---|",
    ]
    return [*lines, *(f"| {w} | {p} | {ms:.0f} |" for w, p, ms in speed(found)), ""]


def _failures(data: Figures) -> list[str]:
    chances = folded(data.rows, data.labels, data.questions, data.counts)
    given = verdicts(chances)
    texts = {
        f"{case.source} {case.qid} {case.style} {point.id}": (point.text, case)
        for case in cases()
        for point in case.rubric.points
    }
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
        lines += [
            f"- {data.questions[at]}, {data.styles[at]}: “{texts[data.keys[at]][0]}”" for at in found[:6]
        ]
        lines.append("")
    return lines


def baseline(found: Sequence[Case], model: MiniLM) -> dict[str, str]:
    kept = {}
    for case in found:
        for point, verdict in zip(case.rubric.points, shipped(case, case.answer, model), strict=True):
            kept[f"{case.source} {case.qid} {case.style} {point.id}"] = verdict.value
    return kept


def compare(found: Sequence[Case], model: MiniLM) -> None:
    before = json.loads((GOLDEN / "baseline.json").read_text("utf-8"))
    true = {
        f"{case.source} {case.qid} {case.style} {point.id}": label.value
        for case in found
        for point, label in zip(case.rubric.points, case.labels, strict=True)
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
    parser.add_argument("--pairs", type=Path)
    options = parser.parse_args()
    model = MiniLM(paths.assets() / "minilm")
    found = cases()
    if options.pairs:
        options.pairs.write_text(json.dumps(pairs(found, model)), "utf-8")
    elif options.save:
        (GOLDEN / "baseline.json").write_text(json.dumps(baseline(found, model), indent=0) + "\n", "utf-8")
    elif options.compare:
        compare(found, model)
    elif options.fit:
        data = figures(found, model)
        tables = {"_WITH_ENTAILMENT": data, "_ALONE": data.without(*ENTAILMENT)}
        if ENTAILMENT[0] not in data.names:
            raise SystemExit("tests/golden/held-out.json is missing: run packaging/train_entailment.py first")
        write(
            ROOT / "interviewer" / "interview" / "judging" / "calibration.py",
            {name: (one.names, fitted(one.rows, one.labels, one.counts)) for name, one in tables.items()},
        )
    else:
        (ROOT / "docs" / "judgement.md").write_text(report(found, figures(found, model), model), "utf-8")


if __name__ == "__main__":
    main()
