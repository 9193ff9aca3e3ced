"""The model answer: hidden until it is asked for, then to be read, or heard for comparison."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTextBrowser, QWidget

from interviewer.interview.question import Question
from interviewer.ui.elements.announcement import announce
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.whole_text import show_whole
from interviewer.ui.feedback.replay import Replay


class ModelAnswer(QTextBrowser):
    """Its buttons are for the page, which places them where it likes."""

    revealed = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._replay: Replay | None = None
        self.setAccessibleName(self.tr("Model answer"))
        self.setTabChangesFocus(True)
        self.setOpenLinks(False)
        show_whole(self)
        self._show = KeyButton(self.tr("Model answer"), page, key="M", icon_name="answer")
        self._show.clicked.connect(self.reveal)
        self._say = KeyButton(self.tr("Hear the answer"), page, key="H", icon_name="speaker")
        self._say.clicked.connect(self._say_it)
        self.buttons = (self._show, self._say)

    def use(self, replay: Replay) -> None:
        self._replay = replay
        replay.spoke.connect(self._show_saying)

    def show_question(self, question: Question) -> None:
        """Hidden again."""
        self.setMarkdown(question.answer_markdown)
        self._set_shown(shown=False)

    def reveal(self) -> None:
        """Shows it, or hides it again."""
        shown = self.isHidden()
        self._set_shown(shown=shown)
        if shown:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self, self.tr("Model answer shown"))
            self.revealed.emit()

    def _set_shown(self, *, shown: bool) -> None:
        self.setVisible(shown)
        self._say.setVisible(shown)
        self._show.say(self.tr("Hide the answer") if shown else self.tr("Model answer"))

    def _say_it(self) -> None:
        if self._replay is not None and self._replay.saying:
            self._replay.stop()
        elif self._replay is not None:
            self._replay.say(self.toPlainText())

    def _show_saying(self) -> None:
        saying = self._replay is not None and self._replay.saying
        self._say.say(
            self.tr("Stop speaking") if saying else self.tr("Hear the answer"),
            icon_name="stop" if saying else "speaker",
        )
