"""Where a question can stand, and the table of legal moves between."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from interviewer.interview.rounds.rules import Rules


class State(StrEnum):
    """Where a question stands."""

    CHOOSING = "choosing"
    #: the question is being spoken; the microphone is closed
    ASKING = "asking"
    #: the person wants to begin: the voice falls silent before the microphone opens
    HUSHING = "hushing"
    THINKING = "thinking"
    #: the microphone has been asked for, and no sound has come yet
    OPENING = "opening"
    RECORDING = "recording"
    PAUSED = "paused"
    #: the take is closed and the rest of it is heard
    FINISHING = "finishing"
    JUDGING = "judging"
    REVIEWING = "reviewing"
    #: what to do next may be said; the microphone is open, and nothing that it hears is kept
    LISTENING = "listening"
    #: the answer is judged and kept, and nothing of it is shown before the end of the round
    WITHHELD = "withheld"
    #: the end of the round: what to work on
    DEBRIEFING = "debriefing"
    #: the take is kept, and nobody has understood it yet
    UNHEARD = "unheard"
    #: the take was thrown away, and can still be taken back
    DISCARDED = "discarded"


class Move(StrEnum):
    """What can happen to a question."""

    ASK = "ask"
    SAID = "said"
    ANSWER = "answer"
    SOUND = "sound"
    PAUSE = "pause"
    RESUME = "resume"
    #: on to the next part of a story
    MARK = "mark"
    STOP = "stop"
    DISCARD = "discard"
    UNDO = "undo"
    HEARD = "heard"
    JUDGED = "judged"
    WITHHOLD = "withhold"
    FAIL = "fail"
    #: the interviewer asks for what the answer has left out
    FOLLOW_UP = "follow up"
    LISTEN = "listen"
    STOP_LISTENING = "stop listening"
    HEAR_AGAIN = "hear again"
    RETRY = "retry"
    DEBRIEF = "debrief"
    LEAVE = "leave"


#: What leaves an answer behind.
ONWARDS = {
    Move.ASK: State.ASKING,
    Move.RETRY: State.THINKING,
    Move.DEBRIEF: State.DEBRIEFING,
    Move.LEAVE: State.CHOOSING,
}

#: The legal moves, by state; there are no others.
MOVES: Mapping[State, Mapping[Move, State]] = MappingProxyType(
    {
        State.CHOOSING: {Move.ASK: State.ASKING},
        State.ASKING: {Move.SAID: State.THINKING, Move.ANSWER: State.HUSHING, **ONWARDS},
        State.HUSHING: {Move.SAID: State.OPENING, Move.LEAVE: State.CHOOSING},
        State.THINKING: {Move.ANSWER: State.OPENING, **ONWARDS},
        State.OPENING: {Move.SOUND: State.RECORDING, Move.FAIL: State.THINKING, Move.DISCARD: State.THINKING},
        State.RECORDING: {
            Move.PAUSE: State.PAUSED,
            Move.MARK: State.RECORDING,
            Move.STOP: State.FINISHING,
            Move.DISCARD: State.DISCARDED,
        },
        State.PAUSED: {
            Move.RESUME: State.RECORDING,
            Move.STOP: State.FINISHING,
            Move.DISCARD: State.DISCARDED,
        },
        State.FINISHING: {Move.HEARD: State.JUDGING, Move.FAIL: State.UNHEARD},
        State.JUDGING: {
            Move.JUDGED: State.REVIEWING,
            Move.WITHHOLD: State.WITHHELD,
            Move.FAIL: State.UNHEARD,
        },
        State.REVIEWING: {Move.FOLLOW_UP: State.ASKING, Move.LISTEN: State.LISTENING, **ONWARDS},
        State.LISTENING: {Move.STOP_LISTENING: State.REVIEWING},
        State.WITHHELD: ONWARDS,
        State.DEBRIEFING: {Move.ASK: State.ASKING, Move.LEAVE: State.CHOOSING},
        State.UNHEARD: {Move.HEAR_AGAIN: State.FINISHING, **ONWARDS},
        State.DISCARDED: {Move.UNDO: State.FINISHING, **ONWARDS},
    }
)

#: The moves of the table that a round under these rules never makes.
BARRED: Mapping[Rules, frozenset[Move]] = MappingProxyType(
    {
        Rules.PRACTICE: frozenset({Move.WITHHOLD, Move.MARK}),
        Rules.DRILL: frozenset({Move.WITHHOLD, Move.MARK}),
        Rules.STAR: frozenset({Move.WITHHOLD}),
        Rules.PRESSURE: frozenset(
            {Move.JUDGED, Move.RETRY, Move.PAUSE, Move.DISCARD, Move.MARK, Move.FOLLOW_UP}
        ),
    }
)

#: The states in which the microphone is, or is about to be, open.
MICROPHONE_OPEN = frozenset({State.OPENING, State.RECORDING, State.PAUSED})

#: While the microphone or its take is in use, the question can't be left.
BUSY = frozenset(state for state, moves in MOVES.items() if Move.LEAVE not in moves) - {State.CHOOSING}


class IllegalMove(Exception):  # noqa: N818 - a bug in the caller, named for what it is
    """The move is not in the table for this state."""
