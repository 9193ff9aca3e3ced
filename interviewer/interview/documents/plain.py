"""Markdown of one line or paragraph to plain text: what a person would read out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from interviewer.interview.word_set import word_set

#: The default of 20 swallows lists that are nested more than nine deep, without a word.
MAX_NESTING = 250

PARSER = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable(["table", "strikethrough"])
# in an answer, a line of hyphens under a paragraph is a rule
PARSER.disable("lheading")
# links are only read for their text, never followed: none is too dangerous to be recognised
PARSER.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005

_SPECIAL = re.compile(r"[\\`*_<>&!\[\]~]")
# Marks that can be taken off without CommonMark's rules of flanking: between white space or punctuation.
# What stands before is looked at last: a pattern that starts with a mark is searched for much more quickly.
_BEFORE = r"(?<![^\s(\"'/“‘\[—–-]{})"
_WITHIN = r"[^\s*_`\\<\[&~!](?:[^*_`\\<\[&~!\n]*[^\s*_`\\<\[&~!])?"
_SIMPLE = re.compile(
    rf"(?:\*{_BEFORE.format('[*]')}\*({_WITHIN})\*\*|\*{_BEFORE.format('[*]')}({_WITHIN})\*"
    rf"|`{_BEFORE.format('`')}([^`\n]+)`)(?=$|[\s.,;:!?)\]\"'/”’—–-])"
)
_HARMLESS = re.compile(r"(?<![!\]])(?<=\w)_(?=\w)|[!>](?!\[)|&(?=\s)|<(?=[\s\d])|~(?!~)")
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_HTML = word_set(
    "a abbr address article aside audio b base bdi bdo big blockquote body br button canvas caption "
    "center cite code col colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset "
    "figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html i iframe img "
    "input ins kbd label legend li link main map mark menu meta meter nav noscript object ol optgroup "
    "option output p param picture pre progress q rp rt ruby s samp script section select slot small "
    "source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead "
    "time title tr track tt u ul var video wbr"
)
_UNSPOKEN = re.compile(r"<(script|style|template|svg)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
#: what only unfolds the answer
_SUMMARY = re.compile(
    r"<summary\b[^>]*>[^<]*\b(?:answer|solution|show|click|reveal|expand)\b[^<]*</summary>", re.I
)
_ANY_TAG = re.compile(r"<!--.*?(?:-->|\Z)|</?[A-Za-z][^<>]*>|<[!?][^<>]*>", re.DOTALL)

# Characters of a stretch that may turn out to be damaged code are hidden from the Markdown parser by moving
# them into Unicode's private use area.
_HIDDEN = 0xE000
_HIDE = {ord(char): chr(_HIDDEN + ord(char)) for char in "\\`*_<>&!#[]~|"}
_SHOW: dict[int, int | None] = {ord(hidden): key for key, hidden in _HIDE.items()}
#: what takes no room and joins nothing: it is neither seen nor said
_SHOW |= dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
#: a mark of bold text whose partner is missing, or of a footnote
_LONE = re.compile(r"\[\^[\w-]+\](?::[ \t]*)?|(?<![\w*])\*\*(?=[^\W_])|(?<=[\w.,:;!?])\*\*(?![\w*])")


def hidden(text: str) -> str:
    """The text with its Markdown characters out of the parser's sight, until ``plain`` brings them back."""
    return text.translate(_HIDE)


def shown(text: str) -> str:
    return text if text.isascii() else text.translate(_SHOW)


class Plain(NamedTuple):
    """Plain text, with line breaks where the source has them, and what was marked in it."""

    text: str
    #: the bold text that it starts with, or ""
    lead: str = ""
    bold: tuple[str, ...] = ()
    code: tuple[str, ...] = ()


def plain(markdown: str) -> str:
    """The text on one line."""
    return " ".join(marked(markdown).text.split())


def marked(markdown: str) -> Plain:
    """The text, and what is bold or code in it."""
    simple = _without_simple_marks(markdown)
    if simple is not None:
        return simple
    tokens = PARSER.parseInline(markdown)
    children: Sequence[Token] = (tokens[0].children or []) if tokens else []
    return _collect(children)


def without_html(markup: str) -> str:
    """A block of HTML as text; what is in scripts and styles is not for reading."""
    return " ".join(_ANY_TAG.sub(" ", _SUMMARY.sub(" ", _UNSPOKEN.sub(" ", markup))).split())


def _without_simple_marks(markdown: str) -> Plain | None:
    """The quick way for the ordinary case; None where CommonMark has to decide."""
    if not _SPECIAL.search(markdown):
        return Plain(shown(markdown.strip()))
    # by turns: what stands between the marks, and what is bold, italic and code; of these two are None
    pieces: list[str | None] = _SIMPLE.split(markdown)
    rest = "".join(filter(None, pieces[::4]))
    if _SPECIAL.search(rest) and _SPECIAL.search(_HARMLESS.sub("", rest)):
        return None
    bold = tuple(map(shown, filter(None, pieces[1::4])))
    lead = bold[0] if bold and pieces[1] and not pieces[0] else ""
    code = tuple(map(shown, filter(None, pieces[3::4])))
    return Plain(shown("".join(filter(None, pieces)).strip()), lead, bold, code)


def _collect(tokens: Sequence[Token]) -> Plain:
    pieces: list[str] = []
    bold: list[str] = []
    code: list[str] = []
    lead = ""
    start: int | None = None
    for token in _without_scripts(tokens):
        if token.type == "strong_open":
            start = len(pieces)
        elif token.type == "strong_close" and start is not None:
            text = "".join(pieces[start:])
            lead = text if not "".join(pieces[:start]).strip() else lead
            bold.append(text.strip())
            start = None
        elif token.type == "code_inline":
            pieces.append(shown(token.content))
            code.append(shown(token.content))
        else:
            pieces.append(shown(_spoken_part(token)))
    return Plain("".join(pieces).strip(), lead.strip(), tuple(filter(None, bold)), tuple(code))


def _without_scripts(tokens: Sequence[Token]) -> Iterator[Token]:
    """Inline tokens without what stands between the tags of a script or style."""
    inside = ""
    for token in tokens:
        tag = _TAG.match(token.content) if token.type == "html_inline" else None
        name = tag.group(1).lower() if tag else ""
        if inside:
            inside = "" if name == inside and token.content.startswith("</") else inside
        elif name in {"script", "style"} and not token.content.startswith("</"):
            inside = name
        else:
            yield token


def _spoken_part(token: Token) -> str:
    match token.type:
        case "text":
            return _LONE.sub("", token.content)
        case "softbreak" | "hardbreak":
            return "\n"
        case "image":
            return plain(token.content)
        case "html_inline":
            return _tag_text(token.content)
    return ""


def _tag_text(tag: str) -> str:
    """Nothing for a tag of HTML; a placeholder such as <your name> is the person's text."""
    name = _TAG.match(tag)
    if name is None or name.group(1).lower() in _HTML:
        return " " if name and name.group(1).lower() in {"br", "p", "li", "div"} else ""
    return tag
