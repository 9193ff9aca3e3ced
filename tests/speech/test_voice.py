"""The real speech engine, spoken through the virtual sound server's loudspeaker."""

from __future__ import annotations

import json
import os
import queue
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import soundfile
from virtual_sound import VirtualSound, agreement, read, wait_until

from interviewer.errors import Cancelled, InputError, InterviewerError
from interviewer.interview.manner import USUAL, Manner
from interviewer.speech import utterance
from interviewer.speech.player import FilePlayer
from interviewer.speech.voice import SpokenVoice

QUESTION = "How do you keep the costs down?"

Ends = queue.Queue[Exception | None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "spoken"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture
def voice(folder: Path) -> Iterator[SpokenVoice]:
    player = FilePlayer()
    voice = SpokenVoice(player=player, folder=folder)
    yield voice
    voice.close()
    player.close()


@pytest.fixture
def ends() -> Ends:
    return queue.Queue()


def child(code: str) -> list[str]:
    return [sys.executable, "-c", code]


@pytest.mark.sound
def test_the_question_is_heard_at_the_loudspeaker(
    voice: SpokenVoice, virtual_sound: VirtualSound, folder: Path, ends: Ends
) -> None:
    with virtual_sound.listening() as loudspeaker:
        voice.say(QUESTION, done=ends.put)
        assert ends.get(timeout=30) is None
        (rendered,) = folder.glob("*.wav")
        original = read(rendered)
        wait_until(lambda: loudspeaker.duration_s > len(original) / 16_000, what="all heard")
    assert agreement(loudspeaker.sound(), original, piece_s=0.5) >= 0.5


def test_a_text_is_rendered_once(voice: SpokenVoice, folder: Path, tmp_path: Path) -> None:
    voice.render(QUESTION, to=tmp_path / "first.wav")
    (kept,) = folder.iterdir()
    written_ns = kept.stat().st_ctime_ns
    inode = kept.stat().st_ino
    voice.render(f"  {QUESTION}\n", to=tmp_path / "second.wav")
    assert [file.stat().st_ino for file in folder.iterdir()] == [inode]
    assert kept.stat().st_ctime_ns >= written_ns
    assert (tmp_path / "second.wav").read_bytes() == (tmp_path / "first.wav").read_bytes()
    assert soundfile.info(tmp_path / "first.wav").duration > 1.0


def test_rate_and_voice_are_heard(voice: SpokenVoice, tmp_path: Path) -> None:
    voice.render(QUESTION, to=tmp_path / "plain.wav")
    voice.rate_wpm = 250
    voice.render(QUESTION, to=tmp_path / "fast.wav")
    voice.voice = next(known.id for known in voice.voices() if known.language == "en-gb-scotland")
    voice.render(QUESTION, to=tmp_path / "scottish.wav")
    plain_s, fast_s = (soundfile.info(tmp_path / name).duration for name in ("plain.wav", "fast.wav"))
    assert fast_s < 0.85 * plain_s
    assert (tmp_path / "scottish.wav").read_bytes() != (tmp_path / "fast.wav").read_bytes()


def test_a_round_may_be_spoken_in_another_manner_than_the_settings(
    voice: SpokenVoice, tmp_path: Path
) -> None:
    voice.render(QUESTION, to=tmp_path / "plain.wav")
    voice.manner = Manner(rate_wpm=250)
    voice.render(QUESTION, to=tmp_path / "fast.wav")
    voice.manner = Manner(voice="gmw/en-GB-scotland", rate_wpm=250)
    voice.render(QUESTION, to=tmp_path / "scottish.wav")
    voice.manner = USUAL
    voice.render(QUESTION, to=tmp_path / "usual.wav")
    plain_s, fast_s = (soundfile.info(tmp_path / name).duration for name in ("plain.wav", "fast.wav"))
    assert fast_s < 0.85 * plain_s
    assert (tmp_path / "scottish.wav").read_bytes() != (tmp_path / "fast.wav").read_bytes()
    assert (tmp_path / "usual.wav").read_bytes() == (tmp_path / "plain.wav").read_bytes()


def test_it_renders_ahead_in_the_manner_of_the_moment_at_which_it_was_asked(
    voice: SpokenVoice, folder: Path, tmp_path: Path
) -> None:
    voice.prepare(QUESTION, manner=Manner(rate_wpm=250))
    voice.rate_wpm = 120
    wait_until(lambda: list(folder.glob("*.wav")), what="it is rendered")
    wait_until(lambda: len(list(folder.iterdir())) == 1, what="nothing left behind")
    voice.manner = Manner(rate_wpm=250)
    voice.render(QUESTION, to=tmp_path / "fast.wav")
    assert len(list(folder.iterdir())) == 1
    voice.prepare("And what else?")
    wait_until(lambda: len(list(folder.glob("*.wav"))) == 2, what="another text")


def test_of_what_is_to_be_rendered_ahead_only_the_last_is(folder: Path, tmp_path: Path) -> None:
    asked: list[str] = []
    gate = tmp_path / "gate"
    os.mkfifo(gate)

    def command(request_file: Path) -> list[str]:
        asked.append(json.loads(request_file.read_text(encoding="utf-8"))["text"])
        return child(f"open({str(gate)!r})") if len(asked) == 1 else utterance.command(request_file)

    voice = SpokenVoice(player=FilePlayer(), folder=folder, command=command)
    voice.prepare(QUESTION)
    wait_until(lambda: asked, what="the first is begun")
    voice.prepare("This is not wanted any more.")
    voice.prepare("This is.")
    gate.open("w").close()
    wait_until(lambda: list(folder.glob("*.wav")), what="the last is rendered")
    assert asked == [QUESTION, "This is."]
    voice.close()


def test_nothing_to_say_is_said_at_once(voice: SpokenVoice, folder: Path, ends: Ends) -> None:
    voice.say(" \n\x00 ", done=ends.put)
    assert ends.get(timeout=5) is None
    assert not list(folder.iterdir())


def test_nothing_to_say_is_no_file(voice: SpokenVoice, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nothing to speak"):
        voice.render("", to=tmp_path / "out.wav")


def test_an_unknown_voice_is_told_in_words(voice: SpokenVoice, tmp_path: Path) -> None:
    voice.voice = "Nobody"
    with pytest.raises(InterviewerError, match="Nobody"):
        voice.render(QUESTION, to=tmp_path / "out.wav")


@pytest.mark.sound
def test_stopped_while_speaking(voice: SpokenVoice, virtual_sound: VirtualSound, ends: Ends) -> None:
    player = voice.player
    voice.say(" ".join([QUESTION] * 5), done=ends.put)
    wait_until(lambda: (player.position_s or 0.0) > 0.1 or not ends.empty(), what="it speaks")
    assert list(ends.queue) == []
    voice.stop()
    assert isinstance(ends.get(timeout=1), Cancelled)
    wait_until(lambda: player.position_s is None, what="silence", limit_s=1)


@pytest.mark.fault(
    "the speech engine hangs",
    sees="within its time limit, that the question is shown and not spoken",
    kept="the round goes on; the engine's process is killed",
)
def test_an_engine_that_hangs_is_killed_and_told(folder: Path, ends: Ends) -> None:
    voice = SpokenVoice(
        player=FilePlayer(),
        folder=folder,
        limit_s=0.3,
        command=lambda _request: child("import signal; signal.pause()"),
    )
    began_s = time.monotonic()
    voice.say(QUESTION, done=ends.put)
    fault = ends.get(timeout=10)
    assert time.monotonic() - began_s < 5
    assert isinstance(fault, InterviewerError)
    assert "does not answer" in str(fault)
    wait_until(lambda: not list(folder.iterdir()), what="nothing left behind")


@pytest.mark.fault(
    "an answer is begun while the speech engine hangs",
    sees="nothing: the microphone opens",
    kept="the round goes on",
)
def test_stopping_does_not_wait_for_an_engine_that_hangs(folder: Path, ends: Ends) -> None:
    voice = SpokenVoice(
        player=FilePlayer(), folder=folder, command=lambda _request: child("import signal; signal.pause()")
    )
    voice.say(QUESTION, done=ends.put)
    voice.stop()
    assert isinstance(ends.get(timeout=1), Cancelled)
    voice.close()
    wait_until(lambda: not list(folder.iterdir()), what="the child is gone")
    assert list(ends.queue) == []


@pytest.mark.parametrize("code", ["import os; os.abort()", "raise SystemExit(7)", "pass"])
@pytest.mark.fault(
    "the speech engine crashes, fails or says nothing",
    sees="that the question is shown and not spoken",
    kept="the round goes on",
)
def test_an_engine_that_crashes_is_told(folder: Path, ends: Ends, code: str) -> None:
    voice = SpokenVoice(player=FilePlayer(), folder=folder, command=lambda _request: child(code))
    voice.say(QUESTION, done=ends.put)
    fault = ends.get(timeout=10)
    assert isinstance(fault, InterviewerError)
    assert fault.fix


@pytest.mark.fault(
    "the speech engine is missing", sees="that the question is shown and not spoken", kept="the round goes on"
)
def test_an_engine_that_is_missing_is_told(folder: Path, ends: Ends) -> None:
    voice = SpokenVoice(player=FilePlayer(), folder=folder, command=lambda _request: ["/no/such/program"])
    voice.say(QUESTION, done=ends.put)
    assert isinstance(ends.get(timeout=10), InterviewerError)


def test_the_frozen_app_is_its_own_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert utterance.command(Path("/spoken/request")) == [sys.executable, "--utterance", "/spoken/request"]
