"""Records in bulk: the keys of the contract, and a clear word about a record of another form."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from interviewer.errors import InputError
from interviewer.interview.judging.comparison import compare


class Letters:
    """An embedder that counts letters: alike texts are alike."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), 128), dtype=np.float32)
        for row, text in enumerate(texts):
            for char in text or " ":
                vectors[row, ord(char) % 128] += 1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


RECORD: dict[str, Any] = {
    "question": "Where do secrets live?",
    "key_points": [
        {"id": "k1", "text": "All secrets live in Azure Key Vault.", "label": "Vault", "weight": 3},
        {"id": "k2", "text": "Pipelines run as service principals.", "terms": ["service principal"],
         "accept": {"service principal": ["robot account"]}, "part": "action"},
    ],
    "answer": "well all of our secrets live in azure key vault and in no other place at all",
}  # fmt: skip


def test_the_keys_of_the_contract() -> None:
    found = compare(RECORD, embedder=Letters())
    assert found["labels"].keys() == found["evidence"].keys() == found["reasons"].keys() == {"k1", "k2"}
    assert set(found["labels"].values()) <= {"covered", "partial", "missed", "contradicted"}
    assert [ground["kind"] for ground in found["grounds"]["k1"]] == ["words", "meaning", "direction"]
    assert json.loads(json.dumps(found))["grounds"]["k1"][1] == {
        **{"kind": "meaning", "finding": "near", "said": [], "missing": []},
        "figure": found["grounds"]["k1"][1]["figure"],
    }
    assert all(quote in RECORD["answer"] for quotes in found["evidence"].values() for quote in quotes)


def test_an_empty_answer_and_an_empty_rubric() -> None:
    assert compare({**RECORD, "answer": ""}, embedder=Letters())["labels"] == {"k1": "missed", "k2": "missed"}
    assert compare({**RECORD, "key_points": []}, embedder=Letters())["labels"] == {}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"answer": None}, "answer"),
        ({"answer": 3}, "answer"),
        ({"key_points": None}, "key_points"),
        ({"key_points": ["k1"]}, "key point 1"),
        ({"key_points": [{"id": "k1"}]}, "text"),
        ({"key_points": [{"id": "k1", "text": "a", "weight": -1}]}, "weight"),
        ({"key_points": [{"id": "k1", "text": "a", "weight": True}]}, "weight"),
        ({"key_points": [{"id": "k1", "text": "a", "part": "middle"}]}, "part"),
        ({"key_points": [{"id": "k1", "text": "a", "terms": "a"}]}, "terms"),
        ({"key_points": [{"id": "k1", "text": "a", "accept": []}]}, "accept"),
        ({"key_points": [{"id": "k1", "text": "a"}, {"id": "k1", "text": "b"}]}, "k1"),
    ],
)
def test_a_record_of_another_form_is_named(change: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError) as caught:
        compare({**RECORD, **change}, embedder=Letters(), where="answers.jsonl:7")
    assert str(caught.value).startswith("answers.jsonl:7: ")
    assert message in str(caught.value)
    assert caught.value.fix


def test_no_record_at_all() -> None:
    with pytest.raises(InputError, match="not a JSON object"):
        compare([1, 2], embedder=Letters())
