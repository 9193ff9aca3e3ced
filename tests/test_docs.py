"""The pages for people lead to what is there: links, pictures, scripts, and the options of each command."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from program import ROOT

from interviewer.cli_parser import parser

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
#: Of run.py's own; every other word after it is the app's.
_OF_RUN = {"test", "check", "coverage"}
#: A line of code that starts a script of the checkout, or the app.
_COMMAND = re.compile(
    r"(?:(?:sudo|PYTHONPATH=\.) )*(?:\S*python3? )?"
    r"(?P<started>run\.py|interviewer(?! -)|(?:benchmarks|packaging)/\w+\.py)(?P<words>(?: .*)?)$"
)
_NAMED = re.compile(r"\b(?:benchmarks|packaging|tests|docs|questions)/[\w./-]+\w")
_OPTION = re.compile(r"--?[a-z][a-z-]*")
_NO_ANCHOR = re.compile(r"[^\w\- ]")

of_every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())


@cache
def _tokens(page: Path) -> list[Token]:
    """Blocks and what stands in them, one after the other."""
    found = []
    for token in MarkdownIt("commonmark").enable("table").parse(page.read_text(encoding="utf-8")):
        found += [token, *(token.children or [])]
    return found


def _anchors(page: Path) -> set[str]:
    """As GitHub names the headings of a page."""
    tokens = _tokens(page)
    titles = [after.content for one, after in pairwise(tokens) if one.type == "heading_open"]
    return {_NO_ANCHOR.sub("", title.lower()).replace(" ", "-") for title in titles}


def _dead_links(page: Path) -> Iterator[str]:
    for token in _tokens(page):
        target = str(token.attrGet("href") or token.attrGet("src") or "")
        if not target or re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        if not there.exists() or (anchor and anchor not in _anchors(there)):
            yield target


@of_every_page
def test_every_link_and_picture_leads_to_what_is_there(page: Path) -> None:
    assert not list(_dead_links(page))


def _code(page: Path) -> Iterator[str]:
    """What stands in code, line by line."""
    for token in _tokens(page):
        if token.type in {"code_inline", "code_block", "fence"} and token.info != "mermaid":
            yield from token.content.splitlines()


@of_every_page
def test_every_file_named_in_code_is_there(page: Path) -> None:
    named = {name for line in _code(page) for name in _NAMED.findall(line)}
    assert not [name for name in named if not (ROOT / name).exists()]


def _commands(page: Path) -> Iterator[tuple[str, list[str]]]:
    """What is started in code, and the words after it."""
    for line in _code(page):
        if found := _COMMAND.match(line.strip()):
            yield found["started"], shlex.split(found["words"], comments=True)


@of_every_page
def test_every_command_is_understood_by_what_it_starts(page: Path) -> None:
    for started, words in _commands(page):
        if started not in {"run.py", "interviewer"}:
            asked = {word.partition("=")[0] for word in words if word.startswith("-")}
            assert asked <= _options(started), (started, words)
        elif words and words[0] not in _OF_RUN:
            assert _is_understood(words), (started, words)


def _is_understood(words: list[str]) -> bool:
    """By the app; a verb alone is only named."""
    try:
        parser().parse_args(words if len(words) > 1 else [*words, "--help"])
    except SystemExit as ended:
        return not ended.code
    return True


@cache
def _options(script: str) -> set[str]:
    """Those that the script looks for."""
    tree = ast.parse((ROOT / script).read_text(encoding="utf-8"))
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    return {text for text in texts if isinstance(text, str) and _OPTION.fullmatch(text)}


def test_commands_were_found() -> None:
    started = {started for page in PAGES for started, _words in _commands(page)}
    assert {"run.py", "interviewer", "benchmarks/judgement.py", "packaging/pack.py"} <= started
