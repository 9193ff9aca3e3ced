"""List items whose marks CommonMark does not know, as word processors and people write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_SPACE = "[ \t\u00a0\u2002\u2003]"
_UNUSUAL = re.compile(
    rf"(?P<indent>[ \t]*)(?P<before>(?:[-*+]|\d{{1,3}}[.)]){_SPACE}+)?"
    r"(?:(?P<sign>[•◦▪▫●○‣⁃∙·■□➢➤➔✓✔])|(?P<dash>[–—])|(?P<letter>\(?[a-z]\)|[a-z]\.)|\((?P<digits>\d{1,2})\)"
    rf"|(?P<box>\[[ xX]\])){_SPACE}+(?=\S)"
)
#: what an unusual mark in ASCII has among the first characters of its line
_MAYBE = re.compile(r"[()\[]|\b[a-z]\.")
_BOLD_NUMBER = re.compile(r"([ \t]*)\*\*(\d{1,2}[.)])[ \t]+(?=\S)")
_WIDE = re.compile(r"([ \t]*(?:[-*+]|\d{1,3}[.)]))[\u00a0\u2002\u2003]+")


def with_usual_marks(body: Sequence[str]) -> list[str]:
    """The lines, one for one, with marks that CommonMark knows; a box to tick is no text.

    A dash or a letter is a mark where it is not the only one: alone it may be anything.
    """
    body = _bold_numbers_first(body)
    found = dict(_unusual(body))
    for kind in ("dash", "letter"):
        those = [index for index, mark in found.items() if mark[kind] and not mark["before"]]
        if len(those) == len(found) == 1:
            del found[those[0]]
    lines = [line if line.isascii() else _WIDE.sub(r"\1 ", line) for line in body]
    for index, mark in found.items():
        own = mark["before"] or (f"{mark['digits']}) " if mark["digits"] else "- ")
        lines[index] = mark["indent"] + own.rstrip() + " " + body[index][mark.end() :]
    return lines


def _bold_numbers_first(body: Sequence[str]) -> Sequence[str]:
    """**1. List.** as 1. **List.**, where more than one line is written so."""
    bold = [line for line in body if "**" in line and line.lstrip().startswith("**")]
    if sum(_BOLD_NUMBER.match(line) is not None for line in bold) < 2:
        return body
    return [_BOLD_NUMBER.sub(r"\1\2 **", line) for line in body]


def _unusual(body: Sequence[str]) -> Iterator[tuple[int, re.Match[str]]]:
    for index, line in enumerate(body):
        if line.isascii() and not _MAYBE.search(line, 0, 12):
            continue
        mark = _UNUSUAL.match(line)
        if mark is None:
            continue
        # a box belongs to an item; a letter in brackets at the start of one is its text
        inside = mark["box"] or mark["sign"] or mark["dash"]
        if inside if mark["before"] else not mark["box"]:
            yield index, mark
