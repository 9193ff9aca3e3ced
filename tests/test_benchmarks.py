"""Every script that measures is started in its smallest form: it has to end well, and print what it is for.

What it measures is not looked at. A script that only others import has nothing to start; one of them has to.
"""

from __future__ import annotations

import ast
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from program import ROOT, run

BENCHMARKS, PACKAGING = ROOT / "benchmarks", ROOT / "packaging"
SPEECH = ROOT / "tests" / "data" / "speech"
#: `run.py check` starts these, whole.
OF_THE_CHECK = {"sizes", "unused"}
#: Pairs as SICK has them: its test part is fetched by who measures.
SICK = """\
pair_ID\tsentence_A\tsentence_B\trelatedness_score\tentailment_judgment
1\tThe two boys are playing in the yard\tThe boys are playing outside\t4.5\tENTAILMENT
2\tNobody is riding the bicycle on one wheel\tA person is riding the bicycle\t3.7\tCONTRADICTION
3\tA group of people is sitting in a room\tThe dog runs through the water\t1.1\tNEUTRAL
"""

Prepare = Callable[[Path], None]


@dataclass(frozen=True)
class Form:
    """The words after the script's name, ``{}`` for an empty folder, and what it prints or writes."""

    words: str
    shows: tuple[str, ...]
    writes: str = ""
    prepare: Prepare = lambda _folder: None
    #: It ends with 1 where this machine is slower than what is asked for.
    may_be_slow: bool = False


def _sick(folder: Path) -> None:
    (folder / "SICK_test_annotated.txt").write_text(SICK, encoding="utf-8")


def _one_recording(folder: Path) -> None:
    for ending in ("flac", "txt"):
        shutil.copy(SPEECH / f"jfk.{ending}", folder)


FORMS: dict[str, tuple[Form, ...]] = {
    "agreement": (Form("", ("| covered |",)), Form("--blind {}/blind", (), writes="blind")),
    "bank": (Form("--json --questions 100", ('"plain"', '"dense"', '"shipped"', '"ratio"')),),
    "first_paint": (Form("bare", ('"wall_s"',)), Form("app", ('"processor_s"',))),
    "fuzz": (Form("--minutes 0.001 --reader settings", ('"cases"', '"findings"')),),
    "grade": (Form("{}", ("jfk ", "all: "), prepare=_one_recording),),
    "hearing": (
        Form("--quick --page {}/page", ('"words"', '"jargon"', '"stops"', '"pauses"'), writes="page"),
    ),
    "history": (Form("20", ("20 attempts", "page opens", "with what was found")),),
    "judgement": (Form("--quick --page {}/page", (" answers",), writes="page"),),
    "kills": (Form("--kills 1 --takes 1 --longest-s 0.5", ('"others"', '"takes"', '"median_lost_ms"')),),
    # one take at the pace of speech is a minute at least: recorded and heard are those in a row as well
    "long_use": (
        Form("takes --count 1", ('"kept": 1', '"slope_kb_per_take"')),
        Form("hour --minutes 2", ('"minutes": 2.0', '"slope_kb_per_minute"')),
    ),
    "performance": (Form("--quick --page {}/page", ('"start"', '"stop_to_feedback_s"'), writes="page"),),
    "player": (Form("2", ("drawing it in full", "to the first sound"), may_be_slow=True),),
    "public_sets": (Form("{}", ("| SICK, test (entailment) | 3 |",), prepare=_sick),),
    # of a shorter answer nothing may be heard, and then there is no feedback to wait for
    "stalls": (Form("5", ("worked at a stretch", "The longest stretches"), may_be_slow=True),),
    "stories": (Form("", ("| all three |",)),),
    "voice": (Form("--questions 1 --voice gmw/en", ('"word_error"', '"gmw/en"')),),
}
#: Of the tools those that need no network and no other environment, and that no other test runs.
TOOLS: dict[str, tuple[Form, ...]] = {
    "licences": (Form("--to {}/licences", (" parts, ",), writes="licences/README.md"),),
    "screenshots": (Form("{} home-light", (), writes="home-light.png"),),
}
REAL_TIME = {"kills", "long_use", "player", "stalls"}


def _imported(script: Path) -> set[str]:
    """The other scripts that one imports."""
    found = set()
    for node in ast.walk(ast.parse(script.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found & {file.stem for file in BENCHMARKS.glob("*.py")}


def _reached(names: set[str]) -> set[str]:
    """These, what they import, and so on."""
    more = set().union(*(_imported(BENCHMARKS / f"{name}.py") for name in names)) - names
    return _reached(names | more) if more else names


def test_every_script_of_the_benchmarks_is_started_by_a_test() -> None:
    there = {file.stem for file in BENCHMARKS.glob("*.py")}
    assert not set(FORMS) - there, "these are gone: take them out of FORMS"
    left_out = there - _reached(set(FORMS)) - OF_THE_CHECK
    assert not left_out, (
        "give each of these a form in FORMS that takes seconds, with an option if it has none"
    )


def _cases(forms: dict[str, tuple[Form, ...]]) -> list[object]:
    return [
        pytest.param(
            name, form, id=f"{name} {form.words}".strip(), marks=[pytest.mark.sound] * (name in REAL_TIME)
        )
        for name, its in forms.items()
        for form in its
    ]


def _started(script: Path, form: Form, folder: Path) -> None:
    form.prepare(folder)
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "offscreen",
        "INTERVIEWER_HOME": str(folder / "library"),
        "STARTED": "0",  # the moment from which first_paint.py counts
    }
    words = form.words.replace("{}", str(folder)).split()
    done = run(
        [sys.executable, script, *words],
        environment=environment,
        status=None if form.may_be_slow else 0,
        limit_s=240,
    )
    assert done.status in {0, 1}, done
    for text in form.shows:
        assert text in done.out, done
    assert not form.writes or (folder / form.writes).stat().st_size > 0


@pytest.mark.model
@pytest.mark.parametrize(("name", "form"), _cases(FORMS))
def test_a_benchmark_still_runs(name: str, form: Form, tmp_path: Path) -> None:
    _started(BENCHMARKS / f"{name}.py", form, tmp_path)


@pytest.mark.parametrize(("name", "form"), _cases(TOOLS))
def test_a_tool_still_runs(name: str, form: Form, tmp_path: Path) -> None:
    _started(PACKAGING / f"{name}.py", form, tmp_path)


#: A moment that does not come.
_NEVER = """
import stalls
from PySide6.QtCore import QCoreApplication
application = QCoreApplication([])
stalls.run_until(lambda: True, "what is there", limit_s=60)
try:
    stalls.run_until(lambda: False, "the round’s “reviewing”", limit_s=1)
except stalls.Stuck as told:
    print(told)
"""


def test_what_does_not_come_is_waited_for_no_longer_than_its_limit() -> None:
    done = run([sys.executable, "-c", _NEVER], environment={**os.environ, "PYTHONPATH": str(BENCHMARKS)})
    assert done.out.strip() == "In 1 s the round’s “reviewing” did not come."
