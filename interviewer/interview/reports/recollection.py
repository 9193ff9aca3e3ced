"""Reads the JSON forms of ``record`` back into what they were made from.

A key that an older version did not write has its default. What is not such a record at all raises InputError.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeVar

from interviewer.errors import InputError
from interviewer.interview.attempt import Attempt, AttemptId, FollowUpAnswer
from interviewer.interview.coverage import Coverage, Evidence, PointVerdict, Repair, Verdict
from interviewer.interview.delivery import Delivery, Phrase, Repetition, StarTime, Told
from interviewer.interview.feedback import Feedback, Grade
from interviewer.interview.question import (
    AnswerKind,
    FollowUp,
    KeyPoint,
    Origin,
    PointId,
    Question,
    QuestionId,
    QuestionType,
    Rubric,
    StarPart,
)
from interviewer.interview.reports.record import Record
from interviewer.interview.take import SAMPLE_RATE_HZ, Take
from interviewer.interview.transcript import Filler, Segment, Span, Transcript, Word
from interviewer.sentence import Sentence

T = TypeVar("T")

#: The keys of an attempt under which something is said of the answer.
_SAYING = ("abstained", "advice", "coverage", "follow_up")


def attempt_from_record(record: Record) -> Attempt:
    """The attempt of which ``kept_record`` made this."""
    return _read(_attempt, record, Sentence("attempt"))


def question_from_record(record: Record) -> Question:
    return _read(_question, record, Sentence("question"))


def key_point_from_record(record: Record) -> KeyPoint:
    """A key point; only ``id`` and ``text`` must be there."""
    return _read(_key_point, record, Sentence("key point"))


def transcript_from_record(record: Record) -> Transcript:
    return _read(_transcript, record, Sentence("transcript"))


def _read(reader: Callable[[Record], T], record: Record, what: Sentence) -> T:
    if not isinstance(record, dict):
        raise InputError(
            "A {what} should be a JSON object, not {kind}.", what=what, kind=type(record).__name__
        )
    try:
        return reader(record)
    except KeyError as fault:
        raise InputError("The {what} has no {why}.", what=what, why=fault) from fault
    except (ValueError, TypeError, AttributeError) as fault:
        raise InputError("The {what} can't be read: {why}.", what=what, why=fault) from fault


def _optional(value: Any, make: Callable[[Any], T]) -> T | None:
    return None if value is None else make(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} should be a text")
    return value


def _texts(values: Any) -> tuple[str, ...]:
    if not isinstance(values, list | tuple):
        raise TypeError(f"{values!r} should be a list of texts")
    return tuple(_text(value) for value in values)


def _weight(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0 or value != int(value):
        raise TypeError(f"the weight {value!r} should be a whole number from 0")
    return int(value)


def _key_point(record: Record) -> KeyPoint:
    return KeyPoint(
        id=PointId(_text(record["id"])),
        text=_text(record["text"]),
        label=_optional(record.get("label"), _text),
        weight=_weight(record.get("weight", 1)),
        part=_optional(record.get("part"), StarPart),
        terms=_texts(record.get("terms") or ()),
        accept={_text(term): _texts(wordings) for term, wordings in (record.get("accept") or {}).items()},
        origin=Origin(record.get("origin", Origin.BULLET)),
        lines=_optional(record.get("lines"), lambda lines: (lines[0], lines[1])),
    )


def _question(record: Record) -> Question:
    plain = Question(id=QuestionId(""), text="", say="", section=0, number=0, rubric=Rubric())
    return Question(
        id=QuestionId(record["id"]),
        text=record["question"],
        say=record["say"],
        section=record["section"],
        number=record["number"],
        rubric=Rubric(tuple(_key_point(point) for point in record["key_points"])),
        type=QuestionType(record["type"]),
        answer_kind=AnswerKind(record.get("answer_kind", plain.answer_kind)),
        target_s=record.get("target_s", plain.target_s),
        difficulty=record.get("difficulty", plain.difficulty),
        tags=_texts(record.get("tags", ())),
        answer_markdown=record.get("answer_markdown", ""),
        follow_ups=tuple(
            FollowUp(ask=one["ask"], if_missing=one.get("if_missing")) for one in record.get("follow_ups", ())
        ),
        todo=_texts(record.get("todo", ())),
        part_of=_optional(record.get("part_of"), QuestionId),
        budgets={StarPart(part): share for part, share in record.get("budgets", {}).items()},
    )


def _attempt(record: Record) -> Attempt:
    question = _question(record["asked"])
    made = record.get("sentences", {})
    sentences = {text: Sentence(_text(one["template"]), **one["values"]) for text, one in made.items()}
    record = record | {key: _with(sentences, record.get(key)) for key in _SAYING}
    return Attempt(
        question=question,
        take=_optional(record.get("take"), _take),
        transcript=_transcript(record["transcript"]),
        feedback=Feedback(
            coverage=_coverage(record["coverage"], question.rubric),
            delivery=_delivery(record["delivery"]),
            grade=_optional(record.get("grade"), Grade),
            abstained=record.get("abstained"),
            advice=_texts(record.get("advice", ())),
        ),
        at=datetime.fromisoformat(record["at"]),
        id=_optional(record.get("id"), AttemptId),
        corrections={
            PointId(point): Verdict(verdict) for point, verdict in record.get("corrections", {}).items()
        },
        marks_s=tuple(record.get("marks_s", ())),
        star=_optional(record.get("star"), _star),
        own_grade=_optional(record.get("own_grade"), Grade),
        follow_up=_optional(record.get("follow_up"), _follow_up),
        as_heard=_optional(record.get("as_heard"), _text),
    )


def _with(sentences: Mapping[str, Sentence], value: Any) -> Any:
    """The same, and each text in it that is one of the sentences is that one."""
    if isinstance(value, str):
        return sentences.get(value, value)
    if isinstance(value, list):
        return [_with(sentences, one) for one in value]
    return {key: _with(sentences, one) for key, one in value.items()} if isinstance(value, dict) else value


def _follow_up(record: Record) -> FollowUpAnswer:
    return FollowUpAnswer(
        asked=_text(record["asked"]),
        attempt=_optional(record.get("attempt"), AttemptId),
        take=_optional(record.get("take"), _take),
        points=tuple(_verdict(point, {}) for point in record["points"]),
    )


def _take(record: Record) -> Take:
    return Take(
        file=Path(record["file"]),
        duration_s=record["duration_s"],
        sample_rate_hz=record.get("sample_rate_hz", SAMPLE_RATE_HZ),
        overflows=record.get("overflows", 0),
    )


def _transcript(record: Record) -> Transcript:
    words = [
        Word(
            _text(word["text"]),
            word.get("start_s"),
            word.get("end_s"),
            word.get("probability"),
            word.get("said"),
        )
        for word in record["words"]
    ]
    return Transcript(
        segments=_segments(words, record.get("segment_words", [len(words)] if words else [])),
        model=record.get("model", ""),
        language=record.get("language", "en"),
        duration_s=record.get("duration_s"),
        speech=_optional(record.get("speech"), lambda spans: tuple(_span(span) for span in spans)),
        fillers=_filler_items(record.get("fillers", ())),
        final=record.get("final", True),
        lead_s=record.get("lead_s", 0.0),
    )


def _segments(words: list[Word], counts: list[int]) -> tuple[Segment, ...]:
    if sum(counts) != len(words):
        raise ValueError(f"its segments hold {sum(counts)} words, not {len(words)}")
    ends = list(accumulate(counts))
    return tuple(Segment(tuple(words[end - count : end])) for end, count in zip(ends, counts, strict=True))


def _coverage(record: Record, rubric: Rubric) -> Coverage:
    asked = {point.id: point for point in rubric.points}
    repairs = (
        Repair(one["heard"], one["understood"], one["first_word"], one["last_word"])
        for one in record.get("repairs", ())
    )
    return Coverage(tuple(_verdict(point, asked) for point in record["points"]), tuple(repairs))


def _verdict(record: Record, asked: dict[PointId, KeyPoint]) -> PointVerdict:
    judged = record.get("judged")
    return PointVerdict(
        point=asked[PointId(record["id"])] if judged is None else _key_point(judged),
        verdict=Verdict(record["verdict"]),
        confidence=record["confidence"],
        reason=record["reason"],
        evidence=tuple(_evidence(one) for one in record["evidence"]),
    )


def _evidence(record: Record) -> Evidence:
    return Evidence(
        quote=record["quote"],
        start_s=record["start_s"],
        end_s=record["end_s"],
        first_word=record["first_word"],
        last_word=record["last_word"],
    )


def _delivery(record: Record) -> Delivery:
    return Delivery(
        words=record["words"],
        start_latency_s=record.get("start_latency_s"),
        duration_s=record.get("duration_s"),
        speaking_s=record.get("speaking_s"),
        pace_wpm=record.get("pace_wpm"),
        syllables_per_s=record.get("syllables_per_s"),
        pauses=_optional(record.get("pauses"), lambda pauses: tuple(_span(pause) for pause in pauses)),
        fillers=_optional(record.get("fillers"), lambda fillers: _filler_items(fillers["items"])),
        filler_phrases=tuple(
            Phrase(one["text"], None if one["start_s"] is None else _span(one))
            for one in record.get("filler_phrases", ())
        ),
        repetitions=tuple(Repetition(one["text"], one["count"]) for one in record.get("repetitions", ())),
        star=tuple(_told(one) for one in record.get("star", ())),
        said_i=record.get("said_i"),
        said_we=record.get("said_we"),
    )


def _told(record: Record) -> Told:
    """Older records know times alone."""
    return Told(
        part=StarPart(record["part"]),
        span=None if record["start_s"] is None else _span(record),
        share=record["share"],
        first_word=record.get("first_word", 0),
        last_word=record.get("last_word", 0),
        has_number=record.get("has_number", False),
    )


def _star(parts: Any) -> tuple[StarTime, ...]:
    return tuple(StarTime(StarPart(one["part"]), _span(one), one["share"]) for one in parts)


def _filler_items(items: Any) -> tuple[Filler, ...]:
    return tuple(Filler(item["text"], _span(item)) for item in items)


def _span(record: Record) -> Span:
    return Span(record["start_s"], record["end_s"])
