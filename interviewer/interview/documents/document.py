"""A Markdown document as a bank of questions. What is wrong in it becomes a message; nothing is raised."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from interviewer.interview.documents.answer import Answer, taken_apart
from interviewer.interview.documents.coach import (
    Coach,
    FrontFields,
    PointFields,
    part,
    read_coach,
    read_front,
)
from interviewer.interview.documents.drafts import Draft
from interviewer.interview.documents.loose import left_over
from interviewer.interview.documents.outline import (
    Block,
    Outline,
    answer_label,
    blocks,
    numbered,
    only_counts,
    scan,
)
from interviewer.interview.documents.plain import plain
from interviewer.interview.documents.repair import AMOUNT, lines_of
from interviewer.interview.documents.slug import Slugs, slug
from interviewer.interview.documents.story import answer_kind, question_type, star_parts, target_s
from interviewer.interview.lexicon import Lexicon
from interviewer.interview.question import (
    Bank,
    FollowUp,
    KeyPoint,
    Message,
    Origin,
    PointId,
    Question,
    QuestionId,
    Rubric,
    Section,
    Severity,
    StarPart,
)
from interviewer.sentence import Sentence

_PLAIN_LEXICON = Lexicon()
_NO_COACH = Coach()
_LISTED = (Origin.BULLET, Origin.NUMBERED)
# a pattern that starts with a letter is searched for more quickly than one that starts with a boundary
_ACRONYM = re.compile(r"[A-Z](?<!\w[A-Z])(?=[A-Z0-9/+-]*[A-Z])[A-Z0-9]*(?:[/+-][A-Z0-9]+)*s?\b")
_MOST_TERMS = 8
#: a point of more characters is no sentence of anybody; its terms stand at its start
_READ_FOR_TERMS = 10_000
_LEFT_OUT = {
    "image": ("image-ignored", Sentence("An image is not loaded, and not part of the answer's key points.")),
    "html": ("html-ignored", Sentence("HTML is read as plain text; nothing in it is run or loaded.")),
    "code": ("code-ignored", Sentence("A block of code is no key point, since nobody says it.")),
    "nesting": (
        "nested-too-deep",
        Sentence("The list is nested too deep to be kept apart; it is read as a flat one."),
    ),
    "preamble": (
        "text-before-answer",
        Sentence("Text between the question and its answer is no part of the answer."),
    ),
}


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document with its bank, and where each question stands in it."""

    bank: Bank
    outline: Outline
    #: one for each question, in the order of the bank
    blocks: tuple[Block, ...]
    answers: tuple[Answer, ...]
    #: the ids that come from a fence rather than from the text
    kept_ids: frozenset[QuestionId]
    lexicon: Lexicon = _PLAIN_LEXICON


def parse(text: str, *, file: str = "", name: str = "", lexicon: Lexicon = _PLAIN_LEXICON) -> Bank:
    """The questions of a document, with messages about what is wrong in it."""
    return parsed(text, file=file, name=name, lexicon=lexicon).bank


def parsed(
    text: str,
    *,
    file: str = "",
    name: str = "",
    lexicon: Lexicon = _PLAIN_LEXICON,
    progress: Callable[[float], None] | None = None,
) -> Parsed:
    """Like ``parse``, with the places that an edit needs.

    ``progress`` is told the share that is done, a hundred times at most; what it raises ends the work.
    """
    return _Reading(lines_of(text.removeprefix("\ufeff")), file, lexicon).result(name, progress)


class _Reading:
    """One document that is being read."""

    def __init__(self, lines: Sequence[str], file: str, lexicon: Lexicon) -> None:
        self._lines = lines
        self._file = file
        self._lexicon = lexicon
        self._outline = scan(lines, file=file)
        self._messages = list(self._outline.messages)
        self._sections, self._blocks = blocks(self._outline)
        self._front = self._read_front()
        self._ids = Slugs()
        self._id_lines: dict[str, int] = {}
        self._texts: dict[str, int] = {}
        self._kept: set[QuestionId] = set()

    def result(self, name: str, progress: Callable[[float], None] | None) -> Parsed:
        coaches = [self._coach(block) for block in self._blocks]
        self._reserve(coaches)
        sections, numbers = self._numbered_sections()
        questions: list[Question] = []
        answers: list[Answer] = []
        in_section: dict[int, set[int]] = {}
        a_hundredth = len(coaches) // 100 + 1
        for done, (block, coach) in enumerate(zip(self._blocks, coaches, strict=True)):
            if progress is not None and done % a_hundredth == 0:
                progress(done / len(coaches))
            section = numbers.get(block.section.start if block.section else -1, 1)
            number = self._number(block, in_section.setdefault(section, set()))
            answer = self._answer(block, labels_only=coach.fields.points is not None)
            title = plain(block.section.text) if block.section else ""
            questions.append(self._question(block, coach, answer, (section, number, title)))
            answers.append(answer)
        self._messages += left_over(self._outline, self._blocks, self._lines, self._file)
        bank = Bank(
            name=self._front.bank or name,
            title=self._title(name),
            sections=tuple(sections),
            questions=tuple(questions),
            language=self._front.language or "en-US",
            messages=tuple(sorted(self._messages, key=lambda message: message.line or 0)),
        )
        kept = frozenset(self._kept)
        return Parsed(bank, self._outline, tuple(self._blocks), tuple(answers), kept, self._lexicon)

    def _tell(self, severity: Severity, code: str, text: Sentence, line: int) -> None:
        self._messages.append(Message(severity, code, text, self._file, line + 1))

    def _read_front(self) -> FrontFields:
        if self._outline.front is None:
            return FrontFields()
        start, end = self._outline.front
        front, messages = read_front(self._lines[start:end], file=self._file)
        self._messages += messages
        return front

    def _coach(self, block: Block) -> Coach:
        if not block.fences:
            return _NO_COACH
        for extra in block.fences[1:]:
            text = Sentence("This is a second coach fence; put all into the first one.")
            self._tell(Severity.ERROR, "coach-fence-twice", text, extra.start)
        fence = block.fences[0]
        inside = self._lines[fence.start + 1 : fence.end - 1 if fence.closed else fence.end]
        coach, messages = read_coach(inside, first_line=fence.start + 2, file=self._file)
        self._messages += messages
        return coach

    def _reserve(self, coaches: Sequence[Coach]) -> None:
        """Ids in fences come first, so that a derived one never takes theirs."""
        for block, coach in zip(self._blocks, coaches, strict=True):
            wanted = coach.fields.id
            if wanted is None:
                continue
            if wanted in self._id_lines:
                text = Sentence(
                    "The id “{id}” is taken, see line {line}; give another here.",
                    id=wanted,
                    line=self._id_lines[wanted],
                )
                self._tell(Severity.ERROR, "duplicate-id", text, block.fences[0].start)
            else:
                self._id_lines[wanted] = block.heading.start + 1
                self._ids.reserve(wanted)

    def _numbered_sections(self) -> tuple[list[Section], dict[int, int]]:
        """Sections with the numbers they are written with, where those are all different."""
        written = [numbered(heading.text) for heading in self._sections]
        digits = [number for number, _ in written]
        keep = None not in digits and len(set(digits)) == len(digits)
        loose = any(block.section is None for block in self._blocks)
        sections = [Section(1, self._title(""))] if loose and (not self._sections or not keep) else []
        offset = len(sections)
        numbers: dict[int, int] = {}
        for index, (heading, (number, title)) in enumerate(zip(self._sections, written, strict=True)):
            own = number if keep and number is not None else index + 1 + offset
            numbers[heading.start] = own
            sections.append(Section(own, plain(title)))
        numbers[-1] = 1 if offset else (sections[0].number if sections else 1)
        return sections, numbers

    def _number(self, block: Block, taken: set[int]) -> int:
        number, _ = numbered(block.heading.text)
        if number is None or number in taken:
            number = max(taken, default=0) + 1
        taken.add(number)
        return number

    def _title(self, name: str) -> str:
        if self._front.title:
            return self._front.title
        first = self._outline.headings[0] if self._outline.headings else None
        taken = {block.heading.start for block in self._blocks}
        if (
            first is not None
            and first.start not in taken
            and (first not in self._sections or (first.level == 1 and len(self._sections) == 1))
        ):
            return plain(first.text)
        return name

    def _answer(self, block: Block, *, labels_only: bool) -> Answer:
        start = block.heading.end
        lines = list(self._lines[start : block.end])
        for fence in block.fences:
            for index in range(fence.start - start, fence.end - start):
                lines[index] = ""
        answer = taken_apart(lines, labels_only=labels_only)
        seen: set[tuple[str, int]] = set()
        for line, what in answer.left_out:
            if (what, line) not in seen and not (what == "preamble" and only_counts(block.heading.text)):
                code, text = _LEFT_OUT[what]
                self._tell(Severity.INFO, code, text, start + line)
                seen.add((what, line))
        return answer

    def _question(self, block: Block, coach: Coach, answer: Answer, place: tuple[int, int, str]) -> Question:
        section, number, title = place
        fields = coach.fields
        text = self._text(block, answer)
        question_id = self._id(coach, text)
        parts = star_parts(answer.labels)
        kind = answer_kind(words=answer.kind_words, notes=answer.stage_notes, parts=parts)
        guess = fields.question_type or question_type(text, kind=kind, section=title)
        points = self._points(coach, answer, block.heading.end, parts)
        self._check(block, text, points)
        defaults = self._front.defaults
        return Question(
            id=question_id,
            text=text,
            say=fields.say or self._lexicon.spoken(text),
            section=section,
            number=number,
            rubric=Rubric(points),
            type=guess,
            answer_kind=kind,
            target_s=fields.target or defaults.target or target_s(guess),
            difficulty=fields.difficulty or defaults.difficulty or 2,
            tags=tuple(fields.tags),
            answer_markdown=self._answer_markdown(block, answer),
            follow_ups=tuple(FollowUp(one.ask, one.if_missing) for one in fields.follow_ups or ()),
            todo=tuple(fields.todo) or _todo(points),
            budgets={StarPart(part): share / 100 for part, share in fields.budgets.items()},
        )

    def _text(self, block: Block, answer: Answer) -> str:
        """What is asked: the heading, or where that only counts, what stands between it and the answer."""
        heading = block.heading
        if only_counts(heading.text):
            between = self._lines[heading.end : heading.end + answer.lines[0]]
            asked = plain(" ".join(line for line in between if line.strip() and not answer_label(line)))
            if asked:
                return asked
        return plain(numbered(heading.text)[1])

    def _id(self, coach: Coach, text: str) -> QuestionId:
        if coach.fields.id and coach.fields.id not in self._kept:
            question_id = QuestionId(coach.fields.id)
            self._kept.add(question_id)
            return question_id
        return QuestionId(self._ids.unused(slug(text)))

    def _answer_markdown(self, block: Block, answer: Answer) -> str:
        start, end = answer.lines
        inside: set[int] = set()
        for fence in block.fences:
            inside.update(range(fence.start - block.heading.end, fence.end - block.heading.end))
        offset = block.heading.end
        kept = [self._lines[offset + index] for index in range(start, end) if index not in inside]
        return "\n".join(kept).strip("\n")

    def _points(
        self, coach: Coach, answer: Answer, offset: int, parts: Sequence[StarPart | None]
    ) -> tuple[KeyPoint, ...]:
        ids = Slugs()
        if coach.fields.points is not None:
            written = zip(coach.fields.points, coach.point_lines, strict=True)
            return tuple(_written_point(fields, lines, ids) for fields, lines in written)
        return tuple(
            self._derived_point(draft, star, offset, ids)
            for draft, star in zip(answer.drafts, parts, strict=True)
        )

    def _derived_point(self, draft: Draft, star: StarPart | None, offset: int, ids: Slugs) -> KeyPoint:
        terms = _terms(draft)
        heard = [(term, self._lexicon.heard_as(term)) for term in terms] if terms else ()
        first, last = draft.lines
        return KeyPoint(
            id=PointId(ids.unused(slug(draft.label or draft.text, longest=40))),
            text=draft.text,
            label=draft.label,
            weight=2 if draft.origin in _LISTED else 1,
            part=star,
            terms=terms,
            accept={term: wordings for term, wordings in heard if wordings},
            origin=draft.origin,
            lines=(first + offset + 1, last + offset + 1),
        )

    def _check(self, block: Block, text: str, points: Sequence[KeyPoint]) -> None:
        line = block.heading.start
        if not text:
            told = Sentence("The heading asks nothing; write a question in it.")
            self._tell(Severity.WARNING, "question-empty", told, line)
        if not points:
            told = Sentence("The question has no answer to compare with; write one beneath it.")
            self._tell(Severity.WARNING, "no-answer", told, line)
        key = text.casefold()
        if key and key in self._texts:
            told = Sentence(
                "The same question stands on line {line}; both are kept. Take one out.", line=self._texts[key]
            )
            self._tell(Severity.WARNING, "duplicate-question", told, line)
        self._texts.setdefault(key, line + 1)


def _written_point(fields: PointFields, lines: tuple[int, int], ids: Slugs) -> KeyPoint:
    accept: Mapping[str, Sequence[str]] = fields.accept
    return KeyPoint(
        id=PointId(ids.unused(fields.id or slug(fields.label or fields.point, longest=40))),
        text=fields.point,
        label=fields.label,
        weight=fields.weight or 1,
        part=part(fields.part),
        terms=tuple(fields.terms),
        accept={term: tuple(wordings) for term, wordings in accept.items()},
        origin=Origin.COACH,
        lines=lines,
    )


def _terms(draft: Draft) -> tuple[str, ...]:
    """What a point is about: what is bold or code in it, and its acronyms."""
    found: list[str] = []
    for term in (*[bold.strip(" :.,") for bold in draft.bold], *draft.code):
        if term and term != draft.label and len(term) <= 60:
            found.append(term)
    found += _ACRONYM.findall(draft.text[:_READ_FOR_TERMS])
    return tuple(term for term in dict.fromkeys(found) if term.strip("*."))[:_MOST_TERMS] if found else ()


def _todo(points: Sequence[KeyPoint]) -> tuple[str, ...]:
    return tuple(
        Sentence("An amount was lost from “{point}”; put in your own figure.", point=point.text)
        for point in points
        if AMOUNT in point.text
    )
