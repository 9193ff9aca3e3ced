"""The list of models is complete and can be verified."""

from __future__ import annotations

import re

import pytest

from interviewer.errors import InputError
from interviewer.models.catalogue import MODELS, Model, model


@pytest.mark.parametrize("one", MODELS, ids=lambda one: one.name)
def test_every_file_of_every_model_has_a_size_and_a_hash(one: Model) -> None:
    assert one.files
    assert one.licence
    for file in one.files:
        assert file.size_bytes > 0
        assert re.fullmatch(r"[0-9a-f]{64}", file.sha256)


@pytest.mark.parametrize("one", MODELS, ids=lambda one: one.name)
def test_every_model_comes_from_somewhere(one: Model) -> None:
    assert one.packaged or re.fullmatch(r"[0-9a-f]{40}", one.revision)


@pytest.mark.parametrize("one", MODELS, ids=lambda one: one.name)
def test_a_speech_model_has_what_the_engine_opens(one: Model) -> None:
    names = {file.name for file in one.files}
    assert {"model.bin", "config.json", "tokenizer.json"} <= names
    assert names & {"vocabulary.txt", "vocabulary.json"}


def test_an_unknown_name_lists_the_nearest() -> None:
    with pytest.raises(InputError) as refused:
        model("small-en")
    assert "small.en" in refused.value.fix


def test_a_name_like_no_other_lists_them_all() -> None:
    with pytest.raises(InputError) as refused:
        model("??")
    assert "tiny.en" in refused.value.fix
    assert "large-v3-turbo" in refused.value.fix
