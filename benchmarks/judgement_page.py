"""The page docs/judgement.md, of what the other modules measure."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import agreement
import numpy as np
import proofs
import public_sets
import stories
from as_shipped import gaming, steadiness
from calibrate import ORDER
from corpus import SOURCES, Case
from cost import memory_mb, speed
from measures import ENTAILMENT, Figures, folded_chances, held_out, measured, verdicts

from interviewer import paths
from interviewer.interview.coverage import Verdict
from interviewer.models.embedding import MiniLM

GROUPS = {
    "meaning": ("meaning", "mean_part", "in_question"),
    "terms": ("terms_near", "terms_all"),
    "signs": ("agreeing", "opposing", "turned", "opposing_elsewhere", "turned_elsewhere"),
    "quantities": ("quantities_said", "quantities_wrong", "has_quantities"),
    "entailment": ENTAILMENT,
    "the other points": ("opposing_elsewhere", "turned_elsewhere", "denied_elsewhere", "follows_elsewhere"),
}
PUBLIC = """\
Printed by `benchmarks/public_sets.py`, which says where the sets come from; none of them is in this
repository, and no weight was fitted on them. About 200 pairs of each were taken. Words is the weighted share
of a point's terms in the answer, embedding the cosine of the two texts; their thresholds are the best there
are for these very pairs, while ours is the verdict that ships. Mohler has grades, so there it is the
correlation; its row is of before the entailment model learnt from a larger one. That model was trained on
SNLI, whose captions are of the same kind as those of SICK, and on the training part of SciEntsBank.

These are written answers of one or two sentences against one reference, and ours is on the whole no better
there than the plain measures: it was fitted for minutes of speech against several points. Where an answer
contradicts it is called covered less often than by the embedding on SICK and two parts of SciEntsBank, and
more often on its third part and on Beetle. Many of the answers are of three words, and are not judged at all:
each of them counts as a miss."""


def report(found: Sequence[Case], data: Figures, model: MiniLM, *, times: int) -> str:
    """``times``: how often each of the times is taken, of which the median counts."""
    lines = [
        "# How well answers are judged",
        "",
        f"Written by `benchmarks/judgement.py`. {len(found)} labelled answers to "
        f"{len({c.qid for c in found})} questions, {len(data.labels)} points (tests/golden, labelled by "
        "GUIDELINE.md): `devset` came with the project, `answers` are of the same field, `fields` of "
        "nursing, law, sales, embedded systems and data science, `spoken` of several fields, as freely told "
        "as people speak. Every question is judged by weights that were fitted on the other questions. The "
        "thresholds, and how the weights are fitted, were chosen on these same answers, so the figures are a "
        "little better than on others. The entailment model was trained on none of these answers.",
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
        *_speed_lines(found, times),
        *_failures(found, data),
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


def _by_source(data: Figures) -> list[str]:
    given = held_out(data)
    lines = [f"| all but spoken | {measured(given, data, data.sources != 'spoken').cells()} |"]
    for source in SOURCES:
        its = data.sources == source
        lines.append(f"| {source} | {measured(given, data, its).cells()} |")
        other = np.zeros(len(its), dtype=np.int64)
        weights = data.weights(lambda one, held_out=source: one.sources != held_out)
        other[its] = verdicts(weights.chances(data.weighed.rows), data)[its]
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


def _speed_lines(found: Sequence[Case], times: int) -> list[str]:
    start = time.process_time()
    MiniLM(paths.assets() / "minilm")
    load_s = time.process_time() - start
    memory = memory_mb(found)
    lines = [
        "## Speed",
        "",
        f"Load {load_s:.2f} s; a process that judges 250 words against 8 points holds {memory:.0f} MB at "
        f"most. CPU time on one thread, nothing remembered from before, median of {times} answers:",
        "",
        "| words | points | ms |",
        "|---|---|---|",
    ]
    return [*lines, *(f"| {w} | {p} | {ms:.0f} |" for w, p, ms in speed(found, times)), ""]


def _failures(found: Sequence[Case], data: Figures) -> list[str]:
    chances = folded_chances(data)
    given = verdicts(chances, data)
    points = [point for case in found for point in case.rubric.points]
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
        surest = sorted((at for at in range(len(given)) if wrong(at)), key=lambda at: -chances[at, given[at]])
        lines.append(f"**{name}** ({len(surest)})")
        lines.append("")
        lines += [f"- {data.questions[at]}, {data.styles[at]}: “{points[at].text}”" for at in surest[:6]]
        lines.append("")
    return lines
