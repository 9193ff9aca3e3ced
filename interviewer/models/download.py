"""Fetches a model from the hub: only when the person asks, with progress, cancel and resume, checked by hash.

Plain https and the standard library, although huggingface_hub is installed (faster-whisper needs it). That
library takes 0.27 s to import, sends the person's hub token and a description of the machine along, can be
cancelled only by raising from a progress bar, and doesn't hash what it has downloaded. Here a file has one
address, a known size and a known hash. truststore makes the system's own certificates count, which Python
alone doesn't do on macOS or behind a company's proxy.
"""

from __future__ import annotations

import http.client
import shutil
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import IO

from interviewer.errors import InterviewerError
from interviewer.interview.ports import CancelToken
from interviewer.models.catalogue import HUB, Model, ModelFile
from interviewer.models.shelf import (
    UNFINISHED_SUFFIX,
    disk_faults,
    faults,
    put_in_place,
    require_room,
    sha256,
)
from interviewer.sentence import Sentence

_CHUNK_BYTES = 256 * 1024
_TIMEOUT_S = 30.0
#: A connection that breaks is taken up again at once, as long as it brought something.
_MOST_BREAKS = 20
_BROKEN = (urllib.error.URLError, http.client.HTTPException, TimeoutError, ConnectionError, ssl.SSLError)
#: An answer of 416: the server has no more than what is here already.
_NOTHING_MORE = 416


def fetch(
    wanted: Model,
    *,
    to: Path,
    progress: Callable[[float], None] | None = None,
    cancel: CancelToken | None = None,
    hub: str = HUB,
) -> Path:
    """Downloads a model into ``to``/name and returns that folder; what is there already isn't fetched again.

    ``progress`` gets the share that is done, 0 to 1. What a cut or cancelled download has brought is kept,
    and the next call goes on from it. Raises InterviewerError where the hub can't be reached, the disk is
    full, or a file is not what was published: such a file is removed.
    """
    if not wanted.repository:
        raise InterviewerError(
            "The model {model} can't be downloaded: it comes with the app.", model=wanted.name
        )
    folder = to / wanted.name
    if folder.is_dir() and not faults(wanted, folder):
        return folder
    started = to / f"{wanted.name}{UNFINISHED_SUFFIX}"
    require_room(to, wanted.size_bytes - brought_bytes(wanted, models=to))
    with disk_faults(to, wanted.size_bytes):
        started.mkdir(mode=0o700, exist_ok=True)
        _Download(wanted, started, hub, progress, cancel).run()
        put_in_place(started, folder)
    return folder


def discard(name: str, *, models: Path) -> None:
    """Removes what a download of that model has left behind, finished or not."""
    for folder in (models / name, models / f"{name}{UNFINISHED_SUFFIX}"):
        shutil.rmtree(folder, ignore_errors=True)


def brought_bytes(wanted: Model, *, models: Path) -> int:
    """What an earlier try has brought of a model that isn't here yet."""
    return _bytes_in(models / f"{wanted.name}{UNFINISHED_SUFFIX}", wanted)


def _bytes_in(folder: Path, wanted: Model) -> int:
    return sum(_size(folder / file.name) for file in wanted.files)


def _size(file: Path) -> int:
    return file.stat().st_size if file.is_file() else 0


class _Download:
    """One model on its way: each file in turn, appended to what is there."""

    def __init__(
        self,
        wanted: Model,
        folder: Path,
        hub: str,
        progress: Callable[[float], None] | None,
        cancel: CancelToken | None,
    ) -> None:
        self._model = wanted
        self._folder = folder
        self._hub = hub
        self._progress = progress
        self._cancel = cancel
        self._opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=_certificates()))
        self._opener.addheaders = [("User-Agent", "interviewer"), ("Accept-Encoding", "identity")]

    def run(self) -> None:
        for file in self._model.files:
            self._complete(file)
            self._verify(file)

    def _complete(self, file: ModelFile) -> None:
        """Brings the rest of a file, over as many connections as it takes."""
        path = self._folder / file.name
        fault: Exception | None = None
        for _ in range(_MOST_BREAKS):
            before = _size(path)
            if before >= file.size_bytes:
                break
            fault = self._bring(file, path, before)
            if _size(path) == before:
                break
        if _size(path) < file.size_bytes:
            raise self._unreachable(fault)

    def _bring(self, file: ModelFile, path: Path, have_bytes: int) -> Exception | None:
        """One connection. Returns what broke it, or None where the server closed it."""
        address = self._model.address(file, self._hub)
        request = urllib.request.Request(address)  # noqa: S310 - made from the catalogue's https address
        if have_bytes:
            request.add_header("Range", f"bytes={have_bytes}-")
        try:
            with self._opener.open(request, timeout=_TIMEOUT_S) as answer:
                goes_on = _goes_on_at(answer, have_bytes)
                with path.open("ab" if goes_on else "wb") as out:
                    self._pour(answer, out, file, have_bytes if goes_on else 0)
        except urllib.error.HTTPError as fault:
            fault.close()
            if fault.code == _NOTHING_MORE:
                path.unlink()
            return fault
        except _BROKEN as fault:
            return fault
        return None

    def _pour(self, answer: IO[bytes], out: IO[bytes], file: ModelFile, have_bytes: int) -> None:
        """Writes what comes; more than the file can have is noticed and left."""
        while have_bytes <= file.size_bytes and (chunk := answer.read(_CHUNK_BYTES)):
            if self._cancel:
                self._cancel.raise_if_cancelled()
            have_bytes += len(chunk)
            out.write(chunk)
            out.flush()
            if self._progress:
                self._progress(min(1.0, _bytes_in(self._folder, self._model) / self._model.size_bytes))

    def _verify(self, file: ModelFile) -> None:
        path = self._folder / file.name
        if sha256(path) == file.sha256:
            return
        path.unlink()
        raise InterviewerError(
            "What came for {file} of {model} is not what was published; it was removed.",
            fix="Try again. Where it happens again, something between here and the hub changes the file.",
            file=file.name,
            model=self._model.name,
        )

    def _unreachable(self, fault: Exception | None) -> InterviewerError:
        why = getattr(fault, "reason", None) or fault or Sentence("the connection broke off")
        return InterviewerError(
            "The download of {model} from {hub} stopped: {why}.",
            fix="Check the connection and start it again: it goes on where it stopped.",
            model=self._model.name,
            hub=self._hub,
            why=why,
        )


def _goes_on_at(answer: http.client.HTTPResponse, have_bytes: int) -> bool:
    """Whether the server goes on where we stopped; one that can't sends the file from its start."""
    ranged = answer.headers.get("Content-Range", "")
    return (
        bool(have_bytes) and answer.status == http.client.PARTIAL_CONTENT and f"bytes {have_bytes}-" in ranged
    )


def _certificates() -> ssl.SSLContext:
    import truststore  # noqa: PLC0415 - only a download needs it

    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
