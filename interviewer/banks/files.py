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

from interviewer.errors import InputError, InterviewerError
from interviewer.interview.question import Message, Severity

LARGEST_BYTES = 64 * 1024 * 1024
_SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "a sound or film file"),
    (b"OggS", "a sound file"),
    (b"fLaC", "a sound file"),
    (b"ID3", "a sound file"),
    (b"\x7fELF", "a program"),
    (b"\x1f\x8b", "a compressed file"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "a rich-text document"),
)
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_AS_TEXT = "Save it as Markdown or text."
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
        raise InputError(f"{path} is there already.", fix="Choose another name.")
    if since is not None and changed(since):
        raise InputError(
            f"{path} was changed by another program since it was read; nothing was written.",
            fix="Look at the change, and make yours again on top of it.",
        )
    data = (codecs.BOM_UTF8 if since and since.mark else b"") + text.encode("utf-8")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data)
    except OSError as error:
        raise InterviewerError(f"{path} can't be written: {error.strerror or error}.") from error
    return Source(path, text, _digest(data), (), data.startswith(codecs.BOM_UTF8))


def sync_file(path: Path) -> None:
    """So that what was written outlives a power cut."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """So that the renaming itself outlives a power cut; Windows can't and needn't."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def decoded(data: bytes, *, file: str = "") -> tuple[str, list[Message]]:
    """Bytes as text, with what had to be guessed. Raises InputError for what is no text."""
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise InputError(f"{file}, line 1: this is {what}, not a text document.", fix=_AS_TEXT)
    if not data.strip():
        raise InputError(f"{file}, line 1: the file is empty.", fix="Write questions into it first.")
    text, messages = _wide(data, file) or _narrow(data, file)
    return _without_control(text, messages, file)


def line_at(text: str, position: int) -> int:
    """The line (from 1) of a position, as an editor counts."""
    before = text[:position]
    return 1 + before.count("\n") + before.count("\r") - before.count("\r\n")


def _bytes(path: Path, within: Path | None) -> bytes:
    try:
        if within is not None and not path.resolve().is_relative_to(within.resolve()):
            raise InputError(f"{path} is a link to a place outside {within}; it is not read.")
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise InputError(f"{path} is a folder, not a document.", fix="Name one file in it.")
        if not stat.S_ISREG(status.st_mode):
            raise InputError(f"{path} is no ordinary file.", fix="Save the questions to a file first.")
        if status.st_size > LARGEST_BYTES:
            raise InputError(
                f"{path} is {status.st_size / 1e6:.0f} MB; up to {LARGEST_BYTES / 1e6:.0f} MB can be read.",
                fix="Split it into several files.",
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{path} is not there.", fix="Check the name.") from None
    except PermissionError:
        raise InputError(f"{path} may not be read by you.", fix="Change its permissions.") from None
    except (OSError, RuntimeError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise InputError(f"{path} can't be read: {why}.", fix="Check the file, or copy it.") from error


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
            f"{file}, line {line}: this looks like {encoding.upper()}, but byte {error.start} is not.",
            fix="Save it as UTF-8.",
        ) from None
    told = f"The file is {encoding[:6].upper()}; it was read as such, and is kept as UTF-8."
    return text, [Message(Severity.INFO, "encoding-converted", told, file, 1)]


def _narrow(data: bytes, file: str) -> tuple[str, list[Message]]:
    """UTF-8; bytes that are none are read as Windows-1252, which Latin-1 is a part of."""
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    if data.count(0) > max(1, len(data) // 1000):
        raise InputError(f"{file}, line 1: this is a binary file, not a text document.", fix=_AS_TEXT)
    text = data.decode("utf-8", "surrogateescape")
    strays = list(_STRAY.finditer(text))
    if len(strays) > 0.3 * len(text):
        told = "this is a binary file, or text in an encoding that can't be told for certain."
        raise InputError(f"{file}, line 1: {told}", fix="If it is text, save it as UTF-8.")
    messages = [_stray_told(text, stray, file) for stray in strays[:20]]
    if len(strays) > 20:
        more = f"{len(strays) - 20} more bytes are not UTF-8; they were read as Windows-1252."
        messages.append(Message(Severity.WARNING, "encoding-guessed", more, file, messages[-1].line))
    return _STRAY.sub(lambda stray: _windows(stray[0]), text), messages


def _stray_told(text: str, stray: re.Match[str], file: str) -> Message:
    char = _windows(stray[0])
    told = (
        f"A byte is not UTF-8 (0x{ord(stray[0]) - 0xDC00:02X}); it was read as “{char}”. "
        "Save the file as UTF-8 if that is wrong."
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
            f"{file}, line {line_at(text, found[0].start())}: this is a binary file, not a text document.",
            fix=_AS_TEXT,
        )
    lines = sorted({line_at(text, one.start()) for one in found[:200]})
    for line in lines[:20]:
        told = "Control characters were taken out of this line."
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
