"""What must not change a verdict and what must, on the labelled answers with the real models."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import golden
import pytest

from interviewer.interview.coverage import GroundKind, PointVerdict, Verdict

pytestmark = pytest.mark.model
UNRELATED = ("for lunch i usually have a sandwich with tomato soup", "the train was late again this morning")
STRONG = [answer for answer in golden.answers() if answer.style == "strong"]


def covered() -> Iterator[tuple[golden.Answer, int, PointVerdict]]:
    for answer in STRONG:
        for at, judged in enumerate(golden.verdicts(answer)):
            if judged.verdict is Verdict.COVERED:
                yield answer, at, judged


def verdicts(answer: golden.Answer, said: Sequence[str]) -> list[Verdict]:
    return [judged.verdict for judged in golden.verdicts(answer, said)]


def ended(words: Sequence[str]) -> list[str]:
    """The words as a sentence."""
    return [*words[:-1], f"{words[-1].rstrip('.')}."] if words else []


@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
def test_an_unrelated_sentence_never_lowers_a_covered_point(before: bool) -> None:
    for number, answer in enumerate(STRONG):
        other = ended(UNRELATED[number % 2].split())
        longer = [*other, *answer.said] if before else [*ended(answer.said), *other]
        for judged, now in zip(golden.verdicts(answer), verdicts(answer, longer), strict=True):
            assert now is Verdict.COVERED or judged.verdict is not Verdict.COVERED, answer.name


def test_a_guard_that_spoke_is_named_and_nothing_is_covered_then() -> None:
    judged = [one for answer in golden.answers() for one in golden.verdicts(answer)]
    held = [one for one in judged if any(ground.kind is GroundKind.HELD_BACK for ground in one.grounds)]
    assert held
    assert all(one.verdict is not Verdict.COVERED for one in held)
    assert all(one.grounds for one in judged if one.verdict is not Verdict.MISSED)


def test_case_and_fillers_change_nothing() -> None:
    rng = random.Random(1)
    for answer in STRONG:
        noisy = [word.upper() for word in answer.said]
        for at in sorted(rng.sample(range(len(noisy)), len(noisy) // 12), reverse=True):
            noisy.insert(at, rng.choice(("um", "uh,", "Um,")))
        assert verdicts(answer, noisy) == verdicts(answer, answer.said), answer.name


def test_two_answers_in_either_order_cover_the_same() -> None:
    changed = total = 0
    for answer, other in zip(STRONG[::2], STRONG[1::2], strict=False):
        one, two = ended(answer.said), ended(other.said)
        pairs = zip(verdicts(answer, [*one, *two]), verdicts(answer, [*two, *one]), strict=True)
        changed += sum(before is not after for before, after in pairs)
        total += len(answer.points)
    # "a fifth" of one answer may stand nearer to the point of the other
    assert changed <= 0.03 * total


def test_what_is_said_besides_never_lowers_the_score() -> None:
    for answer in STRONG[::2]:
        words = ended(answer.said)
        half = len(words) // 2
        scores = [golden.judged(answer, tuple(said)).coverage.score or 0.0 for said in (words[:half], words)]
        assert scores[0] <= scores[1], answer.name


def test_without_its_evidence_a_point_is_lost() -> None:
    kept = total = 0
    for answer, at, judged in covered():
        left = list(answer.said)
        for proof in reversed(judged.evidence):
            del left[proof.first_word : proof.last_word + 1]
        total += 1
        kept += verdicts(answer, left)[at] is Verdict.COVERED
    # some points are said twice
    assert kept <= 0.1 * total


def test_denied_evidence_leaves_nothing_covered() -> None:
    kept = total = 0
    for answer, at, judged in covered():
        said = list(answer.said)
        for proof in reversed(judged.evidence):
            before, after = said[: proof.first_word], said[proof.last_word + 1 :]
            quote = said[proof.first_word : proof.last_word + 1]
            said = [*ended(before), *["it", "is", "not", "true", "that"], *ended(quote), *after]
        total += 1
        kept += verdicts(answer, said)[at] is Verdict.COVERED
    # a quote that begins with "but" makes no sentence of it
    assert kept <= 0.1 * total
