"""An attempt in words: a line, a Markdown page, a row of a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from interviewer.interview.attempt import Attempt
from interviewer.interview.coverage import CREDIT, Coverage, Evidence, PointVerdict, Verdict
from interviewer.interview.delivery import Delivery, missing_parts
from interviewer.interview.reports.correction import corrected_coverage, earned_grade
from interviewer.interview.transcript import Span

#: A sign for each verdict, beside its word: never colour or sign alone.
SIGNS = {Verdict.COVERED: "✓", Verdict.PARTIAL: "◐", Verdict.MISSED: "✗", Verdict.CONTRADICTED: "⇄"}
#: The columns of the history as a table. Names stay; new ones are added at the end.
COLUMNS = (
    "attempt",
    "at",
    "question_id",
    "question",
    "grade",
    "score",
    "covered",
    "partial",
    "missed",
    "contradicted",
    "duration_s",
    "start_latency_s",
    "words",
    "pace_wpm",
    "pauses",
    "fillers_at_least",
    "model",
    "take",
    "transcript",
)
#: Cells that a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def one_line(attempt: Attempt) -> str:
    """``   12  2026-11-23 18:30  good   71 %  azure-data-platform-design``."""
    score = score_that_counts(attempt)
    shown = "   –" if score is None else f"{score:4.0%}"
    number = "–" if attempt.id is None else str(attempt.id)
    when, grade = f"{attempt.at:%Y-%m-%d %H:%M}", verdict_in_words(attempt)
    return f"{number:>5}  {when}  {grade:<10}  {shown}  {attempt.question.id}"


def verdict_in_words(attempt: Attempt) -> str:
    """The grade, or that there was none."""
    grade = earned_grade(attempt)
    return "not judged" if grade is None else grade.value


def result_in_words(attempt: Attempt) -> str:
    """``71%, good``, or that it was not judged."""
    score = score_that_counts(attempt)
    return "not judged" if score is None else f"{score:.0%}, {verdict_in_words(attempt)}"


def history_rows(attempts: Iterable[Attempt]) -> Iterator[Sequence[str]]:
    """The history as a table: a row of names, then a row for each attempt. What is unknown is empty."""
    yield COLUMNS
    for attempt in attempts:
        yield [_cell(value) for value in _row(attempt)]


def markdown(*attempts: Attempt) -> str:
    """The whole feedback as Markdown, to read in a terminal or to keep; several answers are a round."""
    parts = [] if len(attempts) == 1 else [f"# {round_title(attempts)}", *_round_lines(attempts)]
    for attempt in attempts:
        parts += _sections(attempt, level="#" if len(attempts) == 1 else "##")
    return "\n".join(_spaced(parts)) + "\n"


def round_title(attempts: Sequence[Attempt]) -> str:
    """``5 answers, 23 November 2026``; from the first day to the last where there are several."""
    days = sorted({attempt.at.date() for attempt in attempts})
    number = "1 answer" if len(attempts) == 1 else f"{len(attempts)} answers"
    dated = [f"{day.day} {day:%B %Y}" for day in (days[:1] if len(days) < 2 else (days[0], days[-1]))]
    return ", ".join([number, " to ".join(dated)] if dated else [number])


def _round_lines(attempts: Sequence[Attempt]) -> Iterator[str]:
    for attempt in attempts:
        yield f"- {plain_markdown(attempt.question.text)} · {result_in_words(attempt)}"


def _sections(attempt: Attempt, *, level: str) -> list[str]:
    return [
        f"{level} {plain_markdown(attempt.question.text)}",
        _summary(attempt),
        *(f"- {plain_markdown(one)}" for one in attempt.feedback.advice),
        f"{level}# Key points",
        *(_point(attempt, judged) for judged in attempt.feedback.coverage.points),
        *_follow_up(attempt, level=level),
        f"{level}# Delivery",
        *(f"- {name}: {value}" for name, value in delivery_in_words(attempt.feedback.delivery)),
        f"{level}# What you said",
        plain_markdown(attempt.transcript.text) or "*Nothing was heard.*",
        *(f"- {plain_markdown(one)}" for one in repairs_in_words(attempt.feedback.coverage)),
    ]


def _follow_up(attempt: Attempt, *, level: str) -> Iterator[str]:
    """What the answer to a follow-up has brought; it counts, and is told apart."""
    answer = attempt.follow_up
    if answer is None:
        return
    yield f"{level}# Follow-up: {plain_markdown(answer.asked)}"
    gained = [judged for judged in answer.points if CREDIT[judged.verdict]]
    for judged in gained:
        quotes = "".join(f" “{plain_markdown(one.quote)}”" for one in judged.evidence[:1])
        name = plain_markdown(judged.point.label or judged.point.text)
        yield f"- {SIGNS[judged.verdict]} {name}: {judged.verdict.value}.{quotes}"
    if not answer.points:
        yield "*The answer to it could not be judged.*"
    elif not gained:
        yield "*Nothing that was left out was found in the answer to it.*"


def repairs_in_words(coverage: Coverage) -> list[str]:
    """What was understood otherwise than it was written, each once."""
    told = (f"Heard “{one.heard}”, understood as “{one.understood}”." for one in coverage.repairs)
    return list(dict.fromkeys(told))


def delivery_in_words(delivery: Delivery) -> list[tuple[str, str]]:
    """Each figure that is known, named, with its unit."""
    figures = [
        ("Start after", _seconds(delivery.start_latency_s)),
        ("Spoken for", _seconds(delivery.duration_s)),
        ("Words", str(delivery.words)),
        ("Pace", None if delivery.pace_wpm is None else f"{delivery.pace_wpm:.0f} words a minute"),
        ("Pauses", None if delivery.pauses is None else _pauses(delivery)),
        ("Fillers", None if delivery.fillers is None else f"at least {len(delivery.fillers)}"),
        ("Filler phrases", ", ".join(phrase.text for phrase in delivery.filler_phrases) or None),
        ("Repeated", ", ".join(f"“{one.text}” {one.count} times" for one in delivery.repetitions) or None),
        ("Parts", _parts(delivery)),
        ("I and we", _persons(delivery)),
    ]
    return [(name, value) for name, value in figures if value is not None]


def _parts(delivery: Delivery) -> str | None:
    told = [f"{one.part.value} {_length(one.span)}{one.share:.0%}" for one in delivery.star]
    if not told:
        return None
    return ", ".join([*told, *(f"no {part.value}" for part in missing_parts(delivery.star))])


def _length(span: Span | None) -> str:
    return "" if span is None else f"{span.duration_s:.0f} s, "


def _persons(delivery: Delivery) -> str | None:
    """Told of a story alone: there it matters who did it."""
    if not delivery.star or delivery.said_i is None:
        return None
    return f"“I” {delivery.said_i} times, “we” {delivery.said_we} times"


def clock(seconds: float | None) -> str:
    """``1:05``; empty for an unknown time."""
    return "" if seconds is None else f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def counts(attempt: Attempt) -> dict[Verdict, int]:
    """How many points have each verdict, as the person says or else as the app judged."""
    verdicts = [judged.verdict for judged in corrected_coverage(attempt).points]
    return {verdict: verdicts.count(verdict) for verdict in Verdict}


def score_that_counts(attempt: Attempt) -> float | None:
    """With the person's corrections; None where nothing was judged."""
    return None if attempt.feedback.abstained is not None else corrected_coverage(attempt).score


def corrected(attempt: Attempt, judged: PointVerdict) -> Verdict | None:
    """What the person says instead, where they do."""
    verdict = attempt.corrections.get(judged.point.id)
    return None if verdict is judged.verdict else verdict


def summary(attempt: Attempt) -> str:
    """When, how it went, in one sentence."""
    when = f"{attempt.at:%d %B %Y, %H:%M}"
    if attempt.feedback.abstained is not None:
        return f"{when}. Not judged: {attempt.feedback.abstained}"
    number = counts(attempt)
    score = score_that_counts(attempt)
    share = "" if score is None else f" {score:.0%} of what matters,"
    return (
        f"{when}. {verdict_in_words(attempt).capitalize()}:{share} {number[Verdict.COVERED]} of "
        f"{sum(number.values())} points covered, {number[Verdict.PARTIAL]} in part."
    )


def plain_markdown(text: str) -> str:
    """Text in which nothing is Markdown."""
    return re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", text)


def _summary(attempt: Attempt) -> str:
    return plain_markdown(summary(attempt))


def _point(attempt: Attempt, judged: PointVerdict) -> str:
    other = corrected(attempt, judged)
    label = f"**{plain_markdown(judged.point.label)}:** " if judged.point.label else ""
    lines = [
        f"- {SIGNS[judged.verdict]} {judged.verdict.value}"
        + (f" (you say: {other.value})" if other else "")
        + f" · {label}{plain_markdown(judged.point.text)}",
        f"  {plain_markdown(judged.reason)}",
        *(f"  > {_quote(evidence)}" for evidence in judged.evidence),
    ]
    return "\n".join(lines)


def _quote(evidence: Evidence) -> str:
    at = "" if evidence.start_s is None else f" ({clock(evidence.start_s)})"
    return f"“{plain_markdown(evidence.quote)}”{at}"


def _pauses(delivery: Delivery) -> str:
    pauses = delivery.pauses or ()
    if not pauses:
        return "none of note"
    longest = max(pause.duration_s for pause in pauses)
    return f"{len(pauses)}, the longest {longest:.1f} s"


def _seconds(seconds: float | None) -> str | None:
    return None if seconds is None else f"{seconds:.1f} s"


def _spaced(parts: Iterable[str]) -> Iterator[str]:
    """A blank line between blocks, and none between the items of a list."""
    item_before = True
    for number, part in enumerate(parts):
        item = part.startswith("- ")
        if number and not (item and item_before):
            yield ""
        yield part
        item_before = item


def _row(attempt: Attempt) -> list[object]:
    feedback, delivery = attempt.feedback, attempt.feedback.delivery
    number = counts(attempt)
    return [
        attempt.id,
        attempt.at.isoformat(timespec="seconds"),
        attempt.question.id,
        attempt.question.text,
        feedback.grade and feedback.grade.value,
        score_that_counts(attempt),
        *(number[verdict] for verdict in Verdict),
        delivery.duration_s,
        delivery.start_latency_s,
        delivery.words,
        delivery.pace_wpm,
        None if delivery.pauses is None else len(delivery.pauses),
        None if delivery.fillers is None else len(delivery.fillers),
        attempt.transcript.model,
        attempt.take and attempt.take.file.name,
        attempt.transcript.text,
    ]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.3f}".rstrip("0").rstrip(".")
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text
