# /// script
# requires-python = ">=3.11"
# dependencies = ["onnx==1.23.2", "onnxruntime==1.32.0", "numpy==2.4.6", "tokenizers==0.23.3"]
# ///
"""Makes assets/minilm/entailment.onnx from the weights that train_entailment.py has written.

uv run packaging/export_entailment.py entailment.npz
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import numpy as np
import onnxruntime
from network import Network
from tokenizers import Tokenizer

INTO = Path(__file__).parents[1] / "assets" / "minilm"
#: What is said, what it is compared with, and the likeliest: it follows, in part, is left open, denied.
CHECKED = (
    ("all our secrets live in key vault", "secrets live in key vault", 0),
    ("we do not keep any secret in key vault", "secrets live in key vault", 3),
    ("the report is late every week", "secrets live in key vault", 2),
    ("job clusters cost more than all purpose clusters", "job clusters are cheaper", 3),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("weights", type=Path)
    options = parser.parse_args()
    weights = {name: np.asarray(value) for name, value in np.load(options.weights).items()}
    file = INTO / "entailment.onnx"
    file.write_bytes(Network(weights).pair_model().SerializeToString(deterministic=True))
    check(file)
    content = file.read_bytes()
    print(f"{hashlib.sha256(content).hexdigest()}  {file.name}  {len(content):,} bytes")


def check(file: Path) -> None:
    """The obvious pairs have to come out right."""
    session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(INTO / "tokenizer.json"))
    for said, claim, likeliest in CHECKED:
        encoding = tokenizer.encode(claim, said)
        given = {"ids": encoding.ids, "mask": encoding.attention_mask, "types": encoding.type_ids}
        inputs = {name: np.array([value], dtype=np.int64) for name, value in given.items()}
        chances = session.run(None, inputs)[0][0]
        print(f"{np.round(chances, 3)}  {said}  /  {claim}")
        if int(chances.argmax()) != likeliest:
            raise SystemExit("the model does not know this pair")


if __name__ == "__main__":
    main()
