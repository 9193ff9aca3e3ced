"""Coach fences as text: written anew, or changed line by line so that what is unchanged stays as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from interviewer.interview.documents.coach import Fault, Path, compose
from interviewer.interview.question import FollowUp, KeyPoint, Question
from interviewer.sentence import Sentence

OPENING = "```yaml coach"
CLOSING = "```"
#: the order in which fields are written
FIELDS = ("id", "say", "type", "difficulty", "target", "tags", "points", "follow_ups", "todo", "budgets")
_PLAIN = re.compile(r"[^\W_][^\n\r\t\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]*")
_NOT_PLAIN = re.compile(r": |:$| #|\s$|^(?:null|~)$")
_NOT_IN_FLOW = re.compile(r"[,\[\]{}:?#\"'`]")
_LONGEST_LINE = 100

Value = str | Sequence[str] | Mapping[str, object] | Sequence[Mapping[str, object]]


def duration(length_s: float) -> str:
    """Seconds as a person writes them: 120 is 2m, 75 is 75s."""
    whole = round(length_s, 3)
    if whole >= 120 and whole % 60 == 0:
        return f"{whole / 60:g}m"
    return f"{whole:g}s"


def fields_of(question: Question, *, points: bool = True) -> dict[str, Value]:
    """The fields of a question as a fence holds them; empty ones are left out."""
    fields: dict[str, Value] = {
        "id": question.id,
        "say": question.say,
        "type": question.type.value,
        "difficulty": str(question.difficulty),
        "target": duration(question.target_s),
        "tags": list(question.tags),
        "points": [_point_fields(point) for point in question.rubric.points] if points else [],
        "follow_ups": [_follow_up_fields(one) for one in question.follow_ups],
        "todo": list(question.todo),
    }
    return {name: value for name, value in fields.items() if value or (name == "points" and points)}


def changed_fields(before: Question, after: Question) -> dict[str, Value | None]:
    """The fields in which two states of a question differ; None is for one that is empty now.

    Key points that the document gives are compared as points, whatever they were derived from.
    """
    old, new = fields_of(before), fields_of(after)
    return {name: new.get(name) for name in FIELDS if old.get(name) != new.get(name)}


def written(fields: Mapping[str, Value]) -> list[str]:
    """The lines of a new fence, with its marks."""
    body = [line for name in FIELDS if name in fields for line in _field_lines(name, fields[name])]
    return [OPENING, *body, CLOSING]


def changed(inside: Sequence[str], fields: Mapping[str, Value | None]) -> list[str]:
    """The lines between a fence's marks with some fields changed; all other lines stay as they are.

    Raises Fault where the fence can't be read.
    """
    places: dict[Path, int] = {}
    value = compose("\n".join(inside) + "\n", places)
    if not isinstance(value, Mapping):
        raise Fault(Sentence("it has no fields."), 0)
    if "{" in "".join(inside[:1]) and places.get(next(((key,) for key in value), ()), 1) == 0:
        return _rewritten(value, fields)
    return _Change(list(inside), value, places).apply(fields)


def _rewritten(value: Mapping[str, object], fields: Mapping[str, Value | None]) -> list[str]:
    """A fence in braces, which has no line for each field, is written anew."""
    merged = {name: fields.get(name, value.get(name)) for name in FIELDS}
    kept: dict[str, Value] = {name: one for name, one in merged.items() if one is not None}  # type: ignore[misc]
    return written(kept)[1:-1]


@dataclass(slots=True)
class _Change:
    """Changes fields of a fence in block style."""

    lines: list[str]
    value: Mapping[str, object]
    places: Mapping[Path, int]

    def apply(self, fields: Mapping[str, Value | None]) -> list[str]:
        names = sorted(self.value, key=lambda name: self.places[(name,)])
        starts = [self.places[(name,)] for name in names]
        result = self.lines[: starts[0]] if starts else list(self.lines)
        spans = dict(zip(names, zip(starts, [*starts[1:], len(self.lines)], strict=True), strict=True))
        waiting = [name for name in FIELDS if fields.get(name) is not None and name not in spans]
        for name in names:
            while waiting and _comes_before(waiting[0], name):
                result += _field_lines(waiting[0], fields[waiting.pop(0)] or [])
            result += self._field(name, spans[name], fields)
        for name in waiting:
            result += _field_lines(name, fields[name] or [])
        return result

    def _field(self, name: str, span: tuple[int, int], fields: Mapping[str, Value | None]) -> list[str]:
        old = self.lines[span[0] : span[1]]
        if name not in fields:
            return old
        wanted = fields[name]
        if wanted is None:
            return _comments_after(old)
        if isinstance(wanted, list) and wanted and isinstance(wanted[0], Mapping):
            return self._items(name, span, wanted)
        return [*_field_lines(name, wanted, comment=_comment(old)), *_comments_after(old)]

    def _items(self, name: str, span: tuple[int, int], wanted: Sequence[Mapping[str, object]]) -> list[str]:
        """A list of points or follow-ups: items that are unchanged keep their lines, wherever they move."""
        old = self.value[name]
        items = old if isinstance(old, list) else []
        starts = [self.places[(name, index)] for index in range(len(items))]
        if not starts or starts[0] == span[0] or not all(isinstance(one, Mapping) for one in items):
            old_lines = self.lines[span[0] : span[1]]
            return [*_field_lines(name, list(wanted)), *_comments_after(old_lines)]
        indent = _indent(self.lines[starts[0]])
        tops = [self._top(start, [span[0], *starts][index], indent) for index, start in enumerate(starts)]
        end = self._top(span[1], starts[-1], indent)
        ends = [*tops[1:], end]
        left = {index: dict(one) for index, one in enumerate(items)}
        result = self.lines[span[0] : tops[0]]
        for fields, index in zip(wanted, _paired(left, wanted), strict=True):
            if index is None:
                result += _item_lines(fields, indent)
            else:
                result += self.lines[tops[index] : starts[index]]
                result += self._item(name, index, (starts[index], ends[index]), fields)
        return result + self.lines[end : span[1]]

    def _top(self, start: int, above: int, indent: str) -> int:
        """Where an item starts with the comments over it; one that is indented more is of the item above."""
        top = start
        while top > above + 1:
            line = self.lines[top - 1]
            if line.strip() and not (line.lstrip().startswith("#") and len(_indent(line)) <= len(indent)):
                break
            top -= 1
        return top

    def _item(self, name: str, index: int, span: tuple[int, int], wanted: Mapping[str, object]) -> list[str]:
        """One item: fields that are unchanged keep their lines."""
        items = self.value[name]
        old = items[index] if isinstance(items, list) else {}
        lines = self.lines[span[0] : span[1]]
        if _same(old, wanted):
            return lines
        indent = _indent(lines[0])
        keys = sorted(old, key=lambda key: self.places[(name, index, key)])
        starts = [self.places[(name, index, key)] - span[0] for key in keys]
        if len(set(starts)) < len(starts) or lines[0].strip().startswith("- {"):
            return _item_lines(wanted, indent)
        bodies = {
            key: lines[start:end]
            for key, start, end in zip(keys, starts, [*starts[1:], len(lines)], strict=True)
        }
        result: list[str] = []
        for key in [*keys, *(key for key in wanted if key not in bodies)]:
            own = bodies.get(key, [])
            if key == "id" or (key in wanted and _same(old.get(key), wanted[key])):
                result += own or _nested(key, wanted[key], indent + "  ")
            else:
                if key in wanted:
                    result += _nested(key, wanted[key], indent + "  ", comment=_comment(own))
                result += _comments_after(own)
        return _as_item(result, indent)


def _paired(left: dict[int, dict[str, object]], wanted: Sequence[Mapping[str, object]]) -> list[int | None]:
    """For each wanted item the old one it was: the same one, else the one of its id, label or text."""
    pairs: list[int | None] = [None] * len(wanted)
    tests = (
        _same,
        lambda old, new: "id" in new and old.get("id") == new["id"],
        lambda old, new: "label" in new and old.get("label") == new["label"],
        lambda old, new: (old.get("point") or old.get("ask")) == (new.get("point") or new.get("ask")),
    )
    for test in tests:
        for place, fields in enumerate(wanted):
            if pairs[place] is None:
                found = next((index for index, old in left.items() if test(old, fields)), None)
                if found is not None:
                    pairs[place] = found
                    del left[found]
    if len(left) == pairs.count(None) == 1:
        pairs[pairs.index(None)] = next(iter(left))
    return pairs


def _same(old: object, new: object) -> bool:
    """Whether two values say the same; a single text is a list of one, and white space does not count."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        filled = {key: value for key, value in old.items() if value not in (None, [], {}) and key != "id"}
        wanted = {key: value for key, value in new.items() if value not in (None, [], {}) and key != "id"}
        ids = "id" not in old or "id" not in new or old["id"] == new["id"]
        # a weight of one is what holds where none is written
        for fields in (filled, wanted):
            if fields.get("weight") == "1":
                del fields["weight"]
        return (
            ids and filled.keys() == wanted.keys() and all(_same(filled[key], wanted[key]) for key in filled)
        )
    if isinstance(old, list) or isinstance(new, list):
        first = old if isinstance(old, list) else [old]
        second = new if isinstance(new, list) else [new]
        return len(first) == len(second) and all(map(_same, first, second))
    return " ".join(str(old).split()) == " ".join(str(new).split())


def _comes_before(new: str, old: str) -> bool:
    return old in FIELDS and FIELDS.index(new) < FIELDS.index(old)


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" "))]


def _comment(old: Sequence[str]) -> str:
    found = re.search(r"(?<=\S)\s+#[^\"']*$", old[0]) if old else None
    return found[0] if found else ""


def _comments_after(old: Sequence[str]) -> list[str]:
    """Comments and blank lines at the end of a field belong to what follows."""
    end = len(old)
    while end > 1 and (not old[end - 1].strip() or old[end - 1].lstrip().startswith("#")):
        end -= 1
    return list(old[end:])


def _point_fields(point: KeyPoint) -> dict[str, object]:
    fields: dict[str, object] = {"point": point.text, "label": point.label or ""}
    if point.weight != 1:
        fields["weight"] = str(point.weight)
    fields |= {
        "part": point.part.value if point.part else "",
        "terms": list(point.terms),
        "accept": {term: list(wordings) for term, wordings in point.accept.items()},
    }
    return {name: value for name, value in fields.items() if value}


def _follow_up_fields(one: FollowUp) -> Mapping[str, object]:
    return {"ask": one.ask, "if_missing": one.if_missing} if one.if_missing else {"ask": one.ask}


def _field_lines(name: str, value: Value, *, comment: str = "") -> list[str]:
    if isinstance(value, list) and value and isinstance(value[0], Mapping):
        return [f"{name}:", *(line for item in value for line in _item_lines(item, "  "))]
    return _nested(name, value, "", comment=comment)


def _item_lines(fields: Mapping[str, object], indent: str) -> list[str]:
    lines = [line for name, value in fields.items() for line in _nested(name, value, indent + "  ")]
    return _as_item(lines, indent)


def _as_item(lines: Sequence[str], indent: str) -> list[str]:
    """The first line of an item carries its hyphen, the others none."""
    bare = [re.sub(rf"^{indent}- ", f"{indent}  ", line) for line in lines]
    return [f"{indent}- {bare[0].strip()}", *bare[1:]] if bare else []


def _nested(name: str, value: object, indent: str, *, comment: str = "") -> list[str]:
    key = scalar(name, flow=True)
    if isinstance(value, Mapping):
        flow = ", ".join(f"{scalar(term, flow=True)}: {_flow(one)}" for term, one in value.items())
        return [f"{indent}{key}: {{{flow}}}{comment}"]
    if isinstance(value, list):
        flow = f"{indent}{key}: {_flow(value)}{comment}"
        if len(flow) <= _LONGEST_LINE or name not in {"todo"}:
            return [flow]
        return [f"{indent}{key}:", *(f"{indent}  - {scalar(str(one))}" for one in value)]
    return [f"{indent}{key}: {scalar(str(value))}{comment}"]


def _flow(value: object) -> str:
    if not isinstance(value, list):
        return scalar(str(value), flow=True)
    return "[" + ", ".join(scalar(str(one), flow=True) for one in value) + "]"


def scalar(text: str, *, flow: bool = False) -> str:
    """A text as YAML: bare where that is safe, else in double quotes."""
    safe = _PLAIN.fullmatch(text) and not _NOT_PLAIN.search(text) and not (flow and _NOT_IN_FLOW.search(text))
    if safe:
        return text
    return re.sub(
        r"[\x7f-\x9f\u2028\u2029\ufeff]",
        lambda char: f"\\u{ord(char[0]):04x}",
        json.dumps(text, ensure_ascii=False),
    )
