"""Answers handed on from the window: asked for in which form, written behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from interviewer.ui.elements.export_menu import Form, ask_export

if TYPE_CHECKING:
    from interviewer.interview.attempt import Attempt, AttemptId
    from interviewer.ui.parts import Parts
    from interviewer.ui.work.workplace import Workplace


class Exporting(QObject):
    """Used by every page that shows answers."""

    failed = Signal(object)
    #: what was done, what may be done about it, and what does it
    told = Signal(str, str, object)

    def __init__(self, parent: QObject, workplace: Workplace) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._parts: Parts | None = None

    def use(self, parts: Parts) -> None:
        self._parts = parts

    def forms(self) -> Sequence[Form]:
        return (
            (self.tr("&Page to read in a browser …"), "html"),
            (self.tr("P&aper: a page for each answer …"), "pdf"),
            (self.tr("&Text (Markdown) …"), "md"),
            (self.tr("Ta&ble (CSV) …"), "csv"),
            (self.tr("&Data (JSON) …"), "json"),
            (self.tr("&Subtitles (SRT) …"), "srt"),
            (self.tr("Subtitles (&WebVTT) …"), "vtt"),
            (self.tr("Sound, as it &is (WAV) …"), "wav"),
            (self.tr("Sound, smaller without loss (&FLAC) …"), "flac"),
            (self.tr("Sound, small (&MP3) …"), "mp3"),
            (self.tr("Sound, smallest (&Opus) …"), "opus"),
        )

    def ask(self, button: QWidget, attempts: Sequence[Attempt]) -> None:
        """Asks beneath the button; several answers make one round."""
        if attempts:
            first = attempts[-1]
            name = f"{first.at:%Y-%m-%d} {first.question.id if len(attempts) == 1 else ''}".strip()
            ask_export(button, name, self.forms(), lambda file, _ending: self.write(attempts, file))

    def ask_for(self, button: QWidget, ids: Sequence[AttemptId]) -> None:
        """The same for answers in the archive, read behind the window."""
        parts = self._parts
        if parts is not None and ids:
            self._run(
                lambda: [parts.archive.attempt(which) for which in ids], lambda found: self.ask(button, found)
            )

    def write(self, attempts: Sequence[Attempt], file: Path) -> None:
        parts = self._parts
        if parts is not None:
            self._run(lambda: parts.export(attempts, file), self._tell)

    def _tell(self, files: Sequence[Path]) -> None:
        if not files:
            self.told.emit(self.tr("Nothing was written: none of these answers has sound."), "", _nothing)
            return
        more = self.tr(" and {count} more").format(count=len(files) - 1) if len(files) > 1 else ""
        self.told.emit(
            self.tr("Written: {file}{more}").format(file=files[0], more=more),
            self.tr("Show"),
            partial(_show, files[0].parent if len(files) > 1 else files[0]),
        )

    def _run(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        self._workplace.worker.run(lambda _cancel: work(), done=done, failed=self.failed.emit)


def _show(place: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))


def _nothing() -> None:
    """Nothing is offered."""
