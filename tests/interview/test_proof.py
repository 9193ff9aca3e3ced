"""The proof of a verdict, on all labelled answers: short, whole words, playable, never the whole answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from statistics import median

import golden
import pytest

from interviewer.interview.coverage import Evidence, PointVerdict, Verdict
from interviewer.interview.judging.judgement import examine, read
from interviewer.interview.judging.proof import proof_of
from interviewer.interview.question import KeyPoint, PointId, Rubric
from interviewer.interview.transcript import Transcript

pytestmark = pytest.mark.model
#: An answer of a sentence has nothing to leave out.
_A_SENTENCE = 12


def proofs() -> Iterator[tuple[golden.Answer, PointVerdict, Evidence]]:
    for answer in golden.answers():
        for judged in golden.verdicts(answer):
            for proof in judged.evidence:
                yield answer, judged, proof


def test_what_earns_or_loses_something_is_proven_and_what_is_missed_is_not() -> None:
    for answer in golden.answers():
        for judged in golden.verdicts(answer):
            assert bool(judged.evidence) is (judged.verdict is not Verdict.MISSED), answer.name


def test_a_proof_is_whole_words_with_their_times() -> None:
    for answer, _, proof in proofs():
        words = golden.spoken(answer.said).words[proof.first_word : proof.last_word + 1]
        assert proof.quote == " ".join(word.text for word in words)
        assert proof.start_s == words[0].start_s
        assert proof.end_s == words[-1].end_s


def test_proofs_of_a_point_do_not_overlap() -> None:
    for answer in golden.answers():
        for judged in golden.verdicts(answer):
            edges = [edge for one in judged.evidence for edge in (one.first_word, one.last_word)]
            assert edges == sorted(edges), answer.name


def test_no_point_is_proven_by_the_whole_answer() -> None:
    for answer in golden.answers():
        for judged in golden.verdicts(answer):
            shown = sum(one.last_word + 1 - one.first_word for one in judged.evidence)
            assert shown < len(answer.said) or len(answer.said) <= _A_SENTENCE, answer.name


def test_a_proof_is_a_stretch_and_not_a_speech() -> None:
    lengths = [proof.last_word + 1 - proof.first_word for _, _, proof in proofs()]
    shares = [(proof.last_word + 1 - proof.first_word) / len(answer.said) for answer, _, proof in proofs()]
    assert median(lengths) <= 16
    assert max(lengths) <= 60
    assert median(shares) <= 0.25


def test_a_denial_is_shown_with_its_negation() -> None:
    said = "so in our team we never create secret scopes in databricks that are backed by the key vault"
    answer = golden.Answer(
        "denied",
        "contradictory",
        "How do you keep secrets?",
        ("Databricks Secret Scopes: We create Key Vault-backed secret scopes.",),
        tuple(said.split()),
    )
    (judged,) = golden.verdicts(answer)
    assert judged.verdict is Verdict.CONTRADICTED
    assert "never create secret scopes" in judged.evidence[0].quote


@pytest.mark.parametrize("sure", [True, False], ids=["by the entailment model", "by the signs"])
def test_of_a_point_of_two_claims_the_one_that_fits_is_shown_as_denied(sure: bool) -> None:
    said = "every warning calls someone at three at night so slack stays empty."
    rubric = Rubric(
        (KeyPoint(PointId("k"), "Warnings wait in Slack until the morning. Everybody is happy."),)
    )
    transcript = Transcript.typed(f"{said} and that is not it.")
    known, answer, asked = read(rubric, transcript, question="How do you route alerts?")
    (found,) = examine(rubric, answer, asked, known, golden.model())
    if not sure:
        found = replace(found, denying=None)
    (proof,) = proof_of(Verdict.CONTRADICTED, found, (False, False), answer)
    assert proof.quote == said


def test_a_point_of_two_claims_that_was_said_shows_both_though_one_was_told_in_other_words() -> None:
    (answer,) = (one for one in golden.answers() if one.name == "devset 1.2 strong")
    (functions,) = (one for one in golden.verdicts(answer) if one.point.text.startswith("Azure Functions"))
    assert functions.verdict is Verdict.COVERED
    event, long_work = (proof.quote for proof in functions.evidence)
    assert "a file turns up" in event
    assert "longer than five or ten minutes" in long_work
