"""Where a document's headings, questions and coach fences stand, by line.

The lines are scanned once, as CommonMark would, but without parsing what stands inside the answers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from interviewer.interview.documents import code
from interviewer.interview.question import Message, Severity
from interviewer.interview.word_set import word_set
from interviewer.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its level, its text as written, and its lines (from 0, ``end`` is past the last)."""

    level: int
    text: str
    start: int
    end: int
    underlined: bool = False


@dataclass(frozen=True, slots=True)
class Fence:
    """A ``yaml coach`` fence: its lines (from 0, ``end`` is past the last) with the marks around it."""

    start: int
    end: int
    closed: bool


@dataclass(slots=True)
class Outline:
    """What a scan of the lines found."""

    lines: Sequence[str]
    headings: list[Heading] = field(default_factory=list)
    coach: list[Fence] = field(default_factory=list)
    #: the lines of the front matter between its marks
    front: tuple[int, int] | None = None
    messages: list[Message] = field(default_factory=list)
    #: past the last line that can be no part of a paragraph
    floor: int = 0
    #: marks that were opened and are known to be closed nowhere further down
    never_closed: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Block:
    """One question in the document: its heading, and the lines up to the next one."""

    heading: Heading
    #: index of the heading of its section, or None
    section: Heading | None
    end: int
    fences: tuple[Fence, ...]


_MARK = re.compile(
    rf"{code.OPENING}"
    r"| {0,3}(?:(?P<atx>#{1,6})(?:[ \t]+|$|(?<=##)(?=[\w*\"“]))|(?P<under>=+|-+)[ \t]*$"
    r"|(?P<html><(?:!--|(?:script|pre|style|textarea)\b)))",
    re.IGNORECASE,
)
_LIST_OR_QUOTE = re.compile(r"\s*(?:[-*+]\s|\d{1,9}[.)]\s|>|\||(?: {4}|\t))")
#: the wording of a question, whatever mark it ends with
ASKS = re.compile(
    r"\?|^(?:\W|\d)*(?:describe|explain|tell (?:me|us)|compare|walk (?:me|us)|give (?:me|us|an?)|why|how|"
    r"what|when|who|which|where|have you|do you|can you|could you|would you|should|name|list|outline|discuss|"
    r"define)\b",
    re.IGNORECASE,
)
_ATX_END = re.compile(r"(?:^|[ \t]+)#+[ \t]*$")
_FRONT_KEY = re.compile(r"[A-Za-z_][\w-]*[ \t]*:")
_COACH = re.compile(r"[`~]{3,}[ \t]*ya?ml[ \t]+coach\b", re.IGNORECASE)
ANSWER_LABEL = re.compile(
    r"\s{0,3}(?:>[ \t]?)?(?:#{1,6}[ \t]+)?(?P<open>[*_]{0,3})"
    r"(?P<kind>(?:(?:[^\W_]|['’])++[ \t]*+[/&,-]?[ \t]*+){0,5}?)(?<![^\W_])"
    r"(?:answer|response|réponse|antwort|respuesta|risposta|resposta|ans(?=[*_]{0,3}:))s?(?![^\W_])"
    r"(?P<note>[ \t]*\([^()\n]*\))?(?P<colon>[ \t]*:)?(?P<close>[*_]{0,3})(?P<late>[ \t]*:)?(?P<rest>.*)$",
    re.IGNORECASE,
)
_ONLY_COUNTS = re.compile(r"(?:question|q)?[ \t#]*\d+[.:)]*", re.IGNORECASE)
_MARKS = re.compile(r"[*_]{1,3}(?=[\dQq])")
_ANSWER_KINDS = word_set(
    "model sample strategic architectural star short long example suggested my your ideal good best "
    "expected technical behavioral behavioural structured plain the an a full"
)
_NUMBER = re.compile(
    r"(?:(?:question|q)[ \t]*(?=\d))?(?P<number>\d{1,6}(?:\.\d{1,6})*)"
    r"(?P<stop>[.):]*(?:[ \t]*[–—-](?=[ \t]))?)[ \t]+(?=\S)"
    r"|(?:question|q)[ \t]*[:.)][ \t]*(?=\S)",
    re.IGNORECASE,
)


def answer_label(line: str) -> re.Match[str] | None:
    """The line as the label over an answer, e.g. ``**Strategic Answer:**``; None where it is none."""
    label = ANSWER_LABEL.match(line) if len(line) < 4000 else ANSWER_LABEL.match(line[:4000])
    if label is None:
        return None
    colon = bool(label["colon"] or label["late"])
    alone = not label["rest"].strip()
    if line.lstrip().startswith("#"):
        return label if alone and _usual_kind(label["kind"]) else None
    if label["open"]:
        return label if label["open"] == label["close"] and (colon or alone) else None
    return label if colon and _usual_kind(label["kind"]) else None


def _usual_kind(kind: str) -> bool:
    """Whether a label has such words before "answer"; a heading "Model Interview Answers" is none."""
    return all(word in _ANSWER_KINDS for word in re.findall(r"\w+", kind.lower()))


def numbered(text: str) -> tuple[int | None, str]:
    """A heading's number and the rest: ``1.3. How …`` gives 3. The number is for display only."""
    marks = _MARKS.match(text) if text[:1] in {"*", "_"} else None
    if marks:
        number, rest = numbered(text[marks.end() :])
        return (number, rest) if number is not None else (None, text)
    mark = _NUMBER.match(text)
    if mark is None:
        return None, text
    digits = mark["number"]
    if digits is None:
        return None, text[mark.end() :]
    lettered = text[:1].isalpha()
    if not mark["stop"] and "." not in digits and not lettered:
        return None, text
    return int(digits.rsplit(".", 1)[-1]), text[mark.end() :]


def only_counts(text: str) -> bool:
    """Whether a heading asks nothing itself: "Question 3"."""
    return _ONLY_COUNTS.fullmatch(text.strip("*_ ")) is not None


def loose_answers(lines: Sequence[str], inside: Sequence[tuple[int, int]]) -> list[int]:
    """The lines with an answer's label outside all questions."""
    found: list[int] = []
    position = 0
    for start, end in [*inside, (len(lines), len(lines))]:
        found += [
            line for line in range(position, start) if answer_label(lines[line]) and "**" in lines[line]
        ]
        position = end
    return found


def scan(lines: Sequence[str], *, file: str = "") -> Outline:
    """Headings, coach fences and front matter of a document."""
    outline = Outline(lines)
    index = outline.floor = _front(outline, file)
    count = len(lines)
    match = _MARK.match
    while index < count:
        mark = match(lines[index])
        if mark is None:
            index += 1
        elif mark["atx"]:
            _add_atx(outline, index, mark)
            index = outline.floor = index + 1
        elif mark["fence"]:
            index = outline.floor = _fence(outline, index, mark, file)
        elif mark["html"]:
            index = outline.floor = _html_end(outline, index, mark["html"].lower(), file)
        else:
            _add_underlined(outline, index, mark["under"])
            index = outline.floor = index + 1
    return outline


def blocks(outline: Outline) -> tuple[list[Heading], list[Block]]:
    """The headings of sections, and the questions with the lines that belong to them."""
    kinds = _Kinds(outline)
    sections: list[Heading] = []
    starts: list[tuple[Heading, Heading | None]] = []
    ends: list[int] = []
    above: Heading | None = None
    for heading in outline.headings:
        if kinds.is_question(heading):
            starts.append((heading, above))
            ends.append(heading.start)
        elif heading.level < kinds.level:
            above = heading
            sections.append(heading)
            ends.append(heading.start)
        elif kinds.ends_question(heading):
            ends.append(heading.start)
    ends.append(len(outline.lines))
    found = list(_blocks(outline, starts, ends))
    used = {block.section for block in found}
    return [section for section in sections if section in used], found


def _blocks(
    outline: Outline, starts: Sequence[tuple[Heading, Heading | None]], ends: Sequence[int]
) -> Iterator[Block]:
    fences = iter(outline.coach)
    fence = next(fences, None)
    position = 0
    for heading, section in starts:
        while ends[position] <= heading.start:
            position += 1
        end = ends[position]
        own: list[Fence] = []
        while fence is not None and fence.start < end:
            if fence.start >= heading.end:
                own.append(fence)
            fence = next(fences, None)
        yield Block(heading, section, end, tuple(own))


class _Kinds:
    """Tells headings of questions from headings of sections, by what stands beneath them."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._answered = self._with_answer()
        self.level = self._usual_level() if self._answered else self._guessed_level()
        at_level = [heading for heading in outline.headings if heading.level == self.level]
        with_number = sum(_looks_numbered(heading) for heading in at_level)
        self._all_numbered = with_number >= 3 and with_number >= 0.8 * len(at_level)

    def is_question(self, heading: Heading) -> bool:
        if heading.start in self._answered:
            return heading.level >= self.level or self._asks_above(heading)
        if heading.level != self.level or answer_label(heading.text):
            return False
        asks = ASKS.search(heading.text) is not None
        return asks or _looks_numbered(heading) or not (self._all_numbered or self._answered)

    def _asks_above(self, heading: Heading) -> bool:
        """Whether a heading on the level of sections, with an answer under it, is a question all the same."""
        headings = self._outline.headings
        following = next((one for one in headings if one.start > heading.start), None)
        last = following is None or following.level <= heading.level
        return ASKS.search(heading.text) is not None or (_looks_numbered(heading) and last)

    def ends_question(self, heading: Heading) -> bool:
        """A heading of the questions' level that is none, such as "Notes", ends the one before."""
        return heading.level == self.level and not answer_label(heading.text)

    def _with_answer(self) -> set[int]:
        """The headings with an answer's label or a coach fence beneath them, before the next heading."""
        outline = self._outline
        fences = [fence.start for fence in outline.coach]
        answered: set[int] = set()
        fence = 0
        real = [
            heading
            for heading in outline.headings
            if not answer_label("#" * heading.level + " " + heading.text)
        ]
        for heading, following in zip(real, [*real, None][1:], strict=True):
            end = following.start if following else len(outline.lines)
            while fence < len(fences) and fences[fence] < heading.start:
                fence += 1
            has_fence = fence < len(fences) and fences[fence] < end
            if has_fence or any(answer_label(line) for line in _first_lines(outline.lines, heading.end, end)):
                answered.add(heading.start)
        return answered

    def _usual_level(self) -> int:
        """The level of most headings with an answer; headings that ask or have a number count first."""
        answered = [heading for heading in self._outline.headings if heading.start in self._answered]
        asking = [one for one in answered if ASKS.search(one.text) or _looks_numbered(one)]
        levels = Counter(heading.level for heading in asking or answered)
        return max(levels, key=lambda level: (levels[level], level))

    def _guessed_level(self) -> int:
        """Without any answer's label: the level of headings that ask, else the deepest."""
        asking = Counter(
            heading.level for heading in self._outline.headings if heading.text.rstrip("*_ ").endswith("?")
        )
        if asking:
            return asking.most_common(1)[0][0]
        return max((heading.level for heading in self._outline.headings), default=1)


def _looks_numbered(heading: Heading) -> bool:
    return numbered(heading.text)[1] != heading.text


def _first_lines(lines: Sequence[str], start: int, end: int, *, most: int = 12) -> Iterator[str]:
    """The first lines with text under a heading: an answer's label stands among them."""
    seen = 0
    for index in range(start, min(end, len(lines))):
        if lines[index].strip():
            yield lines[index]
            seen += 1
            if seen >= most:
                return


def _front(outline: Outline, file: str) -> int:
    """The first line after the front matter."""
    lines = outline.lines
    if not lines or lines[0].rstrip() != "---":
        return 0
    first = next((line for line in lines[1:] if line.strip()), "")
    if not _FRONT_KEY.match(first) and first.rstrip() != "---":
        return 0
    for index in range(1, len(lines)):
        if lines[index].rstrip() in {"---", "..."}:
            outline.front = (1, index)
            return index + 1
        if lines[index].startswith("#") and index > 1:
            break
    text = Sentence("The front matter that starts here is never closed; end it with a line of three hyphens.")
    outline.messages.append(Message(Severity.ERROR, "front-matter-open", text, file, 1))
    return 1


def _add_atx(outline: Outline, index: int, mark: re.Match[str]) -> None:
    text = _ATX_END.sub("", outline.lines[index][mark.end() :]).strip()
    outline.headings.append(Heading(len(mark["atx"]), text, index, index + 1))


def _add_underlined(outline: Outline, index: int, under: str) -> None:
    """A heading that is set with a line of = or - beneath its text."""
    lines = outline.lines
    after = outline.floor
    start = index
    while start > max(after, index - 4) and lines[start - 1].strip():
        start -= 1
    text = lines[start:index]
    if not _can_be_heading(text, following=next(_first_lines(lines, index + 1, index + 4), "")):
        return
    joined = " ".join(line.strip() for line in text)
    # a rule right beneath a paragraph is meant as a rule
    if under[0] == "-" and (len(under) < 3 or joined.rstrip("*_ ")[-1:] in {".", '"', "”", ":", ";", "!"}):
        return
    outline.headings.append(Heading(1 if under[0] == "=" else 2, joined, start, index + 1, underlined=True))


def _can_be_heading(text: Sequence[str], *, following: str) -> bool:
    if len(text) == 1 and _NUMBER.match(text[0]):
        # CommonMark sees a list here; a person who underlines it, and asks or answers, means a heading
        return text[0].rstrip("*_ ").endswith("?") or answer_label(following) is not None
    return 1 <= len(text) <= 3 and not any(_LIST_OR_QUOTE.match(line) or answer_label(line) for line in text)


def _fence(outline: Outline, index: int, opening: re.Match[str], file: str) -> int:
    """The line after a fence; a coach fence is noted."""
    mark = opening["fence"]
    coach = _COACH.match(outline.lines[index].lstrip()) is not None
    known = mark in outline.never_closed and not opening["item"]
    end = None if known else code.end_of_fence(outline.lines, index, opening)
    if end is not None:
        if coach:
            outline.coach.append(Fence(index, end, closed=True))
        return end
    outline.never_closed.add(mark)
    text = Sentence(
        "The coach fence that starts here is never closed; end it with a line of {mark}."
        if coach
        else "The code fence that starts here is never closed; end it with a line of {mark}.",
        mark=mark,
    )
    # an error: whatever fence comes after it would close this one
    outline.messages.append(Message(Severity.ERROR, "fence-open", text, file, index + 1))
    if coach:
        count = len(outline.lines)
        end = next((at for at in range(index + 1, count) if outline.lines[at].startswith("#")), count)
        outline.coach.append(Fence(index, end, closed=False))
        return end
    return index + 1


def _html_end(outline: Outline, index: int, tag: str, file: str) -> int:
    """The line after a comment, script or the like; headings in it are none."""
    closing = "-->" if tag == "<!--" else f"</{tag[1:]}"
    for end in range(index, index if closing in outline.never_closed else len(outline.lines)):
        if closing in outline.lines[end].lower():
            return end + 1
    outline.never_closed.add(closing)
    text = Sentence("{tag} is never closed; what follows is read as if it were not there.", tag=tag)
    outline.messages.append(Message(Severity.WARNING, "html-open", text, file, index + 1))
    return index + 1
