"""What the settings and check-up pages ask of the machine, asked behind the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from interviewer.ui.elements.voice_sample import VoiceSample
from interviewer.ui.fault import in_words
from interviewer.ui.upkeep.fetching import Fetching

if TYPE_CHECKING:
    from pathlib import Path

    from interviewer.ui.parts import Choices, Parts
    from interviewer.ui.upkeep.checks import ChecksPage
    from interviewer.ui.upkeep.settings_page import SettingsPage
    from interviewer.ui.upkeep.welcome import WelcomePage
    from interviewer.ui.work.workplace import Workplace


class Upkeep(QObject):
    """Looking at devices goes on the device line, so that it doesn't wait for a model that loads."""

    failed = Signal(object)
    told = Signal(str)
    #: the window has to close and to open again
    reopening = Signal()

    def __init__(
        self,
        workplace: Workplace,
        settings_page: SettingsPage,
        checks_page: ChecksPage,
        welcome_page: WelcomePage,
    ) -> None:
        super().__init__(settings_page)
        self._workplace = workplace
        self._settings_page = settings_page
        self._checks_page = checks_page
        self._welcome_page = welcome_page
        self._parts: Parts | None = None
        self.fetching = Fetching(workplace, settings_page.models)
        self.fetching.failed.connect(self.failed)
        self.fetching.changed.connect(self.load_choices)
        self._sample = VoiceSample(self, workplace.bridge.post)
        self._sample.failed.connect(self.failed)
        settings_page.sample_wanted.connect(self._say_sample)
        welcome_page.sample_wanted.connect(self._say_sample)
        checks_page.wanted.connect(self.check)
        checks_page.report_wanted.connect(self._write_report)
        library = settings_page.library
        library.failed.connect(self.failed)
        library.told.connect(self.told)
        library.reopening.connect(self.reopening)

    def use(self, parts: Parts) -> None:
        self._parts = parts
        self.fetching.use(parts.models)
        self._welcome_page.use(parts)
        self._settings_page.library.use(parts, self._workplace)

    def load_choices(self) -> None:
        parts = self._parts
        self._settings_page.library.refresh()
        if parts is not None:
            self.fetching.look()
            self._workplace.devices.run(
                lambda _cancel: parts.choices(),
                done=self._show_choices,
                failed=self.failed.emit,
            )

    def _show_choices(self, choices: Choices) -> None:
        self._settings_page.show_choices(choices)
        self._welcome_page.show_choices(choices)

    def check(self) -> None:
        parts = self._parts
        if parts is not None:
            self._checks_page.show_running()
            self._workplace.devices.run(
                lambda _cancel: tuple(parts.checks()),
                done=self._checks_page.show_checks,
                failed=self._check_failed,
            )

    def _write_report(self, to: Path) -> None:
        parts = self._parts
        told = self.tr("Written: {file}. It holds nothing that you said. Look at it before you send it.")
        if parts is not None:
            self._workplace.devices.run(
                lambda _cancel: parts.write_report(to),
                done=lambda _none: self.told.emit(told.format(file=to)),
                failed=self.failed.emit,
            )

    def _check_failed(self, fault: Exception) -> None:
        self._checks_page.show_fault(in_words(fault))
        self.failed.emit(fault)

    def _say_sample(self) -> None:
        """Behind what is still being saved, so that it is the new voice that speaks."""
        parts = self._parts
        if parts is not None:
            self._workplace.worker.run(
                lambda _cancel: self._sample.say(parts.voice),
                done=lambda _none: None,
                failed=self.failed.emit,
            )
