"""The pages: what they are, and what they tell the window."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from interviewer.ui.banks.bank_pages import BankPages
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
    from PySide6.QtWidgets import QWidget

    from interviewer.settings import Settings
    from interviewer.ui.elements.page import Page
    from interviewer.ui.feedback.replay import Replay
    from interviewer.ui.parts import Parts
    from interviewer.ui.rounds.conductor import Conductor
    from interviewer.ui.rounds.overview import Overview
    from interviewer.ui.work.workplace import Workplace


class Pages:
    """Built behind the window once it is on the screen: they take longer to load than it does."""

    def __init__(self, window: QWidget, workplace: Workplace, settings: Settings) -> None:
        self._workplace = workplace
        self.home = HomePage(window)
        self.practice = PracticePage(window)
        self.review = ReviewPage(window)
        self.debrief = DebriefPage(window)
        self.recordings = RecordingsPage(window, workplace)
        self.recordings.tools.rule = rule_of(settings)
        self.progress = ProgressPage(window, workplace)
        self.settings = SettingsPage(window, settings)
        self.checks = ChecksPage(window)
        self.welcome = WelcomePage(window, workplace, settings)
        self.upkeep = Upkeep(workplace, self.settings, self.checks, self.welcome)
        self.banks = BankPages(window, workplace)
        self.recordings.tools.rule_chosen.connect(
            lambda rule: self.settings.changed.emit(with_rule(self.settings.settings, rule))
        )
        self.exporting = Exporting(window, workplace)
        self.teaching = Teaching(window, workplace.worker)
        self.recordings.export_wanted.connect(self.exporting.ask_for)
        self.debrief.export_wanted.connect(self.exporting.ask)
        self.home.edit_wanted.connect(self.banks.edit)
        for view in self.feedback:
            view.export_wanted.connect(self.exporting.ask)
            view.edit_wanted.connect(self.banks.edit)
            view.overturned.connect(self.teaching.offer)

    def __iter__(self) -> Iterator[Page]:
        yield from (self.home, self.banks.editor, self.banks.preview, self.practice, self.review)
        yield from (self.debrief, self.recordings, self.progress, self.settings, self.checks, self.welcome)

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
