"""A program that a test starts, and what it says on its standard error, which is looked at in every case.

    done = run([sys.executable, "-c", CODE])            # to its end
    with started([sys.executable, "-c", CODE]) as it:   # while the test goes on
        it.kill()

Nothing may be wrong there: no traceback, no crash, no warning of Python's or Qt's.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).parents[1]
#: Programs that have this in their environment say all that they warn of, Qt says that it does, and one that
#: is aborted says where its threads are.
OUTSPOKEN = {
    "PYTHONWARNINGS": "default",
    "PYTHONFAULTHANDLER": "1",
    "QT_MESSAGE_PATTERN": "Qt %{type}: %{message}",
}
#: How Qt begins to tell what the screen that isn't there can't do, which is no fault of ours.
OFFSCREEN = "This plugin does not support "
_WRONG = re.compile(
    r"^(Traceback |Fatal Python error|Exception ignored|terminate called|Segmentation fault|.*[a-z]Warning: "
    rf"|Qt (warning|critical|fatal): (?!{OFFSCREEN}))",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Done:
    """How a program ended."""

    status: int
    out: str
    told: str

    @property
    def json(self) -> Any:
        """Standard output, which must be one JSON value and nothing else."""
        return json.loads(self.out)


def run(
    command: Sequence[object],
    *,
    status: int | None = 0,
    environment: Mapping[str, str] | None = None,
    folder: Path = ROOT,
    typed: str = "",
    reports_a_bug: bool = False,
    limit_s: float = 120,
) -> Done:
    """Runs it to its end, which has to come before the limit, with that status, where one is given."""
    done = subprocess.run(
        [*map(str, command)],
        cwd=folder,
        env=environment,
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        timeout=limit_s,
    )
    assert status in {done.returncode, None}, (done.returncode, done.stdout, done.stderr)
    assert reports_a_bug or not is_wrong(done.stderr), done.stderr
    return Done(done.returncode, done.stdout, done.stderr)


@contextmanager
def started(
    command: Sequence[object], *, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[str]]:
    """It runs meanwhile, and is killed in the end where it still does; a fault has what it said as a note."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as told:
        words = [*map(str, command)]
        pipe = subprocess.PIPE
        with subprocess.Popen(
            words, cwd=ROOT, env=environment, stdin=pipe, stdout=pipe, stderr=told, text=True
        ) as program:
            try:
                yield program
            except BaseException as fault:
                fault.add_note(_all(told))
                raise
            finally:
                program.kill()
        assert not is_wrong(said := _all(told)), said


def is_wrong(told: str) -> bool:
    """Whether a program that was started outspoken has told of something that nobody should have to read."""
    return _WRONG.search(told) is not None


def _all(told: IO[str]) -> str:
    told.seek(0)
    return told.read()
