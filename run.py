#!/usr/bin/env python3
"""Runs Interviewer from a checkout: sets up what is missing, then starts it.

    python3 run.py              the window
    python3 run.py VERB …       the command line: grade, transcribe, say, bank, doctor, history, …
    python3 run.py test         all tests, shared out between three processes
    python3 run.py test PATH …  those tests, in one
    python3 run.py coverage     the tests of the rules, and that they reach every branch of them
    python3 run.py test --coverage    both in one
    python3 run.py check        lint, types, import contracts, dead code, sizes

Needs nothing but Python 3.11. The environment is made in .venv from a lock file with hashes; system
libraries that are missing are installed where this runs as root, else the exact command is printed.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCKS = {"app": "requirements.lock", "dev": "requirements-dev.lock"}
OLDEST_PYTHON = (3, 11)

# What a bare Debian lacks: the library that is looked for, and the package that has it.
WINDOW_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
SOUND_LIBRARIES = {"libportaudio.so.2": "libportaudio2"}
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")
# The tests speak into a virtual microphone and open the window on a virtual screen.
TEST_PROGRAMS = {
    "pulseaudio": "pulseaudio",
    "paplay": "pulseaudio-utils",
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
}
TEST_FILES = {"alsa-lib/libasound_module_pcm_pulse.so": "libasound2-plugins"}
# Half the time of the tests is waiting for speech; tests/side_by_side.py says what stays together.
ALL_TESTS = ("-n", "3", "--dist", "loadgroup", "--no-loadscope-reorder")


def main(arguments: list[str]) -> int:
    """Sets up, then hands over; the exit status is that of what was started."""
    if sys.version_info < OLDEST_PYTHON:
        return _fault("Interviewer needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")
    verb = arguments[0] if arguments else "window"
    missing = _missing_packages(verb)
    if missing and not _install_packages(missing):
        return 1
    if not _environment_ready("dev" if verb in {"test", "check", "coverage"} else "app"):
        return 1
    return _hand_over(verb, arguments)


def _hand_over(verb: str, arguments: list[str]) -> int:
    if verb == "test":
        return _test(arguments[1:])
    if verb == "check":
        return _check()
    if verb == "coverage":
        return _coverage("-q", "-m", "rules", *arguments[1:])
    if verb == "window" and not _has_screen():
        return _fault(
            "There is no screen here, so the window can't open. The command line does the main job:\n"
            "  python3 run.py bank                                      the questions and their ids\n"
            "  python3 run.py say --question ID --out question.wav      the question, spoken\n"
            "  python3 run.py grade --question ID --audio answer.wav    feedback on a recorded answer\n"
            "  python3 run.py --help                                    everything else"
        )
    return _start(["-m", "interviewer", *arguments])


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _fault(text: str) -> int:
    _say(text)
    return 1


# -- the system --------------------------------------------------------------------------------------


def _missing_packages(verb: str) -> list[str]:
    """Debian packages that the verb needs and this machine lacks."""
    if not sys.platform.startswith("linux"):
        return []
    missing = []
    if not PYTHON.exists() and shutil.which("uv") is None and importlib.util.find_spec("ensurepip") is None:
        missing.append("python3-venv")
    if verb in {"window", "test", "coverage"}:
        missing += _missing_libraries({**WINDOW_LIBRARIES, **SOUND_LIBRARIES})
        if not any(next(Path(folder).rglob("*.ttf"), None) for folder in FONT_FOLDERS):
            missing.append("fonts-dejavu-core")
    if verb in {"test", "coverage"}:
        missing += [package for name, package in TEST_PROGRAMS.items() if shutil.which(name) is None]
        missing += [
            package for name, package in TEST_FILES.items() if not list(Path("/usr/lib").glob(f"*/{name}"))
        ]
    return missing


def _missing_libraries(libraries: dict[str, str]) -> list[str]:
    return [package for library, package in libraries.items() if not _loads(library)]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _install_packages(packages: list[str]) -> bool:
    """Installs as root; else says how. Other systems than Debian's are told the library names."""
    if shutil.which("apt-get") is None:
        _say("These packages (by their Debian names) are missing; install them with your package manager:")
        _say("  " + " ".join(packages))
        return False
    if os.geteuid() != 0:
        _say("Some system libraries are missing. Install them, then start again:")
        _say("  sudo apt-get install --no-install-recommends " + " ".join(packages))
        return False
    _say("Installing " + " ".join(packages) + " …")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    for command in (["apt-get", "update", "-qq"], install):
        done = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
        if done.returncode:
            _say("That failed: " + " ".join(command) + "\nMend what it says above, then start again.")
            return False
    return True


def _has_screen() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


# -- the Python environment --------------------------------------------------------------------------


def _environment_ready(kind: str) -> bool:
    """Makes .venv match the lock file; a stamp, written last, says which lock it matches."""
    lock = ROOT / LOCKS[kind]
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    stamp = VENV / f".matches-{kind}"
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return True
    _say(f"Setting up in {VENV.name} (once, about 1 GB) …")
    began = time.monotonic()
    for command in _environment_commands(lock):
        if subprocess.run(command, cwd=ROOT, stdout=sys.stderr, check=False).returncode:
            _say("That failed: " + " ".join(map(str, command)))
            _say("Is there a network, and room on the disk? What was done so far is kept: start again.")
            return False
    for old in VENV.glob(".matches-*"):
        old.unlink()
    stamp.write_text(wanted)
    if kind == "dev":  # the developers' lock holds the app's
        (VENV / ".matches-app").write_text(hashlib.sha256((ROOT / LOCKS["app"]).read_bytes()).hexdigest())
    _say(f"Ready after {time.monotonic() - began:.0f} s.")
    return True


def _environment_commands(lock: Path) -> list[list[str | Path]]:
    uv = shutil.which("uv")
    make: list[str | Path]
    install: list[str | Path]
    if uv:
        whole = PYTHON.exists()
        make = [uv, "venv", "-q", "--clear", "--python", sys.executable, VENV]
        install = [uv, "pip", "install", "-q", "--python", PYTHON]
    else:
        whole = _has_pip()
        make = [sys.executable, "-m", "venv", "--clear", VENV]
        install = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "-q"]
    install += ["--no-deps", "--require-hashes", "-r", lock]
    return [install] if whole else [make, install]


def _has_pip() -> bool:
    """Whether .venv is whole; one that was cut off while it was made is made again."""
    if not PYTHON.exists():
        return False
    asked = subprocess.run([PYTHON, "-c", "import pip"], stderr=subprocess.DEVNULL, check=False)
    return asked.returncode == 0


# -- handing over ------------------------------------------------------------------------------------


def _start(arguments: list[str]) -> int:
    """Replaces this process where the system can; a signal then reaches the app itself."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [str(PYTHON), *arguments]
    if os.name == "nt" or arguments[:2] == ["-m", "pytest"]:
        return subprocess.run(command, env=environment, cwd=_folder(arguments), check=False).returncode
    os.execve(command[0], command, environment)
    raise AssertionError("execve does not return")


def _folder(arguments: list[str]) -> Path:
    return ROOT if "pytest" in arguments else Path.cwd()


def _test(words: list[str]) -> int:
    """What comes later on a command line counts: ``-n 0`` asks for one process after all."""
    if "--coverage" in words:
        return _coverage(*(word for word in words if word != "--coverage"))
    chosen = any((ROOT / word.partition("::")[0]).exists() for word in words)
    return _start(["-m", "pytest", *(() if chosen else ALL_TESTS), *words])


def _coverage(*words: str) -> int:
    """Fails where the tests of interviewer/interview reach less of it than pyproject.toml asks for."""
    coverage = [PYTHON, "-m", "coverage"]
    tests = ("-m", "pytest", "-p", "no:cacheprovider", *ALL_TESTS, *words)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "CI": "1"}  # the same examples in every run
    for step in (("erase",), ("run", *tests), ("combine", "-q"), ("report",)):
        done = subprocess.run([*coverage, *step], env=environment, cwd=ROOT, check=False)
        if done.returncode:
            return done.returncode
    return 0


def _check() -> int:
    tools = [
        *("ruff check .", "ruff format --check .", "mypy", "lint-imports"),
        *("python benchmarks/unused.py", "python benchmarks/sizes.py"),
    ]
    worst = 0
    for tool in tools:
        name, *rest = tool.split()
        _say(f"— {tool}")
        program = PYTHON.with_name(name + PYTHON.suffix)
        worst = max(worst, subprocess.run([program, *rest], cwd=ROOT, check=False).returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
