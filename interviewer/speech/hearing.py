"""The transcriber: a whole file with care, or a take while it is being spoken."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from interviewer.interview import language as language_tables
from interviewer.interview.ports import CancelToken, Sound
from interviewer.interview.spelling import Spelling, as_written
from interviewer.interview.take import SAMPLE_RATE_HZ
from interviewer.interview.transcript import Segment, Span, Transcript, Word
from interviewer.speech import audio_file, memory
from interviewer.speech import window as windows
from interviewer.speech.beside import begun
from interviewer.speech.cost_of_care import CostOfCare
from interviewer.speech.live_take import LiveTake
from interviewer.speech.reader import Read, Reader, sewn
from interviewer.speech.vad import speech_in
from interviewer.speech.whisper import WORKERS, Place, Whisper

#: A wait for the next block that is longer than this means that no sound is waiting.
_CAUGHT_UP_S = 0.003


class WhisperTranscriber:
    """Whisper behind the transcriber's port. The model is loaded at the first use, on that thread."""

    def __init__(
        self,
        model_dir: Path,
        *,
        name: str = "",
        language: str = "en",
        device: str = "auto",
        spoken: Callable[[str], str] = str,
    ) -> None:
        """``spoken`` says how a term that is expected is pronounced: SCIM as "skim"."""
        self._model_dir = model_dir
        self._name = name or model_dir.name
        self._language = language.split("-", maxsplit=1)[0].lower()
        self._device = device
        self._spoken = spoken
        self._loaded: Whisper | None = None
        self._care = CostOfCare()

    @property
    def name(self) -> str:
        """The model's."""
        return self._name

    @property
    def place(self) -> Place | None:
        """Where the model runs; None until it is loaded."""
        return self._loaded.place if self._loaded else None

    @memory.in_words()
    def load(self) -> None:
        """Loads ahead of the first use, on the calling thread."""
        self._whisper()

    @memory.in_words()
    def rehearsed_s(self) -> float:
        """How long it takes to read ten seconds of speech, measured."""
        return self._whisper().rehearsed_s()

    def _whisper(self) -> Whisper:
        if self._loaded is None:
            self._loaded = Whisper(self._model_dir, device=self._device)
            memory.give_back()
        return self._loaded

    @memory.in_words()
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

    @memory.in_words()
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
        for spans, read in self._read_side_by_side(windows.split(speech, take), take, vocabulary, cancel):
            settled.append(read)
            if progress:
                progress(min(spans[-1].end_s / duration_s, 1.0))
        memory.give_back()
        return self._transcript(sewn(settled), speech, duration_s, vocabulary)

    def _read_side_by_side(
        self,
        cut: Sequence[tuple[Span, ...]],
        take: Sound,
        vocabulary: Sequence[str],
        cancel: CancelToken | None,
    ) -> Iterator[tuple[tuple[Span, ...], Read]]:
        """The windows of a take in order, read with care; as many at a time as the model has workers."""
        if not cut:
            return
        reader, duration_s = self._reader(vocabulary), len(take) / SAMPLE_RATE_HZ
        with ThreadPoolExecutor(WORKERS, "reading") as workers:
            reads = [workers.submit(reader.read, windows.of(spans, end_s=duration_s), take) for spans in cut]
            try:
                for spans, read in zip(cut, reads, strict=True):
                    if cancel:
                        cancel.raise_if_cancelled()
                    yield spans, read.result()
            finally:
                workers.shutdown(wait=False, cancel_futures=True)

    @memory.in_words()
    def hear(
        self,
        sound: Iterable[Sound],
        *,
        vocabulary: Sequence[str] = (),
        expected: Sequence[str] = (),
        heard: Callable[[Sequence[Word]], None] | None = None,
        quiet: Callable[[float | None], None] | None = None,
        stopped: Callable[[], bool] = lambda: False,
        cancel: CancelToken | None = None,
    ) -> Transcript:
        """Transcribes blocks as they arrive, and returns soon after the last one."""
        spelling = Spelling(vocabulary, language_tables.of(self._language))
        tell = None if heard is None else (lambda words: heard(spelling.written(words)))
        live = LiveTake(
            lambda: self._reader(vocabulary, expected),
            tell,
            piecemeal=bool(expected),
            stopped=stopped,
            care=self._care,
        )
        asked = time.perf_counter()
        for block in sound:
            waited_s = time.perf_counter() - asked
            if cancel:
                cancel.raise_if_cancelled()
            live.take_in(block)
            if quiet:
                quiet(live.quiet_s)
            if waited_s > _CAUGHT_UP_S:
                live.read_what_is_due()
            asked = time.perf_counter()
        settled, speech, duration_s = live.finish()
        if not expected:  # a spoken command is followed by the next
            begun(memory.give_back)
        heard_ = self._transcript(settled, speech, duration_s, vocabulary)
        return replace(heard_, final=live.read_with_care)

    def _reader(self, vocabulary: Sequence[str], expected: Sequence[str] = ()) -> Reader:
        return Reader(
            self._whisper(),
            language=self._language,
            vocabulary=vocabulary,
            expected=expected,
            spoken=self._spoken,
        )

    def _transcript(
        self,
        reads: Sequence[Read],
        speech: tuple[Span, ...],
        duration_s: float,
        vocabulary: Sequence[str],
    ) -> Transcript:
        heard = Transcript(
            segments=tuple(Segment(read.words) for read in reads if read.words),
            model=self._name,
            language=self._language,
            duration_s=duration_s,
            speech=speech,
            fillers=tuple(filler for read in reads for filler in read.fillers),
        )
        return as_written(heard, vocabulary)
