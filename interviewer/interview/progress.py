"""How it goes over time: coverage by section and question, pace, fillers, and what is missed again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from interviewer.interview import schedule
from interviewer.interview.attempt import Attempt
from interviewer.interview.coverage import CREDIT
from interviewer.interview.question import Bank, KeyPoint, Question, QuestionId
from interviewer.interview.reports.correction import corrected_coverage
from interviewer.interview.reports.recording import Recording
from interviewer.interview.rounds import probe
from interviewer.interview.schedule import Memory

FORECAST_DAYS = 14
#: A point missed once may be chance.
_OFTEN = 2
_MOST_MISSED = 12
#: A shorter answer has too little of it to count fillers by the minute.
_FILLERS_FROM_S = 15.0


@dataclass(frozen=True, slots=True)
class Figure:
    """The mean of a day's takes."""

    day: date
    value: float


@dataclass(frozen=True, slots=True)
class Track:
    """One line of figures over time, the oldest first."""

    name: str
    figures: tuple[Figure, ...]
    #: of a section, the lines of its questions
    parts: tuple[Track, ...] = ()

    @property
    def latest(self) -> float | None:
        return self.figures[-1].value if self.figures else None


@dataclass(frozen=True, slots=True)
class MissedPoint:
    """A key point that was not covered in ``missed`` of the last ``takes`` takes of its question."""

    point: KeyPoint
    question: Question
    missed: int
    takes: int


@dataclass(frozen=True, slots=True)
class Progress:
    """All that the progress page shows. Scores are 0 to 1."""

    answers: int
    sections: tuple[Track, ...]
    pace_wpm: tuple[Figure, ...]
    fillers_a_minute: tuple[Figure, ...]
    #: how many questions come due today, tomorrow, and so on
    forecast: tuple[int, ...]
    missed: tuple[MissedPoint, ...]

    @property
    def drill(self) -> tuple[Question, ...]:
        """A question for each of the missed points, the most missed first and its neighbours behind it."""
        questions = {one.question.id: one.question for one in self.missed}
        return tuple(
            part
            for question in questions.values()
            for part in probe.drill(
                question, [one.point for one in self.missed if one.question.id == question.id]
            )
        )


def progress(
    bank: Bank,
    *,
    recordings: Sequence[Recording],
    attempts: Iterable[Attempt],
    memories: Mapping[QuestionId, Memory],
    today: date,
) -> Progress:
    """Of a bank's questions; ``recordings`` for the figures, ``attempts``, newest first, for the points."""
    known = {question.id for question in bank.questions}
    lines = [one for one in recordings if one.question_id in known]
    due = [memory for question, memory in memories.items() if question in known]
    return Progress(
        answers=len(lines),
        sections=tuple(_section(bank, section.number, section.title, lines) for section in bank.sections),
        pace_wpm=by_day((one.at.date(), one.pace_wpm) for one in lines),
        fillers_a_minute=by_day((one.at.date(), _fillers(one)) for one in lines),
        forecast=tuple(schedule.forecast(due, today=today, days=FORECAST_DAYS)),
        missed=missed_most(bank, attempts),
    )


def by_day(values: Iterable[tuple[date, float | None]]) -> tuple[Figure, ...]:
    """The mean of each day, the oldest first; what is unknown is left out."""
    days: dict[date, list[float]] = defaultdict(list)
    for day, value in values:
        if value is not None:
            days[day].append(value)
    return tuple(Figure(day, sum(found) / len(found)) for day, found in sorted(days.items()))


def missed_most(bank: Bank, attempts: Iterable[Attempt]) -> tuple[MissedPoint, ...]:
    """Points that were missed twice or more and not covered last time, what cost most first."""
    questions = {question.id: question for question in bank.questions}
    takes: dict[tuple[QuestionId, str], list[float]] = defaultdict(list)
    for attempt in attempts:
        if attempt.feedback.abstained is None and attempt.question.id in questions:
            for judged in corrected_coverage(attempt).points:
                takes[attempt.question.id, judged.point.id].append(CREDIT[judged.verdict])
    found = []
    for question in bank.questions:
        for point in question.rubric.points:
            earned = takes.get((question.id, point.id), [])
            missed = sum(credit < 1 for credit in earned)
            if missed >= _OFTEN and earned[0] < 1:
                found.append(
                    (
                        sum(1 - credit for credit in earned) * point.weight,
                        point,
                        question,
                        missed,
                        len(earned),
                    )
                )
    found.sort(key=lambda row: -row[0])
    return tuple(MissedPoint(*row[1:]) for row in found[:_MOST_MISSED])


def _section(bank: Bank, number: int, title: str, lines: Sequence[Recording]) -> Track:
    here = [question for question in bank.questions if question.section == number]
    ids = {question.id for question in here}
    parts = tuple(
        Track(
            question.text,
            by_day((one.at.date(), one.score) for one in lines if one.question_id == question.id),
        )
        for question in here
    )
    return Track(title, by_day((one.at.date(), one.score) for one in lines if one.question_id in ids), parts)


def _fillers(line: Recording) -> float | None:
    if line.fillers is None or line.duration_s is None or line.duration_s < _FILLERS_FROM_S:
        return None
    return 60 * line.fillers / line.duration_s
