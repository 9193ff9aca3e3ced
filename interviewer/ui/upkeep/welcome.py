"""The welcome page: voice, microphone, first question; shown until the first answer, or until put away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from interviewer.interview.question import Bank, Question
from interviewer.interview.rounds.round import Round
from interviewer.settings import Settings
from interviewer.ui.elements import words
from interviewer.ui.elements.announcement import announce
from interviewer.ui.elements.card import titled_card
from interviewer.ui.elements.choice_box import choice_box
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.label import label, set_tone
from interviewer.ui.elements.meter import LevelMeter
from interviewer.ui.elements.page import Page
from interviewer.ui.elements.scrolling import scrolling
from interviewer.ui.fault import in_words
from interviewer.ui.look.theme import Space, Type
from interviewer.ui.parts import Choices, Option, Parts
from interviewer.ui.upkeep.trial import TRIAL_S, MicrophoneTrial, TrialResult, TrialState
from interviewer.ui.work.workplace import Workplace


class WelcomePage(Page):
    """Three steps in the order in which they are needed; each may be passed over."""

    begun = Signal(object)
    left = Signal()
    changed = Signal(Settings)
    sample_wanted = Signal()
    checks_wanted = Signal()
    bank_chosen = Signal(str)

    def __init__(self, parent: QWidget, workplace: Workplace, settings: Settings) -> None:
        super().__init__(parent, QCoreApplication.translate("WelcomePage", "Welcome"))
        self._settings = settings
        self._first: Question | None = None
        self._trial = MicrophoneTrial(self, workplace)
        self._trial.moved.connect(self._follow)
        self._trial.levelled.connect(self._show_level)
        self._trial.heard.connect(self._tell_heard)
        self._trial.failed.connect(self._tell_fault)
        self._build()
        self._lay_out()

    def use(self, parts: Parts) -> None:
        self._trial.use(parts)

    # -- what is on it -----------------------------------------------------------------------------

    def _build(self) -> None:
        self._voices = self._choice("voice", self.tr("Voice"))
        self._microphones = self._choice("microphone", self.tr("Microphone"))
        self._banks = QComboBox(self)
        self._banks.setAccessibleName(self.tr("Question bank"))
        self._banks.textActivated.connect(self.bank_chosen)
        self._hear = KeyButton(self.tr("Hear the voice"), self, key="H", icon_name="speaker")
        self._hear.clicked.connect(self.sample_wanted)
        self._try = KeyButton(self.tr("Try the microphone"), self, key="M", icon_name="microphone")
        self._try.clicked.connect(self._try_or_stop)
        self._meter = LevelMeter(self)
        self.hold(self._meter, 280)
        self._said = label(self.tr("Say a sentence; then you hear it."), self, tone="muted")
        self._question = label("", self, step=Type.LEAD)
        self._ask = KeyButton(
            self.tr("Ask me this question"), self, key="Space", icon_name="microphone", role="primary"
        )
        self._ask.setEnabled(False)
        self._ask.clicked.connect(self._begin)
        self._skip = KeyButton(self.tr("Straight to all questions"), self, key="Esc", role="quiet")
        self._skip.clicked.connect(self._leave)
        self._checks = KeyButton(self.tr("Check everything"), self, key="K", icon_name="checks", role="quiet")
        self._checks.clicked.connect(self.checks_wanted)

    def _lay_out(self) -> None:
        inner = QWidget(self)
        scroll = scrolling(inner, self.tr("Welcome"))
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.LARGE)
        rows.setSpacing(Space.MEDIUM)
        rows.addWidget(label(self.tr("Welcome"), self, step=Type.TITLE))
        lead = self.tr(
            "In two minutes you will have answered your first question aloud and seen what it was worth. "
            "Nothing you say leaves this computer."
        )
        rows.addWidget(label(lead, self, tone="muted"))
        rows.addWidget(self._step(self.tr("1  Hear the interviewer"), (self._voices, self._hear)))
        rows.addWidget(
            self._step(
                self.tr("2  Be heard"), (self._microphones, self._try), below=(self._meter, self._said)
            )
        )
        rows.addWidget(
            self._step(
                self.tr("3  Answer your first question"), (self._banks,), below=(self._question, self._ask)
            )
        )
        elsewhere = QHBoxLayout()
        elsewhere.addWidget(self._skip)
        elsewhere.addWidget(self._checks)
        elsewhere.addStretch(1)
        rows.addLayout(elsewhere)
        rows.addStretch(1)
        self.hold(inner, 760)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def _step(self, title: str, beside: Sequence[QWidget], below: Sequence[QWidget] = ()) -> QFrame:
        card, rows = titled_card(self, title)
        row = QHBoxLayout()
        row.setSpacing(Space.SMALL)
        row.addWidget(beside[0], 1)
        for widget in beside[1:]:
            row.addWidget(widget)
        rows.addLayout(row)
        for widget in below:
            whole_width = isinstance(widget, QLabel)
            rows.addWidget(widget, 0, Qt.AlignmentFlag(0) if whole_width else Qt.AlignmentFlag.AlignLeft)
        return card

    def _choice(self, name: str, title: str) -> QComboBox:
        made = choice_box(self, title)
        made.activated.connect(lambda _index: self._set(**{name: made.currentData()}))
        return made

    # -- showing -----------------------------------------------------------------------------------

    def show_choices(self, choices: Choices) -> None:
        """What this machine offers."""
        self._offer(self._voices, choices.voices, self._settings.voice)
        self._offer(self._microphones, choices.microphones, self._settings.microphone)

    def show_settings(self, settings: Settings) -> None:
        """Something was chosen, here or elsewhere."""
        self._settings = settings

    def show_bank(self, names: Sequence[str], bank: Bank, first: Question | None) -> None:
        """The banks there are, the one that is chosen, and what would be asked."""
        self._banks.clear()
        self._banks.addItems(list(names))
        self._banks.setCurrentText(bank.name)
        self._first = first
        self._question.setText(first.text if first else self.tr("This bank has no question yet."))
        self._ask.setEnabled(first is not None)

    def focus_first(self) -> None:
        self._hear.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self, field: QComboBox, options: Sequence[Option], chosen: str) -> None:
        field.clear()
        for option in options:
            field.addItem(words.said(option.name), option.value)
        field.setCurrentIndex(max(0, field.findData(chosen)))

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """The microphone is not left open behind another page."""
        super().hideEvent(event)
        self._trial.give_up()

    # -- the microphone ----------------------------------------------------------------------------

    def _try_or_stop(self) -> None:
        if self._trial.state is TrialState.IDLE:
            self._trial.begin()
        else:
            self._trial.end()

    def _follow(self, state: TrialState) -> None:
        seconds = round(TRIAL_S)
        said = {
            TrialState.OPENING: self.tr("Opening the microphone …"),
            TrialState.LISTENING: self.tr("Speak now, for {seconds} seconds.").format(seconds=seconds),
        }.get(state)
        if said is not None:
            self._say(said)
        busy = state is not TrialState.IDLE
        self._try.say(
            self.tr("Stop") if busy else self.tr("Try the microphone"),
            icon_name="stop" if busy else "microphone",
        )
        if state is TrialState.LISTENING:
            self._meter.reset()

    def _show_level(self, level: Any) -> None:
        self._meter.show_level(level)

    def _tell_heard(self, heard: TrialResult) -> None:
        muted = self.tr("Is it muted, or is another one meant?")
        self._say(
            {
                TrialResult.VOICE: self.tr("Your microphone works. This is how you sound."),
                TrialResult.QUIET: self.tr("Very quiet. Move closer or turn it up, and try again."),
                TrialResult.ZEROS: self.tr("The microphone delivers pure silence.") + " " + muted,
                TrialResult.NOTHING: self.tr("The microphone delivers no sound.") + " " + muted,
            }[heard],
            tone="accent" if heard is TrialResult.VOICE else "warning",
        )

    def _tell_fault(self, fault: Exception) -> None:
        self._say(in_words(fault), tone="warning")

    def _say(self, text: str, *, tone: str = "muted") -> None:
        self._said.setText(text)
        set_tone(self._said, tone)
        announce(self, text)

    # -- doing -------------------------------------------------------------------------------------

    def _set(self, **chosen: Any) -> None:
        self.changed.emit(self._settings._replace(**chosen))

    def _begin(self) -> None:
        if self._first is not None:
            self._set(welcomed=True)
            self.begun.emit(Round((self._first,)))

    def _leave(self) -> None:
        self._set(welcomed=True)
        self.left.emit()
