"""Killed while a part of a question is answered: it is graded for what was asked, and kept with it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from kills import Never
from program import started
from virtual_sound import VirtualSound, wait_until

from interviewer.app import Assembly
from interviewer.errors import InputError
from interviewer.interview.attempt import Attempt
from interviewer.interview.question import QuestionId
from interviewer.interview.take import Take
from interviewer.keeping import TakeKeeping

pytestmark = [pytest.mark.model, pytest.mark.sound]

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


@dataclass(frozen=True)
class Killed:
    """The app after the next start, the take that it finds, and what that answers."""

    parts: Assembly
    take: Take
    asked: QuestionId

    def recover(self) -> Attempt:
        return TakeKeeping(self.parts).recover(self.take, Never())


@contextmanager
def killed_while_answering(home: Path, part: str, sound: VirtualSound) -> Iterator[Killed]:
    speaking = sound.begin_to_speak(TESTS / "data" / "speech" / "a3_cost.flac")
    try:
        with started([sys.executable, "-c", _CHILD, TESTS, QUESTION, part]) as child:
            assert child.stdout is not None
            asked = QuestionId(child.stdout.readline().strip())
            wait_until(lambda: _sound_on_disk(home) > ENOUGH_BYTES, what="sound on disk")
            child.kill()
    finally:
        speaking.terminate()
        speaking.wait(10)
    with closing(Assembly()) as parts:
        (take,) = parts.archive.unfinished()
        yield Killed(parts, take, asked)


def _sound_on_disk(home: Path) -> int:
    return sum(file.stat().st_size for file in (home / "takes").glob("*.part.wav"))


@pytest.mark.parametrize(
    "part",
    [
        pytest.param(
            "drill",
            marks=pytest.mark.fault(
                "killed (-9) while a point of a drill is answered",
                sees="the take, offered; it is graded for that point then",
                kept="the take, as an answer to that point",
            ),
        ),
        pytest.param(
            "follow-up",
            marks=pytest.mark.fault(
                "killed (-9) while a follow-up is answered",
                sees="the take, offered; it is graded for what the answer before it has left out then",
                kept="the take, with the answer before it",
            ),
        ),
    ],
)
def test_it_is_graded_for_what_was_asked(home: Path, virtual_sound: VirtualSound, part: str) -> None:
    with killed_while_answering(home, part, virtual_sound) as killed:
        archive = killed.parts.archive
        before = list(archive.attempts())
        whole = killed.recover()
        added = whole.follow_up
        assert ([whole.id] if added else []) == [first.id for first in before]
        answer = archive.attempt(added.attempt) if added else whole
        assert (answer.question.id, answer.question.part_of) == (killed.asked, QUESTION)
        assert answer.take == killed.take
        assert answer.feedback.abstained is None
        judged = [one.point for one in answer.feedback.coverage.points]
        assert judged == list(answer.question.rubric.points)
        if added:
            assert (added.asked, added.take) == (answer.question.text, killed.take)
            assert [one.point for one in added.points] == judged
        assert archive.attempt(whole.id) == whole
        assert archive.unfinished() == []


@pytest.mark.fault(
    "the answer before a follow-up is gone when a take of the follow-up is offered",
    sees="that it can't be graded, and what to do",
    kept="the take",
)
def test_a_follow_up_to_nothing(home: Path, virtual_sound: VirtualSound) -> None:
    with killed_while_answering(home, "follow-up", virtual_sound) as killed:
        archive = killed.parts.archive
        archive.delete(archive.ids())
        with pytest.raises(InputError, match="not there any more"):
            killed.recover()
        assert [one.file for one in archive.unfinished()] == [killed.take.file]
