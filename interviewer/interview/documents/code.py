"""Which lines of a document are code: where a fence opens, and where it ends.

As CommonMark has it, but for a fence that is never closed: that is none, and what follows it is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

#: the start of a line that opens a fence, alone or as the first line of a list item
OPENING = (
    r"(?P<indent> {0,3})(?P<item>(?:[-*+]|\d{1,9}[.)])[ \t]+)?"
    # what stands between backticks on one line is no block
    r"(?P<fence>`{3,}(?!.*`)|~{3,})"
)
_OPENING = re.compile(OPENING)


def outside_fences(lines: Sequence[str]) -> Iterator[int]:
    """The indices of the lines that stand in no fence."""
    position = 0
    for start, end in fences(lines):
        yield from range(position, start)
        position = end
    yield from range(position, len(lines))


def fences(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The first line of each fence, and the line after it."""
    never_closed: set[str] = set()
    position = 0
    for index, line in enumerate(lines):
        opening = _OPENING.match(line) if index >= position and ("```" in line or "~~~" in line) else None
        if opening is None or (opening["fence"] in never_closed and not opening["item"]):
            continue
        end = end_of_fence(lines, index, opening)
        if end is None:
            never_closed.add(opening["fence"])
        else:
            yield index, end
            position = end


def end_of_fence(lines: Sequence[str], index: int, opening: re.Match[str]) -> int | None:
    """The line after the fence that opens on a line, by the match of ``OPENING``; None where it has no end.

    A fence in a list item ends with the item at the latest.
    """
    mark, indent = opening["fence"], len(opening["indent"])
    for end in range(index + 1, len(lines)):
        text = lines[end].strip()
        if text.startswith(mark) and not text.strip(mark[0]):
            return end + 1
        if opening["item"] and text and len(lines[end]) - len(lines[end].lstrip()) <= indent:
            return end
    return len(lines) if opening["item"] else None
