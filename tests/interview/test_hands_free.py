"""A round by ear and voice, on stand-ins: what is said leads on, and the microphone is closed meanwhile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import sample
from rehearsal import TONE, Listened, Rehearsal
from sample import said

from interviewer.errors import InterviewerError
from interviewer.interview.language import Command
from interviewer.interview.manner import Manner
from interviewer.interview.rounds.hands_free import HandsFree
from interviewer.interview.rounds.move import IllegalMove, State
from interviewer.interview.rounds.round import Round
from interviewer.interview.rounds.rules import Rules
from interviewer.interview.transcript import Segment


@pytest.fixture
def stage() -> Listened:
    return Listened()


# -- the answer ------------------------------------------------------------------------------------


def test_after_the_question_comes_a_tone_and_then_the_microphone_opens(stage: Listened) -> None:
    stage.voice.end()
    assert stage.state is State.THINKING
    assert stage.player.played[-1][0] == TONE
    assert stage.recorder.calls == []
    stage.player.end()
    assert stage.state is State.OPENING
    stage.microphone_opens()
    assert stage.state is State.RECORDING


def test_in_a_german_bank_the_app_is_told_in_german_and_says_so() -> None:
    stage = Listened(language="de-DE")
    stage.recording()
    stage.answering("Ich begrenze sie. That's my answer.", quiet_s=1.0)
    assert stage.state is State.RECORDING
    stage.answering("Ich begrenze sie. Das war meine Antwort.", quiet_s=1.0)
    stage.finish()
    assert "Say Nachfrage, noch einmal, nächste Frage, Frage wiederholen, or Stopp." in stage.voice.said[-1]
    stage.voice.end()
    stage.microphone_opens()
    stage.telling(said("next"))
    assert stage.state is State.LISTENING
    stage.telling(said("Nächste Frage, bitte."))
    stage.devices.run_dry()
    assert stage.session.round.number == 2


def test_an_answer_is_ended_by_saying_so_once_nothing_follows(stage: Listened) -> None:
    stage.recording()
    stage.answering("I cap them and that's my answer", quiet_s=0.3)
    assert stage.state is State.RECORDING
    stage.answering("I cap them and that's my answer to the first part", quiet_s=1.0)
    assert stage.state is State.RECORDING
    stage.answering("I cap them and that's my answer", quiet_s=1.0)
    assert stage.state is State.FINISHING


def test_the_command_is_cut_from_what_is_judged_and_kept(stage: Listened) -> None:
    words = (*sample.transcript().words, *said("That's my answer.", at_s=80.0))
    stage.transcriber.transcript = replace(sample.transcript(), segments=(Segment(words),))
    stage.reviewing()
    assert stage.archive.kept[0].transcript.text == sample.transcript().text


def test_in_a_round_with_hands_the_same_words_are_left_in() -> None:
    stage = Rehearsal()
    words = (*sample.transcript().words, *said("That's my answer.", at_s=80.0))
    stage.transcriber.transcript = replace(sample.transcript(), segments=(Segment(words),))
    stage.review()
    assert stage.archive.kept[0].transcript.text.endswith("That's my answer.")


def test_an_answer_is_ended_by_silence_and_not_by_thinking(stage: Listened) -> None:
    stage.recording()
    stage.recorder.elapsed_s = 30.0
    stage.answering("I cap them and", quiet_s=4.9)
    assert stage.state is State.RECORDING
    stage.answering("I cap them and", quiet_s=6.0)
    assert stage.state is State.FINISHING


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("Repeat the question.", sample.bank().questions[0].say),
        ("Next.", sample.bank().questions[1].say),
    ],
)
def test_a_command_in_place_of_an_answer_is_no_answer(stage: Listened, text: str, spoken: str) -> None:
    stage.recording()
    stage.answering(text, quiet_s=0.8)
    assert stage.state is State.RECORDING
    stage.answering(text, quiet_s=1.3)
    assert stage.state is State.DISCARDED
    stage.finish()
    assert stage.state is State.ASKING
    assert stage.voice.said[-1] == spoken
    assert stage.archive.kept == []
    assert len(stage.forgotten) == 1


def test_where_nobody_is_there_the_microphone_closes(stage: Listened) -> None:
    stage.recording()
    stage.recorder.elapsed_s = 61.0
    stage.tick()
    assert stage.state is State.DISCARDED
    assert "Nothing was heard" in stage.voice.said[-1]


# -- the feedback, and on from it ------------------------------------------------------------------


def test_the_feedback_is_spoken_before_the_microphone_opens_for_a_command(stage: Listened) -> None:
    stage.reviewing()
    assert stage.state is State.REVIEWING
    assert stage.voice.said[-1].startswith("You covered two of five, and one in part. You left out ADF.")
    hint = "Say ask a follow-up, again, next, repeat the question, or stop. I am listening."
    assert stage.voice.said[-1].endswith(hint)
    assert stage.recorder.calls == ["start", "stop"]
    stage.voice.end()
    assert stage.state is State.LISTENING
    stage.devices.run_dry()
    assert stage.recorder.file == Path("listening.wav")


@pytest.mark.parametrize(
    ("text", "state", "spoken"),
    [
        ("Next.", State.ASKING, sample.bank().questions[1].say),
        ("Repeat the question.", State.ASKING, sample.bank().questions[0].say),
        ("Ask a follow-up.", State.ASKING, "What would you say about ADF?"),
        ("Again.", State.THINKING, None),
        ("Stop.", State.CHOOSING, None),
    ],
)
def test_what_is_said_then_leads_on(stage: Listened, text: str, state: State, spoken: str | None) -> None:
    stage.listening()
    stage.telling(said(text))
    assert stage.state is State.REVIEWING  # the microphone is being closed
    stage.devices.run_dry()
    assert stage.state is state
    assert stage.recorder.calls[-1] == "stop"
    assert stage.forgotten[-1].file == Path("listening.wav")
    assert spoken is None or stage.voice.said[-1] == spoken


def test_again_comes_with_a_tone_and_makes_a_new_take(stage: Listened) -> None:
    stage.listening()
    stage.telling(said("Again."))
    stage.devices.run_dry()
    stage.player.end()
    stage.microphone_opens()
    assert stage.state is State.RECORDING


def test_a_whole_round_ends_by_itself_after_its_last_question(stage: Listened) -> None:
    stage.listening()
    stage.telling(said("Next."))
    stage.devices.run_dry()
    stage.listening()
    assert "Say again" not in stage.voice.said[-1]  # it was said once
    stage.telling(said("Next."))
    stage.devices.run_dry()
    assert stage.state is State.DEBRIEFING
    assert stage.voice.said[-1] == "That was the last question."
    assert [one.question.id for one in stage.archive.kept] == ["cost", "design"]


@pytest.mark.parametrize(
    "text", ["Hm, what was that?", "Next I would look at the cost.", "That's my answer."]
)
def test_what_is_no_command_is_passed_over(stage: Listened, text: str) -> None:
    stage.listening()
    stage.telling(said(text))
    assert stage.state is State.LISTENING
    stage.telling((*said(text), *said("Next.", at_s=20.0)))
    stage.devices.run_dry()
    assert stage.state is State.ASKING


def test_what_the_app_plays_meanwhile_is_not_taken_for_a_command(stage: Listened) -> None:
    stage.listening()
    stage.player.position_s, stage.recorder.elapsed_s = 1.0, 3.0
    stage.telling(said("Stop.", at_s=2.0))
    stage.player.position_s = None
    stage.telling(said("Stop.", at_s=2.0))
    assert stage.state is State.LISTENING
    stage.telling(said("Stop.", at_s=5.0))
    stage.devices.run_dry()
    assert stage.state is State.CHOOSING


def test_a_long_wait_is_forgotten_bit_by_bit(stage: Listened) -> None:
    stage.listening()
    stage.recorder.elapsed_s = 61.0
    stage.tick()
    stage.devices.run_dry()
    assert stage.state is State.LISTENING
    assert stage.recorder.calls[-2:] == ["stop", "start"]


def test_a_key_does_what_the_voice_would(stage: Listened) -> None:
    stage.listening()
    stage.conductor.obey(Command.NEXT)
    stage.devices.run_dry()
    assert stage.session.question.id == "design"


def test_a_key_cuts_the_feedback_short_and_no_microphone_opens_after_it(stage: Listened) -> None:
    stage.reviewing()
    assert stage.voice.speaking
    stage.conductor.obey(Command.NEXT)
    assert stage.session.question.id == "design"
    stage.devices.run_dry()
    assert stage.state is State.ASKING
    assert stage.recorder.calls == ["start", "stop"]


def test_a_tone_that_ends_after_its_question_was_left_opens_no_microphone(stage: Listened) -> None:
    stage.voice.end()
    late, stage.player._done = stage.player._done, None
    assert late is not None
    stage.conductor.obey(Command.NEXT)
    late(None)
    assert stage.state is State.ASKING
    assert stage.recorder.calls == []


def test_without_a_microphone_the_keys_are_left(stage: Listened) -> None:
    stage.reviewing()
    stage.recorder.start_fault = InterviewerError("It is busy.")
    stage.voice.end()
    stage.devices.run_dry()
    assert stage.state is State.REVIEWING
    assert stage.session.fault is stage.recorder.start_fault


def test_an_answer_that_nobody_understood_is_told(stage: Listened) -> None:
    stage.transcriber.fault = stage.transcriber.file_fault = InterviewerError("The model is damaged.")
    stage.reviewing()
    assert stage.state is State.UNHEARD
    assert "could not be understood" in stage.voice.said[-1]


def test_closing_while_listening_leaves_nothing_behind(stage: Listened) -> None:
    stage.listening()
    stage.session.close()
    stage.finish()
    assert stage.recorder.calls[-1] == "stop"
    assert stage.forgotten[-1].file == Path("listening.wav")
    assert len(stage.archive.kept) == 1


def test_the_rules_without_feedback_are_not_hands_free() -> None:
    stage = Rehearsal()
    stage.session.begin(Round(sample.bank().questions[:1], rules=Rules.PRESSURE))
    with pytest.raises(IllegalMove):
        stage.session.listen()


# -- what comes too late, or goes wrong --------------------------------------------------------------


def test_the_ear_hears_what_is_said_until_it_is_closed(stage: Listened) -> None:
    stage.listening()
    stage.recorder._ended.set()
    stage.worker.run_dry()
    heard, quiet = stage.transcriber.heard, stage.transcriber.quiet
    assert heard is not None
    assert quiet is not None
    heard(said("next"))
    quiet(0.5)
    assert [word.text for word in stage.session.ear.words] == ["next"]
    assert stage.session.ear.quiet_s == 0.5
    stage.session.stop_listening()
    heard(said("stop"))
    quiet(9.0)
    assert [word.text for word in stage.session.ear.words] == ["next"]
    assert stage.session.ear.quiet_s == 0.5


def test_a_microphone_that_opens_after_the_ear_was_closed_is_not_listened_to(stage: Listened) -> None:
    stage.reviewing()
    stage.voice.end()
    stage.session.stop_listening()
    stage.devices.run_dry()
    assert stage.recorder.calls[-2:] == ["start", "stop"]
    assert stage.worker.jobs == []


def test_an_ear_that_fails_after_it_was_closed_is_no_fault(stage: Listened) -> None:
    stage.listening()
    _, _, failed, _ = stage.worker.jobs[0]
    stage.session.stop_listening()
    failed(InterviewerError("The model is damaged."))
    stage.devices.run_dry()
    assert stage.state is State.REVIEWING
    assert stage.session.fault is None
    assert stage.recorder.calls[-1] == "stop"


def test_a_microphone_that_goes_while_it_listens_leaves_the_keys(stage: Listened) -> None:
    stage.listening()
    stage.recorder.fault = InterviewerError("It was unplugged.")
    stage.tick()
    assert stage.state is State.REVIEWING
    assert stage.session.fault is stage.recorder.fault


def test_without_a_tone_the_microphone_opens_at_once() -> None:
    stage = Listened()
    stage.conductor = HandsFree(stage.session, stage.equipment, tone=None, left=stage.leave)
    stage.conductor.follow(stage.state)
    stage.voice.end()
    stage.microphone_opens()
    assert stage.state is State.RECORDING


def test_a_round_with_hands_is_left_to_them() -> None:
    stage = Rehearsal()
    left: list[bool] = []
    conductor = HandsFree(stage.session, stage.equipment, tone=TONE, left=lambda: left.append(True))
    stage.record()
    stage.session.live_words, stage.session.quiet_s = said("That's my answer."), 30.0
    conductor.tick()
    assert stage.state is State.RECORDING
    assert left == []


def test_the_end_is_said_in_the_manner_of_the_round() -> None:
    slow = Manner(rate_wpm=120)

    stage = Listened(count=1, manner=slow)
    stage.listening()
    stage.telling(said("Next."))
    stage.devices.run_dry()
    assert stage.left
    assert stage.voice.said[-1] == "That was the last question."
    assert stage.voice.said_in[-1] == slow
