"""Reads any sound file that libsndfile or FFmpeg reads, as mono sound at the rate the models hear.

Read in blocks, so that a file of ten hours is refused before it fills the memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import av
import numpy as np
import soundfile
import soxr
from av.error import FFmpegError
from numpy.typing import NDArray

from interviewer.errors import InputError
from interviewer.interview.ports import Sound
from interviewer.interview.take import SAMPLE_RATE_HZ
from interviewer.sentence import Sentence

#: Longer than any answer or interview; 2 h are 460 MB of samples.
LIMIT_S = 2 * 3600.0
_BLOCK_S = 10.0
_CONVERT = Sentence("Use WAV, FLAC, MP3, Ogg, Opus, M4A or a video with sound; convert others first.")

Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class SoundFile:
    """A file's sound, and what had to be said about it."""

    sound: Sound
    source_rate_hz: int
    channels: int
    #: in words for a person: where the file broke off, what had to be mended
    notes: tuple[str, ...] = ()

    @property
    def duration_s(self) -> float:
        return len(self.sound) / SAMPLE_RATE_HZ


def read(path: Path, *, limit_s: float = LIMIT_S) -> Sound:
    """Mono float32 at 16 kHz. Raises InputError for a file that can't be used."""
    return read_with_notes(path, limit_s=limit_s).sound


def read_with_notes(path: Path, *, limit_s: float = LIMIT_S) -> SoundFile:
    """As ``read``, and says what was wrong with a file that could be read in part."""
    _refuse_no_file(path)
    opened = _best_of_both(path, limit_s)
    if not len(opened.sound):
        raise InputError(
            "{path} has no sound in it.", fix="Choose another file, or record the answer again.", path=path
        )
    return opened


def _best_of_both(path: Path, limit_s: float) -> SoundFile:
    """libsndfile where it knows the file; FFmpeg for the rest, and where libsndfile broke off."""
    try:
        first = _with_libsndfile(path, limit_s)
    except soundfile.LibsndfileError:
        return _with_ffmpeg(path, limit_s)
    if not first.notes and len(first.sound):
        return first
    try:
        second = _with_ffmpeg(path, limit_s)
    except InputError:
        return first
    longer = second if len(second.sound) > len(first.sound) else first
    return replace(longer, notes=longer.notes or first.notes)


def _refuse_no_file(path: Path) -> None:
    if not path.exists():
        raise InputError("There is no file {path}.", fix="Check the name and the folder.", path=path)
    if path.is_dir():
        raise InputError("{path} is a folder, not a sound file.", fix="Name one file in it.", path=path)
    if not path.is_file():  # a pipe or a device: it may never end
        raise InputError("{path} is no ordinary file.", fix="Save the sound to a file first.", path=path)
    try:
        with path.open("rb") as file:
            first = file.read(1)
    except OSError as fault:
        raise InputError(
            "{path} can't be read: {why}.", fix="Check the file's permissions.", path=path, why=fault.strerror
        ) from fault
    if not first:
        raise InputError("{path} is empty (0 bytes).", fix="Record or export it again.", path=path)


def _with_libsndfile(path: Path, limit_s: float) -> SoundFile:
    with soundfile.SoundFile(str(path)) as file:
        rate_hz, channels = int(file.samplerate), int(file.channels)
        _refuse_too_long(path, file.frames / rate_hz, limit_s)
        gathered = _Gathered(path, rate_hz, limit_s)
        expected = int(file.frames)
        fault = ""
        try:
            while len(block := file.read(int(rate_hz * _BLOCK_S), dtype="float32", always_2d=True)):
                gathered.add(_mono(np.asarray(block.T, dtype=np.float32)))
        except soundfile.LibsndfileError as broken:
            fault = str(broken)
        # Containers without a length report a count far beyond any file.
        lost = expected - gathered.frames if expected < 2**60 else 0
        cut_short = "should be" in _data_line(file.extra_info)
    if fault or cut_short or lost > rate_hz // 10:
        gathered.broke_off()
    return gathered.whole(channels)


def _with_ffmpeg(path: Path, limit_s: float) -> SoundFile:
    try:
        with av.open(str(path), metadata_errors="ignore") as container:
            if not container.streams.audio:
                raise InputError(
                    "{path} has no sound track.", fix="Choose a file with sound in it.", path=path
                )
            stream = container.streams.audio[0]
            if stream.codec_context is None:
                raise InputError("{path} has sound in a form that can't be read.", fix=_CONVERT, path=path)
            if container.duration:
                _refuse_too_long(path, container.duration / av.time_base, limit_s)
            return _decoded(path, container, stream, limit_s)
    except FFmpegError as fault:
        raise InputError(
            "{path} is not a sound file that can be read ({why}).",
            fix=_CONVERT,
            path=path,
            why=fault.strerror,
        ) from fault


def _decoded(path: Path, container: Any, stream: Any, limit_s: float) -> SoundFile:
    rate_hz = int(stream.rate or SAMPLE_RATE_HZ)
    channels = int(stream.channels or 1)
    gathered = _Gathered(path, rate_hz, limit_s)
    resampler = av.AudioResampler(format="fltp", rate=rate_hz)
    for frame in _frames(container, stream, gathered):
        for even in resampler.resample(frame):
            gathered.add(_mono(np.asarray(even.to_ndarray(), dtype=np.float32)))
    return gathered.whole(channels)


def _frames(container: Any, stream: Any, gathered: _Gathered) -> Iterator[Any]:
    """Frames up to the end or to the place where the file is broken."""
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets)
            yield from packet.decode()
        except StopIteration:
            return
        except FFmpegError:
            gathered.broke_off()
            if not gathered.frames:
                raise
            return


def _data_line(log: str) -> str:
    """What libsndfile says of the length of the samples; "(should be …)" where the header promises more."""
    return next((line for line in log.splitlines() if line.startswith("data :")), "")


def _mono(channels: Samples) -> Samples:
    """The mean of the channels; the louder one where they cancel each other out (a wire swapped)."""
    mean = channels.mean(axis=0, dtype=np.float32)
    loudness = np.square(channels, dtype=np.float64).mean(axis=1)
    if len(channels) > 1 and np.square(mean, dtype=np.float64).mean() < 0.02 * loudness.max():
        return np.asarray(channels[int(loudness.argmax())], dtype=np.float32)
    return np.asarray(mean, dtype=np.float32)


def _refuse_too_long(path: Path, duration_s: float, limit_s: float) -> None:
    if duration_s > limit_s:
        raise InputError(
            "{path} is longer than {limit}.",
            fix="Cut out the answer and use that.",
            path=path,
            limit=_in_words(limit_s),
        )


def _in_words(length_s: float) -> Sentence:
    if length_s >= 3600:
        return Sentence("{count} hours", count=f"{length_s / 3600:g}")
    return Sentence("{count} minutes", count=f"{length_s / 60:g}")


class _Gathered:
    """Blocks of one file, brought to one rate and made safe as they come."""

    def __init__(self, path: Path, rate_hz: int, limit_s: float) -> None:
        self._path = path
        self._rate_hz = rate_hz
        self._limit_s = limit_s
        self._even = soxr.ResampleStream(rate_hz, SAMPLE_RATE_HZ, 1) if rate_hz != SAMPLE_RATE_HZ else None
        self._blocks: list[Samples] = []
        self._mended = 0
        self._broken = False
        self.frames = 0

    def add(self, block: Samples) -> None:
        self.frames += len(block)
        if self.frames > self._limit_s * self._rate_hz:  # a length the header did not tell
            _refuse_too_long(self._path, self.frames / self._rate_hz, self._limit_s)
        finite = np.isfinite(block)
        if not finite.all():
            self._mended += int((~finite).sum())
            block = np.where(finite, block, np.float32(0.0))
        self._keep(np.clip(block, -1.0, 1.0), last=False)

    def _keep(self, block: Samples, *, last: bool) -> None:
        if self._even is not None:
            block = self._even.resample_chunk(np.ascontiguousarray(block), last=last)
        if len(block):
            self._blocks.append(np.asarray(block, dtype=np.float32))

    def broke_off(self) -> None:
        self._broken = True

    def whole(self, channels: int) -> SoundFile:
        if self.frames:
            self._keep(np.empty(0, dtype=np.float32), last=True)
        sound = np.concatenate(self._blocks) if self._blocks else np.empty(0, dtype=np.float32)
        notes = []
        if self._broken:
            kept_s = self.frames / self._rate_hz
            notes.append(f"{self._path.name} breaks off; the first {kept_s:.1f} s could be read.")
        if self._mended:
            notes.append(f"{self._mended} samples in {self._path.name} were no numbers and count as silence.")
        return SoundFile(sound, self._rate_hz, channels, tuple(notes))
