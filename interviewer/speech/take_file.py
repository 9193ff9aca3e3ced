"""A take on disk while it is spoken: killed at any moment, what was written is there and readable."""

from __future__ import annotations

import errno
import os
import shutil
import threading
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from interviewer.durable import sync_folder
from interviewer.errors import InterviewerError
from interviewer.interview.take import (
    FRAME_BYTES,
    HEADER_BYTES,
    SAMPLE_RATE_HZ,
    UNFINISHED_SUFFIX,
    repaired_header,
)

#: Ten minutes of sound: less room than that and a take is not begun.
_ROOM_BYTES = 20_000_000
_SYNC_EVERY_S = 1.0
# macOS and Windows have only the call that writes the file's dates too.
_sync_data = getattr(os, "fdatasync", os.fsync)


class TakeFile:
    """Mono PCM16 at 16 kHz, appended by the writer thread and read back by one reader.

    What was appended survives the process at once, since it is handed to the system unbuffered; header and
    disk are brought up to date each second, so that a power cut costs little more.
    """

    def __init__(self, file: Path, *, room_bytes: int = _ROOM_BYTES) -> None:
        """Creates the unfinished file, for the user alone.

        Raises InterviewerError where that can't be, or less room than ``room_bytes`` is left.
        """
        self.final = file
        self.path = file.with_suffix(UNFINISHED_SUFFIX)
        self._turn = threading.Lock()
        self._frames = 0
        self._synced_s = time.monotonic()
        try:
            self._check_place(room_bytes)
            self._fd: int | None = _create(self.path)
            self._write(0, repaired_header(HEADER_BYTES))
            sync_folder(self.path.parent)
        except OSError as fault:
            raise in_words(fault, self.path) from fault

    @property
    def frames(self) -> int:
        return self._frames

    @property
    def duration_s(self) -> float:
        return self._frames / SAMPLE_RATE_HZ

    def append(self, sound: NDArray[np.int16]) -> None:
        """Writes the block behind the others. Raises OSError; what was written before stays."""
        with self._turn:
            self._write(HEADER_BYTES + self._frames * FRAME_BYTES, sound.astype("<i2").tobytes())
            self._frames += len(sound)

    def read(self, first: int, count: int) -> NDArray[np.int16]:
        """Frames that were appended already; works on after the take is finished."""
        at = HEADER_BYTES + first * FRAME_BYTES
        with self._turn:
            if self._fd is not None:
                os.lseek(self._fd, at, os.SEEK_SET)
                raw = _read_all(self._fd, count * FRAME_BYTES)
            else:
                # Opened for each block: Windows neither renames nor deletes a file that is held open.
                with self.path.open("rb") as finished:
                    finished.seek(at)
                    raw = finished.read(count * FRAME_BYTES)
        return np.frombuffer(raw, dtype="<i2").astype(np.int16, copy=False)

    def sync_when_due(self) -> None:
        """Header and disk, once a second. Raises OSError."""
        if time.monotonic() - self._synced_s >= _SYNC_EVERY_S:
            self.sync()

    def sync(self) -> None:
        if self._fd is None:
            return
        with self._turn:
            self._write(0, repaired_header(HEADER_BYTES + self._frames * FRAME_BYTES))
        # Outside the turn: a slow disk must not hold the reader up.
        _sync_data(self._fd)
        self._synced_s = time.monotonic()

    def finish(self) -> None:
        """Closes the file and gives it its final name.

        Raises OSError; the sound then stays under the unfinished name, which ``path`` still says.
        """
        try:
            self.sync()
            self._bring_back()
        finally:
            self._close()
        if self.final.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(self.final))
        self.path.rename(self.final)
        with self._turn:
            self.path = self.final
        sync_folder(self.final.parent)

    def discard(self) -> None:
        """Removes a file that no sound came for."""
        self._close()
        self.path.unlink(missing_ok=True)

    def _bring_back(self) -> None:
        """Its folder was deleted while it was spoken: what is open can still be read, and is written anew."""
        if self._fd is None or self.path.exists():
            return
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.lseek(self._fd, 0, os.SEEK_SET)
        whole = _read_all(self._fd, HEADER_BYTES + self._frames * FRAME_BYTES)
        os.close(self._fd)
        self._fd = None
        self._fd = _create(self.path)
        self._write(0, whole)
        _sync_data(self._fd)

    def _close(self) -> None:
        with self._turn:
            if self._fd is not None:
                os.close(self._fd)
                self._fd = None

    def _check_place(self, room_bytes: int) -> None:
        for taken in (self.final, self.path):
            if taken.exists():
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(taken))
        _check_room(self.path.parent, room_bytes)

    def _write(self, at: int, raw: bytes) -> None:
        assert self._fd is not None  # noqa: S101 - the writer closes it last
        os.lseek(self._fd, at, os.SEEK_SET)
        left = memoryview(raw)
        while left:
            left = left[os.write(self._fd, left) :]


def require_room(folder: Path, *, room_bytes: int = _ROOM_BYTES) -> None:
    """Raises InterviewerError where a take could not be begun in that folder, for lack of room or rights."""
    try:
        _check_room(folder, room_bytes)
        if not os.access(folder, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
    except OSError as fault:
        raise in_words(fault, folder / "take") from fault


def _check_room(folder: Path, room_bytes: int) -> None:
    if shutil.disk_usage(folder).free < room_bytes:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))


def in_words(fault: OSError, file: Path) -> InterviewerError:
    """What a failed write means to a person."""
    folder = file.parent
    match fault.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return InterviewerError(
                "There is no room for recordings in {folder}.",
                fix="Free some space there (10 minutes of sound take 20 MB), or delete old attempts.",
                folder=folder,
            )
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return InterviewerError(
                "Recordings can't be written to {folder}: it is not writable.",
                fix="Correct the folder's permissions, or set INTERVIEWER_HOME to another folder.",
                folder=folder,
            )
        case errno.ENOENT | errno.ENOTDIR | errno.ESTALE:
            return InterviewerError(
                "The folder for recordings, {folder}, is gone.",
                fix="Connect the drive it is on, or set INTERVIEWER_HOME to another folder.",
                folder=folder,
            )
        case errno.EEXIST:
            return InterviewerError("There is a recording with this name already: {file}.", file=file.name)
        case _:
            return InterviewerError(
                "The recording can't be written to {folder}: {why}.",
                folder=folder,
                why=fault.strerror or fault,
            )


def _create(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)


def _read_all(fd: int, count: int) -> bytes:
    parts = []
    while count > 0 and (part := os.read(fd, count)):
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
