"""Killed while a part of a question is answered: it is graded for what was asked, and kept with it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from kills import Never
from virtual_sound import VirtualSound, wait_until

from interviewer.app import Assembly
from interviewer.errors import InputError
from interviewer.interview.question import QuestionId
from interviewer.interview.rounds import probe
from interviewer.interview.take import Take
from interviewer.keeping import TakeKeeping

TESTS = Path(__file__).parents[1]
QUESTION = QuestionId("platform-cost-optimization")
#: Sound on disk that can be judged: seven seconds.
ENOUGH_BYTES = 7 * 32_000

_CHILD = """
import sys
from threading import Event
from interviewer.app import Assembly
from interviewer.interview.question import QuestionId
from interviewer.interview.rounds import probe
from interviewer.interview.rounds.equipment import Equipment
from interviewer.interview.rounds.move import State
from interviewer.interview.rounds.round import Round
from interviewer.interview.rounds.rules import Rules
from interviewer.interview.rounds.session import Session
from interviewer.interview.transcript import Transcript
sys.path.insert(0, sys.argv[1])
from stand_ins import DirectBridge, HandLine, PreparedTranscriber, RecordingVoice
parts = Assembly()
first = Transcript.typed("We use spot instances for all batch jobs, and auto-termination on every cluster.")
worker, devices = HandLine(), HandLine()
session = Session(
    Equipment(
        voice=RecordingVoice(instant=True), recorder=parts.recorder, player=parts.player,
        transcriber=lambda: PreparedTranscriber(first), archive=parts.archive, clock=parts.clock,
        worker=worker, devices=devices, bridge=DirectBridge(), give=parts.give,
        vocabulary=lambda _question: (), forget=lambda take: take.file.unlink(), aside=None, spoken=str,
    ),
    changed=lambda _state: None,
)
def record():
    session.answer()
    devices.run_dry()
    while session.state is not State.RECORDING:
        session.tick()
        Event().wait(0.02)
question = parts.question(None, QuestionId(sys.argv[2]))
if sys.argv[3] == "follow-up":
    session.begin(Round((question,)))
    record()
    session.stop()
    devices.run_dry()
    worker.run_dry()
    session.ask_follow_up()
else:
    session.begin(Round(tuple(probe.drill(question, question.rubric.points[:3])), rules=Rules.DRILL))
    session.next()
record()
print(session.question.id, flush=True)
for _block in parts.recorder.sound():
    pass
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path))
    return tmp_path


@contextmanager
def killed_while_answering(home: Path, part: str, sound: VirtualSound) -> Iterator[tuple[Assembly, Take]]:
    """The app after the next start, and the take that it finds."""
    speaking = sound.begin_to_speak(TESTS / "data" / "speech" / "a3_cost.flac")
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(TESTS), QUESTION, part], stdout=subprocess.PIPE, text=True
    )
    try:
        assert child.stdout is not None
        asked = child.stdout.readline().strip()
        assert asked.startswith(f"{QUESTION}.")
        wait_until(lambda: _sound_on_disk(home) > ENOUGH_BYTES, what="sound on disk")
    finally:
        child.kill()
        child.communicate()
        speaking.terminate()
        speaking.wait(10)
    with closing(Assembly()) as parts:
        (take,) = parts.archive.unfinished()
        yield parts, take


def _sound_on_disk(home: Path) -> int:
    return sum(file.stat().st_size for file in (home / "takes").glob("*.part.wav"))


@pytest.mark.sound
@pytest.mark.model
@pytest.mark.fault(
    "killed (-9) while a point of a drill is answered",
    sees="the take, offered; it is graded for that point then",
    kept="the take, as an answer to that point",
)
def test_a_point_of_a_drill(home: Path, virtual_sound: VirtualSound) -> None:
    with killed_while_answering(home, "drill", virtual_sound) as (parts, take):
        point = parts.question(None, QUESTION).rubric.points[1]
        attempt = TakeKeeping(parts).recover(take, Never())
        assert attempt.question.part_of == QUESTION
        assert [one.point.id for one in attempt.feedback.coverage.points] == [point.id]
        assert parts.archive.attempt(attempt.id) == attempt
        assert parts.archive.unfinished() == []


@pytest.mark.sound
@pytest.mark.model
@pytest.mark.fault(
    "killed (-9) while a follow-up is answered",
    sees="the take, offered; it is graded for what the answer before it has left out then",
    kept="the take, with the answer before it",
)
def test_a_follow_up(home: Path, virtual_sound: VirtualSound) -> None:
    with killed_while_answering(home, "follow-up", virtual_sound) as (parts, take):
        (first,) = parts.archive.attempts()
        asked = probe.follow_up(first)
        assert asked is not None
        whole = TakeKeeping(parts).recover(take, Never())
        assert whole.id == first.id
        assert whole.follow_up is not None
        assert (whole.follow_up.asked, whole.follow_up.take) == (asked.text, take)
        answer = parts.archive.attempt(whole.follow_up.attempt)
        assert answer.question == asked
        assert answer.feedback.abstained is None
        assert [one.point for one in whole.follow_up.points] == list(asked.rubric.points)
        assert parts.archive.attempt(first.id) == whole
        assert parts.archive.unfinished() == []


@pytest.mark.sound
@pytest.mark.model
@pytest.mark.fault(
    "the answer before a follow-up is gone when a take of the follow-up is offered",
    sees="that it can't be graded, and what to do",
    kept="the take",
)
def test_a_follow_up_to_nothing(home: Path, virtual_sound: VirtualSound) -> None:
    with killed_while_answering(home, "follow-up", virtual_sound) as (parts, take):
        parts.archive.delete(parts.archive.ids())
        with pytest.raises(InputError, match="not there any more"):
            TakeKeeping(parts).recover(take, Never())
        assert [one.file for one in parts.archive.unfinished()] == [take.file]
