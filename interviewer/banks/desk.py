"""What a window needs of the banks: documents looked at and taken in, banks opened for editing, handed on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from interviewer.banks import importing
from interviewer.banks.editing import Editing
from interviewer.banks.files import Source, read, write
from interviewer.banks.importing import Import
from interviewer.banks.library import Library
from interviewer.errors import InputError
from interviewer.interview.documents.exchange import Exported, to_anki, to_csv, to_text
from interviewer.interview.question import Bank, Message

_FORMS: dict[str, Callable[[Bank], Exported]] = {"csv": to_csv, "anki.txt": to_anki, "txt": to_text}


class LibraryDesk:
    """The library as the pages of the banks see it."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def names(self) -> Sequence[str]:
        return self._library.names()

    def preview(
        self, file: Path, *, into: str | None, repair_backticks: bool, progress: Callable[[float], None]
    ) -> Import:
        return importing.preview(
            self._library, file, into=into, repair_backticks=repair_backticks, progress=progress
        )

    def apply(self, planned: Import) -> None:
        importing.apply(planned)

    def edit(self, name: str) -> Editing:
        return Editing(self._library, name)

    def is_shipped(self, name: str) -> bool:
        return not self._library.place(name).is_relative_to(self._library.own)

    def export(self, bank: Bank, file: Path, form: str) -> Sequence[Message]:
        """Writes the bank as ``csv``, ``anki.txt`` or ``txt``, over a file that is there."""
        exported = _FORMS[form](bank)
        write(file, exported.text, since=_there(file))
        return exported.messages


def _there(file: Path) -> Source | None:
    """The file that stands in the place, whatever is in it; None where there is none."""
    if not file.exists():
        return None
    try:
        return replace(read(file), mark=False)
    except InputError as fault:
        raise InputError(
            "{file} is not written over: {why}", fix="Choose another name.", file=file, why=fault.message
        ) from None
