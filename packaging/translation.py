#!/usr/bin/env python3
"""Gathers every text of the app for a translator, and makes of the translations what the app loads.

    .venv/bin/python packaging/translation.py de        or pt_BR, or any other language

Writes assets/translations/interviewer_de.ts, or brings it up to date: what is translated there stays. Beside
it comes interviewer_de.qm, which the app loads where the system speaks that language. Qt's Linguist edits the
first; run this again afterwards.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "assets" / "translations"
#: what the rooms say, by the names of what is called with a template
_SENTENCES = {"Sentence", "InterviewerError", "InputError", "DamagedHistory"}
#: where templates are handed on, and not written
_HAND_ON = {"sentence.py", "errors.py"}
_PLACE = re.compile(r"\{\w+\}")

#: A context, as Qt names it, and a text in English.
Text = tuple[str, str]


def texts(package: Path = ROOT / "interviewer") -> dict[Text, str]:
    """Every text that the app translates, with the file that says it.

    Raises ValueError with file and line for one that is put together, so that no translator would see it.
    """
    found: dict[Text, str] = {}
    for file in sorted(package.rglob("*.py")):
        name = file.relative_to(package.parent).as_posix()
        try:
            for text in _Module(file).texts():
                found.setdefault(text, name)
        except _NotWrittenOutError as fault:
            raise ValueError(f"{name}, line {fault}: write the text out, with names in braces") from None
    return found


class _NotWrittenOutError(Exception):
    """The line of a text that only the running app knows."""


class _Module:
    """One module of the app."""

    def __init__(self, file: Path) -> None:
        self._tree = ast.parse(file.read_text(encoding="utf-8"))
        self._hands_on = file.name in _HAND_ON
        imported = [node for node in ast.walk(self._tree) if isinstance(node, ast.ImportFrom)]
        whence = {name.name: node.module or "" for node in imported for name in node.names}
        #: whose ``tr`` is called here by its bare name
        self._own = whence.get("tr", file.stem).rsplit(".", 1)[-1]
        self._says = {name for name in _SENTENCES if whence.get(name, "").startswith("interviewer.")}

    def texts(self) -> Iterator[Text]:
        yield from self._in(self._tree, "")

    def _in(self, node: ast.AST, inside: str) -> Iterator[Text]:
        """The texts in a piece of code that stands in a class of that name."""
        if isinstance(node, ast.ClassDef):
            inside = node.name
        if isinstance(node, ast.Call):
            yield from self._called(node, inside)
        for child in ast.iter_child_nodes(node):
            yield from self._in(child, inside)

    def _called(self, call: ast.Call, inside: str) -> Iterator[Text]:
        match call.func:
            case ast.Attribute(value=ast.Name(id="self"), attr="tr"):
                yield from _written(inside, call.args[0])
            case ast.Attribute(value=ast.Name(id=module), attr="tr"):
                yield from _written(module, call.args[0])
            case ast.Name(id="tr"):
                yield from _written(self._own, call.args[0])
            case ast.Attribute(value=ast.Name(id="QCoreApplication"), attr="translate"):
                context = call.args[0]
                if isinstance(context, ast.Constant) and not isinstance(
                    call.args[1], ast.Name | ast.Attribute
                ):
                    yield from _written(str(context.value), call.args[1])
            case ast.Name(id=name) if name in self._says and not self._hands_on:
                yield from self._sentences(call, name)

    def _sentences(self, call: ast.Call, name: str) -> Iterator[Text]:
        texts = call.args[:1]
        if name != "Sentence":
            texts += [keyword.value for keyword in call.keywords if keyword.arg == "fix"]
            # a fault is also made of whole sentences
            texts = [text for text in texts if not isinstance(text, ast.Name | ast.Attribute)]
        for text in texts:
            if not isinstance(text, ast.Call):
                yield from (
                    one for one in _written("sentences", text) if _PLACE.sub("", one[1]).strip(" :.\n")
                )


def _written(context: str, text: ast.expr) -> Iterator[Text]:
    match text:
        case ast.Constant(value=str(told)):
            if told:
                yield context, told
        case ast.IfExp(body=first, orelse=second):
            yield from _written(context, first)
            yield from _written(context, second)
        case _:
            raise _NotWrittenOutError(text.lineno)


def update(language: str, folder: Path = TRANSLATIONS) -> Path:
    """The translator's file of a language with every text in it. Returns its path."""
    file = folder / f"interviewer_{language}.ts"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / "texts.cpp"
        source.write_text("".join(map(_as_source, *zip(*texts().items(), strict=True))), encoding="utf-8")
        languages = ("-source-language", "en", "-target-language", language)
        _run("pyside6-lupdate", "-silent", "-locations", "none", *languages, str(source), "-ts", str(file))
    return file


def release(file: Path) -> Path:
    """Makes of a translator's file what the app loads. Returns its path."""
    made = file.with_suffix(".qm")
    _run("pyside6-lrelease", "-silent", str(file), "-qm", str(made))
    return made


def _as_source(text: Text, file: str) -> str:
    """As Qt's tool reads it from C++, the only language in which it takes every context."""
    context, told = (json.dumps(part, ensure_ascii=False) for part in text)
    return f"//: {file}\nQT_TRANSLATE_NOOP({context}, {told})\n"


def _run(tool: str, *arguments: str) -> None:
    subprocess.run([str(Path(sys.executable).with_name(tool)), *arguments], check=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("language", help="as a system names it: de, pt_BR")
    made = update(parser.parse_args().language)
    release(made)
    print(f"{made.relative_to(ROOT)} has every text; edit it with pyside6-linguist, and run this again.")
