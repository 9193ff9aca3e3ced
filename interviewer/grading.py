"""The main job without a window: what is in a file is heard, judged, or both.

What reads sound is imported where it is used: a written answer is judged without.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from interviewer.errors import InputError, InterviewerError
from interviewer.interview import delivery, vocabulary
from interviewer.interview.attempt import Attempt
from interviewer.interview.delivery import Delivery
from interviewer.interview.judging import comparison
from interviewer.interview.take import SAMPLE_RATE_HZ, Take
from interviewer.interview.transcript import Transcript

if TYPE_CHECKING:
    from interviewer.app import Assembly
    from interviewer.interview.ports import Embedder
    from interviewer.interview.question import Question

#: A written answer longer than this is no answer to one question.
_LONGEST_ANSWER_CHARS = 400_000
#: In seconds; None where that was not done.
Timings = dict[str, float | None]


class Heard(NamedTuple):
    """A recording through the transcriber."""

    transcript: Transcript
    delivery: Delivery
    #: the figures of the live path, where it was taken
    live: dict[str, float | None] | None = None


def grade_recording(
    parts: Assembly, question: Question, file: Path, *, model: str | None, language: str = "en"
) -> tuple[Attempt, Timings]:
    """A recorded answer, transcribed and judged. Not kept yet."""
    from interviewer.speech import audio_file

    sound = audio_file.read(file)
    transcriber = parts.transcriber(model, language=language)
    stopped = time.perf_counter()
    transcript = transcriber.transcribe_sound(sound, vocabulary=vocabulary.terms(question))
    heard = time.perf_counter()
    given = parts.give(question, transcript)
    judged = time.perf_counter()
    take = Take(file.absolute(), duration_s=len(sound) / SAMPLE_RATE_HZ)
    attempt = Attempt(question, take, transcript, given, parts.clock.now())
    return attempt, {"stop_to_transcript_s": heard - stopped, "stop_to_feedback_s": judged - stopped}


def grade_text(parts: Assembly, question: Question, file: Path) -> tuple[Attempt, Timings]:
    """A written answer, judged. Not kept yet."""
    transcript = Transcript.typed(_text(file))
    began = time.perf_counter()
    given = parts.give(question, transcript)
    spent_s = time.perf_counter() - began
    attempt = Attempt(question, None, transcript, given, parts.clock.now())
    return attempt, {"stop_to_transcript_s": None, "stop_to_feedback_s": spent_s}


def keep_if_possible(parts: Assembly, attempt: Attempt, *, warn: Callable[[str], None]) -> Attempt:
    """Archives an attempt; feedback that can't be kept is still feedback."""
    try:
        return replace(attempt, id=parts.archive.keep(attempt))
    except InterviewerError as fault:
        warn(f"This attempt is not in the history: {fault.in_words()}")
        return attempt


def compare(file: Path, *, embedder: Embedder) -> Iterator[dict[str, Any]]:
    """Judges texts in bulk; raises InputError with file and line for one that can't be."""
    for number, line in enumerate(_text(file, most=None).splitlines(), start=1):
        if line.strip():
            yield comparison.compare(_json(line, file, number), embedder=embedder, where=f"{file}:{number}")


def transcribe(
    parts: Assembly,
    file: Path,
    *,
    model: str | None,
    live: bool,
    speed: float,
    progress: Callable[[float], None],
    language: str = "en",
) -> Heard:
    """A recording as timed text; live through the path that a recording takes."""
    from interviewer.speech import audio_file, paced

    if speed <= 0:
        raise InputError("--speed has to be more than 0.")
    transcriber = parts.transcriber(model, language=language)
    if not live:
        transcript = transcriber.transcribe(file, progress=progress)
        return Heard(transcript, delivery.measure(transcript))
    transcript, figures = paced.hear_live(transcriber, audio_file.read(file), speed=speed)
    return Heard(transcript, delivery.measure(transcript), asdict(figures))


def _text(file: Path, *, most: int | None = _LONGEST_ANSWER_CHARS) -> str:
    try:
        data = file.read_bytes()
    except OSError as fault:
        raise InputError(
            "{file} can't be read: {why}.", fix="Check the path.", file=file, why=fault.strerror
        ) from fault
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise InputError(
            "{file} is not UTF-8 text (byte {byte}).",
            fix="Save it as UTF-8 text.",
            file=file,
            byte=fault.start,
        ) from fault
    if most is not None and len(text) > most:
        raise InputError(
            "{file} holds {count} characters; {most} is the most for one answer.",
            file=file,
            count=f"{len(text):,}",
            most=f"{most:,}",
        )
    return text


def _json(line: str, file: Path, number: int) -> Any:
    try:
        return json.loads(line)
    except json.JSONDecodeError as fault:
        raise InputError(
            "{file}:{number}: not JSON: {why} (column {column}).",
            file=file,
            number=number,
            why=fault.msg,
            column=fault.colno,
        ) from fault
