"""The command line: parse, call, print.

JSON goes to standard output alone; everything else goes to standard error. Exit status: 0 done, 1 a fault
of the environment, 2 wrong usage or bad input, 70 a bug.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from interviewer import cli_parser, log
from interviewer.errors import Cancelled, InputError, InterviewerError
from interviewer.loading import uncollected
from interviewer.speech import memory

if TYPE_CHECKING:
    from interviewer.app import Assembly
    from interviewer.banks.importing import Import
    from interviewer.housekeeping import Housekeeping
    from interviewer.interview.ports import Voice
    from interviewer.interview.question import Message

Verb = Callable[[argparse.Namespace], int]
_ENVIRONMENT, _USAGE, _BUG = 1, 2, 70


def main(arguments: Sequence[str]) -> int:
    """Runs one verb, or the window; returns the exit status."""
    os.umask(0o077)  # whatever is written, here or by a child process, is for the user alone
    memory.kept()
    options = cli_parser.parse(arguments)
    try:
        log.start()
        return _VERBS[options.verb](options)
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


def _assembly() -> Assembly:
    """The parts, which only some verbs need; the window brings its own."""
    from interviewer.app import Assembly

    return Assembly()


# -- the verbs ---------------------------------------------------------------------------------------


def _window(_options: argparse.Namespace) -> int:
    with uncollected():
        from interviewer import desktop

    return desktop.open_window()


def _bank(options: argparse.Namespace) -> int:
    from interviewer.interview.reports import record

    bank = _assembly().bank(options.bank)
    if options.json:
        return _print_json(record.bank_record(bank))
    for section in bank.sections:
        print(f"\n{section.number}. {section.title}")
        for question in bank.in_section(section.number):
            print(f"  {question.id:<44} {question.text}")
    _tell_messages(bank.messages)
    return 0


def _import(options: argparse.Namespace) -> int:
    from interviewer.banks import importing
    from interviewer.interview.reports import record

    library = _assembly().library
    planned = importing.preview(
        library,
        Path(options.file),
        into=options.into,
        repair_backticks=options.repair_backticks,
        progress=_progress(),
    )
    if not planned.refused and not options.dry_run:
        importing.apply(planned)
    _tell_messages(planned.messages)
    if options.json:
        _print_json(record.bank_record(planned.bank))
    else:
        _print_plan(planned, written=not options.dry_run)
    return _USAGE if planned.refused else 0


def _grade(options: argparse.Namespace) -> int:
    from interviewer import grading
    from interviewer.interview.question import QuestionId
    from interviewer.interview.reports import record, report

    parts = _assembly()
    bank = parts.bank(options.bank)
    question = parts.library.question(bank, QuestionId(options.question))
    if options.audio:
        attempt, timings = grading.grade_recording(
            parts, question, Path(options.audio), model=options.model, language=bank.language
        )
    else:
        attempt, timings = grading.grade_text(parts, question, Path(options.transcript))
    if not options.no_keep:
        attempt = grading.keep_if_possible(parts, attempt, warn=_tell)
    if options.json:
        return _print_json(record.attempt_record(attempt, timings=timings))
    print(report.markdown(attempt))
    return 0


def _compare(options: argparse.Namespace) -> int:
    from interviewer import grading

    for result in grading.compare(Path(options.file), embedder=_assembly().embedder):
        _print_json(result, indent=None)
    return 0


def _transcribe(options: argparse.Namespace) -> int:
    from interviewer import grading
    from interviewer.interview.reports import record

    heard = grading.transcribe(
        _assembly(),
        Path(options.audio),
        model=options.model,
        language=options.language,
        live=options.live,
        speed=options.speed,
        progress=_progress(),
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
    from interviewer.interview.question import QuestionId

    parts = _assembly()
    if bool(options.text) == bool(options.question):
        raise InputError("Give either a text or --question ID.")
    text = options.text or parts.question(options.bank, QuestionId(options.question)).say
    if options.out:
        parts.voice.render(text, to=Path(options.out))
        _tell(f"Written: {options.out}")
    else:
        _say_aloud(parts.voice, text)
    return 0


def _doctor(options: argparse.Namespace) -> int:
    from interviewer import checkup, diagnosis

    parts = _assembly()
    checks = checkup.checks(parts)
    ok = all(check.ok for check in checks)
    if options.report:
        diagnosis.write(Path(options.report), checks=checks, chosen=parts.settings)
        _tell(f"Written: {options.report}. Look at it before you send it.")
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
    import csv

    from interviewer.interview.question import QuestionId
    from interviewer.interview.reports import record, report

    if options.salvage:
        return _salvage()
    question = QuestionId(options.question) if options.question else None
    attempts = _assembly().archive.attempts(question=question)
    if options.csv:
        csv.writer(sys.stdout).writerows(report.history_rows(attempts))
    elif options.json:
        _print_json([record.kept_record(attempt) for attempt in attempts])
    else:
        for attempt in attempts:
            print(report.one_line(attempt))
        if not attempts:
            _tell("No attempts yet. `interviewer grade` makes one, and so does every answer in the window.")
    return 0


def _export(options: argparse.Namespace) -> int:
    from interviewer import exporting
    from interviewer.interview.attempt import AttemptId

    parts = _assembly()
    attempts = [parts.archive.attempt(AttemptId(number)) for number in options.attempt]
    for file in exporting.write(attempts, Path(options.to)):
        _tell(f"Written: {file}")
    return 0


def _models(options: argparse.Namespace) -> int:
    parts = _assembly()
    if options.fetch:
        parts.models.fetch(options.fetch, progress=_progress())
        _tell(f"Ready: {options.fetch}")
        return 0
    for one in parts.models.listed():
        where = "here" if one.where.usable else one.where.value
        print(f"{one.name:<20} {one.size_bytes / 1e6:6.0f} MB  {where:<12} {one.licence}")
    return 0


def _backup(options: argparse.Namespace) -> int:
    from interviewer.housekeeping import Housekeeping

    to = Path(options.to)
    Housekeeping().back_up(to, _progress(), _NeverCancelled())
    _tell(f"Written: {to} ({to.stat().st_size / 1e6:,.1f} MB)")
    return 0


def _restore(options: argparse.Namespace) -> int:
    return _keep_house(lambda keeping: keeping.prepare_restore(Path(options.file)))


def _move(options: argparse.Namespace) -> int:
    return _keep_house(
        lambda keeping: keeping.prepare_move(Path(options.folder), _progress(), _NeverCancelled())
    )


def _salvage() -> int:
    return _keep_house(lambda keeping: keeping.prepare_salvage(_progress()))


def _erase(options: argparse.Namespace) -> int:
    from interviewer.housekeeping import Housekeeping

    keeping = Housekeeping()
    holdings = keeping.holdings()
    if not holdings:
        _tell(f"There is nothing in {keeping.place}.")
        return 0
    _tell("\n".join(holdings))
    if not options.yes and not _agreed(f"Delete all of this from {keeping.place}, for good? Type “delete”: "):
        _tell("Nothing was deleted.")
        return _ENVIRONMENT
    return _keep_house(Housekeeping.prepare_erasure)


def _keep_house(prepare: Callable[[Housekeeping], object]) -> int:
    """Prepares something and does it; refused where a window has the library open."""
    from interviewer.history.lock import LibraryLock
    from interviewer.housekeeping import Housekeeping

    keeping = Housekeeping()
    with LibraryLock(keeping.place):
        prepare(keeping)
    _tell(keeping.end())
    return 0


_VERBS: dict[str, Verb] = {
    "": _window,
    "import": _import,
    "bank": _bank,
    "grade": _grade,
    "compare": _compare,
    "transcribe": _transcribe,
    "say": _say,
    "doctor": _doctor,
    "history": _history,
    "export": _export,
    "backup": _backup,
    "restore": _restore,
    "move": _move,
    "erase": _erase,
    "models": _models,
}


# -- printing, speaking and asking -------------------------------------------------------------------


def _print_json(value: Any, *, indent: int | None = 1) -> int:
    import json

    json.dump(value, sys.stdout, ensure_ascii=False, indent=indent, allow_nan=False)
    sys.stdout.write("\n")
    sys.stdout.flush()
    return 0


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


class _NeverCancelled:
    """In a terminal Ctrl+C ends the program, and what was begun with it."""

    def raise_if_cancelled(self) -> None:
        pass


def _agreed(question: str) -> bool:
    """Whether the person types the word; nobody there to type is a no."""
    print(question, end="", file=sys.stderr, flush=True)
    return sys.stdin is not None and sys.stdin.readline().strip().lower() == "delete"


def _say_aloud(voice: Voice, text: str) -> None:
    """Speaks a text, and waits for its end. Raises InterviewerError where that fails."""
    ends: SimpleQueue[Exception | None] = SimpleQueue()
    voice.say(text, done=ends.put)
    fault = ends.get()
    if fault is not None:
        raise fault


def _print_plan(planned: Import, *, written: bool) -> None:
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
