"""What is kept comes back: equal, in order, found by its words, and gone when it was deleted."""

from __future__ import annotations

import sqlite3
import stat
import sys
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from kept import NOON, answered, asked, write_take

from interviewer.errors import InputError, InterviewerError
from interviewer.history.archive import DiskArchive
from interviewer.interview.coverage import Verdict
from interviewer.interview.delivery import StarTime
from interviewer.interview.feedback import Grade
from interviewer.interview.question import PointId, QuestionId, StarPart
from interviewer.interview.reports.recording import Order, Selection
from interviewer.interview.transcript import Segment, Span, Transcript, Word


def reopened(home: Path) -> DiskArchive:
    return DiskArchive(database=home / "history.sqlite3", takes=home / "takes")


def test_an_attempt_comes_back_as_it_was_kept(archive: DiskArchive, home: Path) -> None:
    attempt = answered(take=home / "takes" / "a.wav")
    kept = archive.keep(attempt)
    assert archive.attempt(kept) == replace(attempt, id=kept)


def test_it_comes_back_in_another_process_s_archive(archive: DiskArchive, home: Path) -> None:
    kept = archive.keep(answered())
    with closing(reopened(home)) as other:
        assert other.attempt(kept) == archive.attempt(kept)


def test_a_typed_answer_is_kept_without_a_take(archive: DiskArchive) -> None:
    attempt = replace(answered(), transcript=Transcript.typed("we use it"))
    assert archive.attempt(archive.keep(attempt)).take is None


def test_a_take_elsewhere_keeps_its_place(archive: DiskArchive, tmp_path: Path) -> None:
    outside = tmp_path / "elsewhere" / "mine.flac"
    kept = archive.attempt(archive.keep(answered(take=outside)))
    assert kept.take is not None
    assert kept.take.file == outside


def test_the_library_can_be_moved(home: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    with closing(reopened(home)) as archive:
        kept = archive.keep(answered(take=home / "takes" / "a.wav"))
    moved = home.rename(tmp_path_factory.mktemp("other") / "library")
    with closing(reopened(moved)) as archive:
        take = archive.attempt(kept).take
    assert take is not None
    assert take.file == moved / "takes" / "a.wav"
    home.mkdir()  # pytest tidies up its own folder


def test_attempts_are_newest_first_whatever_their_zone(archive: DiskArchive) -> None:
    west = timezone(timedelta(hours=-8))
    early = archive.keep(answered(at=datetime(2026, 11, 23, 3, tzinfo=west)))  # 11:00 UTC
    late = archive.keep(answered(at=NOON))
    assert [attempt.id for attempt in archive.attempts()] == [late, early]
    assert archive.attempt(early).at.utcoffset() == timedelta(hours=-8)


def test_attempts_of_one_question(archive: DiskArchive) -> None:
    archive.keep(answered(question=asked("one")))
    other = archive.keep(answered(question=asked("other")))
    assert [attempt.id for attempt in archive.attempts(question=QuestionId("other"))] == [other]


def test_the_latest_few(archive: DiskArchive) -> None:
    ids = [archive.keep(answered(at=NOON + timedelta(days=day))) for day in range(5)]
    latest = archive.attempts(limit=2)
    assert len(latest) == 2
    assert latest[0].id == ids[4]
    assert [attempt.id for attempt in latest[1:]] == [ids[3]]


def test_an_unknown_attempt_is_bad_input(archive: DiskArchive) -> None:
    with pytest.raises(InputError, match="no attempt 7"):
        archive.attempt(7)


def test_corrections_stand_beside_the_verdicts(archive: DiskArchive) -> None:
    kept = archive.attempt(archive.keep(answered()))
    archive.correct(replace(kept, corrections={PointId("p2"): Verdict.COVERED}))
    again = archive.attempt(kept.id)
    assert again.corrections == {"p2": Verdict.COVERED}
    assert again.feedback == kept.feedback
    assert archive.recordings([kept.id])[0].score == 1.0
    archive.correct(replace(kept, corrections={}))
    assert archive.attempt(kept.id).corrections == {}


def test_a_story_keeps_its_marks_and_the_parts_that_the_person_set(archive: DiskArchive, home: Path) -> None:
    spoken = replace(answered(take=home / "takes" / "a.wav"), marks_s=(12.0, 18.5))
    kept = archive.attempt(archive.keep(spoken))
    assert (kept.marks_s, kept.star) == ((12.0, 18.5), None)
    own = (StarTime(StarPart.ACTION, Span(2.0, 30.0), 1.0),)
    archive.correct(replace(kept, star=own, own_grade=Grade.EASY))
    with closing(reopened(home)) as archive_again:
        again = archive_again.attempt(kept.id)
    assert again == replace(kept, star=own, own_grade=Grade.EASY)
    assert again.feedback.delivery.star == kept.feedback.delivery.star


def test_only_what_is_kept_can_be_corrected(archive: DiskArchive) -> None:
    with pytest.raises(InputError, match="not been kept"):
        archive.correct(answered())
    with pytest.raises(InputError, match="no attempt 7"):
        archive.correct(replace(answered(), id=7))


def test_a_revised_attempt_is_found_by_its_new_words(archive: DiskArchive) -> None:
    kept = archive.attempt(archive.keep(answered("we use data factory")))
    heard_again = Transcript((Segment((Word("kubernetes"),)),), model="small.en")
    archive.revise(replace(kept, transcript=heard_again))
    assert archive.attempt(kept.id).transcript.model == "small.en"
    assert archive.ids(Selection(text="kubernetes")) == [kept.id]
    assert archive.ids(Selection(text="factory")) == []


# the list of recordings


def test_a_line_says_what_lists_need(archive: DiskArchive, home: Path) -> None:
    kept = archive.keep(answered(take=home / "takes" / "a.wav"))
    (line,) = archive.recordings([kept])
    assert (line.id, line.at, line.question_id) == (kept, NOON, "azure-data-platform")
    assert (line.duration_s, line.score, line.grade) == (30.0, 0.75, Grade.GOOD)
    assert (line.words, line.pace_wpm, line.fillers, line.has_take) == (4, 120.0, 1, True)


def test_a_line_of_what_could_not_be_judged_has_no_score(archive: DiskArchive) -> None:
    kept = archive.keep(answered(grade=None, abstained="No speech was heard."))
    (line,) = archive.recordings([kept])
    assert (line.judged, line.score, line.grade) == (False, None, None)


def test_lines_come_in_the_order_asked_for(archive: DiskArchive) -> None:
    ids = [archive.keep(answered()) for _ in range(3)]
    wanted = [ids[2], ids[0], 999, ids[1]]
    assert [line.id for line in archive.recordings(wanted)] == [ids[2], ids[0], ids[1]]


def test_the_newest_that_have_the_words_are_found_first(archive: DiskArchive) -> None:
    kept = [
        archive.keep(answered("we use kafka" if day % 2 else "we use spark", at=NOON + timedelta(days=day)))
        for day in (3, 1, 5, 2, 4, 7, 0)
    ]
    three, one, five, _, _, seven, _ = kept
    found = archive.newest(Selection(text="kafka"), most=3)
    assert [line.id for line in found] == [seven, five, three]
    assert found == archive.recordings([seven, five, three])
    archive.delete([seven])
    assert [line.id for line in archive.newest(Selection(text="kaf"), most=3)] == [five, three, one]
    early = Selection(text="kafka", until=NOON + timedelta(days=3))
    assert [line.id for line in archive.newest(early, most=3)] == [one]
    assert archive.newest(Selection(text="kafka spark"), most=3) == []
    assert archive.newest(Selection(text='"*)('), most=3) == []


@pytest.mark.parametrize(
    ("selection", "found"),
    [
        (Selection(), {1, 2, 3}),
        (Selection(question=QuestionId("kafka")), {2}),
        (Selection(section=9), {3}),
        (Selection(grade=Grade.AGAIN), {3}),
        (Selection(since=NOON + timedelta(hours=1)), {2, 3}),
        (Selection(until=NOON + timedelta(hours=1)), {1}),
        (Selection(text="factory data"), {1}),
        (Selection(text="fact"), {1}),
        (Selection(text="fact "), set()),
        (Selection(text="KAFKA"), {2, 3}),
        (Selection(text="naive"), {3}),
        (Selection(text='"*)('), set()),
        (Selection(text="kafka", section=9), {3}),
        (Selection(verdict=Verdict.COVERED), {1, 2, 3}),
        (Selection(verdict=Verdict.CONTRADICTED), {2}),
        (Selection(judged=False), set()),
    ],
)
def test_filters(archive: DiskArchive, selection: Selection, found: set[int]) -> None:
    archive.keep(answered("we use data factory"))
    archive.keep(answered("events", question=asked("kafka"), at=NOON + timedelta(hours=1)))
    archive.keep(
        answered("Kafka, naïve", question=asked("x", 9), at=NOON + timedelta(hours=2), grade=Grade.AGAIN)
    )
    archive.correct(replace(archive.attempt(2), corrections={PointId("p2"): Verdict.CONTRADICTED}))
    assert set(archive.ids(selection)) == found


def test_what_could_not_be_judged_is_found_and_has_no_verdict(archive: DiskArchive) -> None:
    kept = archive.keep(answered("", abstained="Nothing was said."))
    archive.keep(answered())
    assert archive.ids(Selection(judged=False)) == [kept]
    assert kept not in archive.ids(Selection(verdict=Verdict.MISSED))


def test_order(archive: DiskArchive) -> None:
    b = archive.keep(answered(question=asked("beta")))
    a = archive.keep(answered(question=asked("Alpha"), at=NOON + timedelta(hours=1)))
    assert archive.ids(order=Order.QUESTION, descending=False) == [a, b]
    assert archive.ids(order=Order.DATE, descending=False) == [b, a]
    assert archive.ids(order=Order.DURATION) == [a, b]


def test_a_hit_shows_the_words_around_it(archive: DiskArchive) -> None:
    kept = archive.keep(answered("on the whole we use data factory for that"))
    other = archive.keep(answered("something else"))
    assert archive.excerpts("fact", [kept, other]) == {kept: "… the whole we use data «factory» for that"}
    assert archive.excerpts("factory", [other]) == {}
    assert archive.excerpts("...", [kept]) == {}


# deleting


def test_what_is_deleted_is_out_of_every_list_and_comes_back(archive: DiskArchive) -> None:
    kept, other = archive.keep(answered()), archive.keep(answered())
    archive.delete([kept])
    assert archive.ids() == [other]
    assert archive.ids(Selection(deleted=True)) == [kept]
    archive.restore([kept])
    assert set(archive.ids()) == {kept, other}


def test_what_is_purged_is_gone_with_its_take(archive: DiskArchive, home: Path) -> None:
    mine, theirs = home / "takes" / "a.wav", home / "own.wav"
    write_take(mine)
    write_take(theirs)
    ids = [archive.keep(answered(take=file)) for file in (mine, theirs)]
    archive.delete(ids)
    assert archive.purge(before=NOON) == 0
    assert archive.purge(before=datetime.now().astimezone() + timedelta(days=1)) == 2
    assert not mine.exists()
    assert theirs.exists()
    with pytest.raises(InputError):
        archive.attempt(ids[0])


def test_a_take_that_another_attempt_uses_is_not_purged(archive: DiskArchive, home: Path) -> None:
    file = home / "takes" / "a.wav"
    write_take(file)
    first = archive.keep(answered(take=file))
    archive.keep(answered(take=file))
    archive.delete([first])
    archive.purge(before=datetime.now().astimezone() + timedelta(days=1))
    assert file.exists()


@pytest.mark.fault("one damaged attempt among others", sees="that this one can't be read", kept="all others")
def test_a_damaged_record_is_told_and_the_others_are_read(archive: DiskArchive, home: Path) -> None:
    sound, damaged = archive.keep(answered()), archive.keep(answered())
    with closing(sqlite3.connect(home / "history.sqlite3")) as sql, sql:
        sql.execute("UPDATE record SET json = x'00' WHERE attempt_id = ?", (damaged,))
    with pytest.raises(InterviewerError, match=f"Attempt {damaged} in the history is damaged"):
        archive.attempt(damaged)
    assert [attempt.id for attempt in archive.attempts()] == [sound]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_the_files_are_for_the_user_alone(archive: DiskArchive, home: Path) -> None:
    archive.keep(answered())
    for file in home.glob("history.sqlite3*"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name
