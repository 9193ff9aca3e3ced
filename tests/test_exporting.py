"""Attempts handed on as files: each form opened again by what is made for it."""

from __future__ import annotations

import csv
import json
import os
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
import sample
import soundfile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from interviewer import exporting
from interviewer.errors import InputError
from interviewer.interview.attempt import Attempt
from interviewer.interview.take import SAMPLE_RATE_HZ, Take
from interviewer.interview.transcript import Segment, Transcript

AT = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)


@pytest.fixture
def answered(tmp_path: Path) -> Attempt:
    made = sample.attempt(AT)
    take = Take(tmp_path / "take.wav", made.take.duration_s)
    tone = 0.3 * np.sin(np.arange(int(take.duration_s * SAMPLE_RATE_HZ)) * 0.2)
    soundfile.write(take.file, tone, SAMPLE_RATE_HZ, subtype="PCM_16")
    return replace(made, take=take)


def pages(file: Path) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", file.read_bytes()))


def images(file: Path) -> list[int]:
    """The widths of the pictures in a PDF."""
    return [int(width) for width in re.findall(rb"/Subtype\s*/Image\s*/Width (\d+)", file.read_bytes())]


def test_a_report_on_paper_is_one_page_with_the_strip(answered: Attempt, tmp_path: Path) -> None:
    assert exporting.write([answered], tmp_path / "a.pdf") == [tmp_path / "a.pdf"]
    assert pages(tmp_path / "a.pdf") == 1
    assert max(images(tmp_path / "a.pdf")) > 1500


def test_a_round_has_a_page_for_each_answer(answered: Attempt, tmp_path: Path) -> None:
    typed = replace(sample.attempt(AT, question=2), take=None, transcript=Transcript.typed("we use it"))
    exporting.write([answered, typed], tmp_path / "a.pdf")
    assert pages(tmp_path / "a.pdf") == 2


def test_an_answer_of_a_thousand_words_is_one_page_too(answered: Attempt, tmp_path: Path) -> None:
    words = answered.transcript.words * 25
    long = replace(answered, transcript=replace(answered.transcript, segments=(Segment(words),)))
    exporting.write([long], tmp_path / "a.pdf")
    assert pages(tmp_path / "a.pdf") == 1


@pytest.mark.parametrize("ending", exporting.SOUND)
def test_the_sound_in_each_form_is_the_sound(answered: Attempt, tmp_path: Path, ending: str) -> None:
    exporting.write([answered], tmp_path / f"a{ending}")
    copy, rate_hz = soundfile.read(tmp_path / f"a{ending}")
    assert rate_hz == SAMPLE_RATE_HZ
    assert len(copy) / rate_hz == pytest.approx(answered.take.duration_s, abs=0.1)
    turns = np.fft.rfft(copy[SAMPLE_RATE_HZ : 2 * SAMPLE_RATE_HZ])
    assert np.abs(turns).argmax() == pytest.approx(0.2 * SAMPLE_RATE_HZ / (2 * np.pi), abs=2)


def test_sound_and_subtitles_of_a_round_are_numbered_files(answered: Attempt, tmp_path: Path) -> None:
    typed = replace(answered, take=None, transcript=Transcript.typed("we use it"))
    for ending in (".flac", ".srt"):
        written = exporting.write([answered, typed, answered], tmp_path / f"a{ending}")
        assert [file.name for file in written] == [f"a 1{ending}", f"a 3{ending}"]
        assert all(file.exists() for file in written)


def test_a_round_as_a_page_as_text_as_data_and_as_a_table(answered: Attempt, tmp_path: Path) -> None:
    other = sample.attempt(AT, question=2)  # whose sound is gone
    for ending in (".html", ".md", ".json", ".csv"):
        exporting.write([answered, other], tmp_path / f"a{ending}")
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert page.count("<section>") == 2
    assert "2 answers, 23 November 2026" in page
    assert page.count('<path d="M') == 1  # the sound, of the one that has it
    text = (tmp_path / "a.md").read_text(encoding="utf-8")
    assert text.startswith("# 2 answers, 23 November 2026\n")
    assert text.count("\n## ") == 2
    found = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert [one["question_id"] for one in found["attempts"]] == ["cost", "choose"]
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as table:
        assert [row["question_id"] for row in csv.DictReader(table)] == ["cost", "choose"]


def test_what_can_not_be_written_is_told(answered: Attempt, tmp_path: Path) -> None:
    typed = replace(answered, take=None)
    for attempts, name, told in (
        ([answered], "a.docx", "no export as"),
        ([], "a.html", "nothing to export"),
        ([typed], "a.mp3", "no sound"),
        ([answered], "none/a.html", "can't be written"),
        ([answered], "none/a.pdf", "can't be written"),
        ([answered], "none/a.flac", "can't be written"),
    ):
        with pytest.raises(InputError, match=told):
            exporting.write(attempts, tmp_path / name)
