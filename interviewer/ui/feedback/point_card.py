"""One key point and its verdict: icon, word and colour, the reason, and the words that prove it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from interviewer.interview.coverage import PointVerdict, Verdict
from interviewer.ui.elements import words
from interviewer.ui.elements.announcement import announce
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.label import label
from interviewer.ui.elements.menu import Menu
from interviewer.ui.feedback import ground_words
from interviewer.ui.feedback.card import Card
from interviewer.ui.feedback.ground_words import Line
from interviewer.ui.feedback.why import KEY, WhyList
from interviewer.ui.look import icon, theme
from interviewer.ui.look.theme import Type


class PointCard(Card):
    """Pressing it plays the moment; V lets the person say the verdict; Y opens why it is so."""

    #: the person's verdict, or None for the app's own
    judged = Signal(object)
    #: the grounds of the verdict are to be shown
    why_wanted = Signal()

    def __init__(self, point: PointVerdict, corrected: Verdict | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._point = point
        self._own = point.verdict
        self._corrected = corrected
        self._grounds: list[str] = []
        if any(evidence.start_s is not None for evidence in point.evidence):
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda _place: self.ask_verdict())
        self._lay_out()
        self._describe()

    @property
    def verdict(self) -> Verdict:
        return self._corrected or self._own

    @property
    def point(self) -> PointVerdict:
        return self._point

    def show_correction(self, corrected: Verdict | None) -> None:
        self._corrected = corrected
        self._describe()
        self.update()

    # -- why ---------------------------------------------------------------------------------------

    @property
    def explained(self) -> bool:
        """Whether its grounds are shown, or on their way."""
        return not self._why.isHidden()

    def offer_why(self, *, offered: bool) -> None:
        self._ask.setVisible(offered)

    def ask_why(self) -> None:
        """Opens the grounds of the verdict, or closes them."""
        if self.explained:
            self.close_grounds()
        elif not self._ask.isHidden():
            self.why_wanted.emit()

    def show_waiting(self) -> None:
        self._show_lines([Line(self.tr("The answer is being judged again."))])

    def show_grounds(self, today: PointVerdict) -> None:
        """``today``: the point as it is judged by this version of the app, if it was judged by another."""
        other = [Line(ground_words.today(today))] if today.verdict is not self._own else []
        self._show_lines([*other, *ground_words.lines(today)])

    def close_grounds(self) -> None:
        self._why.hide()
        self._grounds = []
        self._ask.say(self.tr("Why?"))
        self._describe()

    def _show_lines(self, lines: list[Line]) -> None:
        self._why.show_lines(lines)
        self._grounds = [f"{line.text} {line.figure}".strip() for line in lines]
        self._ask.say(self.tr("Hide why"))
        self._describe()
        announce(self, " ".join(self._grounds))

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusInEvent(event)
        self._ask.lend_key(KEY)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusOutEvent(event)
        self._ask.lend_key("")

    # -- the verdict -------------------------------------------------------------------------------

    def ask_verdict(self) -> None:
        """A menu of the verdicts; the app's own is named."""
        self.verdict_menu().open_beneath()

    def verdict_menu(self) -> Menu:
        menu = Menu(self.tr("Your verdict"), self)
        for number, verdict in enumerate(Verdict, start=1):
            text = f"&{number}  {words.verdict(verdict)}"
            if verdict is self._own:
                text += "  " + self.tr("(as the app heard it)")
            action = QAction(icon.verdict_icon(verdict), text, menu)
            action.triggered.connect(lambda _checked=False, chosen=verdict: self.judged.emit(chosen))
            menu.addAction(action)
            if verdict is self.verdict:
                menu.setActiveAction(action)
        return menu

    def _lay_out(self) -> None:
        self._verdict = label("", self, step=Type.CAPTION)
        self._ask = KeyButton(self.tr("Why?"), self, role="small")
        self._ask.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the card has it, and its key
        self._ask.clicked.connect(self.ask_why)
        head = QHBoxLayout()
        self._rows.addLayout(head)
        head.addWidget(self.add_line(self._verdict), 1)
        head.addWidget(self._ask, 0, Qt.AlignmentFlag.AlignTop)
        point = self._point.point
        if point.label:
            name = self.add_line(label(point.label, self, step=Type.LEAD))
            name.setProperty("strong", "true")
        self.add_line(label(point.text, self))
        for evidence in self._point.evidence[:2]:
            when = "" if evidence.start_s is None else f"{words.clock(evidence.start_s)}  "
            self.add_line(label(f"{when}“{evidence.quote}”", self, tone="quote"))
        if self._point.reason:
            self.add_line(label(words.said(self._point.reason), self, step=Type.CAPTION, tone="muted"))
        self._why = WhyList(self)
        self._rows.addWidget(self._why)

    def _describe(self) -> None:
        verdict = words.verdict(self.verdict)
        if self._corrected is not None:
            verdict = self.tr("{yours} (you) · {own} (the app)").format(
                yours=verdict, own=words.verdict(self._own)
            )
        point = self._point.point
        self._verdict.setText(verdict)
        self._verdict.setStyleSheet(
            f"font-weight: 600; color: {theme.colours().verdict(self.verdict).name()};"
        )
        self.setAccessibleName(f"{verdict}: {point.label or point.text}")
        quote = self._point.evidence[0].quote if self._point.evidence else ""
        reason = words.said(self._point.reason)
        told = [point.text if point.label else "", reason, quote, *self._grounds]
        self.setAccessibleDescription(" ".join(text for text in told if text))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_V:
            self.ask_verdict()
        else:
            super().keyPressEvent(event)
