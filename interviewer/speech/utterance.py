"""The child process that renders one text to a file, and is gone.

Speech engines hang, crash and can't be stopped or used from two threads: so each text gets a process of its
own, which can be killed. It is started with the path of a request and answers with files beside it.
"""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NoReturn

from interviewer import pinned
from interviewer.errors import InterviewerError

#: The first argument that makes the frozen app this child; unfrozen it is a module of its own.
VERB = "--utterance"
#: espeak's own default is British; the banks' language is American English.
_ESPEAK_VOICE = "gmw/en-us"
#: espeakng-loader 0.2.4: code that is loaded into a process, and what it reads for every English text
_ESPEAK_SHA256 = "b15ce0803b26254e8a0d088c6b9281a2637b2b02613147cc320cfdefaf2c3ccf"
_ESPEAK_DATA_SHA256 = {
    "phontab": "1b40690667e1e9aa1ba5e5234773c799e7e72ea751426e5150423d53c3f24fa2",
    "phonindex": "384e5fa6f714ba5356c58008249b78699c31c1ad044b243068d263fb806b7d73",
    "phondata": "a0b643b155cb6b12628d9e7865b57d9fca0d35844614f2594a5e009c80c80bb4",
    "intonations": "031a105bf6bb2ebcd73a2c579ccfb42469b27266db0078af65ae298fd3588b21",
    "en_dict": "1053f74a34af38abb6fbd64b7838dacbc655a687c48ce1bb663d364a127b05de",
}
_SAY_FORMAT = ("--file-format=WAVE", "--data-format=LEI16@22050")


@dataclass(frozen=True, slots=True)
class Request:
    """What to render, where to; without a text the voices are listed instead."""

    out: str
    text: str = ""
    voice: str = ""
    rate_wpm: int = 165
    limit_s: float = 20.0

    @property
    def fault_file(self) -> Path:
        """Where the child says in words what went wrong: a frozen Windows app has no standard error."""
        return Path(self.out).with_suffix(".fault")


def command(request_file: Path) -> list[str]:
    """What starts the child, in a source tree, installed or frozen."""
    start = [VERB] if getattr(sys, "frozen", False) else ["-m", __name__]
    return [sys.executable, *start, str(request_file)]


def engine_name() -> str:
    """The engine of this system: what it renders is kept under its name."""
    return {"linux": "espeak", "win32": "sapi5", "darwin": "say"}.get(sys.platform, "espeak")


def main(request_file: str) -> int:
    """Does what the request says; exit status 0, or 1 with the fault in a file."""
    request = Request(**json.loads(Path(request_file).read_text(encoding="utf-8")))
    # Whoever asked may have died meanwhile: a hung engine must not outlive them.
    watchdog = threading.Timer(request.limit_s, os._exit, [3])
    watchdog.daemon = True
    watchdog.start()
    try:
        if request.text:
            _render(request)
        else:
            Path(request.out).write_text(json.dumps(_voices()), encoding="utf-8")
    except Exception as fault:  # noqa: BLE001 - told to the parent, which has the words for it
        known = isinstance(fault, InterviewerError)
        reason = str(fault) if known else f"{type(fault).__name__}: {fault}"
        request.fault_file.write_text(reason, encoding="utf-8")
        return 1
    return 0


def write_request(request: Request, file: Path) -> None:
    file.write_text(json.dumps(asdict(request)), encoding="utf-8")


def _render(request: Request) -> None:
    if engine_name() == "say":
        _render_with_say(request)
        return
    engine = _pyttsx3()
    faults: list[Exception] = []
    finished = threading.Event()
    engine.connect("error", lambda exception, **_about: faults.append(exception))
    engine.connect("finished-utterance", lambda **_about: finished.set())
    # Before the rate, which a new voice resets.
    voice = request.voice or (_ESPEAK_VOICE if engine_name() == "espeak" else "")
    if voice:
        engine.setProperty("voice", voice)
    engine.setProperty("rate", request.rate_wpm)
    engine.save_to_file(request.text, request.out)
    engine.runAndWait()
    # An unknown voice, say: the engine itself goes on with another one.
    if faults:
        raise faults[0]
    # pyttsx3 comes back while espeak still renders on a thread of its own, and writes the file at its end.
    if engine_name() == "espeak":
        finished.wait()


def _render_with_say(request: Request) -> None:
    """macOS: its own command does what pyttsx3 needs a hundred packages for."""
    voice = ["-v", request.voice] if request.voice else []
    subprocess.run(
        ["/usr/bin/say", *voice, "-r", str(request.rate_wpm), "-f", "-", "-o", request.out, *_SAY_FORMAT],
        input=request.text.encode(),
        check=True,
    )


def _voices() -> list[dict[str, str]]:
    if engine_name() == "say":
        said = subprocess.run(["/usr/bin/say", "-v", "?"], capture_output=True, check=True).stdout.decode()
        return [_say_voice(line) for line in said.splitlines() if "#" in line]
    return [
        {"id": voice.id, "name": voice.name, "language": str((voice.languages or [""])[0])}
        for voice in _pyttsx3().getProperty("voices")
    ]


def _say_voice(line: str) -> dict[str, str]:
    """One line of ``say -v ?``: the name, which may hold spaces, the language, # and a sample."""
    name, _, language = line.partition("#")[0].rstrip().rpartition(" ")
    return {"id": name.strip(), "name": name.strip(), "language": language.replace("_", "-")}


def _pyttsx3() -> Any:
    if sys.platform == "linux":
        _bring_espeak()
    import pyttsx3  # noqa: PLC0415 - looks for the engine's library when it is imported

    return pyttsx3.init()


def _bring_espeak() -> None:
    """The packaged engine: loaded for everybody first, it is what pyttsx3 finds by its name."""
    import espeakng_loader  # noqa: PLC0415 - on Linux only

    library, data = Path(espeakng_loader.get_library_path()), Path(espeakng_loader.get_data_path())
    pinned.content(library, _ESPEAK_SHA256, what="The speech engine")
    for name, sha256 in _ESPEAK_DATA_SHA256.items():
        pinned.content(data / name, sha256, what="The speech engine")
    ctypes.CDLL(str(library), mode=ctypes.RTLD_GLOBAL)
    os.environ["ESPEAK_DATA_PATH"] = str(data)


def run(request_file: str) -> NoReturn:
    """The whole life of the child. Ends without clean-up, in which espeak is known to abort."""
    os.umask(0o077)
    status = main(request_file)
    os._exit(status)


if __name__ == "__main__":
    run(sys.argv[1])
