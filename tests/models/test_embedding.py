"""The sentence model: it means something, repeats exactly, and refuses files that are not its own."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import numpy as np
import pytest

from interviewer import paths
from interviewer.errors import InterviewerError
from interviewer.interview.judging.meaning import Relation
from interviewer.models.embedding import DIMENSIONS, MiniLM

FOLDER = paths.assets() / "minilm"
pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def minilm() -> MiniLM:
    return MiniLM(FOLDER)


def test_vectors_have_length_one(minilm: MiniLM) -> None:
    vectors = minilm.embed(["all secrets live in key vault", "", "…", "a" * 5000, "многие слова " * 200])
    assert vectors.shape == (5, DIMENSIONS)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(5), abs=1e-3)


def test_a_paraphrase_is_nearer_than_another_subject(minilm: MiniLM) -> None:
    said, same, other = minilm.embed(
        [
            "nobody is allowed to put a password in code",
            "hardcoded credentials are forbidden",
            "the billing report is late",
        ]
    )
    assert said @ same > said @ other + 0.3


def test_no_texts(minilm: MiniLM) -> None:
    assert minilm.embed([]).shape == (0, DIMENSIONS)


def test_a_vector_does_not_depend_on_its_batch() -> None:
    text = "job clusters are cheaper than all purpose clusters"
    alone = MiniLM(FOLDER).embed([text])[0]
    among = MiniLM(FOLDER).embed(["x", text, "a much longer neighbour " * 20, "and one more", text])
    assert np.abs(among[1] - alone).max() <= 1e-5
    assert (among[1] == among[4]).all()


def test_what_follows_and_what_is_denied(minilm: MiniLM) -> None:
    claim = "secrets live in key vault"
    said = ["all our secrets live in key vault", "we never keep secrets in key vault", "the report is late"]
    chances = minilm.entail([(one, claim) for one in said])
    assert chances.sum(axis=1) == pytest.approx(np.ones(3), abs=1e-3)
    assert list(chances.argmax(axis=1)) == [Relation.FOLLOWS, Relation.DENIED, Relation.OPEN]
    assert minilm.entail([]).shape == (0, 4)


def test_a_pair_does_not_depend_on_its_batch(minilm: MiniLM) -> None:
    pair = ("job clusters are cheap", "job clusters cost less")
    alone = minilm.entail([pair])[0]
    among = minilm.entail([("a", "b"), pair, ("a much longer neighbour " * 15, "and its claim")])[1]
    assert np.abs(among - alone).max() <= 1e-4


@pytest.mark.fault(
    "the sentence model is damaged or missing",
    sees="which file, and how to mend it",
    kept="every take and attempt",
)
def test_damaged_or_missing_files_are_refused(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "minilm")
    model = tmp_path / "minilm" / "model.onnx"
    content = bytearray(model.read_bytes())
    content[1000] ^= 1
    model.write_bytes(content)
    with pytest.raises(InterviewerError, match="not the file that came with the app"):
        MiniLM(tmp_path / "minilm")
    model.unlink()
    with pytest.raises(InterviewerError, match="missing"):
        MiniLM(tmp_path / "minilm")


def test_loads_fast() -> None:
    start_s = time.process_time()
    MiniLM(FOLDER)
    assert time.process_time() - start_s < 1.0
