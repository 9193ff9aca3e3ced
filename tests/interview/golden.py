"""The labelled answers of tests/golden, judged once by the real models."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from interviewer import paths
from interviewer.interview.coverage import PointVerdict
from interviewer.interview.judging.judgement import Judgement, judge
from interviewer.interview.question import KeyPoint, PointId, Rubric
from interviewer.interview.transcript import Transcript, Word
from interviewer.models.embedding import MiniLM

FOLDER = Path(__file__).parents[1] / "golden"
_WORD_S = 0.4


@dataclass(frozen=True)
class Answer:
    """One labelled answer; ``said`` are its words."""

    name: str
    style: str
    question: str
    points: tuple[str, ...]
    said: tuple[str, ...]


@cache
def model() -> MiniLM:
    return MiniLM(paths.assets() / "minilm")


@cache
def answers() -> tuple[Answer, ...]:
    found = []
    for source in ("devset", "answers"):
        for line in (FOLDER / f"{source}.jsonl").read_text("utf-8").splitlines():
            one = json.loads(line)
            points = tuple(point["text"] for point in one["key_points"])
            name = f"{source} {one['qid']} {one['style']}"
            found.append(Answer(name, one["style"], one["question"], points, tuple(one["answer"].split())))
    return tuple(found)


def spoken(words: Sequence[str]) -> Transcript:
    """The words at an even pace, without a pause."""
    return Transcript.of_words(
        Word(word, _WORD_S * at, _WORD_S * (at + 1), 0.9) for at, word in enumerate(words)
    )


@cache
def judged(answer: Answer, said: tuple[str, ...] | None = None) -> Judgement:
    """The judgement of an answer, or of other words to the same question."""
    rubric = Rubric(tuple(KeyPoint(PointId(f"k{at}"), text) for at, text in enumerate(answer.points)))
    words = answer.said if said is None else said
    return judge(rubric, spoken(words), question=answer.question, embedder=model())


def verdicts(answer: Answer, said: Sequence[str] | None = None) -> tuple[PointVerdict, ...]:
    return judged(answer, None if said is None else tuple(said)).coverage.points
