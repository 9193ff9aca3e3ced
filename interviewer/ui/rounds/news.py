"""What a round has to tell beside its page: that there is no voice, and that there is no room on the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from interviewer.ui.fault import in_words

if TYPE_CHECKING:
    from interviewer.interview.rounds.session import Session
    from interviewer.ui.elements.notice import Notice
    from interviewer.ui.parts import Parts
    from interviewer.ui.work.workplace import Workplace


class RoundNews(QObject):
    """Each is told once; the round goes on meanwhile."""

    def __init__(self, notice: Notice, workplace: Workplace) -> None:
        super().__init__(notice)
        self._notice = notice
        self._workplace = workplace
        self._voice_fault_told = ""

    def begun(self, parts: Parts) -> None:
        """Whether its answers can be recorded is looked at before anything is said."""
        self._workplace.devices.run(
            lambda _cancel: parts.require_room(),
            done=lambda _none: None,
            failed=lambda fault: self._notice.tell(in_words(fault)),
        )

    def follow(self, session: Session) -> None:
        """From the first fault of the voice on, the text stands in for it."""
        fault = session.voice_fault
        if fault is not None and in_words(fault) != self._voice_fault_told:
            self._voice_fault_told = in_words(fault)
            self._notice.tell(self.tr("Questions are shown, not spoken. {why}").format(why=in_words(fault)))
