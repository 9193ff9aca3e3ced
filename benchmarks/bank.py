"""How long the question bank takes: 10,000 questions imported, the shipped bank loaded.

    python benchmarks/bank.py [--json] [--questions 10000]

Each figure is taken in a process of its own, beside markdown-it-py parsing the same text. On a busy machine
the seconds on the clock mean little, and those of the processor a little more; the ratio of the latter holds.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from markdown_it import MarkdownIt

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from interviewer import paths
from interviewer.banks.importing import apply, preview
from interviewer.banks.library import Library

ROOT = Path(__file__).resolve().parents[1]
SEED = ROOT / "tests" / "data" / "seed" / "model-answers.md"
CASES = ("plain", "dense", "shipped")


def plain_document(questions: int) -> str:
    """Questions as people write them by hand: three bullets, two of them labelled."""
    one = (
        "### {0}. How would you handle case number {0}?\n**Answer:**\n"
        "* **First:** I look at the logs of service {0}.\n"
        "* **Then:** I write down what I saw, and when.\n* I tell the team.\n\n"
    )
    return "# Bank\n\n## 1. Cases\n\n" + "".join(one.format(number) for number in range(questions))


def dense_document(questions: int) -> str:
    """The seed document over and over, damage and all: 580 characters to a question."""
    head, body = SEED.read_text(encoding="utf-8").split("---\n", 1)
    copies = (body.replace("?", f" {number}?", 200) for number in range(questions // 58 + 1))
    return head + "".join(copies)


def parse_seconds(text: str) -> float:
    """Of the processor, for markdown-it-py alone."""
    parser = MarkdownIt("commonmark", {"maxNesting": 250})
    parser.parse("warm up")
    start = time.process_time()
    parser.parse(text)
    return time.process_time() - start


def import_figures(text: str) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "big.md"
        file.write_text(text, encoding="utf-8")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start, start_cpu = time.perf_counter(), time.process_time()
        planned = preview(Library(Path(folder) / "shipped", Path(folder) / "own"), file)
        shown = time.perf_counter()
        apply(planned)
        done = time.perf_counter()
        return {
            "questions": len(planned.bank.questions),
            "megabytes": round(len(text) / 1e6, 1),
            "preview_s": round(shown - start, 2),
            "import_s": round(done - start, 2),
            "cpu_s": round(time.process_time() - start_cpu, 2),
            "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
            "memory_before_mb": round(before / 1024),
        }


def shipped_figures() -> dict[str, float]:
    library = Library(paths.questions(), Path(tempfile.gettempdir()) / "no-own-banks")
    times = []
    start_cpu = time.process_time()
    for _ in range(7):
        start = time.perf_counter()
        bank = library.load("azure-platform-director")
        times.append(time.perf_counter() - start)
    return {
        "questions": len(bank.questions),
        "first_load_ms": round(times[0] * 1000, 1),
        "cpu_ms": round((time.process_time() - start_cpu) / len(times) * 1000, 1),
        "load_ms": round(sorted(times)[len(times) // 2] * 1000, 1),
    }


def shipped_text() -> str:
    folder = ROOT / "questions" / "azure-platform-director"
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md")))


def figures(case: str, questions: int) -> dict[str, float]:
    if case == "shipped":
        found, text = shipped_figures(), shipped_text()
        alone = parse_seconds(text)
        return found | {
            "markdown_it_ms": round(alone * 1000, 1),
            "ratio": round(found["cpu_ms"] / alone / 1000, 2),
        }
    text = (plain_document if case == "plain" else dense_document)(questions)
    found = import_figures(text)
    alone = parse_seconds(text)
    return found | {"markdown_it_s": round(alone, 2), "ratio": round(found["cpu_s"] / alone, 2)}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--json", action="store_true")
    arguments.add_argument("--case", choices=CASES)
    arguments.add_argument("--questions", type=int, default=10_000, help="that are imported")
    chosen = arguments.parse_args()
    if chosen.case:
        print(json.dumps(figures(chosen.case, chosen.questions)))
        return
    results = {}
    for case in CASES:
        command = [sys.executable, __file__, "--case", case, "--questions", str(chosen.questions)]
        done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
        results[case] = json.loads(done.stdout)
    if chosen.json:
        print(json.dumps(results, indent=1))
        return
    for case, found in results.items():
        print(f"{case}: " + ", ".join(f"{name} {value:g}" for name, value in found.items()))


if __name__ == "__main__":
    main()
