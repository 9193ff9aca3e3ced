"""What a retention rule would remove is shown first, and is no more than that."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from kept import NOON, answered, asked, write_take

from interviewer.history.archive import DiskArchive
from interviewer.interview.attempt import AttemptId
from interviewer.interview.reports.retention import Removal, Retention

DAY = timedelta(days=1)


@pytest.fixture
def kept(archive: DiskArchive, home: Path) -> list[AttemptId]:
    """Three takes of one question on three days, one of another; the oldest first."""
    ids = []
    for number, question in enumerate(["a", "a", "a", "b"]):
        file = home / "takes" / f"take {number}.wav"
        write_take(file, frames=1000)
        ids.append(archive.keep(answered(question=asked(question), take=file, at=NOON + number * DAY)))
    return ids


def removed(archive: DiskArchive, rule: Retention) -> Removal:
    removal = archive.would_remove(rule, now=NOON + 4 * DAY)
    archive.remove(removal)
    return removal


def test_the_default_keeps_everything(archive: DiskArchive, kept: list[AttemptId]) -> None:
    assert archive.would_remove(Retention(), now=NOON + 9999 * DAY) == Removal()


def test_the_last_of_each_question_stay(archive: DiskArchive, kept: list[AttemptId], home: Path) -> None:
    removal = removed(archive, Retention(last_per_question=1))
    assert removal == Removal(attempts=(kept[0], kept[1]), size_bytes=2 * 2044)
    assert archive.ids() == [kept[3], kept[2]]
    assert len(list((home / "takes").iterdir())) == 4  # until they are purged
    archive.restore(removal.attempts)
    assert len(archive.ids()) == 4


def test_old_sound_goes_and_the_words_stay(archive: DiskArchive, kept: list[AttemptId], home: Path) -> None:
    removal = removed(archive, Retention(sound_days=2))
    assert removal == Removal(sounds=(kept[0], kept[1]), size_bytes=2 * 2044)
    assert sorted(file.name for file in (home / "takes").iterdir()) == ["take 2.wav", "take 3.wav"]
    silent = archive.attempt(kept[0])
    assert silent.take is None
    assert silent.transcript.text == "we use data factory"
    assert [line.has_take for line in archive.recordings(kept)] == [False, False, True, True]
    assert archive.would_remove(Retention(sound_days=2), now=NOON + 4 * DAY) == Removal()


def test_what_is_kept_forever_is_never_concerned(archive: DiskArchive, kept: list[AttemptId]) -> None:
    archive.keep_forever([kept[0]])
    rule = Retention(last_per_question=1, sound_days=0)
    removal = archive.would_remove(rule, now=NOON + 4 * DAY)
    assert removal.attempts == (kept[1],)
    assert removal.sounds == (kept[2], kept[3])
    archive.keep_forever([kept[0]], keep=False)
    assert archive.would_remove(rule, now=NOON + 4 * DAY).attempts == (kept[0], kept[1])


def test_a_take_of_the_person_s_own_stays_where_it_is(archive: DiskArchive, home: Path) -> None:
    theirs = home / "theirs.wav"
    write_take(theirs)
    archive.keep(answered(take=theirs))
    assert removed(archive, Retention(sound_days=0)).size_bytes == 0
    assert theirs.exists()


def test_a_take_of_two_attempts_stays_while_one_needs_it(archive: DiskArchive, home: Path) -> None:
    file = home / "takes" / "shared.wav"
    write_take(file)
    archive.keep(answered(take=file))
    archive.keep(answered(take=file, at=NOON + 3 * DAY))
    removal = removed(archive, Retention(sound_days=2))
    assert (len(removal.sounds), removal.size_bytes) == (1, 0)
    assert file.exists()
