"""Sentences of a paragraph as claims of one idea each, and what is a claim at all."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from interviewer.interview.word_set import word_set

_WRAP_WIDTH = 60
_BREAK = re.compile(r"\n")
_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s)")
_CLAUSE_END = re.compile(r";\s+")
_NEXT = re.compile(r"\s+[\"'“‘(\[]*[^\W_]")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|approx|ca|cf|mr|mrs|ms|dr|prof|inc|ltd|co|corp|no|fig|sec|st|jr|sr|dept|est|min|max|"
    r"avg|incl|excl|resp|a\.m|p\.m|u\.s|u\.k|e\.u|b\.sc|m\.sc|ph\.d)|(?:^|[\s(])[A-Za-z])\.$",
    re.IGNORECASE,
)
_FUNCTION_WORDS = word_set(
    "a an and are as at be been being but by can could did do does for from had has have he her his i if "
    "in into is it its like may me my no nor not of on or our ours over own shall she should so such than "
    "that the their them then there these they this those through to too under up was we were what when "
    "where which while who whom whose why will with would you your yours also just very more most some "
    "any each other both all per via including following here how"
)
# Words with which a sentence only announces what comes
_ANNOUNCING = word_set(
    "approach approaches areas aspects checklist common consider do example examples factors few first "
    "focus following follow follows framework go include includes items key keep list look main many "
    "method point points process steps step strategy stay thing things three two four five six several "
    "use usually typically way ways work happen places place reasons reason main rules rule layers layer "
    "levels options option parts part stages stage tips"
)
_OPEN_END = re.compile(
    r"\b(?:by|such as|like|including|includes|include|with|for|are|is|of|on|to|namely|e\.g\.)\s*$", re.I
)
_COUNTED = re.compile(
    r"\b(?:two|three|four|five|six|seven|several|some|few|many|these|the following|\d+)\s+(?:\w+\s+){0,2}"
    r"(?:places|ways|things|steps|reasons|areas|factors|parts|points|rules|layers|levels|options|stages|categories|"
    r"questions|principles|pillars|phases|aspects|components|types|kinds|strategies|practices)\s*$",
    re.IGNORECASE,
)
_CONNECTORS = word_set("or and yes no so then also but well sure okay ok absolutely definitely")
_QUOTE_PAIRS = {'"': '"', "“": "”", "„": "“", "«": "»", "'": "'", "‘": "’"}
_QUOTES = frozenset((*_QUOTE_PAIRS, *_QUOTE_PAIRS.values()))
_DOUBLE = '"“”„«»'


class Sentence(NamedTuple):
    """A sentence on one line, and the lines on which it stood, counted from the paragraph's first."""

    text: str
    first: int
    last: int


def claims(paragraph: str, *, before_list: bool = False) -> list[Sentence]:
    """The sentences of a paragraph that claim something.

    ``before_list`` says that a list follows: then a last sentence that only leads in to it is no claim.
    """
    found = [sentence for part in sentences(paragraph) for sentence in _halves(part)]
    kept: list[Sentence] = []
    for index, sentence in enumerate(found):
        leads = sentence.text.rstrip().endswith(":")
        last = index == len(found) - 1
        if leads and (before_list or not last) and is_lead_in(sentence.text):
            continue
        text = unquoted(_without_open_end(sentence.text) if leads else sentence.text)
        if not text or _is_connector(text):
            continue
        if text.endswith("?") and kept and kept[-1].text.endswith("?") and kept[-1].last == sentence.first:
            # questions in a row are asked as one
            kept[-1] = Sentence(f"{kept[-1].text} {text}", kept[-1].first, sentence.last)
        else:
            kept.append(Sentence(text, sentence.first, sentence.last))
    return kept


def sentences(paragraph: str) -> Iterator[Sentence]:
    """Splits at ends of sentences and at line ends that end one; hard-wrapped lines are joined."""
    start = 0
    line = 0
    for cut in [*_cuts(paragraph), len(paragraph)]:
        piece = paragraph[start:cut]
        skipped = len(piece) - len(piece.lstrip())
        first = line + piece[:skipped].count("\n")
        text = piece.strip()
        if text:
            yield Sentence(" ".join(text.split()), first, first + text.count("\n"))
        line += piece.count("\n")
        start = cut


def is_lead_in(text: str) -> bool:
    """Whether a sentence only announces what follows: "I stay hands-on by:", "My checklist:"."""
    bare = unquoted(text).rstrip(": ")
    if _COUNTED.search(bare):
        return True
    words = content_words(bare)
    return len(words) < (4 if _OPEN_END.search(bare) else 3)


def content_words(text: str) -> list[str]:
    """The words that carry meaning."""
    words = re.findall(r"[^\W_][\w'’-]*", text.lower())
    return [word for word in words if word not in _FUNCTION_WORDS and word not in _ANNOUNCING]


def unquoted(text: str) -> str:
    """The text without quotation marks that wrap it, or that have lost their partner to a cut."""
    text = text.strip()
    if text[:1] not in _QUOTES and text[-1:] not in _QUOTES:
        return text
    while len(text) > 1 and _wraps(text):
        text = text[1:-1].strip()
    if text[:1] in _QUOTE_PAIRS and not _closes(text[1:], _QUOTE_PAIRS[text[0]]):
        text = text[1:].strip()
    return _without_lone_end(text)


def ends_sentence(line: str) -> bool:
    """Whether a line ends where a sentence ends, whatever marks stand after it."""
    return line.rstrip().rstrip("\"'”’)]*_`»").endswith((".", "!", "?", "…", ":", ";"))


def starts_afresh(line: str, before: str) -> bool:
    """Whether a line starts a sentence of its own, rather than going on from the line before it.

    A line that was wrapped at the edge goes on; one that ends early, or ends a sentence, does not.
    """
    if ends_sentence(before):
        return True
    begins = line.strip().lstrip("\"'“‘*_(`[")[:1]
    if not (begins.isupper() or begins.isdigit()) or len(before.rstrip()) >= _WRAP_WIDTH:
        return False
    words = re.findall(r"[\w'’-]+", before.lower())
    goes_on = before.rstrip().endswith((",", "-", "–", "—", "/", "&", "+")) or (
        words and words[-1] in _FUNCTION_WORDS
    )
    return not goes_on or (len(words) == 1 and words[0] in _CONNECTORS)


def _cuts(text: str) -> Iterator[int]:
    brackets = _bracketed(text) if "(" in text or "[" in text else []
    ends = {end.end(): end for end in _END.finditer(text)}
    breaks = {found.start() for found in _BREAK.finditer(text)}
    for cut in sorted(ends.keys() | breaks):
        if cut in breaks:
            start = text.rfind("\n", 0, cut) + 1
            following = text.find("\n", cut + 1)
            before, after = text[start:cut], text[cut + 1 : following if following >= 0 else len(text)]
            if starts_afresh(after, before) and not _ABBREVIATION.search(before[-12:]):
                yield cut
        elif not _inside(cut, brackets) and _NEXT.match(text, cut) and not _goes_on(text, ends[cut]):
            yield cut


def _goes_on(text: str, end: re.Match[str]) -> bool:
    """Whether the mark ends no sentence: an abbreviation, or a small letter follows."""
    if end[0] == "." and _ABBREVIATION.search(text, max(0, end.start() - 12), end.start() + 1):
        return True
    following = _NEXT.match(text, end.end())
    return bool(following and following[0][-1].islower())


def _bracketed(text: str) -> list[tuple[int, int]]:
    """The outermost stretches in brackets; a bracket that is never closed opens none."""
    spans: list[tuple[int, int]] = []
    opened: list[int] = []
    for bracket in re.finditer(r"[()\[\]]", text):
        if bracket[0] in "([":
            opened.append(bracket.start())
        elif opened:
            start = opened.pop()
            while spans and spans[-1][0] > start:
                spans.pop()
            spans.append((start, bracket.start()))
    return spans


def _inside(position: int, spans: list[tuple[int, int]]) -> bool:
    index = bisect_left(spans, (position, 0)) - 1
    return index >= 0 and spans[index][0] < position <= spans[index][1]


def _halves(sentence: Sentence) -> Iterator[Sentence]:
    """A sentence of two full clauses, joined by a semicolon, is two claims."""
    parts = _CLAUSE_END.split(sentence.text) if ";" in sentence.text else []
    if len(parts) > 1 and all(len(part.split()) >= 4 for part in parts) and "(" not in sentence.text:
        for part in parts[:-1]:
            yield Sentence(part + ".", sentence.first, sentence.last)
        yield Sentence(parts[-1][:1].upper() + parts[-1][1:], sentence.first, sentence.last)
    else:
        yield sentence


def _without_open_end(text: str) -> str:
    """ "I build queries to alert on anomalies, such as:" without what only leads on."""
    bare = text.rstrip(" :")
    shorter = re.sub(r",?\s*(?:such as|like|including|for example|e\.g\.|as follows|namely)$", "", bare)
    return (shorter or bare) + "."


def _is_connector(text: str) -> bool:
    words = re.findall(r"[\w'’-]+", text.lower())
    return not words or (len(words) <= 2 and all(word in _CONNECTORS for word in words))


def _wraps(text: str) -> bool:
    partner = _QUOTE_PAIRS.get(text[0])
    if partner is None or not text.endswith(partner):
        return False
    inner = text[1:-1]
    return partner not in inner if text[0] in _DOUBLE else not _closes(inner, partner)


def _closes(text: str, mark: str) -> bool:
    """Whether a closing mark stands in the text; an apostrophe inside a word is none."""
    if mark in _DOUBLE:
        return mark in text
    return re.search(rf"(?<=[^\s]){re.escape(mark)}(?!\w)", text) is not None


def _without_lone_end(text: str) -> str:
    last = text[-1:]
    openers = [opening for opening, closing in _QUOTE_PAIRS.items() if closing == last]
    if not openers:
        return text
    inner = text[:-1]
    if last in _DOUBLE:
        opened = (
            inner.count(last) % 2 == 1 if openers == ['"'] else any(opening in inner for opening in openers)
        )
        return text if opened else inner.strip()
    return text if re.search(r"(?<!\w)['‘](?=\w)", inner) else inner.strip()
