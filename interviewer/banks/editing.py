"""Editing a bank in place: one question at a time, by splicing its lines, with undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from interviewer.banks.files import Source, changed, read, write
from interviewer.banks.importing import own_copy
from interviewer.banks.library import Library
from interviewer.errors import InputError
from interviewer.interview.bank import merged
from interviewer.interview.documents import splice
from interviewer.interview.documents.document import Parsed
from interviewer.interview.question import Bank, Question, QuestionId, Severity


@dataclass(frozen=True, slots=True)
class _Step:
    """One write that can be taken back."""

    path: Path
    before: str
    after: str


class Editing:
    """The documents of one bank while they are edited.

    The first change to a shipped bank makes the person's own copy of it. Each change is on disk when
    ``change`` returns. A file that another program has changed is never overwritten: the change is refused
    with InputError, ``changed_outside`` names the file, and ``reload`` reads it anew.
    """

    def __init__(self, library: Library, name: str) -> None:
        """Raises InputError for an unknown bank."""
        self._library = library
        self._name = name
        self._undo: list[_Step] = []
        self._redo: list[_Step] = []
        self._documents: list[tuple[Source, Parsed]] = []
        self.reload()

    @property
    def bank(self) -> Bank:
        """The bank as it is on disk, as far as it was read."""
        return self._bank

    @property
    def can_undo(self) -> bool:
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        return bool(self._redo)

    def files(self) -> list[Path]:
        """The documents of the bank: what to watch for changes from outside."""
        return [source.path for source, _ in self._documents]

    def changed_outside(self) -> list[Path]:
        """The documents that another program has changed or removed since they were read."""
        return [source.path for source, _ in self._documents if changed(source)]

    def reload(self) -> Bank:
        """Reads the bank anew. In documents that others have changed, nothing can be undone any more."""
        place = self._library.place(self._name)
        self._documents, _ = self._library.documents(place)
        self._bank = self._library.load(self._name)
        texts = {source.path: source.text for source, _ in self._documents}
        self._undo = _leading_to(texts, self._undo)
        self._redo = _leading_to(texts, self._redo)
        return self._bank

    def heading(self, question_id: QuestionId) -> tuple[Path, int]:
        """The file and the line (from 1) on which a question starts."""
        source, document = self._found(question_id)
        return source.path, splice.block_of(document, question_id).heading.start + 1

    def preview(self, question: Question) -> str:
        """The document as it would be after the change, for showing a diff; nothing is written."""
        source, document = self._found(question.id)
        return self._spliced(source, document, question)

    def change(self, question: Question) -> Bank:
        """Writes an edited question; its id says which one it is. Returns the bank as it is now.

        Raises InputError, with nothing written, for an unknown id, a text that makes no question, and a file
        that was changed by another program.
        """
        source, document = self._found(question.id)
        text = self._spliced(source, document, question)
        if text == source.text:
            return self._bank
        self._check(source, text, question)
        own = self._owned(source)
        self._write(own, text)
        self._undo.append(_Step(own.path, source.text, text))
        self._redo.clear()
        return self._read_again(own.path)

    def undo(self) -> Bank:
        """Takes the last change back. Raises InputError for none, or where others changed the file."""
        return self._take_back(self._undo, self._redo)

    def redo(self) -> Bank:
        """Makes the change again that was taken back last."""
        return self._take_back(self._redo, self._undo)

    def _take_back(self, steps: list[_Step], other: list[_Step]) -> Bank:
        if not steps:
            raise InputError("There is nothing to take back.")
        step = steps[-1]
        source = next(one for one, _ in self._documents if one.path == step.path)
        self._write(source, step.before)
        steps.pop()
        other.append(replace(step, before=step.after, after=step.before))
        return self._read_again(step.path)

    def _found(self, question_id: QuestionId) -> tuple[Source, Parsed]:
        for source, document in self._documents:
            if any(question.id == question_id for question in document.bank.questions):
                return source, document
        raise InputError(
            "There is no question “{question_id}” in “{bank}”.", question_id=question_id, bank=self._name
        )

    def _spliced(self, source: Source, document: Parsed, question: Question) -> str:
        before = next(one for one in document.bank.questions if one.id == question.id)
        return splice.with_question(document, source.text, before, question)

    def _check(self, source: Source, text: str, question: Question) -> None:
        """What would be written is read first: an edit may not break the document."""
        document = self._library.parsed(replace(source, text=text), name=self._name)
        after = next((one for one in document.bank.questions if one.id == question.id), None)
        errors = [one for one in document.bank.messages if one.severity is Severity.ERROR]
        if after is None or after.text != " ".join(question.text.split()):
            raise InputError("The question can't be written like this.", fix="Use plain text on one line.")
        if errors and not any(message.severity is Severity.ERROR for message in self._bank.messages):
            raise InputError("The question can't be written like this: {told}", told=errors[0].text)

    def _owned(self, source: Source) -> Source:
        """The file in the person's own copy of the bank."""
        if source.path.is_relative_to(self._library.own):
            return source
        place = own_copy(self._library, self._name)
        path = place if place.is_file() else place / source.path.name
        self._documents, _ = self._library.documents(place)
        return replace(source, path=path)

    def _write(self, source: Source, text: str) -> None:
        write(source.path, text, since=source)

    def _read_again(self, path: Path) -> Bank:
        """Reads one document anew; what others changed in the rest is still told by ``changed_outside``."""
        source = read(path)
        fresh = (source, self._library.parsed(source, name=self._bank.name))
        self._documents = [fresh if one[0].path == path else one for one in self._documents]
        self._bank = merged([document.bank for _, document in self._documents], name=self._bank.name)
        return self._bank


def _leading_to(texts: Mapping[Path, str], steps: Sequence[_Step]) -> list[_Step]:
    """The steps that can be taken back one by one, the last first, from the texts that there are."""
    left = dict(texts)
    kept: list[_Step] = []
    for step in reversed(steps):
        if left.get(step.path) == step.after:
            kept.insert(0, step)
            left[step.path] = step.before
    return kept
