"""The child process that renders one text to a file, and is gone.

Speech engines hang, crash and can't be stopped or used from two threads: so each text gets a process of its
own, which can be killed. It is started with the path of a request and answers with files beside it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NoReturn

from interviewer.errors import InterviewerError
from interviewer.speech import espeak, natural

#: The first argument that makes the frozen app this child; unfrozen it is a module of its own.
VERB = "--utterance"
#: espeak's own default is British; the banks' language is American English.
_ESPEAK_VOICE = "gmw/en-us"
_SAY_FORMAT = ("--file-format=WAVE", "--data-format=LEI16@22050")


@dataclass(frozen=True, slots=True)
class Request:
    """What to render, where to; without a text the voices are listed instead."""

    out: str
    text: str = ""
    voice: str = ""
    rate_wpm: int = 165
    limit_s: float = 20.0
    #: the network that a natural voice speaks with
    model: str = ""

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
    if natural.is_natural(request.voice):
        natural.render(
            request.text,
            model=Path(request.model),
            voice=request.voice,
            rate_wpm=request.rate_wpm,
            to=Path(request.out),
        )
        return
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
        espeak.bring()
    import pyttsx3  # noqa: PLC0415 - looks for the engine's library when it is imported

    return pyttsx3.init()


def run(request_file: str) -> NoReturn:
    """The whole life of the child. Ends without clean-up, in which espeak is known to abort."""
    os.umask(0o077)
    status = main(request_file)
    os._exit(status)


if __name__ == "__main__":
    run(sys.argv[1])
