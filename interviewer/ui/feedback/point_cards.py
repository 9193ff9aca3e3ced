"""The key points of one answer as cards, what to work on first; each says at a key why it is so."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from interviewer.interview.attempt import Attempt
from interviewer.interview.coverage import PointVerdict, Verdict
from interviewer.ui.feedback.explaining import Explaining
from interviewer.ui.feedback.point_card import PointCard
from interviewer.ui.feedback.why import KEY
from interviewer.ui.look.theme import Space

_ORDER = [Verdict.CONTRADICTED, Verdict.MISSED, Verdict.PARTIAL, Verdict.COVERED]


class PointCards(QWidget):
    """The keys work on the card that has the focus; where none has it, on the first."""

    #: a point, whose moment is to be played
    played = Signal(object)
    #: a point, and the person's verdict
    judged = Signal(object, object)
    #: a card that has grown
    opened = Signal(object)

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._attempt: Attempt | None = None
        self._explaining: Explaining | None = None
        self.cards: list[PointCard] = []
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(Space.SMALL)
        why = QShortcut(QKeySequence(KEY), page)
        why.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        why.activated.connect(self._ask_why)

    def use(self, explaining: Explaining | None) -> None:
        self._explaining = explaining

    def show_attempt(self, attempt: Attempt) -> None:
        self._attempt = attempt
        if self._explaining is not None:
            self._explaining.call_off()
        for card in self.cards:
            self._rows.removeWidget(card)
            card.hide()
            card.deleteLater()
        judged = sorted(attempt.feedback.coverage.points, key=lambda one: _ORDER.index(one.verdict))
        self.cards = [self._card(point, attempt) for point in judged]
        for card in self.cards:
            self._rows.addWidget(card)
            card.show()  # now, not with the next event: it is about to get the focus

    def show_again(self, attempt: Attempt) -> None:
        """The same points, judged anew: what had the focus keeps it, and what was open stays open."""
        focused = {card.point.point.id for card in self.cards if card.hasFocus()}
        explained = {card.point.point.id for card in self.cards if card.explained}
        self.show_attempt(attempt)
        for card in self.cards:
            if card.point.point.id in focused:
                card.setFocus(Qt.FocusReason.OtherFocusReason)
            if card.point.point.id in explained:
                card.ask_why()

    def show_corrections(self, attempt: Attempt) -> None:
        for card in self.cards:
            card.show_correction(attempt.corrections.get(card.point.point.id))

    def ask_verdict(self) -> None:
        card = self._focused()
        if card is not None:
            card.ask_verdict()

    def _card(self, point: PointVerdict, attempt: Attempt) -> PointCard:
        card = PointCard(point, attempt.corrections.get(point.point.id), self)
        # where nothing was judged, the reason says it all
        card.offer_why(offered=attempt.feedback.abstained is None)
        card.clicked.connect(lambda: self.played.emit(point))
        card.judged.connect(partial(self.judged.emit, point))
        card.why_wanted.connect(lambda: self._explain(card))
        return card

    def _ask_why(self) -> None:
        card = self._focused()
        if card is not None:
            card.ask_why()

    def _focused(self) -> PointCard | None:
        card = next((one for one in self.cards if one.hasFocus()), next(iter(self.cards), None))
        if card is not None:
            card.setFocus(Qt.FocusReason.OtherFocusReason)
        return card

    def _explain(self, card: PointCard) -> None:
        if self._explaining is not None and self._attempt is not None:
            self._explaining.explain(self._attempt, card)
            self.opened.emit(card)
