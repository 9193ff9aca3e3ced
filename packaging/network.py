"""The network of MiniLM, written node by node as ONNX, so that nothing depends on an exporter's version.

Weights are int8 with a scale per output column (and per row of the word table). Activations are int8 with
a scale per token, and not per batch as the usual dynamic quantisation has it: what is said of a sentence
must not depend on which other sentences stand in the same batch. Weights use 7 bits, so that no processor
saturates where another does not.

Half of the time went into rounding and scaling, a pass over the activations for each step of it. So rounding
is one operator, and the scale of the columns is applied by the product itself, with onnxruntime's own
operator. Those that do a norm or the attention at once are slower on a processor than the plain ones.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

LAYERS, HEADS, WIDTH, EPSILON = 6, 12, 384, 1e-12
#: Nothing that is judged is longer; positions beyond are left out of the file.
POSITIONS = 128
WEIGHT_STEPS, ACTIVATION_STEPS = 63, 127
#: Activations are bytes without a sign; this one stands for 0.
ZERO = 128

#: Where onnxruntime keeps the operators of its own.
RUNTIME = "com.microsoft"

Array = np.ndarray[Any, Any]


class Network:
    """Collects the nodes and the weights of the network."""

    def __init__(self, weights: dict[str, Array]) -> None:
        self._weights = weights
        self._nodes: list[onnx.NodeProto] = []
        self._initializers: dict[str, onnx.TensorProto] = {}
        self._names = 0
        self._zero_of_each = ""

    def sentence_model(self) -> onnx.ModelProto:
        """ids, mask -> vectors: the mean over the tokens, at length 1."""
        total = self._total(self._hidden(pair=False))
        length = self._add("ReduceL2", total, self._ints(-1), keepdims=1)
        self._nodes.append(helper.make_node("Div", [total, length], ["vectors"]))
        return self._model(("ids", "mask"), "vectors", WIDTH)

    def pair_model(self) -> onnx.ModelProto:
        """ids, mask, types -> chances of four classes for two texts in one sequence."""
        total = self._total(self._hidden(pair=True))
        present = self._add("Cast", "mask", to=TensorProto.FLOAT)
        count = self._add("ReduceSum", present, self._ints(1), keepdims=1)
        mean = self._add("Div", total, count)
        inner = self._add("Tanh", self._plain_dense(mean, "head.hidden."))
        classes = self._plain_dense(inner, "head.classes.")
        self._nodes.append(helper.make_node("Softmax", [classes], ["chances"], axis=-1))
        return self._model(("ids", "mask", "types"), "chances", 4)

    def _hidden(self, *, pair: bool) -> str:
        hidden = self._embedding(pair=pair)
        bias = self._mask_bias()
        for layer in range(LAYERS):
            hidden = self._layer(hidden, bias, f"encoder.layer.{layer}.")
        return hidden

    def _model(self, inputs: tuple[str, ...], output: str, width: int) -> onnx.ModelProto:
        sequence = ["batch", "length"]
        graph = helper.make_graph(
            self._nodes,
            "minilm",
            [helper.make_tensor_value_info(name, TensorProto.INT64, sequence) for name in inputs],
            [helper.make_tensor_value_info(output, TensorProto.FLOAT, ["batch", width])],
            list(self._initializers.values()),
        )
        opsets = [helper.make_opsetid("", 20), helper.make_opsetid(RUNTIME, 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=9)
        onnx.checker.check_model(model, full_check=True)
        return model

    def _add(self, kind: str, *inputs: str, outputs: int = 1, **attributes: Any) -> Any:
        names = [f"{kind}_{self._names + step}" for step in range(outputs)]
        self._names += outputs
        domain = RUNTIME if kind == "MatMulIntegerToFloat" else ""
        self._nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **attributes))
        return names[0] if outputs == 1 else names

    def _hold(self, name: str, value: Array) -> str:
        self._initializers.setdefault(name, numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def _ints(self, *values: int) -> str:
        return self._hold("i" + "_".join(map(str, values)), np.array(values, dtype=np.int64))

    def _float(self, value: float) -> str:
        return self._hold(f"f{value!r}", np.array(value, dtype=np.float32))

    def _embedding(self, *, pair: bool) -> str:
        table, scale = quantised(self._weights["embeddings.word_embeddings.weight"], axis=1, steps=127)
        rows = self._add("Gather", self._hold("words", table), "ids")
        scales = self._add("Gather", self._hold("words_scale", scale), "ids")
        words = self._add("Mul", self._add("Cast", rows, to=TensorProto.FLOAT), scales)
        places = self._weights["embeddings.position_embeddings.weight"][:POSITIONS]
        kinds = self._weights["embeddings.token_type_embeddings.weight"]
        if pair:
            words = self._add("Add", words, self._add("Gather", self._hold("kinds", kinds), "types"))
        else:  # every text is one segment, so its type vector is part of the position
            places = places + kinds[0]
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
        # one step for each token: to this operator, the tokens of all sentences are one axis
        flat = self._add("Reshape", hidden, self._ints(-1, weight.shape[1]))
        steps = self._add("Reshape", step, self._ints(-1))
        whole = self._add("QuantizeLinear", flat, steps, self._zeros(), axis=0)
        product = self._add(
            "MatMulIntegerToFloat",
            self._add("Reshape", whole, self._add("Shape", hidden)),
            self._hold(name + "matrix", matrix),
            self._float(1.0),
            self._hold(name + "scale", column_scale[0]),
            self._hold("zero", np.array(ZERO, dtype=np.uint8)),
        )
        product = self._add("Mul", product, step)
        return self._add("Add", product, self._hold(name + "offset", offset))

    def _zeros(self) -> str:
        """What stands for 0, for each token."""
        if not self._zero_of_each:
            count = self._add("Reshape", self._add("Size", "ids"), self._ints(1))
            zero = numpy_helper.from_array(np.array([ZERO], dtype=np.uint8))
            self._zero_of_each = self._add("ConstantOfShape", count, value=zero)
        return self._zero_of_each

    def _norm(self, hidden: str, prefix: str) -> str:
        gain, offset = (
            self._hold(prefix + part, self._weights[prefix + part]) for part in ("weight", "bias")
        )
        return self._add("LayerNormalization", hidden, gain, offset, axis=-1, epsilon=EPSILON)

    def _total(self, hidden: str) -> str:
        """The sum over the tokens that are there."""
        present = self._add("Cast", self._add("Unsqueeze", "mask", self._ints(2)), to=TensorProto.FLOAT)
        return str(self._add("ReduceSum", self._add("Mul", hidden, present), self._ints(1), keepdims=0))

    def _plain_dense(self, hidden: str, prefix: str) -> str:
        """A small linear layer in 32 bits."""
        matrix = self._hold(prefix + "matrix", self._weights[prefix + "weight"].T.astype(np.float32))
        product = self._add("MatMul", hidden, matrix)
        return str(self._add("Add", product, self._hold(prefix + "offset", self._weights[prefix + "bias"])))


def quantised(matrix: Array, *, axis: int, steps: int) -> tuple[Array, Array]:
    """Whole numbers and their scale along an axis: matrix is about whole * scale."""
    scale = np.maximum(np.abs(matrix).max(axis=axis, keepdims=True), 1e-12).astype(np.float32) / np.float32(
        steps
    )
    return np.round(matrix / scale).astype(np.int8), scale.astype(np.float32)
