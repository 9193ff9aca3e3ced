"""Does everything work? Microphone, loudspeaker, voice, models and storage, each with its fix.

They are tried side by side, and none is waited for longer than ``LIMIT_S``: a device or an engine that hangs
is told as what it is.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from interviewer import paths
from interviewer.errors import InterviewerError
from interviewer.interview.check import (
    MICROPHONE,
    OUTPUT,
    SENTENCE_MODEL,
    SPEECH_MODEL,
    STORAGE,
    VOICE,
    Check,
)
from interviewer.interview.take import SAMPLE_RATE_HZ
from interviewer.sentence import Sentence, together

if TYPE_CHECKING:
    from interviewer.app import Assembly

#: Less room on the disk than for this much recording is told.
_LEAST_FREE_MINUTES = 60


#: Together with what the program takes to start this stays under 20 s.
LIMIT_S = 15.0


def checks(parts: Assembly, *, limit_s: float = LIMIT_S) -> list[Check]:
    """All of them, in an order that never changes."""
    from interviewer.speech import sound_check

    def sound() -> Iterator[Check]:
        # One after the other: looking again for devices needs every stream to be closed.
        yield sound_check.microphone(parts.settings.microphone)
        yield sound_check.loudspeaker(parts.settings.loudspeaker)

    return tried(
        {
            (MICROPHONE, OUTPUT): sound,
            (VOICE,): lambda: [sound_check.voice(parts.voice)],
            (SPEECH_MODEL, SENTENCE_MODEL): lambda: _model_checks(parts),
            (STORAGE,): lambda: [_storage_check()],
        },
        limit_s=limit_s,
    )


def tried(groups: Mapping[tuple[str, ...], Callable[[], Iterable[Check]]], *, limit_s: float) -> list[Check]:
    """What the groups found, by the names of their checks; one that isn't there in time has failed."""
    found: dict[str, Check] = {}
    faults: list[Exception] = []

    def run(group: Callable[[], Iterable[Check]]) -> None:
        try:
            for check in group():
                found[check.name] = check
        except Exception as fault:  # noqa: BLE001 - handed to the caller
            faults.append(fault)

    threads = [threading.Thread(target=run, args=[group], daemon=True) for group in groups.values()]
    for thread in threads:
        thread.start()
    deadline_s = time.monotonic() + limit_s
    for thread in threads:
        thread.join(max(0.0, deadline_s - time.monotonic()))
    if faults:
        raise faults[0]
    return [found.get(name) or _too_late(name, limit_s) for names in groups for name in names]


def _too_late(name: str, limit_s: float) -> Check:
    return Check(
        name,
        ok=False,
        detail=Sentence("No answer within {limit} s.", limit=f"{limit_s:g}"),
        fix=Sentence("Close other programs that use it, or start the computer again; then check again."),
    )


def _model_checks(parts: Assembly) -> Iterator[Check]:
    from interviewer.models import pace, shelf
    from interviewer.speech import whisper

    where = whisper.place(parts.settings.device)
    try:
        name = parts.model_named(parts.settings.model, parts.bank(None).language)
        shelf.ready(name, models=paths.models())
        measured = pace.kept(paths.models(), device=where.device)
        told = [Sentence("{name}.", name=name), where.why]
        if measured:
            took = {"seconds": f"{measured.reading_s:.1f}", "model": measured.model}
            told.append(Sentence("Ten seconds are read in {seconds} s with {model}.", **took))
        yield Check(SPEECH_MODEL, ok=True, detail=together(told))
    except InterviewerError as fault:
        yield Check(SPEECH_MODEL, ok=False, detail=fault.message, fix=fault.fix)
    try:
        parts.embedder.embed(["Is anybody there?"])
        yield Check(SENTENCE_MODEL, ok=True, detail="all-MiniLM-L6-v2, int8")
    except InterviewerError as fault:
        yield Check(SENTENCE_MODEL, ok=False, detail=fault.message, fix=fault.fix)


def _storage_check() -> Check:
    """Whether a take can be written, and for how long there is room."""
    try:
        folder = paths.takes()
        with tempfile.NamedTemporaryFile(dir=folder):
            free_bytes = shutil.disk_usage(folder).free
    except OSError as fault:
        return Check(
            STORAGE,
            ok=False,
            detail=Sentence("{file} can't be written: {why}.", file=fault.filename, why=fault.strerror),
            fix=Sentence("Make it writable, or set INTERVIEWER_HOME to another folder."),
        )
    minutes = free_bytes // (SAMPLE_RATE_HZ * 2 * 60)
    enough = minutes >= _LEAST_FREE_MINUTES
    return Check(
        STORAGE,
        ok=enough,
        detail=Sentence(
            "{folder}: room for {minutes} minutes of recording", folder=folder, minutes=f"{minutes:,}"
        ),
        fix=""
        if enough
        else Sentence("Free some room on the disk, or set INTERVIEWER_HOME to another folder."),
    )
