"""What judging needs of a sentence model; apart from ``ports``, which knows attempts and so feedback."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Embedder(Protocol):
    """Turns sentences into vectors of meaning."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), dimensions)."""
        ...


class Relation(IntEnum):
    """How a claim stands to what was said: it follows in full, or in part, is left open, or is denied."""

    FOLLOWS = 0
    PARTLY = 1
    OPEN = 2
    DENIED = 3


@runtime_checkable
class Entailment(Protocol):
    """Tells whether one text follows from another. An embedder may be able to do this as well."""

    def entail(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """For each (said, claim) the chances of each ``Relation``, in its order: (len(pairs), 4)."""
        ...


@runtime_checkable
class EverydayWords(Protocol):
    """Knows the words of everyday language. An embedder may be able to do this as well."""

    def is_common(self, word: str) -> bool:
        """Whether a word, in small letters, is one of everyday language and no term of a trade."""
        ...


@runtime_checkable
class StorySense(Protocol):
    """Hears what part of a story a sentence is. An embedder may be able to do this as well."""

    def story_parts(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """The chances of each ``StarPart`` in order, and last that it is no part of a story: (n, 6)."""
        ...
