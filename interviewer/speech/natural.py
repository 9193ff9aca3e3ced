"""The natural voices: Kokoro, a small neural network, speaks what espeak-ng has turned into phonemes.

It takes a second of processor time a second of speech, twenty times what the system's engine does: on a slow
machine that is too long to wait for.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer import paths, pinned
from interviewer.sentence import Sentence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: What the id of such a voice begins with in the settings.
PREFIX = "kokoro/"
RATE_HZ = 24_000
#: Words a minute at which these voices speak by themselves.
_OWN_RATE_WPM = 165
_SLOWEST, _FASTEST = 0.7, 1.5
#: The network takes 510 phonemes at a time.
_MOST_SYMBOLS = 500
_STYLE_LENGTH = 256
_PAUSE_S = 0.25
_THREADS = 2
_SYMBOLS_SHA256 = "7952f7ea3afc89997c70d530da18155d5845211285ca351a237d9277740b0b9f"
_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+")
#: What espeak-ng writes and the network was never shown, by what comes nearest.
_NEAREST = str.maketrans({"ʲ": "j", "r": "ɹ", "x": "k", "ɬ": "l", "\u200d": None, "͡": None})


@dataclass(frozen=True, slots=True)
class NaturalVoice:
    """One of the network's voices: its name for the person, and how English is said by it."""

    name: str
    language: str
    espeak_voice: str
    sha256: str


VOICES = {
    "heart": NaturalVoice(
        "Heart, natural (American)",
        "en-us",
        "gmw/en-us",
        "6d34e9e7f7a27b160a1575b6ca58ca72f1cc205ce527c2467fc577fde3889a9e",
    ),
    "michael": NaturalVoice(
        "Michael, natural (American)",
        "en-us",
        "gmw/en-us",
        "3460fc316b0033d8a324fed4927c01a7ab6755ff12fb5e6051532cdb5c5d5e1f",
    ),
    "emma": NaturalVoice(
        "Emma, natural (British)",
        "en-gb",
        "gmw/en",
        "8c5588114f8483d1e0b8a681bd4cce481840465db81605bdbe7b8c7c1cb70a98",
    ),
}


def is_natural(voice: str) -> bool:
    """Whether the voice of the settings is one of these."""
    return voice.startswith(PREFIX)


def render(text: str, *, model: Path, voice: str, rate_wpm: int, to: Path) -> None:
    """Writes the spoken text as a WAV file. Only in the voice's child process: it loads espeak-ng."""
    import numpy as np  # noqa: PLC0415 - the child that speaks with the system's engine does without
    import soundfile  # noqa: PLC0415 - as above

    from interviewer.speech import espeak  # noqa: PLC0415 - as above

    name = voice.removeprefix(PREFIX)
    speaker = VOICES[name]
    network = _Network(model, name, speed=min(_FASTEST, max(_SLOWEST, rate_wpm / _OWN_RATE_WPM)))
    pause = np.zeros(round(_PAUSE_S * RATE_HZ), dtype=np.float32)
    spoken: list[NDArray[np.float32]] = []
    for sentence in _SENTENCE_END.split(text):
        spoken += [network.speak(espeak.phonemes(sentence, voice=speaker.espeak_voice)), pause]
    soundfile.write(to, np.concatenate(spoken), RATE_HZ, subtype="PCM_16")


class _Network:
    """Kokoro with one of its voices."""

    def __init__(self, model: Path, voice: str, *, speed: float) -> None:
        import numpy as np  # noqa: PLC0415 - as above
        import onnxruntime  # noqa: PLC0415 - as above

        folder = paths.assets() / "kokoro"
        styles = pinned.content(folder / f"{voice}.f16", VOICES[voice].sha256, what=Sentence("The voice"))
        self._styles = np.frombuffer(styles, dtype="<f2").reshape(-1, 1, _STYLE_LENGTH).astype(np.float32)
        self._symbols: dict[str, int] = json.loads(
            pinned.content(folder / "symbols.json", _SYMBOLS_SHA256, what=Sentence("The voice"))
        )
        self._speed = np.array([speed], dtype=np.float32)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = _THREADS
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])

    def speak(self, phonemes: str) -> NDArray[np.float32]:
        import numpy as np  # noqa: PLC0415 - as above

        known = [self._symbols[sign] for sign in phonemes.translate(_NEAREST) if sign in self._symbols]
        pieces = [known[at : at + _MOST_SYMBOLS] for at in range(0, len(known), _MOST_SYMBOLS)]
        said = [np.zeros(0, dtype=np.float32)]
        for piece in pieces:
            inputs = {
                "tokens": np.array([[0, *piece, 0]], dtype=np.int64),
                "style": self._styles[len(piece)],
                "speed": self._speed,
            }
            said.append(np.asarray(self._session.run(None, inputs)[0], dtype=np.float32).ravel())
        return np.concatenate(said)
