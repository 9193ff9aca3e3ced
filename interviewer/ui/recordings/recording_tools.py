"""What is done with recordings: kept forever, judged again, brought in, found on the disk, tidied up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QDropEvent
from PySide6.QtWidgets import QFileDialog

from interviewer.interview.attempt import Attempt, AttemptId
from interviewer.interview.question import Bank
from interviewer.interview.reports.recording import Recording
from interviewer.interview.reports.retention import Removal, Retention
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.page import Page
from interviewer.ui.recordings.question_choice import QuestionChoice
from interviewer.ui.recordings.retention_dialog import RetentionDialog

if TYPE_CHECKING:
    from interviewer.interview.ports import CancelToken
    from interviewer.ui.parts import Parts
    from interviewer.ui.work.workplace import Workplace

_SOUNDS = "*.wav *.flac *.mp3 *.m4a *.ogg *.opus *.aac *.aiff *.wma *.mp4 *.mkv *.webm *.mov"


class RecordingTools(QObject):
    """Buttons for the page, and what they do; a file may be dropped on the page too."""

    failed = Signal(object)
    told = Signal(str, str, object)
    changed = Signal()
    #: the person's Retention is another one
    rule_chosen = Signal(object)
    #: the button under which to ask, and the attempts' ids
    export_wanted = Signal(object, object)
    #: an attempt to be shown
    opened = Signal(object)
    #: an earlier and a later attempt, to be shown side by side
    compared = Signal(object, object)

    def __init__(
        self,
        page: Page,
        workplace: Workplace,
        *,
        chosen: Callable[[], Sequence[AttemptId]],
        current: Callable[[], Recording | None],
    ) -> None:
        super().__init__(page)
        self._page = page
        self._chosen = chosen
        self._current = current
        self._workplace = workplace
        self._parts: Parts | None = None
        self.bank: Bank | None = None
        self.rule = Retention()
        self._reminded = False
        keep = KeyButton(self.tr("Keep forever"), page, key="K", icon_name="save", role="quiet")
        keep.clicked.connect(self._keep)
        again = KeyButton(self.tr("Judge again"), page, key="J", icon_name="again", role="quiet")
        again.clicked.connect(self._grade_again)
        bring = KeyButton(self.tr("Bring in a file"), page, key="I", icon_name="import", role="quiet")
        bring.clicked.connect(self._ask_file)
        export = KeyButton(self.tr("Export"), page, key="Ctrl+E", icon_name="export", role="quiet")
        export.clicked.connect(lambda: self.export_wanted.emit(export, self._chosen()))
        folder = KeyButton(self.tr("Folder"), page, key="F", icon_name="folder", role="quiet")
        folder.clicked.connect(self._open_folder)
        tidy = KeyButton(self.tr("Tidy up"), page, key="T", icon_name="settings", role="quiet")
        tidy.clicked.connect(self._tidy)
        self.compare = KeyButton(self.tr("Compare two"), page, key="C", icon_name="flip", role="quiet")
        self.compare.clicked.connect(self._compare_chosen)
        self.buttons = (keep, export, again, bring, folder, tidy)
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def use(self, parts: Parts) -> None:
        self._parts = parts
        for button in self.buttons[2:]:
            button.setVisible(parts.keeping is not None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """A file that is dropped on the page is brought in."""
        if isinstance(event, QDropEvent) and event.mimeData().hasUrls():
            files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
            if files and event.type() in (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop):
                event.acceptProposedAction()
                if event.type() is QEvent.Type.Drop:
                    self.bring_in(Path(files[0]))
                return True
        return super().eventFilter(watched, event)

    # -- kept forever ------------------------------------------------------------------------------

    def _keep(self) -> None:
        """All that are chosen; those that are kept already are let go again."""
        parts, ids, current = self._parts, self._chosen(), self._current()
        if parts is None or not ids:
            return
        keep = current is None or not current.keep_forever
        said = (
            self.tr("Kept forever: {count}. Tidying up leaves them.")
            if keep
            else self.tr("No longer kept: {count}.")
        )

        def undo() -> None:
            self._run(lambda _cancel: parts.recordings.keep_forever(ids, keep=not keep), self._redone)

        def done(_none: None) -> None:
            self.changed.emit()
            self.told.emit(said.format(count=len(ids)), self.tr("Undo"), undo)

        self._run(lambda _cancel: parts.recordings.keep_forever(ids, keep=keep), done)

    def _redone(self, _none: None) -> None:
        self.changed.emit()

    # -- compared ----------------------------------------------------------------------------------

    def _compare_chosen(self) -> None:
        """Two takes of one question, whichever they are."""
        parts, ids = self._parts, self._chosen()
        if parts is not None and len(ids) == 2:
            self._run(lambda _cancel: [parts.archive.attempt(which) for which in ids], self._compare)
        else:
            self._tell_how_to_compare()

    def _compare(self, chosen: Sequence[Attempt]) -> None:
        before, after = sorted(chosen, key=lambda attempt: attempt.at)
        if before.question.id == after.question.id:
            self.compared.emit(before, after)
        else:
            self._tell_how_to_compare()

    def _tell_how_to_compare(self) -> None:
        told = self.tr("Choose two takes of one question, with Ctrl or Shift, to compare them.")
        self.told.emit(told, "", _nothing)

    # -- judged again ------------------------------------------------------------------------------

    def _grade_again(self) -> None:
        parts, ids = self._parts, self._chosen()
        if parts is None or parts.keeping is None or not ids:
            return
        keeping = parts.keeping

        def work(cancel: CancelToken) -> int:
            for which in ids:
                cancel.raise_if_cancelled()
                keeping.grade_again(parts.archive.attempt(which), cancel)
            return len(ids)

        def done(count: int) -> None:
            self.changed.emit()
            self.told.emit(
                self.tr("Judged again by the bank of now: {count}.").format(count=count), "", _nothing
            )

        self._run(work, done)

    # -- brought in --------------------------------------------------------------------------------

    def _ask_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self._page,
            self.tr("A recording made elsewhere"),
            "",
            self.tr("Sound and video ({patterns})").format(patterns=_SOUNDS),
        )
        if name:
            self.bring_in(Path(name))

    def bring_in(self, file: Path) -> None:
        """Asks which question the file answers, then grades and keeps it."""
        parts = self._parts
        if parts is None or parts.keeping is None or self.bank is None:
            return
        asked = QuestionChoice(self._page, self.bank, file.name)
        asked.accepted.connect(partial(self._grade, asked, file))
        asked.finished.connect(asked.deleteLater)
        asked.open()

    def _grade(self, asked: QuestionChoice, file: Path) -> None:
        parts, question = self._parts, asked.chosen
        if parts is None or parts.keeping is None or question is None:
            return
        keeping = parts.keeping
        self.told.emit(self.tr("{file} is being graded.").format(file=file.name), "", _nothing)
        self._run(lambda cancel: keeping.bring_in(question, file, cancel), partial(self._brought_in, file))

    def _brought_in(self, file: Path, attempt: Attempt) -> None:
        self.changed.emit()
        self.opened.emit(attempt)
        told = self.tr("{file} is graded, and kept with a copy of its sound.").format(file=file.name)
        self.told.emit(told, "", _nothing)

    # -- on the disk -------------------------------------------------------------------------------

    def _open_folder(self) -> None:
        if self._parts is not None and self._parts.keeping is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._parts.keeping.folder)))

    def _tidy(self) -> None:
        parts = self._parts
        if parts is None or parts.keeping is None:
            return
        asked = RetentionDialog(self._page, self._workplace, parts.keeping, self.rule)
        asked.failed.connect(self.failed)
        asked.wanted.connect(self._remove)
        asked.finished.connect(asked.deleteLater)
        asked.open()

    def remind(self) -> None:
        """Says once that there is something to tidy up by the person's rule."""
        parts, rule = self._parts, self.rule
        if parts is None or parts.keeping is None or rule == Retention() or self._reminded:
            return
        self._reminded = True
        keeping = parts.keeping
        self._run(lambda _cancel: keeping.would_remove(rule), self._remind_of)

    def _remind_of(self, removal: Removal) -> None:
        count = len(removal.attempts) + len(removal.sounds)
        if count:
            told = self.tr("By your rule there is something to tidy up: {count} takes.").format(count=count)
            self.told.emit(told, self.tr("Look"), self._tidy)

    def _remove(self, removal: Removal, rule: Retention) -> None:
        self.rule = rule
        self.rule_chosen.emit(rule)
        parts = self._parts
        if parts is not None and parts.keeping is not None:
            keeping = parts.keeping
            self._run(lambda _cancel: keeping.remove(removal), lambda _none: self._tidied(removal))

    def _tidied(self, removal: Removal) -> None:
        parts = self._parts
        self.changed.emit()
        said = self.tr("{count} recordings deleted.").format(count=len(removal.attempts))
        if parts is None or not removal.attempts:
            self.told.emit(
                self.tr("The sound of {count} is gone.").format(count=len(removal.sounds)), "", _nothing
            )
            return

        def undo() -> None:
            self._run(lambda _cancel: parts.recordings.restore(removal.attempts), self._redone)

        self.told.emit(said, self.tr("Undo"), undo)

    def _run(self, work: Callable[[CancelToken], object], done: Callable[..., None]) -> None:
        self._workplace.worker.run(work, done=done, failed=self.failed.emit)


def _nothing() -> None:
    """Nothing is offered."""
