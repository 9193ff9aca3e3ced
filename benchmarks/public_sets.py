"""How the judgement does on public sets, beside the plain embedding and shared words.

    python benchmarks/public_sets.py FOLDER     prints the table
    python benchmarks/public_sets.py FOLDER --most 200   takes about so many pairs of each, evenly

Nothing of these sets is in this repository. The folder holds what the person has fetched:

- ``KPA_2021_shared_task``: a checkout of IBM/KPA_2021_shared_task from GitHub (ArgKP, Apache 2.0)
- ``semeval-3way``: semeval-3way.zip of myrosia/semeval-2013-task7, unpacked (Beetle, SciEntsBank, CC BY-SA)
- ``ShortAnswerGrading_v2.0``: the short answers of the University of North Texas (Mohler and others 2011)
- ``SICK_test_annotated.txt``: the test part of SICK (Marelli and others 2014, CC BY-NC-SA)

A set that is not there is left out. Nothing was fitted on them. The answers are a sentence or two, where the
app is made for minutes of speech, so the figures tell how well the measure carries over and not how well
the app judges an interview.
"""

from __future__ import annotations

import argparse
import csv
import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
from numpy.typing import NDArray

from interviewer import paths
from interviewer.interview.coverage import CREDIT, Verdict
from interviewer.interview.judging.calibration import chances
from interviewer.interview.judging.judgement import judge, read
from interviewer.interview.judging.reading import read_point
from interviewer.interview.judging.support import concept_weights
from interviewer.interview.question import KeyPoint, PointId, Rubric
from interviewer.interview.transcript import Transcript
from interviewer.models.embedding import MiniLM

Floats = NDArray[np.float64]
#: The table as it was printed last.
KEPT = Path(__file__).resolve().parents[1] / "tests" / "golden" / "public-sets.md"


@dataclass(frozen=True)
class Pair:
    """An answer, what it is held against (the best of them counts), and how good it is."""

    question: str
    wanted: tuple[str, ...]
    said: str
    #: 1 where it was said, 0 where not; a grade in between where the set has grades
    grade: float
    contradicts: bool = False


@dataclass(frozen=True)
class Set:
    name: str
    pairs: list[Pair]
    #: graded sets are measured by correlation, the others by the area under the curve
    graded: bool = False


def argkp(folder: Path) -> Set:
    data = folder / "KPA_2021_shared_task" / "test_data"
    arguments = {row["arg_id"]: row for row in _rows(data / "arguments_test.csv")}
    points = {row["key_point_id"]: row["key_point"] for row in _rows(data / "key_points_test.csv")}
    pairs = [
        Pair(
            arguments[row["arg_id"]]["topic"],
            (points[row["key_point_id"]],),
            arguments[row["arg_id"]]["argument"],
            float(row["label"]),
        )
        for row in _rows(data / "labels_test.csv")
    ]
    return Set("ArgKP 2021, test", pairs)


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        yield from csv.DictReader(opened)


def semeval(folder: Path, name: str, part: str) -> Set:
    pairs = []
    for file in sorted((folder / "semeval-3way" / "test" / "3way" / name / part).glob("*.xml")):
        asked = ElementTree.parse(file).getroot()
        wanted = tuple(one.text or "" for one in asked.iter("referenceAnswer"))
        for one in asked.iter("studentAnswer"):
            accuracy = one.get("accuracy")
            pairs.append(
                Pair(
                    asked.findtext("questionText") or "",
                    wanted,
                    one.text or "",
                    float(accuracy == "correct"),
                    contradicts=accuracy == "contradictory",
                )
            )
    return Set(f"{name[0].upper()}{name[1:]}, {part.removeprefix('test-').replace('-', ' ')}", pairs)


def mohler(folder: Path) -> Set:
    data = folder / "ShortAnswerGrading_v2.0" / "data"
    questions, answers = (_numbered(data / "raw" / name) for name in ("questions", "answers"))
    pairs = []
    for number in questions:
        if not (data / "raw" / number).exists() or number not in answers:
            continue
        said = (data / "raw" / number).read_text("latin-1").splitlines()
        grades = (data / "scores" / number / "ave").read_text("latin-1").split()
        for text, grade in zip(said, grades, strict=False):
            plain = re.sub(r"<[^>]+>", " ", text.removeprefix(number))
            pairs.append(Pair(questions[number], (answers[number],), plain, float(grade) / 5))
    return Set("Mohler 2011", pairs, graded=True)


def _numbered(file: Path) -> dict[str, str]:
    lines = (line.partition(" ") for line in file.read_text("latin-1").splitlines())
    return {number: re.sub(r"<[^>]+>", " ", text) for number, _, text in lines if text}


def sick(folder: Path) -> Set:
    lines = (folder / "SICK_test_annotated.txt").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line[:1].isdigit()]
    pairs = [
        Pair("", (row[2],), row[1], float(row[4] == "ENTAILMENT"), contradicts=row[4] == "CONTRADICTION")
        for row in rows
    ]
    return Set("SICK, test (entailment)", pairs)


# -- measures ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Judged:
    """Per pair: by shared words, by the embedding, by the app, and what it called the pair."""

    words: Floats
    meaning: Floats
    ours: Floats
    verdicts: list[Verdict]
    abstained: NDArray[np.bool_]


def judged(pairs: Sequence[Pair], model: MiniLM) -> Judged:
    rows = [_one(pair, model) for pair in pairs]
    figures = np.array([row[:3] for row in rows], dtype=np.float64)
    abstained = np.array([row[4] for row in rows])
    return Judged(figures[:, 0], figures[:, 1], figures[:, 2], [row[3] for row in rows], abstained)


def _one(pair: Pair, model: MiniLM) -> tuple[float, float, float, Verdict, bool]:
    rubric = Rubric(tuple(KeyPoint(PointId(str(at)), text) for at, text in enumerate(pair.wanted)))
    typed = Transcript.typed(pair.said)
    found = judge(rubric, typed, question=pair.question, embedder=model)
    ours = [
        sum(CREDIT[verdict] * chance for verdict, chance in chances(one.figures).items())
        if one.figures
        else 0.0
        for one in found.coverage.points
    ]
    verdicts = [one.verdict for one in found.coverage.points]
    best = max(verdicts, key=lambda verdict: (CREDIT[verdict], verdict is Verdict.CONTRADICTED))
    said, *wanted = model.embed([pair.said, *pair.wanted])
    shared = max(map(_shared(rubric, typed, pair.question), rubric.points))
    likeness = max(float(said @ one) for one in wanted)
    return shared, likeness, max(ours), best, found.abstained is not None


def _shared(rubric: Rubric, said: Transcript, question: str) -> Callable[[KeyPoint], float]:
    """The weighted share of a point's terms that stand in the answer."""
    known, answer, asked = read(rubric, said, question=question)
    readings = {point.id: read_point(point, glossary=known) for point in rubric.points}
    weights = concept_weights(list(readings.values()), asked)
    stand = {one.concept for one in answer.signed}

    def share(point: KeyPoint) -> float:
        concepts = {one.concept for one in readings[point.id].whole.reading.signed}
        total = sum(weights.get(one, 1.0) for one in sorted(concepts))
        return sum(weights.get(one, 1.0) for one in sorted(concepts & stand)) / total if total else 0.0

    return share


def area(scores: Floats, good: NDArray[np.bool_]) -> float:
    """Under the curve: the chance that a good pair has a higher score than a bad one."""
    order = np.argsort(scores, kind="stable")
    ranks = np.empty(len(scores))
    ranks[order] = np.arange(1, len(scores) + 1)
    for value in np.unique(scores):
        same = scores == value
        ranks[same] = ranks[same].mean()
    count = good.sum()
    return float((ranks[good].sum() - count * (count + 1) / 2) / (count * (~good).sum()))


def threshold(scores: Floats, good: NDArray[np.bool_]) -> float:
    """The best one there is for these very pairs: what the plain measures are granted."""
    return max(np.unique(np.round(scores, 2)), key=lambda at: balanced(scores >= at, good))


def balanced(given: NDArray[np.bool_], good: NDArray[np.bool_]) -> float:
    """The mean of the shares that are right among the good and among the others."""
    return (share(given[good]) + share(~given[~good])) / 2


def share(right: NDArray[np.bool_]) -> float:
    """Of those that there are; of none it is not a number."""
    return float(right.mean()) if len(right) else math.nan


def row(one: Set, model: MiniLM) -> str:
    found = judged(one.pairs, model)
    grades = np.array([pair.grade for pair in one.pairs])
    scores = (found.words, found.meaning, found.ours)
    not_judged = f"{found.abstained.mean():.0%}"
    if one.graded:
        cells = [f"r {np.corrcoef(score, grades)[0, 1]:.3f}" for score in scores]
        return f"| {one.name} | {len(one.pairs)} | {' | '.join(cells)} | | | | | | {not_judged} |"
    good, against = grades > 0.5, np.array([pair.contradicts for pair in one.pairs])
    covered = np.array([verdict is Verdict.COVERED for verdict in found.verdicts])
    by_meaning = found.meaning >= threshold(found.meaning, good)
    by_words = found.words >= threshold(found.words, good)
    cells = [f"{area(score, good):.3f}" for score in scores]
    cells += [f"{balanced(given, good):.3f}" for given in (by_words, by_meaning, covered)]
    cells += [f"{given[against].mean():.0%}" if against.any() else "" for given in (by_meaning, covered)]
    return f"| {one.name} | {len(one.pairs)} | {' | '.join(cells)} | {not_judged} |"


def lines(folder: Path, model: MiniLM, *, most: int) -> Iterator[str]:
    yield (
        "| set | pairs | area under the curve: words | embedding | ours | balanced accuracy: words "
        "| embedding | ours | contradictory called covered: embedding | ours | not judged by ours |"
    )
    yield "|---|---|---|---|---|---|---|---|---|---|---|"
    for load in SETS:
        try:
            one = load(folder)
        except FileNotFoundError:
            continue
        if one.pairs:
            yield row(Set(one.name, one.pairs[:: -(-len(one.pairs) // most)], one.graded), model)


SETS: tuple[Callable[[Path], Set], ...] = (
    argkp,
    lambda folder: semeval(folder, "beetle", "test-unseen-answers"),
    lambda folder: semeval(folder, "beetle", "test-unseen-questions"),
    lambda folder: semeval(folder, "sciEntsBank", "test-unseen-answers"),
    lambda folder: semeval(folder, "sciEntsBank", "test-unseen-questions"),
    lambda folder: semeval(folder, "sciEntsBank", "test-unseen-domains"),
    mohler,
    sick,
)


def main() -> None:
    parser = argparse.ArgumentParser(description="How the judgement does on public sets")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--most", type=int, default=1_000_000, help="pairs of each set, about")
    parser.add_argument("--keep", action="store_true", help=f"write {KEPT.name}, for docs/judgement.md")
    options = parser.parse_args()
    model = MiniLM(paths.assets() / "minilm")
    found = []
    for line in lines(options.folder, model, most=options.most):
        print(line, flush=True)
        found.append(line)
    if options.keep:
        KEPT.write_text("\n".join(found) + "\n", "utf-8")


if __name__ == "__main__":
    main()
