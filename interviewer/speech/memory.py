"""Too little memory for a model: no bug and no damaged file, but something that the person can mend."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from interviewer.errors import InterviewerError

#: How libraries say it that don't raise MemoryError.
_WORDS = (
    *("bad_alloc", "allocate memory", "out of memory", "Resource temporarily unavailable"),
    "can't start new thread",
)


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
