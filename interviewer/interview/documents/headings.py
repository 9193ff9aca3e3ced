"""Headings that people bring: wrapped over several lines, or with the answer on the same line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interviewer.interview.documents.claims import ends_sentence, sentences, starts_afresh
from interviewer.interview.documents.code import outside_fences
from interviewer.interview.documents.outline import ASKS, answer_label
from interviewer.interview.documents.repair import line_ends, lines_of
from interviewer.interview.question import Message, Severity
from interviewer.sentence import Sentence

_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(?=\S)")
_NO_TEXT = re.compile(r"\s*(?:[-*+>|#`~<]|\d{1,9}[.)]\s|[=-]+\s*$)")
_WORD = re.compile(r"[^\W\d_]{2,}")
#: where an answer or its label may start in a heading
_GAP = re.compile(r"(?<=[?!.*_\"”)])[ \t]+(?=\S)|[ \t]+(?=[*_]{1,3}\S)")
#: what a heading with an answer in it has
_MAYBE = re.compile(r":|\?[*_]{0,3}[ \t]+\S|[*_][ \t]*$")
_SHORT_LABEL = re.compile(r"(?:\*\*|__)?A(?:\*\*|__)?[ \t]*:(?:\*\*|__)?[ \t]+(?=\S)")
#: a heading goes on for so many lines at most
_MOST_LINES = 2
#: what stands after a question is an answer from so many words on
_FEWEST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Converted:
    """Another form as a Markdown document, with the line of the file that each of its lines comes from."""

    text: str
    lines: tuple[int, ...]
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class _Edit:
    """New lines in the place of the heading on the lines from ``start`` to before ``end``."""

    start: int
    end: int
    lines: tuple[str, ...]
    joined: bool


def with_whole_headings(text: str, *, file: str) -> Converted | None:
    """The document with each heading on one line and its answer beneath it; None where that is so already.

    What was changed is told, with its line.
    """
    lines = lines_of(text)
    edits = [
        edit
        for index, line in enumerate(lines)
        if "#" in line and (mark := _HEADING.match(line)) and (edit := _edit(lines, index, mark.end()))
    ]
    if edits:
        free = set(outside_fences(lines))
        edits = [edit for edit in edits if edit.start in free]
    return _edited(text, lines, edits, file) if edits else None


def _edited(text: str, lines: Sequence[str], edits: Sequence[_Edit], file: str) -> Converted:
    ends = line_ends(text)
    made: list[str] = []
    sources: list[int] = []
    told: list[Message] = []
    position = 0
    for edit in [*edits, _Edit(len(lines), len(lines), (), joined=False)]:
        for index in range(position, edit.start):
            made += (lines[index], ends[index])
            sources.append(index + 1)
        for line in edit.lines:
            # the first of two lines has an end, even where the document ends without one
            more = len(edit.lines) > 1 and line is edit.lines[0]
            made += (line, ends[edit.end - 1] or ("\n" if more else ""))
            sources.append(edit.start + 1)
        told += _told(edit, file)
        position = edit.end
    return Converted("".join(made), tuple(sources), tuple(told))


def _told(edit: _Edit, file: str) -> Iterator[Message]:
    if edit.joined:
        words = Sentence("The heading went on beneath; it stands on one line now.")
        yield Message(Severity.INFO, "heading-joined", words, file, edit.start + 1)
    if len(edit.lines) > 1:
        words = Sentence("The answer stood in the heading; it stands beneath it now.")
        yield Message(Severity.INFO, "answer-moved", words, file, edit.start + 1)


def _edit(lines: Sequence[str], index: int, start: int) -> _Edit | None:
    """What to make of a heading, the text of which starts at ``start`` of its line."""
    end = _end(lines, index, start)
    joined = end > index + 1
    heading = " ".join(line.strip() for line in lines[index:end]) if joined else lines[index]
    parted = _parted(heading, start, lines, end)
    return _Edit(index, end, parted or (heading,), joined) if joined or parted else None


def _end(lines: Sequence[str], index: int, start: int) -> int:
    """Past the last line of the heading: it goes on where a question or a label shows where it ends."""
    before = lines[index][start:]
    for end in range(index + 2, min(index + 2 + _MOST_LINES, len(lines) + 1)):
        line = lines[end - 1]
        asks = line.rstrip("*_ \t").endswith("?")
        goes_on = not starts_afresh(line, before) or (asks and line.lstrip()[:1].islower())
        if not goes_on or not line.strip() or _NO_TEXT.match(line) or answer_label(line):
            break
        if len(list(sentences(line))) > 1:
            break
        if asks or answer_label(_next(lines, end)):
            return end
        before = line
    return index + 1


def _parted(heading: str, start: int, lines: Sequence[str], end: int) -> tuple[str, str] | None:
    """The question and the line of its answer, where the heading holds both.

    Where nothing stands on the lines beneath the heading, from ``end``, an answer needs no label.
    """
    for gap in _GAP.finditer(heading, start) if _MAYBE.search(heading, start) else ():
        asked, rest = heading[: gap.start()], heading[gap.end() :]
        words = len(_WORD.findall(asked))
        label = answer_label(rest)
        if label and words and (ends_sentence(asked) or (label["open"] and words > 1)):
            return asked, rest
        if not words or not asked.rstrip("*_").endswith("?"):
            continue
        short = _SHORT_LABEL.match(rest)
        answers = rest.endswith((".", "!")) and len(rest.split()) >= _FEWEST_WORDS and not ASKS.search(rest)
        if short or (answers and _is_bare(lines, end)):
            return asked, f"**Answer:** {rest[short.end() :] if short else rest}"
    return None


def _is_bare(lines: Sequence[str], end: int) -> bool:
    following = _next(lines, end)
    return not following or _HEADING.match(following) is not None or following.startswith("---")


def _next(lines: Sequence[str], start: int) -> str:
    """The next line with text, or ""."""
    return next((lines[at] for at in range(start, len(lines)) if lines[at].strip()), "")
