"""The session as the window has it: on the window's threads, and by voice where a round is hands-free."""

from __future__ import annotations

from collections.abc import Callable

from interviewer.interview.language import Command
from interviewer.interview.rounds.equipment import Equipment
from interviewer.interview.rounds.hands_free import HandsFree
from interviewer.interview.rounds.move import Move, State
from interviewer.interview.rounds.session import Session
from interviewer.settings import Settings
from interviewer.ui.elements import words
from interviewer.ui.parts import Parts
from interviewer.ui.work.workplace import Workplace

_COMMANDS = {
    Move.RETRY: Command.AGAIN,
    Move.ASK: Command.NEXT,
    Move.FOLLOW_UP: Command.FOLLOW_UP,
    Move.LEAVE: Command.STOP,
}


class Conductor:
    """Builds the session, and sees that keys and voice come to the same."""

    def __init__(
        self, parts: Parts, place: Workplace, *, changed: Callable[[State], None], left: Callable[[], None]
    ) -> None:
        """``left`` is called when a round is over."""
        use = Equipment(
            voice=parts.voice,
            recorder=parts.recorder,
            transcriber=parts.transcriber,
            player=parts.player,
            archive=parts.archive,
            clock=parts.clock,
            worker=place.worker,
            devices=place.devices,
            bridge=place.bridge,
            give=parts.give,
            vocabulary=parts.vocabulary,
            forget=parts.forget,
            aside=parts.aside,
            spoken=lambda text: parts.spoken(words.said(text)),
        )
        self._changed, self._left = changed, left
        self.session = Session(use, changed=self._follow)
        self._hands_free = HandsFree(self.session, use, tone=parts.tone, left=left)

    def apply(self, settings: Settings) -> None:
        self.session.auto_stop_s = float(settings.auto_stop_s)

    def tick(self) -> None:
        """Some 20 times a second, while the microphone is open."""
        self.session.tick()
        self._hands_free.tick()

    def go_on(self, move: Move) -> None:
        """Goes on from the feedback, the way that a key said."""
        session = self.session
        if session.state is State.LISTENING:
            self._hands_free.obey(_COMMANDS[move])
        elif session.can(move):
            if move is Move.RETRY:
                session.retry()
            elif move is Move.FOLLOW_UP:
                session.ask_follow_up()
            elif not (session.end() if move is Move.LEAVE else session.next()):
                self._left()

    def _follow(self, state: State) -> None:
        self._changed(state)
        self._hands_free.follow(state)
