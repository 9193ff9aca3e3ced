"""Whether microphone, loudspeaker and voice work, tried for real: each answer with what to do."""

from __future__ import annotations

import queue
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from numpy.typing import NDArray

from interviewer.errors import InterviewerError
from interviewer.interview.check import MICROPHONE, OUTPUT, VOICE, Check
from interviewer.interview.ports import Level
from interviewer.sentence import Sentence, together
from interviewer.speech import sound_server
from interviewer.speech.device import Choice, Direction, choose, open_stream
from interviewer.speech.player import FilePlayer
from interviewer.speech.recorder import Meter
from interviewer.speech.voice import SpokenVoice

_LISTEN_S = 1.0
_FIRST_FRAME_S = 2.0
_TONE_S = 0.4
_TONE_HZ = 440.0
_TONE_PEAK = 0.05
_TONE_RATE_HZ = 48_000
_PLAY_LIMIT_S = 5.0
_SPOKEN = "Ready."
#: Quieter than any room with a person in it.
_FAINT_DBFS = -75.0

Blocks = queue.SimpleQueue[NDArray[np.float32]]


def microphone(name: str = "") -> Check:
    """Opens the microphone and listens for a second: real frames, their level, no bare zeros."""
    try:
        choice = choose(Direction.IN, name)
        level, said_by = _listen(choice)
    except InterviewerError as fault:
        return _failed(MICROPHONE, fault)
    if level is None:
        return Check(
            MICROPHONE,
            ok=False,
            detail=Sentence("“{device}” delivers no sound.", device=said_by),
            fix=_SWITCH_ON,
        )
    if level.peak == 0.0:
        return Check(
            MICROPHONE,
            ok=False,
            detail=Sentence("“{device}” delivers nothing but zeros.", device=said_by),
            fix=_zeros_fix(),
        )
    told = [choice.notice] if choice.notice else []
    return Check(MICROPHONE, ok=True, detail=together([*told, _heard(level, said_by)]))


def _heard(level: Level, device: str) -> Sentence:
    known = {"device": device, "level": f"{level.rms_dbfs:.0f}"}
    if level.clipped:
        return Sentence("“{device}” is heard at {level} dBFS, too loud: turn its volume down", **known)
    if level.rms_dbfs < _FAINT_DBFS:
        return Sentence(
            "“{device}” is heard at {level} dBFS, faint: speak and check again, or turn its volume up",
            **known,
        )
    return Sentence("“{device}” is heard at {level} dBFS", **known)


def loudspeaker(name: str = "") -> Check:
    """Plays a short, soft tone; that somebody hears it only the person can tell."""
    ends: queue.SimpleQueue[Exception | None] = queue.SimpleQueue()
    player = FilePlayer(loudspeaker=name)
    try:
        choice = choose(Direction.OUT, name)
        with tempfile.TemporaryDirectory(prefix="interviewer-tone-") as place:
            tone = Path(place) / "tone.wav"
            soundfile.write(tone, _tone(), _TONE_RATE_HZ, subtype="PCM_16")
            player.play(tone, done=ends.put)
            fault = _end_of(ends, limit_s=_PLAY_LIMIT_S)
            player.close()
    except InterviewerError as caught:
        fault = caught
    if fault is not None:
        return _failed(OUTPUT, fault)
    device = choice.device.name
    if not choice.notice:
        return Check(OUTPUT, ok=True, detail=Sentence("a soft tone was played on “{device}”", device=device))
    played = Sentence("A soft tone was played on “{device}”", device=device)
    return Check(OUTPUT, ok=True, detail=together([choice.notice, played]))


def voice(speaker: SpokenVoice) -> Check:
    """Renders a word, and looks whether there is sound in it."""
    began_s = time.monotonic()
    try:
        with tempfile.TemporaryDirectory(prefix="interviewer-voice-") as place:
            spoken = Path(place) / "spoken.wav"
            speaker.render(_SPOKEN, to=spoken)
            sound, rate_hz = soundfile.read(spoken, dtype="float32")
    except (InterviewerError, soundfile.SoundFileError) as fault:
        return _failed(VOICE, fault)
    if not len(sound) or not np.abs(sound).max():
        return Check(
            VOICE, ok=False, detail=Sentence("The speech engine renders silence."), fix=_ANOTHER_VOICE
        )
    which = speaker.voice or Sentence("the engine's default")
    took_s = time.monotonic() - began_s
    told = {"voice": which, "length": f"{len(sound) / rate_hz:.1f}", "took": f"{took_s:.1f}"}
    return Check(VOICE, ok=True, detail=Sentence("{voice}: {length} s of speech in {took} s", **told))


_SWITCH_ON = Sentence(
    "Is it switched on? Unplug it and plug it in again, or choose another one in the settings."
)
_ANOTHER_VOICE = Sentence("Choose another voice in the settings.")


def _listen(choice: Choice) -> tuple[Level | None, str]:
    """The level over a second, None where no frame came, and the name of what was really heard."""
    blocks: Blocks = queue.SimpleQueue()

    def arrived(block: NDArray[np.float32], _frames: int, _time: Any, _status: Any) -> None:
        blocks.put(block.copy())

    stream = open_stream(choice.device, arrived, latency_s=0.1)
    try:
        sound = _collected(blocks, stream.rate_hz)
        return (Meter(stream.rate_hz).measure(sound) if len(sound) else None), _real_name(choice)
    finally:
        stream.close()


def _collected(blocks: Blocks, rate_hz: int) -> NDArray[np.float32]:
    mono: list[NDArray[np.float32]] = []
    frames = 0
    try:
        while frames < _LISTEN_S * rate_hz:
            block = blocks.get(timeout=_FIRST_FRAME_S).mean(axis=1)
            frames += len(block)
            mono.append(block)
    except queue.Empty:
        return np.zeros(0, np.float32)
    return np.concatenate(mono)


def _real_name(choice: Choice) -> str:
    """A sound server's “default” tells a person nothing: it can be asked which one it took."""
    if sound_server.stands_between(choice.device.name, choice.device.server_name):
        used = sound_server.source_in_use()
        if used is not None:
            return used.description
    return choice.device.name


def _tone() -> NDArray[np.float32]:
    """Swells and fades, so that it doesn't click."""
    at_s = np.arange(int(_TONE_S * _TONE_RATE_HZ)) / _TONE_RATE_HZ
    swell = np.sin(np.pi * at_s / _TONE_S) ** 2
    return (_TONE_PEAK * swell * np.sin(2 * np.pi * _TONE_HZ * at_s)).astype(np.float32)


def _end_of(ends: queue.SimpleQueue[Exception | None], *, limit_s: float) -> Exception | None:
    try:
        return ends.get(timeout=limit_s)
    except queue.Empty:
        return InterviewerError("The loudspeaker does not answer.", fix=_SWITCH_ON)


def _zeros_fix() -> Sentence:
    return {
        "darwin": Sentence(
            "Allow the microphone for this app (or the terminal it was started from) in "
            "System Settings > Privacy & Security > Microphone, and start it again."
        ),
        "win32": Sentence(
            "Allow the microphone in Settings > Privacy & security > Microphone, for desktop apps too, "
            "and look whether it is muted."
        ),
    }.get(
        sys.platform,
        Sentence(
            "It is muted, or not the one you speak into: unmute it in the sound settings "
            "(or run: pactl set-source-mute @DEFAULT_SOURCE@ 0), or choose another one."
        ),
    )


def _failed(name: str, fault: Exception) -> Check:
    if isinstance(fault, InterviewerError):
        return Check(name, ok=False, detail=fault.message, fix=fault.fix)
    return Check(name, ok=False, detail=str(fault))
