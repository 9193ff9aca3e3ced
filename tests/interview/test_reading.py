"""An answer as it is compared: its passages and their vectors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from interviewer.interview.judging.glossary import Glossary
from interviewer.interview.judging.reading import Reading
from interviewer.interview.transcript import Transcript


class Lengths:
    """A sentence model to which texts of one length mean the same."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        turned = np.array([len(text.split()) for text in texts], dtype=np.float32)
        return np.stack([np.cos(turned), np.sin(turned)], axis=1)


def reading(answer: str) -> Reading:
    return Reading(Transcript.typed(answer).words, glossary=Glossary())


def test_no_words_have_no_vectors() -> None:
    assert reading("").vectors(Lengths()).shape == (0, 2)


def test_a_longer_passage_is_the_mean_of_its_clauses_by_their_lengths() -> None:
    said = reading("We keep the secrets in a vault. Nobody reads them.")
    first, second, both = said.vectors(Lengths())
    joined = 7 * first + 3 * second
    assert both == pytest.approx(joined / np.linalg.norm(joined), abs=1e-6)
