"""How a round, and where it stands, are said."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from interviewer.interview.rounds.move import State
from interviewer.interview.rounds.pressure import Zone
from interviewer.interview.rounds.rules import Rules

if TYPE_CHECKING:
    from interviewer.interview.language import Command
    from interviewer.interview.rounds.round import Round
    from interviewer.interview.rounds.session import Session

#: So long before silence ends an answer it is said.
_SILENCE_TOLD_S = 3.0


def tr(text: str) -> str:
    return QCoreApplication.translate("round_words", text)


def title(state: State) -> str:
    """Where a question stands, for the window's title: seen in a task bar, read out by a screen reader."""
    return {
        State.ASKING: tr("Question is spoken"),
        State.HUSHING: tr("Opening the microphone"),
        State.THINKING: tr("Time to think"),
        State.OPENING: tr("Opening the microphone"),
        State.RECORDING: tr("Recording"),
        State.PAUSED: tr("Paused"),
        State.FINISHING: tr("Working out the feedback"),
        State.JUDGING: tr("Working out the feedback"),
        State.REVIEWING: tr("Feedback"),
        State.LISTENING: tr("Feedback; listening"),
        State.WITHHELD: tr("Answer kept"),
        State.DEBRIEFING: tr("Debrief"),
        State.UNHEARD: tr("Recording kept, not understood yet"),
        State.DISCARDED: tr("Discarded"),
    }[state]


def rules_in_words(rules: Rules) -> tuple[str, str]:
    """The name of the rules, and what they mean in a sentence."""
    return {
        Rules.PRACTICE: (
            tr("Practice"),
            tr("Feedback after each answer; try again as often as you like."),
        ),
        Rules.PRESSURE: (
            tr("Pressure"),
            tr(
                "30 s to think, then the recording begins by itself; answers are cut off at one and a half "
                "times their target. No feedback before the debrief at the end.",
            ),
        ),
        Rules.STAR: (
            tr("STAR stories"),
            tr(
                "Behavioural questions alone, with a budget for situation, task, action and result.",
            ),
        ),
        Rules.DRILL: (
            tr("Drill"),
            tr("Only the points that your last answers left out, asked for one by one."),
        ),
    }[rules]


def place(round_: Round) -> str:
    """Which question of the round it is."""
    found = tr("Question {number} of {total}").format(number=round_.number, total=len(round_.questions))
    if round_.follow_up is not None:
        found += " · " + tr("Follow-up")
    return found if round_.rules is Rules.PRACTICE else f"{rules_in_words(round_.rules)[0]} · {found}"


def way_out(session: Session) -> str:
    """Where the person gets who does not go on."""
    return tr("End the round") if session.has_debrief else tr("All questions")


def silence(session: Session) -> str:
    """How an answer that is being recorded ends, where it is not a key alone that ends it."""
    left_s = session.silence_left_s
    if left_s is not None and left_s <= _SILENCE_TOLD_S:
        return tr("Silence: stops by itself in {seconds} s.").format(seconds=math.ceil(left_s))
    if not session.hands_free:
        return ""
    return tr("Say “{done}”, or fall silent, to end it.").format(**_commands(session))


def status(state: State) -> tuple[str, str]:
    """Where the question stands, and what there is to do or to know."""
    return {
        State.ASKING: (tr("The question"), tr("Listen. The microphone is closed.")),
        State.HUSHING: (tr("Getting ready"), ""),
        State.THINKING: (tr("Take a moment"), tr("Begin when you are ready.")),
        State.OPENING: (tr("Opening the microphone"), tr("Wait for the word “Recording”.")),
        State.RECORDING: ("● " + tr("Recording"), ""),
        State.PAUSED: (tr("Paused"), tr("Nothing is recorded now.")),
        State.FINISHING: (tr("Listening to your answer"), tr("The recording is safe.")),
        State.JUDGING: (tr("Comparing with the key points"), tr("The recording is safe.")),
        State.UNHEARD: (tr("Not transcribed yet"), tr("The recording is kept.")),
        State.WITHHELD: (tr("Answer kept"), tr("Feedback comes at the end of the round.")),
        State.DISCARDED: (tr("Discarded"), tr("You can take it back until you go on.")),
    }.get(state, ("", ""))


def commands(session: Session) -> str:
    """What can be said now."""
    said = _commands(session)
    if session.follow_up is not None:
        return tr("Say “{follow_up}”, “{again}”, “{next}”, “{repeat}” or “{stop}”.").format(**said)
    return tr("Say “{again}”, “{next}”, “{repeat}” or “{stop}”.").format(**said)


def _commands(session: Session) -> dict[Command, str]:
    from interviewer.interview.rounds import command  # noqa: PLC0415 - the window starts without

    return command.named(session.language)


def zone(which: Zone, *, left_s: float) -> str:
    """How the answer stands in its time."""
    seconds = max(0, math.ceil(left_s))
    said = {
        Zone.GREEN: tr("Recording"),
        Zone.AMBER: tr("Recording: come to an end"),
        Zone.RED: tr("Recording: cut off in {seconds} s").format(seconds=seconds),
    }[which]
    return f"● {said}"
