"""Correcting what the app has heard: the answer is judged again by the words that were said."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from interviewer.interview.attempt import Attempt
from interviewer.interview.ports import Background
from interviewer.interview.reports.rewording import as_heard
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.label import label
from interviewer.ui.look import theme
from interviewer.ui.look.theme import Space, Type
from interviewer.ui.parts import Keeping


class Rewording:
    """Judges on the worker, and keeps what came of it."""

    def __init__(self, keeping: Keeping, worker: Background, failed: Callable[[Exception], None]) -> None:
        self._keeping, self._worker, self._failed = keeping, worker, failed

    def do(self, attempt: Attempt, text: str, done: Callable[[Attempt], None]) -> None:
        self._worker.run(lambda _cancel: self._keeping.reword(attempt, text), done=done, failed=self._failed)


class RewordingDialog(QDialog):
    """The words of one answer, to be changed; what the app heard is a key away."""

    #: the text as the person wants it
    wanted = Signal(str)

    def __init__(self, parent: QWidget, attempt: Attempt) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Correct the words"))
        self.setAccessibleName(self.windowTitle())
        self._heard = as_heard(attempt)
        self._text = QPlainTextEdit(attempt.transcript.text, self)
        self._text.setAccessibleName(self.tr("What you said"))
        self._text.setTabChangesFocus(True)
        save = KeyButton(self.tr("Judge these words"), self, key="Ctrl+Return", role="primary")
        save.clicked.connect(self._save)
        back = KeyButton(self.tr("As the app heard it"), self, key="Ctrl+R", icon_name="undo")
        back.clicked.connect(lambda: self._text.setPlainText(self._heard))
        leave = KeyButton(self.tr("Leave it"), self, key="Esc", role="quiet")
        leave.clicked.connect(self.reject)
        bar = QHBoxLayout()
        for button in (leave, back):
            bar.addWidget(button)
        bar.addStretch(1)
        bar.addWidget(save)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.MEDIUM)
        rows.setSpacing(Space.SMALL)
        rows.addWidget(
            label(
                self.tr("Write what you really said. What the app heard is kept beside it."),
                self,
                step=Type.CAPTION,
                tone="muted",
            )
        )
        rows.addWidget(self._text, 1)
        rows.addLayout(bar)
        self.resize(theme.scaled(640), theme.scaled(380))
        self._text.setFocus()

    def _save(self) -> None:
        self.wanted.emit(self._text.toPlainText())
        self.accept()
