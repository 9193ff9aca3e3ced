"""The ``yaml coach`` fence and the front matter: read strictly, with the line of every fault.

Aliases, anchors and tags are refused before anything is composed, and every scalar is text until a field asks
for a number: ``no`` is a word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)
from ruamel.yaml.reader import ReaderError

from interviewer.interview.question import Message, QuestionType, Severity, StarPart
from interviewer.sentence import Sentence

_DEEPEST = 8
_QUOTE = Sentence("Put a text in quotes where it holds one of : # [ ] { }.")
_COACH, _FRONT = Sentence("coach fence"), Sentence("front matter")
_DURATION = re.compile(
    r"(?:(?P<minutes>\d{1,3}(?:\.\d+)?)\s*m(?:in)?)?\s*(?:(?P<seconds>\d{1,4}(?:\.\d+)?)\s*s?(?:ec)?)?$"
)
#: what JSON makes of an emoji, and no file can hold
_HALF = re.compile(r"[\ud800-\udfff]")
Path = tuple[str | int, ...]


class Fault(Exception):  # noqa: N818 - a fault in the person's text, not of the program
    """What is wrong with a piece of YAML, and on which of its lines (from 0)."""

    def __init__(self, text: Sentence, line: int, *, code: str = "yaml") -> None:
        super().__init__(text)
        self.text = text
        self.line = line
        self.code = code


def seconds(text: object) -> float:
    """``2m``, ``75s``, ``1m 30s`` or a bare number of seconds."""
    found = _DURATION.match(str(text).strip())
    if not found or not (found["minutes"] or found["seconds"]):
        raise ValueError(Sentence("“{text}” is no length of time; write it as 75s, 2m or 1m 30s", text=text))
    length_s = float(found["minutes"] or 0) * 60 + float(found["seconds"] or 0)
    if not 1 <= length_s <= 3600:
        raise ValueError(Sentence("“{text}” is not between one second and one hour", text=text))
    return length_s


def _whole(text: object) -> int:
    if not re.fullmatch(r"[+-]?\d{1,4}", str(text)):
        raise ValueError(Sentence("“{text}” is no whole number", text=text))
    return int(str(text))


def _filled(text: str) -> str:
    if not text.strip():
        raise ValueError(Sentence("it is empty"))
    return " ".join(text.split())


def _listed(value: object) -> object:
    """A single word where a list may stand is a list of one; nothing is an empty one."""
    if value is None:
        return []
    return [value] if isinstance(value, str) else value


def _a_whole(shares: dict[str, int]) -> dict[str, int]:
    if shares and sum(shares.values()) != 100:
        raise ValueError(Sentence("the shares make {sum} %, not 100 %", sum=sum(shares.values())))
    return shares


def _mapping(value: object) -> object:
    return {} if value is None else value


Text = Annotated[str, AfterValidator(_filled)]
Texts = Annotated[list[Text], BeforeValidator(_listed)]
Id = Annotated[str, Field(pattern=r"^[\w][\w.:-]{0,119}$")]
Seconds = Annotated[float, BeforeValidator(seconds)]
Level = Annotated[int, BeforeValidator(_whole), Field(ge=1, le=5)]
Percent = Annotated[int, BeforeValidator(_whole), Field(ge=1, le=100)]
Type = Literal[
    "knowledge", "comparison", "howto", "design", "experience", "leadership", "behavioural", "motivation"
]
Part = Literal["situation", "task", "action", "result", "learning"]


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class PointFields(_Strict):
    """One key point in a coach fence."""

    point: Text
    id: Id | None = None
    label: Text | None = None
    weight: Level | None = None
    part: Part | None = None
    terms: Texts = []
    accept: Annotated[dict[str, Texts], BeforeValidator(_mapping)] = {}


class FollowUpFields(_Strict):
    """A follow-up question in a coach fence."""

    ask: Text
    if_missing: Text | None = None


class CoachFields(_Strict):
    """The fields of a coach fence; each may be left out."""

    id: Id | None = None
    say: Text | None = None
    type: Type | None = None
    difficulty: Level | None = None
    target: Seconds | None = None
    tags: Texts = []
    points: list[PointFields] | None = None
    follow_ups: list[FollowUpFields] | None = None
    todo: Texts = []
    budgets: Annotated[dict[Part, Percent], BeforeValidator(_mapping), AfterValidator(_a_whole)] = {}

    @property
    def question_type(self) -> QuestionType | None:
        return QuestionType(self.type) if self.type else None


class DefaultFields(_Strict):
    """What holds for the questions of a document that say nothing else."""

    difficulty: Level | None = None
    target: Seconds | None = None


class FrontFields(_Strict):
    """The front matter of a document."""

    bank: Text | None = None
    title: Text | None = None
    language: Text | None = None
    defaults: Annotated[DefaultFields, BeforeValidator(_mapping)] = DefaultFields()


Fields = TypeVar("Fields", bound=_Strict)


@dataclass(slots=True)
class Coach:
    """A coach fence as read, with the line in the document of each of its points (from 1)."""

    fields: CoachFields = field(default_factory=CoachFields)
    point_lines: list[tuple[int, int]] = field(default_factory=list)


def part(name: str | None) -> StarPart | None:
    return StarPart(name) if name else None


def read_coach(lines: Sequence[str], *, first_line: int, file: str) -> tuple[Coach, list[Message]]:
    """The fields between the marks of a fence whose first line inside is ``first_line`` (from 1).

    What is wrong is told, and the fields that are right are kept: the id above all.
    """
    fields, places, messages = _read(CoachFields, lines, first_line=first_line, file=file, what=_COACH)
    coach = Coach(fields or CoachFields())
    points = coach.fields.points or []
    starts = [places.get(("points", index), 0) for index in range(len(points))]
    end = _points_end(places, len(lines))
    for start, following in zip(starts, [*starts[1:], end], strict=True) if starts else ():
        coach.point_lines.append((first_line + start, first_line + max(start, following - 1)))
    return coach, messages


def read_front(lines: Sequence[str], *, file: str) -> tuple[FrontFields, list[Message]]:
    """The front matter; fields of other programs are left alone and only mentioned."""
    fields, _, messages = _read(FrontFields, lines, first_line=2, file=file, what=_FRONT)
    return fields or FrontFields(), messages


def _points_end(places: Mapping[Path, int], count: int) -> int:
    after = places.get(("points",), 0)
    return min((line for path, line in places.items() if len(path) == 1 and line > after), default=count)


def _read(
    model: type[Fields], lines: Sequence[str], *, first_line: int, file: str, what: Sentence
) -> tuple[Fields | None, dict[Path, int], list[Message]]:
    places: dict[Path, int] = {}
    try:
        raw = compose("\n".join(lines) + "\n", places)
    except Fault as fault:
        text = Sentence("The {what} can't be read: {why}", what=what, why=fault.text)
        message = Message(Severity.ERROR, fault.code, text, file, first_line + fault.line)
        return None, places, [message]
    try:
        return model.model_validate(raw), places, []
    except ValidationError as error:
        messages = _told(model, error, places, first_line, file)
        kept = _without_faulty(raw, error)
    return model.model_validate(kept), places, messages


def _told(
    model: type[_Strict], error: ValidationError, places: Mapping[Path, int], first_line: int, file: str
) -> list[Message]:
    what = _FRONT if model is FrontFields else _COACH
    told = []
    for one in error.errors(include_url=False):
        path = tuple(
            part for part in one["loc"] if not (isinstance(part, str) and part.startswith(("dict[", "list[")))
        )
        line = next(
            (places[path[:length]] for length in range(len(path), 0, -1) if path[:length] in places), 0
        )
        name = ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
        unknown = one["type"] == "extra_forbidden"
        front = what is _FRONT and unknown
        severity, code = (Severity.WARNING, "front-matter-key") if front else (Severity.ERROR, "coach-field")
        code = "front-matter-field" if what is _FRONT and not front else code
        text = Sentence(
            "{what}, {name}: {why}." if name else "{what}: {why}.",
            what=what,
            name=name,
            why=_unknown(model, path) if unknown else _reason(one),
        )
        told.append(Message(severity, code, text, file, first_line + line))
    return told


_REASONS = {
    "missing": Sentence("it is missing"),
    "string_type": Sentence("text is wanted here"),
    "list_type": Sentence("a list is wanted here"),
    "dict_type": Sentence("fields with values are wanted here"),
    "model_type": Sentence("fields with values are wanted here"),
    "string_pattern_mismatch": Sentence("letters, digits and hyphens only, please"),
    "literal_error": Sentence("input should be {expected}"),
    "greater_than_equal": Sentence("input should be greater than or equal to {ge}"),
    "less_than_equal": Sentence("input should be less than or equal to {le}"),
}


def _reason(error: Any) -> Sentence:
    known = _REASONS.get(error["type"])
    if known is not None:
        return known.of(**error.get("ctx", {}))
    told = error["ctx"]["error"].args[0] if error["type"] == "value_error" else str(error["msg"])
    return told if isinstance(told, Sentence) else Sentence("{told}", told=told[:1].lower() + told[1:])


def _unknown(model: type[_Strict], path: Path) -> Sentence:
    """Which fields there are, where one was met that is none."""
    inner: dict[str, type[_Strict]] = {
        "points": PointFields,
        "follow_ups": FollowUpFields,
        "defaults": DefaultFields,
    }
    inside = inner.get(str(path[0]), model) if len(path) > 1 else model
    return Sentence("there is no such field; there are {names}", names=", ".join(inside.model_fields))


def _without_faulty(raw: Any, error: ValidationError) -> dict[str, Any]:
    """The fields that are not at fault; each of them may be left out."""
    if not isinstance(raw, dict):
        return {}
    faulty = {one["loc"][0] for one in error.errors(include_url=False, include_context=False)}
    return {name: value for name, value in raw.items() if name not in faulty}


def compose(text: str, places: dict[Path, int]) -> Any:
    """YAML as mappings, lists and texts (null for nothing), noting the line (from 0) of each entry.

    Raises Fault for what isn't YAML, and for what has no business here: aliases, anchors, tags, keys that
    stand twice, more than one document.
    """
    try:
        return _Composer(YAML(typ="safe", pure=False).parse(text), places).document()
    except YAMLError:
        # the quick parser knows YAML 1.1 alone, and refuses [why?]; the other one has the last word
        places.clear()
    try:
        return _Composer(YAML(typ="safe", pure=True).parse(text), places).document()
    except MarkedYAMLError as error:
        # a bracket that is never closed is shown where it stands
        opened = error.context_mark if "flow" in str(error.context) else None
        mark = opened or error.problem_mark or error.context_mark
        told = Sentence("{why}. {fix}", why=error.problem or error.context, fix=_QUOTE)
        raise Fault(told, mark.line if mark else 0) from None
    except ReaderError as error:
        code = f"U+{error.character:04X}"
        told = Sentence("the character {code} is none that can be seen; take it out.", code=code)
        raise Fault(told, text.count("\n", 0, error.position)) from None
    except (ValueError, OverflowError):
        told = Sentence("a code that starts with \\U stands for no character; write the character.")
        raise Fault(told, 0) from None


class _Composer:
    """Builds values from parsing events."""

    def __init__(self, events: Any, places: dict[Path, int]) -> None:
        self._events = iter(events)
        self._places = places

    def document(self) -> Any:
        value: Any = {}
        documents = 0
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise Fault(Sentence("a second document starts here."), event.start_mark.line)
                value = self._value(next(self._events), ())
        return {} if value is None else value

    def _value(self, event: Any, path: Path) -> Any:
        line = event.start_mark.line
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            raise Fault(
                Sentence("anchors and aliases (& and *) are not allowed; quote the text if it starts so."),
                line,
                code="yaml-alias",
            )
        # the bare "!" only says "not plain", and is refused as well
        if getattr(event, "tag", None):
            raise Fault(
                Sentence(
                    "tags (here {tag}) are not allowed; quote the text if it starts with “!”.", tag=event.tag
                ),
                line,
                code="yaml-tag",
            )
        if len(path) > _DEEPEST:
            raise Fault(Sentence("it is nested too deep."), line)
        self._places.setdefault(path, line)
        if isinstance(event, ScalarEvent):
            return self._scalar(event)
        return self._mapping(path) if isinstance(event, MappingStartEvent) else self._sequence(path)

    def _scalar(self, event: Any) -> str | None:
        text = self._text(event)
        return None if not event.style and text in {"", "~", "null"} else text

    def _text(self, event: Any) -> str:
        if _HALF.search(event.value):
            told = Sentence("a code that starts with \\u is one half of a character; write the character.")
            raise Fault(told, event.start_mark.line)
        return str(event.value)

    def _mapping(self, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            line = event.start_mark.line
            if not isinstance(event, ScalarEvent) or event.anchor or event.tag:
                told = Sentence("a key must be plain text.")
                raise Fault(told, line, code="yaml-alias" if event.anchor else "yaml")
            key = self._text(event)
            if key in found:
                raise Fault(
                    Sentence("“{key}” stands twice; keep one.", key=key), line, code="yaml-duplicate-key"
                )
            self._places[(*path, key)] = line
            found[key] = self._value(next(self._events), (*path, key))
        return found

    def _sequence(self, path: Path) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := next(self._events), SequenceEndEvent):
            found.append(self._value(event, (*path, len(found))))
        return found
