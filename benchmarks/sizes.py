"""How long functions and modules are; ends with 1 where one is too long: python benchmarks/sizes.py."""

from __future__ import annotations

import ast
import statistics
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
APP, BESIDE = ("interviewer",), ("tests", "benchmarks", "packaging")
LONGEST_FUNCTION, LONGEST_MODULE = 50, 400
USUAL_FUNCTION = 40


def main() -> int:
    modules, beside = texts(*APP), texts(*BESIDE)
    lines = sorted(length for file, text in modules.items() for length, _name in lengths(file, text))
    usual = sum(length <= USUAL_FUNCTION for length in lines) / len(lines)
    print(
        f"{len(modules)} modules, {sum(len(text.splitlines()) for text in modules.values()):,} lines; "
        f"{len(lines):,} functions: half have up to {statistics.median_high(lines)} lines, "
        f"{usual:.1%} up to {USUAL_FUNCTION}, the longest {lines[-1]}"
    )
    print(f"{len(beside)} modules beside the app, in {', '.join(BESIDE)}: the same limits")
    found = list(too_long({**modules, **beside}))
    print("\n".join(found), file=sys.stderr, end="\n" if found else "")
    return 1 if found else 0


def texts(*places: str) -> dict[Path, str]:
    files = [file for place in places for file in sorted((ROOT / place).rglob("*.py"))]
    return {file: file.read_text(encoding="utf-8") for file in files}


def too_long(modules: Mapping[Path, str]) -> Iterator[str]:
    for file, text in modules.items():
        if (length := len(text.splitlines())) > LONGEST_MODULE:
            yield f"{file.relative_to(ROOT)} has {length} lines"
        for length, name in lengths(file, text):
            if length > LONGEST_FUNCTION:
                yield f"{name} has {length} lines"


def lengths(file: Path, text: str) -> Iterator[tuple[int, str]]:
    """Lines of each function, from its name to its end."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            yield length, f"{file.relative_to(ROOT)}:{node.lineno} {node.name}"


if __name__ == "__main__":
    sys.exit(main())
