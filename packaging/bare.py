#!/usr/bin/env python3
"""Installs each package as a person would, on a Debian that has nothing: how long it takes, how big it gets.

    sudo python3 packaging/bare.py [deb] [tarball] [wheel]

What is installed lies in dist/, where packaging/pack.py puts it. Each gets a copy of a system that
debootstrap makes in build/bare, and packaging/smoke.py looks at what is there then. It ends with a table in
Markdown. Needs root, debootstrap, Xvfb, xdotool and a network; where SSL_CERT_FILE names certificates, they
count inside as well.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pack
import smoke

sys.path.insert(0, str(pack.ROOT))
from run import SOUND_LIBRARIES, WINDOW_LIBRARIES

BARE = pack.BUILD / "bare"
MADE_BY = ("debootstrap", "--variant=minbase", "--include=python3,ca-certificates", "bookworm")
SYSTEM = ("proc", "sys", "dev", "dev/pts", "dev/shm")
HOME = "root"
CERTIFICATES = "root/certificates.pem"
APT = "apt-get install -y -q --no-install-recommends"


@dataclass(frozen=True)
class Way:
    """How one package is installed: what a desktop mostly has before, then the steps that a person types."""

    file: str
    before: tuple[str, ...]
    steps: tuple[str, ...]
    program: str


@dataclass(frozen=True)
class Outcome:
    """What came of it, in megabytes and seconds; of the window, its second start."""

    name: str
    way: Way
    packed_mb: float
    before_s: float
    steps_s: float
    taken_mb: float
    start: smoke.Start

    def row(self) -> str:
        steps = "; ".join(f"`{step}`" for step in self.way.steps)
        figures = (self.packed_mb, self.before_s, self.steps_s, self.taken_mb)
        window = f"{self.start.shown_s:.1f} ({self.start.processor_s:.1f}) | {self.start.filled_s:.1f}"
        return f"| {self.name} | {steps} | {' | '.join(f'{figure:.0f}' for figure in figures)} | {window} |"


COLUMNS = (
    *("package", "steps", "MB", "before, s", "steps, s", "on the disk, MB"),
    *("window after, s (of the processor)", "filled after, s"),
)
OF_A_DESKTOP = " ".join(sorted({*WINDOW_LIBRARIES.values(), *SOUND_LIBRARIES.values(), "fonts-dejavu-core"}))
WAYS = {
    "deb": Way(
        "interviewer_*.deb", (), ("apt-get install -y -q ./interviewer_*.deb",), "/usr/bin/interviewer"
    ),
    "tarball": Way(
        "interviewer-*.tar.zst",
        (f"{APT} zstd libasound2 {OF_A_DESKTOP}",),
        ("tar -xf interviewer-*.tar.zst", "interviewer-*/install.sh", "rm -r interviewer-*/"),
        f"/{HOME}/.local/bin/interviewer",
    ),
    "wheel": Way(
        "interviewer-*.whl",
        (f"{APT} python3-venv {OF_A_DESKTOP}",),
        ("python3 -m venv interviewer", "interviewer/bin/pip install -q ./interviewer-*.whl"),
        f"/{HOME}/interviewer/bin/interviewer",
    ),
}


def main(names: list[str]) -> int:
    if unknown := set(names) - set(WAYS):
        return fault(f"There is no {', '.join(sorted(unknown))}; there are {', '.join(WAYS)}.")
    if os.geteuid() != 0:
        return fault("Another root is for root alone: sudo python3 packaging/bare.py")
    wanted = names or list(WAYS)
    files = {name: sorted(pack.DIST.glob(WAYS[name].file)) for name in wanted}
    if missing := [name for name in wanted if len(files[name]) != 1]:
        return fault(
            f"dist/ has to hold one {' and one '.join(missing)}: python3 packaging/pack.py makes it."
        )
    outcomes = [installed(name, files[name][0]) for name in wanted]
    load = os.getloadavg()[2]
    print(f"Measured on {os.cpu_count()} cores, on which {load:.1f} programs wanted to run at the time.")
    head = [f"| {' | '.join(COLUMNS)} |", "|---" * len(COLUMNS) + "|"]
    print("\n".join([*head, *(outcome.row() for outcome in outcomes)]))
    return 0


def fault(text: str) -> int:
    print(text, file=sys.stderr)
    return 1


def installed(name: str, file: Path) -> Outcome:
    """The package on a system of its own, which is gone afterwards."""
    way, root = WAYS[name], BARE / name
    made = system()
    print(f"— {name}", flush=True)
    remove(root)
    # debootstrap says nothing where it could not unmount /proc; copied, that has no end.
    pack.run("cp", "--archive", "--one-file-system", made, root)
    shutil.copy(file, root / HOME)
    with mounted(root):
        inside(root, "apt-get update -q")
        before_s = sum(timed(root, way.before))
        before_mb = size_mb(root)
        steps_s = sum(timed(root, way.steps))
        taken_mb = size_mb(root) - before_mb
        start = look_at(root, way.program)
    remove(root)
    return Outcome(name, way, pack.size_mb(file), before_s, steps_s, taken_mb, start)


def remove(root: Path) -> None:
    """Never what is mounted in it."""
    pack.run("rm", "-rf", "--one-file-system", root)


def size_mb(root: Path) -> float:
    """Without what was only kept in case it is wanted again."""
    inside(root, "rm -rf .cache; apt-get clean")
    return pack.size_mb(root / "usr") + pack.size_mb(root / HOME)


def system() -> Path:
    """Made once, used for all."""
    made = BARE / "debian"
    if not (made / "done").exists():
        remove(made)
        made.mkdir(parents=True)
        pack.run(*MADE_BY, made)
        (made / "done").touch()
    return made


@contextmanager
def mounted(root: Path) -> Iterator[None]:
    """With what every system has beside its files."""
    with ExitStack() as undone:
        for place in SYSTEM:
            pack.run("mount", "--bind", Path("/") / place, root / place)
            undone.callback(pack.run, "umount", root / place)
        if certificates := os.environ.get("SSL_CERT_FILE"):
            shutil.copyfile(certificates, root / CERTIFICATES)
        yield


def timed(root: Path, steps: Sequence[str]) -> Iterator[float]:
    for step in steps:
        began = time.monotonic()
        inside(root, step)
        took_s = time.monotonic() - began
        print(f"ok    {step}: {took_s:.1f} s", flush=True)
        yield took_s


def inside(root: Path, step: str) -> None:
    """What it prints is shown only where it goes wrong."""
    environment = {"HOME": f"/{HOME}", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}
    if (root / CERTIFICATES).exists():
        environment |= {"SSL_CERT_FILE": f"/{CERTIFICATES}", "PIP_CERT": f"/{CERTIFICATES}"}
    done = subprocess.run(
        ["/usr/sbin/chroot", root, "/bin/sh", "-c", f"cd /{HOME} && {step}"],
        env={**environment, "DEBIAN_FRONTEND": "noninteractive"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"“{step}” ended with {done.returncode}:\n{done.stdout[-4000:]}")


def look_at(root: Path, program: str) -> smoke.Start:
    with tempfile.TemporaryDirectory(prefix="smoke-", dir=root / "tmp") as folder:
        return smoke.look_over(smoke.Installed([program], root, Path(folder)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
