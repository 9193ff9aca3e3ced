"""The natural voices: spoken for real, and stood in for where they are too slow or not whole."""

from __future__ import annotations

import json
import queue
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import soundfile

from interviewer.app import Assembly
from interviewer.errors import InterviewerError
from interviewer.settings import Settings
from interviewer.speech import natural, utterance
from interviewer.speech.voice import SpokenVoice

QUESTION = "How do you keep the costs down?"
HEART = natural.PREFIX + "heart"


class ListeningPlayer:
    """Notes the files it is asked to play, and says that each has been heard."""

    def __init__(self) -> None:
        self.played: list[Path] = []

    def play(self, file: Path, *, done: Callable[[Exception | None], None]) -> None:
        self.played.append(file)
        done(None)

    def stop(self) -> None:
        """Nothing is ever playing."""


class Speaker:
    """A voice on a player that listens; natural voices are rendered by the code that is given."""

    def __init__(self, folder: Path, *, natural_child: str, model: Callable[[], Path] | None) -> None:
        self.asked: list[str] = []
        self._natural_child = natural_child
        self.player = ListeningPlayer()
        self.ends: queue.Queue[Exception | None] = queue.Queue()
        self.voice = SpokenVoice(
            player=self.player,  # type: ignore[arg-type]
            voice=HEART,
            folder=folder,
            natural_model=model,
            patience_s=1.0,
            command=self._command,
        )

    def say(self, *, patient: bool = False) -> Exception | None:
        self.voice.say(QUESTION, done=self.ends.put, patient=patient)
        return self.ends.get(timeout=60)

    def _command(self, request_file: Path) -> list[str]:
        asked = json.loads(request_file.read_text(encoding="utf-8"))["voice"]
        self.asked.append(asked)
        if natural.is_natural(asked):
            return [sys.executable, "-c", self._natural_child]
        return utterance.command(request_file)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "spoken"
    folder.mkdir(mode=0o700)
    return folder


@pytest.mark.fault(
    "the natural voice is too slow for this machine",
    sees="nothing: the default voice asks",
    kept="the round goes on",
)
def test_the_default_voice_stands_in_for_one_that_is_too_slow(folder: Path) -> None:
    speaker = Speaker(folder, natural_child="import signal; signal.pause()", model=lambda: Path("network"))
    assert speaker.say() is None
    assert len(speaker.player.played) == 1
    assert soundfile.info(speaker.player.played[0]).duration > 1.0
    assert speaker.say() is None
    assert speaker.asked == [HEART, ""]  # the second time nothing is waited for, nor rendered again


@pytest.mark.fault(
    "the network of the natural voices is damaged",
    sees="what to do, where they try the voice; else nothing: the default voice asks",
    kept="the round goes on",
)
def test_the_default_voice_stands_in_for_one_that_is_damaged(folder: Path) -> None:
    def damaged() -> Path:
        raise InterviewerError("The model kokoro is damaged.", fix="Install the app again.")

    speaker = Speaker(folder, natural_child="", model=damaged)
    assert speaker.say() is None
    assert speaker.asked == [""]
    fault = speaker.say(patient=True)
    assert isinstance(fault, InterviewerError)
    assert "damaged" in str(fault)


def test_a_natural_voice_that_is_not_here_is_told_where_it_is_tried(folder: Path) -> None:
    speaker = Speaker(folder, natural_child="", model=None)
    assert speaker.say() is None
    fault = speaker.say(patient=True)
    assert isinstance(fault, InterviewerError)
    assert "not on this machine" in str(fault)


@pytest.mark.model
def test_a_natural_voice_is_offered_and_understood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path))
    parts = Assembly(Settings(voice=HEART))
    assert HEART in {voice.id for voice in parts.voice.voices()}
    parts.voice.render(QUESTION, to=tmp_path / "question.wav")
    heard = parts.transcriber("tiny.en").transcribe(tmp_path / "question.wav").text.lower()
    assert "keep the cost" in heard
    parts.close()
