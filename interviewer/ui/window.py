"""The window: which place the person is at, the settings, the faults, and its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow

from interviewer.errors import DamagedHistory, InterviewerError
from interviewer.ui.fault import in_words, message, tell_bug
from interviewer.ui.frame import Frame
from interviewer.ui.look import theme
from interviewer.ui.look.zoom import add_zoom
from interviewer.ui.rail import Place

if TYPE_CHECKING:
    from interviewer.interview.attempt import Attempt
    from interviewer.interview.ports import CancelToken
    from interviewer.interview.rounds.move import State
    from interviewer.interview.rounds.round import Round
    from interviewer.interview.rounds.session import Session
    from interviewer.settings import Settings
    from interviewer.ui.elements.page import Page
    from interviewer.ui.elements.waiting import Waiting
    from interviewer.ui.pages import Pages
    from interviewer.ui.parts import Parts
    from interviewer.ui.rounds.home import HomePage
    from interviewer.ui.rounds.overview import Overview
    from interviewer.ui.session_view import SessionView
    from interviewer.ui.work.workplace import Workplace

_SMALLEST_PX = (640, 480)
_USUAL_PX = (1180, 780)
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
        self._view: SessionView | None = None
        self._building = self._build()
        self._stop_warming: Callable[[], None] = lambda: None
        self.reopening = False  # whether it is to open again once it has closed
        self.setWindowTitle(self.tr("Interviewer"))
        self.setAccessibleName(self.windowTitle())
        self.setMinimumSize(*_SMALLEST_PX)
        self.resize(*_USUAL_PX)
        self.frame = Frame(self)
        self.frame.rail.wanted.connect(self.go_to)
        self.frame.pages.currentChanged.connect(self._show_title)
        self.setCentralWidget(self.frame)
        QShortcut(QKeySequence("Ctrl+Q"), self).activated.connect(self.close)
        add_zoom(self, lambda: self._settings, self._change_settings)
        self.frame.rail.show_place(Place.HOME)
        self.frame.waiting.focus_first()

    @property
    def session(self) -> Session | None:
        """The rounds that are practised; None before there are parts."""
        return self._view.session if self._view else None

    @property
    def state(self) -> State | None:
        """Where the question stands that is being practised; None before there are parts."""
        return self.session.state if self.session else None

    # -- what is on it -----------------------------------------------------------------------------

    @property
    def home(self) -> HomePage:
        return self.pages.home

    @property
    def _first(self) -> HomePage | Waiting:
        """The home page, and before there are parts what stands in its place."""
        return self.frame.waiting if self._parts is None else self.home

    @cached_property
    def pages(self) -> Pages:
        """All of them; those that are not there yet are built at once."""
        for _page in self._building:
            pass
        return self._pages

    def _build(self) -> Iterator[Page]:
        """The pages, one a step."""
        from interviewer.ui.pages import Pages  # noqa: PLC0415 - needs what the window starts without

        self._pages = pages = Pages(self.frame.pages, self._workplace, self._settings)
        for page in pages:
            self.frame.pages.addWidget(page)
            yield page
        pages.connect()
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
            work.told.connect(self.frame.notice.offer)
        pages.practice.ticked.connect(pages.review.show_listening)
        pages.welcome.checks_wanted.connect(lambda: self.go_to(Place.CHECKS))
        pages.upkeep.told.connect(self.greet)
        pages.upkeep.reopening.connect(self._reopen)
        pages.banks.import_begun.connect(self._show_import)
        pages.banks.editor_wanted.connect(lambda: self.go_to(Place.QUESTIONS))
        pages.banks.imported.connect(self._tell_imported)
        pages.banks.failed.connect(self._tell_if_bug)

    # -- its parts ---------------------------------------------------------------------------------

    def furnish(self, parts: Parts) -> None:
        """The parts are there: the pages are built, and come alive. The window answers meanwhile."""
        self._workplace.bridge.take_steps(self._furnish(parts))

    def _furnish(self, parts: Parts) -> Iterator[Page]:
        """The home page fills, and what is slow is loaded behind it."""
        yield from self._building
        from interviewer.ui.feedback.replay import Replay  # noqa: PLC0415 - needs what the window starts without
        from interviewer.ui.rounds.home_voice import HomeVoice  # noqa: PLC0415 - as above
        from interviewer.ui.rounds.leftovers import Leftovers  # noqa: PLC0415 - as above
        from interviewer.ui.session_view import SessionView  # noqa: PLC0415 - as above

        self._parts = parts
        place = self._workplace
        self._replay = Replay(
            parts.player, place.bridge, self, voice=parts.voice, worker=place.worker, outline=parts.outline
        )
        self._replay.failed.connect(self._tell)
        self._view = SessionView(parts, place, self.frame, self.pages, self._replay)
        self._view.left.connect(self._back_home)
        self._view.failed.connect(self._tell)
        self._view.conductor.apply(self._settings)
        self.pages.use(parts, self._view.conductor, self._replay)
        HomeVoice(self.home, parts, place).failed.connect(self._tell)
        self.pages.practice.show_live_words(self._settings.live_words)
        self._refresh()
        leftovers = Leftovers(parts, place, self.frame.notice, self._replay)
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
        if first and self.frame.page in (self.frame.waiting, self.home):
            self._arrive(overview)

    def _arrive(self, overview: Overview) -> None:
        """The first answer of all is a guided one."""
        if self._settings.welcomed or overview.results:
            self.frame.turn_to(self.home)
            return
        self.frame.turn_to(self.pages.welcome)
        self.pages.upkeep.load_choices()

    def tell_no_bank(self, fault: Exception) -> None:
        """The bank can't be read, or the parts could not be built."""
        self._first.show_fault(in_words(fault))
        if self.frame.page is self.frame.waiting:
            self.frame.turn_to(self._first)
        if isinstance(fault, DamagedHistory) and self._salvage is not None:
            told, action = message(fault), self.tr("Carry over what can be read")
            self.frame.notice.tell(told, action=action, act=self._carry_over)
        self._tell_if_bug(fault)

    def _carry_over(self) -> None:
        if self._salvage is not None:
            self._salvage()
            self._reopen()

    def _show_recovered(self, attempt: Attempt) -> None:
        if self._view is not None and self._view.choosing:
            self.go_to(Place.RECORDINGS)
            self.pages.recordings.open(attempt)

    # -- going about -------------------------------------------------------------------------------

    def go_to(self, place: Place) -> None:
        """To one of the places; an answer that is being looked at is left."""
        if self._view is not None and not self._view.leave():
            return
        self._stop_sound()
        self.frame.rail.show_place(place)
        page, arrive = (self._first, self._refresh) if place is Place.HOME else self._at(place)
        self.frame.show_page(page)
        arrive()
        page.focus_first()

    def _show_title(self, _page: int) -> None:
        if self._view is not None:
            self._view.show_title()

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

    def _back_home(self) -> None:
        self.go_to(Place.HOME)

    def _stop_sound(self) -> None:
        if self._parts is not None:
            self._replay.stop()

    def begin(self, round_: Round) -> None:
        """A round, where nothing stands in its way."""
        if self._view is not None:
            self._view.begin(round_)

    def _choose_bank(self, name: str) -> None:
        self._change_settings(self._settings._replace(bank=name))
        self._refresh()

    def _show_import(self) -> None:
        self.go_to(Place.QUESTIONS)
        self.frame.show_page(self.pages.banks.preview)

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
        self.frame.fit()
        self.pages.fit()
        if (parts := self._parts) is None or self._view is None:
            return
        self._view.conductor.apply(changed)
        self._behind(lambda _cancel: parts.keep_settings(changed))
        if (before.model, before.device) != (changed.model, changed.device):
            self._stop_warming()
            self._stop_warming = self._behind(parts.warm_up)

    # -- faults ------------------------------------------------------------------------------------

    def _tell(self, fault: Exception) -> None:
        self.frame.notice.tell(in_words(fault))
        self._tell_if_bug(fault)

    def tell_bug(self, fault: BaseException | None = None) -> None:
        """The app is at fault."""
        if self._parts is not None:
            tell_bug(self, self._parts.bug_report(fault))

    def _tell_if_bug(self, fault: Exception) -> None:
        if not isinstance(fault, InterviewerError):
            self.tell_bug(fault)

    def greet(self, told: str) -> None:
        """Something went well."""
        self.frame.notice.tell(told, well=True)

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
