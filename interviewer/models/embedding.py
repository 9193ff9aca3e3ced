"""Sentences as vectors of meaning: MiniLM in int8, made by ``packaging/export_minilm.py``."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from interviewer.errors import InterviewerError

#: What ``packaging/export_minilm.py`` prints.
MODEL_SHA256 = "a4b5ace0c55e4e0a44f89d13ab270f04002c5b03f23321ad887fed22699b9089"
TOKENIZER_SHA256 = "5fd1c882abbd30517dced455a2c9768945ec726b96727927e4959348d9de550b"
DIMENSIONS = 384
#: Longer texts are cut: a window of an answer is far shorter.
MOST_TOKENS = 128
#: Texts of about the same length run together, so that little is spent on padding.
BATCH = 16
#: Key points are asked for again with every answer.
_REMEMBERED = 4096


class MiniLM:
    """The ``Embedder`` port. The vector of a text does not depend on its batch, nor on the run."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        """Raises InterviewerError for files that are missing or are not the pinned ones."""
        self._tokenizer = Tokenizer.from_str(_pinned(folder / "tokenizer.json", TOKENIZER_SHA256).decode())
        self._tokenizer.enable_truncation(MOST_TOKENS)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            _pinned(folder / "model.onnx", MODEL_SHA256), options, providers=["CPUExecutionProvider"]
        )
        self._known: dict[str, NDArray[np.float32]] = {}

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), 384)."""
        if not texts:
            return np.zeros((0, DIMENSIONS), dtype=np.float32)
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        self._learn([text for text in dict.fromkeys(texts) if text not in self._known])
        return np.stack([self._known[text] for text in texts])

    def _learn(self, texts: Sequence[str]) -> None:
        """Makes the vectors of texts that are not known yet, shortest first."""
        encodings = self._tokenizer.encode_batch(list(texts))
        order = sorted(range(len(texts)), key=lambda at: len(encodings[at].ids))
        for start in range(0, len(order), BATCH):
            rows = order[start : start + BATCH]
            ids = np.zeros((len(rows), len(encodings[rows[-1]].ids)), dtype=np.int64)
            mask = np.zeros_like(ids)
            for row, at in enumerate(rows):
                ids[row, : len(encodings[at].ids)] = encodings[at].ids
                mask[row, : len(encodings[at].ids)] = 1
            found = self._session.run(None, {"ids": ids, "mask": mask})[0]
            for row, at in enumerate(rows):
                # the last bits of a sum depend on the shape of the batch: no verdict may
                self._known[texts[at]] = np.round(found[row], 5)


def _pinned(file: Path, sha256: str) -> bytes:
    try:
        content = file.read_bytes()
    except OSError as fault:
        raise InterviewerError(
            f"The sentence model is missing: {file} ({fault.strerror}).", fix="Install the app again."
        ) from fault
    if hashlib.sha256(content).hexdigest() != sha256:
        raise InterviewerError(
            f"{file} is not the file that came with the app; it is not used.", fix="Install the app again."
        )
    return content
