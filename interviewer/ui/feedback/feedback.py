"""The feedback view: what matters first, the proof beside it, the rest a key away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from interviewer.interview.attempt import Attempt
from interviewer.interview.coverage import PointVerdict, Verdict
from interviewer.interview.reports.correction import corrected_coverage, earned_grade, with_verdict
from interviewer.ui.elements import words
from interviewer.ui.elements.announcement import announce
from interviewer.ui.elements.flow import FlowLayout
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.label import label
from interviewer.ui.elements.menu import Menu
from interviewer.ui.elements.score_ring import ScoreRing
from interviewer.ui.elements.scrolling import is_seen, keep_in_sight, scrolling, show_soon
from interviewer.ui.elements.whole_text import show_whole
from interviewer.ui.feedback.earlier import EarlierTakes
from interviewer.ui.feedback.explaining import Explaining
from interviewer.ui.feedback.figures import Figures
from interviewer.ui.feedback.follow_up import FollowUpView
from interviewer.ui.feedback.model_answer import ModelAnswer
from interviewer.ui.feedback.playback import Playback
from interviewer.ui.feedback.point_cards import PointCards
from interviewer.ui.feedback.replay import Replay
from interviewer.ui.feedback.rewording import Rewording, RewordingDialog
from interviewer.ui.feedback.since_last import SinceLast
from interviewer.ui.feedback.story import StoryCard
from interviewer.ui.feedback.transcript_view import TranscriptView
from interviewer.ui.look import theme
from interviewer.ui.look.theme import Space, Type

if TYPE_CHECKING:
    from interviewer.interview.delivery import StarTime
    from interviewer.interview.feedback import Grade
    from interviewer.interview.transcript import Span

#: Below this width, in text heights, the two columns stand one under the other.
_TWO_COLUMNS_PX = 860
_LEAD_S = 0.2


class FeedbackView(QWidget):
    """One attempt: coverage with proof, timing, advice, transcript, model answer."""

    corrected = Signal(object)
    #: the button under which to ask, and the attempts
    export_wanted = Signal(object, object)
    #: the question, whose wording or points are to be changed
    edit_wanted = Signal(object)
    #: an attempt, and the person's grade of it
    graded = Signal(object, object)
    #: the question, the point, and the words that are the point in the person's view
    overturned = Signal(object, object, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAccessibleName(self.tr("Feedback"))
        self._attempt: Attempt | None = None
        self._replay: Replay | None = None
        self._rewording: Rewording | None = None
        self._build()
        self._lay_out()

    def use(
        self,
        replay: Replay,
        earlier: EarlierTakes | None = None,
        rewording: Rewording | None = None,
        explaining: Explaining | None = None,
    ) -> None:
        self._replay, self._rewording = replay, rewording
        self.points.use(explaining)
        self._words.setVisible(rewording is not None)
        self._follow_up.use(replay)
        self._playback.use(replay)
        self._playback.moved.connect(self._follow)
        self.since.use(replay, earlier)
        self.model.use(replay)

    @property
    def attempt(self) -> Attempt | None:
        return self._attempt

    # -- what is on it -----------------------------------------------------------------------------

    def _build(self) -> None:
        self._question = label("", self, step=Type.LEAD)
        self._question.setProperty("strong", "true")
        self._ring = ScoreRing(self)
        self._headline = label("", self, step=Type.TITLE)
        self._grade_word = label("", self, step=Type.CAPTION, tone="muted")
        self._grade_word.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._advice = label("", self)
        self._notice = label("", self, tone="warning")
        self._playback = Playback(self)
        self.since = SinceLast(self)
        self._story = StoryCard(self)
        self._story.corrected.connect(self._divide)
        self._story.settled.connect(lambda: self.corrected.emit(self._attempt))
        self._follow_up = FollowUpView(self)
        self.points = PointCards(self)
        self.points.played.connect(self._play_evidence)
        self.points.judged.connect(self._correct)
        self._figures = Figures(self)
        self._transcript = TranscriptView(self)
        self._transcript.wanted.connect(self.play)
        show_whole(self._transcript)
        self._words = KeyButton(self.tr("Correct the words"), self, key="W", icon_name="edit")
        self._words.clicked.connect(self._ask_words)
        self._repairs = label("", self, step=Type.CAPTION, tone="muted")
        self._export = KeyButton(self.tr("Export"), self, key="Ctrl+E", icon_name="export")
        self._export.clicked.connect(lambda: self.export_wanted.emit(self._export, (self._attempt,)))
        self._edit = KeyButton(self.tr("Edit the question"), self, key="E", icon_name="edit")
        self._edit.clicked.connect(self._ask_edit)
        self.model = ModelAnswer(self)
        self._verdict_button = KeyButton(self.tr("My verdict"), self, key="V", icon_name="flip")
        self._verdict_button.setAccessibleDescription(self.tr("Key: V, on the point that has the focus"))
        self._verdict_button.clicked.connect(self.points.ask_verdict)
        self._grade_button = KeyButton(self.tr("My grade"), self, key="G", role="quiet")
        self._grade_button.clicked.connect(self._ask_grade)

    def _lay_out(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(Space.TIGHT)
        for text in (self._question, self._headline, self._advice, self.since.line, self._notice):
            texts.addWidget(text)
        head = QHBoxLayout()
        head.setSpacing(Space.MEDIUM)
        result = QVBoxLayout()
        result.setSpacing(0)
        result.addWidget(self._ring, 0, Qt.AlignmentFlag.AlignHCenter)
        result.addWidget(self._grade_word)
        result.addWidget(self._grade_button, 0, Qt.AlignmentFlag.AlignHCenter)
        result.addStretch(1)
        head.addLayout(result)
        head.addLayout(texts, 1)
        left = QVBoxLayout()
        left.setSpacing(Space.SMALL)
        left.addWidget(self._follow_up)
        left.addWidget(self.points)
        left.addStretch(1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(Space.MEDIUM)
        self._columns.addLayout(left, 1)
        self._columns.addLayout(self._right_column(), 1)
        inner = QWidget(self)
        self._scroll = scrolling(inner, self.tr("Feedback"))
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.LARGE, Space.MEDIUM)
        rows.setSpacing(Space.MEDIUM)
        rows.addLayout(head)
        rows.addLayout(self._columns, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)
        self.since.turned.connect(self._scroll.setHidden)
        self.points.opened.connect(lambda card: show_soon(card, self._scroll))
        self.model.revealed.connect(lambda: show_soon(self.model, self._scroll))
        whole.addWidget(self.since.comparison)

    def _right_column(self) -> QVBoxLayout:
        timing = QFrame(self)
        timing.setProperty("role", "card")
        inside = QVBoxLayout(timing)
        inside.setContentsMargins(Space.SMALL, Space.SMALL, Space.SMALL, Space.MEDIUM)
        inside.addWidget(self._playback)
        inside.addWidget(self._figures)
        buttons = FlowLayout()
        for button in (
            self._verdict_button,
            self.since.button,
            *self.model.buttons,
            self._words,
            self._edit,
            self._export,
        ):
            buttons.addWidget(button)
        right = QVBoxLayout()
        right.setSpacing(Space.SMALL)
        right.addWidget(timing)
        right.addWidget(self._story)
        right.addLayout(buttons)
        right.addWidget(self.model)
        right.addWidget(self._transcript)
        right.addWidget(self._repairs)
        right.addStretch(1)
        return right

    # -- showing -----------------------------------------------------------------------------------

    def show_attempt(self, attempt: Attempt, found: Sequence[Span] = ()) -> None:
        """Shows an attempt from its top, the model answer hidden. ``found``: what was searched for in it."""
        self._attempt = attempt
        self._question.setText(attempt.question.text)
        self._playback.show_attempt(attempt, found)
        self.since.show_attempt(attempt)
        self._follow_up.show_attempt(attempt)
        self._notice.setText(words.sound_lost(attempt.take))
        self._notice.setVisible(bool(self._notice.text()))
        self.model.show_question(attempt.question)
        self.points.show_attempt(attempt)
        self._show_judgement(attempt)
        self._scroll.verticalScrollBar().setValue(0)
        announce(self, self.tr("Feedback ready. {headline}").format(headline=self._headline.text()))

    def show_again(self, attempt: Attempt) -> None:
        """The same attempt, heard better: what changed is changed in its place."""
        at = self._scroll.verticalScrollBar().value()
        self._attempt = attempt
        self.points.show_again(attempt)
        self._show_judgement(attempt)
        self._scroll.verticalScrollBar().setValue(at)

    def _show_judgement(self, attempt: Attempt) -> None:
        self._advice.setText("\n".join(map(words.said, attempt.feedback.advice)))
        self._advice.setVisible(bool(attempt.feedback.advice))
        self._figures.show_delivery(attempt)
        self._story.show_attempt(attempt)
        self._verdict_button.setVisible(bool(self.points.cards))
        self._show_verdicts(attempt)

    def _show_verdicts(self, attempt: Attempt) -> None:
        """All that depends on the verdicts, and so changes with a correction."""
        coverage = corrected_coverage(attempt)
        abstained = attempt.feedback.abstained
        self._ring.show_score(None if abstained else coverage.score)
        self._headline.setText(words.said(abstained) if abstained else words.headline(coverage))
        self._grade_word.setText(self._graded(attempt))
        whole = attempt.question.part_of is None
        self._grade_word.setVisible(whole)
        self._grade_button.setVisible(whole)
        self._transcript.show_attempt(attempt)
        repairs = dict.fromkeys(map(words.repair, attempt.feedback.coverage.repairs))
        self._repairs.setText("\n".join(repairs))
        self._repairs.setVisible(bool(repairs))
        self.since.show_verdicts(attempt)
        self._playback.strip.show_verdicts(attempt)

    def _graded(self, attempt: Attempt) -> str:
        """The person's grade, with the app's own beside it."""
        app = words.grade(earned_grade(attempt))
        if attempt.own_grade is None:
            return app
        own = words.grade(attempt.own_grade)
        return self.tr("{own} (you)\n{app} (the app)").format(own=own, app=app)

    def focus_first(self) -> None:
        """What to work on first gets the focus."""
        if self.points.cards:
            self.points.cards[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._playback.button.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- doing -------------------------------------------------------------------------------------

    def play(self, start_s: float = 0.0, end_s: float | None = None) -> None:
        """Plays the take from a moment on."""
        self._playback.play(start_s, end_s)

    def _follow(self, position_s: float) -> None:
        """The transcript moves along where it is what the person looks at."""
        text = self._transcript
        looked_at = is_seen(text.viewport(), text.sounding, self._scroll)
        text.show_position(position_s)
        if looked_at:
            keep_in_sight(text.viewport(), text.sounding, self._scroll)

    def _play_evidence(self, point: PointVerdict) -> None:
        proof = next((one for one in point.evidence if one.start_s is not None), None)
        if proof is None:
            announce(self, self.tr("Nothing in the answer to play for this point."))
        else:
            end_s = None if proof.end_s is None else proof.end_s + _LEAD_S
            self.play(max(0.0, (proof.start_s or 0.0) - _LEAD_S), end_s)

    def _ask_edit(self) -> None:
        if self._attempt is not None:
            self.edit_wanted.emit(self._attempt.question)

    def _correct(self, point: PointVerdict, verdict: Verdict) -> None:
        if self._attempt is None:
            return
        wording = self._transcript.chosen_words or " ".join(one.quote for one in point.evidence)
        self._attempt = with_verdict(self._attempt, point.point.id, verdict)
        self.points.show_corrections(self._attempt)
        self._show_verdicts(self._attempt)
        announce(self, self._headline.text())
        self.corrected.emit(self._attempt)
        if verdict is Verdict.COVERED and point.verdict is not Verdict.COVERED:
            self.overturned.emit(self._attempt.question, point, wording)

    def _ask_grade(self) -> None:
        """A menu of the grades: the person's decides when the question comes again."""
        menu = Menu(self.tr("Your grade"), self._grade_button)
        for number, name in enumerate(words.grades().items(), start=1):
            action = menu.addAction(f"&{number}  {name[1]}")
            action.triggered.connect(lambda _checked=False, grade=name[0]: self._set_grade(grade))
        menu.open_beneath()

    def _ask_words(self) -> None:
        """What the app has misheard; the answer is then judged again."""
        attempt, rewording = self._attempt, self._rewording
        if attempt is None or rewording is None:
            return
        dialog = RewordingDialog(self, attempt)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.wanted.connect(lambda text: rewording.do(attempt, text, self._show_reworded))
        dialog.open()

    def _show_reworded(self, attempt: Attempt) -> None:
        """Where the person has not gone on meanwhile."""
        if self._attempt is None or self._attempt.id != attempt.id:
            return
        self.show_again(attempt)
        announce(self, self._headline.text())
        self.corrected.emit(attempt)

    def _set_grade(self, grade: Grade) -> None:
        if self._attempt is None:
            return
        self._attempt = replace(self._attempt, own_grade=grade)
        self._show_verdicts(self._attempt)
        announce(self, self._grade_word.text())
        self.graded.emit(self._attempt, grade)

    def _divide(self, parts: tuple[StarTime, ...]) -> None:
        """The person's boundaries count from now on; the app's own parts stay beside them."""
        if self._attempt is not None:
            self._attempt = replace(self._attempt, star=parts)
            self._story.show_attempt(self._attempt)
            self._playback.strip.show_verdicts(self._attempt)

    # -- fitting -----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._attempt is not None:
            self._transcript.show_attempt(self._attempt)

    def _fit(self) -> None:
        wide = self.width() >= theme.scaled(_TWO_COLUMNS_PX)
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._columns.direction() is not direction:
            self._columns.setDirection(direction)
