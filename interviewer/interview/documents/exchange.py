"""Questions in other forms: CSV, Anki's text export, and plain text with "Q:" and "A:". Both ways."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt

from interviewer.interview.documents.dialogue import with_headings
from interviewer.interview.documents.fence import Value, written
from interviewer.interview.documents.headings import Converted, with_whole_headings
from interviewer.interview.documents.outline import answer_label
from interviewer.interview.documents.plain import plain, without_html
from interviewer.interview.question import Bank, Message, Question, Severity
from interviewer.sentence import Sentence, together

_CSV_COLUMNS = ("question", "answer", "tags", "id")
_QUESTION_NAMES = frozenset({"question", "front", "prompt", "q", "frage"})
_ANSWER_NAMES = frozenset({"answer", "back", "response", "model answer", "a", "antwort"})
_Q = re.compile(
    r"[ \t]*(?:\*\*)?(?:q|question)(?:[ \t]*\d+)?(?:\*\*)?[ \t]*[:.)](?:\*\*)?[ \t]*(?P<rest>.*)$", re.I
)
_A = re.compile(
    r"[ \t]*(?:\*\*)?(?:a|answer)(?:[ \t]*\d+)?(?:\*\*)?[ \t]*[:.)](?:\*\*)?[ \t]*(?P<rest>.*)$", re.I
)
_CELL_END = re.compile(r"(?<!\\)\|")
_SUFFIXES = frozenset({".csv", ".tsv", ".txt"})
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?:(?P<bullet>[-*+])|(?P<number>\d{1,9}[.)]))[ \t]+")
_RENDERER = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable("image")
_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "colon": ":", "space": " "}


@dataclass(frozen=True, slots=True)
class Exported:
    """A bank in another form, and what that form could not hold."""

    text: str
    messages: tuple[Message, ...] = ()


@dataclass(slots=True)
class _Card:
    """A question and its answer, as found in another form."""

    question: str
    answer: list[tuple[str, int]]
    line: int
    tags: tuple[str, ...] = ()
    id: str = ""


@dataclass(slots=True)
class _Writer:
    """Builds a document line by line."""

    lines: list[str] = field(default_factory=list)
    sources: list[int] = field(default_factory=list)

    def add(self, line: str, source: int) -> None:
        self.lines.append(line)
        self.sources.append(source)


def as_document(text: str, *, suffix: str, file: str) -> Converted | None:
    """The text as a Markdown document, where its file's name or form says that it is none yet."""
    if suffix not in _SUFFIXES or (suffix == ".txt" and _looks_like_markdown(text)):
        rows = _from_table(text)
        if rows:
            return _document(rows, [], file)
        return with_whole_headings(text, file=file) or _from_dialogue(text, file)
    if suffix in {".csv", ".tsv"}:
        cards, told = _from_csv(text, "\t" if suffix == ".tsv" else None, file)
    elif text.startswith("#separator") or _tabbed(text):
        cards, told = _from_anki(text, file)
    else:
        cards, told = _from_lines(text, file)
        if not cards and (made := _from_dialogue(text, file)):
            return made
    return _document(cards, told, file)


def _from_dialogue(text: str, file: str) -> Converted | None:
    """Markdown with "Q:" and "A:", line for line."""
    changed = with_headings(text)
    if changed is None:
        return None
    count = len(re.split(r"\r\n|\r|\n", changed))
    told = Sentence("The questions are no headings in this document; they were made such, line for line.")
    return Converted(
        changed, tuple(range(1, count + 1)), (Message(Severity.INFO, "headings-made", told, file, 1),)
    )


def to_csv(bank: Bank) -> Exported:
    """Comma-separated values with a header: question, answer, tags, id."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_CSV_COLUMNS)
    for question in bank.questions:
        writer.writerow(
            [question.text, _answer_text(question), " ".join(map(_tag, question.tags)), question.id]
        )
    return Exported(out.getvalue(), _not_held(bank, Sentence("CSV"), holds_id=True))


def to_anki(bank: Bank) -> Exported:
    """Anki's text form: front and back separated by a tab, with HTML, tags in the third column."""
    head = "#separator:tab\n#html:true\n#tags column:3\n"
    rows = [
        "\t".join([_field(question.text), _html_answer(question), " ".join(map(_tag, question.tags))])
        for question in bank.questions
    ]
    return Exported(head + "\n".join(rows) + "\n", _not_held(bank, Sentence("Anki's text form")))


def to_text(bank: Bank) -> Exported:
    """Plain text: "Q: …", "A: …", line by line, without Markdown's marks."""
    parts = [f"Q: {question.text}\nA: {_text_answer(question)}\n" for question in bank.questions]
    return Exported("\n".join(parts), _not_held(bank, Sentence("plain text"), holds_tags=False))


def _not_held(
    bank: Bank, form: str, *, holds_id: bool = False, holds_tags: bool = True
) -> tuple[Message, ...]:
    lost = [
        Sentence(
            "sections, spoken forms, types, difficulty, target times, points written by hand, their weights, "
            "terms, accepted wordings and STAR parts, and follow-ups"
        )
    ]
    if not holds_id:
        lost.append(Sentence("ids, so that an import matches questions by their text"))
    if not holds_tags and any(question.tags for question in bank.questions):
        lost.append(Sentence("tags"))
    text = Sentence("{form} can't hold: {lost}.", form=form, lost=together(lost, by="; "))
    return (Message(Severity.WARNING, "not-held", text),)


def _answer_text(question: Question) -> str:
    return question.answer_markdown or "\n".join(f"- {point.text}" for point in question.rubric.points)


def _text_answer(question: Question) -> str:
    return "\n".join(map(_plain_line, _answer_text(question).split("\n")))


def _plain_line(line: str) -> str:
    mark = _ITEM.match(line)
    if mark is None:
        return plain(line)
    return f"{mark['indent']}{'-' if mark['bullet'] else mark['number']} {plain(line[mark.end() :])}"


def _html_answer(question: Question) -> str:
    """The answer as HTML on one line; what is HTML in it already is shown as it was typed."""
    return " ".join(_RENDERER.render(_answer_text(question)).replace(">\n", ">").split())


def _field(text: str) -> str:
    return html.escape(" ".join(text.split()), quote=False)


def _tag(tag: str) -> str:
    return "-".join(tag.split())


def _looks_like_markdown(text: str) -> bool:
    headings = re.search(r"^ {0,3}(?:#{1,6} |#{2,6})\S", text, re.MULTILINE) is not None
    return headings and not text.startswith("#separator") and not _asks_and_answers(text)


def _asks_and_answers(text: str) -> bool:
    lines = re.split(r"\r\n|\r|\n", text[:200_000])
    return any(map(_Q.match, lines)) and any(map(_A.match, lines))


def _tabbed(text: str) -> bool:
    rows = [line for line in text[:100_000].splitlines() if line.strip() and not line.startswith("#")]
    return bool(rows) and all("\t" in row for row in rows[:20])


def _from_csv(text: str, separator: str | None, file: str) -> tuple[list[_Card], list[Message]]:
    told: list[Message] = []
    if separator is None:
        separator = ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
    rows = list(_rows(text, separator, file, told))
    if not rows:
        return [], told
    columns = _columns([cell.strip().lower() for cell in rows[0][1]])
    body = rows[1:] if columns else rows
    question, answer, tags, own = columns or (0, 1, None, None)
    cards = []
    for line, row in body:
        if len(row) <= max(question, answer) or not row[question].strip():
            text = Sentence("This row has no question and answer; it is left out.")
            told.append(Message(Severity.WARNING, "row-incomplete", text, file, line))
            continue
        cards.append(_card(row, line, (question, answer, tags, own)))
    return cards, told


def _rows(text: str, separator: str, file: str, told: list[Message]) -> Iterator[tuple[int, list[str]]]:
    """The rows with the line on which each starts."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    start = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            told.append(
                Message(Severity.ERROR, "csv", Sentence("This is no CSV: {why}.", why=error), file, start)
            )
            return
        if any(cell.strip() for cell in row):
            yield start, row
        start = reader.line_num + 1


def _columns(names: Sequence[str]) -> tuple[int, int, int | None, int | None] | None:
    question = next((index for index, name in enumerate(names) if name in _QUESTION_NAMES), None)
    answer = next((index for index, name in enumerate(names) if name in _ANSWER_NAMES), None)
    if question is None or answer is None:
        return None
    tags = names.index("tags") if "tags" in names else None
    return question, answer, tags, names.index("id") if "id" in names else None


def _card(row: Sequence[str], line: int, places: tuple[int, int, int | None, int | None]) -> _Card:
    question, answer, tags, own = places
    before = sum(cell.count("\n") for cell in row[:answer])
    lines = [(one, line + before + index) for index, one in enumerate(re.split(r"\r\n|\r|\n", row[answer]))]
    labels = tuple(row[tags].split()) if tags is not None and tags < len(row) else ()
    return _Card(
        row[question], lines, line, labels, row[own].strip() if own is not None and own < len(row) else ""
    )


def _from_table(text: str) -> list[_Card]:
    """The rows of Markdown tables with columns for questions and answers; none where other answers stand."""
    cards: list[_Card] = []
    columns = None
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text) if "|" in text else (), 1):
        if "|" not in line:
            columns = None
            if answer_label(line):
                return []
            continue
        cells = [cell.replace("\\|", "|").strip() for cell in _CELL_END.split(line.strip().strip("|"))]
        if columns is None:
            columns = _columns([cell.strip("*_ ").lower() for cell in cells])
        elif len(cells) > max(columns[:2]) and cells[columns[0]].strip(":-"):
            answer = [(one, number) for one in _html_lines(cells[columns[1]])]
            cards.append(_Card(cells[columns[0]], answer, number))
    return cards


def _from_anki(text: str, file: str) -> tuple[list[_Card], list[Message]]:
    told: list[Message] = []
    lines = text.split("\n")
    head = dict(_directives(lines))
    separator = _SEPARATORS.get(head.get("separator", "tab").lower(), head.get("separator", "\t")[:1])
    tags = int(head["tags column"]) - 1 if head.get("tags column", "").isdigit() else None
    skipped = next((index for index, line in enumerate(lines) if not line.startswith("#")), len(lines))
    cards = []
    for number, row in _rows("\n".join(lines[skipped:]), separator, file, told):
        line = number + skipped
        if len(row) < 2 or not row[0].strip():
            why = Sentence("This card has no front and back; it is left out.")
            told.append(Message(Severity.WARNING, "row-incomplete", why, file, line))
            continue
        answer = [(one, line) for one in _html_lines(row[1])]
        labels = tuple(row[tags].split()) if tags is not None and tags < len(row) else ()
        cards.append(_Card(" ".join(_html_lines(row[0])), answer, line, labels))
    return cards, told


def _directives(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        if not line.startswith("#"):
            return
        name, _, value = line[1:].partition(":")
        yield name.strip().lower(), value.strip()


def _html_lines(markup: str) -> list[str]:
    """A field of a card as lines of Markdown: list items, breaks and bold stay."""
    text = re.sub(r"<li[^>]*>", "\n- ", markup, flags=re.IGNORECASE)
    text = re.sub(r"</?(?:b|strong)\b[^>]*>", "**", text, flags=re.IGNORECASE)
    text = re.sub(r"<(?:br|/?p|/?div|/?ul|/?ol|/li)\b[^>]*>", "\n", text, flags=re.IGNORECASE)
    return [html.unescape(without_html(line)) for line in text.split("\n") if line.strip()]


def _from_lines(text: str, file: str) -> tuple[list[_Card], list[Message]]:
    cards: list[_Card] = []
    told: list[Message] = []
    answering = False
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        asks, answers = _Q.match(line), _A.match(line)
        if asks:
            cards.append(_Card(asks["rest"].strip(), [], number))
            answering = False
        elif answers and not cards:
            why = Sentence("This answer stands under no question; it is left out.")
            told.append(Message(Severity.WARNING, "answer-without-question", why, file, number))
        elif answers:
            answering = True
            cards[-1].answer.append((answers["rest"], number))
        elif cards and answering:
            cards[-1].answer.append((line, number))
        elif cards and line.strip():
            cards[-1].question = f"{cards[-1].question} {line.strip()}".strip()
    return cards, told


def _document(cards: Sequence[_Card], told: Sequence[Message], file: str) -> Converted:
    """The cards in the format of a bank."""
    out = _Writer()
    for index, card in enumerate(cards):
        if index:
            out.add("", card.line)
        question = " ".join(card.question.split()) or "?"
        out.add(f"### {index + 1}. {question}", card.line)
        out.add("**Answer:**", card.line)
        for line, source in card.answer:
            out.add(_no_heading(line), source)
        if card.tags or card.id:
            _add_fence(out, card)
    messages = list(told)
    if not cards and not any(one.severity is Severity.ERROR for one in told):
        why = Sentence(
            "No question was found: lines with Q: and A: are wanted, or columns question and answer."
        )
        messages.append(Message(Severity.ERROR, "no-questions", why, file, 1))
    return Converted("\n".join(out.lines) + "\n", tuple(out.sources) or (1,), tuple(messages))


def _add_fence(out: _Writer, card: _Card) -> None:
    fields: dict[str, Value] = {}
    if re.fullmatch(r"\w[\w.:-]{0,119}", card.id):
        fields["id"] = card.id
    if card.tags:
        fields["tags"] = list(card.tags)
    for line in written(fields) if fields else ():
        out.add(line, card.line)


def _no_heading(line: str) -> str:
    """A line of an answer that would read as a heading or a fence is kept as text."""
    return re.sub(r"^( {0,3})(#{1,6}(?=\s)|`{3,}|~{3,}|={2,}$|-{3,}$)", r"\1\\\2", line)
