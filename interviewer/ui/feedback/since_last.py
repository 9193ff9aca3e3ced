"""What changed since the take before: in a line, and at a key both takes side by side."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from interviewer.interview.attempt import Attempt
from interviewer.interview.reports.advance import Advance, advance
from interviewer.ui.elements import words
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.label import label
from interviewer.ui.feedback.comparison import ComparisonView, told
from interviewer.ui.feedback.earlier import EarlierTakes
from interviewer.ui.feedback.replay import Replay
from interviewer.ui.look.theme import Type


class SinceLast(QObject):
    """Line, button and comparison are for the view, which places them where it likes."""

    #: whether both takes are to be seen in the place of the feedback
    turned = Signal(bool)

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._replay: Replay | None = None
        self._earlier: EarlierTakes | None = None
        self._attempt: Attempt | None = None
        self._advance: Advance | None = None
        self._call_off: Callable[[], None] = lambda: None
        self.line = label("", view, step=Type.CAPTION, tone="muted")
        self.button = KeyButton(self.tr("Compare"), view, key="C", icon_name="flip")
        self.button.clicked.connect(self._turn)
        self.comparison = ComparisonView(view)
        self.comparison.left.connect(self._turn)
        self.comparison.hide()

    def use(self, replay: Replay, earlier: EarlierTakes | None) -> None:
        self._replay, self._earlier = replay, earlier
        self.comparison.use(replay)

    def show_attempt(self, attempt: Attempt) -> None:
        """Looks for the take before it."""
        self._call_off()
        self._show_before(attempt, None)
        if self._earlier is not None and attempt.feedback.abstained is None:
            self._call_off = self._earlier.find(attempt, lambda before: self._show_before(attempt, before))

    def show_verdicts(self, attempt: Attempt) -> None:
        """The same take, judged otherwise by the person."""
        self._attempt = attempt

    def compare_with(self, before: Attempt) -> None:
        """Side by side with an earlier take that the person has chosen."""
        if self._attempt is not None:
            self._call_off()
            self._show_before(self._attempt, before)
            self._turn()

    def _show_before(self, attempt: Attempt, before: Attempt | None) -> None:
        self._attempt = attempt
        self._advance = None if before is None else advance(before, attempt)
        self.comparison.hide()
        self.turned.emit(False)  # noqa: FBT003 - Qt's
        self.button.setVisible(before is not None)
        self.line.setVisible(before is not None)
        if before is not None and self._advance is not None:
            since = self.tr("Since {day}:").format(day=words.day(before.at))
            self.line.setText(f"{since} {' · '.join(told(self._advance))}")

    def _turn(self) -> None:
        """Both takes side by side, and back."""
        if self._advance is None or self._attempt is None:
            return
        if self._replay is not None:
            self._replay.stop()
        comparing = self.comparison.isHidden()
        if comparing:
            self._advance = advance(self._advance.before, self._attempt)
            self.comparison.show_advance(self._advance)
        self.comparison.setVisible(comparing)
        self.turned.emit(comparing)
        if comparing:
            self.comparison.focus_first()
        else:
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)
