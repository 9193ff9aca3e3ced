"""Damage that documents pick up on their way, found on the raw lines: CommonMark hides half of it.

Mojibake is repaired, since it is certain. Backslashes that stand where backticks stood are only offered: a
Windows path looks the same. An amount that was lost is marked, and never made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import takewhile

from interviewer.interview.documents.code import fences
from interviewer.interview.documents.plain import hidden
from interviewer.interview.question import Message, Severity
from interviewer.interview.word_set import word_set
from interviewer.sentence import Sentence

AMOUNT = "[amount?]"
#: what stands where a character could not be read by an earlier program
LOST_CHARACTER = "\ufffd"


class Damage(StrEnum):
    """A kind of damage."""

    MOJIBAKE = "mojibake"
    BACKSLASHES = "backslashes"
    AMOUNT = "amount"
    CHARACTER = "character"


@dataclass(frozen=True, slots=True)
class Place:
    """One damaged place: ``before`` stood on the line, ``after`` is the repair."""

    damage: Damage
    #: from 1, as an editor counts
    line: int
    before: str
    after: str
    #: what stands around it, to show to the person
    context: str = ""


@dataclass(frozen=True, slots=True)
class Repaired:
    """A document after repair; it has the lines of the original, one for one."""

    text: str
    places: tuple[Place, ...]
    #: whether the offer to turn backslashes into backticks was accepted
    backticks: bool

    def of(self, damage: Damage) -> list[Place]:
        return [place for place in self.places if place.damage is damage]


#: an apostrophe that came from an old Mac, or was lost where no other character can have stood
_APOSTROPHE = re.compile(
    r"(?<=[a-z])Õ(?=(?:s|t|re|ve|ll|d|m)\b)|(?<=n)\ufffd(?=t\b)"
    r"|(?:(?<=\bI)|(?<=\b[Ww]e)|(?<=\b[Ii]t)|(?<=\b[Yy]ou)|(?<=\b[Hh]e)|(?<=\b[Tt]hey)|(?<=\b[Ww]hat)"
    r"|(?<=\b[Tt]hat))\ufffd(?=(?:s|re|ve|ll|d|m)\b)"
)
_LINE_END = re.compile(r"\r\n|\r|\n")
_CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")

# A pair opens after white space or an opening mark, closes before white space or punctuation, and holds no
# backslash: `C:\Users\me` and `\\server\share` are no pairs.
_PAIR = re.compile(
    r"(?<![^\s(\"'“‘\[{*_>—–,;/-])\\(?P<code>[^\s\\`](?:[^\\`\n]{0,200}[^\s\\`])?)\\(?=$|[\s.,;:!?)\]}\"'”’*_—–/-])"
)
_CLOSING = {"(": ")", "[": "]", "{": "}"}

# What a shell or an old printer makes of \a, \b, \f, \n, \r, \t and \v: the letter is gone with the escape.
_ESCAPES = "abfnrtv"
_ESCAPED_WORDS = word_set(
    "add alias allow ansible apply apt args argv assert async at await aws awk az azcopy azurerm backup "
    "bash batch begin black bool branch break brew build bundle bundles byte bytes false fetch field file "
    "files filter final find flake8 float for force foreach format freeze from func function name names "
    "namespace native nginx ng node none not npm npx nslookup null num numpy nvm package pandas rake "
    "range raw read rebase record redis region remote remove repo require requirements reset restart "
    "restore return revert rm rollback root rsync ruby ruff run rust table tables tag tags tail tar "
    "target task tee temp template terraform test tests text then throw time timeout to token touch tox "
    "trace transform trap tree true truncate try type types typescript vacuum validate value values var "
    "vars vault venv verify version versions vi view vim virtualenv void volume"
)

_PERIOD = r"(?:yr|year|annum|quarter|month|mo|week|wk|day|night|hour|hr)s?\b(?!/)"
# "GET /user" is a path, "costs /user" is not
_PIECE = (
    r"(?:user|seat|head|person|employee|license|licence|node|core|gb|tb|unit|call|request|query|customer)s?\b"
)
_NO_GAP = r"(?:e\.g|i\.e|see|or|and|if|for|like|such|also|not|ok|yes|no|optional|both|the|a|an|in|on|at)\b"
_MONEY = (
    r"(?:cost|costs|costing|save|saves|saved|saving|worth|spend|spends|spent|spending|paid|pay|pays|paying)"
)
_ABOUT = r"(?:of|by|from|to|about|around|roughly|nearly|over|under|than|approximately|almost)"
_UNIT = (
    r"(?:seconds?|minutes?|mins|hours?|hrs|days?|weeks?|months?|years?|percent|million|billion|[KMGT]B|ms)\b"
)
_LOST = re.compile(
    rf"(?P<rate>(?<=[\s~(])(?=(?:\.\d+)?[kKmMbB]?/{_PERIOD}))"  # costing /yr, .5k/month
    rf"|(?P<piece>\b(?:{_MONEY}|{_ABOUT}) (?=(?:\.\d+)?[kKmMbB]?/{_PIECE}))"  # costs /user
    rf"|(?P<bracket>(?<=\()(?=\s+(?!{_NO_GAP})\w+(?: \w+){{0,2}}\)))"  # ( effort)
    r"|(?P<empty>(?<=\w\s\()(?=\)))"  # revenue ()
    r"|(?P<sign>(?<=[$€£])(?=\s+(?!\d)[a-z(]|[,.;:!?)](?!\d)))"  # saved $ a year
    rf"|(?P<percent>\b{_ABOUT} (?=%(?!\w)(?!\s*of\b)))"  # cut by %
    rf"|(?P<gap>\b{_MONEY} (?= +[a-z]))"  # costs  in total
    rf"|(?P<unit>(?<=\w )(?= +{_UNIT}))"  # took  hours
    r"|(?P<stop>\b(?:worth|costing|saved|saving) (?=[.,;](?!\d)))",  # saved ,
    re.IGNORECASE,
)

#: one of these stands on every line that _LOST finds something on: looking for them first is much quicker
_HINTS = (
    " /", "~/", "(/", " .", "k/", "K/", "m/", "M/", "b/", "B/", "( ", "(\t", " ()", "$", "€", "£", " %",
    "t  ", "s  ", "g  ", "e  ", "d  ", "h  ", "y  ", "n  ", "k  ", "r  ", "f  ", "o  ", " ,", " ;",
)  # fmt: skip


class _Vocabulary:
    """The words that the document itself uses, outside pairs of backslashes; asked for one by one."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._text: str | None = None
        self._known: dict[str, bool] = {}

    def __contains__(self, word: str) -> bool:
        if self._text is None:
            self._text = "\n".join(self._lines)
        if word not in self._known:
            # starts with the word itself: that is searched for much more quickly
            alone = rf"{word}(?<![\\\w]{word})(?![\w\\])"
            self._known[word] = word in self._text and re.search(alone, self._text) is not None
        return self._known[word]


def lines_of(text: str) -> list[str]:
    """The lines without their ends, counted as an editor counts: LF, CR LF and a lone CR end one."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.split("\n")


def line_ends(text: str) -> list[str]:
    """The ends of the lines, one for each; that of the last line is none."""
    return [*(_LINE_END.findall(text) if "\r" in text else ["\n"] * text.count("\n")), ""]


def repaired(text: str, *, backticks: bool = False) -> Repaired:
    """The document with what is certain repaired, and all damage listed by line.

    ``backticks`` accepts the offer to turn pairs of backslashes into backticks. Nothing else in the text is
    touched, and its line ends stay what they are.
    """
    ends = line_ends(text)
    lines = lines_of(text)
    vocabulary = _Vocabulary(list(lines))
    code = {index for start, end in fences(lines) for index in range(start, end)}
    places: list[Place] = []
    hints = [hint for hint in _HINTS if hint in text]
    for index, line in enumerate(lines):
        if not _suspect(line, hints):
            continue
        found = list(
            _repair_line(line, index, in_code=index in code, backticks=backticks, vocabulary=vocabulary)
        )
        places += (place for place, _ in found)
        if found:
            lines[index] = found[-1][1]
    if not places:
        return Repaired(text, (), backticks)
    joined = "".join(line + end for line, end in zip(lines, ends, strict=True))
    return Repaired(joined, tuple(places), backticks)


def masked(line: str) -> str:
    """The line with pairs of backslashes hidden from the Markdown parser, which would eat one of the two."""
    if line.count("\\") < 2:
        return line
    spans = _code_spans(line)
    return _PAIR.sub(lambda pair: hidden(pair[0]) if _is_pair(pair, spans) else pair[0], line)


def messages(result: Repaired, *, file: str = "") -> list[Message]:
    """What was found, in words, in the order of the lines."""
    told = [_told(place, backticks=result.backticks, file=file) for place in result.places]
    pairs = result.of(Damage.BACKSLASHES)
    if pairs:
        told.append(_offer(pairs, accepted=result.backticks, file=file))
    return sorted(told, key=lambda message: message.line or 0)


def _suspect(line: str, hints: Sequence[str]) -> bool:
    if not line.isascii() or "\\" in line or AMOUNT in line:
        return True
    return _hinted(line, hints) and _LOST.search(line) is not None


def _hinted(line: str, hints: Sequence[str] = _HINTS) -> bool:
    for hint in hints:  # noqa: SIM110 - any() is half as fast, and this runs on every line
        if hint in line:
            return True
    return False


def _repair_line(
    line: str, index: int, *, in_code: bool, backticks: bool, vocabulary: _Vocabulary
) -> Iterator[tuple[Place, str]]:
    """Each place with the line as it is after it."""
    fixed = line if line.isascii() else _without_mojibake(line)
    for before, after in _differences(line, fixed) if fixed != line else ():
        yield Place(Damage.MOJIBAKE, index + 1, before, after, _around(fixed, fixed.find(after))), fixed
    line = fixed
    if in_code:
        return
    shift = 0
    for found, before, after in _pairs(line, vocabulary):
        start = found + shift
        place = Place(Damage.BACKSLASHES, index + 1, before, after, _around(line, start))
        if backticks:
            line = line[:start] + after + line[start + len(before) :]
            shift += len(after) - len(before)
        yield place, line
    for position in reversed(_lost(line)):
        line = line[:position] + AMOUNT + line[position:]
    yield from _marks(line, index)


def _without_mojibake(line: str) -> str:
    import ftfy  # noqa: PLC0415 - a bank that is only loaded is not repaired

    fixed = ftfy.fix_encoding(line) if ftfy.badness.is_bad(line) else line
    return _APOSTROPHE.sub("’", fixed) if "Õ" in fixed or LOST_CHARACTER in fixed else fixed


def _marks(line: str, index: int) -> Iterator[tuple[Place, str]]:
    lost = line.find(LOST_CHARACTER)
    if lost >= 0:
        yield Place(Damage.CHARACTER, index + 1, LOST_CHARACTER, LOST_CHARACTER, _around(line, lost)), line
    for mark in re.finditer(re.escape(AMOUNT), line):
        yield Place(Damage.AMOUNT, index + 1, "", AMOUNT, _around(line, mark.start())), line


def _lost(line: str) -> list[int]:
    if not _hinted(line):
        return []
    spans = _code_spans(line)
    return sorted({lost.end() for lost in _LOST.finditer(line) if not _within(lost.start(), spans)})


def _pairs(line: str, vocabulary: _Vocabulary) -> list[tuple[int, str, str]]:
    if line.count("\\") < 2:
        return []
    spans = _code_spans(line)
    found = [pair for pair in _PAIR.finditer(line) if _is_pair(pair, spans)]
    return [(pair.start(), pair[0], f"`{_with_letter(pair['code'], vocabulary)}`") for pair in found]


def _is_pair(pair: re.Match[str], code_spans: Sequence[tuple[int, int]]) -> bool:
    if _within(pair.start(), code_spans):
        return False
    code = pair["code"]
    # \[x\] and \"x\" are brackets and quotes that the author escaped
    follows = pair.string[pair.end() : pair.end() + 1]
    return not follows or follows.isspace() or _CLOSING.get(code[0], code[0]) != follows


def _with_letter(code: str, vocabulary: _Vocabulary) -> str:
    """The code with the letter that an escape sequence ate, where only one gives a word."""
    word = re.match(r"[a-z0-9_]+", code)
    if word is None or word[0] in _ESCAPED_WORDS or word[0] in vocabulary:
        return code
    letters = [letter for letter in _ESCAPES if letter + word[0] in _ESCAPED_WORDS]
    letters = letters or [letter for letter in _ESCAPES if letter + word[0] in vocabulary]
    return letters[0] + code if len(letters) == 1 else code


def _code_spans(line: str) -> list[tuple[int, int]]:
    return [span.span() for span in _CODE_SPAN.finditer(line)] if "`" in line else []


def _within(position: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in spans)


def _differences(before: str, after: str) -> list[tuple[str, str]]:
    # the matcher takes the square of what it is given: only the middle, then
    head = _alike(before, after)
    before, after = before[head:], after[head:]
    tail = _alike(reversed(before), reversed(after))
    before, after = before[: len(before) - tail], after[: len(after) - tail]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [
        (before[start:end], after[new_start:new_end])
        for tag, start, end, new_start, new_end in matcher.get_opcodes()
        if tag != "equal"
    ]


def _alike(first: Iterable[str], second: Iterable[str]) -> int:
    """How many characters are the same from the start on."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))


def _around(line: str, position: int, *, width: int = 28) -> str:
    start, end = max(0, position - width), position + width + len(AMOUNT)
    return ("…" if start else "") + line[start:end].strip() + ("…" if end < len(line) else "")


def _told(place: Place, *, backticks: bool, file: str) -> Message:
    match place.damage:
        case Damage.MOJIBAKE:
            text = Sentence(
                "Characters were garbled: “{before}” is now “{after}” in “{context}”.",
                before=place.before,
                after=place.after,
                context=place.context,
            )
            return Message(Severity.INFO, "mojibake-repaired", text, file, place.line)
        case Damage.CHARACTER:
            text = Sentence(
                "A character was lost here: “{context}”. Put in the one that belongs there.",
                context=place.context,
            )
            return Message(Severity.WARNING, "character-lost", text, file, place.line)
        case Damage.AMOUNT:
            text = Sentence(
                "An amount was lost here: “{context}”. It is marked {mark}; put in your own figure.",
                context=place.context,
                mark=AMOUNT,
            )
            return Message(Severity.WARNING, "amount-lost", text, file, place.line)
    text = Sentence(
        "{before} is now {after}." if backticks else "{before} may have been {after}.",
        before=place.before,
        after=place.after,
    )
    return Message(
        Severity.INFO, "backslash-pair-repaired" if backticks else "backslash-pair", text, file, place.line
    )


def _offer(pairs: Sequence[Place], *, accepted: bool, file: str) -> Message:
    numbers = ", ".join(str(line) for line in dict.fromkeys(place.line for place in pairs))
    if accepted:
        text = Sentence(
            "Backslashes in pairs were turned into backticks: {count} (lines {numbers}).",
            count=len(pairs),
            numbers=numbers,
        )
        return Message(Severity.INFO, "backslashes-repaired", text, file, pairs[0].line)
    text = Sentence(
        "Backslashes in pairs stand where backticks may have stood: {count} (lines {numbers}). "
        "They were left alone; accept the repair to turn all of them into backticks.",
        count=len(pairs),
        numbers=numbers,
    )
    return Message(Severity.WARNING, "backslashes-offered", text, file, pairs[0].line)
