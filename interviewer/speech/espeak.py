"""The packaged espeak-ng, which is under the GPL: loaded by the voice's child process, and nowhere else."""

from __future__ import annotations

import ctypes
import os
import re
import sys
from pathlib import Path

from interviewer import pinned
from interviewer.sentence import Sentence

#: espeakng-loader 0.2.4 on Linux: code that is loaded into a process, and what it reads for English text
_SHA256 = "b15ce0803b26254e8a0d088c6b9281a2637b2b02613147cc320cfdefaf2c3ccf"
_DATA_SHA256 = {
    "phontab": "1b40690667e1e9aa1ba5e5234773c799e7e72ea751426e5150423d53c3f24fa2",
    "phonindex": "384e5fa6f714ba5356c58008249b78699c31c1ad044b243068d263fb806b7d73",
    "phondata": "a0b643b155cb6b12628d9e7865b57d9fca0d35844614f2594a5e009c80c80bb4",
    "intonations": "031a105bf6bb2ebcd73a2c579ccfb42469b27266db0078af65ae298fd3588b21",
    "en_dict": "1053f74a34af38abb6fbd64b7838dacbc655a687c48ce1bb663d364a127b05de",
}
#: From the library's header: sound is given back, not played; text is UTF-8; phonemes are written as IPA.
_AUDIO_OUTPUT_SYNCHRONOUS = 2
_CHARS_UTF8 = 1
_IPA = 2
_MARKS = re.compile(r"\s*([;:,.!?…—()]+)\s*")


def bring() -> ctypes.CDLL:
    """The library; loaded for everybody first, it is what pyttsx3 finds by its name."""
    import espeakng_loader  # noqa: PLC0415 - where the voice needs it

    library, data = Path(espeakng_loader.get_library_path()), Path(espeakng_loader.get_data_path())
    if sys.platform == "linux":  # where it has been tried
        pinned.checked(library, _SHA256, what=Sentence("The speech engine"))
    for name, sha256 in _DATA_SHA256.items() if sys.platform == "linux" else ():
        pinned.checked(data / name, sha256, what=Sentence("The speech engine"))
    os.environ["ESPEAK_DATA_PATH"] = str(data)
    return ctypes.CDLL(str(library), mode=ctypes.RTLD_GLOBAL)


def phonemes(text: str, *, voice: str) -> str:
    """How a text is said, in IPA with stresses, its marks of punctuation kept in their places."""
    library = bring()
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    library.espeak_Initialize(_AUDIO_OUTPUT_SYNCHRONOUS, 0, os.environ["ESPEAK_DATA_PATH"].encode(), 0)
    if library.espeak_SetVoiceByName(voice.encode()):
        raise LookupError(f"espeak-ng has no voice {voice}")
    said = []
    for number, piece in enumerate(_MARKS.split(text)):
        if number % 2:
            said.append(piece + " ")
        elif piece:
            said.append(_clauses(library, piece))
    return "".join(said).strip()


def _clauses(library: ctypes.CDLL, text: str) -> str:
    """The library gives a clause a call, and moves the pointer on; at the end it is null."""
    encoded = ctypes.c_char_p(text.encode())
    place = ctypes.cast(encoded, ctypes.c_void_p)
    said = []
    while place.value:
        said.append(library.espeak_TextToPhonemes(ctypes.byref(place), _CHARS_UTF8, _IPA) or b"")
    return b" ".join(said).decode()
