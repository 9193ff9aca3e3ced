"""What is asked: a question, the key points of a good answer, and the bank that holds them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

from interviewer.sentence import Sentence

QuestionId = NewType("QuestionId", str)
PointId = NewType("PointId", str)


class QuestionType(StrEnum):
    """What kind of answer a question wants; it decides the pace band and whether STAR applies."""

    KNOWLEDGE = "knowledge"
    COMPARISON = "comparison"
    HOWTO = "howto"
    DESIGN = "design"
    EXPERIENCE = "experience"
    LEADERSHIP = "leadership"
    BEHAVIOURAL = "behavioural"
    MOTIVATION = "motivation"


class AnswerKind(StrEnum):
    """The form of the model answer in the source document."""

    PLAIN = "plain"
    ARCHITECTURAL = "architectural"
    STRATEGIC = "strategic"
    STAR = "star"
    EXAMPLE = "example"


class StarPart(StrEnum):
    """A part of a story, in the order in which it is told."""

    SITUATION = "situation"
    TASK = "task"
    ACTION = "action"
    RESULT = "result"
    LEARNING = "learning"


class Origin(StrEnum):
    """Where in the document a key point was found."""

    BULLET = "bullet"
    NUMBERED = "numbered"
    PARAGRAPH = "paragraph"
    INTRO = "intro"
    CLOSING = "closing"
    COACH = "coach"


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One thing a good answer mentions."""

    id: PointId
    text: str
    label: str | None = None
    weight: int = 1
    part: StarPart | None = None
    terms: tuple[str, ...] = ()
    #: term -> other wordings that count as the term
    accept: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    origin: Origin = Origin.BULLET
    #: first and last line in the document, from 1
    lines: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Rubric:
    """The key points of one question."""

    points: tuple[KeyPoint, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question the interviewer may add, at best when the point labelled ``if_missing`` was missed."""

    ask: str
    if_missing: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, with its rubric, its type and its target time."""

    id: QuestionId
    text: str
    say: str
    section: int
    number: int
    rubric: Rubric
    type: QuestionType = QuestionType.KNOWLEDGE
    answer_kind: AnswerKind = AnswerKind.PLAIN
    target_s: float = 90.0
    difficulty: int = 2
    tags: tuple[str, ...] = ()
    answer_markdown: str = ""
    follow_ups: tuple[FollowUp, ...] = ()
    todo: tuple[str, ...] = ()
    #: the share of a story that each part should take; empty: what is usual
    budgets: Mapping[StarPart, float] = field(default_factory=dict)
    #: the question of which this asks a part: of a follow-up, and in a drill. Such a part earns no grade
    part_of: QuestionId | None = None

    @property
    def wants_star(self) -> bool:
        """Whether the answer is a story: the only questions that get STAR advice."""
        return self.type is QuestionType.BEHAVIOURAL and self.part_of is None


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered heading that groups questions."""

    number: int
    title: str


class Severity(StrEnum):
    """How much a message about a document matters."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Message:
    """One thing found in a document: where, what, and what was done about it."""

    severity: Severity
    code: str
    text: Sentence
    file: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Bank:
    """A set of questions in sections, as read from one or more documents."""

    name: str
    title: str
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    language: str = "en-US"
    messages: tuple[Message, ...] = ()

    def section_title(self, number: int) -> str:
        return next((section.title for section in self.sections if section.number == number), "")

    def in_section(self, number: int) -> Sequence[Question]:
        return [question for question in self.questions if question.section == number]
