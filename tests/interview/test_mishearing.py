"""What a speech model makes of a question's terms is understood, seen, and never goes too far."""

from __future__ import annotations

from functools import cache

import pytest
from golden import model

from interviewer.interview.coverage import Repair, Verdict
from interviewer.interview.judging.glossary import Glossary
from interviewer.interview.judging.judgement import Judgement, judge
from interviewer.interview.judging.wording import tokens_of_text
from interviewer.interview.question import KeyPoint, PointId, Rubric
from interviewer.interview.transcript import Transcript

pytestmark = pytest.mark.model
QUESTION = "Which tools do you use on the platform?"
ABOUT = (
    "ADF and Databricks: orchestration with notebooks on Kubernetes.",
    "SCIM, AKS, MLflow, KEDA, DBUs and Terraform; Postgres beside Snowflake and MySQL.",
    "Grafana and Prometheus for monitoring, Azure Key Vault for secrets, a catalog for every dataset.",
    "It is notable and encrypted; checks are stateless; the input is validated without exception.",
)


@cache
def known() -> Glossary:
    return Glossary(is_common=model().is_common).for_question([QUESTION, *ABOUT])


def understood(said: str) -> list[str]:
    """The terms that were put in place of something else."""
    return [token.text for token in known().read(tokens_of_text(said)) if token.repaired]


@pytest.mark.parametrize(
    ("said", "terms"),
    [
        ("we run it with a d f", ["adf"]),
        ("the d b us are what you pay for", ["dbu"]),
        ("we use data bricks", ["databricks"]),
        ("tables in snow flake", ["snowflake"]),
        ("we keep it in my sequel", ["mysql"]),
        ("users come in by skim", ["scim"]),
        ("it scales with cada", ["keda"]),
        ("containers on cubernetes", ["aks"]),
        ("containers on kuber nettis", ["aks"]),
        ("we wrote it in terraforum", ["terraform"]),
        ("dashboards in graphana with promithius", ["grafana", "prometheus"]),
        ("a postgress database", ["postgres"]),
        ("keys in asure", ["azure"]),
        ("we track it in m l flow", ["mlflow"]),
    ],
)
def test_a_term_is_recognised_in_what_was_written(said: str, terms: list[str]) -> None:
    assert understood(said) == terms


@pytest.mark.parametrize(
    "said",
    [
        "it was my fault and not the vault of anybody",
        "the cattle log of a farm",
        "we are not able to do it, and it is no table",
        "the coast is clear, so the cost is fine",
        "we terraformed a planet",
        "encryption and decryption, unencrypted",
        "stateful checks",
        "a secret is sacred",
        "the notebook is not a book",
        "with out exception we go in to put it right",
        "I am in a car, they see a dog, you use ice",
        "data is brick by brick",
        "the key to the vault",
        "kay dah said so",
        "the mon itter of the class",
        "we use Databricks, ADF and SCIM with KEDA on AKS",
    ],
)
def test_words_that_only_look_like_a_term_stay_what_they_are(said: str) -> None:
    assert understood(said) == []


def test_only_the_terms_of_the_question_are_heard() -> None:
    elsewhere = Glossary(is_common=model().is_common).for_question(["How do you bake bread?"])
    for said in ("users come in by skim", "containers on cubernetes", "tables in snow flake"):
        assert not any(token.repaired for token in elsewhere.read(tokens_of_text(said)))


@pytest.mark.parametrize("said", ["no sequel", "not able", "with out", "no table", "not a book"])
def test_nothing_is_joined_across_a_negation(said: str) -> None:
    about = ["NoSQL is notable. Without it we have a notable notebook, a notary and nothing."]
    glossary = Glossary(is_common=model().is_common).for_question(about)
    read = glossary.read(tokens_of_text(said))
    assert not any(token.repaired for token in read)
    assert len(read) == len(said.split())


def test_without_a_lexicon_nothing_is_repaired_by_its_sound() -> None:
    glossary = Glossary().for_question([QUESTION, *ABOUT])
    assert not any(token.repaired for token in glossary.read(tokens_of_text("containers on cubernetes")))


def test_a_term_of_several_words_is_no_repair() -> None:
    about = ["A one-page handover sheet is kept."]
    glossary = Glossary().for_question(about, {"handover sheet": ["one page", "hand over sheet"]})
    (token,) = glossary.read(tokens_of_text("handover sheet"))
    assert token.text == "handoversheet"
    assert not token.repaired


def judged(said: str) -> Judgement:
    points = ("Kubernetes: the services run in containers on Kubernetes.",)
    rubric = Rubric(tuple(KeyPoint(PointId(f"k{at}"), text) for at, text in enumerate(points)))
    return judge(rubric, Transcript.typed(said), question="Where do they run?", embedder=model())


def test_the_person_sees_what_was_understood() -> None:
    found = judged("Well, all of our services run in containers on cuber netties, that is what we chose.")
    assert found.coverage.points[0].verdict is Verdict.COVERED
    assert found.coverage.repairs == (Repair("cuber netties", "Kubernetes", 9, 10),)


def test_what_was_written_right_is_no_repair() -> None:
    found = judged("Well, all of our services run in containers on Kubernetes, that is what we chose.")
    assert found.coverage.repairs == ()


def test_what_was_written_as_the_question_writes_it_is_no_repair() -> None:
    rubric = Rubric((KeyPoint(PointId("k"), "A D F: all of the pipelines are built in A D F."),))
    said = Transcript.typed("All of our pipelines are built in a d f, and that is what we chose.")
    found = judge(rubric, said, question="Where do you build them?", embedder=model())
    assert found.coverage.points[0].verdict is Verdict.COVERED
    assert found.coverage.repairs == ()
