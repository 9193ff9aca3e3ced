"""What is handed on: complete, escaped, and without anything that loads or runs."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from interviewer.errors import InputError
from interviewer.interview.attempt import Attempt, AttemptId, FollowUpAnswer
from interviewer.interview.coverage import Coverage, Evidence, PointVerdict, Repair, Verdict
from interviewer.interview.delivery import Delivery, Phrase, Repetition, Told
from interviewer.interview.feedback import Feedback, Grade
from interviewer.interview.question import KeyPoint, PointId, Question, QuestionId, Rubric, StarPart
from interviewer.interview.reports import report
from interviewer.interview.reports.export import FORMS, rendered
from interviewer.interview.reports.subtitle import cues_of, srt, vtt
from interviewer.interview.take import Take
from interviewer.interview.transcript import Filler, Segment, Span, Transcript, Word

HOSTILE = '<script>alert(1)</script> & <img src="http://evil.example/x.png"> [a](http://evil.example) `x`'


def words(text: str, *, start_s: float = 0.0, each_s: float = 0.4) -> tuple[Word, ...]:
    return tuple(
        Word(word, start_s + n * each_s, start_s + n * each_s + 0.3, 0.9)
        for n, word in enumerate(text.split())
    )


def attempt(text: str = "ADF, and it is raw. You know, cheap.", hostile: str = "") -> Attempt:
    points = (
        KeyPoint(PointId("a"), f"ADF ingests. {hostile}", label=f"Ingestion {hostile}", weight=3),
        KeyPoint(PointId("b"), "It is cheap."),
    )
    return Attempt(
        question=Question(QuestionId("platform"), f"How? {hostile}", "How?", 1, 1, Rubric(points)),
        take=Take(Path("/takes/a.wav"), 10.0),
        transcript=Transcript(
            (Segment(words(text)),), model="tiny.en", duration_s=10.0, speech=(Span(0.0, 3.5), Span(5.0, 9.0))
        ),
        feedback=Feedback(
            Coverage(
                (
                    PointVerdict(
                        points[0],
                        Verdict.COVERED,
                        0.9,
                        f"Said. {hostile}",
                        (Evidence(text, 65.0, 66.0, 0, 1),),
                    ),
                    PointVerdict(points[1], Verdict.MISSED, 0.9, "Not said."),
                ),
                (Repair("skim", f"SCIM {hostile}", 0, 0), Repair("skim", f"SCIM {hostile}", 1, 1)),
            ),
            Delivery(
                words=8,
                start_latency_s=1.25,
                duration_s=9.0,
                pace_wpm=120.4,
                pauses=(Span(3.5, 5.0),),
                fillers=(Filler("um", Span(2.0, 2.2)),),
                filler_phrases=(Phrase("you know", None),),
                repetitions=(Repetition("at the end", 3),),
                star=(Told(StarPart.SITUATION, Span(0, 2), 0.25, 0, 1),),
            ),
            Grade.GOOD,
            advice=(f"Name the cost. {hostile}",),
        ),
        at=datetime(2026, 11, 23, 18, 30, 5, tzinfo=UTC),
        id=AttemptId(12),
        corrections={PointId("b"): Verdict.PARTIAL},
    )


def unjudged() -> Attempt:
    whole = attempt()
    return replace(whole, feedback=replace(whole.feedback, grade=None, abstained="No speech was heard."))


class Tags(HTMLParser):
    """All tags and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)


def test_the_page_loads_and_runs_nothing_whatever_was_said() -> None:
    page = rendered([attempt(HOSTILE, HOSTILE)], ".html")
    seen = Tags()
    seen.feed(page)
    assert seen.open == []
    assert not seen.tags & {"script", "img", "a", "link", "iframe", "object", "form"}
    assert not {name for name in seen.names if name in {"src", "href", "style"} or name.startswith("on")}
    assert "url(" not in page
    assert "@import" not in page


def test_the_page_holds_the_proof() -> None:
    page = rendered([attempt()], ".html")
    for part in ("How?", "Ingestion", "✓ covered", "✗ missed", "you say: partial", "1:05", "tiny.en", "<svg"):
        assert part in page, part


def test_what_was_understood_otherwise_is_shown_once() -> None:
    for ending in (".md", ".html"):
        assert rendered([attempt()], ending).count("Heard “skim”, understood as “SCIM") == 1


def test_where_nothing_was_understood_otherwise_nothing_is_said_of_it() -> None:
    whole = attempt()
    coverage = replace(whole.feedback.coverage, repairs=())
    plain = replace(whole, feedback=replace(whole.feedback, coverage=coverage))
    for ending in (".md", ".html"):
        assert "understood as" not in rendered([plain], ending)


def test_a_typed_answer_has_no_picture() -> None:
    typed = replace(attempt(), take=None, transcript=Transcript.typed("we use it"))
    assert "<svg" not in rendered([typed], ".html")


def test_markdown_holds_the_proof_and_nothing_in_it_is_markup() -> None:
    text = rendered([attempt("a *b* <c>", "_x_ [y](z)")], ".md")
    assert "- ✓ covered · **Ingestion \\_x\\_ \\[y\\](z):**" in text
    assert "> “a \\*b\\* \\<c\\>” (1:05)" in text
    assert "- Pace: 120 words a minute" in text
    assert "- Pauses: 1, the longest 1.5 s" in text
    assert "88% of what matters, 1 of 2 points covered, 1 in part" in text


def test_what_was_not_judged_says_why_in_every_form() -> None:
    for ending in (".html", ".md", ".json"):
        assert "No speech was heard." in rendered([unjudged()], ending)
    assert "not judged" in report.one_line(unjudged())


def test_json_is_what_grade_prints() -> None:
    assert json.loads(rendered([attempt()], ".JSON"))["question_id"] == "platform"


def test_an_unknown_form_lists_those_there_are() -> None:
    with pytest.raises(InputError) as refused:
        rendered([attempt()], ".docx")
    assert ".html, .md, .json, .csv, .srt, .vtt, or .pdf" in refused.value.fix


@pytest.mark.parametrize("ending", FORMS)
def test_every_form_of_an_empty_answer(ending: str) -> None:
    silent = replace(unjudged(), transcript=Transcript((), duration_s=5.0, speech=()))
    assert isinstance(rendered([silent], ending), str)


def test_a_line_of_the_history() -> None:
    assert report.one_line(attempt()) == "   12  2026-11-23 18:30  good         88%  platform"


def test_the_table_has_a_column_for_each_name_and_is_no_formula() -> None:
    risky = replace(attempt("=1+1 is the answer"), id=AttemptId(3))
    written = io.StringIO()
    csv.writer(written).writerows(report.history_rows([attempt(), unjudged(), risky]))
    rows = list(csv.DictReader(io.StringIO(written.getvalue())))
    assert rows[0]["score"] == "0.875"
    assert (rows[0]["covered"], rows[0]["partial"], rows[0]["missed"]) == ("1", "1", "0")
    assert rows[0]["fillers_at_least"] == "1"
    assert (rows[1]["grade"], rows[1]["score"]) == ("", "")
    assert rows[2]["transcript"] == "'=1+1 is the answer"


# subtitles


def test_srt_is_numbered_and_timed() -> None:
    assert srt(attempt().transcript).splitlines() == [
        "1",
        "00:00:00,000 --> 00:00:01,900",
        "ADF, and it is raw.",
        "",
        "2",
        "00:00:02,000 --> 00:00:03,100",
        "You know, cheap.",
    ]


def test_vtt_escapes_what_would_be_a_tag() -> None:
    text = vtt(attempt("<b> & so").transcript)
    assert text.startswith("WEBVTT\n\n00:00:00.000 --> ")
    assert "&lt;b&gt; &amp; so" in text


def test_cues_are_short_and_in_order_and_lose_no_word() -> None:
    said = "word " * 200 + "pneumonoultramicroscopicsilicovolcanoconiosis"
    transcript = attempt(said).transcript
    cues = cues_of(transcript)
    assert " ".join(cue.text for cue in cues) == transcript.text
    assert all(len(cue.text) <= 84 and cue.end_s - cue.start_s <= 6.0 for cue in cues)
    assert all(before.end_s <= after.start_s for before, after in pairwise(cues))
    assert all(len(line) <= 46 for line in srt(transcript).splitlines() if not re.match(r"\d", line))


def test_a_pause_ends_a_cue() -> None:
    spoken = Transcript((Segment(words("one two") + words("three four", start_s=5.0)),))
    assert [cue.text for cue in cues_of(spoken)] == ["one two", "three four"]


def test_a_typed_answer_has_no_subtitles() -> None:
    with pytest.raises(InputError, match="typed answer"):
        srt(Transcript.typed("we use it"))


def test_a_follow_up_is_told_apart_with_what_it_brought() -> None:
    whole = replace(attempt(), corrections={})
    gained = replace(whole.feedback.coverage.points[1], verdict=Verdict.COVERED)
    followed = replace(whole, follow_up=FollowUpAnswer("And the cost?", None, None, (gained,)))
    told = report.markdown(followed)
    assert "## Follow-up: And the cost?" in told
    assert "- ✓ It is cheap.: covered." in told
    assert "Follow-up" not in report.markdown(whole)
    missed = replace(gained, verdict=Verdict.MISSED)
    nothing = replace(whole, follow_up=FollowUpAnswer("And the cost?", None, None, (missed,)))
    assert "Nothing that was left out" in report.markdown(nothing)
    unheard = replace(whole, follow_up=FollowUpAnswer("And the cost?", None, None))
    assert "could not be judged" in report.markdown(unheard)


def test_a_story_tells_who_did_it() -> None:
    story = attempt()
    delivery = replace(story.feedback.delivery, said_i=4, said_we=1)
    story = replace(story, feedback=replace(story.feedback, delivery=delivery))
    assert "“I” 4 times, “we” 1 times" in rendered([story], ".md")


def test_a_long_word_is_not_broken_in_a_subtitle() -> None:
    assert srt(attempt("x" * 60).transcript).splitlines()[2] == "x" * 60


def test_an_even_answer_without_advice_is_shown_without_a_list_of_it() -> None:
    whole = attempt()
    even = replace(whole.feedback, advice=(), delivery=replace(whole.feedback.delivery, pauses=()))
    points = tuple(
        replace(one, evidence=tuple(replace(proof, start_s=None, end_s=None) for proof in one.evidence))
        for one in even.coverage.points
    )
    even = replace(even, coverage=replace(even.coverage, points=points))
    page = rendered([replace(whole, feedback=even)], ".html")
    assert "Name the cost" not in page
    assert "- Pauses: none of note" in rendered([replace(whole, feedback=even)], ".md")
