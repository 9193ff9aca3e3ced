"""How long recordings are kept: what a rule would remove is shown before it is removed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from interviewer.interview.reports.retention import Removal, Retention
from interviewer.settings import Settings
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.label import label
from interviewer.ui.look import theme
from interviewer.ui.look.theme import Space, Type

if TYPE_CHECKING:
    from interviewer.ui.parts import Keeping
    from interviewer.ui.work.workplace import Workplace


def rule_of(settings: Settings) -> Retention:
    return Retention(
        last_per_question=settings.keep_takes_per_question or None,
        sound_days=settings.keep_sound_days or None,
    )


def with_rule(settings: Settings, rule: Retention) -> Settings:
    return settings._replace(
        keep_takes_per_question=rule.last_per_question or 0,
        keep_sound_days=rule.sound_days or 0,
    )


class RetentionDialog(QDialog):
    """Nothing goes before its key is pressed; what is kept forever never goes."""

    failed = Signal(object)
    #: a Removal that is to be done, and the Retention that asks for it, from now on
    wanted = Signal(object, object)

    def __init__(self, parent: QWidget, workplace: Workplace, keeping: Keeping, rule: Retention) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._keeping = keeping
        self._removal: Removal | None = None
        self._call_off: Callable[[], None] = lambda: None
        self.setWindowTitle(self.tr("Tidy up recordings"))
        self.setAccessibleName(self.windowTitle())
        self._last = self._number(self.tr("Takes to keep of each question"), self.tr("all"), 1000)
        self._days = self._number(self.tr("Days until the sound goes"), self.tr("never"), 3650)
        self._preview = label("", self)
        self._remove = KeyButton(self.tr("Remove"), self, key="Ctrl+Return", icon_name="discard")
        self._remove.clicked.connect(self._do)
        leave = KeyButton(self.tr("Leave all as it is"), self, key="Esc", role="quiet")
        leave.clicked.connect(self.reject)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.MEDIUM)
        rows.setSpacing(Space.SMALL)
        rows.addWidget(label(self.windowTitle(), self, step=Type.LEAD))
        for spin in (self._last, self._days):
            rows.addWidget(label(spin.accessibleName(), self))
            rows.addWidget(spin)
        rows.addSpacing(Space.MEDIUM)
        rows.addWidget(self._preview)
        rows.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(leave)
        buttons.addWidget(self._remove)
        rows.addLayout(buttons)
        self.resize(theme.scaled(460), theme.scaled(340))
        self._show(Removal())
        self._last.setValue(rule.last_per_question or 0)
        self._days.setValue(rule.sound_days or 0)

    @property
    def rule(self) -> Retention:
        return Retention(last_per_question=self._last.value() or None, sound_days=self._days.value() or None)

    def _number(self, name: str, none: str, most: int) -> QSpinBox:
        made = QSpinBox(self)
        made.setAccessibleName(name)
        made.setRange(0, most)
        made.setSpecialValueText(none)
        made.valueChanged.connect(lambda _value: self._look())
        return made

    def _look(self) -> None:
        rule = self.rule
        self._call_off()
        self._call_off = self._workplace.worker.run(
            lambda _cancel: self._keeping.would_remove(rule),
            done=self._show,
            failed=self.failed.emit,
        )

    def _show(self, removal: Removal) -> None:
        self._removal = removal
        there = bool(removal.attempts or removal.sounds)
        self._remove.setEnabled(there)
        told = self.tr(
            "{attempts} takes would go, with their feedback; {sounds} more would lose their sound and keep "
            "transcript and feedback. {size} MB would be free. What is kept forever stays. The rule is "
            "remembered: when it next concerns something, you are told, and nothing goes by itself."
        ).format(
            attempts=len(removal.attempts), sounds=len(removal.sounds), size=round(removal.size_bytes / 1e6)
        )
        self._preview.setText(told if there else self.tr("By this rule nothing would go."))

    def _do(self) -> None:
        if self._removal is not None:
            self.wanted.emit(self._removal, self.rule)
            self.accept()

    def done(self, result: int) -> None:
        """Closed: what is still being counted is for nobody."""
        self._call_off()
        super().done(result)
