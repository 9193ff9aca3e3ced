"""Taking a document into a bank: everything is read and shown first, and written whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from interviewer.banks.files import Source, changed, read, write
from interviewer.banks.library import Library, file_messages, has_errors
from interviewer.banks.together import built_aside, copy, copy_into, write_together
from interviewer.errors import InputError
from interviewer.interview.bank import merged
from interviewer.interview.documents import exchange, fence, splice
from interviewer.interview.documents.document import Parsed, parsed
from interviewer.interview.documents.headings import Converted
from interviewer.interview.documents.outline import Block
from interviewer.interview.documents.repair import Damage, messages, repaired
from interviewer.interview.documents.slug import slug
from interviewer.interview.documents.succession import Fate, Plan, Step, succession
from interviewer.interview.question import Bank, Message, Question, QuestionId, Rubric, Severity
from interviewer.loading import uncollected
from interviewer.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Writing:
    """A file that an import would write: its whole new text, and what was read of it before."""

    path: Path
    text: str
    since: Source | None


@dataclass(frozen=True, slots=True)
class Import:
    """A document as it would go into a bank. Nothing is written until it is applied."""

    source: Source
    #: the questions of the document, with the ids that they will have in the bank
    bank: Bank
    plan: Plan
    #: the folder of the bank that it goes into
    place: Path
    writings: tuple[Writing, ...]
    #: how many pairs of backslashes could be turned into backticks; 0 where that was done
    offered: int
    #: a shipped bank that is copied to the person's own first
    copied_from: Path | None = None

    @property
    def messages(self) -> tuple[Message, ...]:
        return self.bank.messages

    @property
    def refused(self) -> bool:
        """Whether there are errors, so that nothing will be written."""
        return has_errors(self.messages)


@dataclass(slots=True)
class _Draft:
    """A document on its way into a bank."""

    source: Source
    text: str
    document: Parsed
    messages: list[Message] = field(default_factory=list)
    offered: int = 0
    #: the lines of the file that was converted
    lines: Sequence[int] | None = None


@uncollected(stays=False)
def preview(
    library: Library,
    file: Path,
    *,
    into: str | None = None,
    repair_backticks: bool = False,
    progress: Callable[[float], None] | None = None,
) -> Import:
    """Reads a document and works out what importing it would do; writes nothing.

    ``into`` names the bank; by default it is the one that the document names, or the file's own name. What is
    wrong in the document is among the messages. ``progress`` is told the share of it that was read; what it
    raises ends the work. Raises InputError for a file that can't be read at all.
    """
    draft = _draft(library, file, backticks=repair_backticks, progress=progress)
    name = into or draft.document.bank.name or slug(file.stem)
    _check_name(name, "" if into else _place_of_name(draft))
    place, there = _existing(library, name)
    documents: Sequence[tuple[Source, Parsed]] = library.documents(there)[0] if there else ()
    old = merged([document.bank for _, document in documents], name=name) if documents else None
    plan = succession(old, draft.document.bank, certain=draft.document.kept_ids) if old else _all_new(draft)
    draft.messages += _doubts(draft, plan, _old_fences(documents))
    bank = _with_kept_ids(draft, plan, name)
    shadowed = there if there is not None and not there.is_relative_to(library.own) else None
    errors = has_errors(bank.messages)
    writings = [] if errors else _writings(draft, plan, documents, place, there)
    if old is not None and _is_partial(draft, documents):
        plan = Plan(tuple(step for step in plan.steps if step.fate is not Fate.GONE))
    return Import(draft.source, bank, plan, place, tuple(writings), draft.offered, shadowed)


def apply(planned: Import) -> None:
    """Writes what was planned.

    Raises InputError, with nothing written, where the document has errors, or where the document or a file of
    the bank has changed since it was read.
    """
    if planned.refused:
        first = next(one for one in planned.messages if one.severity is Severity.ERROR)
        raise InputError(
            "{file}, line {line}: {told} Nothing was imported.",
            file=first.file,
            line=first.line,
            told=first.text,
        )
    _check_unchanged(planned)
    if not planned.writings:
        return
    single = any(writing.path == planned.place for writing in planned.writings)
    if not single and (planned.copied_from is not None or not planned.place.exists()):
        _first_time(planned)
        return
    if len(planned.writings) > 1:
        texts = {writing.path.name: writing.text for writing in planned.writings}
        write_together(planned.place, texts, check=lambda: _check_unchanged(planned))
        return
    (writing,) = planned.writings
    # the own copy of a shipped file is new
    since = None if planned.copied_from else writing.since
    write(writing.path, writing.text, since=since and replace(since, path=writing.path))


def _check_unchanged(planned: Import) -> None:
    for source in (planned.source, *(writing.since for writing in planned.writings)):
        if source is not None and changed(source):
            raise _changed(source.path)


def own_copy(library: Library, name: str) -> Path:
    """The person's own copy of a bank, made where there is only the shipped one."""
    there = library.place(name)
    if there.is_relative_to(library.own):
        return there
    copy(there, library.own / there.name)
    return library.own / there.name


def _draft(
    library: Library, file: Path, *, backticks: bool, progress: Callable[[float], None] | None
) -> _Draft:
    source = read(file)
    shown = str(file)
    converted = exchange.as_document(source.text, suffix=file.suffix.lower(), file=shown)
    text, lines = (converted.text, converted.lines) if converted else (source.text, None)
    found = repaired(text, backticks=backticks)
    document = parsed(found.text, file=shown, lexicon=library.lexicon, progress=progress)
    told = [
        *(replace(one, file=shown) for one in file_messages(source)),
        *(converted.messages if converted else ()),
        *_relined([*messages(found, file=shown), *_not_told(document.bank.messages, converted)], lines),
    ]
    offered = 0 if backticks else len(found.of(Damage.BACKSLASHES))
    draft = _Draft(source, found.text, document, sorted(told, key=lambda one: one.line or 0), offered, lines)
    if changed(source):
        raise InputError(
            "{file} was changed while it was read; nothing was imported.", fix="Import it again.", file=file
        )
    return draft


def _not_told(told: Sequence[Message], converted: Converted | None) -> list[Message]:
    """What the conversion has not told already, in words that fit the form of the file."""
    before = (
        {one.code for one in converted.messages if one.severity is Severity.ERROR} if converted else set()
    )
    return [one for one in told if one.code not in before]


def _changed(path: Path) -> InputError:
    return InputError(
        "{path} has changed since it was read; nothing was imported.", fix="Import it again.", path=path
    )


def _relined(told: Sequence[Message], lines: Sequence[int] | None) -> list[Message]:
    """Messages with the lines of the file that was converted."""
    if lines is None:
        return list(told)
    return [
        replace(one, line=lines[min(one.line, len(lines)) - 1]) if one.line and lines else one for one in told
    ]


def _check_name(name: str, place: str) -> None:
    if not re.fullmatch(r"[\w][\w .-]{0,79}", name) or name.endswith((".", " ")):
        raise InputError(
            "{place}“{name}” can't be the name of a bank.",
            fix="Use letters, digits and hyphens.",
            place=place,
            name=name,
        )


def _place_of_name(draft: _Draft) -> Sentence:
    """Where a document names its bank, in words that a message can start with."""
    lines = draft.document.outline.lines
    line = next((number for number, line in enumerate(lines, 1) if line.startswith("bank")), 1)
    return Sentence("{file}, line {line}: ", file=draft.source.path, line=line)


def _existing(library: Library, name: str) -> tuple[Path, Path | None]:
    """Where the bank will be, and where it is now."""
    try:
        there = library.place(name)
    except InputError:
        return library.own / name, None
    return library.own / there.name, there


def _all_new(draft: _Draft) -> Plan:
    questions = draft.document.bank.questions
    return Plan(tuple(Step(Fate.NEW, question.id, None, question) for question in questions))


def _with_kept_ids(draft: _Draft, plan: Plan, name: str) -> Bank:
    """The document's bank with the ids that its questions have in the bank that it goes into."""
    bank = draft.document.bank
    taken: set[QuestionId] = {step.id for step in plan.steps if step.before is not None}
    questions: list[Question] = []
    for question, step in zip(bank.questions, plan.steps, strict=False):
        own = step.id
        number = 2
        while step.before is None and own in taken:
            own = QuestionId(f"{step.id}-{number}")
            number += 1
        taken.add(own)
        kept = question if own == question.id else replace(question, id=own)
        questions.append(kept if draft.lines is None else _relined_points(kept, draft.lines))
    return replace(bank, name=name, questions=tuple(questions), messages=tuple(draft.messages))


def _relined_points(question: Question, lines: Sequence[int]) -> Question:
    """The question with its points on the lines of the file that was converted."""
    points = [
        replace(point, lines=(lines[point.lines[0] - 1], lines[point.lines[1] - 1])) if point.lines else point
        for point in question.rubric.points
    ]
    return replace(question, rubric=Rubric(tuple(points)))


def _doubts(draft: _Draft, plan: Plan, kept: dict[QuestionId, list[str]]) -> list[Message]:
    """What a re-import can't vouch for: points kept for another answer, and a search that was left out."""
    told: list[Message] = []
    file = str(draft.source.path)
    for step, block in zip(plan.steps, draft.document.blocks, strict=False):
        points = any(line.startswith("points:") for line in kept.get(step.id, ()))
        if step.fate is Fate.CHANGED and not block.fences and points:
            text = Sentence(
                "The answer to “{id}” has changed, but its key points were written for the old one; "
                "check them.",
                id=step.id,
            )
            line = block.heading.start + 1
            told.append(Message(Severity.WARNING, "points-may-not-fit", text, file, line))
    if plan.too_many:
        text = Sentence("So much is new that reworded questions were not looked for; they count as new ones.")
        told.append(Message(Severity.WARNING, "reworded-not-searched", text, file, 1))
    return _relined(told, draft.lines)


def _is_partial(draft: _Draft, documents: Sequence[tuple[Source, Parsed]]) -> bool:
    """Whether the document is one of several, or a new one beside them: then the others stay."""
    return len(documents) > 1 and _target(draft, documents) is None


def _target(draft: _Draft, documents: Sequence[tuple[Source, Parsed]]) -> tuple[Source, Parsed] | None:
    """The document of the bank that this one replaces: the one of the same name, or the only one."""
    name = _file_name(draft.source.path)
    named = next((one for one in documents if one[0].path.name == name), None)
    return named or (documents[0] if len(documents) == 1 else None)


def _file_name(path: Path) -> str:
    return f"{path.stem}.md"


def _writings(
    draft: _Draft,
    plan: Plan,
    documents: Sequence[tuple[Source, Parsed]],
    place: Path,
    there: Path | None,
) -> list[Writing]:
    fences = _fences(draft, plan, documents)
    target = _target(draft, documents)
    whole = splice.with_fences(draft.document, draft.text, fences)
    if target is not None:
        path = place if there is not None and there.is_file() else place / target[0].path.name
        return [Writing(path, whole, target[0])]
    if not documents:
        return [Writing(place / _file_name(draft.source.path), whole, None)]
    return _spread(draft, plan, documents, place, whole)


def _fences(
    draft: _Draft, plan: Plan, documents: Sequence[tuple[Source, Parsed]]
) -> dict[int, Sequence[str]]:
    """For each question without a fence: the one that it has in the bank, or a new one with its id."""
    old = _old_fences(documents)
    own = _with_kept_ids(draft, plan, "").questions
    fences: dict[int, Sequence[str]] = {}
    for index, (block, question) in enumerate(zip(draft.document.blocks, own, strict=True)):
        if not block.fences:
            fences[index] = old.get(question.id) or fence.written({"id": question.id})
        elif question.id not in draft.document.kept_ids:
            one = block.fences[0]
            lines = draft.document.outline.lines[one.start : one.end]
            fences[index] = [lines[0], *fence.changed(lines[1:-1], {"id": question.id}), lines[-1]]
    return fences


def _old_fences(documents: Sequence[tuple[Source, Parsed]]) -> dict[QuestionId, list[str]]:
    found: dict[QuestionId, list[str]] = {}
    for _, document in documents:
        for question, block in zip(document.bank.questions, document.blocks, strict=True):
            if block.fences:
                one = block.fences[0]
                found[question.id] = list(document.outline.lines[one.start : one.end])
    return found


def _spread(
    draft: _Draft, plan: Plan, documents: Sequence[tuple[Source, Parsed]], place: Path, whole: str
) -> list[Writing]:
    """Into a bank of several documents: what changed is changed where it stands, what is new gets a file."""
    changes: dict[QuestionId, list[str]] = {}
    updated = parsed(whole)
    new = list(updated.blocks)
    lines = splice.with_ends(whole)
    for step, block in zip(plan.steps, updated.blocks, strict=False):
        if step.fate in {Fate.CHANGED, Fate.REWORDED}:
            changes[step.id] = lines[block.heading.start : block.end]
        if step.fate is not Fate.NEW:
            new.remove(block)
    writings = []
    for source, document in documents:
        text = splice.with_blocks(document, source.text, changes)
        if text != source.text:
            writings.append(Writing(place / source.path.name, text, source))
    if new:
        writings.append(
            Writing(place / _free_name(place, _file_name(draft.source.path)), _new_part(lines, new), None)
        )
    return writings


def _new_part(lines: Sequence[str], blocks: Sequence[Block]) -> str:
    """The questions that are new, under the headings of their sections."""
    parts: list[str] = []
    above = None
    for block in blocks:
        section = block.section
        if section is not None and section != above:
            parts += ["".join(lines[section.start : section.end]).rstrip("\r\n"), "\n\n"]
            above = section
        parts += ["".join(lines[block.heading.start : block.end]).rstrip("\r\n -"), "\n\n"]
    return "".join(parts).rstrip("\n") + "\n"


def _free_name(place: Path, name: str) -> str:
    number = 2
    free = name
    while (place / free).exists():
        free = f"{Path(name).stem}-{number}.md"
        number += 1
    return free


def _first_time(planned: Import) -> None:
    """A new bank, or the own copy of a shipped one, appears with all that is written to it at once."""
    with built_aside(planned.place) as aside:
        if planned.copied_from is not None:
            copy_into(aside, planned.copied_from)
        for writing in planned.writings:
            path = aside / writing.path.relative_to(planned.place)
            write(path, writing.text, since=writing.since and replace(writing.since, path=path))
