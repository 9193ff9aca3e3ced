"""The answer to a follow-up: shown apart from the answer before it, with which it counts."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from interviewer.interview.attempt import Attempt
from interviewer.interview.coverage import CREDIT, PointVerdict, Verdict
from interviewer.interview.take import Take
from interviewer.ui.elements import words
from interviewer.ui.elements.label import label
from interviewer.ui.feedback.card import Card
from interviewer.ui.feedback.replay import Replay
from interviewer.ui.look.theme import Space, Type

_LEAD_S = 0.2


class FollowUpView(QFrame):
    """What was asked, and what the answer to it has brought; a press plays the moment."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("Answer to the follow-up"))
        self._replay: Replay | None = None
        self._cards: list[GainedCard] = []
        self._asked = label("", self, step=Type.LEAD)
        self._outcome = label("", self, step=Type.CAPTION, tone="muted")
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(Space.MEDIUM, Space.SMALL, Space.MEDIUM, Space.MEDIUM)
        self._rows.setSpacing(Space.SMALL)
        self._rows.addWidget(self._asked)
        self._rows.addWidget(self._outcome)
        self.hide()

    def use(self, replay: Replay) -> None:
        self._replay = replay

    def show_attempt(self, attempt: Attempt) -> None:
        """Hidden where no follow-up was answered."""
        for card in self._cards:
            self._rows.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = []
        self.setVisible(attempt.follow_up is not None)
        if attempt.follow_up is None:
            return
        self._asked.setText(self.tr("Follow-up: {asked}").format(asked=attempt.follow_up.asked))
        gained = [judged for judged in attempt.follow_up.points if CREDIT[judged.verdict]]
        if gained:
            outcome = self.tr("It counts with your answer: the result above has it in.")
        elif attempt.follow_up.points:
            outcome = self.tr("Nothing that was left out was found in the answer to it.")
        else:
            outcome = self.tr("The answer to it could not be judged; its recording is kept.")
        self._outcome.setText(outcome)
        for judged in gained:
            card = GainedCard(judged, self)
            card.clicked.connect(partial(self._play, judged, attempt.follow_up.take))
            self._cards.append(card)
            self._rows.addWidget(card)
            card.show()

    def _play(self, judged: PointVerdict, take: Take | None, _pressed: object = None) -> None:
        proof = next((one for one in judged.evidence if one.start_s is not None), None)
        if self._replay is not None and take is not None and proof is not None and proof.start_s is not None:
            end_s = None if proof.end_s is None else proof.end_s + _LEAD_S
            self._replay.play(take, start_s=max(0.0, proof.start_s - _LEAD_S), end_s=end_s)


class GainedCard(Card):
    """One point that the follow-up brought, with the words that prove it."""

    def __init__(self, judged: PointVerdict, parent: QWidget) -> None:
        super().__init__(parent)
        self._judged = judged
        told = QCoreApplication.translate("GainedCard", "{verdict} in the follow-up").format(
            verdict=words.verdict(judged.verdict)
        )
        name = judged.point.label or judged.point.text
        self.add_line(label(told, self, step=Type.CAPTION))
        self.add_line(label(name, self))
        quotes = [f"“{one.quote}”" for one in judged.evidence[:1]]
        for quote in quotes:
            self.add_line(label(quote, self, tone="quote"))
        self.setAccessibleName(f"{told}: {name}")
        self.setAccessibleDescription(" ".join(quotes))

    @property
    def verdict(self) -> Verdict:
        return self._judged.verdict
