"""Whole rounds on a virtual screen and a virtual microphone: one by keys alone, one by voice alone.

The answers are people speaking; the model is real; the app is a process of its own.
"""

from __future__ import annotations

import difflib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from test_answer import command_line
from virtual_screen import App, VirtualScreen
from virtual_sound import VirtualSound

SPEECH = Path(__file__).parents[1] / "data" / "speech"
#: The recorded answers, and what each of them says beyond doubt.
ANSWERS = ("jfk", "lw_test", "mfa_cold_corpus3")
_POINTS = {
    "jfk": "Ask what you can do for your country.",
    "lw_test": "A bottle is standing on my desk.",
    "mfa_cold_corpus3": "I have a cold.",
}
#: Their words are in none of the answers.
_QUESTIONS = {
    "jfk": "Which request did the president make?",
    "lw_test": "Which object surprised the speaker?",
    "mfa_cold_corpus3": "Why does this voice sound unusual?",
}
_BANK = "\n".join(
    [
        "---",
        "bank: spoken",
        'title: "Answers that people spoke"',
        "---",
        "",
        "## 1. Answers",
        *(
            f"\n### {number}. {_QUESTIONS[which]}\n**Answer:**\n* **The point:** {_POINTS[which]}\n"
            for number, which in enumerate(ANSWERS, start=1)
        ),
    ]
)

pytestmark = [pytest.mark.model, pytest.mark.sound, pytest.mark.window]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The app's folder, with a bank of three questions chosen."""
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path))
    (tmp_path / "banks" / "spoken").mkdir(parents=True)
    (tmp_path / "banks" / "spoken" / "1.md").write_text(_BANK)
    (tmp_path / "settings.toml").write_text('bank = "spoken"\nwelcomed = true\n')
    return tmp_path


@pytest.fixture
def app(virtual_sound: VirtualSound, virtual_screen: VirtualScreen, home: Path) -> Iterator[App]:
    running = App(virtual_screen, dict(os.environ))
    running.wait_for("Practice")
    yield running
    running.end()


def kept() -> list[dict[str, Any]]:
    """The attempts in the archive, the oldest first."""
    return list(reversed(json.loads(command_line(dict(os.environ), "history", "--json"))))


def is_as_spoken(attempt: dict[str, Any], which: str) -> bool:
    spoken = (SPEECH / f"{which}.txt").read_text().lower().split()
    heard = attempt["transcript"]["text"].lower().split()
    return difflib.SequenceMatcher(None, spoken, heard).ratio() > 0.6


def words(text: str) -> set[str]:
    return set("".join(letter if letter.isalpha() else " " for letter in text.lower()).split())


def test_a_round_of_three_by_keys(app: App, virtual_sound: VirtualSound) -> None:
    app.press("space")
    for which in ANSWERS:
        app.wait_for("Question is spoken")
        app.wait_for("Time to think")
        app.press("space")
        app.wait_for("Recording")
        virtual_sound.speak(SPEECH / f"{which}.flac")
        app.press("space")
        app.wait_for("Feedback")
        app.press("n")
    app.wait_for("Debrief")
    app.press("ctrl+q")
    assert app.wait_for_the_end() == 0
    for attempt, which in zip(kept(), ANSWERS, strict=True):
        assert is_as_spoken(attempt, which), attempt["transcript"]["text"]
        (point,) = attempt["coverage"]["points"]
        assert point["verdict"] == "covered", (which, point)
        assert point["evidence"][0]["quote"]
        assert Path(attempt["take"]["file"]).is_file()


@pytest.fixture
def open_loudspeaker(virtual_sound: VirtualSound) -> Iterator[None]:
    """The microphone hears what the app plays, as on a desk without headphones."""
    module = virtual_sound.control(
        "load-module", "module-loopback", "source=speaker.monitor", "sink=micfeed", "latency_msec=30"
    )
    yield
    virtual_sound.control("unload-module", module)


def tell(app: App, sound: VirtualSound, home: Path, text: str, *, then: str) -> None:
    """Says something to the app; says it again where that has not led on, as a person would."""
    file = home / "command.wav"
    command_line(dict(os.environ), "say", text, "--out", str(file))
    for _ in range(3):
        speaking = sound.begin_to_speak(file)
        # looked for while it is spoken: a short question may be over before the sound server says that it is
        led_on = app.comes_to(then, within_s=20.0)
        speaking.wait(20)
        if led_on:
            return
    pytest.fail(f"“{text}” has not led to “{then}”")


def test_a_round_by_voice_with_the_loudspeaker_open(
    app: App, virtual_sound: VirtualSound, home: Path, open_loudspeaker: None
) -> None:
    for key in ("c", "h", "c"):
        app.press(key)
    with virtual_sound.listening("mic") as microphone:
        app.press("space")
        app.wait_for("Question is spoken")
        app.wait_for("Recording")
        assert microphone.sound().std() > 0.01, "the microphone should have heard the question"
    virtual_sound.speak(SPEECH / "jfk.flac")
    with virtual_sound.listening() as loudspeaker:
        tell(app, virtual_sound, home, "That's my answer.", then="Working|Feedback")
        app.wait_for("Feedback; listening")
        assert loudspeaker.sound().std() > 0.01, "the feedback was not spoken"
    tell(app, virtual_sound, home, "Next.", then="Question is spoken")
    app.wait_for("Recording")
    virtual_sound.speak(SPEECH / "lw_test.flac")
    app.wait_for("Feedback; listening")  # by silence
    tell(app, virtual_sound, home, "Repeat the question.", then="Question is spoken")
    app.wait_for("Recording")
    tell(app, virtual_sound, home, "Stop.", then="Debrief")
    assert not list(home.glob("listening*"))
    app.press("ctrl+q")
    assert app.wait_for_the_end() == 0

    attempts = kept()
    assert [is_as_spoken(one, which) for one, which in zip(attempts, ANSWERS, strict=False)] == [True, True]
    for attempt in attempts:
        said = words(attempt["transcript"]["text"])
        assert not said & words(" ".join(_QUESTIONS.values())) - words((SPEECH / "lw_test.txt").read_text())
        assert "answer" not in said
        assert attempt["coverage"]["points"][0]["verdict"] == "covered"
