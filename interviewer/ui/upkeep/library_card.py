"""The library as a whole: where it is and how big, backed up, restored, moved, deleted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox, QProgressDialog, QVBoxLayout, QWidget

from interviewer.ui.elements import words
from interviewer.ui.elements.flow import FlowLayout
from interviewer.ui.elements.key_button import KeyButton
from interviewer.ui.elements.label import breakable, label
from interviewer.ui.look.theme import Space

if TYPE_CHECKING:
    from interviewer.interview.ports import CancelToken
    from interviewer.ui.parts import HouseKeeping, Parts
    from interviewer.ui.work.workplace import Workplace

    Progress = Callable[[float], None]

_ARCHIVE = "Interviewer library.zip"


class LibraryCard(QWidget):
    """Restoring and moving end with the window opening again on what is then the library."""

    failed = Signal(object)
    told = Signal(str)
    #: what was prepared is done once the window has closed, which then opens again
    reopening = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._workplace: Workplace | None = None
        self._keeping: HouseKeeping | None = None
        self._place = label("", self, tone="muted")
        self._place.setAccessibleName(self.tr("Place of the library"))
        self._place.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        buttons = FlowLayout()
        for text, key, picture, act in (
            (self.tr("Back up"), "B", "save", self._ask_backup),
            (self.tr("Restore"), "R", "undo", self._ask_restore),
            (self.tr("Move"), "M", "next", self._ask_folder),
            (self.tr("Folder"), "F", "folder", self._open_folder),
            (self.tr("Delete everything"), "Ctrl+Del", "discard", self._ask_erasure),
        ):
            button = KeyButton(text, page, key=key, icon_name=picture)
            button.clicked.connect(act)
            buttons.addWidget(button)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(Space.SMALL)
        inside.addWidget(self._place)
        inside.addLayout(buttons)

    def use(self, parts: Parts, workplace: Workplace) -> None:
        self._workplace, self._keeping = workplace, parts.housekeeping

    def refresh(self) -> None:
        """Counts again how much there is."""
        keeping, workplace = self._keeping, self._workplace
        if keeping is not None and workplace is not None:
            workplace.worker.run(
                lambda _cancel: keeping.size_bytes(),
                done=lambda size: self._show_place(keeping.place, size),
                failed=self.failed.emit,
            )

    def _show_place(self, place: Path, size_bytes: int) -> None:
        told = self.tr("{size} MB in {place}. A backup holds recordings, history, own banks and settings.")
        self._place.setText(told.format(size=f"{size_bytes / 1e6:,.0f}", place=breakable(place)))

    # -- what is done ------------------------------------------------------------------------------

    def _ask_backup(self) -> None:
        file, _ = QFileDialog.getSaveFileName(
            self, self.tr("Back up the library"), str(Path.home() / _ARCHIVE), "*.zip"
        )
        if file:
            self.back_up(Path(file).with_suffix(".zip"))

    def back_up(self, to: Path) -> None:
        self._run(
            self.tr("The library is backed up …"),
            lambda keeping, progress, cancel: keeping.back_up(to, progress, cancel),
            lambda: self.told.emit(self.tr("Backed up: {file}").format(file=to)),
        )

    def _ask_restore(self) -> None:
        file, _ = QFileDialog.getOpenFileName(self, self.tr("Restore a backup"), str(Path.home()), "*.zip")
        if file:
            self._confirm(
                self.tr("Put this backup in the place of your library?"),
                self.tr("What is there now is kept in a folder beside it, and the window opens again."),
                self.tr("Restore"),
                partial(self.restore, Path(file)),
            )

    def restore(self, file: Path) -> None:
        self._run(
            self.tr("The backup is unpacked and looked through …"),
            lambda keeping, _progress, _cancel: keeping.prepare_restore(file),
            self.reopening.emit,
            can_stop=False,
        )

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Move the library to"), str(Path.home()))
        if folder:
            self._confirm(
                self.tr("Move the library to {folder}?").format(folder=folder),
                self.tr("Each file is copied and compared before the old one goes. The window opens again."),
                self.tr("Move"),
                partial(self.move_to, Path(folder)),
            )

    def move_to(self, folder: Path) -> None:
        self._run(
            self.tr("The library moves …"),
            lambda keeping, progress, cancel: keeping.prepare_move(folder, progress, cancel),
            self.reopening.emit,
        )

    def _ask_erasure(self) -> None:
        keeping, workplace = self._keeping, self._workplace
        if keeping is not None and workplace is not None:
            workplace.worker.run(
                lambda _cancel: keeping.holdings(), done=self._confirm_erasure, failed=self.failed.emit
            )

    def _confirm_erasure(self, holdings: Sequence[str]) -> None:
        self._confirm(
            self.tr("Delete all of this for good?"),
            "\n".join(
                [
                    *map(words.said, holdings),
                    "",
                    self.tr("The window opens again, and says what was deleted."),
                ]
            ),
            self.tr("Delete everything"),
            self.erase,
        )

    def erase(self) -> None:
        self._run(
            self.tr("Everything is deleted …"),
            lambda keeping, _progress, _cancel: keeping.prepare_erasure(),
            self.reopening.emit,
            can_stop=False,
        )

    def _open_folder(self) -> None:
        if self._keeping is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._keeping.place)))

    # -- how -----------------------------------------------------------------------------------------

    def _confirm(self, question: str, told: str, action: str, act: Callable[[], None]) -> None:
        box = QMessageBox(self)
        box.setText(question)
        box.setInformativeText(told)
        go = box.addButton(action, QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(self.tr("Leave it"), QMessageBox.ButtonRole.RejectRole))
        go.clicked.connect(act)
        box.finished.connect(box.deleteLater)
        box.open()

    def _run(
        self,
        text: str,
        work: Callable[[HouseKeeping, Progress, CancelToken], None],
        done: Callable[[], None],
        *,
        can_stop: bool = True,
    ) -> None:
        """Nothing else can be done meanwhile: what is copied stays as it is."""
        keeping, workplace = self._keeping, self._workplace
        if keeping is None or workplace is None:
            return
        shown = QProgressDialog(text, self.tr("Stop") if can_stop else "", 0, 1000 if can_stop else 0, self)
        shown.setAccessibleName(text)
        shown.setWindowModality(Qt.WindowModality.ApplicationModal)
        shown.setMinimumDuration(0)
        shown.setAutoReset(False)
        shown.setAutoClose(False)

        def show(share: float) -> None:
            if not shown.wasCanceled():
                shown.setValue(round(share * 1000))

        def progress(share: float) -> None:
            workplace.bridge.post(lambda: show(share))

        def ended(then: Callable[[], None]) -> None:
            shown.canceled.disconnect()
            shown.close()
            shown.deleteLater()
            self.refresh()
            then()

        call_off = workplace.worker.run(
            lambda cancel: work(keeping, progress, cancel),
            done=lambda _none: ended(done),
            failed=lambda fault: ended(lambda: self.failed.emit(fault)),
        )
        shown.canceled.connect(call_off)
        shown.show()
