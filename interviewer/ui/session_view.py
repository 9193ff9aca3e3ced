"""The session as the window shows it: the page of its state, and what is done on that page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from interviewer.interview.rounds.move import BUSY, Move, State
from interviewer.ui.rounds import round_words
from interviewer.ui.rounds.conductor import Conductor
from interviewer.ui.rounds.news import RoundNews

if TYPE_CHECKING:
    from interviewer.interview.attempt import Attempt
    from interviewer.interview.feedback import Grade
    from interviewer.interview.ports import CancelToken
    from interviewer.interview.rounds.round import Round
    from interviewer.ui.feedback.replay import Replay
    from interviewer.ui.frame import Frame
    from interviewer.ui.pages import Pages
    from interviewer.ui.parts import Parts
    from interviewer.ui.work.workplace import Workplace


class SessionView(QObject):
    """There is one from the moment that there are parts."""

    #: a round is over
    left = Signal()
    failed = Signal(object)

    def __init__(self, parts: Parts, place: Workplace, frame: Frame, pages: Pages, replay: Replay) -> None:
        super().__init__(frame)
        self._parts = parts
        self._worker = place.worker
        self._frame = frame
        self._pages = pages
        self._replay = replay
        self._reviewed: Attempt | None = None
        self._news = RoundNews(frame.notice, place)
        self.conductor = Conductor(parts, place, changed=self._follow, left=self.left.emit)
        self.session = self.conductor.session
        pages.review.again.connect(lambda: self._go_on(Move.RETRY))
        pages.review.followed_up.connect(lambda: self._go_on(Move.FOLLOW_UP))
        pages.review.next.connect(lambda: self._go_on(Move.ASK))
        pages.review.left.connect(lambda: self._go_on(Move.LEAVE))
        for view in pages.feedback:
            view.corrected.connect(self._keep_correction)
            view.graded.connect(self._keep_grade)

    def begin(self, round_: Round) -> None:
        """Not while a question is asked or answered."""
        if self.session.can(Move.ASK):
            self.session.begin(round_)
            self._news.begun(self._parts)

    @property
    def choosing(self) -> bool:
        """Whether no question is being asked, answered or looked at."""
        return self.session.state is State.CHOOSING

    def leave(self) -> bool:
        """Leaves an answer that is looked at; False while one is being given."""
        if self.session.state in BUSY:
            return False
        if self.session.can(Move.LEAVE):
            self.session.leave()
        return True

    def show_title(self) -> None:
        """The window's title is where the question stands; as long as there is none, the page."""
        page = "" if self._frame.page is None else self._frame.page.accessibleName()
        self._frame.window().setWindowTitle(page if self.choosing else round_words.title(self.session.state))

    # -- its pages ---------------------------------------------------------------------------------

    def _follow(self, state: State) -> None:
        """The session changed: shows the page that belongs to its state."""
        self._frame.rail.show_free(free=state not in BUSY)
        self._pages.banks.show_free(free=state not in BUSY)
        self._news.follow(self.session)
        self.show_title()
        match state:
            case State.REVIEWING:
                self._show_attempt()
            case State.DEBRIEFING:
                self._pages.debrief.show_round(self.session.answers)
                self._frame.turn_to(self._pages.debrief)
            case State.LISTENING:
                self._pages.review.show_listening()
            case State.CHOOSING:
                pass
            case _:
                self._reviewed = None
                self._frame.show_page(self._pages.practice)
        self._pages.practice.show_state(state)

    def _show_attempt(self) -> None:
        """Once, however often the session says that it is looked at."""
        session = self.session
        if session.attempt is None or session.round is None or self._reviewed is session.attempt:
            return
        self._reviewed = session.attempt
        self._pages.review.show_attempt(session.attempt, session.round, session.follow_up)
        self._frame.turn_to(self._pages.review)
        if session.fault is not None:
            self.failed.emit(session.fault)

    # -- what is done on them ----------------------------------------------------------------------

    def _go_on(self, move: Move) -> None:
        self._replay.stop()
        self.conductor.go_on(move)

    def _keep_correction(self, attempt: Attempt) -> None:
        self.session.take_over(attempt)
        self._pages.review.show_follow_up(self.session.follow_up)
        self._write(lambda _cancel: self._parts.correct(attempt))

    def _keep_grade(self, attempt: Attempt, grade: Grade) -> None:
        self._keep_correction(attempt)
        self._write(lambda _cancel: self._parts.overrule(attempt, grade))

    def _write(self, work: Callable[[CancelToken], None]) -> None:
        self._worker.run(work, done=lambda _none: None, failed=self.failed.emit)
