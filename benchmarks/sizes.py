"""How long functions and modules are; ends with 1 where one is too long: python benchmarks/sizes.py."""

from __future__ import annotations

import ast
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
LONGEST_FUNCTION, LONGEST_MODULE = 50, 400
USUAL_FUNCTION = 40


def main() -> int:
    modules = {
        file: file.read_text(encoding="utf-8") for file in sorted((ROOT / "interviewer").rglob("*.py"))
    }
    functions = [found for file, text in modules.items() for found in lengths(file, text)]
    lines = sorted(length for length, _name in functions)
    usual = sum(length <= USUAL_FUNCTION for length in lines) / len(lines)
    print(
        f"{len(modules)} modules, {sum(len(text.splitlines()) for text in modules.values()):,} lines; "
        f"{len(lines):,} functions: half have up to {statistics.median_high(lines)} lines, "
        f"{usual:.1%} up to {USUAL_FUNCTION}, the longest {lines[-1]}"
    )
    too_long = [f"{name} has {length} lines" for length, name in functions if length > LONGEST_FUNCTION]
    for file, text in modules.items():
        if (length := len(text.splitlines())) > LONGEST_MODULE:
            too_long.append(f"{file.relative_to(ROOT)} has {length} lines")
    print("\n".join(too_long), file=sys.stderr, end="\n" if too_long else "")
    return 1 if too_long else 0


def lengths(file: Path, text: str) -> Iterator[tuple[int, str]]:
    """Lines of each function, from its name to its end."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            yield length, f"{file.relative_to(ROOT)}:{node.lineno} {node.name}"


if __name__ == "__main__":
    sys.exit(main())
