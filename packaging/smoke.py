#!/usr/bin/env python3
"""Does an installed Interviewer do its work? Starts it as a person would, and looks.

    python3 packaging/smoke.py [--root FOLDER] [--speech FOLDER] PROGRAM …

It prints the bank, speaks a question, grades a recording, opens its window on a virtual screen, takes a
picture of it, and is closed with Ctrl+Q. None of this may make it print a warning or a traceback. With
``--root`` the program runs inside of that folder (chroot, as root). Needs Xvfb, xdotool and ImageMagick's
import outside of it, and nothing but Python.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))

from program import OUTSPOKEN, ROOT, is_wrong

if TYPE_CHECKING:
    from collections.abc import Iterator

SPEECH = ROOT / "tests" / "data" / "speech"
QUESTION, RECORDING, LABEL = "platform-cost-optimization", "a3_cost.flac", "covered"
_WINDOW_LIMIT_S = 120.0
_LOOK_EVERY_S = 0.005


class SmokeError(Exception):
    """What an installed app must not do."""


class Installed:
    """The program, with a library of its own that is empty at first."""

    def __init__(self, program: list[str], root: Path | None, home: Path) -> None:
        inside = Path("/") / home.relative_to(root) if root else home
        self.home = home
        self.inside = inside
        self.command = ["chroot", str(root), *program] if root else program
        self.environment = {
            "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
            "HOME": str(inside),
            "INTERVIEWER_HOME": str(inside / "library"),
            "XDG_RUNTIME_DIR": str(inside),  # as where somebody has logged in
            **OUTSPOKEN,
            "LANG": "C.UTF-8",
            "QT_QPA_PLATFORM": "xcb",
        }

    def run(self, *words: str) -> str:
        done = subprocess.run(
            [*self.command, *words],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        if done.returncode:
            raise SmokeError(f"{' '.join(words)} ended with {done.returncode}:\n{done.stderr}")
        self._look_at(done.stderr)
        return done.stdout

    @contextmanager
    def started(self, display: str) -> Iterator[subprocess.Popen[bytes]]:
        """With its window there, until that is closed."""
        environment = {**self.environment, "DISPLAY": display}
        with tempfile.TemporaryFile("w+") as told:
            process = subprocess.Popen(self.command, env=environment, stderr=told)
            try:
                yield process
            except SmokeError as fault:
                told.seek(0)
                raise SmokeError(f"{fault}; it said:\n{told.read()}") from fault
            finally:
                if process.poll() is None:
                    process.kill()
                    process.wait()
            told.seek(0)
            self._look_at(told.read())

    def _look_at(self, told: str) -> None:
        if is_wrong(told):
            raise SmokeError(f"it says what nobody should have to read:\n{told}")


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--root", type=Path)
    asked.add_argument("--speech", type=Path, default=SPEECH)
    asked.add_argument("--picture", type=Path, help="where the picture of the window goes")
    asked.add_argument("program", nargs="+")
    options = asked.parse_args()
    if missing := [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]:
        print(f"Missing here: {', '.join(missing)}. Debian: apt install xvfb xdotool", file=sys.stderr)
        return 2
    place = options.root / "tmp" if options.root else Path(tempfile.gettempdir())
    with tempfile.TemporaryDirectory(prefix="smoke-", dir=place) as folder:
        installed = Installed(options.program, options.root, Path(folder))
        try:
            look_over(installed, speech=options.speech, picture=options.picture)
        except (SmokeError, subprocess.SubprocessError) as fault:
            print(f"FAIL  {fault}", file=sys.stderr)
            return 1
    return 0


@dataclass(frozen=True)
class Start:
    """When there was a window, by the clock and in processor time, and when the questions were in it."""

    shown_s: float
    processor_s: float
    filled_s: float

    def __str__(self) -> str:
        processor = f"{self.processor_s:.2f} s of the processor"
        return f"on the screen after {self.shown_s:.2f} s, {processor}, filled after {self.filled_s:.2f} s"


def look_over(installed: Installed, *, speech: Path = SPEECH, picture: Path | None = None) -> Start:
    """All of it; returns how the second start went."""
    shutil.copyfile(speech / RECORDING, installed.home / RECORDING)
    for look in (bank, voice, answer):
        timed(look, installed)
    with virtual_screen() as display:
        for which in ("first", "second"):
            start = window(installed, display, picture)
            print(f"ok    window, {which} start: {start}", flush=True)
    return start


def timed(look: Any, installed: Installed) -> None:
    began = time.monotonic()
    print(f"ok    {look.__name__}: {look(installed)} ({time.monotonic() - began:.1f} s)", flush=True)


def bank(installed: Installed) -> str:
    count = len(json.loads(installed.run("bank", "--json"))["questions"])
    if not count:
        raise SmokeError("the bank that comes along is empty")
    return f"{count} questions"


def voice(installed: Installed) -> str:
    installed.run("say", "--question", QUESTION, "--out", str(installed.inside / "question.wav"))
    size_kb = (installed.home / "question.wav").stat().st_size / 1000
    if size_kb < 50:
        raise SmokeError(f"the question is {size_kb:.0f} kB of sound, which can't be all of it")
    return f"a question, spoken: {size_kb:.0f} kB"


def answer(installed: Installed) -> str:
    """The main job: a recorded answer is heard, judged with proof, and kept."""
    recording = str(installed.inside / RECORDING)
    graded = json.loads(installed.run("grade", "--question", QUESTION, "--audio", recording, "--json"))
    points = graded["coverage"]["points"]
    covered = [point for point in points if point["verdict"] == LABEL]
    if not covered or not all(point["evidence"] for point in covered):
        raise SmokeError(f"no point is covered with proof: {points}")
    if len(json.loads(installed.run("history", "--json"))) != 1:
        raise SmokeError("the attempt was not kept")
    said = covered[0]["evidence"][0]["quote"]
    return f"{len(covered)} of {len(points)} points covered, the first by “{said[:40]}…”; kept"


def window(installed: Installed, display: str, picture: Path | None) -> Start:
    """Starts it, waits for the window and for what fills it, closes it with its key."""
    began = time.monotonic()
    with installed.started(display) as process:
        found = wait_for(lambda: windows(display), process, "a window")
        shown_s, used_s = time.monotonic() - began, processor_s(process.pid)
        wait_for(lambda: title(display, found[0]) not in {"", "Interviewer"}, process, "the questions in it")
        filled_s = time.monotonic() - began
        if picture:
            subprocess.run(["import", "-display", display, "-window", "root", str(picture)], check=True)
        xdotool(display, "windowfocus", "--sync", found[0])
        xdotool(display, "key", "--clearmodifiers", "ctrl+q")
        status = process.wait(30)
    if status:
        raise SmokeError(f"the window ended with {status}")
    return Start(shown_s, used_s, filled_s)


def processor_s(pid: int) -> float:
    """What the kernel has counted for it, all threads together."""
    counted = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(counted[11]) + int(counted[12])) / os.sysconf("SC_CLK_TCK")


def wait_for(look: Any, process: subprocess.Popen[bytes], what: str) -> Any:
    limit = time.monotonic() + _WINDOW_LIMIT_S
    while not (found := look()):
        if process.poll() is not None:
            raise SmokeError(f"it ended with {process.returncode} before there was {what}")
        if time.monotonic() > limit:
            raise SmokeError(f"after {_WINDOW_LIMIT_S:g} s there is still not {what}")
        time.sleep(_LOOK_EVERY_S)
    return found


def windows(display: str) -> list[str]:
    asked = ["xdotool", "search", "--onlyvisible", "--name", "."]
    done = subprocess.run(
        asked, env={**os.environ, "DISPLAY": display}, capture_output=True, text=True, check=False
    )
    return done.stdout.split()


def title(display: str, which: str) -> str:
    return xdotool(display, "getwindowname", which)


def xdotool(display: str, *words: str) -> str:
    environment = {**os.environ, "DISPLAY": display}
    done = subprocess.run(
        ["xdotool", *words], env=environment, capture_output=True, text=True, check=True, timeout=30
    )
    return done.stdout.strip()


@contextmanager
def virtual_screen() -> Iterator[str]:
    ready, told = os.pipe()
    # Without -noreset it begins anew whenever nobody is left, and who comes to it meanwhile is turned away.
    words = ["Xvfb", "-displayfd", str(told), "-screen", "0", "1280x900x24", "-nolisten", "tcp", "-noreset"]
    # A program in another root finds a socket that has no place in the file system.
    server = subprocess.Popen([*words, "-listen", "local"], pass_fds=[told], stderr=subprocess.DEVNULL)
    os.close(told)
    try:
        with os.fdopen(ready) as number:
            yield f":{number.readline().strip()}"
    finally:
        server.terminate()
        server.wait(10)


if __name__ == "__main__":
    sys.exit(main())
