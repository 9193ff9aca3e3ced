"""The pages: what they are, and what they tell the window."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from interviewer.ui.banks.bank_editor import BankEditorPage
from interviewer.ui.banks.bank_pages import BankPages
from interviewer.ui.banks.import_preview import ImportPage
from interviewer.ui.feedback.earlier import EarlierTakes
from interviewer.ui.feedback.explaining import Explaining
from interviewer.ui.feedback.exporting import Exporting
from interviewer.ui.feedback.feedback import FeedbackView
from interviewer.ui.feedback.rewording import Rewording
from interviewer.ui.feedback.teaching import Teaching
from interviewer.ui.progress.progress_page import ProgressPage
from interviewer.ui.recordings.recordings import RecordingsPage
from interviewer.ui.recordings.retention_dialog import rule_of, with_rule
from interviewer.ui.rounds.debrief import DebriefPage
from interviewer.ui.rounds.home import HomePage
from interviewer.ui.rounds.practice import PracticePage
from interviewer.ui.rounds.refining import Refining
from interviewer.ui.rounds.review import ReviewPage
from interviewer.ui.upkeep.checks import ChecksPage
from interviewer.ui.upkeep.settings_page import SettingsPage
from interviewer.ui.upkeep.upkeep import Upkeep
from interviewer.ui.upkeep.welcome import WelcomePage

if TYPE_CHECKING:
    from interviewer.settings import Settings
    from interviewer.ui.elements.page import Page, PageStack
    from interviewer.ui.feedback.replay import Replay
    from interviewer.ui.parts import Parts
    from interviewer.ui.rounds.conductor import Conductor
    from interviewer.ui.rounds.overview import Overview
    from interviewer.ui.work.workplace import Workplace


class Pages:
    """Each is built when it is first asked for, in the stack: moved there, it would be styled a second time.

    To go through them is to build one after another: all at once take longer than a window may stand still.
    """

    def __init__(self, stack: PageStack, workplace: Workplace, settings: Settings) -> None:
        self._stack = stack
        self._workplace = workplace
        self._chosen = settings
        self.exporting = Exporting(stack, workplace)
        self.teaching = Teaching(stack, workplace.worker)

    def __iter__(self) -> Iterator[Page]:
        yield self.home
        yield self.editor
        yield self.preview
        yield self.practice
        yield self.review
        yield self.debrief
        yield self.recordings
        yield self.progress
        yield self.settings
        yield self.checks
        yield self.welcome

    @cached_property
    def home(self) -> HomePage:
        return HomePage(self._stack)

    @cached_property
    def editor(self) -> BankEditorPage:
        return BankEditorPage(self._stack, self._workplace)

    @cached_property
    def preview(self) -> ImportPage:
        return ImportPage(self._stack)

    @cached_property
    def practice(self) -> PracticePage:
        return PracticePage(self._stack)

    @cached_property
    def review(self) -> ReviewPage:
        return ReviewPage(self._stack)

    @cached_property
    def debrief(self) -> DebriefPage:
        return DebriefPage(self._stack)

    @cached_property
    def recordings(self) -> RecordingsPage:
        return RecordingsPage(self._stack, self._workplace)

    @cached_property
    def progress(self) -> ProgressPage:
        return ProgressPage(self._stack, self._workplace)

    @cached_property
    def settings(self) -> SettingsPage:
        return SettingsPage(self._stack, self._chosen)

    @cached_property
    def checks(self) -> ChecksPage:
        return ChecksPage(self._stack)

    @cached_property
    def welcome(self) -> WelcomePage:
        return WelcomePage(self._stack, self._workplace, self._chosen)

    @cached_property
    def upkeep(self) -> Upkeep:
        return Upkeep(self._workplace, self.settings, self.checks, self.welcome)

    @cached_property
    def banks(self) -> BankPages:
        return BankPages(self._stack.window(), self.editor, self.preview, self._workplace)

    def connect(self) -> None:
        """Each hears what it is to do for another."""
        self.recordings.tools.rule = rule_of(self._chosen)
        self.recordings.tools.rule_chosen.connect(
            lambda rule: self.settings.changed.emit(with_rule(self.settings.settings, rule))
        )
        self.recordings.export_wanted.connect(self.exporting.ask_for)
        self.debrief.export_wanted.connect(self.exporting.ask)
        self.home.edit_wanted.connect(self.banks.edit)
        for view in self.feedback:
            view.export_wanted.connect(self.exporting.ask)
            view.edit_wanted.connect(self.banks.edit)
            view.overturned.connect(self.teaching.offer)

    @property
    def feedback(self) -> tuple[FeedbackView, ...]:
        """Wherever feedback is shown."""
        return self.review.feedback, self.debrief.feedback, self.recordings.feedback

    def use(self, parts: Parts, conductor: Conductor, replay: Replay) -> None:
        """The parts are there, and the pages come alive."""
        self.practice.use(conductor, parts.recorder, replay)
        self.review.use(conductor.session, parts.recorder, Refining(parts, self._workplace.worker))
        self.recordings.use(parts)
        self.progress.use(parts)
        self.upkeep.use(parts)
        self.banks.use(parts.desk, parts.voice)
        self.exporting.use(parts)
        self.teaching.use(parts.keeping)
        worker = self._workplace.worker
        rewording = None
        if parts.keeping is not None:
            rewording = Rewording(parts.keeping, worker, self.recordings.failed.emit)
        for view in self.feedback:
            explaining = Explaining(parts.give, worker, self.recordings.failed.emit)
            view.use(replay, EarlierTakes(parts.archive, worker), rewording, explaining)

    def show_overview(self, overview: Overview) -> None:
        """Another bank, or more is known of it."""
        self.home.show_banks(overview.names, overview.bank.name)
        self.home.show_bank(
            overview.bank, overview.results, overview.next_round, overview.reasons, overview.missed
        )
        self.recordings.show_bank(overview.bank)
        first = next(iter(overview.next_round), None)
        self.welcome.show_bank(overview.names, overview.bank, first)

    def show_settings(self, settings: Settings) -> None:
        """Something was chosen, on a page or elsewhere."""
        self.practice.show_live_words(settings.live_words)
        self.settings.show_settings(settings)
        self.welcome.show_settings(settings)

    def fit(self) -> None:
        """What is measured in text follows the text size."""
        for page in self:
            page.fit()
