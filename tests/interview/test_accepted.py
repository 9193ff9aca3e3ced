"""A wording that the person has accepted counts from then on, and nothing else changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import golden
import pytest

from interviewer.banks.editing import Editing
from interviewer.banks.library import Library
from interviewer.errors import InputError
from interviewer.interview.coverage import Ground, GroundKind, PointVerdict, Verdict
from interviewer.interview.judging.accepted import WHOLE_POINT, with_wording
from interviewer.interview.judging.judgement import judge
from interviewer.interview.question import PointId, Question, QuestionId, Rubric
from interviewer.interview.transcript import Transcript

pytestmark = pytest.mark.model
DOCUMENT = """# Small bank

## 1. First

### 1. How do you keep a kitchen ready for the evening?
**Answer:**
I prepare early.

```yaml coach
id: kitchen
points:
  - point: All ingredients are prepared before service begins.
    label: Preparation
  - point: The stations are cleaned after every shift.
    label: Cleaning
```

---
"""
WORDING = "our little bowls stand filled at five"
SAID = f"Well, the way we do it is that {WORDING}, so that the evening is a calm one for us all."


@pytest.fixture
def editing(tmp_path: Path) -> Editing:
    own = tmp_path / "own"
    (own / "small").mkdir(parents=True)
    (own / "small" / "bank.md").write_text(DOCUMENT, "utf-8")
    return Editing(Library(tmp_path / "shipped", own), "small")


def asked(editing: Editing) -> Question:
    return editing.bank.questions[0]


def judged(question: Question, said: str) -> tuple[PointVerdict, ...]:
    answer = Transcript.typed(said)
    found = judge(question.rubric, answer, question=question.text, embedder=golden.model())
    return found.coverage.points


def test_an_overturned_verdict_teaches_the_wording_to_the_bank(editing: Editing) -> None:
    before = asked(editing)
    point = before.rubric.points[0]
    assert judged(before, SAID)[0].verdict is not Verdict.COVERED
    editing.change(with_wording(before, point.id, WORDING))
    after = asked(editing)
    assert after.rubric.points[0].accept == {WHOLE_POINT: (WORDING,)}
    first, second = judged(after, SAID)
    assert first.verdict is Verdict.COVERED
    assert "accepted" in first.reason
    assert first.grounds == (Ground(GroundKind.ACCEPTED, said=(first.evidence[0].quote,)),)
    assert first.evidence[0].quote == "little bowls stand filled at five,"
    assert second.verdict is judged(before, SAID)[1].verdict


def test_what_was_learned_can_be_taken_back(editing: Editing) -> None:
    before = asked(editing)
    editing.change(with_wording(before, before.rubric.points[0].id, WORDING))
    editing.undo()
    assert asked(editing) == before


def test_only_the_same_words_meant_the_same_way_count(editing: Editing) -> None:
    learned = with_wording(asked(editing), asked(editing).rubric.points[0].id, WORDING)
    for said in (
        "Well, our little bowls do not stand filled at five, and that is a shame for all of us in there.",
        "Well, the bowls are blue. We have many of them, they are little, and at five I feed the cat.",
        "bowls filled stand little five evening kitchen ready service",
    ):
        assert judged(learned, said)[0].verdict is not Verdict.COVERED, said
    loose = "Well, all of our little bowls stand nicely filled at about five, so that we have a calm evening."
    assert judged(learned, loose)[0].verdict is Verdict.COVERED


def test_the_same_wording_is_kept_once(editing: Editing) -> None:
    question, point = asked(editing), asked(editing).rubric.points[0].id
    twice = with_wording(with_wording(question, point, WORDING), point, f"  {WORDING} ")
    assert twice.rubric.points[0].accept[WHOLE_POINT] == (WORDING,)


@pytest.mark.parametrize("wording", ["", "so it is", "bowls", "word " * 41])
def test_a_wording_that_says_too_little_or_too_much_is_refused(editing: Editing, wording: str) -> None:
    question = asked(editing)
    with pytest.raises(InputError):
        with_wording(question, question.rubric.points[0].id, wording)


def test_a_wording_of_one_word_in_a_fence_proves_nothing(editing: Editing) -> None:
    point = replace(asked(editing).rubric.points[0], accept={WHOLE_POINT: ("bowls",)})
    question = replace(asked(editing), rubric=Rubric((point,)))
    (found,) = judged(question, SAID)
    assert found.verdict is not Verdict.COVERED


def test_an_unknown_point_is_refused(editing: Editing) -> None:
    with pytest.raises(InputError):
        with_wording(asked(editing), PointId("nowhere"), WORDING)
    assert asked(editing).id == QuestionId("kitchen")
