"""A model answer taken apart: list items, claims of paragraphs, closing sentences, labels and stage notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from interviewer.interview.documents.code import outside_fences
from interviewer.interview.documents.drafts import Draft, LeftOut, drafts, look_for_images
from interviewer.interview.documents.marks import with_usual_marks
from interviewer.interview.documents.outline import answer_label
from interviewer.interview.documents.plain import MAX_NESTING
from interviewer.interview.documents.repair import masked


@dataclass(slots=True)
class Answer:
    """What was found under a question's heading."""

    #: the words of the answer's label, e.g. "Strategic"
    kind_words: str = ""
    #: the lines of the answer, from 0; equal where there is none
    lines: tuple[int, int] = (0, 0)
    drafts: list[Draft] = field(default_factory=list)
    labels: list[str | None] = field(default_factory=list)
    stage_notes: list[str] = field(default_factory=list)
    left_out: LeftOut = field(default_factory=list)


_LABELLED = re.compile(
    r"[ \t]*(?:[-*+]|\d{1,9}[.)]|#{1,6})[ \t]+(?:\*\*|__)?"
    r"(?P<label>[^*_:]{1,80}?)(?::|:?(?:\*\*|__):?|[ \t]*$)"
)
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_STAGE_NOTE = re.compile(
    r"(?P<lead>^[ \t]*(?:>[ \t]*|[-*+][ \t]+|\d{1,9}[.)][ \t]+)?[\"“]?)(?P<mark>\*{1,3}|_{1,3})"
    r"(?P<note>[(\[][^()\[\]\n]{1,60}[)\]])(?P=mark)[ \t]*"
)
_BARE_NOTE = re.compile(
    r"^[ \t]*[(\[]"
    r"(?P<note>(?i:star|examples?|samples?|method|story|anecdote|optional|hypothetical|real example|pause"
    r"|smile)\b[^()\[\]\n]{0,40})[)\]][ \t]*(?=$|[\"“A-Z])"
)
_TRAILING_NOTE = re.compile(r"[ \t]+(?P<mark>\*|_)(?P<note>\((?:[\w-]+ ?){1,3}\))(?P=mark)(?=[ \t]*[\"”]?$)")
#: by where it stands, a mark opens or closes what is quoted
_QUOTE = re.compile(r"(?P<opens>[„«]|(?<![^\s(\[*_])[\"“](?=[\w*_(\[…$€]))|[\"“”»]")
_MANY_MARKS = re.compile(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)]|>)[ \t]*){20,}")
#: a line of so many characters is nested within reason
_SHORT = 40


def taken_apart(lines: Sequence[str], *, labels_only: bool = False) -> Answer:
    """The lines under a question's heading, without its coach fence, as drafts of key points.

    ``labels_only`` is for an answer whose key points were written by hand: of it only the labels are wanted,
    which is much quicker.
    """
    answer = Answer()
    start = _start(lines, answer)
    end = len(lines)
    while end > start and (not lines[end - 1].strip() or _RULE.match(lines[end - 1])):
        end -= 1
    answer.lines = (start, end)
    body = _without_notes(_first_line_cleared(lines, start, end), answer)
    if labels_only:
        for index, line in enumerate(body):
            look_for_images(line, start + index, answer.left_out)
        answer.labels = [found["label"].strip(" :") for line in body if (found := _LABELLED.match(line))]
        return answer
    body = _without_wrapping(with_usual_marks(body))
    body = _flattened(body, start, answer)
    if any(line.strip() for line in body):
        answer.drafts = drafts(body, offset=start, left_out=answer.left_out)
        answer.labels = [draft.label for draft in answer.drafts]
    return answer


def _start(lines: Sequence[str], answer: Answer) -> int:
    """The line on which the answer starts: that of its label where one stands, else the first."""
    for index in outside_fences(lines):
        label = answer_label(lines[index])
        if label:
            answer.kind_words = label["kind"].strip()
            if any(before.strip() for before in lines[:index]):
                answer.left_out.append((0, "preamble"))
            return index if label["rest"].strip() else index + 1
    return next((index for index, line in enumerate(lines) if line.strip()), len(lines))


def _first_line_cleared(lines: Sequence[str], start: int, end: int) -> list[str]:
    body = list(lines[start:end])
    label = answer_label(body[0]) if body and answer_has_rest(body[0]) else None
    if label:
        body[0] = label["rest"].strip()
    return [masked(line) if "\\" in line else line for line in body]


def answer_has_rest(line: str) -> bool:
    """Whether an answer's label has the start of the answer on its own line."""
    label = answer_label(line)
    return label is not None and bool(label["rest"].strip())


def _without_notes(body: list[str], answer: Answer) -> list[str]:
    """Stage notes, such as *(STAR Method)*, are not content."""
    return [_without_note(line, answer.stage_notes) if "(" in line or "[" in line else line for line in body]


def _without_note(line: str, notes: list[str]) -> str:
    note = _STAGE_NOTE.match(line)
    if note and len(note["note"].split()) <= 6:
        notes.append(note["note"][1:-1])
        line = note["lead"] + line[note.end() :]
    bare = _BARE_NOTE.match(line)
    if bare:
        notes.append(bare["note"])
        line = line[bare.end() :]
    last = _TRAILING_NOTE.search(line)
    if last:
        notes.append(last["note"][1:-1])
        line = line[: last.start()] + line[last.end() :]
    return line


def _without_wrapping(body: list[str]) -> list[str]:
    """Without the quotation marks around the whole answer, which say that it is spoken."""
    filled = [index for index, line in enumerate(body) if line.strip()]
    if not filled:
        return body
    first, last = filled[0], filled[-1]
    opened = re.match(r"([ \t]*(?:>[ \t]*|[-*+][ \t]+|\d{1,9}[.)][ \t]+)?)([\"“„«])(?!\s)", body[first])
    if opened:
        text = "\n".join(body[first : last + 1]).rstrip()
        end = _closing(text, opened.end())
        if end in {None, len(text)}:
            body[first] = opened[1] + body[first][opened.end() :]
        if end == len(text):
            body[last] = body[last].rstrip()[:-1]
    return body


def _closing(text: str, start: int) -> int | None:
    """Past the mark that closes a quotation whose text starts at ``start``; None where none does."""
    depth = 1
    for mark in _QUOTE.finditer(text, start):
        depth += 1 if mark["opens"] else -1
        if not depth:
            return mark.end()
    return None


def _flattened(body: list[str], start: int, answer: Answer) -> list[str]:
    """Lists that are nested past all reason are read as flat ones, rather than swallowed by the parser."""
    deep = MAX_NESTING // 3
    for index, line in enumerate(body):
        if len(line) <= _SHORT:
            continue
        indent = len(line) - len(line.lstrip())
        if indent > 2 * deep or _MANY_MARKS.match(line):
            answer.left_out.append((start + index, "nesting"))
            return [
                re.sub(r"^(?:[ \t]|[-*+>](?=[ \t>]))*", "- ", one) if one.strip() else one for one in body
            ]
    return body
