"""Sentences as vectors of meaning, whether one follows from another, and what part of a story it is: MiniLM.

The files are made by ``packaging/export_minilm.py``, ``packaging/export_entailment.py`` and
``benchmarks/stories.py --fit``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from interviewer import pinned
from interviewer.sentence import Sentence

#: What ``packaging/export_minilm.py`` prints.
MODEL_SHA256 = "775a819d3d9a09785c052aa5dd49e7ae3b443ab9d6dcdd966ca859070d82c965"
TOKENIZER_SHA256 = "5fd1c882abbd30517dced455a2c9768945ec726b96727927e4959348d9de550b"
ENTAILMENT_SHA256 = "bb72836e2b2c25b21d99bd849af358f3e485b7986df7eada848d0fc1698d78e3"
STORY_SHA256 = "3845bcb7724f994644aec723cab0e88bdc567ca3dcd22359a426842d2b3ac796"
_WHAT = Sentence("The sentence model")
DIMENSIONS, CLASSES = 384, 4
#: Longer texts are cut: a window of an answer is far shorter.
MOST_TOKENS = 128
#: Texts of about the same length run together, so that little is spent on padding.
BATCH = 4
#: Key points are asked for again with every answer.
_REMEMBERED = 4096


class MiniLM:
    """The ``Embedder``, ``Entailment``, ``EverydayWords`` and ``StorySense`` ports.

    What is said of a text depends on no batch and no run.
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        """Raises InterviewerError for files that are missing or are not the pinned ones."""
        self._tokenizer = Tokenizer.from_file(
            str(pinned.checked(folder / "tokenizer.json", TOKENIZER_SHA256, what=_WHAT))
        )
        self._tokenizer.enable_truncation(MOST_TOKENS)
        self._vectors = _session(pinned.checked(folder / "model.onnx", MODEL_SHA256, what=_WHAT), threads)
        self._chances = _session(
            pinned.checked(folder / "entailment.onnx", ENTAILMENT_SHA256, what=_WHAT), threads
        )
        story = pinned.checked(folder / "story.npy", STORY_SHA256, what=_WHAT)
        self._story: NDArray[np.float32] = np.load(story, allow_pickle=False)
        #: the vectors that are remembered, by their texts; clear it, and they are made anew
        self.known: dict[str, NDArray[np.float32]] = {}

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), 384)."""
        if not texts:
            return np.zeros((0, DIMENSIONS), dtype=np.float32)
        if len(self.known) > _REMEMBERED:
            self.known.clear()
        self._learn([text for text in dict.fromkeys(texts) if text not in self.known])
        return np.stack([self.known[text] for text in texts])

    def _learn(self, texts: Sequence[str]) -> None:
        """Makes the vectors of texts that are not known yet."""
        for rows, inputs in _batches(self._tokenizer.encode_batch(list(texts))):
            del inputs["types"]
            found = self._vectors.run(None, inputs)[0]
            for row, at in enumerate(rows):
                # the last bits of a sum depend on the shape of the batch: no verdict may
                self.known[texts[at]] = np.round(found[row], 5)

    def entail(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """For each (said, claim) the chances of each ``Relation``: (len(pairs), 4)."""
        chances = np.zeros((len(pairs), CLASSES), dtype=np.float32)
        # the model was trained with the claim first
        encodings = self._tokenizer.encode_batch([(claim, said) for said, claim in pairs])
        for rows, inputs in _batches(encodings):
            chances[rows] = np.round(self._chances.run(None, inputs)[0], 4)
        return chances

    def is_common(self, word: str) -> bool:
        """Whether the word is in the model's vocabulary as a whole: those are the 30,000 most frequent."""
        return self._tokenizer.token_to_id(word) is not None

    def story_parts(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """The chances of each part of a story, and last that it is none: (len(sentences), 6)."""
        return story_chances(self.embed(sentences), self._story)


def story_chances(vectors: NDArray[np.float32], weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """The chances that the weights of ``story.npy`` give to each vector: (len(vectors), 6)."""
    powers = np.exp(vectors @ weights[:-1] + weights[-1])
    chances: NDArray[np.float32] = np.round(powers / powers.sum(axis=1, keepdims=True), 4)
    return chances


def _session(file: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # by its path: what is read here first is held twice
    return onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])


def _batches(encodings: Sequence[Encoding]) -> Iterator[tuple[list[int], dict[str, NDArray[np.int64]]]]:
    """The places of some texts of about one length, and their padded inputs; the shortest first."""
    order = sorted(range(len(encodings)), key=lambda at: len(encodings[at].ids))
    for start in range(0, len(order), BATCH):
        rows = order[start : start + BATCH]
        shape = (len(rows), len(encodings[rows[-1]].ids))
        inputs = {name: np.zeros(shape, dtype=np.int64) for name in ("ids", "mask", "types")}
        for row, at in enumerate(rows):
            length = len(encodings[at].ids)
            inputs["ids"][row, :length] = encodings[at].ids
            inputs["mask"][row, :length] = 1
            inputs["types"][row, :length] = encodings[at].type_ids
        yield rows, inputs
