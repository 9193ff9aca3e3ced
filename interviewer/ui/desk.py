"""What the pages of the banks ask for. Every call reads or writes files, so it is made on the worker."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from interviewer.interview.documents.succession import Plan
from interviewer.interview.question import Bank, Message, Question


class Form(StrEnum):
    """A form in which a bank is handed on; the values are the endings of its files."""

    CSV = "csv"
    ANKI = "anki.txt"
    TEXT = "txt"


class Document(Protocol):
    """A file as it was read."""

    @property
    def path(self) -> Path: ...

    @property
    def text(self) -> str: ...


class Incoming(Protocol):
    """A document as it would go into a bank. Nothing is written until it is applied."""

    @property
    def source(self) -> Document: ...

    @property
    def bank(self) -> Bank: ...

    @property
    def plan(self) -> Plan: ...

    @property
    def place(self) -> Path: ...

    @property
    def offered(self) -> int: ...

    @property
    def copied_from(self) -> Path | None: ...

    @property
    def messages(self) -> Sequence[Message]: ...

    @property
    def refused(self) -> bool: ...


class Editing(Protocol):
    """The documents of one bank while they are edited; each change is on disk when ``change`` returns."""

    @property
    def bank(self) -> Bank: ...

    @property
    def can_undo(self) -> bool: ...

    @property
    def can_redo(self) -> bool: ...

    def files(self) -> Sequence[Path]:
        """What to watch for changes from outside."""

    def changed_outside(self) -> Sequence[Path]:
        """The documents that another program has changed since they were read."""

    def reload(self) -> Bank: ...

    def change(self, question: Question) -> Bank:
        """Writes an edited question; refuses where its document has changed on disk."""

    def undo(self) -> Bank: ...

    def redo(self) -> Bank: ...


class Desk(Protocol):
    """Imports documents, opens banks for editing, hands banks on."""

    def names(self) -> Sequence[str]:
        """The banks there are."""

    def preview(
        self, file: Path, *, into: str | None, repair_backticks: bool, progress: Callable[[float], None]
    ) -> Incoming:
        """Works out what an import would do; writes nothing. Raises InputError for what can't be read."""

    def apply(self, planned: Any) -> None:
        """Writes what ``preview`` gave, whole or not at all."""

    def edit(self, name: str) -> Editing: ...

    def is_shipped(self, name: str) -> bool:
        """Whether the first change makes the person's own copy of a bank that ships with the app."""

    def export(self, bank: Bank, file: Path, form: Form) -> Sequence[Message]:
        """Writes the bank in another form; returns what that form can't hold."""
