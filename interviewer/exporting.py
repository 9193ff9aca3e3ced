"""Attempts handed on as files: a report, a table, subtitles, or the sound itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from interviewer.errors import InputError, InterviewerError
from interviewer.interview.attempt import Attempt
from interviewer.interview.reports import export
from interviewer.interview.take import Take
from interviewer.interview.waveform import Waveform

#: The endings of sound files.
SOUND = (".wav", ".flac", ".mp3", ".ogg", ".opus")


def write(attempts: Sequence[Attempt], to: Path) -> list[Path]:
    """Writes them in the form that the file's name asks for; returns the files.

    What belongs to one recording, subtitles and sound, makes a file for each of several attempts.
    Raises InputError for a form that there isn't, and for what can't be written.
    """
    if not attempts:
        raise InputError("There is nothing to export.", fix="Choose at least one answer.")
    ending = to.suffix.lower()
    if len(attempts) > 1 and ending in (*export.APART, *SOUND):
        files = [to.with_name(f"{to.stem} {number}{to.suffix}") for number in range(1, len(attempts) + 1)]
        return [file for attempt, file in zip(attempts, files, strict=True) if _write_one(attempt, file)]
    _form(ending)(attempts, to)
    return [to]


def _write_one(attempt: Attempt, to: Path) -> bool:
    """Of several: a typed answer has neither sound nor times, and is passed over."""
    if attempt.take is None:
        return False
    _form(to.suffix.lower())([attempt], to)
    return True


def _form(ending: str) -> Callable[[Sequence[Attempt], Path], None]:
    if ending in SOUND:
        return _write_sound
    return _write_pdf if ending == ".pdf" else _write_text


def _write_text(attempts: Sequence[Attempt], to: Path) -> None:
    text = export.rendered(attempts, to.suffix, outline=_outline)
    try:
        to.write_text(text, encoding="utf-8", newline="" if to.suffix.lower() == ".csv" else None)
    except OSError as fault:
        raise InputError("{to} can't be written: {why}.", to=to, why=fault.strerror) from fault


def _write_pdf(attempts: Sequence[Attempt], to: Path) -> None:
    from interviewer.ui.feedback import pdf

    pdf.write(attempts, to, outline=_outline)


def _write_sound(attempts: Sequence[Attempt], to: Path) -> None:
    from interviewer.speech import sound_copy

    take = attempts[0].take
    if take is None:
        raise InputError("This answer has no sound: it was typed, or its sound was removed.")
    sound_copy.write(take.file, to)


def _outline(take: Take) -> Waveform | None:
    """None where the sound is gone: the report is one all the same."""
    from interviewer.speech import peaks

    try:
        return peaks.waveform(take.file)
    except InterviewerError:
        return None
