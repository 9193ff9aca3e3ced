"""Importing a document: chosen or dropped, read on the worker, shown, and written when the person says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from interviewer.errors import InputError
from interviewer.ui.banks.import_preview import ImportPage
from interviewer.ui.banks.preview import Preview, gather
from interviewer.ui.elements.label import label
from interviewer.ui.fault import in_words
from interviewer.ui.look import theme
from interviewer.ui.look.theme import Type

if TYPE_CHECKING:
    from interviewer.interview.ports import CancelToken
    from interviewer.ui.desk import Desk
    from interviewer.ui.work.workplace import Workplace


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, to be told."""

    bank: str
    title: str
    questions: int


class Importing(QObject):
    """Leads from a file to a bank. Only one import is under way at a time."""

    #: the page wants to be seen
    begun = Signal()
    #: the person went back, or there was nothing to do
    left = Signal()
    #: what was imported
    done = Signal(object)
    #: a fault that is the app's own
    failed = Signal(object)

    def __init__(self, page: ImportPage, workplace: Workplace) -> None:
        super().__init__(page)
        self._page = page
        self._workplace = workplace
        self._desk: Desk | None = None
        self._file: Path | None = None
        self._stop_work: Callable[[], None] | None = None
        page.accepted.connect(self._apply)
        page.cancelled.connect(self.cancel)
        page.reread.connect(self._reread)
        page.another.connect(self.choose)

    def use(self, desk: Desk) -> None:
        self._desk = desk

    def choose(self) -> None:
        """Asks for a file in the system's own dialog."""
        if self._desk is None:
            return
        forms = self.tr("Documents (*.md *.markdown *.txt *.csv *.tsv);;All files (*)")
        start = str(self._file.parent if self._file else Path.home())
        name, _ = QFileDialog.getOpenFileName(self._page, self.tr("Import questions"), start, forms)
        if name:
            self.read(Path(name))

    def read(self, file: Path) -> None:
        """Reads a document and shows what it holds."""
        self._file = file
        self.begun.emit()
        self._gather(into=None, backticks=False, failed=self._tell_unread)

    def cancel(self) -> None:
        """Calls off what is under way; nothing has been written."""
        self._call_off()
        self._file = None
        self.left.emit()

    # -- on the worker, and back -------------------------------------------------------------------

    def _gather(self, *, into: str | None, backticks: bool, failed: Callable[[Exception], None]) -> None:
        desk, file = self._desk, self._file
        if desk is None or file is None:
            return
        self._call_off()
        self._page.show_waiting(
            self.tr("Reading {file} …").format(file=file.name),
            self.tr("Nothing is written before you have seen what is in it."),
            can_cancel=True,
        )
        post = self._workplace.bridge.post

        def work(cancel: CancelToken) -> Preview:
            def tell(share: float) -> None:
                cancel.raise_if_cancelled()
                post(lambda: self._page.waiting.show_share(share))

            return gather(desk, file, into=into, backticks=backticks, progress=tell)

        self._stop_work = self._workplace.worker.run(work, done=self._page.show_preview, failed=failed)

    def _reread(self, into: str, backticks: bool) -> None:  # noqa: FBT001 - a signal's
        self._gather(into=into, backticks=backticks, failed=self._tell_unread_again)

    def _apply(self) -> None:
        desk, preview = self._desk, self._page.preview
        if desk is None or preview is None or preview.planned.refused:
            return
        self._call_off()
        # From here on the person can't call it off: it is written whole or not at all.
        self._page.show_waiting(self.tr("Importing …"), "", can_cancel=False)
        self._workplace.worker.run(
            lambda _cancel: desk.apply(preview.planned),
            done=lambda _none: self._tell_done(preview),
            failed=self._tell_unread,
        )

    def _tell_done(self, preview: Preview) -> None:
        self._file = None
        bank = preview.planned.bank
        self.done.emit(Imported(preview.planned.place.stem, bank.title or bank.name, len(bank.questions)))

    def _tell_unread(self, fault: Exception) -> None:
        self._page.show_fault(in_words(fault))
        self.failed.emit(fault)

    def _tell_unread_again(self, fault: Exception) -> None:
        """The document was fine a moment ago: it is the name of the bank that is not."""
        if isinstance(fault, InputError) and self._page.preview is not None:
            self._page.show_target_fault(in_words(fault))
        else:
            self._tell_unread(fault)

    def _call_off(self) -> None:
        if self._stop_work is not None:
            self._stop_work()
            self._stop_work = None


class DropTarget(QObject):
    """Takes a file that is dropped anywhere on the window, and says so while it hovers."""

    dropped = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._enabled = True
        self._veil = label(self.tr("Drop it to look at its questions"), window, step=Type.TITLE)
        self._veil.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._veil.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._veil.hide()
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    @property
    def veil(self) -> QLabel:
        return self._veil

    def show_free(self, *, free: bool) -> None:
        """While an answer is being given nothing is taken."""
        self._enabled = free

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if watched is not self._window or not self._enabled:
            return False
        if isinstance(event, QDropEvent):
            file = _file_in(event)
            if file is None:
                return False
            event.acceptProposedAction()
            if isinstance(event, QDragEnterEvent | QDragMoveEvent):
                self._lift()
            else:
                self._veil.hide()
                self.dropped.emit(file)
            return True
        if event.type() is QEvent.Type.DragLeave:
            self._veil.hide()
        return False

    def _lift(self) -> None:
        look = theme.colours()
        self._veil.setStyleSheet(
            f"background: {look.accent_wash}; border: 3px dashed {look.accent}; color: {look.ink};"
            f"border-radius: {theme.scaled(12)}px; margin: {theme.scaled(12)}px;"
        )
        self._veil.setGeometry(self._window.rect())
        self._veil.raise_()
        self._veil.show()


def _file_in(event: QDropEvent) -> Path | None:
    """The first file of this machine among what is dragged."""
    files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    return Path(files[0]) if files else None
