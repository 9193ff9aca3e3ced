"""Says that the app is at fault, with a report to copy."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.label import label
from interviewer.ui.look.theme import Space, Type


class BugDialog(QDialog):
    """Says that the app is at fault, and offers the report to copy; nothing is sent anywhere."""

    def __init__(self, parent: QWidget | None, report: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Something went wrong"))
        self.setAccessibleName(self.windowTitle())
        self._report = QPlainTextEdit(report, self)
        self._report.setReadOnly(True)
        self._report.setAccessibleName(self.tr("Report"))
        self._copy = KeyButton(self.tr("Copy the report"), self, key="C", icon_name="copy", role="primary")
        self._copy.clicked.connect(self._copied)
        close = KeyButton(self.tr("Go on"), self, key="Esc")
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        buttons.addWidget(self._copy)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.LARGE)
        rows.setSpacing(Space.MEDIUM)
        rows.addWidget(label(self.tr("The app made a mistake"), self, step=Type.TITLE))
        rows.addWidget(label(self._explanation(), self))
        rows.addWidget(self._report, 1)
        rows.addLayout(buttons)
        self.resize(640, 480)
        self._copy.setFocus()

    def _explanation(self) -> str:
        return self.tr(
            "Your recordings are safe. The report says what happened and on what kind of machine; "
            "it holds nothing that you said. Copy it into a bug report if you want this mended."
        )

    def _copied(self) -> None:
        QGuiApplication.clipboard().setText(self._report.toPlainText())
        self._copy.say(self.tr("Copied"), icon_name="good")
