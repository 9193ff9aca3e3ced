"""Hearing a take again: its strip, and the keys to play, to repeat, and to jump to what is marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from interviewer.interview.attempt import Attempt
from interviewer.interview.marks import Kind
from interviewer.interview.transcript import Span
from interviewer.ui.elements import words
from interviewer.ui.elements.announcement import announce
from interviewer.ui.elements.flow import FlowLayout
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.label import label
from interviewer.ui.elements.menu import Menu
from interviewer.ui.feedback.replay import SPEEDS, VOLUMES, Replay
from interviewer.ui.feedback.strip import TimingStrip
from interviewer.ui.look.theme import Space, Type

_KEYS = {Kind.POINT: "K", Kind.PAUSE: "P", Kind.FILLER: "F", Kind.PART: "J", Kind.FOUND: "N"}
#: Heard a moment before a mark, so that its beginning isn't cut off.
_LEAD_S = 0.3


class Playback(QWidget):
    """Works on the page that it is given: the keys are good anywhere on it."""

    #: seconds from the start, as it plays; -1 for not at all
    moved = Signal(float)

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._attempt: Attempt | None = None
        self._replay: Replay | None = None
        self.strip = TimingStrip(self)
        self.strip.wanted.connect(self.play)
        self.strip.ranged.connect(self._follow_range)
        self.button = KeyButton(self.tr("Replay"), page, key="R", icon_name="play")
        self.button.clicked.connect(self._play_or_stop)
        self._speed = KeyButton(self.tr("Speed"), page, key="S", role="quiet")
        self._speed.clicked.connect(self._ask_speed)
        self._volume = KeyButton(self.tr("Volume"), page, key="O", icon_name="speaker", role="quiet")
        self._volume.clicked.connect(self._ask_volume)
        self._loop = KeyButton(self.tr("Loop"), page, key="L", role="quiet")
        self._loop.setCheckable(True)
        self._loop.clicked.connect(self._set_looping)
        self._next = label(self.tr("Next"), self, step=Type.CAPTION, tone="muted")
        self._next.setWordWrap(False)
        names = {
            Kind.POINT: (self.tr("Key point"), self.tr("Next key point")),
            Kind.PAUSE: (self.tr("Pause"), self.tr("Next pause")),
            Kind.FILLER: (self.tr("Filler"), self.tr("Next filler")),
            Kind.PART: (self.tr("Part"), self.tr("Next part of the story")),
            Kind.FOUND: (self.tr("Found"), self.tr("Next word that was found")),
        }
        self._jumps: dict[Kind, KeyButton] = {}
        for kind, (name, told) in names.items():
            self._jumps[kind] = KeyButton(name, page, key=_KEYS[kind], role="quiet")
            self._jumps[kind].setAccessibleName(told)
        for kind, jump in self._jumps.items():
            jump.clicked.connect(partial(self._jump, kind))
            back = QShortcut(QKeySequence(f"Shift+{_KEYS[kind]}"), page)
            back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            back.activated.connect(partial(self._jump, kind, back=True))
            jump.setToolTip(self.tr("With Shift: the one before"))
        self._lay_out()

    def _lay_out(self) -> None:
        keys = FlowLayout(spacing=0)
        for button in (self.button, self._speed, self._volume, self._loop):
            keys.addWidget(button)
        jumps = FlowLayout(spacing=0)
        jumps.addWidget(self._next)
        for jump in self._jumps.values():
            jumps.addWidget(jump)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(Space.SMALL)
        rows.addWidget(self.strip)
        rows.addLayout(keys)
        rows.addLayout(jumps)

    def use(self, replay: Replay) -> None:
        self._replay = replay
        replay.moved.connect(self._show_playing)
        replay.changed.connect(self._show_manner)
        self._show_manner()

    def show_attempt(self, attempt: Attempt, found: Sequence[Span] = ()) -> None:
        """Nothing is shown for an answer without sound. ``found``: what was searched for in it."""
        self._attempt = attempt
        self.setVisible(attempt.take is not None)
        self.strip.show_attempt(attempt, found)
        kinds = {mark.kind for mark in self.strip.marks}
        for button in (self.button, self._speed, self._volume, self._loop):
            button.setVisible(attempt.take is not None)
        for kind, jump in self._jumps.items():
            jump.setVisible(attempt.take is not None and kind in kinds)
        self._next.setVisible(attempt.take is not None and bool(kinds))
        if self._replay is not None and attempt.take is not None:
            take = attempt.take
            self._replay.outline(take, lambda found: self._show_outline(attempt, found))

    def _show_outline(self, attempt: Attempt, found: object) -> None:
        if self._attempt is not None and self._attempt.take == attempt.take:
            self.strip.show_waveform(found)  # type: ignore[arg-type]

    # -- doing -------------------------------------------------------------------------------------

    def play(self, start_s: float = 0.0, end_s: float | None = None) -> None:
        """From a moment on; to the end of the chosen range where it lies in one."""
        chosen = self.strip.range
        if end_s is None and chosen is not None and chosen.start_s <= start_s < chosen.end_s:
            end_s = chosen.end_s
        if self._replay is not None and self._attempt is not None and self._attempt.take is not None:
            self._replay.play(self._attempt.take, start_s=start_s, end_s=end_s)

    def _play_or_stop(self) -> None:
        if self._replay is not None and self._replay.playing:
            self._replay.stop()
        else:
            self.play(self.strip.range.start_s if self.strip.range else 0.0)

    def _jump(self, kind: Kind, *_checked: bool, back: bool = False) -> None:
        mark = self.strip.go_to(kind, back=back)
        if mark is not None:
            self.play(max(0.0, mark.span.start_s - _LEAD_S))

    def _set_looping(self) -> None:
        if self._replay is not None:
            self._replay.set_looping(looping=self._loop.isChecked())
            if self._loop.isChecked() and self.strip.range is not None:
                self.play(self.strip.range.start_s)

    def _follow_range(self, chosen: Span | None) -> None:
        if chosen is not None:
            start, end = words.clock(chosen.start_s), words.clock(chosen.end_s)
            announce(self, self.tr("Range from {start} to {end}").format(start=start, end=end))

    def _ask_speed(self) -> None:
        if self._replay is not None:
            self._choose(self._speed, self.tr("Speed"), SPEEDS, self._times, self._replay.set_speed)

    def _ask_volume(self) -> None:
        if self._replay is not None:
            self._choose(self._volume, self.tr("Volume"), VOLUMES, words.percent, self._replay.set_volume)

    def _choose(
        self,
        button: KeyButton,
        name: str,
        values: Sequence[float],
        said: Callable[[float], str],
        act: Callable[[float], None],
    ) -> None:
        menu = Menu(name, button)
        for number, value in enumerate(values, start=1):
            menu.addAction(f"&{number}  {said(value)}").triggered.connect(
                lambda _checked=False, chosen=value: act(chosen)
            )
        menu.open_beneath()

    # -- what it is doing --------------------------------------------------------------------------

    def _show_playing(self, position_s: float) -> None:
        replay, attempt = self._replay, self._attempt
        if replay is None or attempt is None:
            return
        mine = position_s >= 0 and replay.take == attempt.take
        at_s = position_s if mine else -1.0
        self.strip.show_position(at_s)
        self.button.say(self.tr("Stop") if mine else self.tr("Replay"), icon_name="stop" if mine else "play")
        self.moved.emit(at_s)

    def _show_manner(self) -> None:
        if self._replay is not None:
            speed, volume = self._times(self._replay.speed), words.percent(self._replay.volume)
            self._speed.say(speed)
            self._speed.setAccessibleName(self.tr("Speed {times}").format(times=speed))
            self._volume.say(volume)
            self._volume.setAccessibleName(self.tr("Volume {share}").format(share=volume))
            self._loop.setChecked(self._replay.looping)

    def _times(self, speed: float) -> str:
        return self.tr("{speed}×").format(speed=f"{speed:g}")
