"""Voice activity: which stretches of a sound have speech in them, found while it is being spoken.

The Silero model that faster-whisper ships gives a probability for each 32 ms; its memory is carried
from block to block, so a live take and a whole file get the same spans.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from interviewer import pinned
from interviewer.interview.ports import Sound
from interviewer.interview.take import SAMPLE_RATE_HZ
from interviewer.interview.transcript import Span
from interviewer.sentence import Sentence

#: Silero 6, under the MIT licence.
MODEL_FILE = "silero_vad_v6.onnx"
MODEL_SHA256 = "4cbf549b8326f60f80f2536d9eefeb450a9abe83365a098031c89719f1be17d2"
#: One step of the model, in samples.
STEP = 512
STEP_S = STEP / SAMPLE_RATE_HZ
#: The model sees the end of the step before.
_CONTEXT = 64
#: A second.
_FRESH_STEPS = 32
#: The loudness of a sound is followed in quarters of a step, 8 ms.
_QUARTERS = 4
_QUARTER_S = STEP_S / _QUARTERS
#: More steps than this are fed in pieces, so that ten minutes at once stay small in memory.
_STEPS_AT_ONCE = 4096


@dataclass(frozen=True, slots=True)
class VoiceRules:
    """When a probability counts as voice. Values tried on real and made-up speech with known pauses."""

    starts_at: float = 0.5
    #: a hoarse voice falls far before it ends
    ends_below: float = 0.25
    #: the model goes on hearing a voice for so long after it ended
    afterglow_s: float = 0.032
    #: a shorter silence does not end a span
    least_silence_s: float = 0.16
    #: a shorter burst is a click or a breath
    least_speech_s: float = 0.096
    #: the model is late for an "s" or an "f": where the sound itself began counts, up to so long before
    latest_s: float = 0.12


class Silero:
    """The model and its memory of the sound so far."""

    def __init__(self) -> None:
        self._session = _session()
        self.forget()

    def forget(self) -> None:
        """Ready for another sound."""
        self._h = np.zeros((1, 1, 128), dtype=np.float32)
        self._c = np.zeros((1, 1, 128), dtype=np.float32)
        self._tail = np.zeros(_CONTEXT, dtype=np.float32)

    def probabilities(self, steps: Sound) -> NDArray[np.float32]:
        """One probability of voice for each whole step; ``len(steps)`` is a multiple of STEP."""
        found = [
            self._run(steps[at : at + _STEPS_AT_ONCE * STEP])
            for at in range(0, len(steps), _STEPS_AT_ONCE * STEP)
        ]
        return np.concatenate(found) if found else np.empty(0, dtype=np.float32)

    def _run(self, steps: Sound) -> NDArray[np.float32]:
        led = np.concatenate([self._tail, steps])
        frames = np.lib.stride_tricks.sliding_window_view(led, STEP + _CONTEXT)[::STEP]
        out, self._h, self._c = self._session.run(
            None, {"input": np.ascontiguousarray(frames), "h": self._h, "c": self._c}
        )
        self._tail = steps[-_CONTEXT:].copy()
        return np.asarray(out, dtype=np.float32).reshape(-1)


def _session() -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.inter_op_num_threads = options.intra_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(_model(), providers=["CPUExecutionProvider"], sess_options=options)


@cache
def _model() -> bytes:
    """The model that faster-whisper brings, and no other: it decides what counts as said."""
    with resources.as_file(resources.files("faster_whisper") / "assets" / MODEL_FILE) as file:
        return pinned.content(file, MODEL_SHA256, what=Sentence("The model that finds speech"))


class _Onset:
    """Remembers how loud the last half second was, to date the first sound of a voice."""

    _REMEMBERED = 64
    #: power over the calm before, and under the voice; a breath is fainter still
    _OVER_CALM, _UNDER_VOICE = 4.0, 0.01
    #: the closure of the "p" in "spot" is part of the word
    _CLOSURE = 3

    def __init__(self) -> None:
        self._powers = np.zeros(self._REMEMBERED)

    def hear(self, step: Sound) -> None:
        """The next step of the sound."""
        powers = np.square(step.reshape(_QUARTERS, -1), dtype=np.float64).mean(axis=1)
        self._powers = np.concatenate([self._powers[_QUARTERS:], powers])

    def before_s(self, most_s: float) -> float:
        """How long before the step just heard the sound of the voice in it began."""
        earlier, voice = self._powers[:-_QUARTERS], self._powers[-_QUARTERS:].max()
        calm = float(np.percentile(earlier, 20))
        loud = earlier[::-1] >= max(calm * self._OVER_CALM, voice * self._UNDER_VOICE, 1e-9)
        began = 0
        for at, is_loud in enumerate(loud[: int(most_s / _QUARTER_S)], start=1):
            if is_loud:
                began = at
            elif at - began > self._CLOSURE:
                break
        return began * _QUARTER_S


class VoiceActivity:
    """Follows a sound block by block and knows where the speech in it is."""

    def __init__(self, rules: VoiceRules | None = None) -> None:
        self._rules = rules or VoiceRules()
        self._steady, self._fresh = Silero(), Silero()
        self._rest = np.empty(0, dtype=np.float32)
        self._steps = 0
        self._heard = 0
        self._closed: list[Span] = []
        self._onset = _Onset()
        self._open: int | None = None
        self._opened_s = 0.0
        self._quiet_since: int | None = None
        self._last_voice = 0

    def hear(self, block: Sound) -> None:
        """Takes the next block, of any length."""
        self._heard += len(block)
        joined = np.concatenate([self._rest, block])
        whole = len(joined) // STEP * STEP
        self._rest = joined[whole:]
        at = 0
        while at < whole:
            # Cut at the same moments however long the blocks are, so that a live take gets the same spans.
            count = min(_FRESH_STEPS - self._steps % _FRESH_STEPS, (whole - at) // STEP)
            steps = joined[at : at + count * STEP]
            for probability, step in zip(self._probabilities(steps), steps.reshape(-1, STEP), strict=True):
                self._onset.hear(step)
                self._step(float(probability))
            at += count * STEP
            self._listen_afresh()

    def _listen_afresh(self) -> None:
        """After a second of silence, one of two models forgets what it heard, and either may find a voice.

        The memory of a loud voice makes it miss a hoarse one; without memory it misses others.
        """
        silent = self._open is None and self._steps - self._last_voice >= _FRESH_STEPS
        if silent and self._steps % _FRESH_STEPS == 0:
            self._fresh.forget()

    def _probabilities(self, steps: Sound) -> NDArray[np.float32]:
        return np.maximum(self._steady.probabilities(steps), self._fresh.probabilities(steps))

    def end(self) -> None:
        """The sound is over: what is left of it counts, and an open span ends."""
        if len(self._rest):
            padded = np.zeros(STEP, dtype=np.float32)
            padded[: len(self._rest)] = self._rest
            self._rest = self._rest[:0]
            self._onset.hear(padded)
            self._step(float(self._probabilities(padded)[0]))
        if self._open is not None:
            self._close(self._quiet_since if self._quiet_since is not None else self._steps)

    def _step(self, probability: float) -> None:
        at = self._steps
        self._steps += 1
        if probability >= self._rules.starts_at:
            self._last_voice = at
        if self._open is None:
            if probability >= self._rules.starts_at:
                self._open = at
                earliest_s = self._closed[-1].end_s if self._closed else 0.0
                before_s = self._onset.before_s(self._rules.latest_s)
                self._opened_s = max(at * STEP_S - before_s, earliest_s)
            return
        if probability >= self._rules.starts_at:
            self._quiet_since = None
        elif probability < self._rules.ends_below and self._quiet_since is None:
            self._quiet_since = at
        if self._quiet_since is not None and self._longer(self._quiet_since, self._rules.least_silence_s):
            self._close(self._quiet_since)

    def _longer(self, since: int, length_s: float) -> bool:
        return (self._steps - since) * STEP_S >= length_s

    def _close(self, at: int) -> None:
        opened, self._open, self._quiet_since = self._open, None, None
        if opened is not None and (at - opened) * STEP_S >= self._rules.least_speech_s:
            self._closed.append(self._span(opened, at))

    def _span(self, first: int, last: int) -> Span:
        end_s = min(last * STEP_S, self.heard_s)
        if last < self._steps:
            end_s = max(end_s - self._rules.afterglow_s, (first + 1) * STEP_S)
        return Span(self._opened_s, end_s)

    @property
    def heard_s(self) -> float:
        """Seconds of sound taken so far."""
        return self._heard / SAMPLE_RATE_HZ

    @property
    def spans(self) -> tuple[Span, ...]:
        """The stretches of speech so far; the last may still be going on."""
        if self._open is None:
            return tuple(self._closed)
        end = self._quiet_since if self._quiet_since is not None else self._steps
        return (*self._closed, self._span(self._open, end))

    @property
    def silence_s(self) -> float:
        """How long there has been no speech, up to now; 0 while somebody speaks."""
        if self._open is None:
            return self.heard_s - (self._closed[-1].end_s if self._closed else 0.0)
        return 0.0 if self._quiet_since is None else self.heard_s - self._quiet_since * STEP_S


def speech_in(sound: Sound, *, rules: VoiceRules | None = None) -> tuple[Span, ...]:
    """The stretches of speech in a whole sound."""
    activity = VoiceActivity(rules)
    activity.hear(sound)
    activity.end()
    return activity.spans
