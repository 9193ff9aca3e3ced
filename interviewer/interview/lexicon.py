"""How written words are said: "ADF" is "A-D-F", "vs" is "versus", "< 1 hour" is "less than 1 hour"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from interviewer.interview.word_set import word_set

# starts with a letter, and looks back then: that is searched for much more quickly
_ACRONYM = re.compile(r"(?P<letters>[A-Z](?<!\w[A-Z])[A-Z]{1,5})(?P<plural>s?)\b(?![\w-]*[a-z]{2})")
_VOWEL = re.compile(r"[AEIOUY]")
#: Capitals that are said as a word, whatever their letters
_WORDS = word_set(
    "NASA NATO JSON STAR SMART REST RAM ROM LAN WAN AIDS FIFA OPEC UNESCO UNICEF NOT AND ALL YES NO OR IF "
    "MUST SHALL ONE TWO THE DO CASE WHEN THEN ELSE END FROM SELECT WHERE JOIN INSERT UPDATE DELETE LIKE "
    "SCRUM AGILE LEAN"
)
_SIGNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\[amount\?\]\s*/\s*"), " some amount a "),
    (re.compile(r"\[amount\?\](?=\.?\d)"), " "),
    (re.compile(r"\[amount\?\]"), " some amount "),
    (re.compile(r"\s*(?:-{1,2}|=)>\s*|\s*→\s*"), ", then "),
    (re.compile(r"(?<![\w<])<=\s*(?=[\d~$€£])|≤\s*"), "at most "),
    (re.compile(r"(?<![\w>])>=\s*(?=[\d~$€£])|≥\s*"), "at least "),
    (re.compile(r"(?<![\w<])<\s*(?=[\d~$€£])"), "less than "),
    (re.compile(r"(?<![\w>-])>\s*(?=[\d~$€£])"), "more than "),
    (re.compile(r"(?<!\w)[~≈]\s*(?=\d)"), "about "),
    (re.compile(r"(?<=\d)\s*[–-]\s*(?=\d+(?:\.\d+)?\s*(?:%|[a-z]))"), " to "),
    (re.compile(r"(?<=\d)\s*%"), " percent"),
    (re.compile(r"(?<=[\w)])\s*/\s*(?=(?:month|mo|year|yr|week|day|hour|hr|user|second)\b)"), " per "),
    (re.compile(r"\band/or\b"), "and or"),
    (re.compile(r"\s+/\s+|(?<=[A-Za-z)])/(?=[A-Za-z(])"), " or "),
    (re.compile(r"\s+[&]\s+|(?<=\w)&(?=\w)"), " and "),
    (re.compile(r"\s+\+\s+"), " plus "),
    (re.compile(r"#(?=\d)"), "number "),
    (re.compile(r"(?<=\w)_(?=\w)"), " "),
    (re.compile(r"\s+[–—]\s+|—"), ", "),
    (re.compile(r"[\"“”„«»`*#|\\<>{}~^=]"), " "),
    (re.compile(r"\s*…|\.{3,}"), ", "),
)
_ANY_SIGN = re.compile(r"[^\w\s,.;:!?()'’-]|_|\.\.\.|\d-|--")
_SPELLED_A = re.compile(r"(?<=\b[A-Z]-)A(?![\w'’])|(?<![\w'’-])A(?=-[A-Za-z])")
_SPACE_BEFORE = re.compile(r"\s+(?=[,.;:?!)])")


@dataclass(frozen=True, slots=True)
class Entry:
    """One written form: how it is said, what it stands for, and how a transcriber may spell it."""

    written: str
    spoken: str
    expansion: str | None = None
    heard: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lexicon:
    """Spoken forms; of two for the same word the later wins."""

    entries: tuple[Entry, ...] = ()
    #: words to expect in answers of the field
    vocabulary: tuple[str, ...] = field(default=())

    def spoken(self, text: str) -> str:
        """The plain text as it should be handed to a voice."""
        pieces: list[str] = []
        position = 0
        for found in self._pattern.finditer(text) if self._pattern else ():
            pieces += [_by_rule(text[position : found.start()]), self._by_written[found[0]].spoken]
            position = found.end()
        pieces.append(_by_rule(text[position:]))
        return _SPACE_BEFORE.sub("", " ".join(_signs("".join(pieces)).split()))

    def heard_as(self, term: str) -> tuple[str, ...]:
        """Other wordings that count as the term: what it stands for, and how it is misheard."""
        entry = self._by_written.get(term)
        if entry is None:
            return ()
        wordings = ((entry.expansion,) if entry.expansion else ()) + entry.heard
        return tuple(dict.fromkeys(wording for wording in wordings if wording.lower() != term.lower()))

    @cached_property
    def _by_written(self) -> Mapping[str, Entry]:
        return {entry.written: entry for entry in self.entries}

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        """All written forms, longest first, where they stand as words of their own."""
        written = sorted(self._by_written, key=len, reverse=True)
        if not written:
            return None
        # Grouped by what may stand before them: alternatives that start with a letter are skipped quickly.
        words = [form for form in written if form[0].isalnum()]
        signs = [form for form in written if not any(char.isalnum() for char in form)]
        others = [form for form in written if form not in words and form not in signs]
        groups = (
            (r"(?<!\w)", words, _end),
            (r"(?<![\w.])", others, _end),
            (r"(?<!\S)", signs, lambda _: r"(?![^\s,.;:?!)])"),
        )
        return re.compile(
            "|".join(
                f"{before}(?:{'|'.join(re.escape(form) + end(form) for form in forms)})"
                for before, forms, end in groups
                if forms
            )
        )


def _end(written: str) -> str:
    return r"(?!\w)" if written[-1].isalnum() else ""


def for_espeak(text: str) -> str:
    """The spoken text for espeak-ng, which may read an A among spelled letters as the article."""
    return _SPELLED_A.sub("eigh", text)


def lexicon_from(record: Mapping[str, object]) -> Lexicon:
    """A lexicon from its JSON form: ``{"entries": [{"written": …, "spoken": …}], "hotwords": […]}``.

    Raises ValueError where the record has another form.
    """
    entries = record.get("entries", [])
    vocabulary = record.get("hotwords", [])
    if not isinstance(entries, Sequence) or not isinstance(vocabulary, Sequence):
        raise ValueError("entries and hotwords must be lists")  # noqa: TRY004 - the content is wrong, not a type of ours
    return Lexicon(tuple(_entry(entry) for entry in entries), tuple(str(word) for word in vocabulary))


def _entry(record: object) -> Entry:
    if not isinstance(record, Mapping) or not {"written", "spoken"} <= record.keys():
        raise ValueError(f"an entry needs “written” and “spoken”: {record!r}")
    heard = record.get("asr") or []
    expansion = record.get("expansion")
    return Entry(
        str(record["written"]),
        str(record["spoken"]),
        str(expansion) if expansion else None,
        tuple(str(wording) for wording in heard),
    )


def _by_rule(text: str) -> str:
    """Capitals that no lexicon knows are spelled, unless they can be read as a word."""
    return _ACRONYM.sub(_spelled, text)


def _spelled(found: re.Match[str]) -> str:
    letters = found["letters"]
    readable = len(letters) >= 5 and _VOWEL.search(letters)
    if letters in _WORDS or readable:
        return found[0]
    return "-".join(letters) + ("'s" if found["plural"] else "")


def _signs(text: str) -> str:
    if not _ANY_SIGN.search(text):
        return text
    for sign, word in _SIGNS:
        text = sign.sub(word, text)
    return text
