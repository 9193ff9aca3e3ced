"""What kind of answer and of question it is, by the labels in the one and the wording of the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from interviewer.interview.question import AnswerKind, QuestionType, StarPart

_PARTS = {
    "situation": StarPart.SITUATION,
    "task": StarPart.TASK,
    "tasks": StarPart.TASK,
    "action": StarPart.ACTION,
    "actions": StarPart.ACTION,
    "result": StarPart.RESULT,
    "results": StarPart.RESULT,
    "learning": StarPart.LEARNING,
    "learnings": StarPart.LEARNING,
}
#: Labels that are parts of a story only where the plain names stand beside them
_ALSO = {
    "context": StarPart.SITUATION,
    "background": StarPart.SITUATION,
    "challenge": StarPart.TASK,
    "goal": StarPart.TASK,
    "objective": StarPart.TASK,
    "target": StarPart.TASK,
    "outcome": StarPart.RESULT,
    "impact": StarPart.RESULT,
    "lesson": StarPart.LEARNING,
    "lessons": StarPart.LEARNING,
    "lesson learned": StarPart.LEARNING,
    "lessons learned": StarPart.LEARNING,
    "reflection": StarPart.LEARNING,
    "takeaway": StarPart.LEARNING,
}
_INITIALS = {
    "s": StarPart.SITUATION,
    "t": StarPart.TASK,
    "a": StarPart.ACTION,
    "r": StarPart.RESULT,
    "l": StarPart.LEARNING,
}
_NOTE = re.compile(r"\s*\([^)]*\)")


@dataclass(frozen=True, slots=True)
class _Wording:
    """How a kind of question is worded.

    One of the hints stands, in small letters, in each text that is worded so. A text is worded in one way at
    most, and to look for the hints takes a tenth of the time that the patterns take to find nothing.
    """

    hints: tuple[str, ...]
    pattern: re.Pattern[str]

    def fits(self, text: str, small: str) -> bool:
        for hint in self.hints:
            if hint in small:
                return self.pattern.search(text) is not None
        return False


_STORY = _Wording(
    (
        "tell ", "describe", "share", "recall", "think of", "give ", "walk ", "time ", "situation ",
        "occasion ", "instance ", "have you ",
    ),
    re.compile(
        r"\b(?:tell (?:me|us) about (?:a|an|the|your|one|some)\b"
        r"|(?:describe|share|recall|think of|give (?:me |us )?(?:an? )?(?:example"
        r"|instance)\w*(?: of)?|walk (?:me|us) through)\b"
        r".*\b(?:time|situation|example|occasion|incident|project|conflict|mistake"
        r"|failure|decision|you\s+(?:handled|had|led|"
        r"faced|made|dealt|worked|managed|resolved|solved|took))\b"
        r"|(?:a|an|the last|one) (?:time|situation|occasion|instance) (?:when|where|in which|that|you)\b"
        r"|have you (?:ever |actually )?\w+.*\?.*\bwhat (?:did|have) you learn)",
        re.IGNORECASE | re.DOTALL,
    ),
)  # fmt: skip
_TYPES: tuple[tuple[QuestionType, _Wording], ...] = (
    (
        QuestionType.MOTIVATION,
        _Wording(
            (
                "why ", "interests you", "attracts you", "motivates you", "excites you", "see yourself",
                "about yourself",
            ),
            re.compile(
                r"^[Ww]hy (?:do you want|are you|should we|us\b|this\b|our\b|have you"
                r"|did you (?:leave|apply|choose)|[A-Z]\w+, and)"
                r"|^[Ww]hy [A-Z]\w+\?|^[Ww]hat (?:interests|attracts|motivates|excites) you"
                r"|\b[Ww]hy (?:this|our) (?:\w+ ){0,4}(?:role|company|team|position|job)\b"
                r"|[Ww]here do you see yourself|[Tt]ell me about yourself|[Ww]hy (?:do|would) you want"
            ),
        ),
    ),
    (
        QuestionType.LEADERSHIP,
        _Wording(
            (
                "mentor", "coach", "underperform", "team", "leadership", "stakeholder", "priorit", "culture",
                "hire", "hiring", "delegat", "feedback to", "direct report", "manage people", "motivate",
            ),
            re.compile(
                r"\b(?:mentor|coach|underperform\w*|team members?|your team|leadership"
                r"|stakeholders?|prioriti[sz]e|priorities|"
                r"culture|hire|hiring|delegate|delegation|feedback to|direct reports?|manage people"
                r"|motivate)\b",
                re.IGNORECASE,
            ),
        ),
    ),
    (
        QuestionType.COMPARISON,
        _Wording(
            ("vs", "versus", "compare", "difference", "when ", "pros and cons", "which"),
            re.compile(
                r"\bvs\b|\bversus\b|^compare\b|\bdifferences? between\b|\bcompared? (?:to|with)\b"
                r"|^when (?:would|do|should) you (?:choose|use|prefer|pick)\b|\bpros and cons\b"
                r"|\bor\b.*\bwhich\b",
                re.IGNORECASE,
            ),
        ),
    ),
    (
        QuestionType.EXPERIENCE,
        _Wording(
            ("ve ", "had ", "your experience"),
            re.compile(
                r"\b(?:have|had|[’']ve) (?:you )?(?:ever )?(?:used|worked|executed|applied|built"
                r"|designed|implemented|led|"
                r"managed|deployed|migrated|done|seen|learned|learnt|dealt)\b|\byour experience\b"
                r"|^what .* have you\b",
                re.IGNORECASE,
            ),
        ),
    ),
    (
        QuestionType.DESIGN,
        _Wording(
            ("design", "architect", "structure", "set up "),
            re.compile(
                r"\b(?:design|architect|architecture|structure)\b|\bset up .* from scratch\b", re.IGNORECASE
            ),
        ),
    ),
    (
        QuestionType.HOWTO,
        _Wording(
            ("how", "explain your ", "what"),
            re.compile(
                r"^(?:how|explain your (?:approach|strategy)|what(?:[’']s| is) your (?:approach"
                r"|strategy|process))\b",
                re.IGNORECASE,
            ),
        ),
    ),
)  # fmt: skip
_TARGET_S = {
    QuestionType.KNOWLEDGE: 75.0,
    QuestionType.COMPARISON: 90.0,
    QuestionType.HOWTO: 90.0,
    QuestionType.DESIGN: 120.0,
    QuestionType.EXPERIENCE: 90.0,
    QuestionType.LEADERSHIP: 90.0,
    QuestionType.BEHAVIOURAL: 120.0,
    QuestionType.MOTIVATION: 75.0,
}


def star_part(label: str) -> StarPart | None:
    """The part of a story that a label names plainly."""
    return _PARTS.get(_bare(label))


def star_parts(labels: Sequence[str | None]) -> list[StarPart | None]:
    """The part that each label names; near names count only in an answer that is told in parts."""
    plainly = [star_part(label) if label else None for label in labels]
    if len({part for part in plainly if part}) < 2:
        initials = [_INITIALS.get(_bare(label or "")) for label in labels]
        told_by_initials = {StarPart.SITUATION, StarPart.ACTION, StarPart.RESULT} <= set(initials)
        return initials if told_by_initials else [None] * len(labels)
    return [part or _ALSO.get(_bare(label or "")) for part, label in zip(plainly, labels, strict=True)]


def answer_kind(*, words: str, notes: Iterable[str], parts: Iterable[StarPart | None]) -> AnswerKind:
    """The form of an answer. Its own labels decide whether it is a story, not the words above it."""
    if len({part for part in parts if part}) >= 2:
        return AnswerKind.STAR
    if any("example" in note.lower() for note in notes):
        return AnswerKind.EXAMPLE
    for kind in (AnswerKind.ARCHITECTURAL, AnswerKind.STRATEGIC, AnswerKind.EXAMPLE):
        if kind.value in words.lower():
            return kind
    return AnswerKind.PLAIN


def question_type(text: str, *, kind: AnswerKind, section: str = "") -> QuestionType:
    """A guess from the wording of the question; a coach fence overrides it."""
    small = text.lower()
    if kind is AnswerKind.STAR or _STORY.fits(text, small):
        return QuestionType.BEHAVIOURAL
    for guess, wording in _TYPES:
        if wording.fits(text, small):
            return guess
    leads = re.search(r"\b(?:leadership|management|coaching|team)\b", section, re.IGNORECASE)
    return QuestionType.LEADERSHIP if leads else QuestionType.KNOWLEDGE


def target_s(guess: QuestionType) -> float:
    """How long an answer of the type usually takes, in seconds."""
    return _TARGET_S[guess]


def _bare(label: str) -> str:
    return (_NOTE.sub("", label) if "(" in label else label).strip(" :.*").lower()
