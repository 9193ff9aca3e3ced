#!/usr/bin/env python3
"""Makes what people install, for the system that this runs on, into dist/.

    python3 packaging/pack.py               the wheel, the frozen app, and the packages made of it
    python3 packaging/pack.py app smoke     only these steps

On Linux the packages are a .deb and a tarball, on macOS a disk image, on Windows an installer. What is built
with is pinned by packaging/requirements.lock, and lives in build/, apart from the app's own environment.
INTERVIEWER_SIGN_AS names the identity to sign with; without it nothing is signed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGING = ROOT / "packaging"
BUILD, DIST = ROOT / "build", ROOT / "dist"
VENV = BUILD / "environment"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
FROZEN = BUILD / "frozen" / "interviewer"
#: What the later steps stand on, by the step that makes it.
NEEDED = {"environment": PYTHON, "icons": BUILD / "icons"}
#: Programs of the system that a step calls, and the Debian package that has each.
PROGRAMS = {
    "metadata": {"desktop-file-validate": "desktop-file-utils", "appstreamcli": "appstream"},
    "app": {"strip": "binutils"} if sys.platform == "linux" else {},
    "smoke": {"Xvfb": "xvfb", "xdotool": "xdotool"},
    "tarball": {"zstd": "zstd"},
}
APP_ID = "org.interviewer.Interviewer"
ICON_SIZES_PX = (16, 24, 32, 48, 64, 128, 256, 512)
#: What the frozen app takes from a Debian system: the rest is inside.
DEPENDS = (
    *("libc6", "libgl1", "libegl1", "libfontconfig1", "libasound2", "libxcb1", "libx11-6"),
    "fonts-dejavu-core | fonts-freefont-ttf | fonts-liberation",
)
RECOMMENDS = ("pipewire-alsa | libasound2-plugins",)
#: Half of what is packed are weights, which hardly get any smaller however hard one tries: xz -3 saves 3 % of
#: the tarball, and takes 15 times as long to pack and 11 times to unpack.
DEB_COMPRESSION = ("-Zzstd", "-z10")
TARBALL_COMPRESSION = "zstd -9 -T0"
#: What stays as its makers built it: libraries that were rewritten once already, and one that the app pins by
#: its hash.
UNTOUCHED = (".libs", "espeakng_loader")


def main(steps: list[str]) -> int:
    """Runs the steps in their order, and says what each has made and how long it took."""
    unknown = set(steps) - set(STEPS)
    if unknown:
        print(
            f"There is no step {', '.join(sorted(unknown))}; there are {', '.join(STEPS)}.", file=sys.stderr
        )
        return 2
    wanted = {*(steps or STEPS), *(name for name, made in NEEDED.items() if not made.exists())}
    todo = [name for name, (_, systems) in STEPS.items() if name in wanted and sys.platform in systems]
    if lacking := lacking_packages(todo):
        print(f"First: sudo apt-get install {' '.join(lacking)}", file=sys.stderr)
        return 2
    DIST.mkdir(exist_ok=True)
    BUILD.mkdir(exist_ok=True)
    for name in todo:
        began = time.monotonic()
        made = STEPS[name][0]()
        print(f"{name}: {made.name}, {size_mb(made):,.0f} MB, {time.monotonic() - began:.0f} s", flush=True)
    return 0


def lacking_packages(todo: list[str]) -> list[str]:
    """Debian's names for what the steps call and this system lacks."""
    programs = {program: package for name in todo for program, package in PROGRAMS.get(name, {}).items()}
    return sorted({package for program, package in programs.items() if shutil.which(program) is None})


def version() -> str:
    """As the app itself has it."""
    text = (ROOT / "interviewer" / "__init__.py").read_text(encoding="utf-8")
    return text.partition('__version__ = "')[2].partition('"')[0]


def run(*command: object, **environment: str) -> None:
    subprocess.run([str(word) for word in command], cwd=ROOT, env={**os.environ, **environment}, check=True)


def size_mb(place: Path) -> float:
    files = [place] if place.is_file() else [file for file in place.rglob("*") if not file.is_symlink()]
    return sum(file.stat().st_size for file in files if file.is_file()) / 1e6


# -- steps for every system ---------------------------------------------------------------------------


def environment() -> Path:
    """The app's packages and the tools to pack them, by hash."""
    uv = shutil.which("uv")
    make: list[object] = (
        [uv, "venv", "-q", "--clear", VENV] if uv else [sys.executable, "-m", "venv", "--clear", VENV]
    )
    install: list[object] = (
        [uv, "pip", "install", "-q", "--python", PYTHON] if uv else [PYTHON, "-m", "pip", "install", "-q"]
    )
    run(*make)
    for lock in (ROOT / "requirements.lock", PACKAGING / "requirements.lock"):
        run(*install, "--no-deps", "--require-hashes", "-r", lock)
    return VENV


def wheel() -> Path:
    run(PYTHON, "-m", "hatchling", "build", "-t", "wheel", "-d", DIST)
    return DIST / f"interviewer-{version()}-py3-none-any.whl"


def icons() -> Path:
    run(PYTHON, PACKAGING / "icons.py", BUILD / "icons", QT_QPA_PLATFORM="offscreen", PYTHONPATH=str(ROOT))
    return BUILD / "icons"


def app() -> Path:
    """The program in a folder, with the licences of all that is in it."""
    run(
        *(PYTHON, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"),
        *("--distpath", FROZEN.parent, "--workpath", BUILD / "pyinstaller"),
        PACKAGING / "interviewer.spec",
    )
    inner = FROZEN / "_internal"
    follow = ["--frozen", inner] if sys.platform == "linux" else []
    run(PYTHON, PACKAGING / "licences.py", "--to", inner / "licences", *follow)
    if sys.platform == "linux":
        strip(inner)
    return FROZEN


def strip(folder: Path) -> None:
    """Takes the debugging symbols out of libraries: a tenth of the whole."""
    for file in folder.rglob("*.so*"):
        if file.is_file() and not file.is_symlink() and not file.parent.name.endswith(UNTOUCHED):
            run("strip", "--strip-unneeded", file)


# -- Linux ---------------------------------------------------------------------------------------------


def metadata() -> Path:
    """What a desktop and a software catalogue are told is as their standards have it."""
    run("desktop-file-validate", PACKAGING / "linux" / f"{APP_ID}.desktop")
    run("appstreamcli", "validate", "--no-net", PACKAGING / "linux" / f"{APP_ID}.metainfo.xml")
    return PACKAGING / "linux"


def stage(root: Path, *, prefix: str) -> Path:
    """The files as they lie on a system: program, name on the path, desktop entry, metadata, icons."""
    shutil.rmtree(root, ignore_errors=True)
    share = root / prefix / "share"
    program = root / prefix / "lib" / "interviewer"
    shutil.copytree(FROZEN, program, symlinks=True)
    (root / prefix / "bin").mkdir(parents=True)
    (root / prefix / "bin" / "interviewer").symlink_to("../lib/interviewer/interviewer")
    place(PACKAGING / "linux" / f"{APP_ID}.desktop", share / "applications")
    place(PACKAGING / "linux" / f"{APP_ID}.metainfo.xml", share / "metainfo")
    for size_px in ICON_SIZES_PX:
        folder = share / "icons" / "hicolor" / f"{size_px}x{size_px}" / "apps"
        place(BUILD / "icons" / f"{size_px}.png", folder, name=f"{APP_ID}.png")
    place(BUILD / "icons" / "app.svg", share / "icons/hicolor/scalable/apps", name=f"{APP_ID}.svg")
    return root


def place(file: Path, folder: Path, *, name: str = "") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, folder / (name or file.name))


def deb() -> Path:
    root = stage(BUILD / "deb", prefix="usr")
    doc = root / "usr" / "share" / "doc" / "interviewer"
    doc.mkdir(parents=True)
    shutil.copyfile(FROZEN / "_internal" / "licences" / "README.md", doc / "copyright")
    shutil.copyfile(ROOT / "README.md", doc / "README.md")
    control = root / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text(control_file(installed_kb=round(size_mb(root) * 1000)), encoding="utf-8")
    package = DIST / f"interviewer_{version()}_{architecture()}.deb"
    run("dpkg-deb", "--root-owner-group", *DEB_COMPRESSION, "--build", root, package)
    return package


def control_file(*, installed_kb: int) -> str:
    return f"""\
Package: interviewer
Version: {version()}
Architecture: {architecture()}
Maintainer: The Interviewer authors <interviewer@localhost>
Installed-Size: {installed_kb}
Depends: {", ".join(DEPENDS)}
Recommends: {", ".join(RECOMMENDS)}
Section: education
Priority: optional
Description: practise interviews aloud
 Interviewer asks a question in a spoken voice, records your spoken answer,
 writes down what you said, and tells you at once what you covered and what
 you left out, with your own words as proof. Nothing leaves your machine.
"""


def architecture() -> str:
    asked = subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=True)
    return asked.stdout.strip()


def tarball() -> Path:
    """For other Linux systems: unpack it anywhere; install.sh puts it into ~/.local."""
    name = f"interviewer-{version()}-linux-{os.uname().machine}"
    root = stage(BUILD / name, prefix="")
    place(PACKAGING / "linux" / "install.sh", root)
    (root / "install.sh").chmod(0o755)
    shutil.copyfile(ROOT / "README.md", root / "README.md")
    packed = DIST / f"{name}.tar.zst"
    owned = ("--owner=0", "--group=0", "--numeric-owner")
    run("tar", "-C", BUILD, *owned, "-I", TARBALL_COMPRESSION, "-cf", packed, name)
    return packed


def smoke() -> Path:
    """Does the frozen app do its work, from the bank to a window that opens and closes?"""
    run(sys.executable, PACKAGING / "smoke.py", FROZEN / "interviewer")
    return FROZEN


# -- macOS and Windows: written from their makers' documents, never run by the authors ------------------


def disk_image() -> Path:
    made = DIST / f"Interviewer-{version()}.dmg"
    run("bash", PACKAGING / "macos" / "disk_image.sh", FROZEN.parent / "Interviewer.app", made)
    return made


def installer() -> Path:
    run(
        "iscc",
        f"/DVersion={version()}",
        f"/DFrozen={FROZEN}",
        f"/O{DIST}",
        PACKAGING / "windows" / "interviewer.iss",
    )
    return DIST / f"Interviewer-{version()}-setup.exe"


EVERYWHERE = ("linux", "darwin", "win32")
STEPS: dict[str, tuple[Callable[[], Path], tuple[str, ...]]] = {
    "environment": (environment, EVERYWHERE),
    "wheel": (wheel, EVERYWHERE),
    "icons": (icons, EVERYWHERE),
    "metadata": (metadata, ("linux",)),
    "app": (app, EVERYWHERE),
    "smoke": (smoke, ("linux",)),
    "deb": (deb, ("linux",)),
    "tarball": (tarball, ("linux",)),
    "disk_image": (disk_image, ("darwin",)),
    "installer": (installer, ("win32",)),
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
