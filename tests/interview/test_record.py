"""The JSON forms: the agreed keys, nothing made up, nothing lost on the way to the archive and back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from any_attempt import QUESTION, TRANSCRIPT, attempts
from hypothesis import given, settings

from interviewer.errors import InputError
from interviewer.interview.attempt import Attempt, FollowUpAnswer
from interviewer.interview.coverage import (
    Coverage,
    Evidence,
    Finding,
    Ground,
    GroundKind,
    PointVerdict,
    Verdict,
)
from interviewer.interview.delivery import Delivery, Phrase, Repetition, StarTime, Told
from interviewer.interview.feedback import Feedback, Grade
from interviewer.interview.question import (
    Bank,
    KeyPoint,
    Message,
    PointId,
    Question,
    QuestionId,
    QuestionType,
    Rubric,
    Section,
    Severity,
    StarPart,
)
from interviewer.interview.reports.recollection import (
    attempt_from_record,
    key_point_from_record,
    question_from_record,
    transcript_from_record,
)
from interviewer.interview.reports.record import (
    attempt_record,
    bank_record,
    delivery_record,
    kept_record,
    question_record,
    transcript_record,
)
from interviewer.interview.take import Take
from interviewer.interview.transcript import Filler, Segment, Span, Transcript, Word
from interviewer.sentence import Sentence


@given(attempts())
@settings(max_examples=200, deadline=None)
def test_an_attempt_comes_back_from_json_as_it_was(attempt: Attempt) -> None:
    text = json.dumps(kept_record(attempt), allow_nan=False)
    assert attempt_from_record(json.loads(text)) == attempt


@given(attempts())
@settings(max_examples=50, deadline=None)
def test_what_is_printed_is_json_and_holds_the_agreed_keys(attempt: Attempt) -> None:
    printed = json.loads(json.dumps(attempt_record(attempt), allow_nan=False))
    agreed = {"question_id", "take", "transcript", "coverage", "delivery", "grade", "abstained", "timings"}
    assert agreed <= printed.keys()
    assert {"text", "model", "words"} <= printed["transcript"].keys()
    assert {"score", "points", "repairs"} == printed["coverage"].keys()


@given(QUESTION)
@settings(max_examples=50, deadline=None)
def test_a_question_comes_back_as_it_was(question: Question) -> None:
    assert question_from_record(json.loads(json.dumps(question_record(question)))) == question


def test_what_was_said_of_an_answer_can_still_be_translated_when_it_comes_back() -> None:
    reason = Sentence("You said part of this; what is missing: {claim}.", claim="the cost")
    gap = Sentence("Next time, bring in “{point}”.", point="Cost")
    attempt = spoken()
    points = tuple(replace(one, reason=reason) for one in attempt.feedback.coverage.points)
    feedback = replace(
        attempt.feedback,
        coverage=replace(attempt.feedback.coverage, points=points),
        advice=(gap, "As an older version said it."),
        abstained=Sentence("Only a word or two."),
    )
    follow_up = FollowUpAnswer("What of it?", attempt=None, take=None, points=points)
    kept = kept_record(replace(attempt, feedback=feedback, follow_up=follow_up))
    assert kept["advice"] == [str(gap), "As an older version said it."]
    again = attempt_from_record(json.loads(json.dumps(kept)))
    for text, made in (
        (again.feedback.advice[0], gap),
        (again.feedback.abstained, feedback.abstained),
        (again.feedback.coverage.points[0].reason, reason),
        (again.follow_up.points[0].reason, reason),
    ):
        assert (text, text.template, text.values) == (made, made.template, made.values)
    assert not isinstance(again.feedback.advice[1], Sentence)


@given(TRANSCRIPT)
@settings(max_examples=50, deadline=None)
def test_a_printed_transcript_can_be_read_again_in_one_piece(transcript: Transcript) -> None:
    again = transcript_from_record(transcript_record(transcript))
    assert [word.text for word in again.words] == [word.text for word in transcript.words]


# the contract's own example, key by key

POINTS = (
    KeyPoint(
        PointId("ingestion"),
        "ADF brings batch data raw into Bronze.",
        label="Ingestion",
        weight=3,
        terms=("ADF",),
        accept={"ADF": ("data factory",)},
        lines=(13, 13),
    ),
    KeyPoint(PointId("cost"), "It is cheap.", part=StarPart.RESULT),
)
ASKED = Question(QuestionId("platform"), "How?", "How?", 1, 2, Rubric(POINTS), type=QuestionType.DESIGN)


def spoken() -> Attempt:
    words = (Word("ADF", 1.2000000001, 1.62, 0.93), Word("um", 8.2, 8.5, 0.5))
    evidence = Evidence("ADF", 1.2000000001, 1.62, 0, 0)
    return Attempt(
        question=ASKED,
        take=Take(Path("take.wav"), 93.2),
        transcript=Transcript((Segment(words),), model="tiny.en", duration_s=93.2),
        feedback=Feedback(
            Coverage(
                (
                    PointVerdict(
                        *(POINTS[0], Verdict.COVERED, 0.88, "You said it.", (evidence,)),
                        grounds=(Ground(GroundKind.MEANING, Finding.NEAR, 0.8123),),
                    ),
                    PointVerdict(POINTS[1], Verdict.MISSED, 0.6, "You did not say it."),
                )
            ),
            Delivery(
                words=2,
                start_latency_s=1.8,
                pauses=(Span(30.1, 31.6),),
                fillers=(Filler("um", Span(8.2, 8.5)),),
                filler_phrases=(Phrase("you know", Span(40.0, 40.3)),),
                repetitions=(Repetition("at the end of the day", 3),),
                star=(Told(StarPart.SITUATION, Span(1.8, 20.3), 0.21, 0, 1),),
                said_i=4,
                said_we=3,
            ),
            Grade.GOOD,
        ),
        at=datetime(2026, 11, 23, 18, 30, 5, tzinfo=UTC),
    )


def test_grade_prints_what_the_contract_says() -> None:
    printed = attempt_record(spoken(), timings={"stop_to_transcript_s": 0.6})
    assert printed["question_id"] == "platform"
    assert printed["take"] == {
        "file": "take.wav",
        "duration_s": 93.2,
        "sample_rate_hz": 16000,
        "overflows": 0,
    }
    assert printed["transcript"]["words"][0] == {
        "text": "ADF",
        "start_s": 1.2,
        "end_s": 1.62,
        "probability": 0.93,
    }
    first, second = printed["coverage"]["points"]
    assert (first["id"], first["weight"], first["verdict"]) == ("ingestion", 3, "covered")
    assert first["evidence"][0]["quote"] == "ADF"
    assert first["evidence"][0]["start_s"] == 1.2
    assert (second["verdict"], second["evidence"]) == ("missed", [])
    assert first["grounds"] == [
        {"kind": "meaning", "finding": "near", "figure": 0.812, "said": [], "missing": []}
    ]
    assert second["grounds"] is None
    assert "grounds" not in kept_record(spoken())["coverage"]["points"][0]
    assert printed["coverage"]["score"] == 0.75
    assert printed["grade"] == "good"
    assert printed["abstained"] is None
    assert printed["timings"] == {"stop_to_transcript_s": 0.6, "stop_to_feedback_s": None}


def test_delivery_prints_what_the_contract_says() -> None:
    assert delivery_record(spoken().feedback.delivery) == {
        "start_latency_s": 1.8,
        "duration_s": None,
        "speaking_s": None,
        "words": 2,
        "pace_wpm": None,
        "syllables_per_s": None,
        "pauses": [{"start_s": 30.1, "end_s": 31.6}],
        "fillers": {"at_least": 1, "items": [{"text": "um", "start_s": 8.2, "end_s": 8.5}]},
        "filler_phrases": [{"text": "you know", "start_s": 40.0, "end_s": 40.3}],
        "repetitions": [{"text": "at the end of the day", "count": 3}],
        "star": [
            {
                "part": "situation",
                "start_s": 1.8,
                "end_s": 20.3,
                "share": 0.21,
                "first_word": 0,
                "last_word": 1,
                "has_number": False,
            }
        ],
        "star_missing": ["task", "action", "result"],
        "said_i": 4,
        "said_we": 3,
    }


def test_a_typed_answer_has_null_where_it_takes_sound_to_know() -> None:
    typed = delivery_record(Delivery(words=3))
    assert typed["pauses"] is None
    assert typed["fillers"] is None
    assert typed["start_latency_s"] is None
    assert transcript_record(Transcript.typed("a b"))["words"][0]["start_s"] is None


def test_a_bank_prints_what_the_contract_says() -> None:
    message = Message(Severity.INFO, "mojibake-repaired", "…", "a.md", 21)
    printed = bank_record(Bank("azure", "Azure", (Section(1, "Core"),), (ASKED,), messages=(message,)))
    assert (printed["bank"], printed["title"]) == ("azure", "Azure")
    assert printed["sections"] == [{"number": 1, "title": "Core"}]
    assert printed["messages"] == [
        {"severity": "info", "file": "a.md", "line": 21, "code": "mojibake-repaired", "text": "…"}
    ]
    question = printed["questions"][0]
    assert (question["id"], question["type"], question["answer_kind"]) == ("platform", "design", "plain")
    assert question["key_points"][0] == {
        "id": "ingestion",
        "label": "Ingestion",
        "text": "ADF brings batch data raw into Bronze.",
        "weight": 3,
        "part": None,
        "terms": ["ADF"],
        "accept": {"ADF": ["data factory"]},
        "origin": "bullet",
        "lines": [13, 13],
    }


# what compare is handed


def test_a_key_point_needs_no_more_than_an_id_and_a_text() -> None:
    assert key_point_from_record({"id": "k1", "text": "It is cheap."}) == KeyPoint(
        PointId("k1"), "It is cheap."
    )


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"id": "k1"}, "has no 'text'"),
        ({"id": 1, "text": "a"}, "1 should be a text"),
        ({"id": "k1", "text": "a", "weight": "much"}, "weight 'much'"),
        ({"id": "k1", "text": "a", "weight": -1}, "weight -1"),
        ({"id": "k1", "text": "a", "terms": "ADF"}, "should be a list"),
        ({"id": "k1", "text": "a", "part": "middle"}, "middle"),
        ({"id": "k1", "text": "a", "accept": ["ADF"]}, "can't be read"),
        (["k1"], "should be a JSON object"),
    ],
)
def test_a_key_point_that_is_none_is_refused_in_words(record: dict, said: str) -> None:
    with pytest.raises(InputError, match=said):
        key_point_from_record(record)


def test_a_record_that_contradicts_itself_is_refused() -> None:
    record = kept_record(spoken())
    record["transcript"]["segment_words"] = [7]
    with pytest.raises(InputError, match="7 words, not 2"):
        attempt_from_record(record)


def test_a_story_that_a_person_divided_comes_back() -> None:
    story = (
        StarTime(StarPart.SITUATION, Span(0.0, 2.0), 0.4),
        StarTime(StarPart.RESULT, Span(2.0, 5.0), 0.6),
    )
    divided = replace(spoken(), star=story)
    assert attempt_from_record(json.loads(json.dumps(kept_record(divided)))) == divided
