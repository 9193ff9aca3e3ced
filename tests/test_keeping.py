"""Recordings made elsewhere, takes judged again, and what was deleted: the real path, without a window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import soundfile
from kept import answered, write_take
from stand_ins import Token

from interviewer.app import Assembly
from interviewer.errors import Cancelled, InputError
from interviewer.interview.coverage import Verdict
from interviewer.interview.feedback import Feedback
from interviewer.interview.question import PointId, QuestionId
from interviewer.interview.reports.recording import Selection
from interviewer.interview.reports.retention import Retention
from interviewer.interview.transcript import Transcript
from interviewer.keeping import TakeKeeping
from interviewer.settings import Settings

SPEECH = Path(__file__).parent / "data" / "speech"


@pytest.fixture
def assembly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Assembly]:
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path / "home"))
    made = Assembly(Settings())
    yield made
    made.close()


@pytest.mark.model
def test_a_file_is_brought_in_with_a_copy_of_its_own_judged_again_and_tidied_up(assembly: Assembly) -> None:
    keeping = TakeKeeping(assembly)
    question = assembly.bank(None).questions[0]
    attempt = keeping.bring_in(question, SPEECH / "jfk.flac", Token())
    assert attempt.take is not None
    assert attempt.take.file.parent == keeping.folder
    assert soundfile.info(attempt.take.file).duration == pytest.approx(attempt.take.duration_s, abs=0.01)
    assert "country" in attempt.transcript.text
    assert assembly.archive.attempt(attempt.id) == attempt

    points = tuple(
        replace(one, verdict=Verdict.COVERED, evidence=()) for one in attempt.feedback.coverage.points
    )
    outdated = replace(attempt.feedback, coverage=replace(attempt.feedback.coverage, points=points))
    assembly.archive.revise(replace(attempt, feedback=outdated))
    again = keeping.grade_again(assembly.archive.attempt(attempt.id), Token())
    assert again.feedback == attempt.feedback
    assert assembly.archive.attempt(attempt.id).feedback == attempt.feedback

    keeping.bring_in(question, SPEECH / "jfk.flac", Token())
    removal = keeping.would_remove(Retention(last_per_question=1))
    assert removal.attempts == (attempt.id,)
    assert removal.size_bytes > 300_000
    keeping.remove(removal)
    assert attempt.id not in assembly.archive.ids()


@pytest.mark.model
def test_what_is_called_off_or_no_sound_leaves_no_take_behind(assembly: Assembly, tmp_path: Path) -> None:
    keeping = TakeKeeping(assembly)
    question = assembly.bank(None).questions[0]
    with pytest.raises(Cancelled):
        keeping.bring_in(question, SPEECH / "jfk.flac", Token(cancelled=True))
    (tmp_path / "letter.mp3").write_bytes(b"Dear Kim")
    with pytest.raises(InputError):
        keeping.bring_in(question, tmp_path / "letter.mp3", Token())
    assert assembly.archive.ids() == []
    assert not list(keeping.folder.glob("*"))


@pytest.mark.model
def test_a_first_reading_is_read_again_with_care_and_kept_by_whoever_shows_it(assembly: Assembly) -> None:
    keeping = TakeKeeping(assembly)
    attempt = keeping.bring_in(assembly.bank(None).questions[0], SPEECH / "jfk.flac", Token())
    assert keeping.refine(attempt, Token()) is None  # a whole file leaves nothing to improve
    sketchy = replace(attempt.transcript, segments=attempt.transcript.segments[:0], final=False, lead_s=4.0)
    better = keeping.refine(replace(attempt, transcript=sketchy), Token())
    assert better is not None
    assert better.transcript == replace(attempt.transcript, lead_s=4.0)
    assert better.feedback.coverage == attempt.feedback.coverage
    waited_s = attempt.feedback.delivery.start_latency_s
    assert waited_s is not None
    assert better.feedback.delivery.start_latency_s == pytest.approx(waited_s + 4.0)


@pytest.mark.model
def test_a_wording_that_is_taught_counts_in_the_next_answer_and_can_be_taken_back(assembly: Assembly) -> None:
    keeping = TakeKeeping(assembly)
    question = assembly.question(None, QuestionId("platform-cost-optimization"))
    point = next(one for one in question.rubric.points if one.label == "Spot instances")
    wording = "we bid on leftover capacity overnight"
    answer = Transcript.typed(f"For the big batch loads {wording}, and nobody has to wait for it.")
    before = _verdict(assembly.give(question, answer), point.id)
    take_back = keeping.teach(question, point.id, wording)
    taught = assembly.question(None, question.id)
    assert before is not Verdict.COVERED
    assert _verdict(assembly.give(taught, answer), point.id) is Verdict.COVERED
    take_back()
    assert assembly.question(None, question.id).rubric == question.rubric
    with pytest.raises(InputError, match="No bank has this question"):
        keeping.teach(replace(question, id=QuestionId("gone")), point.id, wording)


def _verdict(given: Feedback, point: PointId) -> Verdict:
    return next(one.verdict for one in given.coverage.points if one.point.id == point)


def test_what_was_deleted_comes_back_for_thirty_days(assembly: Assembly) -> None:
    keeping = TakeKeeping(assembly)
    take = keeping.folder / "2026-11-23 12.00.00 azure.wav"
    write_take(take)
    kept = assembly.archive.keep(answered("said and deleted", take=take))
    assembly.archive.delete([kept])
    keeping.purge()
    assert assembly.archive.ids(Selection(deleted=True)) == [kept]
    now = assembly.clock.now()
    for days, there in ((29, [kept]), (31, [])):
        assembly.clock.now = lambda days=days: now + timedelta(days=days)  # type: ignore[method-assign,misc]
        keeping.purge()
        assert assembly.archive.ids(Selection(deleted=True)) == there
        assert take.exists() == bool(there)
