"""Reading and writing the files of a bank: decoded with care, written so that nothing is half there."""

from __future__ import annotations

import codecs
import hashlib
import os
import re
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from interviewer.durable import sync_folder
from interviewer.errors import InputError, InterviewerError
from interviewer.interview.question import Message, Severity
from interviewer.sentence import Sentence

LARGEST_BYTES = 64 * 1024 * 1024
_SIGNATURES = (
    (b"%PDF", Sentence("a PDF")),
    (b"PK\x03\x04", Sentence("a ZIP archive or an office document")),
    (b"\x89PNG", Sentence("an image")),
    (b"\xff\xd8\xff", Sentence("an image")),
    (b"GIF8", Sentence("an image")),
    (b"RIFF", Sentence("a sound or film file")),
    (b"OggS", Sentence("a sound file")),
    (b"fLaC", Sentence("a sound file")),
    (b"ID3", Sentence("a sound file")),
    (b"\x7fELF", Sentence("a program")),
    (b"\x1f\x8b", Sentence("a compressed file")),
    (b"SQLite format 3", Sentence("a database")),
    (b"{\\rtf", Sentence("a rich-text document")),
)
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_AS_TEXT = Sentence("Save it as Markdown or text.")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_STRAY = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Source:
    """A document as it was read: its text, and what tells whether it has changed since."""

    path: Path
    text: str
    digest: str
    messages: tuple[Message, ...] = ()
    #: whether the file starts with a byte order mark, which a write keeps
    mark: bool = False


def read(path: Path, *, within: Path | None = None) -> Source:
    """Reads a text file. Raises InputError for what is no readable text file of sensible size.

    ``within`` refuses a file that is a link to a place outside that folder.
    """
    data = _bytes(path, within)
    text, messages = decoded(data, file=path.name)
    return Source(
        path, text.removeprefix("\ufeff"), _digest(data), tuple(messages), data.startswith(codecs.BOM_UTF8)
    )


def changed(source: Source) -> bool:
    """Whether the file on disk is no longer what was read."""
    try:
        return _digest(source.path.read_bytes()) != source.digest
    except OSError:
        return True


def write(path: Path, text: str, *, since: Source | None) -> Source:
    """Writes the text whole or not at all: to a temporary file, synced, then renamed.

    ``since`` is what was read before; where the file has changed meanwhile nothing is written, and InputError
    is raised. None says that the file is new.
    """
    if since is None and (path.exists() or path.is_symlink()):
        raise InputError("{path} is there already.", fix="Choose another name.", path=path)
    if since is not None and changed(since):
        raise InputError(
            "{path} was changed by another program since it was read; nothing was written.",
            fix="Look at the change, and make yours again on top of it.",
            path=path,
        )
    data = (codecs.BOM_UTF8 if since and since.mark else b"") + text.encode("utf-8")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data)
    except OSError as error:
        raise InterviewerError(
            "{path} can't be written: {why}.", path=path, why=error.strerror or error
        ) from error
    return Source(path, text, _digest(data), (), data.startswith(codecs.BOM_UTF8))


def decoded(data: bytes, *, file: str = "") -> tuple[str, list[Message]]:
    """Bytes as text, with what had to be guessed. Raises InputError for what is no text."""
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise InputError(
                "{file}, line 1: this is {what}, not a text document.", fix=_AS_TEXT, file=file, what=what
            )
    if not data.strip():
        raise InputError(
            "{file}, line 1: the file is empty.", fix="Write questions into it first.", file=file
        )
    text, messages = _wide(data, file) or _narrow(data, file)
    return _without_control(text, messages, file)


def line_at(text: str, position: int) -> int:
    """The line (from 1) of a position, as an editor counts."""
    before = text[:position]
    return 1 + before.count("\n") + before.count("\r") - before.count("\r\n")


def _bytes(path: Path, within: Path | None) -> bytes:
    try:
        if within is not None and not path.resolve().is_relative_to(within.resolve()):
            raise InputError(
                "{path} is a link to a place outside {within}; it is not read.", path=path, within=within
            )
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise InputError("{path} is a folder, not a document.", fix="Name one file in it.", path=path)
        if not stat.S_ISREG(status.st_mode):
            raise InputError(
                "{path} is no ordinary file.", fix="Save the questions to a file first.", path=path
            )
        if status.st_size > LARGEST_BYTES:
            raise InputError(
                "{path} is {size} MB; up to {most} MB can be read.",
                fix="Split it into several files.",
                path=path,
                size=f"{status.st_size / 1e6:.0f}",
                most=f"{LARGEST_BYTES / 1e6:.0f}",
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError("{path} is not there.", fix="Check the name.", path=path) from None
    except PermissionError:
        raise InputError("{path} may not be read by you.", fix="Change its permissions.", path=path) from None
    except (OSError, RuntimeError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise InputError(
            "{path} can't be read: {why}.", fix="Check the file, or copy it.", path=path, why=why
        ) from error


def _wide(data: bytes, file: str) -> tuple[str, list[Message]] | None:
    """UTF-16 and UTF-32, by their mark, or UTF-16 by the zeros in every other place."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if encoding is None:
        head = data[:4000]
        even, odd = head[0::2].count(0), head[1::2].count(0)
        if len(head) >= 4 and max(even, odd) > 0.3 * len(head) / 2 and min(even, odd) <= 0.05 * len(head) / 2:
            encoding = "utf-16-le" if odd > even else "utf-16-be"
    if encoding is None:
        return None
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = line_at(data[: error.start].decode(encoding, "replace"), error.start)
        raise InputError(
            "{file}, line {line}: this looks like {encoding}, but byte {byte} is not.",
            fix="Save it as UTF-8.",
            file=file,
            line=line,
            encoding=encoding.upper(),
            byte=error.start,
        ) from None
    told = Sentence(
        "The file is {encoding}; it was read as such, and is kept as UTF-8.", encoding=encoding[:6].upper()
    )
    return text, [Message(Severity.INFO, "encoding-converted", told, file, 1)]


def _narrow(data: bytes, file: str) -> tuple[str, list[Message]]:
    """UTF-8; bytes that are none are read as Windows-1252, which Latin-1 is a part of."""
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    if data.count(0) > max(1, len(data) // 1000):
        raise InputError(
            "{file}, line 1: this is a binary file, not a text document.", fix=_AS_TEXT, file=file
        )
    text = data.decode("utf-8", "surrogateescape")
    strays = list(_STRAY.finditer(text))
    if len(strays) > 0.3 * len(text):
        raise InputError(
            "{file}, line 1: this is a binary file, or text in an encoding that can't be told for certain.",
            fix="If it is text, save it as UTF-8.",
            file=file,
        )
    messages = [_stray_told(text, stray, file) for stray in strays[:20]]
    if len(strays) > 20:
        more = Sentence(
            "{count} more bytes are not UTF-8; they were read as Windows-1252.", count=len(strays) - 20
        )
        messages.append(Message(Severity.WARNING, "encoding-guessed", more, file, messages[-1].line))
    return _STRAY.sub(lambda stray: _windows(stray[0]), text), messages


def _stray_told(text: str, stray: re.Match[str], file: str) -> Message:
    char = _windows(stray[0])
    told = Sentence(
        "A byte is not UTF-8 ({byte}); it was read as “{char}”. Save the file as UTF-8 if that is wrong.",
        byte=f"0x{ord(stray[0]) - 0xDC00:02X}",
        char=char,
    )
    return Message(Severity.WARNING, "encoding-guessed", told, file, line_at(text, stray.start()))


def _windows(stray: str) -> str:
    byte = bytes([ord(stray) - 0xDC00])
    try:
        return byte.decode("cp1252")
    except UnicodeDecodeError:
        return "\ufffd"


def _without_control(text: str, messages: list[Message], file: str) -> tuple[str, list[Message]]:
    """NUL and the like have no place in a document; a file that is full of them is none."""
    found = list(_CONTROL.finditer(text))
    if not found:
        return text, messages
    if len(found) > max(8, len(text) // 50):
        raise InputError(
            "{file}, line {line}: this is a binary file, not a text document.",
            fix=_AS_TEXT,
            file=file,
            line=line_at(text, found[0].start()),
        )
    lines = sorted({line_at(text, one.start()) for one in found[:200]})
    for line in lines[:20]:
        told = Sentence("Control characters were taken out of this line.")
        messages.append(Message(Severity.WARNING, "control-characters", told, file, line))
    return _CONTROL.sub("", text), messages


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _replace(path: Path, data: bytes) -> None:
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o600
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
