"""A bank as a whole, put together from its documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from interviewer.interview.documents.slug import Slugs
from interviewer.interview.question import Bank, Message, Question, QuestionId, Section, Severity
from interviewer.sentence import Sentence


def merged(banks: Sequence[Bank], *, name: str) -> Bank:
    """The documents of one bank as one. Sections of the same number and title are one section."""
    if len(banks) == 1:
        return replace(banks[0], name=name)
    sections: dict[Section, int] = {}
    questions: list[Question] = []
    messages: list[Message] = []
    ids = Slugs()
    seen: set[str] = set()
    for bank in banks:
        renumbered = _placed(bank.sections, sections)
        messages += bank.messages
        for question in bank.questions:
            own = QuestionId(ids.unused(question.id))
            if question.id in seen:
                messages.append(_taken(question, bank))
            seen.add(question.id)
            section = renumbered.get(question.section, question.section)
            questions.append(replace(question, id=own, section=section))
    titled = next((bank for bank in banks if bank.title), None)
    return Bank(
        name=name,
        title=titled.title if titled else name,
        sections=tuple(Section(number, one.title) for one, number in sections.items()),
        questions=tuple(questions),
        language=banks[0].language if banks else "en-US",
        messages=tuple(messages),
    )


def _placed(own: Sequence[Section], sections: dict[Section, int]) -> dict[int, int]:
    """Adds the sections of one document to those of the bank; gives their old numbers the new ones."""
    for section in own:
        if section not in sections:
            taken = set(sections.values())
            sections[section] = section.number if section.number not in taken else max(taken) + 1
    return {section.number: sections[section] for section in own}


def _taken(question: Question, bank: Bank) -> Message:
    file = next((message.file for message in bank.messages if message.file), "")
    text = Sentence("The id “{id}” stands in more than one document of the bank.", id=question.id)
    return Message(Severity.ERROR, "duplicate-id", text, file, None)
