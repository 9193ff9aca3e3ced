"""Memory for a model: kept from one reading to the next; too little of it is no bug, but can be mended."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from interviewer.errors import InterviewerError

#: How libraries say it that don't raise MemoryError.
_WORDS = (
    *("bad_alloc", "allocate memory", "out of memory", "Resource temporarily unavailable"),
    "can't start new thread",
)
#: Options of glibc's malloc.h.
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
#: Larger blocks, as of a sound of an hour, and more than that is given back.
_KEPT_BLOCK, _KEPT = 200 << 20, 1 << 30


def kept() -> None:
    """What is freed stays with this process, on Linux; to be called before there are threads.

    A model asks for 70 MB several times for each layer and frees them at once. Glibc gives so much back to
    the system, which hands it out again page by page, each filled with zeros: a third of the time that a
    model takes to hear a window. There may be only one arena, as others hold no block of that size.
    """
    if mallopt := _of_glibc("mallopt"):
        for option, value in ((_ARENA_MAX, 1), (_MMAP_THRESHOLD, _KEPT_BLOCK), (_TRIM_THRESHOLD, _KEPT)):
            mallopt(option, value)


def give_back() -> None:
    """What was kept goes back to the system, in 20 ms: for when nothing will be read for a while."""
    if malloc_trim := _of_glibc("malloc_trim"):
        malloc_trim(0)


def _of_glibc(name: str) -> Any:
    """A function of its malloc; None on other systems, and with musl."""
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None


def is_used_up(fault: BaseException) -> bool:
    return isinstance(fault, MemoryError) or any(words in str(fault) for words in _WORDS)


@contextmanager
def in_words() -> Iterator[None]:
    """Raises InterviewerError in place of what a library says."""
    try:
        yield
    except (MemoryError, RuntimeError) as fault:
        if not is_used_up(fault):
            raise
        raise InterviewerError(
            "There is not enough memory for the speech model. The recording is kept.",
            fix="Close other programs, or choose a smaller model in the settings; then transcribe it again.",
        ) from fault
