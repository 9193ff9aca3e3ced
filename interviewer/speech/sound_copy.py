"""A take written in another form of sound file, by the ending of its name."""

from __future__ import annotations

from pathlib import Path

import soundfile

from interviewer.errors import InputError
from interviewer.speech.player import opened

#: What libsndfile calls the form and its coding.
FORMS = {
    ".wav": ("WAV", "PCM_16"),
    ".flac": ("FLAC", "PCM_16"),
    ".mp3": ("MP3", "MPEG_LAYER_III"),
    ".ogg": ("OGG", "VORBIS"),
    ".opus": ("OGG", "OPUS"),
}
_READ_FRAMES = 160_000


def write(take: Path, to: Path) -> None:
    """Raises InputError for a take that can't be read, and for a form or a place that can't be written."""
    form, coding = FORMS[to.suffix.lower()]
    if not soundfile.check_format(form, coding):
        raise InputError(
            "The sound library here writes no {suffix} files.",
            fix="Use .flac or .wav instead.",
            suffix=to.suffix,
        )
    try:
        with (
            opened(take) as sound,
            soundfile.SoundFile(to, "w", sound.samplerate, sound.channels, coding, format=form) as copy,
        ):
            while len(block := sound.read(_READ_FRAMES, dtype="float32", always_2d=True)):
                copy.write(block)
    except (OSError, soundfile.SoundFileError) as fault:
        to.unlink(missing_ok=True)
        raise InputError(
            "{to} can't be written: {why}.", fix="Choose a folder that you may write to.", to=to, why=fault
        ) from fault
