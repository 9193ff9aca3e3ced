"""The judgement on real vectors: what changes a verdict, and what must not."""

from __future__ import annotations

import dataclasses
import json
import random
import time

import pytest
from golden import FOLDER, model

from interviewer import paths
from interviewer.interview.coverage import Coverage, Finding, GroundKind, Verdict
from interviewer.interview.judging.judgement import Judgement, judge
from interviewer.interview.question import KeyPoint, PointId, Rubric
from interviewer.interview.transcript import Transcript, Word
from interviewer.models.embedding import MiniLM

pytestmark = pytest.mark.model
QUESTION = "How do you manage secrets, service principals, and credential passthrough?"
POINTS = (
    "Hardcoded credentials are a firing offense.",
    "Azure Key Vault (AKV): All secrets live here.",
    "Databricks Secret Scopes: We create Key Vault-backed secret scopes.",
    "Service Principals: Pipelines run as Service Principals, not users.",
)
VAULT = "all of our secrets live in azure key vault"
SCOPES = "in databricks we create secret scopes that are backed by the key vault"
PRINCIPALS = "the pipelines run as service principals and not as users"
UNRELATED = "for lunch i usually have a sandwich with cheese and some tomato soup"


def judged(answer: str | Transcript, points: tuple[str, ...] = POINTS, question: str = QUESTION) -> Judgement:
    rubric = Rubric(tuple(KeyPoint(PointId(f"k{at}"), text) for at, text in enumerate(points)))
    transcript = answer if isinstance(answer, Transcript) else Transcript.typed(answer)
    return judge(rubric, transcript, question=question, embedder=model())


def verdicts(answer: str | Transcript) -> list[Verdict]:
    return [one.verdict for one in judged(answer).coverage.points]


def score(answer: str) -> float:
    found = judged(answer).coverage.score
    assert found is not None
    return found


ANSWER = f"so {VAULT}. {SCOPES}. {PRINCIPALS}."


def test_what_was_said_is_covered_and_nothing_else() -> None:
    assert verdicts(ANSWER) == [Verdict.MISSED, Verdict.COVERED, Verdict.COVERED, Verdict.COVERED]


def test_the_evidence_is_a_short_stretch_of_whole_words() -> None:
    words = ANSWER.split()
    for one in judged(ANSWER).coverage.points[1:]:
        (evidence,) = one.evidence
        assert evidence.quote == " ".join(words[evidence.first_word : evidence.last_word + 1])
        assert len(evidence.quote.split()) <= 16
        assert evidence.start_s is None
    assert "key vault" in judged(ANSWER).coverage.points[1].evidence[0].quote


def test_the_evidence_has_the_times_of_its_words() -> None:
    words = [Word(word, 0.4 * at, 0.4 * at + 0.3, 0.9) for at, word in enumerate(ANSWER.split())]
    for one in judged(Transcript.of_words(words)).coverage.points[1:]:
        for evidence in one.evidence:
            assert evidence.start_s == words[evidence.first_word].start_s
            assert evidence.end_s == words[evidence.last_word].end_s


def test_a_verdict_can_be_explained_from_its_parts() -> None:
    point = judged(ANSWER).coverage.points[1]
    assert point.figures["meaning"] > 0.5
    kinds = {one.kind: one for one in point.grounds}
    assert "Azure Key Vault" in kinds[GroundKind.WORDS].said
    assert kinds[GroundKind.MEANING].finding is Finding.NEAR
    assert kinds[GroundKind.ENTAILMENT].finding is Finding.FOLLOWS
    assert point.reason
    assert 0 < point.confidence <= 1


def test_the_same_input_gives_the_same_judgement() -> None:
    first = judged(ANSWER)
    again = judge(
        Rubric(tuple(one.point for one in first.coverage.points)),
        Transcript.typed(ANSWER),
        question=QUESTION,
        embedder=MiniLM(paths.assets() / "minilm"),
    )
    assert again == first


# What must not matter


@pytest.mark.parametrize("where", ["before", "after"])
def test_an_unrelated_sentence_takes_nothing_away(where: str) -> None:
    longer = f"{UNRELATED}. {ANSWER}" if where == "before" else f"{ANSWER} {UNRELATED}."
    assert verdicts(longer) == verdicts(ANSWER)


def test_a_true_sentence_never_lowers_the_score() -> None:
    said = ""
    scores = [0.0]
    for sentence in (VAULT, SCOPES, PRINCIPALS, "anybody who hardcodes credentials gets fired"):
        said += f" {sentence}."
        scores.append(score(said))
    assert scores == sorted(scores)
    assert scores[-1] > 0.8


def test_order_does_not_matter() -> None:
    sentences = [VAULT, SCOPES, PRINCIPALS, UNRELATED]
    seen = set()
    for seed in range(4):
        random.Random(seed).shuffle(sentences)
        seen.add(tuple(verdicts(". ".join(sentences) + ".")))
    assert len(seen) == 1


@pytest.mark.parametrize(
    "other",
    [
        ANSWER.upper(),
        ANSWER.replace(".", ""),
        ANSWER.replace("so ", "um so uh ").replace(" and ", " um and uh "),
        ANSWER.replace("databricks", "data bricks").replace("azure key vault", "a k v"),
    ],
    ids=["case", "punctuation", "fillers", "recognition"],
)
def test_form_does_not_matter(other: str) -> None:
    assert verdicts(other) == verdicts(ANSWER)


@pytest.mark.parametrize(
    ("at", "left"),
    [(1, [PRINCIPALS, UNRELATED]), (2, [VAULT, PRINCIPALS]), (3, [VAULT, SCOPES])],
    ids=["vault", "scopes", "principals"],
)
def test_without_its_evidence_a_point_is_lost(at: int, left: list[str]) -> None:
    assert verdicts(ANSWER)[at] is Verdict.COVERED
    assert verdicts(". ".join(left) + ".")[at] is not Verdict.COVERED


@pytest.mark.parametrize(
    ("at", "denied"),
    [
        (1, "none of our secrets live in azure key vault"),
        (1, "our secrets do not live in azure key vault"),
        (2, "in databricks we never create secret scopes that are backed by the key vault"),
        (3, "the pipelines run as users and not as service principals"),
        (3, "the pipelines do not run as service principals"),
    ],
)
def test_denied_evidence_never_leaves_a_point_covered(at: int, denied: str) -> None:
    found = judged(denied).coverage.points[at]
    assert found.verdict is not Verdict.COVERED
    if found.verdict is Verdict.CONTRADICTED:
        assert found.evidence
        assert "opposite" in found.reason


ALERTS = (
    "Routing: Warning alerts go to a Slack channel (#data-alerts-warning).",
    "Routing: Critical alerts page the engineer on call.",
)


@pytest.mark.parametrize("denial", ["it is wrong that", "I do not think that", "it is untrue that"])
def test_under_a_denial_of_the_whole_sentence_no_point_is_covered(denial: str) -> None:
    said = f"well {denial} warnings just go to slack and the serious ones go to pager duty"
    found = judged(said, ALERTS, "How do you route alerts?").coverage.points[0]
    assert found.verdict is Verdict.CONTRADICTED
    assert found.evidence[0].quote.startswith(f"well {denial} warnings")


def test_a_denial_in_the_very_words_of_the_point_is_no_half_agreement() -> None:
    said = "it is wrong that all the warning alerts go to a slack channel"
    points = ("All warning alerts go to a Slack channel.",)
    (found,) = judged(said, points, "How do you route alerts?").coverage.points
    assert found.verdict is Verdict.CONTRADICTED
    assert found.evidence[0].quote == said


def test_of_a_denial_and_the_same_said_plainly_it_is_the_plain_one_that_counts() -> None:
    found = judged(f"I do not believe that {VAULT}. but {VAULT}").coverage.points[1]
    assert found.verdict is Verdict.COVERED
    assert "believe" not in found.evidence[0].quote


BUILD = "Failed linting fails the build. Unit tests run with pytest."


def test_of_a_point_of_which_a_part_was_said_the_other_part_is_named() -> None:
    said = "there are pytest unit tests that run for all of our libraries, and somebody has to approve"
    found = judged(said, (BUILD,), "How do you build?").coverage.points[0]
    assert found.verdict is Verdict.PARTIAL
    assert found.reason == "You said part of this; what is missing: Failed linting fails the build."


def test_claims_that_were_said_in_one_breath_are_proven_by_one_quote() -> None:
    said = "we keep the backups for thirty days and test them every month so that we know that they work"
    points = ("Backups are kept for thirty days. Backups are tested every month.",)
    (evidence,) = judged(said, points, "What about backups?").coverage.points[0].evidence
    assert evidence.quote == "we keep the backups for thirty days and test them every month"


def test_a_point_that_is_nothing_but_an_example_is_judged_by_it() -> None:
    points = ("(e.g. Terraform)", "(e.g. a queue)")
    found = judged("we write all of it in terraform so that it can be read", points).coverage.points
    assert [one.verdict for one in found] == [Verdict.COVERED, Verdict.MISSED]


# What earns nothing


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "fine",
        "um, uh",
        "I don't know",
        "sorry, no idea, I can't answer that",
        "😀😀 \x00\x07",
        QUESTION,
        f"so the question is {QUESTION}",
        "key vault secrets service principals secret scopes databricks credentials passthrough catalog",
        "secrets secrets secrets secrets secrets secrets secrets secrets",
        "12 40 7 2019 365",
        "wir benutzen den Key Vault für alle Geheimnisse und die Pipelines sind nicht mit Personen verbunden",
        "все секреты лежат в хранилище ключей",
        "所有的秘密都在密钥保管库中",
    ],
)
def test_what_is_no_answer_is_not_judged(answer: str) -> None:
    found = judged(answer)
    assert found.abstained
    assert {one.verdict for one in found.coverage.points} == {Verdict.MISSED}
    assert not any(one.evidence for one in found.coverage.points)


def test_silence_is_not_judged_whatever_the_words() -> None:
    heard = dataclasses.replace(Transcript.typed(ANSWER), speech=())
    assert judged(heard).abstained


def test_a_list_of_words_inside_an_answer_proves_nothing() -> None:
    listed = (
        "well let me think about that for a moment because it is a good one. key vault secrets live secret "
        "scopes databricks vault backed scopes service principals pipelines users credentials hardcoded "
        "firing offense passthrough unity catalog authentication sql endpoints jobs secrets"
    )
    assert Verdict.COVERED not in verdicts(listed)


def test_the_answer_to_another_question_covers_nothing() -> None:
    lines = [
        json.loads(line)
        for name in ("devset.jsonl", "answers.jsonl")
        for line in (FOLDER / name).read_text("utf-8").splitlines()
    ]
    strong = [line for line in lines if line["style"] == "strong"]
    covered = total = 0
    for at, asked in enumerate(strong):
        points = tuple(point["text"] for point in asked["key_points"])
        for step in (1, 2, 5):
            other = strong[(at + step) % len(strong)]
            found = judged(other["answer"], points, asked["question"]).coverage.points
            covered += sum(one.verdict is Verdict.COVERED for one in found)
            total += len(found)
    assert covered <= 0.02 * total


# Bad input


@pytest.mark.parametrize(
    "points", [(), ("x",), ("…",), ("word " * 300,), tuple(f"point {n}" for n in range(100))]
)
def test_any_rubric_is_judged(points: tuple[str, ...]) -> None:
    found = judged(ANSWER, points).coverage
    assert len(found.points) == len(points)
    assert (found.score is None) is (not points)


def test_fifty_thousand_words() -> None:
    start_s = time.process_time()
    found: Coverage = judged(Transcript.typed(f"{ANSWER} {UNRELATED}. " * 1200)).coverage
    assert [one.verdict for one in found.points][1:] == [Verdict.COVERED] * 3
    assert time.process_time() - start_s < 60
