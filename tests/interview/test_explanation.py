"""Why a verdict is so: which grounds are named, with which values, and which of them comes first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from interviewer.interview.coverage import Evidence, Finding, Ground, GroundKind, PointVerdict, Verdict
from interviewer.interview.judging.explanation import grounds_of
from interviewer.interview.judging.judgement import doubt, examine, read
from interviewer.interview.question import KeyPoint, PointId, Rubric
from interviewer.interview.transcript import Transcript

BUDGETS = "Budget alerts at 40 percent notify the leads; VACUUM removes stale snapshots."
AROUND = "well that is what we do and so it goes on with all of the other things that we have there"


class Words:
    """An embedder that knows which words a text has."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), 512), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().split() or [""]:
                vectors[row, sum(word.encode()) % 512] += 1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def grounds(
    answer: str,
    point: str = BUDGETS,
    *,
    verdict: Verdict = Verdict.PARTIAL,
    held_back: Finding | None = None,
    said: Sequence[bool] = (),
    figures: Mapping[str, float] | None = None,
    proof: Evidence | None = None,
) -> dict[GroundKind, Ground]:
    """By kind, in their order. ``figures`` stand in place of those that were found."""
    rubric = Rubric((KeyPoint(PointId("k"), point),))
    known, heard, asked = read(rubric, Transcript.typed(f"{answer}. {AROUND}."), question="How is it done?")
    (found,) = examine(rubric, heard, asked, known, Words())
    judged = PointVerdict(
        rubric.points[0],
        verdict,
        0.7,
        "",
        evidence=(proof,) if proof else (),
        figures={**found.support.named(), **(figures or {})},
    )
    claims = said or [True] * len(found.parts)
    return {one.kind: one for one in grounds_of(judged, found, claims, heard, held_back=held_back)}


def test_each_claim_is_said_or_missing() -> None:
    found = grounds("budget alerts at 40 percent notify the leads", said=(True, False))
    assert found[GroundKind.CLAIMS].said == ("Budget alerts at 40 percent notify the leads",)
    assert found[GroundKind.CLAIMS].missing == ("VACUUM removes stale snapshots",)


def test_one_claim_and_claims_of_which_none_was_said_are_no_ground() -> None:
    assert GroundKind.CLAIMS not in grounds("budget alerts", "Budget alerts notify the leads.")
    assert GroundKind.CLAIMS not in grounds("budget alerts", said=(False, False))


def test_the_words_of_the_point_are_those_heard_near_it_and_the_others() -> None:
    found = grounds(
        "the budget alert goes to our leads", "Budget alerts notify the team's leads: leads first."
    )
    assert found[GroundKind.WORDS].said == ("Budget", "alerts", "leads")
    assert found[GroundKind.WORDS].missing == ("notify", "team", "first")


def test_half_of_a_compound_that_was_heard_is_not_missing() -> None:
    found = grounds("all of it is backed by the vault", "Vault-backed scopes.")
    assert found[GroundKind.WORDS] == Ground(GroundKind.WORDS, said=("Vault-backed",), missing=("scopes",))


def test_a_quantity_is_named_or_named_otherwise_or_not_at_all() -> None:
    point = "Budget alerts at 50%, 75% and 100% notify the leads within 4-6 hours."
    named = grounds("budget alerts notify the leads at half and at three quarters", point)
    assert named[GroundKind.QUANTITIES].said == ("50%", "75%")
    assert named[GroundKind.QUANTITIES].missing == ("100%", "4-6 hours")
    assert GroundKind.OTHER_QUANTITIES not in named  # half is one of the three, and so not a wrong one
    wrong = grounds("budget alerts at 20 percent notify the leads", "Budget alerts at 40% notify the leads.")
    assert wrong[GroundKind.OTHER_QUANTITIES].said == ("20 percent",)
    assert wrong[GroundKind.OTHER_QUANTITIES].missing == ("40%",)
    assert GroundKind.QUANTITIES not in wrong


def test_the_wrong_quantity_that_is_told_stands_where_the_point_was_said() -> None:
    answer, point = (
        "in 3 days budget alerts notify the leads for 9 days",
        "Budget alerts notify the leads in 2 days.",
    )
    proof = Evidence("for 9 days", None, None, 8, 10)
    assert grounds(answer, point)[GroundKind.OTHER_QUANTITIES].said == ("3 days",)
    assert grounds(answer, point, proof=proof)[GroundKind.OTHER_QUANTITIES].said == ("9 days",)


def test_a_point_without_quantities_has_none_to_tell() -> None:
    found = grounds("budget alerts notify the leads at 40 percent", "Budget alerts notify the leads.")
    assert found.keys().isdisjoint({GroundKind.QUANTITIES, GroundKind.OTHER_QUANTITIES})


@pytest.mark.parametrize(
    ("likeness", "finding"), [(0.6, Finding.NEAR), (0.5, Finding.FAIRLY_NEAR), (0.39, Finding.FAR)]
)
def test_how_near_the_meaning_is(likeness: float, finding: Finding) -> None:
    found = grounds("budget alerts", figures={"meaning": likeness})
    assert found[GroundKind.MEANING] == Ground(GroundKind.MEANING, finding, likeness)


def test_a_missed_point_tells_what_came_nearest() -> None:
    found = grounds("the budget is what we watch", verdict=Verdict.MISSED)
    assert found[GroundKind.MEANING].said == ("the budget is what we watch.",)
    assert grounds("the budget is what we watch")[GroundKind.MEANING].said == ()


@pytest.mark.parametrize(
    ("figures", "finding", "figure"),
    [
        ({"follows": 0.8, "denied": 0.1}, Finding.FOLLOWS, 0.8),
        ({"follows": 0.6, "denied": 0.7}, Finding.DENIED, 0.7),
        ({"follows": 0.2, "denied": 0.1}, Finding.OPEN, 0.2),
        ({"follows": 0.2, "partly": 0.6, "denied": 0.1}, Finding.PARTLY, 0.6),
        ({"follows": 0.7, "partly": 0.6, "denied": 0.1}, Finding.FOLLOWS, 0.7),
    ],
)
def test_what_the_entailment_model_makes_of_it(
    figures: dict[str, float], finding: Finding, figure: float
) -> None:
    found = grounds("budget alerts", figures=figures)
    assert found[GroundKind.ENTAILMENT] == Ground(GroundKind.ENTAILMENT, finding, figure)


def test_without_an_answer_of_such_a_model_nothing_is_told_of_it() -> None:
    assert GroundKind.ENTAILMENT not in grounds("budget alerts")
    assert GroundKind.ENTAILMENT not in grounds("budget alerts", figures={"follows": 0.0, "denied": 0.0})


def test_which_way_round_it_was_meant() -> None:
    point = "Alerts are mandatory for the budget of each team."
    same = grounds("alerts are required for the budget of each team", point)[GroundKind.DIRECTION]
    assert (same.finding, same.said) == (Finding.SAME, ())
    turned = grounds("alerts are optional for the budget of each team", point)[GroundKind.DIRECTION]
    assert (turned.finding, turned.said) == (Finding.OPPOSITE, ("mandatory",))
    assert turned.figure is not None
    assert 0 < turned.figure < 1


def test_a_not_that_the_point_does_not_have_is_told_where_it_may_matter() -> None:
    figures = {"turned": 1.0, "agreeing": 0.4, "opposing": 0.0}
    said = "budget alerts notify the leads"
    found = grounds(said, verdict=Verdict.CONTRADICTED, figures=figures)
    assert found[GroundKind.DIRECTION] == Ground(GroundKind.DIRECTION, Finding.NEGATED)
    assert (
        grounds(said, verdict=Verdict.COVERED, figures=figures)[GroundKind.DIRECTION].finding is Finding.SAME
    )
    assert GroundKind.DIRECTION not in grounds(said, verdict=Verdict.MISSED, figures=figures)
    straight = figures | {"turned": 0.0}
    assert GroundKind.DIRECTION not in grounds(said, verdict=Verdict.CONTRADICTED, figures=straight)


def test_an_answer_that_denies_the_other_points_is_told_where_this_one_is_taken_for_turned() -> None:
    figures = {"denied_elsewhere": 0.6}
    said = "budget alerts notify the leads"
    found = grounds(said, verdict=Verdict.CONTRADICTED, figures=figures)
    assert next(iter(found.values())) == Ground(GroundKind.ELSEWHERE, figure=0.6)
    assert GroundKind.ELSEWHERE not in grounds(said, verdict=Verdict.PARTIAL, figures=figures)
    little = {"denied_elsewhere": 0.3}
    assert GroundKind.ELSEWHERE not in grounds(said, verdict=Verdict.CONTRADICTED, figures=little)


def test_a_guard_says_which_it_is() -> None:
    fine = {"meaning": 0.8, "terms_near": 0.6, "agreeing": 0.6, "opposing": 0.1, "follows": 0.9}
    assert doubt(fine) is None
    assert doubt(fine | {"opposing": 0.6}) is Finding.OPPOSED
    assert doubt(fine | {"meaning": 0.2}) is Finding.UNCLEAR
    assert doubt(fine | {"meaning": 0.39, "terms_near": 0.2, "follows": 0.5}) is Finding.UNCLEAR
    assert doubt(fine | {"borrowed": 0.2, "follows": 0.3}) is Finding.BORROWED


@pytest.mark.parametrize("guard", [Finding.OPPOSED, Finding.BORROWED, Finding.UNCLEAR, Finding.DENIAL])
def test_the_guard_that_held_it_back_comes_first(guard: Finding) -> None:
    found = grounds("budget alerts notify the leads", held_back=guard)
    assert next(iter(found.values())) == Ground(GroundKind.HELD_BACK, guard)


def test_what_speaks_for_the_verdict_comes_first() -> None:
    figures = {"follows": 0.1, "denied": 0.9}
    covered = list(grounds("budget alerts notify the leads", verdict=Verdict.COVERED, figures=figures))
    assert covered[-1] is GroundKind.ENTAILMENT
    opposite = list(grounds("budget alerts notify the leads", verdict=Verdict.CONTRADICTED, figures=figures))
    assert opposite[0] is GroundKind.ENTAILMENT


def test_figures_that_nobody_here_knows_change_nothing() -> None:
    known = grounds("budget alerts notify the leads")
    assert grounds("budget alerts notify the leads", figures={"phase_of_the_moon": 0.3}) == known


def test_an_answer_in_which_nothing_proves_anything_has_grounds_as_well() -> None:
    listed = "budget alerts leads vacuum snapshots stale percent notify removes budget alerts leads vacuum"
    rubric = Rubric((KeyPoint(PointId("k"), BUDGETS),))
    known, heard, asked = read(rubric, Transcript.typed(listed), question="How is it done?")
    (found,) = examine(rubric, heard, asked, known, Words())
    judged = PointVerdict(rubric.points[0], Verdict.MISSED, 0.9, "", figures=found.support.named())
    told = {one.kind: one for one in grounds_of(judged, found, [False, False], heard)}
    assert told[GroundKind.MEANING] == Ground(GroundKind.MEANING, Finding.FAR, 0.0)
    assert told[GroundKind.QUANTITIES].missing == ("40 percent",)
    assert not told[GroundKind.WORDS].said
