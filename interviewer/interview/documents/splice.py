"""Changes to a document that touch only the lines of one question."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from interviewer.errors import InputError
from interviewer.interview.documents import fence
from interviewer.interview.documents.coach import Fault
from interviewer.interview.documents.document import Parsed, parsed
from interviewer.interview.documents.outline import Block, numbered, scan
from interviewer.interview.documents.plain import plain
from interviewer.interview.documents.repair import lines_of
from interviewer.interview.question import Question, QuestionId

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_RULE = re.compile(r" {0,3}(?:-[ \t]*){3,}$")


def with_question(document: Parsed, text: str, before: Question, after: Question) -> str:
    """The document with one question edited: its heading, its coach fence, or both.

    ``before`` is the question as parsed from ``text``. What did not change keeps its bytes. The answer's
    Markdown is not touched: key points that are edited are written to the fence.
    """
    opened = next((one for one in document.outline.messages if one.code == "fence-open"), None)
    if opened is not None:
        raise InputError(
            "Line {line}: {told}", fix="Then edit the question again.", line=opened.line, told=opened.text
        )
    fields = fence.changed_fields(before, after)
    written = _with(document, text, (before, after), fields)
    if after.text != before.text:
        return written
    # a type brings its usual time with it, and lost amounts their to-do: what was shown is written down
    again = parsed(written, lexicon=document.lexicon)
    found = next((one for one in again.bank.questions if one.id == after.id), None)
    missing = fence.changed_fields(found, after) if found else {}
    return _with(again, written, (after, after), missing) if missing else written


def _with(
    document: Parsed, text: str, edit: tuple[Question, Question], fields: dict[str, fence.Value | None]
) -> str:
    before, after = edit
    block = block_of(document, before.id)
    lines = with_ends(text)
    reworded_here = after.text != before.text
    if before.id not in document.kept_ids and (fields or reworded_here):
        # from here on the id must not depend on the text
        fields = {"id": str(before.id), **fields}
    if fields:
        lines = _with_fields(lines, block, fields, end_of_line(text))
    if reworded_here:
        lines = _with_heading(lines, block, after.text)
    return "".join(lines)


def with_fences(document: Parsed, text: str, fences: Mapping[int, Sequence[str]]) -> str:
    """The document with other coach fences for some questions, given by their place among the questions."""
    lines = with_ends(text)
    end = end_of_line(text)
    spans: dict[tuple[int, int], Sequence[str]] = {}
    for index, fence_lines in fences.items():
        block = document.blocks[index]
        if block.fences:
            spans[block.fences[0].start, block.fences[0].end] = fence_lines
        else:
            place = _fence_place(block, lines)
            spans[place, place] = fence_lines
    result: list[str] = []
    position = 0
    for (start, last), fence_lines in sorted(spans.items()):
        result += lines[position:start]
        result = _inserted(result, fence_lines, end, at_end=last >= len(lines))
        position = last
    return "".join([*result, *lines[position:]])


def without_fences(text: str) -> str:
    """The document as the person wrote it, byte for byte."""
    outline = scan(lines_of(text))
    lines = with_ends(text)
    for one in sorted(outline.coach, key=lambda coach: coach.start, reverse=True):
        at_end = one.end >= len(lines) and not lines[-1].endswith(("\n", "\r"))
        del lines[one.start : one.end]
        if at_end and lines:
            # the end of the line before was added with the fence
            lines[-1] = lines[-1].rstrip("\r\n")
    return "".join(lines)


def with_blocks(document: Parsed, text: str, changes: Mapping[QuestionId, Sequence[str]]) -> str:
    """The document with all lines of some questions replaced."""
    lines = with_ends(text)
    result: list[str] = []
    position = 0
    for question, block in zip(document.bank.questions, document.blocks, strict=True):
        if question.id in changes:
            result += [*lines[position : block.heading.start], *changes[question.id]]
            position = block.end
    return "".join([*result, *lines[position:]])


def block_of(document: Parsed, question_id: QuestionId) -> Block:
    """Raises InputError where the document has no such question."""
    for question, block in zip(document.bank.questions, document.blocks, strict=True):
        if question.id == question_id:
            return block
    raise InputError(
        "The question “{question_id}” is no longer in the document.",
        fix="Load the bank again.",
        question_id=question_id,
    )


def end_of_line(text: str) -> str:
    """What ends lines in the document."""
    found = re.search(r"\r\n|\r|\n", text)
    return found[0] if found else "\n"


def reworded(raw: str, text: str) -> str:
    """Markdown that now reads as ``text``, with the marks around all words that stay."""
    before = plain(raw)
    if before == text:
        return raw
    places = _places(raw, before)
    if places is None:
        return text
    changed = raw
    old, new = _words(before), _words(text)
    starts = _starts(old)
    for tag, first, last, new_first, new_last in reversed(
        SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    ):
        if tag != "equal":
            start = places[starts[first]] if starts[first] < len(places) else len(raw)
            end = places[starts[last] - 1] + 1 if last > first else start
            changed = changed[:start] + "".join(new[new_first:new_last]) + changed[end:]
    return changed if plain(changed) == text else text


def with_ends(text: str) -> list[str]:
    """The lines of a text with what ends them."""
    return _LINES.findall(text)


def _with_heading(lines: list[str], block: Block, text: str) -> list[str]:
    heading = block.heading
    raw = heading.text
    changed = reworded(numbered(raw)[1], text)
    place = lines[heading.start]
    if heading.underlined and heading.end - heading.start > 2:
        own = place[: len(place) - len(place.lstrip())] + _number(raw) + changed
        end = place[len(place.rstrip("\r\n")) :]
        return [*lines[: heading.start], own + end, *lines[heading.end - 1 :]]
    bare = numbered(raw)[1]
    position = place.rfind(bare)
    result = place[:position] + changed + place[position + len(bare) :]
    return [*lines[: heading.start], result, *lines[heading.start + 1 :]]


def _number(raw: str) -> str:
    return raw[: len(raw) - len(numbered(raw)[1])]


def _with_fields(
    lines: list[str], block: Block, fields: dict[str, fence.Value | None], end: str
) -> list[str]:
    if not block.fences:
        filled = {name: value for name, value in fields.items() if value is not None}
        place = _fence_place(block, lines)
        added = _inserted(lines[:place], fence.written(filled), end, at_end=place >= len(lines))
        return [*added, *lines[place:]]
    one = block.fences[0]
    last = one.end - 1 if one.closed else one.end
    inside = [line.rstrip("\r\n") for line in lines[one.start + 1 : last]]
    try:
        changed = fence.changed(inside, fields)
    except Fault as fault:
        raise InputError(
            "The coach fence can't be read (line {line}): {why}",
            fix="Correct it by hand.",
            line=one.start + 2 + fault.line,
            why=fault.text,
        ) from None
    return [
        *lines[: one.start + 1],
        *_ended(changed, inside, lines[one.start + 1 : last], end),
        *lines[last:],
    ]


def _ended(changed: Sequence[str], inside: Sequence[str], before: Sequence[str], end: str) -> list[str]:
    """Lines with their ends; those that were there keep theirs."""
    ends = {line: whole[len(line) :] for line, whole in zip(inside, before, strict=True)}
    return [line + (ends.get(line) or end) for line in changed]


def _fence_place(block: Block, lines: Sequence[str]) -> int:
    """Where a new fence goes: after the answer and the blank lines beneath it, before a rule."""
    place = min(block.end, len(lines))
    filled = place
    while filled > block.heading.end and (
        not lines[filled - 1].strip() or _RULE.match(lines[filled - 1].rstrip("\r\n"))
    ):
        filled -= 1
    rule = next((at for at in range(filled, place) if lines[at].strip()), place)
    # at the end of the document it stands right under the answer
    return filled if place == len(lines) and rule == place else rule


def _inserted(before: list[str], fence_lines: Sequence[str], end: str, *, at_end: bool) -> list[str]:
    """Adds a fence to the lines before it; where those end without a line end, so does the fence."""
    added = [line + end for line in fence_lines]
    if at_end and before and not before[-1].endswith(("\n", "\r")):
        before[-1] += end
        added[-1] = added[-1].removesuffix(end)
    before += added
    return before


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|\w+|[^\w\s]", text)


def _starts(words: Sequence[str]) -> list[int]:
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word))
    return starts


def _places(raw: str, text: str) -> list[int] | None:
    """Where each character of the plain text stands in the Markdown; None where that can't be told."""
    places: list[int] = []
    position = 0
    for char in text:
        position = raw.find(char, position)
        if position < 0 or (places and position - places[-1] > 12):
            return None
        places.append(position)
        position += 1
    return places
