"""Two takes of one question, side by side: what changed point by point, and both moments to be heard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from interviewer.interview.attempt import Attempt
from interviewer.interview.coverage import PointVerdict, Verdict
from interviewer.interview.reports.advance import Advance, Change, PointChange, fillers_a_minute
from interviewer.interview.reports.report import score_that_counts
from interviewer.ui.elements import words
from interviewer.ui.elements.announcement import announce
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.label import label
from interviewer.ui.elements.scrolling import scrolling
from interviewer.ui.feedback.card import Card
from interviewer.ui.feedback.replay import Moment, Replay
from interviewer.ui.feedback.strip import TimingStrip
from interviewer.ui.look.theme import Space, Type

_LEAD_S = 0.3
_NAMED = 3


class ComparisonView(QWidget):
    """The earlier take above, the later below; then each point with what was said of it both times."""

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAccessibleName(self.tr("Two takes compared"))
        self._replay: Replay | None = None
        self._advance: Advance | None = None
        self._cards: list[ChangeCard] = []
        self._title = label("", self, step=Type.LEAD)
        self._title.setProperty("strong", "true")
        self._summary = label("", self)
        self._back = KeyButton(self.tr("Back to the feedback"), self, key="C", icon_name="back", role="quiet")
        self._back.clicked.connect(self.left)
        self._both = KeyButton(self.tr("Hear both"), self, key="B", icon_name="play")
        self._both.setAccessibleDescription(self.tr("Key: B, on the point that has the focus"))
        self._both.clicked.connect(self._hear_focused)
        self._takes = [TakeCard(self), TakeCard(self)]
        for place, take in enumerate(self._takes):
            take.strip.wanted.connect(lambda at_s, which=place: self._play(which, at_s))
        self._lay_out()

    def _lay_out(self) -> None:
        inner = QWidget(self)
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.LARGE, Space.MEDIUM)
        rows.setSpacing(Space.SMALL)
        rows.addWidget(self._title)
        rows.addWidget(self._summary)
        for take in self._takes:
            rows.addWidget(take)
        buttons = QGridLayout()
        buttons.addWidget(self._back, 0, 0)
        buttons.addWidget(self._both, 0, 1)
        buttons.setColumnStretch(2, 1)
        rows.addLayout(buttons)
        self._points = QVBoxLayout()
        self._points.setSpacing(Space.SMALL)
        rows.addLayout(self._points)
        rows.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inner, self.tr("Two takes compared")))

    def use(self, replay: Replay) -> None:
        self._replay = replay
        replay.moved.connect(self._show_position)

    def show_advance(self, found: Advance) -> None:
        self._advance = found
        self._title.setText(found.after.question.text)
        self._summary.setText("\n".join(told(found)))
        for shown, attempt, name in zip(
            self._takes, (found.before, found.after), (self.tr("Then"), self.tr("Now")), strict=True
        ):
            shown.show_attempt(name, attempt)
            if self._replay is not None and attempt.take is not None:
                self._replay.outline(attempt.take, shown.strip.show_waveform)
        for card in self._cards:
            self._points.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = [ChangeCard(change, self) for change in found.points]
        for card in self._cards:
            card.clicked.connect(lambda _checked=False, change=card.change: self._hear(change))
            self._points.addWidget(card)

    def focus_first(self) -> None:
        (self._cards[0] if self._cards else self._back).setFocus(Qt.FocusReason.OtherFocusReason)

    # -- hearing -----------------------------------------------------------------------------------

    def _hear_focused(self) -> None:
        focused = next((card for card in self._cards if card.hasFocus()), None)
        if self._replay is not None and self._replay.playing:
            self._replay.stop()
        elif focused is not None or self._cards:
            self._hear((focused or self._cards[0]).change)

    def _hear(self, change: PointChange) -> None:
        """The moment as it was then, and as it is now."""
        found = self._advance
        if found is None or self._replay is None:
            return
        moments = [*_moments(found.before, change.before), *_moments(found.after, change.after)]
        if moments:
            self._replay.play_in_turn(moments)
        else:
            announce(self, self.tr("This point was said in neither take."))

    def _play(self, which: int, start_s: float) -> None:
        if self._advance is not None and self._replay is not None:
            take = (self._advance.before, self._advance.after)[which].take
            if take is not None:
                self._replay.play(take, start_s=start_s)

    def _show_position(self, position_s: float) -> None:
        found, replay = self._advance, self._replay
        if found is None or replay is None:
            return
        for card, attempt in zip(self._takes, (found.before, found.after), strict=True):
            card.strip.show_position(position_s if replay.take == attempt.take else -1.0)
        self._both.say(self.tr("Stop") if position_s >= 0 else self.tr("Hear both"))


class TakeCard(QFrame):
    """One take: when, how it went, and its strip."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._head = label("", self)
        self._head.setProperty("strong", "true")
        self._figures = label("", self, step=Type.CAPTION, tone="muted")
        self.strip = TimingStrip(self)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(Space.MEDIUM, Space.SMALL, Space.MEDIUM, Space.SMALL)
        rows.setSpacing(Space.TIGHT)
        for widget in (self._head, self._figures, self.strip):
            rows.addWidget(widget)

    def show_attempt(self, name: str, attempt: Attempt) -> None:
        score = words.percent(score_that_counts(attempt))
        self._head.setText(f"{name} · {words.day(attempt.at)} · {score}")
        self._figures.setText(" · ".join(_figures(attempt)))
        self._figures.setVisible(bool(self._figures.text()))
        self.strip.show_attempt(attempt)
        self.strip.setAccessibleName(self.tr("{name}: timing of the answer").format(name=name))
        self.strip.setVisible(attempt.take is not None)


class ChangeCard(Card):
    """One point in both takes; pressing it plays then and now."""

    def __init__(self, change: PointChange, parent: QWidget) -> None:
        super().__init__(parent)
        self.change = change
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        name = change.after.point.label or change.after.point.text
        lines = [self.tr("Then: {said}").format(said=_said(change.before))] if change.before else []
        lines.append(self.tr("Now: {said}").format(said=_said(change.after)))
        head = self.add_line(label(f"{change_in_words(change.change)}: {name}", self))
        head.setProperty("strong", "true")
        for line in lines:
            self.add_line(label(line, self, step=Type.CAPTION, tone="muted"))
        self.setAccessibleName(head.text())
        self.setAccessibleDescription(" ".join(lines))

    @property
    def verdict(self) -> Verdict:
        return self.change.after.verdict


def told(found: Advance) -> list[str]:
    """What changed since the earlier take: what was said, and how."""
    spoken = [
        _listed(change, found.of(change)) for change in (Change.GAINED, Change.LOST, Change.STILL_MISSED)
    ]
    how = [
        _signed(found.pace_wpm, words.tr("{more} words a minute")),
        _signed(found.fillers_a_minute, words.tr("{more} fillers a minute"), digits=1),
        _signed(found.duration_s, words.tr("{more} s")),
    ]
    lines = [". ".join(line for line in spoken if line), " · ".join(line for line in how if line)]
    return [line for line in lines if line] or [words.tr("Nothing changed.")]


def change_in_words(change: Change) -> str:
    return {
        Change.GAINED: words.tr("Newly said"),
        Change.LOST: words.tr("Lost again"),
        Change.STILL_MISSED: words.tr("Not there yet"),
        Change.KEPT: words.tr("Said both times"),
        Change.ADDED: words.tr("New in the bank"),
    }[change]


def _listed(change: Change, points: Sequence[PointChange]) -> str:
    names = [one.after.point.label or _short(one.after.point.text) for one in points]
    if not names:
        return ""
    more = words.tr(" and {count} more").format(count=len(names) - _NAMED) if len(names) > _NAMED else ""
    return f"{change_in_words(change)}: {', '.join(names[:_NAMED])}{more}"


def _short(text: str) -> str:
    few = text.split()
    return " ".join(few) if len(few) <= 6 else " ".join(few[:6]).rstrip(",;:.") + " …"


def _signed(value: float | None, text: str, *, digits: int = 0) -> str:
    if value is None or not round(value, digits):
        return ""
    return text.format(more=f"{value:+.{digits}f}".replace("-", "−"))


def _figures(attempt: Attempt) -> list[str]:
    delivery, fillers = attempt.feedback.delivery, fillers_a_minute(attempt)
    found = []
    if delivery.duration_s is not None:
        found.append(words.clock(delivery.duration_s))
    if delivery.pace_wpm is not None:
        found.append(words.tr("{pace} words a minute").format(pace=round(delivery.pace_wpm)))
    if fillers is not None:
        found.append(words.tr("at least {count} fillers a minute").format(count=f"{fillers:.1f}"))
    return found


def _said(judged: PointVerdict) -> str:
    proof = next(iter(judged.evidence), None)
    if proof is None:
        return words.verdict(judged.verdict)
    when = "" if proof.start_s is None else f" {words.clock(proof.start_s)}"
    return f"{words.verdict(judged.verdict)}{when} “{proof.quote}”"


def _moments(attempt: Attempt, judged: PointVerdict | None) -> list[Moment]:
    proof = next((one for one in judged.evidence if one.start_s is not None), None) if judged else None
    if proof is None or proof.start_s is None or attempt.take is None:
        return []
    end_s = None if proof.end_s is None else proof.end_s + _LEAD_S
    return [Moment(attempt.take, max(0.0, proof.start_s - _LEAD_S), end_s)]
