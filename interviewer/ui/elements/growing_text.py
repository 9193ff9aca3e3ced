"""A text of one paragraph, whose field is as high as the text is long."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from interviewer.ui.look import theme


class GrowingText(QPlainTextEdit):
    """Enter does not break the line: what is written here stands on one line of a document."""

    edited = Signal()

    def __init__(self, parent: QWidget, name: str, *, placeholder: str = "") -> None:
        super().__init__(parent)
        self._original = ""
        self._shown = ""
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WordWrap)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self.textChanged.connect(self.edited)

    def show_text(self, text: str) -> None:
        self._original = text
        self._shown = " ".join(text.split())
        self.setPlainText(self._shown)

    @property
    def text(self) -> str:
        """What is written, on one line; an untouched text is what it was, to the last blank."""
        now = " ".join(self.toPlainText().split())
        return self._original if now == self._shown else now

    @property
    def cursor_at(self) -> int:
        """Where in the text the cursor stands."""
        before = self.toPlainText()[: self.textCursor().position()]
        return len(before.lstrip()) if before.strip() else 0

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802 - Qt's name
        """A file that is dropped here is meant for the window."""
        return not source.hasUrls() and super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        self.textCursor().insertText(" ".join(source.text().split()))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(200, self._wanted_height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        height = self._wanted_height()
        if self.height() != height:
            self.setFixedHeight(height)

    def _wanted_height(self) -> int:
        lines = max(1, round(self.document().size().height()))
        return lines * self.fontMetrics().lineSpacing() + 2 * theme.scaled(7) + 4
