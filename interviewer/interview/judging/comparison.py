"""Texts compared in bulk: one record in, one record out, as the command line's ``compare`` has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from interviewer.errors import InputError
from interviewer.interview.judging.judgement import judge
from interviewer.interview.judging.meaning import Embedder
from interviewer.interview.question import KeyPoint, PointId, Rubric, StarPart
from interviewer.interview.transcript import Transcript
from interviewer.sentence import Sentence

Record = dict[str, Any]


def compare(record: Any, *, embedder: Embedder, where: str = "") -> Record:
    """Judges one answer. Raises InputError, beginning with ``where``, for a record of another form."""
    try:
        question, points, answer = _read(record)
    except _WrongFormError as fault:
        raise InputError("{where}: {why}" if where else "{why}", fix=_FORM, where=where, why=fault) from fault
    judged = judge(Rubric(points), Transcript.typed(answer), question=question, embedder=embedder)
    verdicts = judged.coverage.points
    return {
        "labels": {one.point.id: one.verdict.value for one in verdicts},
        "evidence": {one.point.id: [proof.quote for proof in one.evidence] for one in verdicts},
        "reasons": {one.point.id: one.reason for one in verdicts},
        "grounds": {one.point.id: [asdict(ground) for ground in one.grounds] for one in verdicts},
        "confidence": {one.point.id: one.confidence for one in verdicts},
        "score": None if judged.coverage.score is None else round(judged.coverage.score, 3),
        "abstained": judged.abstained,
        "repairs": [{"heard": one.heard, "understood": one.understood} for one in judged.coverage.repairs],
    }


_FORM = Sentence(
    'A line looks like {"question": "…", "key_points": [{"id": "k1", "text": "…"}], "answer": "…"}.'
)


class _WrongFormError(Exception):
    """What is wrong with a record, in words."""


def _read(record: Any) -> tuple[str, tuple[KeyPoint, ...], str]:
    if not isinstance(record, Mapping):
        raise _WrongFormError("this is not a JSON object")
    listed = record.get("key_points")
    if not isinstance(listed, list):
        raise _WrongFormError("“key_points” has to be a list")
    points = tuple(_point(entry, number) for number, entry in enumerate(listed, start=1))
    ids = [point.id for point in points]
    twice = next((one for one in ids if ids.count(one) > 1), None)
    if twice is not None:
        raise _WrongFormError(f"two key points have the id “{twice}”")
    return _text(record, "question", default=""), points, _text(record, "answer")


def _text(entry: Mapping[str, Any], key: str, *, default: str | None = None) -> str:
    value = entry.get(key, default)
    if not isinstance(value, str):
        raise _WrongFormError(f"“{key}” has to be a text")
    return value


def _point(entry: Any, number: int) -> KeyPoint:
    if not isinstance(entry, Mapping):
        raise _WrongFormError(f"key point {number} is not a JSON object")
    try:
        return KeyPoint(
            id=PointId(_text(entry, "id")),
            text=_text(entry, "text"),
            label=None if entry.get("label") is None else _text(entry, "label"),
            weight=_weight(entry.get("weight", 1)),
            part=None if entry.get("part") is None else _part(entry["part"]),
            terms=_texts(entry.get("terms"), "terms"),
            accept=_accept(entry.get("accept")),
        )
    except _WrongFormError as fault:
        raise _WrongFormError(f"key point {number}: {fault}") from fault


def _weight(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise _WrongFormError("“weight” has to be a whole number from 0")
    return value


def _part(value: Any) -> StarPart:
    try:
        return StarPart(value)
    except ValueError:
        raise _WrongFormError(f"“part” has to be one of {', '.join(StarPart)}") from None


def _texts(value: Any, key: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise _WrongFormError(f"“{key}” has to be a list of texts")
    return tuple(value)


def _accept(value: Any) -> dict[str, tuple[str, ...]]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise _WrongFormError("“accept” has to name the wordings of each term")
    return {str(term): _texts(wordings, "accept") for term, wordings in value.items()}
