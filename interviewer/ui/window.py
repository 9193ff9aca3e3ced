"""The window: the places on the left, the page on the right, and what connects them."""

from __future__ import annotations

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from interviewer.errors import InterviewerError
from interviewer.interview.attempt import Attempt
from interviewer.interview.move import BUSY, Move, State
from interviewer.interview.round import Round
from interviewer.interview.session import Session
from interviewer.settings import Settings
from interviewer.ui.fault import in_words, tell_bug
from interviewer.ui.home import HomePage
from interviewer.ui.notice import Notice
from interviewer.ui.overview import Overview, gather
from interviewer.ui.parts import Parts
from interviewer.ui.practice import PracticePage
from interviewer.ui.rail import Place, Rail
from interviewer.ui.replay import Replay
from interviewer.ui.review import ReviewPage
from interviewer.ui.workplace import Workplace

_SMALLEST_PX = (640, 480)
_USUAL_PX = (1180, 780)
#: How long the app waits at its end for what is still being heard or written.
_END_S = 8.0


class MainWindow(QMainWindow):
    """Stands before its parts do: ``furnish`` brings them, and the pages come alive."""

    def __init__(self, workplace: Workplace, settings: Settings) -> None:
        super().__init__()
        self._workplace = workplace
        self._settings = settings
        self._parts: Parts | None = None
        self._session: Session | None = None
        self._reviewed: Attempt | None = None
        self.setWindowTitle(self.tr("Interviewer"))
        self.setAccessibleName(self.windowTitle())
        self.setMinimumSize(*_SMALLEST_PX)
        self.resize(*_USUAL_PX)
        self._build()
        self._lay_out()
        self._go_to(Place.HOME)

    @property
    def state(self) -> State:
        """Where the question stands that is being practised."""
        return self._session.state if self._session else State.CHOOSING

    # -- what is on it -----------------------------------------------------------------------------

    def _build(self) -> None:
        self._pages = QStackedWidget(self)
        self._pages.setAccessibleName(self.tr("Page"))
        self._rail = Rail(self)
        self._rail.wanted.connect(self._go_to)
        self._notice = Notice(self)
        self._home = HomePage(self)
        self._home.begun.connect(self._begin)
        self._home.bank_chosen.connect(self._choose_bank)
        self._practice = PracticePage(self)
        self._practice.left.connect(self._back_home)
        self._review = ReviewPage(self)
        self._review.again.connect(lambda: self._do(Move.RETRY))
        self._review.next.connect(lambda: self._do(Move.ASK))
        self._review.left.connect(lambda: self._do(Move.LEAVE))
        self._review.feedback.corrected.connect(self._keep_correction)
        for page in (self._home, self._practice, self._review):
            self._pages.addWidget(page)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._notice)
        right.addWidget(self._pages, 1)
        middle = QWidget(self)
        middle.setProperty("role", "page")
        columns = QHBoxLayout(middle)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        columns.addWidget(self._rail)
        columns.addLayout(right, 1)
        self.setCentralWidget(middle)

    # -- its parts ---------------------------------------------------------------------------------

    def furnish(self, parts: Parts) -> None:
        """The parts are there: the home page fills, and what is slow is loaded behind it."""
        from interviewer.interview.equipment import Equipment  # noqa: PLC0415 - needs what the window starts without

        self._parts = parts
        place = self._workplace
        self._session = Session(
            Equipment(
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
                grade=parts.grade,
                vocabulary=parts.vocabulary,
                forget=parts.forget,
            ),
            changed=self._follow,
        )
        self._replay = Replay(parts.player, place.bridge, self)
        self._replay.failed.connect(self._tell)
        self._practice.use(self._session, parts.recorder)
        self._practice.show_live_words(self._settings.live_words)
        self._review.feedback.use(self._replay, parts.grade)
        self._refresh()
        place.worker.run(parts.warm_up, done=lambda _none: None, failed=self._tell)

    def _refresh(self) -> None:
        """Reads bank and results again."""
        parts, name = self._parts, self._settings.bank
        if parts is not None:
            self._workplace.worker.run(
                lambda _cancel: gather(parts, name), done=self._show_overview, failed=self._tell_no_bank
            )

    def _show_overview(self, overview: Overview) -> None:
        first = not self._home.filled
        self._home.show_banks(overview.names, overview.bank.name)
        self._home.show_bank(overview.bank, overview.results, overview.next_round)
        if first and self._pages.currentWidget() is self._home:
            self._home.focus_first()

    def _tell_no_bank(self, fault: Exception) -> None:
        self._home.show_fault(in_words(fault))
        self._tell_if_bug(fault)

    # -- going about -------------------------------------------------------------------------------

    def _go_to(self, place: Place) -> None:
        self._rail.show_place(place)
        self._show_page(self._home)

    def _show_page(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        if page is self._home:
            self._home.focus_first()

    def _choose_bank(self, name: str) -> None:
        self._settings = self._with(bank=name)
        self._refresh()

    def _with(self, **changes: str) -> Settings:
        from dataclasses import replace  # noqa: PLC0415

        return replace(self._settings, **changes)  # type: ignore[arg-type]

    def _back_home(self) -> None:
        self._go_to(Place.HOME)
        self._refresh()

    # -- the session -------------------------------------------------------------------------------

    def _begin(self, round_: Round) -> None:
        if self._session is not None and self._session.can(Move.ASK):
            self._session.begin(round_)

    def _follow(self, state: State) -> None:
        """The session changed: shows the page that belongs to its state."""
        session = self._session
        if session is None:
            return
        self._rail.show_free(free=state not in BUSY)
        if state is State.REVIEWING and session.attempt is not None and session.round is not None:
            if self._reviewed is not session.attempt:
                self._reviewed = session.attempt
                self._pages.setCurrentWidget(self._review)
                self._review.show_attempt(session.attempt, session.round)
        elif state is not State.CHOOSING:
            self._reviewed = None
            self._pages.setCurrentWidget(self._practice)
        self._practice.show_state(state)

    def _do(self, move: Move) -> None:
        session = self._session
        if session is None or not session.can(move):
            return
        self._replay.stop()
        if move is Move.RETRY:
            session.retry()
        elif move is Move.LEAVE or not session.next():
            if move is Move.LEAVE:
                session.leave()
            self._back_home()

    def _keep_correction(self, attempt: Attempt) -> None:
        parts = self._parts
        if parts is not None:
            self._workplace.worker.run(
                lambda _cancel: parts.archive.correct(attempt), done=lambda _none: None, failed=self._tell
            )

    # -- faults ------------------------------------------------------------------------------------

    def _tell(self, fault: Exception) -> None:
        self._notice.tell(in_words(fault))
        self._tell_if_bug(fault)

    def tell_unfurnished(self, fault: Exception) -> None:
        """The parts could not be built."""
        self._tell_no_bank(fault)

    def tell_bug(self) -> None:
        """The app is at fault."""
        if self._parts is not None:
            tell_bug(self, self._parts.bug_report)

    def _tell_if_bug(self, fault: Exception) -> None:
        if not isinstance(fault, InterviewerError):
            self.tell_bug()

    # -- the end -----------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing that was said is lost: the take is closed and kept before the window goes."""
        if self._session is not None:
            self._session.close()
        self._workplace.close(limit_s=_END_S)
        super().closeEvent(event)
