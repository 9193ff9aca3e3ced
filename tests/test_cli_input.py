"""What is handed to the command line and is none: sound without speech or sound, text that is no text."""

from __future__ import annotations

import json
import os
import wave
from pathlib import Path

import numpy as np
import pytest
import soundfile
from command_line import DONE, USAGE, CommandLine

QUESTION = "platform-cost-optimization"


def sound(file: Path, samples: object, *, rate_hz: int = 16_000) -> Path:
    soundfile.write(file, samples, rate_hz, subtype="PCM_16")
    return file


# -- sound that is none -------------------------------------------------------------------------------


def no_file(place: Path) -> Path:
    return place / "missing.wav"


def empty_file(place: Path) -> Path:
    (place / "empty.wav").touch()
    return place / "empty.wav"


def no_sound(place: Path) -> Path:
    (place / "text.wav").write_text("This is not a sound file.\n" * 100, encoding="utf-8")
    return place / "text.wav"


def a_folder(place: Path) -> Path:
    return place


def ten_hours(place: Path) -> Path:
    """By its header and on disk, though nothing of it is written: 1.1 GB of nothing."""
    file = place / "ten-hours.wav"
    size = 36_000 * 16_000 * 2
    with wave.open(str(file), "wb") as header:
        header.setnchannels(1)
        header.setsampwidth(2)
        header.setframerate(16_000)
    with file.open("r+b") as raw:
        raw.seek(4)
        raw.write((size + 36).to_bytes(4, "little"))
        raw.seek(40)
        raw.write(size.to_bytes(4, "little"))
        raw.truncate(size + 44)
    return file


def a_pipe(place: Path) -> Path:
    os.mkfifo(place / "pipe.wav")
    return place / "pipe.wav"


@pytest.mark.fault(
    "an answer that is no sound file",
    sees="what is wrong with the file, and what to use",
    kept="the file, untouched",
)
@pytest.mark.parametrize(
    ("made", "says"),
    [
        (no_file, "There is no file"),
        (empty_file, "empty"),
        (no_sound, "not a sound file"),
        (a_folder, "folder"),
        (ten_hours, "longer than 2 hours"),
        (a_pipe, "no ordinary file"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_file_that_is_no_answer(command_line: CommandLine, tmp_path: Path, made: object, says: str) -> None:
    assert callable(made)
    file = made(tmp_path)
    told = command_line.refused(USAGE, "grade", "--question", QUESTION, "--audio", file, "--json")
    assert says in told
    assert str(file) in told


@pytest.mark.model
@pytest.mark.fault(
    "a recording without speech", sees="that nothing was judged, and why", kept="the attempt, without a grade"
)
@pytest.mark.parametrize("loudness", [0.0, 0.1], ids=["silence", "noise"])
def test_nobody_speaks(command_line: CommandLine, tmp_path: Path, loudness: float) -> None:
    noise = np.random.default_rng(3).normal(0, 1, 5 * 16_000).clip(-1, 1) * loudness
    file = sound(tmp_path / "nobody.wav", noise)
    done = command_line("grade", "--question", QUESTION, "--audio", file, "--json")
    assert done.status == DONE
    assert done.json["grade"] is None
    assert done.json["abstained"]
    assert {point["verdict"] for point in done.json["coverage"]["points"]} == {"missed"}
    assert done.json["transcript"]["text"] == ""


# -- text that is none --------------------------------------------------------------------------------

GOOD = {"question": "Why?", "key_points": [{"id": "k1", "text": "Cheap."}], "answer": "It is cheap to run."}


@pytest.mark.fault(
    "a broken line among texts to compare",
    sees="the file and the line",
    kept="the results of the lines before",
)
@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '{"question": 3, "key_points": [], "answer": ""}',
        json.dumps(GOOD | {"key_points": [1]}),
    ],
)
def test_a_malformed_line_is_named(command_line: CommandLine, tmp_path: Path, line: str) -> None:
    file = tmp_path / "texts.jsonl"
    file.write_text(f"{json.dumps(GOOD)}\n\n{line}\n", encoding="utf-8")
    done = command_line("compare", file)
    assert done.status == USAGE
    assert f"{file}:3" in done.told
    assert "Traceback" not in done.told
    (first,) = done.out.splitlines()
    assert json.loads(first)["labels"].keys() == {"k1"}


@pytest.mark.fault("a written answer that is no text", sees="which byte is none", kept="the file, untouched")
def test_a_text_that_is_none(command_line: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "answer.txt"
    file.write_bytes(b"caf\xe9 latte")
    told = command_line.refused(USAGE, "grade", "--question", QUESTION, "--transcript", file)
    assert "UTF-8" in told
    assert "byte 3" in told
