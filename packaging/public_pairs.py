"""Pairs of public collections from which the entailment model learns what entailment is.

One folder holds checkouts of these public repositories of GitHub, each under its own name:

- OanaMariaCamburu/e-SNLI (MIT): the development and test parts of SNLI (CC BY-SA 4.0) in plain columns.
- acmi-lab/counterfactually-augmented-data (Apache 2.0): pairs of SNLI, each rewritten so that another
  relation holds.
- mosharafhossain/negation-and-nli (MIT): pairs of SNLI and of MultiNLI (the licence of the Open American
  National Corpus, CC BY 3.0, CC BY-SA 3.0) with a negation put in. The pairs of RTE are left out: the
  licence of their news text is unclear.
- swarnaHub/ConjNLI (MIT): lists with an item left out, put in or exchanged, names and numbers exchanged.
- selenashe/ScoNe (CC0): negations that reach a word, and such that do not.
- verypluming/MED (CC BY-SA 4.0): "every", "no", "at most" and the like.
- BIU-NLP/Breaking_NLI (CC BY-SA 4.0): one word exchanged for another.
- myrosia/semeval-2013-task7 (CC BY-SA): pupils' answers beside the reference, of SciEntsBank, the training
  part. Its other half, Beetle, is left out, so that it can be measured on.
"""

from __future__ import annotations

import csv
import io
import json
import random
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree

FOLLOWS, PARTLY, OPEN, DENIED = range(4)
NAMES = {
    "entailment": FOLLOWS,
    "neutral": OPEN,
    "contradiction": DENIED,
    "not_entailment": OPEN,
    "correct": FOLLOWS,
    "incorrect": OPEN,
    "contradictory": DENIED,
}
#: How many pairs get another sentence beside what is said: a passage of speech is seldom one sentence.
_CROWDED = 0.3


@dataclass(frozen=True)
class Pair:
    """What is said, a claim, and how they stand to each other."""

    said: str
    claim: str
    relation: int
    weight: float = 1.0


def public_pairs(folder: Path) -> list[Pair]:
    """A share of each collection, in lower case and without punctuation, as judging has them."""
    chance = random.Random(1)
    shares = {_snli: 0.4, _rewritten: 0.7, _negated: 1.0, _conj: 0.4, _scoped: 0.3, _monotone: 0.3}
    shares |= {_breaking: 0.3, _pupils: 1.0}
    found = [pair for part, share in shares.items() for pair in part(folder) if chance.random() < share]
    others = [pair.said for pair in found]
    return [_crowded(pair, others, chance) for pair in found]


def _crowded(pair: Pair, others: list[str], chance: random.Random) -> Pair:
    said = pair.said
    if chance.random() < _CROWDED:
        other = chance.choice(others)
        said = f"{said} {other}" if chance.random() < 0.5 else f"{other} {said}"
    return replace(pair, said=plain(said), claim=plain(pair.claim))


def plain(text: str) -> str:
    """As the words of an answer come: no capitals, no punctuation."""
    return " ".join("".join(char if char.isalnum() or char in "'%" else " " for char in text.lower()).split())


def _snli(folder: Path) -> Iterator[Pair]:
    for part in ("dev", "test"):
        files = (folder / "e-SNLI/dataset/eSNLI" / f"{name}.{part}" for name in ("s1", "s2", "labels"))
        columns = [file.read_text("utf-8").splitlines() for file in files]
        rows = dict.fromkeys(zip(*columns, strict=True))
        yield from (Pair(said, claim, NAMES[name]) for said, claim, name in rows if name in NAMES)


def _rewritten(folder: Path) -> Iterator[Pair]:
    for part in ("train", "dev", "test"):
        text = (folder / f"counterfactually-augmented-data/NLI/all_combined/{part}.tsv").read_text("utf-8")
        for line in text.splitlines()[1:]:
            said, claim, name = line.split("\t")
            yield Pair(said, claim, NAMES[name])


def _negated(folder: Path) -> Iterator[Pair]:
    for part in ("MNLI", "SNLI"):
        file = folder / f"negation-and-nli/data/new_benchmarks/clean_data/{part}.txt"
        for line in file.read_text("utf-8", errors="replace").splitlines()[1:]:
            _, said, claim, name = line.split("\t")
            yield Pair(said, claim, NAMES[name], 1.5)


def _conj(folder: Path) -> Iterator[Pair]:
    for line in (folder / "ConjNLI/data/NLI/adversarial_train_15k.tsv").read_text("utf-8").splitlines()[1:]:
        said, claim, name = line.split("\t")
        yield Pair(said, claim, NAMES[name], 0.8)


def _scoped(folder: Path) -> Iterator[Pair]:
    for part in ("no_negation", "one_not_scoped", "one_scoped_one_not_scoped", "two_not_scoped"):
        text = (folder / f"ScoNe/scone_nli/train/{part}.csv").read_text("utf-8")
        for row in csv.DictReader(io.StringIO(text)):
            yield Pair(row["sentence1_edited"], row["sentence2_edited"], NAMES[row["gold_label_edited"]], 0.4)


def _monotone(folder: Path) -> Iterator[Pair]:
    for line in (folder / "MED/MED.tsv").read_text("utf-8").splitlines()[1:]:
        cells = line.split("\t")
        yield Pair(cells[8], cells[9], NAMES[cells[15]], 0.6)


def _breaking(folder: Path) -> Iterator[Pair]:
    """Every second one, as the rest can be measured on."""
    with zipfile.ZipFile(folder / "Breaking_NLI/breaking_nli_dataset.zip") as archive:
        lines = archive.read("data/dataset.jsonl").decode().splitlines()[::2]
    for line in lines:
        one = json.loads(line)
        yield Pair(one["sentence1"], one["sentence2"], NAMES[one["gold_label"]], 0.5)


def _pupils(folder: Path) -> Iterator[Pair]:
    with zipfile.ZipFile(folder / "semeval-2013-task7/semeval-3way.zip") as archive:
        for name in sorted(archive.namelist()):
            if name.startswith("training/3way/sciEntsBank/") and name.endswith(".xml"):
                yield from _of_question(ElementTree.fromstring(archive.read(name)))


def _of_question(question: ElementTree.Element) -> Iterator[Pair]:
    claim = question.findtext("referenceAnswers/referenceAnswer") or ""
    for answer in question.iter("studentAnswer"):
        yield Pair(answer.text or "", claim, NAMES[answer.attrib["accuracy"]], 1.5)
