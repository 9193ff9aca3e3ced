"""Takes transcribed again: with which model, how far it is, and a key that stops it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QProgressBar

from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.menu import Menu

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from interviewer.interview.attempt import Attempt, AttemptId
    from interviewer.interview.ports import CancelToken
    from interviewer.interview.speech_model import SpeechModel
    from interviewer.ui.parts import Parts
    from interviewer.ui.work.workplace import Workplace


class Rehearing(QObject):
    """A button and a bar for one page, and the long work behind them."""

    failed = Signal(object)
    #: the attempts as they are now, corrections kept
    heard = Signal(object)

    def __init__(
        self,
        page: QWidget,
        workplace: Workplace,
        *,
        chosen: Callable[[], Sequence[AttemptId]],
        role: str = "",
    ) -> None:
        super().__init__(page)
        self._workplace = workplace
        self._chosen = chosen
        self._parts: Parts | None = None
        self._call_off: Callable[[], None] | None = None
        self.button = KeyButton(self.tr("Transcribe again"), page, key="A", icon_name="again", role=role)
        self.button.clicked.connect(self._ask_or_stop)
        self.bar = QProgressBar(page)
        self.bar.setAccessibleName(self.tr("Transcribing"))
        self.bar.setTextVisible(False)
        self.bar.hide()

    def use(self, parts: Parts) -> None:
        self._parts = parts

    @property
    def can(self) -> bool:
        return self._parts is not None and self._parts.hear_again is not None

    def stop(self) -> None:
        if self._call_off is not None:
            self._call_off()
        self._call_off = None
        self.bar.hide()
        self.button.say(self.tr("Transcribe again"), icon_name="again")

    # -- which model -------------------------------------------------------------------------------

    def _ask_or_stop(self) -> None:
        parts = self._parts
        if self._call_off is not None:
            self.stop()
        elif parts is not None and self.can and self._chosen():
            self._workplace.worker.run(
                lambda _cancel: parts.models.listed(), done=self._ask_model, failed=self.failed.emit
            )

    def _ask_model(self, models: Sequence[SpeechModel]) -> None:
        """Beneath the button; the first is what the settings say."""
        menu = Menu(self.tr("Transcribe again with"), self.button)
        names = [model.name for model in models if model.where.usable]
        for number, name in enumerate(["", *names], start=1):
            text = f"&{number}  {name or self.tr('The model of the settings')}"
            menu.addAction(text).triggered.connect(lambda _checked=False, chosen=name: self.begin(chosen))
        menu.setActiveAction(menu.actions()[0])
        menu.open_beneath()

    # -- the work ----------------------------------------------------------------------------------

    def begin(self, model: str) -> None:
        """With the model of that name; the settings' own for an empty one."""
        parts, ids = self._parts, list(self._chosen())
        if parts is None or parts.hear_again is None:
            return
        hear_again, post = parts.hear_again, self._workplace.bridge.post
        self.bar.setRange(0, len(ids) if len(ids) > 1 else 0)
        self.bar.setValue(0)
        self.bar.show()
        self.button.say(self.tr("Stop"), icon_name="stop")

        def work(cancel: CancelToken) -> list[Attempt]:
            heard = []
            for number, which in enumerate(ids, start=1):
                attempt = parts.archive.attempt(which)
                if attempt.take is not None:
                    heard.append(hear_again(attempt, model, cancel))
                post(lambda number=number: self.bar.setValue(number))  # type: ignore[misc]
            return heard

        self._call_off = self._workplace.worker.run(work, done=self._done, failed=self._failed)

    def _done(self, heard: Sequence[Attempt]) -> None:
        self.stop()
        self.heard.emit(heard)

    def _failed(self, fault: Exception) -> None:
        self.stop()
        self.failed.emit(fault)
