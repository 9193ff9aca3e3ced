"""The labelled answers of tests/golden, and what becomes of them when they are stuffed or badly heard."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path

from interviewer.interview.coverage import Verdict
from interviewer.interview.judging.judgement import read
from interviewer.interview.judging.reading import Reading
from interviewer.interview.question import KeyPoint, PointId, Rubric
from interviewer.interview.transcript import Transcript

GOLDEN = Path(__file__).resolve().parents[1] / "tests" / "golden"
#: The development set that came with the project, answers of the same field, answers of nine other questions
#: of other trades, and answers told freely.
SOURCES = ("devset", "answers", "fields", "spoken")


@dataclass
class Case:
    """One labelled answer."""

    source: str
    qid: str
    style: str
    question: str
    rubric: Rubric
    answer: str
    labels: list[Verdict]

    def point_keys(self) -> list[str]:
        """A name for each of its points."""
        return [f"{self.source} {self.qid} {self.style} {point.id}" for point in self.rubric.points]


def cases() -> list[Case]:
    found = []
    for source in SOURCES:
        for line in (GOLDEN / f"{source}.jsonl").read_text("utf-8").splitlines():
            one = json.loads(line)
            points = tuple(KeyPoint(PointId(p["id"]), p["text"]) for p in one["key_points"])
            labels = [
                Verdict.CONTRADICTED if p.id in one["contradicted"] else Verdict(one["labels"][p.id])
                for p in points
            ]
            found.append(
                Case(source, one["qid"], one["style"], one["question"], Rubric(points), one["answer"], labels)
            )
    return found


def _terms(case: Case) -> list[str]:
    known, _, _ = read(case.rubric, Transcript.typed(""), question=case.question)
    words = [Transcript.typed(point.text).words for point in case.rubric.points]
    return [token.text for one in words for token in Reading(one, glossary=known).tokens if token.is_content]


def _headings(case: Case) -> str:
    heads = [point.text.split(":")[0] for point in case.rubric.points if ":" in point.text[:40]]
    return "so i would talk about " + " and ".join(heads or ["that"])


def stuffed(case: Case) -> dict[str, str]:
    terms = _terms(case)
    return {
        "key words": " ".join(terms),
        "key words, shuffled": " ".join(random.Random(1).sample(terms, len(terms))),
        "key words with a lead-in": "well that is a good question and i would say " + " ".join(terms),
        "key words joined by and": "so there is " + " and ".join(terms),
        "headings alone": _headings(case),
        "question read back": f"so the question is {case.question} {case.question}",
    }


def noisy(case: Case) -> dict[str, str]:
    rng = random.Random(1)
    words = case.answer.split()
    dropped = [word for word in words if rng.random() > 0.04]
    fillers = " ".join(word + (" um" if rng.random() < 0.06 else "") for word in words)
    around = (
        "let me think about that for a second because we did quite a lot there over the years and the team "
        "was about ten people in two countries and we had a meeting about it every monday "
    )
    return {
        "upper case": case.answer.upper(),
        "fillers": fillers,
        "4 % of words lost": " ".join(dropped),
        "small talk around it": around + case.answer + " " + around,
    }
