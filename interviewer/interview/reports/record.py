"""The JSON forms of questions and attempts.

``bank_record`` and ``attempt_record`` are what the command line prints: times are seconds, rounded to the
millisecond, and what is unknown is null. ``kept_record`` is the same form unrounded, with what else it takes
to give the attempt back as it was; ``recollection`` reads it. Keys may be added, never renamed: old archives
hold them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from interviewer.interview.attempt import Attempt, FollowUpAnswer
from interviewer.interview.coverage import Coverage, PointVerdict
from interviewer.interview.delivery import Delivery, StarTime, Told, missing_parts
from interviewer.interview.question import Bank, KeyPoint, Message, Question
from interviewer.interview.take import Take
from interviewer.interview.transcript import Filler, Span, Transcript, Word
from interviewer.sentence import Sentence

Record = dict[str, Any]

#: What is measured about the waiting time; null where nobody waited.
_TIMINGS = ("stop_to_transcript_s", "stop_to_feedback_s")


# What the command line prints


def bank_record(bank: Bank) -> Record:
    """A bank as parsed, with what was found on the way."""
    return {
        "bank": bank.name,
        "title": bank.title,
        "language": bank.language,
        "sections": [{"number": section.number, "title": section.title} for section in bank.sections],
        "questions": [question_record(question) for question in bank.questions],
        "messages": [message_record(message) for message in bank.messages],
    }


def question_record(question: Question) -> Record:
    return {
        "id": question.id,
        "section": question.section,
        "number": question.number,
        "question": question.text,
        "say": question.say,
        "type": question.type.value,
        "target_s": question.target_s,
        "difficulty": question.difficulty,
        "tags": list(question.tags),
        "answer_kind": question.answer_kind.value,
        "answer_markdown": question.answer_markdown,
        "todo": list(question.todo),
        "part_of": question.part_of,
        "budgets": {part.value: share for part, share in question.budgets.items()},
        "follow_ups": [{"ask": one.ask, "if_missing": one.if_missing} for one in question.follow_ups],
        "key_points": [key_point_record(point) for point in question.rubric.points],
    }


def key_point_record(point: KeyPoint) -> Record:
    return {
        "id": point.id,
        "label": point.label,
        "text": point.text,
        "weight": point.weight,
        "part": None if point.part is None else point.part.value,
        "terms": list(point.terms),
        "accept": {term: list(wordings) for term, wordings in point.accept.items()},
        "origin": point.origin.value,
        "lines": None if point.lines is None else list(point.lines),
    }


def message_record(message: Message) -> Record:
    return {
        "severity": message.severity.value,
        "file": message.file,
        "line": message.line,
        "code": message.code,
        "text": message.text,
    }


def attempt_record(attempt: Attempt, *, timings: Mapping[str, float | None] | None = None) -> Record:
    """An attempt as ``grade --json`` and ``history --json`` print it."""
    measured = {**dict.fromkeys(_TIMINGS), **(timings or {})}
    record = _attempt(attempt) | {"timings": measured}
    for judged, point in zip(attempt.feedback.coverage.points, record["coverage"]["points"], strict=True):
        # the archive does not keep them
        point["grounds"] = [asdict(one) for one in judged.grounds] or None
    rounded: Record = _rounded(record)
    return rounded


def transcript_record(transcript: Transcript) -> Record:
    record: Record = _rounded(_transcript(transcript))
    return record


def delivery_record(delivery: Delivery) -> Record:
    record: Record = _rounded(_delivery(delivery))
    return record


# What the archive keeps


def kept_record(attempt: Attempt) -> Record:
    """All of an attempt; ``recollection.attempt_from_record`` gives an equal one back."""
    record = _attempt(attempt)
    record["asked"] = question_record(attempt.question)
    record["own_grade"] = None if attempt.own_grade is None else attempt.own_grade.value
    record["as_heard"] = attempt.as_heard
    record["marks_s"] = list(attempt.marks_s)
    record["star"] = None if attempt.star is None else [_star(one) for one in attempt.star]
    transcript = attempt.transcript
    record["transcript"] |= {
        "segment_words": [len(segment.words) for segment in transcript.segments],
        "final": transcript.final,
        "lead_s": transcript.lead_s,
        "fillers": [_timed(filler.text, filler.span) for filler in transcript.fillers],
    }
    record["sentences"] = {
        said: {"template": said.template, "values": said.values} for said in _sentences(attempt)
    }
    by_id = {point.id: point for point in attempt.question.rubric.points}
    for judged, point in zip(attempt.feedback.coverage.points, record["coverage"]["points"], strict=True):
        # the rubric has the point already, unless it was judged against another one
        if by_id.get(judged.point.id) != judged.point:
            point["judged"] = key_point_record(judged.point)
    return record


def _sentences(attempt: Attempt) -> Iterator[Sentence]:
    """What was said of the answer, as far as it can be said in another language."""
    feedback, follow_up = attempt.feedback, attempt.follow_up
    judged = (*feedback.coverage.points, *(() if follow_up is None else follow_up.points))
    for said in (feedback.abstained, *feedback.advice, *(one.reason for one in judged)):
        if isinstance(said, Sentence):
            yield said


def _attempt(attempt: Attempt) -> Record:
    feedback = attempt.feedback
    return {
        "id": attempt.id,
        "at": attempt.at.isoformat(),
        "question_id": attempt.question.id,
        "take": None if attempt.take is None else _take(attempt.take),
        "transcript": _transcript(attempt.transcript),
        "coverage": _coverage(feedback.coverage),
        "delivery": _delivery(feedback.delivery),
        "grade": None if feedback.grade is None else feedback.grade.value,
        "abstained": feedback.abstained,
        "advice": list(feedback.advice),
        "corrections": {point: verdict.value for point, verdict in attempt.corrections.items()},
        "follow_up": None if attempt.follow_up is None else _follow_up(attempt.follow_up),
    }


def _follow_up(answer: FollowUpAnswer) -> Record:
    return {
        "asked": answer.asked,
        "attempt": answer.attempt,
        "take": None if answer.take is None else _take(answer.take),
        "points": [_verdict(judged) | {"judged": key_point_record(judged.point)} for judged in answer.points],
    }


def _take(take: Take) -> Record:
    return {
        "file": str(take.file),
        "duration_s": take.duration_s,
        "sample_rate_hz": take.sample_rate_hz,
        "overflows": take.overflows,
    }


def _transcript(transcript: Transcript) -> Record:
    speech = transcript.speech
    return {
        "text": transcript.text,
        "model": transcript.model,
        "language": transcript.language,
        "duration_s": transcript.duration_s,
        "speech": None if speech is None else [_span(span) for span in speech],
        "words": [_word(word) for word in transcript.words],
    }


def _word(word: Word) -> Record:
    record: Record = {
        "text": word.text,
        "start_s": word.start_s,
        "end_s": word.end_s,
        "probability": word.probability,
    }
    return record if word.said is None else record | {"said": word.said}


def _coverage(coverage: Coverage) -> Record:
    return {
        "score": coverage.score,
        "points": [_verdict(judged) for judged in coverage.points],
        "repairs": [
            {
                "heard": one.heard,
                "understood": one.understood,
                "first_word": one.first_word,
                "last_word": one.last_word,
            }
            for one in coverage.repairs
        ],
    }


def _verdict(judged: PointVerdict) -> Record:
    return {
        "id": judged.point.id,
        "label": judged.point.label,
        "text": judged.point.text,
        "weight": judged.point.weight,
        "verdict": judged.verdict.value,
        "confidence": judged.confidence,
        "reason": judged.reason,
        "evidence": [
            {
                "quote": one.quote,
                "start_s": one.start_s,
                "end_s": one.end_s,
                "first_word": one.first_word,
                "last_word": one.last_word,
            }
            for one in judged.evidence
        ],
    }


def _delivery(delivery: Delivery) -> Record:
    return {
        "start_latency_s": delivery.start_latency_s,
        "duration_s": delivery.duration_s,
        "speaking_s": delivery.speaking_s,
        "words": delivery.words,
        "pace_wpm": delivery.pace_wpm,
        "syllables_per_s": delivery.syllables_per_s,
        "pauses": None if delivery.pauses is None else [_span(pause) for pause in delivery.pauses],
        "fillers": None if delivery.fillers is None else _fillers(delivery.fillers),
        "filler_phrases": [_timed(phrase.text, phrase.span) for phrase in delivery.filler_phrases],
        "repetitions": [{"text": one.text, "count": one.count} for one in delivery.repetitions],
        "star": [_told(one) for one in delivery.star],
        "star_missing": [part.value for part in missing_parts(delivery.star)] if delivery.star else [],
        "said_i": delivery.said_i,
        "said_we": delivery.said_we,
    }


def _told(one: Told) -> Record:
    return {
        **_timed(one.part.value, one.span, name="part"),
        "share": one.share,
        "first_word": one.first_word,
        "last_word": one.last_word,
        "has_number": one.has_number,
    }


def _star(one: StarTime) -> Record:
    return {"part": one.part.value, **_span(one.span), "share": one.share}


def _fillers(fillers: tuple[Filler, ...]) -> Record:
    return {"at_least": len(fillers), "items": [_timed(filler.text, filler.span) for filler in fillers]}


def _span(span: Span) -> Record:
    return {"start_s": span.start_s, "end_s": span.end_s}


def _timed(text: str, span: Span | None, *, name: str = "text") -> Record:
    return {name: text, **(_span(span) if span else {"start_s": None, "end_s": None})}


def _rounded(value: Any) -> Any:
    """The same with every figure to the third place: milliseconds, and no noise behind them."""
    if isinstance(value, float):
        return round(value, 3)
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(inner) for inner in value]
    return value
