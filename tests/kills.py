"""The program killed at a moment, and what must hold afterwards; one function for each thing it may be doing.

Each takes an empty folder and how long the work goes on before the kill, and fails where something is lost.
"""

from __future__ import annotations

import shutil
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from program import started

from interviewer.app import Assembly
from interviewer.banks.library import Library
from interviewer.history.archive import DiskArchive
from interviewer.history.database import LATEST, Database
from interviewer.interview.documents.document import parsed
from interviewer.interview.question import QuestionId
from interviewer.interview.take import SAMPLE_RATE_HZ, repaired_header
from interviewer.keeping import TakeKeeping
from interviewer.speech import audio_file

DATA = Path(__file__).parent / "data"
QUESTION = QuestionId("platform-cost-optimization")

#: A busy machine may take long to load what the work needs.
_READY_S = 120.0

Kill = Callable[[Path, float], None]

_KEEPING = """
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from interviewer import grading
from interviewer.app import Assembly
from interviewer.interview.question import QuestionId
home = Path(sys.argv[1])
parts = Assembly()
question = parts.question(None, QuestionId(sys.argv[2]))
attempt, _ = grading.grade_text(parts, question, Path(sys.argv[3]))
print("ready", flush=True)
number = 0
while True:
    number += 1
    text = parts.archive.keep(replace(attempt, at=attempt.at + timedelta(seconds=number)))
    print(text, flush=True)
"""

_BEGINNING = """
import sys
from pathlib import Path
from interviewer.history.archive import DiskArchive
place = Path(sys.argv[1])
print("ready", flush=True)
number = 0
while True:
    number += 1
    folder = place / str(number)
    DiskArchive(database=folder / "history.sqlite3", takes=folder).close()
"""

_MIGRATING = """
import shutil, sys
from pathlib import Path
from interviewer.history.database import Database
old, place = Path(sys.argv[1]), Path(sys.argv[2])
print("ready", flush=True)
number = 0
while True:
    number += 1
    history = place / str(number) / "history.sqlite3"
    history.parent.mkdir()
    shutil.copy(old, history.with_name("copying"))
    history.with_name("copying").rename(history)
    Database(history).close()
"""

_EDITING = """
import sys
from dataclasses import replace
from pathlib import Path
from interviewer.banks.editing import Editing
from interviewer.banks.library import Library
library = Library(Path(sys.argv[1]), Path(sys.argv[2]), lexicons=())
editing = Editing(library, "bank")
question = editing.bank.questions[0]
print("ready", flush=True)
number = 0
while True:
    number += 1
    editing.change(replace(question, say=f"Edit {number}, and that is all?"))
    print(number, flush=True)
"""

_IMPORTING = """
import sys
from pathlib import Path
from interviewer.banks.importing import apply, preview
from interviewer.banks.library import Library
own, file = Path(sys.argv[1]), Path(sys.argv[2])
library = Library(own / "none", own, lexicons=())
text = file.read_text()
print("ready", flush=True)
number = 0
while True:
    number += 1
    file.write_text(text.replace("number 0.", f"number {number}."))
    apply(preview(library, file, into="bank"))
    print(number, flush=True)
"""

_TRANSCRIBING = """
import sys
from pathlib import Path
from interviewer.app import Assembly
from interviewer.keeping import TakeKeeping
class Never:
    def raise_if_cancelled(self):
        pass
parts = Assembly()
(take,) = parts.archive.unfinished()
print("ready", flush=True)
TakeKeeping(parts).recover(take, Never())
print("kept", flush=True)
"""


def while_keeping(home: Path, moment_s: float) -> None:
    """Every attempt that was said to be kept is there, and whole; at most one more."""
    answer = DATA / "speech" / "a3_cost.txt"
    said = _killed(_KEEPING, home, QUESTION, answer, moment_s=moment_s)
    with closing(DiskArchive(database=home / "history.sqlite3", takes=home / "takes")) as archive:
        assert archive.faults() == []
        kept = [attempt.id for attempt in archive.readable(archive.ids())]
        assert set(map(int, said)) <= set(kept)
        assert len(said) <= len(kept) <= len(said) + 1
        assert len(archive.excerpts("cost", archive.ids())) == len(kept)


def while_beginning(home: Path, moment_s: float) -> None:
    """A history that was half made when the app died is made whole at the next start."""
    _killed(_BEGINNING, home, moment_s=moment_s)
    for folder in home.iterdir():
        with closing(DiskArchive(database=folder / "history.sqlite3", takes=folder)) as archive:
            assert archive.faults() == []
            assert archive.ids() == []
        shutil.rmtree(folder)


def while_migrating(home: Path, moment_s: float) -> None:
    """The history opens at the newest version, with every attempt of the old one."""
    old = DATA / "history" / "v1.sqlite3"
    _killed(_MIGRATING, old, home, moment_s=moment_s)
    files = sorted(home.glob("*/history.sqlite3"))
    assert files or moment_s < 0.1
    for history in files:
        Database(history).close()
        with closing(DiskArchive(database=history, takes=home / "takes")) as archive:
            assert archive.faults() == []
            assert len(archive.ids()) == 5
            assert LATEST == 2 or archive.memories()
        shutil.rmtree(history.parent)


def while_editing(home: Path, moment_s: float) -> None:
    """The bank is the one before the edit or the one after it, and no other file is left."""
    shipped, own = home / "shipped", home / "own"
    shipped.mkdir()
    own.mkdir()
    seed = DATA / "seed" / "model-answers.md"
    shutil.copyfile(seed, shipped / "bank.md")
    said = _killed(_EDITING, shipped, own, moment_s=moment_s)
    if not (own / "bank.md").exists():
        assert not said
        return
    bank = Library(shipped, own, lexicons=()).load("bank")
    before = parsed(seed.read_text(encoding="utf-8")).bank
    assert [question.id for question in bank.questions[1:]] == [one.id for one in before.questions[1:]]
    last = len(said)
    first = bank.questions[0].say
    expected = {f"Edit {number}, and that is all?" for number in (last, last + 1)}
    assert first in (expected if last else {*expected, before.questions[0].say}), (first, last)
    assert [path.name for path in own.iterdir() if not path.name.startswith(".")] == ["bank.md"]


def while_importing(home: Path, moment_s: float) -> None:
    """All documents of the bank are those of one import, the last that was done or the one after it."""
    own, file = home / "own", home / "all.md"
    (own / "bank").mkdir(parents=True)
    parts = [f"### Who is {name}?\n**Answer:**\n* This is number 0.\n" for name in ("ann", "bea", "cleo")]
    for number, part in enumerate(parts):
        (own / "bank" / f"{number}.md").write_text(part, encoding="utf-8")
    file.write_text("\n".join(parts), encoding="utf-8")
    said = _killed(_IMPORTING, own, file, moment_s=moment_s)
    bank = Library(home / "none", own, lexicons=()).load("bank")
    (answer,) = {question.answer_markdown for question in bank.questions}
    assert answer in {f"* This is number {number}." for number in (len(said), len(said) + 1)}
    assert len(bank.questions) == len(parts) == len(list((own / "bank").iterdir()))


def while_transcribing(home: Path, moment_s: float) -> None:
    """The take is there, unchanged, and offered; or its attempt was kept."""
    takes = home / "takes"
    takes.mkdir(mode=0o700)
    sound = _speech()
    part = takes / f"2026-11-23 12.00.00 {QUESTION}.part.wav"
    part.write_bytes(repaired_header(44) + sound)
    _killed(_TRANSCRIBING, home, moment_s=moment_s)
    with closing(DiskArchive(database=home / "history.sqlite3", takes=takes)) as archive:
        assert archive.faults() == []
        offered, kept = archive.unfinished(), archive.ids()
        assert len(offered) + len(kept) == 1
        (file,) = takes.iterdir()
        assert file.read_bytes()[44:] == sound
        if offered:
            assert offered[0].duration_s == len(sound) / 2 / SAMPLE_RATE_HZ


class Never:
    """Nobody calls the work off."""

    def raise_if_cancelled(self) -> None:
        pass


def _speech() -> bytes:
    sound = audio_file.read(DATA / "speech" / "jfk.flac")
    return bytes((sound * 32_767).astype("<i2").tobytes())


def gradable(home: Path) -> None:
    """What ``while_transcribing`` left is transcribed, judged and kept after all."""
    parts = Assembly()
    try:
        for take in parts.archive.unfinished():
            attempt = TakeKeeping(parts).recover(take, Never())
            assert "country" in attempt.transcript.text
            assert attempt.at.astimezone(UTC) != datetime.fromtimestamp(0, UTC)
        assert parts.archive.unfinished() == []
    finally:
        parts.close()


class NotReady(Exception):  # noqa: N818 - not a finding: the machine was too busy to begin
    """The program had not got as far as the work when its time was over."""


def _killed(code: str, *words: object, moment_s: float) -> list[str]:
    """Runs the program, kills it so long after it said “ready”; returns the whole lines that it said then.

    Raises NotReady where it never came to that.
    """
    with started([sys.executable, "-c", code, *words]) as program:
        assert program.stdout is not None
        watchdog = threading.Timer(_READY_S, program.kill)
        watchdog.start()
        ready = program.stdout.readline()
        watchdog.cancel()
        if ready != "ready\n":
            raise NotReady(f"after {_READY_S:g} s")
        # A reader of its own: a full pipe would hold the program up.
        said: list[str] = []
        reader = threading.Thread(target=lambda: said.extend(program.stdout or ()))
        reader.start()
        threading.Event().wait(moment_s)
        program.kill()
        reader.join()
    assert program.returncode in {-signal.SIGKILL, 0}
    return [line.strip() for line in said if line.endswith("\n")]


#: What may be going on when the program is killed, and how long it goes on at the longest, in seconds.
KINDS: dict[str, tuple[Kill, float]] = {
    "beginning a history": (while_beginning, 0.3),
    "keeping an attempt": (while_keeping, 0.5),
    "bringing an old history up to date": (while_migrating, 0.5),
    "editing a bank": (while_editing, 0.6),
    "taking a document into a bank of several": (while_importing, 0.6),
    "transcribing a take": (while_transcribing, 2.5),
}
