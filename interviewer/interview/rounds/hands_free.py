"""Takes a round on by ear and voice: does what the keys do, when it is said, or when there is silence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from interviewer.interview.attempt import Attempt
from interviewer.interview.language import Command
from interviewer.interview.manner import Manner
from interviewer.interview.reports.aloud import aloud
from interviewer.interview.rounds import command
from interviewer.interview.rounds.equipment import Equipment, ignored
from interviewer.interview.rounds.move import Move, State
from interviewer.interview.rounds.session import Session
from interviewer.interview.transcript import Word
from interviewer.sentence import Sentence, together

#: A command is over when nothing has followed it for so long; an answer may begin with the same word.
_AFTER_COMMAND_S, _AFTER_FIRST_WORDS_S = 0.7, 1.2
#: Nobody seems to be there.
_NOBODY_S = 60.0
#: Sound of the app's own is heard a little after it has ended.
_ECHO_S = 0.4
_HINT = Sentence("Say {again}, {next}, {repeat}, or {stop}. I am listening.")
_HINT_WITH_FOLLOW_UP = Sentence("Say {follow_up}, {again}, {next}, {repeat}, or {stop}. I am listening.")
_NOT_UNDERSTOOD = Sentence("Your answer could not be understood. The recording is kept.")
_NOBODY = Sentence("Nothing was heard. Start again by a key when you are ready.")
_LAST = Sentence("That was the last question.")

_MOVES = {
    Command.AGAIN: Move.RETRY,
    Command.NEXT: Move.ASK,
    Command.REPEAT: Move.ASK,
    Command.FOLLOW_UP: Move.FOLLOW_UP,
    Command.STOP: Move.LEAVE,
}


class HandsFree:
    """Follows a session whose round is hands-free, and leaves any other alone."""

    def __init__(
        self, session: Session, use: Equipment, *, tone: Path | None, left: Callable[[], None]
    ) -> None:
        """``tone`` says that the recording begins; ``left`` is called when the round is over."""
        self._session = session
        self._use = use
        self._tone = tone
        self._left = left
        self._state = State.CHOOSING
        #: what was begun in an earlier turn is stale, and does nothing when it ends
        self._turn = 0
        #: what was asked for, until the microphone is closed
        self._pending: Command | None = None
        self._deaf_until_s = 0.0
        self._hinted = False

    def follow(self, state: State) -> None:
        """Called after each change of the session."""
        before, self._state = self._state, state
        if not self._session.hands_free:
            self._pending, self._hinted = None, False
            return
        if state is not before:
            self._turn += 1
            if before is State.REVIEWING:
                self._use.voice.stop()
        if self._pending is not None:
            self._obey_when_possible()
        elif state is not before:
            self._go_on(before)

    def _go_on(self, before: State) -> None:
        """What comes by itself."""
        if self._state is State.THINKING and self._session.fault is None:
            self._signal()
        elif before is State.JUDGING and (attempt := self._session.attempt):
            self._tell_feedback(attempt)
        elif self._state is State.UNHEARD:
            self._say(_NOT_UNDERSTOOD)

    def tick(self) -> None:
        """Looks at what was heard: called some 20 times a second while the microphone is open."""
        if not self._session.hands_free:
            return
        if self._session.state is State.RECORDING:
            self._attend_to_answer()
        elif self._session.state is State.LISTENING:
            self._attend_to_command()

    def obey(self, wanted: Command) -> None:
        """Does what was asked for, as soon as the microphone is closed."""
        self._pending = wanted
        if self._session.can(Move.DISCARD):
            self._session.discard()
        elif self._session.can(Move.STOP_LISTENING):
            self._session.stop_listening()
        else:
            self._obey_when_possible()

    # -- speaking ----------------------------------------------------------------------------------

    def _signal(self) -> None:
        """A tone, and then the microphone opens."""
        turn = self._turn
        if self._tone is None:
            self._begin(turn)
        else:
            post = self._use.bridge.post
            self._use.player.play(self._tone, done=lambda _fault: post(lambda: self._begin(turn)))

    def _begin(self, turn: int) -> None:
        if turn == self._turn and self._state is State.THINKING and self._session.can(Move.ANSWER):
            self._session.answer()

    def _tell_feedback(self, attempt: Attempt) -> None:
        turn = self._turn
        text = aloud(attempt)
        if not self._hinted:
            self._hinted = True
            hint = _HINT_WITH_FOLLOW_UP if self._session.follow_up else _HINT
            text = together([text, hint.of(**command.named(self._session.language))])
        post = self._use.bridge.post
        self._say(text, done=lambda _fault: post(lambda: self._listen(turn)))

    def _say(
        self, text: str, *, done: Callable[[Exception | None], None] = ignored, manner: Manner | None = None
    ) -> None:
        self._use.voice.say(self._use.spoken(text), done=done, manner=manner)

    def _listen(self, turn: int) -> None:
        if turn == self._turn and self._session.can(Move.LISTEN):
            self._deaf_until_s = 0.0
            self._session.listen()

    # -- hearing -----------------------------------------------------------------------------------

    def _attend_to_answer(self) -> None:
        session, language = self._session, self._session.language
        words, quiet_s = session.live_words, session.quiet_s
        if quiet_s is None:
            if self._use.recorder.elapsed_s > _NOBODY_S:
                session.discard()
                self._say(_NOBODY)
        elif quiet_s >= _AFTER_COMMAND_S and command.closing(words, language):
            session.stop()
        elif quiet_s >= _AFTER_FIRST_WORDS_S and (wanted := command.of(words, language)) in _MOVES:
            self.obey(wanted)

    def _attend_to_command(self) -> None:
        ear, elapsed_s = self._session.ear, self._use.recorder.elapsed_s
        if self._use.player.position_s is not None:
            self._deaf_until_s = elapsed_s + _ECHO_S
        if ear.quiet_s is not None and ear.quiet_s >= _AFTER_COMMAND_S:
            wanted = command.of(command.last_utterance(self._meant(ear.words)), self._session.language)
            if wanted in _MOVES and (wanted is not Command.FOLLOW_UP or self._session.follow_up):
                self.obey(wanted)
                return
        if elapsed_s > _NOBODY_S and (ear.quiet_s is None or ear.quiet_s > _AFTER_FIRST_WORDS_S):
            self._session.listen_afresh()
            self._deaf_until_s = 0.0

    def _meant(self, words: Sequence[Word]) -> Sequence[Word]:
        """Without what the app itself has said meanwhile."""
        return [word for word in words if word.span.start_s >= self._deaf_until_s]

    # -- doing -------------------------------------------------------------------------------------

    def _obey_when_possible(self) -> None:
        wanted = self._pending
        if wanted is None or not self._session.can(_MOVES[wanted]):
            return
        self._pending = None
        if wanted is Command.AGAIN:
            self._session.retry()
        elif wanted is Command.REPEAT:
            self._session.ask_again()
        elif wanted is Command.FOLLOW_UP:
            self._session.ask_follow_up()
        elif wanted is Command.NEXT and self._session.round is not None and self._session.round.has_next:
            self._session.next()
        else:
            self._end(last=wanted is Command.NEXT)

    def _end(self, *, last: bool) -> None:
        manner = self._use.voice.manner
        if not self._session.end():
            self._left()
        if last:
            self._say(_LAST, manner=manner)
