"""Does everything work? Microphone, loudspeaker, voice, models and storage, each with its fix."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from interviewer import paths
from interviewer.errors import InterviewerError
from interviewer.interview.check import Check
from interviewer.interview.take import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from interviewer.app import Assembly

#: Less room on the disk than for this much recording is told.
_LEAST_FREE_MINUTES = 60


def checks(parts: Assembly) -> list[Check]:
    from interviewer.speech import sound_check

    return [
        sound_check.microphone(parts.settings.microphone),
        sound_check.loudspeaker(parts.settings.loudspeaker),
        sound_check.voice(parts.voice),
        *_model_checks(parts),
        _storage_check(),
    ]


def _model_checks(parts: Assembly) -> Iterator[Check]:
    from interviewer.models import pace, shelf
    from interviewer.speech import whisper

    where = whisper.place(parts.settings.device)
    try:
        measured = pace.kept(paths.models(), device=where.device)
        name = shelf.choose(
            parts.settings.model, models=paths.models(), cuda=where.device == "cuda", pace=measured
        )
        shelf.ready(name, models=paths.models())
        told = (
            f" Ten seconds are read in {measured.reading_s:.1f} s with {measured.model}." if measured else ""
        )
        yield Check("speech model", ok=True, detail=f"{name}. {where.why}{told}")
    except InterviewerError as fault:
        yield Check("speech model", ok=False, detail=str(fault), fix=fault.fix)
    try:
        parts.embedder.embed(["Is anybody there?"])
        yield Check("sentence model", ok=True, detail="all-MiniLM-L6-v2, int8")
    except InterviewerError as fault:
        yield Check("sentence model", ok=False, detail=str(fault), fix=fault.fix)


def _storage_check() -> Check:
    """Whether a take can be written, and for how long there is room."""
    try:
        folder = paths.takes()
        with tempfile.NamedTemporaryFile(dir=folder):
            free_bytes = shutil.disk_usage(folder).free
    except OSError as fault:
        return Check(
            "storage",
            ok=False,
            detail=f"{fault.filename} can't be written: {fault.strerror}.",
            fix="Make it writable, or set INTERVIEWER_HOME to another folder.",
        )
    minutes = free_bytes // (SAMPLE_RATE_HZ * 2 * 60)
    enough = minutes >= _LEAST_FREE_MINUTES
    return Check(
        "storage",
        ok=enough,
        detail=f"{folder}: room for {minutes:,} minutes of recording",
        fix="" if enough else "Free some room on the disk, or set INTERVIEWER_HOME to another folder.",
    )
