"""The list of speech models: what each is for, how big it is, where it comes from, and a button for it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from interviewer.interview.speech_model import SpeechModel, Where
from interviewer.ui.elements import words
from interviewer.ui.elements.announcement import announce
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.label import label
from interviewer.ui.look.theme import Space, Type


class ModelRow(QFrame):
    """One model; while it comes, how much of it is here."""

    fetch_wanted = Signal(str)
    stop_wanted = Signal()
    remove_wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._model: SpeechModel | None = None
        self._coming = False
        self._name = label("", self)
        self._name.setProperty("strong", "true")
        self._about = label("", self, step=Type.CAPTION, tone="muted")
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 1000)
        self._bar.hide()
        self._button = KeyButton("", self)
        self._button.clicked.connect(self._pressed)
        texts = QVBoxLayout()
        texts.setSpacing(Space.TIGHT)
        for widget in (self._name, self._about, self._bar):
            texts.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.MEDIUM)
        row.addLayout(texts, 1)
        row.addWidget(self._button, 0, Qt.AlignmentFlag.AlignTop)

    def show_model(self, model: SpeechModel) -> None:
        """Between downloads: what can be done about it."""
        self._model, self._coming = model, False
        self._bar.hide()
        self._bar.setAccessibleName(self.tr("Download of {name}").format(name=model.name))
        self._name.setText(f"{model.name} – {self._state(model)}")
        self._about.setText(
            self.tr("{about}. {size}, {licence} licence, from {source}").format(
                about=words.said(model.about),
                size=_megabytes(model.size_bytes),
                licence=model.licence,
                source=model.source,
            )
        )
        self._button.say(self._action(model))
        self._button.setVisible(model.where in (Where.TO_DOWNLOAD, Where.FETCHED))
        self._button.setEnabled(True)

    def show_coming(self, share: float) -> None:
        """How much of it is here."""
        if self._model is None:
            return
        if not self._coming:
            self._coming = True
            self._bar.show()
            self._button.say(self.tr("Stop the download of {name}").format(name=self._model.name))
        self._bar.setValue(round(share * 1000))
        here = _megabytes(round(share * self._model.size_bytes))
        self._name.setText(
            self.tr("{name} – {here} of {all} are here").format(
                name=self._model.name, here=here, all=_megabytes(self._model.size_bytes)
            )
        )

    def _state(self, model: SpeechModel) -> str:
        if model.where.usable:
            return self.tr("here")
        if model.where is Where.MISSING:
            return self.tr("missing")
        if model.brought_bytes:
            return self.tr("{part} of {all} are here").format(
                part=_megabytes(model.brought_bytes), all=_megabytes(model.size_bytes)
            )
        return self.tr("not here")

    def _action(self, model: SpeechModel) -> str:
        if model.where is Where.FETCHED:
            return self.tr("Remove {name}").format(name=model.name)
        if model.brought_bytes:
            return self.tr("Resume the download of {name}").format(name=model.name)
        return self.tr("Download {name}, {size}").format(name=model.name, size=_megabytes(model.size_bytes))

    def _pressed(self) -> None:
        if self._model is None:
            return
        if self._coming:
            self.stop_wanted.emit()
        elif self._model.where is Where.FETCHED:
            self.remove_wanted.emit(self._model.name)
        else:
            self.fetch_wanted.emit(self._model.name)


class ModelList(QWidget):
    """One row a model. One download at a time: the others wait for their turn."""

    fetch_wanted = Signal(str)
    stop_wanted = Signal()
    remove_wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: dict[str, ModelRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.MEDIUM)
        told = self.tr(
            "A larger model hears more exactly and needs more of the computer. Nothing is downloaded unless "
            "you press a button here. Each file is checked against the hash that its publisher has recorded."
        )
        self._column.addWidget(label(told, self, tone="muted"))

    def show_models(self, models: Sequence[SpeechModel]) -> None:
        for model in models:
            if model.name not in self._rows:
                self._add_row(model.name)
            self._rows[model.name].show_model(model)

    def show_coming(self, name: str, share: float) -> None:
        self._rows[name].show_coming(share)
        for other, row in self._rows.items():
            if other != name:
                row.setEnabled(False)

    def show_ended(self, told: str) -> None:
        """The download is over, in whatever way."""
        for row in self._rows.values():
            row.setEnabled(True)
        announce(self, told)

    def _add_row(self, name: str) -> None:
        row = ModelRow(self)
        row.fetch_wanted.connect(self.fetch_wanted)
        row.stop_wanted.connect(self.stop_wanted)
        row.remove_wanted.connect(self.remove_wanted)
        self._column.addWidget(row)
        self._rows[name] = row


def _megabytes(size_bytes: int) -> str:
    return f"{size_bytes / 1e6:,.0f} MB" if size_bytes >= 1e6 else f"{size_bytes / 1e3:,.0f} kB"
