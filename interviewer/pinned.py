"""Files that have to be, to the byte, those that this version was made with: whatever else is refused."""

from __future__ import annotations

import hashlib
from pathlib import Path

from interviewer import paths
from interviewer.errors import InterviewerError
from interviewer.sentence import Sentence


def checked(file: Path, sha256: str, *, what: Sentence) -> Path:
    """The file itself. Raises InterviewerError where it is missing or another; ``what`` names its use."""
    try:
        with file.open("rb") as opened:
            found = hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as fault:
        raise InterviewerError(
            "{what} is missing: {file} ({why}).",
            fix=paths.how_to_set_up_again(),
            what=what,
            file=file,
            why=fault.strerror,
        ) from fault
    if found != sha256:
        raise InterviewerError(
            "{file} is not the file that came with the app; it is not used.",
            fix=paths.how_to_set_up_again(),
            file=file,
        )
    return file


def content(file: Path, sha256: str, *, what: Sentence) -> bytes:
    """What is in such a file."""
    return checked(file, sha256, what=what).read_bytes()
