"""Key points taken apart and put together, and two edits of one question brought together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from interviewer.interview.documents.fence import changed_fields
from interviewer.interview.documents.repair import AMOUNT
from interviewer.interview.question import KeyPoint, PointId, Question

_STOPS = ".!?…"
#: what an edit can change, as a coach fence calls it and as a question does
_EDITED = {
    "text": "text",
    "say": "say",
    "type": "type",
    "target": "target_s",
    "difficulty": "difficulty",
    "tags": "tags",
    "points": "rubric",
    "follow_ups": "follow_ups",
    "todo": "todo",
}


def blank() -> KeyPoint:
    """A point to be written; its id comes with its words when the document is read again."""
    return KeyPoint(PointId(""), "")


def split(point: KeyPoint, at: int) -> tuple[KeyPoint, KeyPoint]:
    """Two points from one, cut at a place in its text. A term goes with the half that names it."""
    first, second = point.text[:at].strip(" ,;–—"), point.text[at:].strip(" ,;–—")
    if first and first[-1] not in _STOPS and point.text.rstrip()[-1:] in _STOPS:
        first += "."
    second = second[:1].upper() + second[1:]
    in_second = [term for term in point.terms if _names(second, point, term)]
    in_first = [term for term in point.terms if _names(first, point, term) or term not in in_second]
    return (
        _with_terms(replace(point, text=first), in_first),
        _with_terms(replace(point, id=PointId(""), text=second, label=None), in_second),
    )


def merged(first: KeyPoint, second: KeyPoint) -> KeyPoint:
    """One point that says both; it weighs as much as the heavier, and keeps every wording."""
    text = first.text.strip()
    if text and text[-1] not in _STOPS:
        text += "."
    accept = {term: tuple(wordings) for term, wordings in first.accept.items()}
    for term, wordings in second.accept.items():
        accept[term] = tuple(dict.fromkeys((*accept.get(term, ()), *wordings)))
    return replace(
        first,
        text=f"{text} {second.text.strip()}".strip(),
        label=first.label or second.label,
        weight=max(first.weight, second.weight),
        part=first.part or second.part,
        terms=tuple(dict.fromkeys((*first.terms, *second.terms))),
        accept=accept,
    )


def open_todo(base: Question, todo: Sequence[str], points: Sequence[KeyPoint]) -> tuple[str, ...]:
    """What is still to be filled in: a note about a lost amount goes when its point has one again."""
    now = {point.text for point in points}
    mended = [point.text for point in base.rubric.points if AMOUNT in point.text and point.text not in now]
    return tuple(note for note in todo if not any(text in note for text in mended))


def differences(before: Question, after: Question) -> frozenset[str]:
    """The fields in which two states of a question say something else, wherever they stand in a document."""
    changed = set(changed_fields(before, after)) & _EDITED.keys()
    if before.text != after.text:
        changed.add("text")
    return frozenset(_EDITED[name] for name in changed)


def rebased(base: Question, mine: Question, theirs: Question) -> tuple[Question, frozenset[str]]:
    """The edit ``mine`` of ``base`` on top of ``theirs``, and the fields that both changed differently.

    Those stand as in ``mine``: the person sees them before they are saved.
    """
    own = differences(base, mine)
    both = own & differences(base, theirs) & differences(mine, theirs)
    return replace(theirs, **{name: getattr(mine, name) for name in own}), both


def _names(text: str, point: KeyPoint, term: str) -> bool:
    flat = text.casefold()
    return any(word.casefold() in flat for word in (term, *point.accept.get(term, ())))


def _with_terms(point: KeyPoint, terms: list[str]) -> KeyPoint:
    accept = {term: point.accept[term] for term in terms if term in point.accept}
    return replace(point, terms=tuple(terms), accept=accept)
