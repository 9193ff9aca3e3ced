"""Where a round stands: it moves only by the table of legal moves, and tells its one observer."""

from __future__ import annotations

from collections.abc import Callable

from interviewer.interview.attempt import Attempt
from interviewer.interview.question import Question
from interviewer.interview.rounds import probe
from interviewer.interview.rounds.move import BARRED, MOVES, ONWARDS, IllegalMove, Move, State
from interviewer.interview.rounds.round import Round
from interviewer.interview.rounds.rules import Rules
from interviewer.interview.take import Take

#: What has to wait until the microphone is closed.
_AFTER_CLOSING = frozenset({*ONWARDS, Move.FOLLOW_UP, Move.LISTEN})


class Course:
    """The state of a round, and what it is about."""

    def __init__(self, *, changed: Callable[[State], None]) -> None:
        self.state = State.CHOOSING
        self.round: Round | None = None
        self.take: Take | None = None
        #: the answer that is looked at, and what the interviewer would ask about it
        self.attempt: Attempt | None = None
        self.follow_up: Question | None = None
        #: the answers of the round so far, as they came
        self.answers: tuple[Attempt, ...] = ()
        #: what went wrong with this answer, for the person to read
        self.fault: Exception | None = None
        self._changed = changed
        self._closing = False

    @property
    def question(self) -> Question | None:
        return self.round.current if self.round else None

    @property
    def rules(self) -> Rules:
        return self.round.rules if self.round else Rules.PRACTICE

    @property
    def hands_free(self) -> bool:
        return self.round is not None and self.round.hands_free

    @property
    def language(self) -> str:
        """In which the app is told what to do."""
        return self.round.language if self.round else "en"

    def can(self, move: Move) -> bool:
        """Whether the move is legal now; nothing is left while its take is still being closed."""
        if (self._closing and move in _AFTER_CLOSING) or move in BARRED[self.rules]:
            return False
        if move is Move.DEBRIEF and not self.has_debrief:
            return False
        if move is Move.HEAR_AGAIN and self.take is None:
            return False
        if move is Move.FOLLOW_UP and self.follow_up is None:
            return False
        return move in MOVES[self.state]

    @property
    def has_debrief(self) -> bool:
        """Whether the end has something to say that was not said after the only answer."""
        return len(self.answers) > (1 if self.rules.gives_feedback else 0)

    def _look_at(self, attempt: Attempt) -> None:
        self.attempt, self.follow_up = attempt, probe.follow_up(attempt)

    def _count(self, attempt: Attempt) -> None:
        """An answer of the round, or one that is there already as it is now."""
        known = [one.id for one in self.answers]
        if attempt.id in known:
            at = known.index(attempt.id)
            self.answers = (*self.answers[:at], attempt, *self.answers[at + 1 :])
        else:
            self.answers += (attempt,)

    def _asked(self) -> Question:
        return self._running().current

    def _running(self) -> Round:
        if self.round is None:
            raise IllegalMove("there is no question")
        return self.round

    def _require(self, move: Move) -> None:
        if not self.can(move):
            raise IllegalMove(f"{move} while {self.state}")

    def _go(self, move: Move, *, fault: Exception | None = None) -> None:
        self._require(move)
        self.state = MOVES[self.state][move]
        if fault is not None:
            self.fault = fault
        self._changed(self.state)
