"""The banks on this machine: those that ship, and the person's own, which shadow them by name."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from interviewer import paths
from interviewer.banks.files import Source, read
from interviewer.banks.together import settle
from interviewer.errors import InputError
from interviewer.interview.bank import merged
from interviewer.interview.documents.document import Parsed, parsed
from interviewer.interview.lexicon import Lexicon, lexicon_from
from interviewer.interview.question import Bank, Message, Question, Severity
from interviewer.loading import uncollected
from interviewer.sentence import Sentence

#: the file of spoken forms, as shipped and as the person keeps it
LEXICON = "lexicon.json"
_NEAREST = 3


class Library:
    """Finds and reads banks: folders of .md files, read in the order of their names, or single files."""

    def __init__(self, shipped: Path, own: Path, *, lexicons: Sequence[Path] | None = None) -> None:
        """``lexicons`` are files of spoken forms; a later one wins. By default: the shipped, the own."""
        self._shipped = shipped
        self._own = own
        default = (paths.assets() / LEXICON, paths.home() / LEXICON)
        self._lexicons = default if lexicons is None else tuple(lexicons)

    @property
    def own(self) -> Path:
        return self._own

    def names(self) -> list[str]:
        """All banks by name, sorted."""
        return sorted(
            {_bank_name(path) for folder in (self._shipped, self._own) for path in _banks_in(folder)}
        )

    def place(self, name: str | Path) -> Path:
        """The folder or file of a bank; the person's own copy comes first. Raises InputError for no bank."""
        if isinstance(name, Path) or "/" in name or name.endswith(".md"):
            path = Path(name).expanduser()
            if path.exists():
                return path
            raise InputError("There is no bank at {path}.", fix="Check the path.", path=path)
        for folder in (self._own, self._shipped):
            for path in _banks_in(folder):
                if _bank_name(path) == name:
                    return path
        nearest = _nearest(name, self.names())
        raise InputError(
            "There is no bank “{name}”.",
            fix="There are: {names}.",
            name=name,
            names=", ".join(nearest or self.names()) or Sentence("none"),
        )

    def load(self, name: str | Path) -> Bank:
        """The bank, with messages about its documents. Raises InputError where there is nothing to read."""
        place = self.place(name)
        documents, messages = self.documents(place)
        bank = merged([document.bank for _, document in documents], name=_bank_name(place))
        told = [one for source, _ in documents for one in file_messages(source)]
        return replace(bank, messages=(*messages, *told, *bank.messages))

    @uncollected(stays=False)
    def documents(self, place: Path) -> tuple[list[tuple[Source, Parsed]], list[Message]]:
        """The documents of a bank as they were read, and which of its files could not be.

        Raises InputError where none could.
        """
        if not place.is_dir():
            source = read(place)
            return [(source, self.parsed(source, name=_bank_name(place)))], []
        settle(place)
        found: list[tuple[Source, Parsed]] = []
        messages: list[Message] = []
        for path in sorted(_markdown_in(place), key=lambda path: path.name):
            try:
                source = read(path, within=place)
            except InputError as error:
                messages.append(Message(Severity.ERROR, "file-refused", error.in_words(), str(path), 1))
            else:
                found.append((source, self.parsed(source, name=_bank_name(place))))
        if not found:
            why = messages[0].text if messages else Sentence("A bank is a folder of .md files.")
            raise InputError("{place} holds no question documents that can be read.", fix=why, place=place)
        return found, messages

    def parsed(self, source: Source, *, name: str) -> Parsed:
        return parsed(source.text, file=str(source.path), name=name, lexicon=self.lexicon)

    def question(self, bank: Bank, question_id: str) -> Question:
        """Raises InputError that names the nearest ids for an unknown one."""
        found = next((question for question in bank.questions if question.id == question_id), None)
        if found is not None:
            return found
        nearest = _nearest(question_id, [question.id for question in bank.questions])
        raise InputError(
            "There is no question “{question_id}” in “{bank}”.",
            fix="The nearest are: {names}." if nearest else "The bank has no questions.",
            names=", ".join(nearest),
            question_id=question_id,
            bank=bank.name,
        )

    @cached_property
    def lexicon(self) -> Lexicon:
        """The spoken forms that ship, and the person's own after them."""
        lexicon = Lexicon()
        for path in self._lexicons:
            if path.is_file():
                more = _lexicon_file(path)
                lexicon = Lexicon((*lexicon.entries, *more.entries), (*lexicon.vocabulary, *more.vocabulary))
        return lexicon


def file_messages(source: Source) -> list[Message]:
    """What was found while the file was decoded, with its path."""
    return [Message(one.severity, one.code, one.text, str(source.path), one.line) for one in source.messages]


def has_errors(messages: Sequence[Message]) -> bool:
    return any(message.severity is Severity.ERROR for message in messages)


def _banks_in(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return [path for path in sorted(folder.iterdir()) if _is_bank(path)]


def _is_bank(path: Path) -> bool:
    if path.name.startswith(".") or path.is_symlink():
        return False
    return bool(_markdown_in(path)) if path.is_dir() else path.suffix.lower() == ".md" and path.is_file()


def _markdown_in(folder: Path) -> list[Path]:
    """The documents of a folder; links among them are refused when they are read."""
    hidden = (".", "_")
    return [
        path for path in folder.iterdir() if path.suffix.lower() == ".md" and not path.name.startswith(hidden)
    ]


def _bank_name(place: Path) -> str:
    return place.stem if place.suffix.lower() == ".md" else place.name


def _nearest(wanted: str, names: Sequence[str]) -> list[str]:
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only for a name that is mistyped

    found = process.extract(wanted, names, scorer=fuzz.WRatio, limit=_NEAREST)
    return [name for name, _, _ in found]


def _lexicon_file(path: Path) -> Lexicon:
    try:
        record = json.loads(read(path).text)
        if not isinstance(record, dict):
            raise ValueError(Sentence("an object with “entries” is wanted"))  # noqa: TRY301, TRY004 - told in one place
        return lexicon_from(record)
    except ValueError as error:
        raise InputError(
            "{path} is no lexicon: {why}.", fix="Correct or remove the file.", path=path, why=error
        ) from None
