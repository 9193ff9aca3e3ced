"""Attempts to keep; run as a program it keeps one after another until it is killed, and says what is kept."""

from __future__ import annotations

import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from interviewer.history.archive import DiskArchive
from interviewer.interview.attempt import Attempt
from interviewer.interview.coverage import Coverage, Evidence, PointVerdict, Verdict
from interviewer.interview.delivery import Delivery
from interviewer.interview.feedback import Feedback, Grade
from interviewer.interview.question import KeyPoint, PointId, Question, QuestionId, Rubric
from interviewer.interview.take import Take, repaired_header
from interviewer.interview.transcript import Filler, Segment, Span, Transcript, Word

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def asked(question: str = "azure-data-platform", section: int = 1) -> Question:
    points = (
        KeyPoint(PointId("p1"), "ADF for ingestion.", weight=3),
        KeyPoint(PointId("p2"), "It is cheap."),
    )
    return Question(QuestionId(question), f"About {question}?", "About it?", section, 1, Rubric(points))


def answered(
    text: str = "we use data factory",
    *,
    question: Question | None = None,
    take: Path | None = None,
    at: datetime = NOON,
    grade: Grade | None = Grade.GOOD,
    abstained: str | None = None,
) -> Attempt:
    question = question or asked()
    spoken = tuple(Word(word, float(n), n + 0.5, 0.9) for n, word in enumerate(text.split()))
    points = question.rubric.points
    return Attempt(
        question=question,
        take=None if take is None else Take(take, 30.0),
        transcript=Transcript((Segment(spoken),), model="tiny.en", duration_s=30.0),
        feedback=Feedback(
            Coverage(
                (
                    PointVerdict(points[0], Verdict.COVERED, 0.9, "Said.", (Evidence(text, 0.0, 3.5, 0, 3),)),
                    PointVerdict(points[1], Verdict.MISSED, 0.7, "Not said."),
                )
            ),
            Delivery(words=len(spoken), pace_wpm=120.0, fillers=(Filler("um", Span(1.0, 1.2)),)),
            grade,
            abstained,
        ),
        at=at,
    )


def opened(library: Path) -> closing[DiskArchive]:
    return closing(DiskArchive(database=library / "history.sqlite3", takes=library / "takes"))


def write_take(file: Path, *, frames: int = 16_000, header_frames: int | None = None) -> None:
    """A take as the recorder writes it; with ``header_frames`` the header is older than the sound."""
    told = frames if header_frames is None else header_frames
    file.write_bytes(repaired_header(44 + 2 * told) + bytes(2 * frames))


def keep_until_killed(home: Path) -> None:
    archive = DiskArchive(database=home / "history.sqlite3", takes=home / "takes")
    number = 0
    while True:
        number += 1
        kept = archive.keep(answered(f"answer number {number}", at=NOON + timedelta(seconds=number)))
        sys.stdout.write(f"{kept} {number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    keep_until_killed(Path(sys.argv[1]))
