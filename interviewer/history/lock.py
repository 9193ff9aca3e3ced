"""One window per library: a lock of the operating system, which ends with the process that holds it.

filelock does the same in more words, but takes 0.1 s to import, and where the system has no locks it falls
back on a file that outlives a crash. Where the system has no locks, here, the window opens without one:
SQLite's own locking still keeps the history whole.
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from interviewer.errors import InterviewerError
from interviewer.sentence import Sentence

_FILE = "interviewer.lock"
#: Windows locks bytes, and locked ones can't be read: this one lies behind the text.
_LOCKED_BYTE = 4096
_HELD = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}


class LibraryLock:
    """Held from ``acquire`` to ``release``, or to the end of the process, however it ends."""

    def __init__(self, library: Path) -> None:
        self._file = library / _FILE
        self._fd: int | None = None

    def acquire(self) -> None:
        """Raises InterviewerError where another window has the library open, or it can't be written."""
        try:
            fd = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as fault:
            raise InterviewerError(
                "The library in {folder} can't be written: {why}.",
                fix="Make the folder writable, or set INTERVIEWER_HOME to another one.",
                folder=self._file.parent,
                why=fault.strerror,
            ) from fault
        try:
            _lock(fd)
        except OSError as fault:
            holder = _text(fd)
            os.close(fd)
            if fault.errno not in _HELD:
                return
            raise InterviewerError(
                "Interviewer is already open with this library ({holder}).",
                fix="Use the window that is open, or set INTERVIEWER_HOME to another folder.",
                holder=holder or Sentence("in another process"),
            ) from fault
        os.truncate(fd, 0)
        os.write(fd, f"process {os.getpid()} on {_machine()}".encode())
        self._fd = fd

    def release(self) -> None:
        if self._fd is not None:
            os.close(self._fd)  # which unlocks it
            self._fd = None

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


def _text(fd: int) -> str:
    os.lseek(fd, 0, os.SEEK_SET)
    return os.read(fd, 200).decode(errors="replace")


if sys.platform == "win32":
    import msvcrt

    def _lock(fd: int) -> None:
        os.lseek(fd, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        os.lseek(fd, 0, os.SEEK_SET)

    def _machine() -> str:
        return os.environ.get("COMPUTERNAME", "")

else:
    import fcntl

    def _lock(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _machine() -> str:
        return os.uname().nodename
