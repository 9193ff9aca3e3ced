"""The terms to listen for in an answer: a recogniser that expects them hears them better.

They are also what the words are spelled by afterwards.
"""

from __future__ import annotations

from interviewer.interview.question import Question


def terms(question: Question) -> tuple[str, ...]:
    """The jargon of a question's key points, the weightiest first; plain words need no help."""
    weights: dict[str, int] = {}
    for point in question.rubric.points:
        for term in point.terms:
            if _is_jargon(term):
                weights[term] = weights.get(term, 0) + point.weight
    return tuple(sorted(weights, key=lambda term: -weights[term]))


def _is_jargon(term: str) -> bool:
    """A name or an abbreviation: capitals inside, digits beside letters, or a capital in front."""
    return any(char.isupper() for char in term) and not term.isdigit()
