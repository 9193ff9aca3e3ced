"""Markdown whose questions are no headings: lines that start with "Q:", or that stand in bold and ask."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from interviewer.interview.documents.code import outside_fences
from interviewer.interview.documents.outline import answer_label

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+\S|(?<=##)[\w*\"“])")
_Q = re.compile(r" {0,3}(?:\*\*|__)?(?:q|question)[ \t]*\d*(?:\*\*|__)?[ \t]*[:.)](?:\*\*|__)?[ \t]*\S", re.I)
_BOLD = re.compile(r" {0,3}(?:\d{1,3}[.)][ \t]+)?\*\*(?:\d{1,3}[.)][ \t]*)?[^*\n]{3,300}\?[ \t]*\*\*[ \t]*$")
_NUMBERED = re.compile(r"\d{1,3}[.)][ \t]+\S")
_A = re.compile(
    r" {0,3}(?P<bold>\*\*|__)?a[ \t]*(?:\d*(?:(?:\*\*|__)?[ \t]*:|:(?:\*\*|__))|\d+[.)])(?:\*\*|__)?[ \t]*",
    re.I,
)


def with_headings(text: str) -> str | None:
    """The document, line for line, with its questions as headings; None where they are headings already."""
    parts = re.split(r"(\r\n|\r|\n)", text)
    lines, ends = parts[0::2], [*parts[1::2], ""]
    open_lines = list(outside_fences(lines))
    if _asks_in_headings(lines, open_lines):
        return None
    asked = [index for index in open_lines if _Q.match(lines[index])]
    if not asked:
        asked = [index for index in open_lines if _BOLD.match(lines[index])]
        if len(asked) < 2:
            asked = _asked_by_number(lines, open_lines) or _asked_by_paragraph(lines, open_lines)
        if len(asked) < 2:
            return None
    levels = [len(mark[1]) for index in open_lines if (mark := _HEADING.match(lines[index]))]
    marks = "#" * min(6, max(3, max(levels, default=0) + 1))
    for index in asked:
        lines[index] = f"{marks} {_bare(lines[index])}"
        _mark_answer(lines, index + 1)
    return "".join(line + end for line, end in zip(lines, ends, strict=True))


def _asks_in_headings(lines: Sequence[str], open_lines: Sequence[int]) -> bool:
    """Whether a heading asks, or has an answer's label right under it."""
    above = False
    for index in open_lines:
        line = lines[index]
        if not line.strip():
            continue
        heading = _HEADING.match(line) is not None or re.match(r"(?:=+|-{3,})[ \t]*$", line) is not None
        if (above and not heading and answer_label(line)) or (
            heading and line.rstrip("*_# \t").endswith("?")
        ):
            return True
        above = heading
    return False


def _asked_by_number(lines: Sequence[str], open_lines: Sequence[int]) -> list[int]:
    """Numbered lines from the left edge, where every one of them asks, and something stands under it."""
    numbered = [index for index in open_lines if _NUMBERED.match(lines[index])]
    for start, end in pairwise([*numbered, len(lines)]):
        answered = any(line.strip() for line in lines[start + 1 : end])
        if not answered or not lines[start].rstrip("*_ \t").endswith("?"):
            return []
    return numbered


def _asked_by_paragraph(lines: Sequence[str], open_lines: Sequence[int]) -> list[int]:
    """The first lines of paragraphs, where they ask and have more under them; for plain text alone."""
    if any((mark := _HEADING.match(lines[index])) and len(mark[1]) > 1 for index in open_lines):
        return []
    return [
        index
        for index in open_lines
        if lines[index].rstrip().endswith("?")
        and (index == 0 or not lines[index - 1].strip())
        and index + 1 < len(lines)
        and lines[index + 1].strip()
    ]


def _bare(line: str) -> str:
    """The line without the bold that wraps it; "Q:" and a number are read as a heading's number is."""
    return re.sub(r"\*\*|__", "", line).strip()


def _mark_answer(lines: list[str], start: int) -> None:
    """The first line under a question, where it starts with "A:", gets an answer's label."""
    first = next((index for index in range(start, len(lines)) if lines[index].strip()), None)
    mark = _A.match(lines[first]) if first is not None else None
    if first is not None and mark:
        rest = lines[first][mark.end() :]
        wraps = mark["bold"] and mark[0].count(mark["bold"]) == 1
        lines[first] = f"**Answer:** {mark['bold'] if wraps else ''}{rest}".rstrip()
