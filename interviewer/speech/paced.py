"""A file fed at the pace of speech through the path that a recording takes, and what that costs."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interviewer.interview.ports import CancelToken, Sound
from interviewer.interview.take import SAMPLE_RATE_HZ
from interviewer.interview.transcript import Transcript, Word
from interviewer.speech.hearing import WhisperTranscriber

#: As long as the blocks of the recorder.
BLOCK_S = 0.1


@dataclass(frozen=True, slots=True)
class LiveFigures:
    """How the live path did, beside the whole file with the same model."""

    #: from the last block to the transcript
    stop_to_final_s: float
    #: the same sound, read as a whole file
    whole_file_s: float
    #: the longest that a word had been spoken before it was shown
    max_lag_s: float
    #: processor seconds per second of sound, while it was spoken
    cpu_share: float


class PacedSound:
    """Blocks of a sound, none before it would have been spoken. ``speed`` 2 is twice as fast."""

    def __init__(self, sound: Sound, *, speed: float = 1.0) -> None:
        self._sound = sound
        self._speed = speed
        self._started: float | None = None
        self.ended: float | None = None

    def __iter__(self) -> Iterator[Sound]:
        self._started = time.perf_counter()
        size = round(BLOCK_S * SAMPLE_RATE_HZ)
        for at in range(0, len(self._sound), size):
            block = self._sound[at : at + size]
            spoken = self._started + (at + len(block)) / SAMPLE_RATE_HZ / self._speed
            time.sleep(max(spoken - time.perf_counter(), 0.0))
            yield block
        # A consumer that is behind has this much to catch up when the person stops.
        self.ended = self._started + len(self._sound) / SAMPLE_RATE_HZ / self._speed

    @property
    def over(self) -> bool:
        """Whether all of it has been spoken, whether or not it was heard."""
        return self.position_s >= len(self._sound) / SAMPLE_RATE_HZ

    @property
    def position_s(self) -> float:
        """How far the speaker is, whether or not it was heard."""
        if self._started is None:
            return 0.0
        elapsed = (time.perf_counter() - self._started) * self._speed
        return min(elapsed, len(self._sound) / SAMPLE_RATE_HZ)


class _Lag:
    """Notes how long words had been spoken before they were shown."""

    def __init__(self, paced: PacedSound) -> None:
        self._paced = paced
        self._shown = 0
        self.max_s = 0.0

    def __call__(self, words: Sequence[Word]) -> None:
        now_s = self._paced.position_s
        for word in words[self._shown :]:
            if word.end_s is not None:
                self.max_s = max(self.max_s, now_s - word.end_s)
        self._shown = max(self._shown, len(words))


def hear_live(
    transcriber: WhisperTranscriber,
    sound: Sound,
    *,
    speed: float = 1.0,
    vocabulary: Sequence[str] = (),
    cancel: CancelToken | None = None,
) -> tuple[Transcript, LiveFigures]:
    """The live transcript of a sound, and the figures. Takes as long as the sound, and then some."""
    transcriber.load()
    paced = PacedSound(sound, speed=speed)
    lag = _Lag(paced)
    busy = time.process_time()
    transcript = transcriber.hear(
        paced, vocabulary=vocabulary, heard=lag, stopped=lambda: paced.over, cancel=cancel
    )
    done, busy_s = time.perf_counter(), time.process_time() - busy
    stop_to_final_s = done - (paced.ended if paced.ended is not None else done)
    transcriber.transcribe_sound(sound, vocabulary=vocabulary, cancel=cancel)
    return transcript, LiveFigures(
        stop_to_final_s=round(stop_to_final_s, 3),
        whole_file_s=round(time.perf_counter() - done, 3),
        max_lag_s=round(lag.max_s, 3),
        cpu_share=round(busy_s / max(len(sound) / SAMPLE_RATE_HZ, 0.001), 3),
    )
