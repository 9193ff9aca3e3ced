"""The settings page: a change counts at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from interviewer.interview.manner import RATES_WPM
from interviewer.settings import Settings
from interviewer.ui.elements import words
from interviewer.ui.elements.card import titled_card
from interviewer.ui.elements.choice_box import choice_box
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.label import label
from interviewer.ui.elements.page import Page
from interviewer.ui.elements.scrolling import scrolling
from interviewer.ui.look import theme
from interviewer.ui.look.theme import TEXT_SIZES_PERCENT, Space, Type
from interviewer.ui.parts import Choices, Option
from interviewer.ui.upkeep.library_card import LibraryCard
from interviewer.ui.upkeep.model_list import ModelList

#: A person who thinks for four seconds is not to be cut off.
_AUTO_STOPS_S = (5, 6, 8, 10, 15, 20)


class SettingsPage(Page):
    """Choices of this machine, and how the window looks."""

    changed = Signal(Settings)
    #: the person wants to hear the chosen voice
    sample_wanted = Signal()

    def __init__(self, parent: QWidget, settings: Settings) -> None:
        super().__init__(parent, QCoreApplication.translate("SettingsPage", "Settings"))
        self._settings = settings
        self._fields: dict[str, QComboBox | QCheckBox] = {}
        self.models = ModelList(self)
        self._lay_out()
        self.show_choices(Choices())

    @property
    def settings(self) -> Settings:
        return self._settings

    # -- what is on it -----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        inner = QWidget(self)
        scroll = scrolling(inner, self.tr("Settings"))
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.LARGE)
        rows.setSpacing(Space.LARGE)
        rows.addWidget(label(self.tr("Settings"), self, step=Type.TITLE))
        rows.addWidget(self._card(self.tr("Sound"), self._sound_rows()))
        rows.addWidget(self._card(self.tr("Hearing you"), self._hearing_rows()))
        rows.addWidget(self._card(self.tr("Appearance"), self._look_rows()))
        rows.addWidget(self._framed(self.tr("Speech models"), self.models))
        self.library = LibraryCard(self)
        rows.addWidget(self._framed(self.tr("Your library"), self.library))
        rows.addWidget(self._card(self.tr("When something goes wrong"), self._trouble_rows()))
        rows.addWidget(
            label(
                self.tr("Everything stays on this computer: recordings, transcripts and feedback."),
                self,
                step=Type.CAPTION,
                tone="muted",
            )
        )
        rows.addStretch(1)
        self.hold(inner, 860)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def _sound_rows(self) -> list[tuple[str, QWidget]]:
        self._sample = KeyButton(self.tr("Hear the voice"), self, key="H", icon_name="speaker")
        self._sample.clicked.connect(self.sample_wanted)
        rates = self._choice("voice_rate_wpm", self.tr("Words a minute of the voice"))
        self._offer("voice_rate_wpm", [Option(str(rate), str(rate)) for rate in RATES_WPM])
        return [
            (self.tr("Microphone"), self._choice("microphone", self.tr("Microphone"))),
            (self.tr("Loudspeaker"), self._choice("loudspeaker", self.tr("Loudspeaker"))),
            (self.tr("Voice"), self._choice("voice", self.tr("Voice"))),
            (self.tr("Words a minute"), rates),
            ("", self._sample),
        ]

    def _hearing_rows(self) -> list[tuple[str, QWidget]]:
        stop = self._choice("auto_stop_s", self.tr("Stop the recording by itself"))
        after = self.tr("After {seconds} s of silence")
        self._offer(
            "auto_stop_s",
            [
                Option("0", self.tr("Never")),
                *(Option(str(one), after.format(seconds=one)) for one in _AUTO_STOPS_S),
            ],
        )
        return [
            (self.tr("Stop by itself"), stop),
            (self.tr("Speech model"), self._choice("model", self.tr("Speech model"))),
            ("", self._switch("live_words", self.tr("Show words while I speak"))),
        ]

    def _look_rows(self) -> list[tuple[str, QWidget]]:
        themes = self._choice("theme", self.tr("Theme"))
        self._offer(
            "theme",
            (
                Option("system", self.tr("As the system")),
                Option("light", self.tr("Light")),
                Option("dark", self.tr("Dark")),
            ),
        )
        sizes = self._choice("text_size_percent", self.tr("Text size"))
        self._offer("text_size_percent", [Option(str(size), f"{size} %") for size in TEXT_SIZES_PERCENT])
        return [
            (self.tr("Theme"), themes),
            (self.tr("Text size"), sizes),
            ("", self._switch("reduced_motion", self.tr("Keep still: no moving level halo"))),
        ]

    def _card(self, title: str, rows: Sequence[tuple[str, QWidget]]) -> QFrame:
        holder = QWidget(self)
        form = QFormLayout(holder)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(Space.LARGE)
        form.setVerticalSpacing(Space.SMALL)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for name, widget in rows:
            told = QLabel(name, holder)
            told.setMinimumWidth(theme.scaled(150))
            told.setMinimumHeight(widget.sizeHint().height())
            told.setBuddy(widget)
            form.addRow(told, widget)
        return self._framed(title, holder)

    def _trouble_rows(self) -> list[tuple[str, QWidget]]:
        levels = self._choice("log_level", self.tr("Log"))
        self._offer(
            "log_level",
            (
                Option("error", self.tr("Faults of the app alone")),
                Option("warning", self.tr("And what it gets by with")),
                Option("info", self.tr("And what it does")),
                Option("debug", self.tr("Everything, to look into a fault")),
            ),
        )
        return [(self.tr("Log"), levels)]

    def _framed(self, title: str, content: QWidget) -> QFrame:
        card, inside = titled_card(self, title)
        inside.addWidget(content)
        return card

    def _choice(self, name: str, title: str) -> QComboBox:
        made = choice_box(self, title)
        made.activated.connect(lambda _index: self._set(name, made.currentData()))
        self._fields[name] = made
        return made

    def _switch(self, name: str, title: str) -> QCheckBox:
        made = QCheckBox(title, self)
        made.setAccessibleName(title)
        made.setChecked(bool(getattr(self._settings, name)))
        made.toggled.connect(lambda on: self._set(name, on))
        self._fields[name] = made
        return made

    # -- showing -----------------------------------------------------------------------------------

    def show_choices(self, choices: Choices) -> None:
        """What the machine offers; before that, what is chosen is all there is."""
        self._offer("model", choices.models)
        self._offer("microphone", choices.microphones)
        self._offer("loudspeaker", choices.loudspeakers)
        self._offer("voice", choices.voices)

    def show_settings(self, settings: Settings) -> None:
        """Something was chosen elsewhere."""
        self._settings = settings
        for name, field in self._fields.items():
            if isinstance(field, QComboBox):
                field.setCurrentIndex(field.findData(str(getattr(settings, name))))

    def focus_first(self) -> None:
        self._fields["microphone"].setFocus(Qt.FocusReason.TabFocusReason)

    def _offer(self, name: str, options: Sequence[Option]) -> None:
        """A choice that is not there now stays chosen, and says so."""
        field, chosen = self._fields[name], str(getattr(self._settings, name))
        if not isinstance(field, QComboBox):
            return
        field.clear()
        for option in options:
            field.addItem(words.said(option.name), option.value)
        if field.findData(chosen) < 0:
            absent = self.tr("{name} (not found now)").format(name=chosen) if options else chosen
            field.addItem(absent if chosen else self.tr("As the system"), chosen)
        field.setCurrentIndex(field.findData(chosen))

    # -- doing -------------------------------------------------------------------------------------

    def _set(self, name: str, value: Any) -> None:
        kind = type(getattr(self._settings, name))
        changed = self._settings._replace(**{name: kind(value)})
        if changed != self._settings:
            self._settings = changed
            self.changed.emit(changed)
