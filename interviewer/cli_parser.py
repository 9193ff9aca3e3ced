"""What the command line understands: its verbs, their options, and the words about them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from interviewer import __version__


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The window opens without a verb, and doesn't wait for the words about them all."""
    return parser().parse_args(arguments) if arguments else argparse.Namespace(verb="")


def parser() -> argparse.ArgumentParser:
    """Parses into a namespace whose ``verb`` is the verb's name; empty where there is none."""
    whole = argparse.ArgumentParser(
        prog="interviewer",
        description="Practise interviews aloud. Without a verb the window opens.",
    )
    whole.add_argument("--version", action="version", version=f"interviewer {__version__}")
    whole.set_defaults(verb="")
    verbs = whole.add_subparsers(title="verbs", metavar="VERB")
    _add_bank_verbs(verbs)
    _add_answer_verbs(verbs)
    _add_history_verbs(verbs)
    _add_library_verbs(verbs)
    _add_machine_verbs(verbs)
    return whole


def _add_bank_verbs(verbs: Any) -> None:
    importing = _verb(verbs, "import", "import a question document into a bank")
    importing.add_argument("file", metavar="FILE")
    importing.add_argument(
        "--into", metavar="BANK", help="the bank to import into; default: one named after the file"
    )
    importing.add_argument("--repair-backticks", action="store_true", help=r"read \name\ as `name`")
    importing.add_argument(
        "--dry-run", action="store_true", help="show what would be done, and write nothing"
    )
    importing.add_argument("--json", action="store_true")

    bank = _verb(verbs, "bank", "print a bank as parsed")
    bank.add_argument("bank", metavar="BANK", nargs="?", help="a bank's name, its folder, or a Markdown file")
    bank.add_argument("--json", action="store_true")


def _add_answer_verbs(verbs: Any) -> None:
    grade = _verb(verbs, "grade", "judge a recorded or written answer")
    grade.add_argument("--question", metavar="ID", required=True)
    answer = grade.add_mutually_exclusive_group(required=True)
    answer.add_argument("--audio", metavar="FILE")
    answer.add_argument("--transcript", metavar="FILE")
    grade.add_argument("--bank", metavar="BANK")
    grade.add_argument("--model", metavar="NAME")
    grade.add_argument("--no-keep", action="store_true", help="leave no trace in the history")
    grade.add_argument("--json", action="store_true")

    compare = _verb(verbs, "compare", "compare texts in bulk: one JSON object per line in, one out")
    compare.add_argument("file", metavar="FILE.jsonl")

    transcribe = _verb(verbs, "transcribe", "a recording as timed text")
    transcribe.add_argument("audio", metavar="AUDIO")
    transcribe.add_argument(
        "--live", action="store_true", help="at the pace of speech, as a recording is heard"
    )
    transcribe.add_argument(
        "--speed", type=float, default=1.0, metavar="X", help="with --live: times as fast"
    )
    transcribe.add_argument("--model", metavar="NAME")
    transcribe.add_argument("--language", default="en", metavar="CODE", help="what is spoken; else en")
    transcribe.add_argument("--json", action="store_true")

    say = _verb(verbs, "say", "speak a text or a question")
    say.add_argument("text", metavar="TEXT", nargs="?")
    say.add_argument("--question", metavar="ID")
    say.add_argument("--bank", metavar="BANK")
    say.add_argument("--out", metavar="FILE.wav")


def _add_history_verbs(verbs: Any) -> None:
    history = _verb(verbs, "history", "attempts, newest first")
    history.add_argument("--question", metavar="ID")
    form = history.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true")
    form.add_argument("--csv", action="store_true")
    form.add_argument(
        "--salvage", action="store_true", help="carry what a damaged history still gives over to a new one"
    )

    export = _verb(verbs, "export", "attempts as a report, a table, subtitles or sound")
    export.add_argument("attempt", metavar="ATTEMPT", type=int, nargs="+", help="several make one round")
    export.add_argument(
        "--to",
        metavar="FILE.(html|pdf|md|json|csv|srt|vtt|wav|flac|mp3|ogg|opus)",
        required=True,
        help="subtitles and sound of several attempts are numbered files",
    )


def _add_library_verbs(verbs: Any) -> None:
    backup = _verb(verbs, "backup", "write history, recordings, own banks and settings into one file")
    backup.add_argument("--to", metavar="FILE.zip", required=True)

    restore = _verb(verbs, "restore", "put a backup in the place of the library, which is kept aside")
    restore.add_argument("file", metavar="FILE.zip")

    move = _verb(verbs, "move", "move the library to another folder, and use it from there")
    move.add_argument("folder", metavar="FOLDER")

    erase = _verb(verbs, "erase", "delete everything that was ever kept on this machine")
    erase.add_argument("--yes", action="store_true", help="without asking")


def _add_machine_verbs(verbs: Any) -> None:
    doctor = _verb(verbs, "doctor", "check microphone, output, voice, models, storage")
    doctor.add_argument("--json", action="store_true")
    doctor.add_argument(
        "--report", metavar="FILE.zip", help="also pack what a maintainer needs; it holds nothing you said"
    )

    models = _verb(verbs, "models", "the speech models: which are here, and which can be fetched")
    models.add_argument(
        "--fetch", metavar="NAME", help="download a model; the only thing that uses the network"
    )


def _verb(verbs: Any, name: str, purpose: str) -> argparse.ArgumentParser:
    verb: argparse.ArgumentParser = verbs.add_parser(name, help=purpose, description=purpose)
    verb.set_defaults(verb=name)
    return verb
