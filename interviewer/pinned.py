"""Files that have to be, to the byte, those that this version was made with: whatever else is refused."""

from __future__ import annotations

import hashlib
from pathlib import Path

from interviewer import paths
from interviewer.errors import InterviewerError


def content(file: Path, sha256: str, *, what: str) -> bytes:
    """What is in a file. Raises InterviewerError where it is missing or another; ``what`` names its use."""
    try:
        found = file.read_bytes()
    except OSError as fault:
        raise InterviewerError(
            f"{what} is missing: {file} ({fault.strerror}).", fix=paths.how_to_set_up_again()
        ) from fault
    if hashlib.sha256(found).hexdigest() != sha256:
        raise InterviewerError(
            f"{file} is not the file that came with the app; it is not used.", fix=paths.how_to_set_up_again()
        )
    return found
