"""Downloads of speech models, as the settings page asks for them: progress, stop, and going on later."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from interviewer.interview.ports import CancelToken
    from interviewer.ui.parts import SpeechModels
    from interviewer.ui.upkeep.model_list import ModelList
    from interviewer.ui.work.workplace import Workplace


class Fetching(QObject):
    """Nothing is fetched but what a button was pressed for."""

    failed = Signal(object)
    #: other models than before can be chosen
    changed = Signal()

    def __init__(self, workplace: Workplace, shown: ModelList) -> None:
        super().__init__(shown)
        self._workplace = workplace
        self._list = shown
        self._models: SpeechModels | None = None
        self._call_off: Callable[[], None] | None = None
        shown.fetch_wanted.connect(self._fetch)
        shown.stop_wanted.connect(self._stopped)
        shown.remove_wanted.connect(self._remove)

    def use(self, models: SpeechModels) -> None:
        self._models = models

    def look(self) -> None:
        """Lists the models; one that is coming is left as it is shown."""
        models = self._models
        if models is not None and self._call_off is None:
            self._workplace.worker.run(
                lambda _cancel: models.listed(), done=self._list.show_models, failed=self.failed.emit
            )

    def stop(self) -> None:
        """What has come is kept."""
        if self._call_off is not None:
            self._call_off()
            self._call_off = None

    def _fetch(self, name: str) -> None:
        models, post = self._models, self._workplace.bridge.post
        if models is None or self._call_off is not None:
            return

        def work(cancel: CancelToken) -> None:
            models.fetch(name, progress=lambda share: post(lambda: self._came(name, share)), cancel=cancel)

        self._list.show_coming(name, 0.0)
        self._call_off = self._workplace.downloads.run(work, done=self._fetched, failed=self._failed)

    def _came(self, name: str, share: float) -> None:
        """A word that was still on its way when the download was stopped is for nobody."""
        if self._call_off is not None:
            self._list.show_coming(name, share)

    def _fetched(self, _none: object) -> None:
        self._ended(self.tr("The model is here."))
        self.changed.emit()

    def _failed(self, fault: Exception) -> None:
        self._ended(self.tr("The download has stopped."))
        self.failed.emit(fault)

    def _stopped(self) -> None:
        self.stop()
        self._ended(self.tr("The download has stopped. What has come is kept."))

    def _ended(self, told: str) -> None:
        self._call_off = None
        self._list.show_ended(told)
        # Behind the last bytes of a download that was called off.
        self._workplace.downloads.run(lambda _cancel: None, done=lambda _none: self.look(), failed=_ignored)

    def _remove(self, name: str) -> None:
        models = self._models
        if models is not None:
            self._workplace.worker.run(
                lambda _cancel: models.remove(name),
                done=lambda _none: self._removed(),
                failed=self.failed.emit,
            )

    def _removed(self) -> None:
        self.look()
        self.changed.emit()


def _ignored(_fault: object) -> None:
    """Waiting can't fail."""
