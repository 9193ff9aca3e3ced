"""The main job, whole: a question at the loudspeaker, an answer into the microphone, the feedback.

The app runs as a process of its own, with the real model and without a network, and is driven by keys alone.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

import confinement
import pytest
from command_line import PROGRAM
from network_watch import NetworkWatch, attempts_of
from program import run
from virtual_screen import App, VirtualScreen
from virtual_sound import VirtualSound, agreement, read, wait_until

QUESTION = "platform-cost-optimization"
ANSWER = Path(__file__).parents[1] / "data" / "speech" / "a3_cost.flac"
#: What the recorded answer says beyond doubt, by the labels of the bank.
SAID = {"Job Clusters", "Spot instances", "Monitoring"}

pytestmark = [pytest.mark.model, pytest.mark.sound, pytest.mark.window]


def command_line(environment: dict[str, str], *words: str) -> str:
    return run([*PROGRAM, *words], environment=environment).out


def test_one_answer_by_keys(
    virtual_sound: VirtualSound,
    virtual_screen: VirtualScreen,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path))
    for silencing in ("CI", "ORT_DISABLE_TELEMETRY"):  # which a person's machine does not have
        monkeypatch.delenv(silencing, raising=False)
    environment = dict(os.environ)
    watch = NetworkWatch(tmp_path / "attempts")
    app = App(virtual_screen, environment, confinement.cut_off_if_possible(watch.program))
    try:
        heard = choose_and_hear(app, virtual_sound)
        feedback_s = answer(app, virtual_sound)
        replayed = replay(app, virtual_sound)
        assert attempts_of(app.process_id) == 0, "the app has used the network"
        app.press("ctrl+q")
        assert app.wait_for_the_end() == 0
    finally:
        app.end()

    assert watch.attempts() == []
    assert [path for path in tmp_path.rglob("*") if path.stat().st_mode & 0o077] == []
    spoken = tmp_path / "question.wav"
    command_line(environment, "say", "--question", QUESTION, "--out", str(spoken))
    # An underrun on a busy machine spoils a piece; another question would agree nowhere.
    assert agreement(heard, read(spoken), piece_s=0.25, alike=0.9) > 0.6

    (attempt,) = json.loads(command_line(environment, "history", "--json"))
    take = read(Path(attempt["take"]["file"]))
    assert agreement(take, read(ANSWER)) > 0.9
    assert attempt["take"]["overflows"] == 0
    check_feedback(attempt)
    assert len(replayed) > 0
    assert float(abs(replayed).max()) > 0.05
    with capsys.disabled():
        print(f"\n  from the stop to the feedback on the screen: {feedback_s:.2f} s")


def test_the_first_start_leads_to_a_first_answer(
    virtual_sound: VirtualSound,
    virtual_screen: VirtualScreen,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The microphone is tried and heard back; once put away, the welcome does not come again."""
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path))
    environment = dict(os.environ)
    app = App(virtual_screen, environment, welcomed=False)
    try:
        app.wait_for("Welcome")
        with virtual_sound.listening() as loudspeaker:
            app.press("m")
            spoken = virtual_sound.begin_to_speak(ANSWER)
            wait_until(
                lambda: float(abs(loudspeaker.sound()).max(initial=0.0)) > 0.05,
                what="what was said is heard back",
            )
            spoken.terminate()
            spoken.wait()
        app.press("Escape")
        app.wait_for("Practice")
        app.press("ctrl+q")
        assert app.wait_for_the_end() == 0
        assert list(tmp_path.glob("spoken/trial*")) == []
        app = App(virtual_screen, environment, welcomed=False)
        app.wait_for("Practice")
    finally:
        app.end()


def choose_and_hear(app: App, sound: VirtualSound) -> Any:
    """Searches for the question, starts it, and returns what came out of the loudspeaker."""
    app.wait_for("Practice")
    app.press("slash")
    app.write("cost optimization")
    app.press("Down")
    with sound.listening() as loudspeaker:
        app.press("Return")
        app.wait_for("Question is spoken")
        app.wait_for("Time to think")
        return loudspeaker.sound()


def answer(app: App, sound: VirtualSound) -> float:
    """Speaks the recorded answer into the microphone; returns how long the feedback then took."""
    app.press("space")
    app.wait_for("Recording")
    sound.speak(ANSWER)
    app.press("space")
    stopped = time.monotonic()
    app.wait_for("Feedback")
    return time.monotonic() - stopped


def replay(app: App, sound: VirtualSound) -> Any:
    """Plays the moment behind the first verdict that has one."""
    with sound.listening() as loudspeaker:
        app.press("r")
        wait_until(
            lambda: float(abs(loudspeaker.sound()).max(initial=0.0)) > 0.05,
            what="the recording is heard",
        )
        return loudspeaker.sound()


def check_feedback(attempt: dict[str, Any]) -> None:
    points = {point["label"]: point for point in attempt["coverage"]["points"]}
    for label in SAID:
        point = points[label]
        assert point["verdict"] == "covered", (label, point)
        (first, *_) = point["evidence"]
        assert first["quote"]
        assert 0 <= first["start_s"] < first["end_s"] <= attempt["take"]["duration_s"]
    assert attempt["coverage"]["score"] >= 0.5
    assert attempt["grade"] in {"hard", "good", "easy"}
    delivery = attempt["delivery"]
    assert 90 < delivery["pace_wpm"] < 180
    assert delivery["pauses"]
    assert attempt["transcript"]["model"] == "tiny.en"
