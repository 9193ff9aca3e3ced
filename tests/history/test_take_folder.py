"""Names that a person can read, and what a crash left behind, made playable."""

from __future__ import annotations

import os
import wave
from datetime import datetime
from pathlib import Path

import pytest
from kept import answered, write_take

from interviewer.history.archive import DiskArchive
from interviewer.history.take_folder import answers, begun
from interviewer.interview.question import QuestionId

AT = datetime(2026, 11, 23, 18, 30, 5).astimezone()
AZURE = QuestionId("azure-data-platform-design")


def left(home: Path, name: str, **how: int) -> Path:
    """A take from before the app was started."""
    file = home / "takes" / name
    write_take(file, **how)
    os.utime(file, (1_700_000_000, 1_700_000_000))
    return file


def test_a_take_has_a_name_that_a_person_can_read(archive: DiskArchive) -> None:
    file = archive.take_file(AZURE, AT)
    assert file.name == "2026-11-23 18.30.05 azure-data-platform-design.wav"
    assert not file.exists()


@pytest.mark.parametrize("taken", ["x.wav", "x.part.wav"])
def test_two_takes_in_one_second_have_two_names(archive: DiskArchive, taken: str) -> None:
    file = archive.take_file(QuestionId("x"), AT)
    write_take(file.with_name(f"2026-11-23 18.30.05 {taken}"))
    assert archive.take_file(QuestionId("x"), AT).name == "2026-11-23 18.30.05 x (2).wav"


@pytest.mark.parametrize("hostile", ["../../etc/passwd", "a/b", "a\\b", "con:", "", "é" * 300, "a.b"])
@pytest.mark.fault(
    "a question whose id is a path out of the library",
    sees="nothing: the take has a harmless name",
    kept="everything outside",
)
def test_no_question_id_leads_out_of_the_folder(archive: DiskArchive, home: Path, hostile: str) -> None:
    file = archive.take_file(QuestionId(hostile), AT)
    assert file.parent == home / "takes"
    write_take(file)
    assert file.resolve().parent == (home / "takes").resolve()


def test_the_name_says_what_was_asked_and_when() -> None:
    file = Path("2026-11-23 18.30.05 azure-data-platform-design (2).wav")
    assert begun(file) == AT
    assert answers(file, AZURE)
    assert not answers(file, QuestionId("azure-data-platform"))
    assert begun(Path("holiday.wav")) is None
    assert not answers(Path("holiday.wav"), QuestionId("holiday"))


@pytest.mark.parametrize("which", ["azure.follow-up", "azure.cost", "a" * 60 + "." + "b" * 40, "Übung 1.p2"])
def test_the_name_tells_a_part_of_a_question_from_a_question(archive: DiskArchive, which: str) -> None:
    file = archive.take_file(QuestionId(which), AT)
    write_take(file)
    again = archive.take_file(QuestionId(which), AT)
    assert ", " in file.stem
    for one in (file, again, file.with_suffix(".part.wav")):
        assert answers(one, QuestionId(which))
        assert not answers(one, QuestionId(which.replace(".", "-")))
        assert not answers(one, QuestionId(which.partition(".")[0]))


@pytest.mark.fault(
    "the app died while a take was spoken", sees="the take, playable", kept="the take, to its last sample"
)
def test_a_take_that_was_being_spoken_is_playable_to_its_last_sample(
    archive: DiskArchive, home: Path
) -> None:
    left(home, "2026-11-23 18.30.05 x.part.wav", frames=40_000, header_frames=32_000)
    (take,) = archive.unfinished()
    assert archive.unfinished() == [take], "asked again"
    assert take.file.name == "2026-11-23 18.30.05 x.wav"
    assert take.duration_s == 2.5
    with wave.open(str(take.file)) as sound:
        assert (sound.getnframes(), sound.getframerate(), sound.getnchannels()) == (40_000, 16_000, 1)


def test_a_half_written_sample_does_not_matter(archive: DiskArchive, home: Path) -> None:
    file = left(home, "x.part.wav", frames=100)
    with file.open("ab") as sound:
        sound.write(b"\x01")
    os.utime(file, (1_700_000_000, 1_700_000_000))
    (take,) = archive.unfinished()
    with wave.open(str(take.file)) as sound:
        assert sound.getnframes() == 100


@pytest.mark.fault(
    "the app died after the stop, before the attempt was kept", sees="the take", kept="the take"
)
def test_a_take_that_was_stopped_but_not_kept_is_offered_too(archive: DiskArchive, home: Path) -> None:
    file = left(home, "stopped.wav")
    assert [take.file for take in archive.unfinished()] == [file]


def test_a_kept_take_is_not_offered_even_when_deleted(archive: DiskArchive, home: Path) -> None:
    file = left(home, "kept.wav")
    archive.delete([archive.keep(answered(take=file))])
    assert archive.unfinished() == []


def test_what_is_being_spoken_now_is_left_alone(archive: DiskArchive, home: Path) -> None:
    file = home / "takes" / "now.part.wav"
    write_take(file)
    os.utime(file, (4_000_000_000, 4_000_000_000))
    assert archive.unfinished() == []
    assert file.exists()


@pytest.mark.fault("the app died before the first sample", sees="nothing", kept="nothing was said yet")
def test_a_take_without_a_sample_is_nothing(archive: DiskArchive, home: Path) -> None:
    file = left(home, "empty.part.wav", frames=0)
    assert archive.unfinished() == []
    assert not file.exists()


def test_a_file_of_another_kind_is_left_as_it_is(archive: DiskArchive, home: Path) -> None:
    file = home / "takes" / "stereo.wav"
    with wave.open(str(file), "wb") as sound:
        sound.setparams((2, 2, 44_100, 0, "NONE", ""))
        sound.writeframes(bytes(4_000))
    os.utime(file, (1_700_000_000, 1_700_000_000))
    before = file.read_bytes()
    assert archive.unfinished() == []
    assert file.read_bytes() == before


@pytest.mark.fault("a cut-off take has the name of a finished one", sees="both", kept="both")
def test_an_unfinished_take_does_not_overwrite_a_finished_one(archive: DiskArchive, home: Path) -> None:
    left(home, "x.wav", frames=10)
    left(home, "x.part.wav", frames=20)
    assert {take.file.name for take in archive.unfinished()} == {"x.wav", "x (2).wav"}
