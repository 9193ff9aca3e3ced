"""Drafts of key points: the list items, claims and closing sentences of an answer, with their lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from markdown_it.token import Token

from interviewer.interview.documents.blocks import Block, blocks
from interviewer.interview.documents.claims import (
    Sentence,
    claims,
    content_words,
    ends_sentence,
    is_lead_in,
    starts_afresh,
    unquoted,
)
from interviewer.interview.documents.plain import Plain, marked, plain, without_html
from interviewer.interview.documents.story import star_part
from interviewer.interview.question import Origin

Mark = Block | Token


class Draft(NamedTuple):
    """A key point as it was found, before it has an id."""

    text: str
    origin: Origin
    #: first and last line, from 0, in the lines that were given
    lines: tuple[int, int]
    label: str | None = None
    bold: tuple[str, ...] = ()
    code: tuple[str, ...] = ()


#: (line from 0, what was left out: "image", "html", "code", "nesting", "preamble")
LeftOut = list[tuple[int, str]]

_ITEM = re.compile(r"(?P<indent>[ \t]*)(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)")
_LABEL_LINE = re.compile(r"[ \t]*(?:\*\*|__)[^*_:\n]{1,60}(?::(?:\*\*|__)|(?:\*\*|__)[ \t]*:)")
_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)|<img\b", re.IGNORECASE)
_HTML = re.compile(
    r"<(?:script|style|iframe|object|embed|form|svg|video|audio|link|meta|img|a|div|span|table)\b", re.I
)
_OPENING = '"“„«'


def drafts(body: Sequence[str], *, offset: int, left_out: LeftOut) -> list[Draft]:
    """The drafts of an answer whose first line is ``offset``; adds what is none to ``left_out``."""
    return _Walk(body, offset, left_out).drafts()


@dataclass(slots=True)
class _Item:
    """A list item that is being read."""

    numbered: bool
    first: int
    last: int
    indent: int
    pieces: list[Plain] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    #: where its draft belongs among the others: before those of the items in it
    position: int = 0
    children: bool = False
    #: the last line of its own text
    text_last: int = 0
    inherited: str | None = None


class _Walk:
    """Walks over the blocks of an answer and collects drafts."""

    def __init__(self, body: Sequence[str], offset: int, left_out: LeftOut) -> None:
        self._body = body
        self._offset = offset
        self._left_out = left_out
        self._tokens = blocks(body)
        self._items: list[_Item] = []
        self._lists: list[bool] = []
        self._heading: str | None = None
        self._row: list[str] = []
        self._found: list[Draft | None] = []

    def drafts(self) -> list[Draft]:
        for index, token in enumerate(self._tokens):
            self._take(index, token)
        return [draft for draft in self._found if draft is not None]

    @cached_property
    def _first_list(self) -> int:
        return self._first("_list_open", range(len(self._tokens)))

    @cached_property
    def _last_list(self) -> int:
        return self._first("_list_close", reversed(range(len(self._tokens))))

    @cached_property
    def _last_item(self) -> int:
        return self._first("list_item_open", reversed(range(len(self._tokens))))

    def _first(self, ending: str, places: Iterable[int]) -> int:
        return next((at for at in places if self._tokens[at].type.endswith(ending)), -1)

    def _take(self, index: int, token: Mark) -> None:
        match token.type:
            case "inline":
                self._text(index, token)
            case "list_item_open":
                self._open_item(token)
            case "list_item_close":
                self._close_item()
            case "bullet_list_open" | "ordered_list_open":
                self._lists.append(token.type.startswith("ordered"))
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "fence" | "code_block" | "html_block":
                self._other(token)
            case "tr_close":
                self._close_row()

    def _span(self, token: Mark) -> tuple[int, int]:
        """The first and the last line, without blank ones at the end."""
        first, end = token.map or (0, 1)
        while end > first + 1 and not self._body[end - 1].strip():
            end -= 1
        return first, max(first, end - 1)

    def _open_item(self, token: Mark) -> None:
        first, last = self._span(token)
        mark = _ITEM.match(self._body[first])
        outer = self._items[-1] if self._items else None
        if outer:
            outer.children = True
            # what is in an item shares its edge: text left of the outermost mark is in neither
            indent = self._items[0].indent
            inherited = _label(outer.pieces[0]) if outer.pieces and _only_leads(outer) else outer.inherited
        else:
            indent = len(mark["indent"].expandtabs(4)) if mark else 0
            inherited = None
        self._found.append(None)
        position = len(self._found) - 1
        self._items.append(
            _Item(self._lists[-1], first, last, indent, position=position, inherited=inherited)
        )

    def _close_item(self) -> None:
        item = self._items.pop()
        texts: list[str] = []
        bold: tuple[str, ...] = ()
        code: tuple[str, ...] = ()
        for piece in item.pieces:
            texts.append(" ".join(piece.text.split()))
            bold += piece.bold
            code += piece.code
        text = unquoted(" ".join(texts)) or " ".join(item.code)
        if not text or (item.children and _only_leads(item)):
            return
        label = _label(item.pieces[0]) if item.pieces else None
        inherited = item.inherited or (self._heading if self._heading and star_part(self._heading) else None)
        if inherited and not label:
            text = f"{inherited}: {text}"
        self._found[item.position] = Draft(
            _with_unquoted_rest(text, label),
            Origin.NUMBERED if item.numbered else Origin.BULLET,
            (item.first + self._offset, (item.text_last if item.children else item.last) + self._offset),
            label or inherited,
            bold,
            code,
        )

    def _text(self, index: int, token: Mark) -> None:
        above = self._tokens[index - 1] if index else token
        first, last = self._span(token)
        for line in range(first, last + 1):
            look_for_images(self._body[line], line + self._offset, self._left_out)
        if above.type == "heading_open" and not above.markup.startswith(("=", "-")):
            self._heading = plain(token.content).rstrip(": ")
        elif above.type in {"th_open", "td_open"}:
            self._row.append(plain(token.content) if above.type == "td_open" else "")
        elif self._items:
            self._item_text(index, token, first, last)
        else:
            self._paragraph(token.content, first, self._origin(index), leads=self._list_follows(index))

    def _item_text(self, index: int, token: Mark, first: int, last: int) -> None:
        """Text in an item; what CommonMark glued to it from the left edge becomes a paragraph of its own."""
        item = self._items[-1]
        lines = token.content.split("\n")
        cut = self._cut(item, lines, first, last)
        item.pieces.append(marked("\n".join(lines[:cut])))
        item.text_last = max(item.text_last, first + cut - 1)
        if cut < len(lines):
            item.last = min(item.last, first + cut - 1)
            for outer in self._items:
                outer.last = min(outer.last, first + cut - 1)
            closing = index > self._last_item
            origin = Origin.CLOSING if closing else Origin.PARAGRAPH
            self._paragraph("\n".join(lines[cut:]), first + cut, origin, leads=not closing)

    def _cut(self, item: _Item, lines: Sequence[str], first: int, last: int) -> int:
        """How many of the lines belong to the item."""
        for index in range(1, min(len(lines), last - first + 1)):
            raw = self._body[first + index]
            indent = len(raw.expandtabs(4)) - len(raw.expandtabs(4).lstrip())
            if indent <= item.indent and starts_afresh(raw, self._body[first + index - 1]):
                return index
        return len(lines)

    def _origin(self, index: int) -> Origin:
        if self._first_list < 0:
            return Origin.PARAGRAPH
        if index < self._first_list:
            return Origin.INTRO
        return Origin.CLOSING if index > self._last_list else Origin.PARAGRAPH

    def _list_follows(self, index: int) -> bool:
        following = self._tokens[index + 1] if index + 1 < len(self._tokens) else None
        return following is not None and following.type.endswith("_list_open")

    def _paragraph(self, content: str, first: int, origin: Origin, *, leads: bool) -> None:
        """A paragraph; each of its lines that starts with a label starts a part of its own."""
        lines = content.split("\n")
        starts = [index for index, line in enumerate(lines) if index == 0 or _LABEL_LINE.match(line)]
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
            last = end == len(lines)
            self._part("\n".join(lines[start:end]), first + start, origin, leads=leads and last)

    def _part(self, content: str, first: int, origin: Origin, *, leads: bool) -> None:
        piece = marked(content)
        label = _label(piece, in_item=False)
        if label and not piece.text[len(piece.lead) :].strip(" :"):
            self._heading = label
            return
        found = claims(piece.text, before_list=leads)
        if origin is Origin.CLOSING and 1 < len(found) <= 3:
            found = [Sentence(" ".join(one.text for one in found), found[0].first, found[-1].last)]
        above = self._heading if not label else label if star_part(label) else None
        for index, claim in enumerate(found):
            own = label if index == 0 and label else above
            text = claim.text if (own == label and index == 0) or own is None else f"{own}: {claim.text}"
            lines = (first + claim.first + self._offset, first + claim.last + self._offset)
            bold = tuple(mark for mark in piece.bold if mark.strip(" :") in text)
            self._found.append(
                Draft(text, origin, lines, own, bold, tuple(c for c in piece.code if c in text))
            )

    def _other(self, token: Mark) -> None:
        """Code and HTML: in a list item that is nothing else it is the point; elsewhere it is not spoken."""
        first, _ = self._span(token)
        if token.type == "html_block":
            self._left_out.append((first + self._offset, "html"))
            text = without_html(token.content)
            if text and self._items:
                self._items[-1].pieces.append(Plain(text))
            elif text:
                self._paragraph(text, first, Origin.PARAGRAPH, leads=False)
        elif self._items:
            self._items[-1].code.append(" ".join(token.content.split()))
        elif token.type == "code_block" and _ITEM.match(token.content):
            # a list that is indented as a whole is code for CommonMark alone
            lines = token.content.splitlines()
            self._found += drafts(lines, offset=first + self._offset, left_out=self._left_out)
        else:
            self._left_out.append((first + self._offset, "code"))

    def _close_row(self) -> None:
        cells = [cell for cell in self._row if cell]
        self._row = []
        if not cells:
            return
        first = self._row_line(cells[0])
        label = cells[0] if len(cells) > 1 else None
        text = f"{cells[0]}: {'; '.join(cells[1:])}" if label else cells[0]
        self._found.append(Draft(text, Origin.PARAGRAPH, (first, first), label))

    def _row_line(self, cell: str) -> int:
        """markdown-it maps the rows of a table loosely: the line is looked up."""
        found = (index for index, line in enumerate(self._body) if "|" in line and cell in plain(line))
        return next(found, 0) + self._offset


def look_for_images(line: str, number: int, left_out: LeftOut) -> None:
    """Notes an image or HTML on the line: neither is loaded, run or spoken."""
    if "![" in line or "<" in line:
        if _IMAGE.search(line):
            left_out.append((number, "image"))
        elif _HTML.search(line):
            left_out.append((number, "html"))


def _label(piece: Plain, *, in_item: bool = True) -> str | None:
    """The bold lead of a text, where a colon or a dash sets it off: ``**Ingestion:** I use …``."""
    lead = piece.lead
    if not lead or len(lead) > 80:
        return None
    after = piece.text[len(lead) :].lstrip(" ")
    if lead.endswith(":") or after.startswith(":") or re.match(r"[–—-](?=\s|$)", after):
        return lead.rstrip(": ") or None
    if len(content_words(lead)) > 6:
        return None
    if in_item and (after.startswith("\n") or (after and lead.endswith("."))):
        # **Clarity** on a line of its own, or **Clarity.** before its text; elsewhere a sentence
        return lead.rstrip(". ") or None
    return lead if not after and not ends_sentence(lead) else None


def _with_unquoted_rest(text: str, label: str | None) -> str:
    """The text of a point, with quotation marks off that wrap all that follows its label."""
    if label is None or not text.startswith(label):
        return text
    rest = text[len(label) :].lstrip(" :.")
    if not rest:
        return label
    dash = re.match(r"[–—-]\s+", rest)
    rest = rest[dash.end() :] if dash else rest
    return f"{label}: {unquoted(rest) if rest[:1] in _OPENING else rest}"


def _only_leads(item: _Item) -> bool:
    """Whether an item says nothing itself, and only leads in to the items in it."""
    if len(item.pieces) != 1:
        return not item.pieces
    text = item.pieces[0].text.strip()
    label = _label(item.pieces[0])
    return (label is not None and text.strip(" :") == label) or (text.endswith(":") and is_lead_in(text))
