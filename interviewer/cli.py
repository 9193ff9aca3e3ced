"""The command line: parse, call, print.

JSON goes to standard output alone; everything else goes to standard error. Exit status: 0 done, 1 a fault
of the environment, 2 wrong usage or bad input, 70 a bug.
"""

from __future__ import annotations

import argparse
import csv
import json
import logging
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from interviewer import __version__, app, log
from interviewer.banks import importing
from interviewer.errors import Cancelled, InputError, InterviewerError
from interviewer.interview import record, report
from interviewer.interview.attempt import AttemptId
from interviewer.interview.question import Message, QuestionId

Verb = Callable[[argparse.Namespace], int]
_ENVIRONMENT, _USAGE, _BUG = 1, 2, 70


def main(arguments: Sequence[str]) -> int:
    """Runs one verb, or the window; returns the exit status."""
    options = _parser().parse_args(arguments)
    verb: Verb = options.verb
    try:
        log.start()
        return verb(options)
    except InputError as fault:
        _tell(fault.in_words())
        return _USAGE
    except InterviewerError as fault:
        _tell(fault.in_words())
        return _ENVIRONMENT
    except (Cancelled, KeyboardInterrupt):
        return 130
    except BrokenPipeError:  # the reader of our output has gone, as `head` does
        sys.stderr.close()
        return 0
    except Exception:
        logging.getLogger(__name__).exception("a bug")
        _tell(log.bug_report())
        return _BUG


# -- the verbs ---------------------------------------------------------------------------------------


def _window(_options: argparse.Namespace) -> int:
    return app.open_window()


def _bank(options: argparse.Namespace) -> int:
    bank = app.Assembly().bank(options.bank)
    if options.json:
        return _print_json(record.bank_record(bank))
    for section in bank.sections:
        print(f"\n{section.number}. {section.title}")
        for question in bank.in_section(section.number):
            print(f"  {question.id:<44} {question.text}")
    _tell_messages(bank.messages)
    return 0


def _import(options: argparse.Namespace) -> int:
    library = app.Assembly().library
    planned = importing.preview(
        library, Path(options.file), into=options.into, repair_backticks=options.repair_backticks
    )
    if not planned.refused and not options.dry_run:
        importing.apply(planned)
    if options.json:
        _print_json(record.bank_record(planned.bank))
    else:
        _tell_messages(planned.messages)
        _print_plan(planned, written=not options.dry_run)
    return _USAGE if planned.refused else 0


def _grade(options: argparse.Namespace) -> int:
    parts = app.Assembly()
    question = parts.question(options.bank, QuestionId(options.question))
    if options.audio:
        attempt, timings = parts.grade_recording(question, Path(options.audio), model=options.model)
    else:
        attempt, timings = parts.grade_text(question, Path(options.transcript))
    if not options.no_keep:
        attempt = parts.keep_if_possible(attempt, warn=_tell)
    if options.json:
        return _print_json(record.attempt_record(attempt, timings=timings))
    print(report.markdown(attempt))
    return 0


def _compare(options: argparse.Namespace) -> int:
    for result in app.Assembly().compare(Path(options.file)):
        _print_json(result, indent=None)
    return 0


def _transcribe(options: argparse.Namespace) -> int:
    parts = app.Assembly()
    heard = parts.transcribe(
        Path(options.audio), model=options.model, live=options.live, speed=options.speed, progress=_progress()
    )
    if not options.json:
        print(heard.transcript.text)
        return 0
    result = {
        "transcript": record.transcript_record(heard.transcript),
        "delivery": record.delivery_record(heard.delivery),
    }
    return _print_json(result | ({"live": heard.live} if options.live else {}))


def _say(options: argparse.Namespace) -> int:
    parts = app.Assembly()
    if bool(options.text) == bool(options.question):
        raise InputError("Give either a text or --question ID.")
    text = options.text or parts.question(options.bank, QuestionId(options.question)).say
    if options.out:
        parts.voice.render(text, to=Path(options.out))
        _tell(f"Written: {options.out}")
    else:
        parts.say_aloud(text)
    return 0


def _doctor(options: argparse.Namespace) -> int:
    checks = app.Assembly().checks()
    ok = all(check.ok for check in checks)
    if options.json:
        found = [{"name": c.name, "ok": c.ok, "detail": c.detail, "fix": c.fix} for c in checks]
        _print_json({"ok": ok, "checks": found})
    else:
        for check in checks:
            print(f"{'ok  ' if check.ok else 'FAIL'}  {check.name}: {check.detail}")
            if not check.ok and check.fix:
                print(f"      {check.fix}")
    return 0 if ok else _ENVIRONMENT


def _history(options: argparse.Namespace) -> int:
    question = QuestionId(options.question) if options.question else None
    attempts = app.Assembly().archive.attempts(question=question)
    if options.csv:
        rows = csv.writer(sys.stdout)
        rows.writerows(report.history_rows(attempts))
    elif options.json:
        _print_json([record.kept_record(attempt) for attempt in attempts])
    else:
        for attempt in attempts:
            print(report.one_line(attempt))
        if not attempts:
            _tell("No attempts yet. `interviewer grade` makes one, and so does every answer in the window.")
    return 0


def _export(options: argparse.Namespace) -> int:
    parts = app.Assembly()
    parts.export(parts.archive.attempt(AttemptId(options.attempt)), Path(options.to))
    _tell(f"Written: {options.to}")
    return 0


def _models(options: argparse.Namespace) -> int:
    parts = app.Assembly()
    if options.fetch:
        parts.fetch_model(options.fetch, progress=_progress())
        _tell(f"Ready: {options.fetch}")
        return 0
    for line in parts.models_in_words():
        print(line)
    return 0


# -- the parser --------------------------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="interviewer",
        description="Practise interviews aloud. Without a verb the window opens.",
    )
    parser.add_argument("--version", action="version", version=f"interviewer {__version__}")
    parser.set_defaults(verb=_window)
    verbs = parser.add_subparsers(title="verbs", metavar="VERB")
    _add_bank_verbs(verbs)
    _add_answer_verbs(verbs)
    _add_history_verbs(verbs)
    return parser


def _add_bank_verbs(verbs: Any) -> None:
    importing = _verb(verbs, "import", _import, "import a question document into a bank")
    importing.add_argument("file", metavar="FILE")
    importing.add_argument(
        "--into", metavar="BANK", help="the bank to import into; default: one named after the file"
    )
    importing.add_argument("--repair-backticks", action="store_true", help=r"read \name\ as `name`")
    importing.add_argument(
        "--dry-run", action="store_true", help="show what would be done, and write nothing"
    )
    importing.add_argument("--json", action="store_true")

    bank = _verb(verbs, "bank", _bank, "print a bank as parsed")
    bank.add_argument("bank", metavar="BANK", nargs="?", help="a bank's name, its folder, or a Markdown file")
    bank.add_argument("--json", action="store_true")


def _add_answer_verbs(verbs: Any) -> None:
    grade = _verb(verbs, "grade", _grade, "judge a recorded or written answer")
    grade.add_argument("--question", metavar="ID", required=True)
    answer = grade.add_mutually_exclusive_group(required=True)
    answer.add_argument("--audio", metavar="FILE")
    answer.add_argument("--transcript", metavar="FILE")
    grade.add_argument("--bank", metavar="BANK")
    grade.add_argument("--model", metavar="NAME")
    grade.add_argument("--no-keep", action="store_true", help="leave no trace in the history")
    grade.add_argument("--json", action="store_true")

    compare = _verb(verbs, "compare", _compare, "compare texts in bulk: one JSON object per line in, one out")
    compare.add_argument("file", metavar="FILE.jsonl")

    transcribe = _verb(verbs, "transcribe", _transcribe, "a recording as timed text")
    transcribe.add_argument("audio", metavar="AUDIO")
    transcribe.add_argument(
        "--live", action="store_true", help="at the pace of speech, as a recording is heard"
    )
    transcribe.add_argument(
        "--speed", type=float, default=1.0, metavar="X", help="with --live: times as fast"
    )
    transcribe.add_argument("--model", metavar="NAME")
    transcribe.add_argument("--json", action="store_true")

    say = _verb(verbs, "say", _say, "speak a text or a question")
    say.add_argument("text", metavar="TEXT", nargs="?")
    say.add_argument("--question", metavar="ID")
    say.add_argument("--bank", metavar="BANK")
    say.add_argument("--out", metavar="FILE.wav")


def _add_history_verbs(verbs: Any) -> None:
    doctor = _verb(verbs, "doctor", _doctor, "check microphone, output, voice, models, storage")
    doctor.add_argument("--json", action="store_true")

    history = _verb(verbs, "history", _history, "attempts, newest first")
    history.add_argument("--question", metavar="ID")
    form = history.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true")
    form.add_argument("--csv", action="store_true")

    export = _verb(verbs, "export", _export, "one attempt's report")
    export.add_argument("attempt", metavar="ATTEMPT", type=int)
    export.add_argument("--to", metavar="FILE.(html|pdf|md|json|srt)", required=True)

    models = _verb(verbs, "models", _models, "the speech models: which are here, and which can be fetched")
    models.add_argument(
        "--fetch", metavar="NAME", help="download a model; the only thing that uses the network"
    )


def _verb(verbs: Any, name: str, run: Verb, purpose: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=purpose, description=purpose)
    parser.set_defaults(verb=run)
    return parser


# -- printing ----------------------------------------------------------------------------------------


def _print_json(value: Any, *, indent: int | None = 1) -> int:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=indent, allow_nan=False)
    sys.stdout.write("\n")
    sys.stdout.flush()
    return 0


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _print_plan(planned: importing.Import, *, written: bool) -> None:
    counts = Counter(step.fate for step in planned.plan.steps)
    print(", ".join(f"{count} {fate.value}" for fate, count in counts.items()) or "No questions.")
    if planned.refused:
        print("Nothing was imported: mend what is called an error above.")
    elif written:
        print(f"Imported into {planned.place}.")
    else:
        print(f"Nothing was written. Without --dry-run it goes into {planned.place}.")


def _tell_messages(messages: Sequence[Message]) -> None:
    for message in messages:
        place = f"{message.file}:{message.line}" if message.line else message.file
        _tell(f"{place}: {message.severity}: {message.text}")


def _progress() -> Callable[[float], None]:
    """A percentage on standard error, where someone is there to see it."""
    if not sys.stderr.isatty():
        return lambda _share: None
    return lambda share: print(f"\r{share:4.0%}", end="" if share < 1 else "\n", file=sys.stderr, flush=True)
