"""Wordings of a whole point that the person has accepted: what counts as it, whatever the models say.

They stand in the coach fence of the question, under ``accept`` with the key ``*``, are added by the person
alone, and are the only thing that judging learns: no threshold moves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from interviewer.errors import InputError
from interviewer.interview.judging.glossary import Glossary
from interviewer.interview.judging.reading import Passage, Reading
from interviewer.interview.judging.wording import tokens_of_text
from interviewer.interview.question import KeyPoint, PointId, Question, Rubric
from interviewer.interview.transcript import Word

#: The key in ``accept`` for the point as a whole.
WHOLE_POINT = "*"
_FEWEST_CONTENT, _MOST_WORDS = 2, 40
#: So many other words may stand between those of the wording.
_LOOSE = 4


def with_wording(question: Question, point_id: PointId, wording: str) -> Question:
    """The question with one more wording that counts as the point.

    Raises InputError for a point that is not there, and for a wording that says too little or too much.
    """
    if all(point.id != point_id for point in question.rubric.points):
        raise InputError("The question has no key point “{point_id}”.", point_id=point_id)
    words = " ".join(wording.split())
    if sum(token.is_content for token in tokens_of_text(words)) < _FEWEST_CONTENT:
        raise InputError("This says too little to count as a key point.", fix="Choose two words or more.")
    if len(words.split()) > _MOST_WORDS:
        raise InputError(
            "This is longer than {most} words.",
            fix="Choose the words that say the point, no more.",
            most=_MOST_WORDS,
        )
    points = tuple(
        _accepting(point, words) if point.id == point_id else point for point in question.rubric.points
    )
    return replace(question, rubric=Rubric(points))


def _accepting(point: KeyPoint, words: str) -> KeyPoint:
    known = point.accept.get(WHOLE_POINT, ())
    accepted = dict.fromkeys((*known, words))
    return replace(point, accept={**point.accept, WHOLE_POINT: tuple(accepted)})


def accepted_in(
    point: KeyPoint, answer: Reading, glossary: Glossary, proving: Sequence[bool]
) -> Passage | None:
    """Where an accepted wording of the point was said and meant the same way.

    ``proving`` says which tokens of the answer count.
    """
    for wording in point.accept.get(WHOLE_POINT, ()):
        wanted = Reading([Word(word) for word in wording.split()], glossary=glossary)
        found = _said(wanted, answer)
        if found is not None and all(proving[found.start : found.end]):
            return found
    return None


def _said(wanted: Reading, answer: Reading) -> Passage | None:
    """The first stretch that holds all of the wording's concepts with their signs, close together."""
    asked = {(one.concept, one.sign) for one in wanted.signed}
    if len(asked) < _FEWEST_CONTENT:
        return None
    longest = len(wanted.tokens) + _LOOSE
    for index, first in enumerate(answer.signed):
        if (first.concept, first.sign) not in asked:
            continue
        left = set(asked)
        for one in answer.signed[index:]:
            if one.at - first.at >= longest:
                break
            left.discard((one.concept, one.sign))
            if not left:
                return Passage(first.at, one.at + 1)
    return None
