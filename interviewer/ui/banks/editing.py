"""A bank that is edited: opened, saved and taken back on the worker, watched for what others change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from interviewer.errors import Cancelled
from interviewer.interview.documents.succession import Fate, Plan, succession
from interviewer.interview.question import Bank, Question
from interviewer.ui.desk import Form
from interviewer.ui.elements import words
from interviewer.ui.elements.words import tr

if TYPE_CHECKING:
    from interviewer.interview.ports import Voice
    from interviewer.ui.desk import Desk, Editing
    from interviewer.ui.work.workplace import Workplace

#: A program that saves writes more than once; this is how long it is given.
_SETTLE_MS = 250


@dataclass(frozen=True, slots=True)
class OpenBank:
    """A bank as it was last read, and what can be done with it."""

    name: str
    bank: Bank
    files: tuple[Path, ...]
    shipped: bool
    can_undo: bool
    can_redo: bool

    @property
    def place(self) -> Path:
        return self.files[0].parent

    @property
    def place_shown(self) -> str:
        """The folder as the person writes it."""
        home, text = str(Path.home()), str(self.place)
        return "~" + text[len(home) :] if text.startswith(home) else text


@dataclass(frozen=True, slots=True)
class OutsideChange:
    """What another program changed, and the bank as it is now."""

    files: tuple[Path, ...]
    plan: Plan
    now: OpenBank

    def in_words(self) -> str:
        """Which files, and what became of their questions."""
        counts = (
            (tr("{count} changed"), len(self.plan.of(Fate.CHANGED, Fate.REWORDED))),
            (tr("{count} new"), len(self.plan.of(Fate.NEW))),
            (tr("{count} gone"), len(self.plan.of(Fate.GONE))),
        )
        said = ", ".join(text.format(count=count) for text, count in counts if count)
        return tr("{files} was changed by another program, and was read again: {what}.").format(
            files=", ".join(file.name for file in self.files),
            what=said or tr("what stands beside the questions and answers"),
        )


class BankEditing(QObject):
    """One bank at a time. The worker alone touches the documents."""

    opened = Signal(object)
    #: the bank after a save, an undo or a redo
    written = Signal(object)
    changed_outside = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject, workplace: Workplace) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._desk: Desk | None = None
        self._voice: Voice | None = None
        self._editing: Editing | None = None
        self._name = ""
        self._busy = 0
        self._watcher = QFileSystemWatcher(self)
        self._settle = QTimer(self, interval=_SETTLE_MS, singleShot=True)
        self._settle.timeout.connect(self.look)
        self._watcher.fileChanged.connect(lambda _path: self._settle.start())
        self._watcher.directoryChanged.connect(lambda _path: self._settle.start())

    def use(self, desk: Desk, voice: Voice) -> None:
        self._desk, self._voice = desk, voice

    @property
    def desk(self) -> Desk | None:
        return self._desk

    @property
    def busy(self) -> bool:
        """Whether something is being read or written."""
        return self._busy > 0

    @property
    def name(self) -> str:
        return self._name

    def open(self, name: str) -> None:
        """Opens a bank; what could be taken back in the one before can't any more."""
        desk = self._desk
        if desk is None:
            return
        self._name = name

        def work() -> OpenBank:
            self._editing = desk.edit(name)
            return self._snapshot(desk, self._editing, name)

        self._run(work, self._show_opened)

    def speak(self, text: str) -> None:
        """A spoken form as it stands."""
        post = self._workplace.bridge.post
        if self._voice is not None:
            self._voice.say(text, done=lambda fault: post(lambda: self._spoken(fault)))

    def _spoken(self, fault: Exception | None) -> None:
        if fault is not None and not isinstance(fault, Cancelled):
            self.failed.emit(fault)

    def save(self, question: Question) -> None:
        self._write(lambda editing: editing.change(question))

    def undo(self) -> None:
        self._write(lambda editing: editing.undo())

    def redo(self) -> None:
        self._write(lambda editing: editing.redo())

    def look(self) -> None:
        """Looks whether another program has changed a document, and reads it again where one has."""
        desk, editing, name = self._desk, self._editing, self._name
        if desk is None or editing is None:
            return

        def work() -> OutsideChange | None:
            files = tuple(editing.changed_outside())
            if not files:
                return None
            before = editing.bank
            after = editing.reload()
            certain = frozenset(question.id for question in after.questions)
            plan = succession(before, after, certain=certain)
            return OutsideChange(files, plan, self._snapshot(desk, editing, name))

        self._run(work, self._tell_outside)

    def _write(self, what: Callable[[Editing], Bank]) -> None:
        desk, editing, name = self._desk, self._editing, self._name
        if desk is None or editing is None:
            return

        def work() -> OpenBank:
            what(editing)
            return self._snapshot(desk, editing, name)

        self._run(work, self._show_written)

    def export(self, bank: Bank, file: Path, form: Form, done: Callable[[str], None]) -> None:
        """Hands the bank on; ``done`` gets what the form can't hold."""
        desk = self._desk
        if desk is not None:
            self._run(
                lambda: " ".join(words.said(message.text) for message in desk.export(bank, file, form)),
                done,
            )

    # -- on the worker, and back -------------------------------------------------------------------

    def _run(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        self._busy += 1

        def finish(result: object) -> None:
            self._busy -= 1
            done(result)

        def fail(fault: Exception) -> None:
            self._busy -= 1
            self.failed.emit(fault)
            self._settle.start()  # what was refused may have been refused since another program was faster

        self._workplace.worker.run(lambda _cancel: work(), done=finish, failed=fail)

    def _snapshot(self, desk: Desk, editing: Editing, name: str) -> OpenBank:
        return OpenBank(
            name,
            editing.bank,
            tuple(editing.files()),
            desk.is_shipped(name),
            editing.can_undo,
            editing.can_redo,
        )

    def _show_opened(self, now: OpenBank) -> None:
        if now.name == self._name:
            self._watch(now)
            self.opened.emit(now)

    def _show_written(self, now: OpenBank) -> None:
        self._watch(now)
        self.written.emit(now)

    def _tell_outside(self, change: OutsideChange | None) -> None:
        if change is not None:
            self._watch(change.now)
            self.changed_outside.emit(change)

    def _watch(self, now: OpenBank) -> None:
        """A program that replaces a file takes it out of the watch, so it is put in again each time."""
        wanted = {str(file) for file in now.files} | {str(now.place)}
        watched = {*self._watcher.files(), *self._watcher.directories()}
        if watched - wanted:
            self._watcher.removePaths(list(watched - wanted))
        if wanted - watched:
            self._watcher.addPaths(list(wanted - watched))


def export_forms() -> tuple[tuple[str, str], ...]:
    """In which forms a bank is handed on, each with the ending of its file."""
    return (
        (tr("&Table (CSV) …"), Form.CSV.value),
        (tr("&Anki cards …"), Form.ANKI.value),
        (tr("&Plain text, Q: and A: …"), Form.TEXT.value),
    )
