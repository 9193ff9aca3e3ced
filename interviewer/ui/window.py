"""The window: the places on the left, the page on the right, and what connects them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from interviewer.errors import DamagedHistory, InterviewerError
from interviewer.interview.rounds.move import BUSY, Move, State
from interviewer.ui.elements.notice import Notice
from interviewer.ui.elements.page import Page, PageStack
from interviewer.ui.elements.waiting import Waiting
from interviewer.ui.fault import in_words, message, tell_bug
from interviewer.ui.look import theme
from interviewer.ui.look.zoom import add_zoom
from interviewer.ui.rail import Place, Rail
from interviewer.ui.rounds import round_words
from interviewer.ui.rounds.news import RoundNews

if TYPE_CHECKING:
    from interviewer.interview.attempt import Attempt
    from interviewer.interview.feedback import Grade
    from interviewer.interview.ports import CancelToken
    from interviewer.interview.rounds.round import Round
    from interviewer.interview.rounds.session import Session
    from interviewer.settings import Settings
    from interviewer.ui.pages import Pages
    from interviewer.ui.parts import Parts
    from interviewer.ui.rounds.home import HomePage
    from interviewer.ui.rounds.overview import Overview
    from interviewer.ui.work.workplace import Workplace

_SMALLEST_PX = (640, 480)
_USUAL_PX = (1180, 780)
#: Below this the places are icons alone.
_NARROW_PX = 1100
#: How long the app waits at its end for what is still being heard or written.
_END_S = 8.0


class MainWindow(QMainWindow):
    """Stands before its parts do: ``furnish`` brings them, and the pages come alive."""

    def __init__(
        self, workplace: Workplace, settings: Settings, *, salvage: Callable[[], None] | None = None
    ) -> None:
        super().__init__()
        self._salvage = salvage
        self._workplace = workplace
        self._settings = settings
        self._parts: Parts | None = None
        self.session: Session | None = None
        self._reviewed: Attempt | None = None
        self._stop_warming: Callable[[], None] = lambda: None
        self.reopening = False  # whether it is to open again once it has closed
        self.setWindowTitle(self.tr("Interviewer"))
        self.setAccessibleName(self.windowTitle())
        self.setMinimumSize(*_SMALLEST_PX)
        self.resize(*_USUAL_PX)
        self._build()
        self._lay_out()
        add_zoom(self, lambda: self._settings, self._change_settings)
        self._rail.show_place(Place.HOME)
        self._waiting.focus_first()

    @property
    def state(self) -> State:
        """Where the question stands that is being practised."""
        return self.session.state if self.session else State.CHOOSING

    # -- what is on it -----------------------------------------------------------------------------

    def _build(self) -> None:
        self._pages = PageStack(self)
        self._pages.setAccessibleName(self.tr("Page"))
        self._rail = Rail(self)
        self._rail.wanted.connect(self.go_to)
        self._notice = Notice(self)
        self._news = RoundNews(self._notice, self._workplace)
        QShortcut(QKeySequence("Ctrl+Q"), self).activated.connect(self.close)
        self._waiting = Waiting(self)
        self._pages.addWidget(self._waiting)

    @property
    def home(self) -> HomePage:
        return self.pages.home

    @property
    def _first(self) -> HomePage | Waiting:
        """The home page, and before there are parts what stands in its place."""
        return self._waiting if self._parts is None else self.home

    @cached_property
    def pages(self) -> Pages:
        """Built behind the window, or when one is gone to."""
        from interviewer.ui.pages import Pages  # noqa: PLC0415 - needs what the window starts without

        pages = Pages(self, self._workplace, self._settings)
        for page in pages:
            self._pages.addWidget(page)
        for page in (pages.home, pages.debrief, pages.progress, pages.welcome):
            page.begun.connect(self.begin)
        for page in (pages.practice, pages.debrief, pages.welcome):
            page.left.connect(self._back_home)
        for page in (pages.home, pages.welcome):
            page.bank_chosen.connect(self._choose_bank)
        for page in (pages.settings, pages.welcome):
            page.changed.connect(self._change_settings)
        for work in (pages.recordings, pages.progress, pages.upkeep, pages.exporting, pages.teaching):
            work.failed.connect(self._tell)
        for work in (pages.recordings, pages.exporting, pages.teaching):
            work.told.connect(self._notice.offer)
        pages.practice.ticked.connect(pages.review.show_listening)
        pages.review.again.connect(lambda: self._do(Move.RETRY))
        pages.review.followed_up.connect(lambda: self._do(Move.FOLLOW_UP))
        pages.review.next.connect(lambda: self._do(Move.ASK))
        pages.review.left.connect(lambda: self._do(Move.LEAVE))
        pages.welcome.checks_wanted.connect(lambda: self.go_to(Place.CHECKS))
        pages.upkeep.told.connect(self.greet)
        pages.upkeep.reopening.connect(self._reopen)
        pages.banks.import_begun.connect(self._show_import)
        pages.banks.editor_wanted.connect(lambda: self.go_to(Place.QUESTIONS))
        pages.banks.imported.connect(self._tell_imported)
        pages.banks.failed.connect(self._tell_if_bug)
        for view in pages.feedback:
            view.corrected.connect(self._keep_correction)
            view.graded.connect(self._keep_grade)
        return pages

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
        from interviewer.ui.feedback.replay import Replay  # noqa: PLC0415 - needs what the window starts without
        from interviewer.ui.rounds.conductor import Conductor  # noqa: PLC0415 - as above
        from interviewer.ui.rounds.home_voice import HomeVoice  # noqa: PLC0415 - as above
        from interviewer.ui.rounds.leftovers import Leftovers  # noqa: PLC0415 - as above

        self._parts = parts
        place = self._workplace
        self._conductor = Conductor(parts, place, changed=self._follow, left=self._back_home)
        self._conductor.apply(self._settings)
        self.session = self._conductor.session
        self._replay = Replay(
            parts.player, place.bridge, self, voice=parts.voice, worker=place.worker, outline=parts.outline
        )
        self._replay.failed.connect(self._tell)
        self.pages.use(parts, self._conductor, self._replay)
        HomeVoice(self.home, parts, place).failed.connect(self._tell)
        self.pages.practice.show_live_words(self._settings.live_words)
        self._refresh()
        leftovers = Leftovers(parts, place, self._notice, self._replay)
        leftovers.recovered.connect(self._show_recovered)
        leftovers.failed.connect(self._tell)
        leftovers.look()
        self._stop_warming = self._behind(parts.warm_up)

    def _behind(self, work: Callable[[CancelToken], object]) -> Callable[[], None]:
        """On the worker, and told only where it fails; what it returns calls it off."""
        return self._workplace.worker.run(work, done=lambda _result: None, failed=self._tell)

    def _refresh(self) -> None:
        """Reads bank and results again."""
        parts, name = self._parts, self._settings.bank
        if parts is not None:
            from interviewer.ui.rounds.overview import gather  # noqa: PLC0415 - as above

            self._workplace.worker.run(
                lambda _cancel: gather(parts, name), done=self._show_overview, failed=self.tell_no_bank
            )

    def _show_overview(self, overview: Overview) -> None:
        first = not self.home.filled
        self.pages.show_overview(overview)
        if first and self._pages.currentWidget() in (self._waiting, self.home):
            self._arrive(overview)

    def _arrive(self, overview: Overview) -> None:
        """The first answer of all is a guided one."""
        if self._settings.welcomed or overview.results:
            self.setWindowTitle(round_words.title(State.CHOOSING))
            self._turn_to(self.home)
            return
        self.setWindowTitle(self.pages.welcome.accessibleName())
        self._turn_to(self.pages.welcome)
        self.pages.upkeep.load_choices()

    def tell_no_bank(self, fault: Exception) -> None:
        """The bank can't be read, or the parts could not be built."""
        self._first.show_fault(in_words(fault))
        if self._pages.currentWidget() is self._waiting:
            self._turn_to(self._first)
        if isinstance(fault, DamagedHistory) and self._salvage is not None:
            told, action = message(fault), self.tr("Carry over what can be read")
            self._notice.tell(told, action=action, act=self._carry_over)
        self._tell_if_bug(fault)

    def _carry_over(self) -> None:
        if self._salvage is not None:
            self._salvage()
            self._reopen()

    def _show_recovered(self, attempt: Attempt) -> None:
        if self.state is State.CHOOSING:
            self.go_to(Place.RECORDINGS)
            self.pages.recordings.open(attempt)

    # -- going about -------------------------------------------------------------------------------

    def go_to(self, place: Place) -> None:
        """To one of the places; an answer that is being looked at is left."""
        if self.state in BUSY:
            return
        if self.session is not None and self.session.can(Move.LEAVE):
            self.session.leave()
        self._stop_sound()
        self._rail.show_place(place)
        page, arrive = (self._first, self._refresh) if place is Place.HOME else self._at(place)
        self._pages.setCurrentWidget(page)
        if self.session is not None:
            self.setWindowTitle(round_words.title(self.state))
        arrive()
        page.focus_first()

    def _at(self, place: Place) -> tuple[Page, Callable[[], None]]:
        """The page of a place, and what fills it."""
        pages, bank = self.pages, self._settings.bank
        places: dict[Place, tuple[Page, Callable[[], None]]] = {
            Place.QUESTIONS: (pages.banks.editor, lambda: pages.banks.open(bank)),
            Place.RECORDINGS: (pages.recordings, pages.recordings.show_list),
            Place.PROGRESS: (pages.progress, lambda: pages.progress.open(bank)),
            Place.SETTINGS: (pages.settings, pages.upkeep.load_choices),
            Place.CHECKS: (pages.checks, pages.upkeep.check),
        }
        return places[place]

    def _turn_to(self, page: Page) -> None:
        """To a page that is filled already: it is laid out once."""
        self._pages.setCurrentWidget(page)
        page.focus_first()

    def _back_home(self) -> None:
        self.go_to(Place.HOME)

    def _stop_sound(self) -> None:
        if self._parts is not None:
            self._replay.stop()

    def _choose_bank(self, name: str) -> None:
        self._change_settings(replace(self._settings, bank=name))
        self._refresh()

    def _show_import(self) -> None:
        self.go_to(Place.QUESTIONS)
        self._pages.setCurrentWidget(self.pages.banks.preview)

    def _tell_imported(self, bank: str, told: str) -> None:
        self._choose_bank(bank)
        self.go_to(Place.HOME)
        self.greet(told)

    # -- settings -----------------------------------------------------------------------------------

    def follow_system(self) -> None:
        """The system went from light to dark, or back."""
        if self._settings.theme == "system":
            theme.dress(self._settings)

    def _change_settings(self, changed: Settings) -> None:
        """Counts at once: in the window, in the file, in the parts."""
        before, self._settings = self._settings, changed
        self.pages.show_settings(changed)
        theme.dress(changed)
        self._fit()
        if (parts := self._parts) is None:
            return
        self._conductor.apply(changed)
        self._behind(lambda _cancel: parts.keep_settings(changed))
        if (before.model, before.device) != (changed.model, changed.device):
            self._stop_warming()
            self._stop_warming = self._behind(parts.warm_up)

    # -- the session -------------------------------------------------------------------------------

    def begin(self, round_: Round) -> None:
        if self._parts is None or self.session is None or not self.session.can(Move.ASK):
            return
        self.session.begin(round_)
        self._news.begun(self._parts)

    def _follow(self, state: State) -> None:
        """The session changed: shows the page that belongs to its state."""
        session = self.session
        if session is None:
            return
        self._rail.show_free(free=state not in BUSY)
        self.pages.banks.show_free(free=state not in BUSY)
        self._news.follow(session)
        self.setWindowTitle(round_words.title(state))
        if state is State.REVIEWING and session.attempt is not None and session.round is not None:
            if self._reviewed is not session.attempt:
                self._reviewed = session.attempt
                self.pages.review.show_attempt(session.attempt, session.round, session.follow_up)
                self._turn_to(self.pages.review)
                if session.fault is not None:
                    self._tell(session.fault)
        elif state is State.DEBRIEFING:
            self.pages.debrief.show_round(session.answers)
            self._turn_to(self.pages.debrief)
        elif state is State.LISTENING:
            self.pages.review.show_listening()
        elif state is not State.CHOOSING:
            self._reviewed = None
            self._pages.setCurrentWidget(self.pages.practice)
        self.pages.practice.show_state(state)

    def _do(self, move: Move) -> None:
        if self._parts is not None:
            self._stop_sound()
            self._conductor.go_on(move)

    def _keep_correction(self, attempt: Attempt) -> None:
        if self.session is not None:
            self.session.take_over(attempt)
            self.pages.review.show_follow_up(self.session.follow_up)
        if (parts := self._parts) is not None:
            self._behind(lambda _cancel: parts.correct(attempt))

    def _keep_grade(self, attempt: Attempt, grade: Grade) -> None:
        self._keep_correction(attempt)
        if (parts := self._parts) is not None:
            self._behind(lambda _cancel: parts.overrule(attempt, grade))

    # -- faults ------------------------------------------------------------------------------------

    def _tell(self, fault: Exception) -> None:
        self._notice.tell(in_words(fault))
        self._tell_if_bug(fault)

    def tell_bug(self, fault: BaseException | None = None) -> None:
        """The app is at fault."""
        if self._parts is not None:
            tell_bug(self, self._parts.bug_report(fault))

    def _tell_if_bug(self, fault: Exception) -> None:
        if not isinstance(fault, InterviewerError):
            self.tell_bug(fault)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._rail.show_compact(compact=self.width() < theme.scaled(_NARROW_PX))

    def _fit(self) -> None:
        """What is measured in text follows the text size."""
        self._rail.show_compact(compact=self.width() < theme.scaled(_NARROW_PX))
        for part in (self._rail, self._pages, self.pages):
            part.fit()

    def greet(self, told: str) -> None:
        """Something went well."""
        self._notice.tell(told, well=True)

    # -- the end -----------------------------------------------------------------------------------

    def _reopen(self) -> None:
        self.reopening = self.close()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing that was said is lost: the take is closed and kept before the window goes."""
        if self._parts is not None and not self.pages.banks.may_close():
            event.ignore()
            return
        self._stop_warming()
        if self._parts is not None:
            self.pages.upkeep.fetching.stop()
        if self.session is not None:
            self.session.close()
        self.hide()
        self._workplace.close(limit_s=_END_S)
        super().closeEvent(event)
