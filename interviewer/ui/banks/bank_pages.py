"""The pages of the banks as the window has them: the editor, the import, and the ways to get there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMessageBox, QWidget

from interviewer.interview.question import Question, QuestionId
from interviewer.ui.banks.importing import DropTarget, Imported, Importing

if TYPE_CHECKING:
    from interviewer.interview.ports import Voice
    from interviewer.ui.banks.bank_editor import BankEditorPage
    from interviewer.ui.banks.import_preview import ImportPage
    from interviewer.ui.desk import Desk
    from interviewer.ui.work.workplace import Workplace


class BankPages(QObject):
    """Ctrl+O and a file that is dropped anywhere lead to an import, unless an answer is being given."""

    #: the import page is to be shown
    import_begun = Signal()
    #: the editor is to be shown: for a question, or after an import that came to nothing
    editor_wanted = Signal()
    #: the name of a bank that was imported, and what to tell
    imported = Signal(str, str)
    failed = Signal(object)

    def __init__(
        self, window: QWidget, editor: BankEditorPage, preview: ImportPage, workplace: Workplace
    ) -> None:
        super().__init__(window)
        self._window = window
        self._wanted: QuestionId | None = None
        self.editor = editor
        self.preview = preview
        self.importing = Importing(self.preview, workplace)
        self._drops = DropTarget(window)
        self._drops.dropped.connect(self.importing.read)
        self._choose = QShortcut(QKeySequence("Ctrl+O"), window)
        self._choose.activated.connect(self.importing.choose)
        self.editor.import_wanted.connect(self.importing.choose)
        self.editor.failed.connect(self.failed)
        self.importing.failed.connect(self.failed)
        self.importing.begun.connect(self.import_begun)
        self.importing.left.connect(self.editor_wanted)
        self.importing.done.connect(self._tell_imported)
        self.show_free(free=False)

    def use(self, desk: Desk | None, voice: Voice) -> None:
        if desk is not None:
            self.importing.use(desk)
            self.editor.use(desk, voice)
            self.show_free(free=True)

    def open(self, bank: str) -> None:
        """Shows a bank in the editor, at the question that is wanted."""
        if self.editor.editing.desk is not None:
            self.editor.show_bank(bank, question=self._wanted)
            self._wanted = None

    def edit(self, question: Question) -> None:
        """Asks for the editor, at a question; a follow-up is edited in the question that it belongs to."""
        self._wanted = question.part_of or question.id
        self.editor_wanted.emit()

    def show_free(self, *, free: bool) -> None:
        """While an answer is being given there is nowhere to go."""
        wanted = free and self.editor.editing.desk is not None
        self._drops.show_free(free=wanted)
        self._choose.setEnabled(wanted)

    def may_close(self) -> bool:
        """Asks, where edits would be lost with the window."""
        count = self.editor.unsaved
        if not count:
            return True
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.tr("Not saved"))
        box.setText(
            self.tr("1 question has changes that are not saved.")
            if count == 1
            else self.tr("{count} questions have changes that are not saved.").format(count=count)
        )
        box.setInformativeText(self.tr("They are lost when the window is closed."))
        stay = box.addButton(self.tr("Go back"), QMessageBox.ButtonRole.RejectRole)
        box.addButton(self.tr("Close without saving"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.exec()
        return box.clickedButton() is not stay

    def _tell_imported(self, what: Imported) -> None:
        self.editor.forget()
        told = self.tr("{count} questions were imported into “{title}”.").format(
            count=what.questions, title=what.title
        )
        self.imported.emit(what.bank, told)
