"""The transcriber: a whole file with care, or a take while it is being spoken.

Live, the take is read again and again in growing windows that go on from the words already known;
a window that is full is read once more with care and settled. After the last block only what was
said since the last reading is left to do.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np

from interviewer.interview.ports import CancelToken, Sound
from interviewer.interview.take import SAMPLE_RATE_HZ
from interviewer.interview.transcript import Segment, Span, Transcript, Word
from interviewer.speech import audio_file
from interviewer.speech import window as windows
from interviewer.speech.reader import Read, Reader, voiced_s
from interviewer.speech.vad import VoiceActivity, speech_in
from interviewer.speech.whisper import Place, Whisper

#: A wait for the next block that is longer than this means that no sound is waiting.
_CAUGHT_UP_S = 0.003
#: A silence after which what was said is read at once: the person may be about to stop.
_BREATH_S = 0.3
#: Reading takes at most this share of the time, so that the machine stays cool.
_READING_SHARE = 0.3
_LEAST_NEW_S, _MOST_NEW_S = 1.5, 6.0
#: Voice that is too short for a word.
_NO_WORD_S = 0.15


class WhisperTranscriber:
    """Whisper behind the transcriber's port. The model is loaded at the first use, on that thread."""

    def __init__(
        self,
        model_dir: Path,
        *,
        name: str = "",
        language: str = "en",
        device: str = "auto",
        threads: int = 2,
    ) -> None:
        self._model_dir = model_dir
        self._name = name or model_dir.name
        self._language = language.split("-", maxsplit=1)[0].lower()
        self._device = device
        self._threads = threads
        self._loaded: Whisper | None = None

    @property
    def place(self) -> Place | None:
        """Where the model runs; None until it is loaded."""
        return self._loaded.place if self._loaded else None

    def load(self) -> None:
        """Loads ahead of the first use, on the calling thread."""
        self._whisper()

    def _whisper(self) -> Whisper:
        if self._loaded is None:
            self._loaded = Whisper(self._model_dir, device=self._device, threads=self._threads)
        return self._loaded

    def transcribe(
        self,
        file: Path,
        *,
        vocabulary: Sequence[str] = (),
        progress: Callable[[float], None] | None = None,
        cancel: CancelToken | None = None,
    ) -> Transcript:
        """Transcribes a whole file with care. Raises InputError for one that can't be read."""
        return self.transcribe_sound(
            audio_file.read(file), vocabulary=vocabulary, progress=progress, cancel=cancel
        )

    def transcribe_sound(
        self,
        take: Sound,
        *,
        vocabulary: Sequence[str] = (),
        progress: Callable[[float], None] | None = None,
        cancel: CancelToken | None = None,
    ) -> Transcript:
        """As ``transcribe``, for sound that is in memory."""
        duration_s = len(take) / SAMPLE_RATE_HZ
        speech = speech_in(take)
        settled: list[Read] = []
        for spans in windows.split(speech, take):
            if cancel:
                cancel.raise_if_cancelled()
            if not settled:
                reader = self._reader(vocabulary)
            settled.append(reader.read(windows.of(spans, end_s=duration_s), take))
            if progress:
                progress(min(spans[-1].end_s / duration_s, 1.0))
        return self._transcript(settled, speech, duration_s)

    def hear(
        self,
        sound: Iterable[Sound],
        *,
        vocabulary: Sequence[str] = (),
        heard: Callable[[Sequence[Word]], None] | None = None,
        cancel: CancelToken | None = None,
    ) -> Transcript:
        """Transcribes blocks as they arrive, and returns soon after the last one."""
        live = _Live(lambda: self._reader(vocabulary), heard)
        asked = time.perf_counter()
        for block in sound:
            waited_s = time.perf_counter() - asked
            if cancel:
                cancel.raise_if_cancelled()
            live.take_in(block)
            if waited_s > _CAUGHT_UP_S:
                live.read_what_is_due()
            asked = time.perf_counter()
        settled, speech, duration_s = live.finish()
        return self._transcript(settled, speech, duration_s)

    def _reader(self, vocabulary: Sequence[str]) -> Reader:
        return Reader(self._whisper(), language=self._language, vocabulary=vocabulary)

    def _transcript(self, reads: Sequence[Read], speech: tuple[Span, ...], duration_s: float) -> Transcript:
        return Transcript(
            segments=tuple(Segment(read.words) for read in reads if read.words),
            model=self._name,
            language=self._language,
            duration_s=duration_s,
            speech=speech,
            fillers=tuple(filler for read in reads for filler in read.fillers),
        )


class _Live:
    """A take that is being spoken: its sound since the last settled window, and what was read of it."""

    def __init__(self, reader: Callable[[], Reader], heard: Callable[[Sequence[Word]], None] | None) -> None:
        self._make_reader = reader
        self._made: Reader | None = None
        self._heard = heard
        self._activity = VoiceActivity()
        self._blocks: list[Sound] = []
        self._from_s = 0.0
        self._settled: list[Read] = []
        self._settled_s = 0.0
        self._draft = Read()
        self._read_s = 0.0
        self._last_cost_s = 0.5

    def take_in(self, block: Sound) -> None:
        finite = np.nan_to_num(np.asarray(block, dtype=np.float32).reshape(-1), posinf=0.0, neginf=0.0)
        self._blocks.append(finite)
        self._activity.hear(finite)

    def read_what_is_due(self) -> None:
        """One step of reading, if there is cause for one."""
        spans = self._open_spans()
        if not spans:
            return
        full = windows.full(spans, self._sound(), from_s=self._from_s)
        if full is not None:
            self._settle(spans, full)
            return
        new_s = voiced_s(spans, self._read_s, self._activity.heard_s)
        paused = self._activity.silence_s >= _BREATH_S and new_s > _NO_WORD_S
        if paused or new_s >= self._patience_s:
            self._read_draft(spans)

    def finish(self) -> tuple[list[Read], tuple[Span, ...], float]:
        """What is left, read; all reads, the speech and the duration."""
        self._activity.end()
        while (spans := self._open_spans()) and (
            full := windows.full(spans, self._sound(), from_s=self._from_s)
        ) is not None:
            self._settle(spans, full)
        if spans and voiced_s(spans, self._read_s, self._activity.heard_s) > _NO_WORD_S:
            self._read_draft(spans)
        return [*self._settled, self._draft], self._activity.spans, self._activity.heard_s

    @property
    def _patience_s(self) -> float:
        """How much new speech to wait for: the slower the machine, the more."""
        return min(max(self._last_cost_s / _READING_SHARE, _LEAST_NEW_S), _MOST_NEW_S)

    def _open_spans(self) -> tuple[Span, ...]:
        return tuple(
            Span(max(span.start_s, self._settled_s), span.end_s)
            for span in self._activity.spans
            if span.end_s > self._settled_s
        )

    def _reader(self) -> Reader:
        if self._made is None:
            self._made = self._make_reader()
        return self._made

    def _sound(self) -> Sound:
        if len(self._blocks) != 1:
            joined = np.concatenate(self._blocks) if self._blocks else np.empty(0, dtype=np.float32)
            self._blocks = [joined]
        return self._blocks[0]

    def _read_draft(self, spans: Sequence[Span]) -> None:
        started = time.perf_counter()
        window = windows.of(spans, end_s=self._activity.heard_s)
        self._draft = self._reader().go_on(window, self._sound(), self._draft, from_s=self._from_s)
        self._read_s = spans[-1].end_s
        self._last_cost_s = time.perf_counter() - started
        self._tell()

    def _settle(self, spans: Sequence[Span], full: int | Span) -> None:
        head = (full,) if isinstance(full, Span) else tuple(spans[:full])
        window = windows.of(head, end_s=self._activity.heard_s)
        self._settled.append(self._reader().read(window, self._sound(), from_s=self._from_s))
        self._settled_s = head[-1].end_s
        self._draft = Read()
        self._read_s = self._settled_s
        self._forget_sound()
        self._tell()

    def _forget_sound(self) -> None:
        """Keeps what the next window may need, with its pad."""
        keep_from_s = max(self._settled_s - 1.0, self._from_s)
        drop = round((keep_from_s - self._from_s) * SAMPLE_RATE_HZ)
        self._blocks = [self._sound()[drop:].copy()]
        self._from_s += drop / SAMPLE_RATE_HZ

    def _tell(self) -> None:
        if self._heard:
            self._heard([word for read in [*self._settled, self._draft] for word in read.words])
