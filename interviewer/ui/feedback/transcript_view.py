"""The transcript with its evidence marked; a click on a word, or Enter at the caret, plays it."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from interviewer.interview.attempt import Attempt
from interviewer.interview.coverage import Verdict
from interviewer.ui.elements import words
from interviewer.ui.look import theme

_LINES = {
    Verdict.COVERED: QTextCharFormat.UnderlineStyle.SingleUnderline,
    Verdict.PARTIAL: QTextCharFormat.UnderlineStyle.DashUnderline,
    Verdict.CONTRADICTED: QTextCharFormat.UnderlineStyle.WaveUnderline,
}
#: Heard a moment before the word itself, so that its beginning isn't cut off; more would be the word before.
_LEAD_S = 0.02


class TranscriptView(QTextEdit):
    """Words can be selected and copied; each knows its time."""

    wanted = Signal(float)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setAccessibleName(self.tr("Transcript"))
        self.setAccessibleDescription(self.tr("Press Enter at a word to hear it."))
        self._starts: list[int] = []
        self._times: list[float | None] = []
        self._attempt: Attempt | None = None
        self._sounding: int | None = None

    @property
    def sounding(self) -> QRect | None:
        """Where the word stands that sounds, in this view."""
        return None if self._sounding is None else self.cursorRect(self._cursor(*[self._sounding] * 2))

    @property
    def chosen_words(self) -> str:
        """What is selected; empty for nothing."""
        return " ".join(self.textCursor().selectedText().split())

    def show_attempt(self, attempt: Attempt) -> None:
        self._attempt = attempt
        spoken = attempt.transcript.words
        self._times = [word.start_s for word in spoken]
        self._starts = []
        length = 0
        for word in spoken:
            self._starts.append(length)
            length += len(word.text) + 1
        self.setPlainText(" ".join(word.text for word in spoken))
        self._mark(attempt)

    def show_position(self, position_s: float) -> None:
        """Follows the playback: the word that sounds is lit."""
        selections = []
        self._sounding = index = self._index_at(position_s) if position_s >= 0 else None
        if index is not None:
            selection = QTextEdit.ExtraSelection()
            selection.cursor = self._cursor(index, index)
            selection.format.setBackground(QColor(theme.colours().accent))
            selection.format.setForeground(QColor(theme.colours().accent_ink))
            selections.append(selection)
        self.setExtraSelections(selections)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self._play_at(self.cursorForPosition(event.position().toPoint()).position())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._play_at(self.textCursor().position())
        else:
            super().keyPressEvent(event)

    def _play_at(self, position: int) -> None:
        index = bisect_right(self._starts, position) - 1
        if 0 <= index < len(self._times) and (start_s := self._times[index]) is not None:
            self.wanted.emit(max(0.0, start_s - _LEAD_S))

    def _mark(self, attempt: Attempt) -> None:
        look = theme.colours()
        respelled = [(at, word.said) for at, word in enumerate(attempt.transcript.words) if word.said]
        for at, _ in respelled:
            dotted = QTextCharFormat()
            dotted.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            self._cursor(at, at).mergeCharFormat(dotted)
        for judged in attempt.feedback.coverage.points:
            verdict = attempt.corrections.get(judged.point.id, judged.verdict)
            if verdict not in _LINES:
                continue
            for evidence in judged.evidence:
                if 0 <= evidence.first_word <= evidence.last_word < len(self._starts):
                    worn = QTextCharFormat()
                    worn.setBackground(look.wash(verdict))
                    worn.setUnderlineStyle(_LINES[verdict])
                    worn.setUnderlineColor(look.verdict(verdict))
                    worn.setToolTip(judged.point.label or judged.point.text)
                    self._cursor(evidence.first_word, evidence.last_word).mergeCharFormat(worn)
        self._mark_repairs(attempt)  # over the proof, which they often are
        for at, said in respelled:
            told = QTextCharFormat()
            told.setToolTip(self.tr("Heard as “{said}”").format(said=said))
            self._cursor(at, at).mergeCharFormat(told)

    def _mark_repairs(self, attempt: Attempt) -> None:
        for repair in attempt.feedback.coverage.repairs:
            if 0 <= repair.first_word <= repair.last_word < len(self._starts):
                worn = QTextCharFormat()
                worn.setFontItalic(True)
                worn.setToolTip(words.repair(repair))
                self._cursor(repair.first_word, repair.last_word).mergeCharFormat(worn)

    def _cursor(self, first: int, last: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        end = self._starts[last + 1] - 1 if last + 1 < len(self._starts) else len(self.toPlainText())
        cursor.setPosition(self._starts[first])
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _index_at(self, position_s: float) -> int | None:
        known = [(start_s, index) for index, start_s in enumerate(self._times) if start_s is not None]
        at = bisect_right(known, (position_s, len(self._times))) - 1
        return known[at][1] if at >= 0 else None
