"""Which way words are meant: negation in its reach, opposites, comparisons."""

from __future__ import annotations

import pytest

from interviewer.interview.judging.clause import clauses_of
from interviewer.interview.judging.glossary import Glossary
from interviewer.interview.judging.polarity import signed_of
from interviewer.interview.judging.wording import tokens_of_text


def signs(text: str) -> dict[str, int]:
    tokens = Glossary().read(tokens_of_text(text))
    return {one.concept: one.sign for one in signed_of(tokens, clauses_of(tokens))}


@pytest.mark.parametrize(
    ("text", "concept", "sign"),
    [
        ("we have a control table", "tabl", 1),
        ("we don't have a control table", "tabl", -1),
        ("there is no control table", "tabl", -1),
        ("we stay away from data flows", "flow", -1),
        ("we insert a row instead of a deployment", "deploy", -1),
        ("we insert a row instead of a deployment", "row", 1),
        ("job clusters are cheaper than interactive ones", "interact", -1),
        ("passthrough is not used", "passthrough", -1),
        ("not only terraform", "terraform", 1),
        ("never fewer than two nodes", "node", 1),
        ("it is easy to debug", "=easy", 1),
        ("it is harder to debug", "=easy", -1),
        ("it is not hard to debug", "=easy", 1),
        ("we turn the cache off", "cach", -1),
        ("we work off the backlog", "backlog", 1),
        ("a file turns up and you kick off a pipeline", "pipelin", 1),
        ("this prevents a rewrite", "rewrit", -1),
    ],
)
def test_signs(text: str, concept: str, sign: int) -> None:
    assert signs(text)[concept] == sign


def test_a_negation_ends_with_its_clause() -> None:
    found = signs("we do not copy production data but we do use synthetic data sets")
    assert found["product"] == -1
    assert found["synthet"] == 1


def test_clauses_of_speech_without_punctuation() -> None:
    tokens = tokens_of_text(
        "we keep all the secrets in the vault and the pipelines read them from there because that is safer"
    )
    cut = [" ".join(token.text for token in tokens[c.start : c.end]) for c in clauses_of(tokens)]
    assert cut == [
        "we keep all the secrets in the vault",
        "and the pipelines read them from there",
        "because that is safer",
    ]


@pytest.mark.parametrize(
    ("text", "vault", "queue"),
    [
        ("it is not true that we use a vault", -1, None),
        ("it is not true that we use a vault. we use a queue", -1, 1),
        ("it is not true that we use a vault but we use a queue", -1, 1),
    ],
)
def test_a_sentence_that_is_denied_is_denied_up_to_its_end(text: str, vault: int, queue: int | None) -> None:
    found = signs(text)
    assert (found["vault"], found.get("queue")) == (vault, queue)
