"""How the kinds of questions and their fields are called."""

from __future__ import annotations

from interviewer.interview.question import QuestionType
from interviewer.ui.elements.words import tr


def question_type(which: QuestionType) -> str:
    return {
        QuestionType.KNOWLEDGE: tr("Knowledge"),
        QuestionType.COMPARISON: tr("Comparison"),
        QuestionType.HOWTO: tr("How to"),
        QuestionType.DESIGN: tr("Design"),
        QuestionType.EXPERIENCE: tr("Experience"),
        QuestionType.LEADERSHIP: tr("Leadership"),
        QuestionType.BEHAVIOURAL: tr("Story (STAR)"),
        QuestionType.MOTIVATION: tr("Motivation"),
    }[which]


def field(name: str) -> str:
    """A field of a question, by the name that the rules give it."""
    return {
        "text": tr("the question"),
        "say": tr("the spoken form"),
        "type": tr("the type"),
        "target_s": tr("the target time"),
        "difficulty": tr("the difficulty"),
        "tags": tr("the tags"),
        "rubric": tr("the key points"),
        "follow_ups": tr("the follow-ups"),
        "todo": tr("what is to be filled in"),
    }[name]
