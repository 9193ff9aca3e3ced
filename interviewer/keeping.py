"""What is done with kept takes: recovered, corrected, heard again, brought in, tidied up."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from interviewer import paths
from interviewer.errors import InputError, InterviewerError
from interviewer.history import take_folder
from interviewer.interview.attempt import Attempt
from interviewer.interview.reports.rewording import as_heard, reworded
from interviewer.interview.rounds import probe, whole_answer
from interviewer.interview.take import SAMPLE_RATE_HZ, Take

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from interviewer.app import Assembly
    from interviewer.interview.feedback import Grade
    from interviewer.interview.ports import CancelToken
    from interviewer.interview.question import PointId, Question, QuestionId
    from interviewer.interview.reports.retention import Removal, Retention
    from interviewer.interview.transcript import Transcript


#: What was deleted can be brought back for so long.
_DAYS_TO_BRING_BACK = 30


class TakeKeeping:
    """Long work among it: for the worker."""

    def __init__(self, parts: Assembly) -> None:
        self._parts = parts
        self.folder = paths.takes()

    def would_remove(self, rule: Retention) -> Removal:
        return self._parts.archive.would_remove(rule, now=self._parts.clock.now())

    def purge(self) -> None:
        """Removes for good what was deleted so long ago that nobody wants it back."""
        self._parts.archive.purge(before=self._parts.clock.now() - timedelta(days=_DAYS_TO_BRING_BACK))

    def remove(self, removal: Removal) -> None:
        self._parts.archive.remove(removal)

    def recover(self, take: Take, cancel: CancelToken) -> Attempt:
        """A take that was cut off: transcribed, judged and kept.

        One that answers a follow-up is kept with the answer before it, which is returned. Raises InputError
        where it can't be told any more what was asked.
        """
        at = take_folder.begun(take.file)
        asked = at and self._asked(take, at)
        if not at or not asked:
            raise InputError(
                "What {file} answers is not there any more.",
                fix="The recording stays where it is: play it, or grade it from the command line.",
                file=take.file.name,
            )
        question, followed = asked
        transcript = self._heard(take, question, cancel)
        given = self._parts.give(question, transcript)
        attempt = Attempt(question, take, transcript, given, at)
        return whole_answer.keep(self._parts.archive, attempt, followed=followed)

    def _asked(self, take: Take, at: datetime) -> tuple[Question, Attempt | None] | None:
        """A question, a point of a drill, or a follow-up and the answer that it was asked after."""
        for _bank, question in self._all_questions():
            points = (part for point in question.rubric.points for part in probe.drill(question, (point,)))
            for one in (question, *points):
                if take_folder.answers(take.file, one.id):
                    return one, None
            if take_folder.answers(take.file, probe.follow_up_id(question.id)):
                followed = self._answer_before(at, question.id)
                asked = followed and probe.follow_up(followed)
                return (asked, followed) if asked else None
        return None

    def _answer_before(self, at: datetime, question: QuestionId) -> Attempt | None:
        """The last answer to the question; the name of a take says to the second when it was begun."""
        given = self._parts.archive.attempts(question=question)
        return next((one for one in given if one.at.replace(microsecond=0) <= at), None)

    def correct(self, attempt: Attempt) -> None:
        """The person's corrections; those of the answer to a follow-up hold for the one before it too."""
        whole_answer.correct(self._parts.archive, attempt)

    def overrule(self, attempt: Attempt, grade: Grade) -> None:
        """The person's own grade: it counts for the day of the attempt."""
        self._parts.archive.overrule(attempt.question.id, attempt.at.date(), grade)

    def hear_again(self, attempt: Attempt, model: str, cancel: CancelToken) -> Attempt:
        """A kept take, transcribed and judged anew; corrections stay. Without a name, the settings' model."""
        if attempt.take is None:
            raise InputError("A written answer has no recording to hear again.")
        transcript = self._heard_again(attempt, attempt.take, cancel, model=model)
        given = self._parts.give(attempt.question, transcript)
        revised = replace(attempt, transcript=transcript, feedback=given, as_heard=None)
        whole_answer.revise(self._parts.archive, revised)
        return revised

    def reword(self, attempt: Attempt, text: str) -> Attempt:
        """The answer by the words that the person says were said; what the app heard is kept beside them."""
        transcript = reworded(attempt.transcript, text)
        heard = as_heard(attempt)
        revised = replace(
            attempt,
            transcript=transcript,
            feedback=self._parts.give(attempt.question, transcript),
            as_heard=None if transcript.text == heard else heard,
        )
        whole_answer.revise(self._parts.archive, revised)
        return revised

    def teach(self, question: Question, point: PointId, wording: str) -> Callable[[], object]:
        """The wording counts as the point from now on. Raises InputError where no bank has them any more."""
        from interviewer.banks.editing import Editing
        from interviewer.interview.judging.accepted import with_wording

        found = self._found(question.id)
        if found is None:
            raise InputError("No bank has this question any more, so it can learn nothing.")
        bank, now = found
        editing = Editing(self._parts.library, bank)
        editing.change(with_wording(now, point, wording))
        return editing.undo

    def refine(self, attempt: Attempt, cancel: CancelToken) -> Attempt | None:
        """A take that was heard while it was spoken, read again by the best model there is time for.

        Not kept yet: the person may have corrected the attempt meanwhile. None: nothing is left to improve.
        """
        model = self._parts.patient_model()
        if attempt.take is None or (attempt.transcript.final and attempt.transcript.model == model):
            return None
        best = "" if attempt.transcript.model == model else model
        transcript = self._heard_again(attempt, attempt.take, cancel, model=best)
        return replace(
            attempt, transcript=transcript, feedback=self._parts.give(attempt.question, transcript)
        )

    def grade_again(self, attempt: Attempt, cancel: CancelToken) -> Attempt:
        """Where no bank has the question any more, as it was asked; what the person said of it stays."""
        question = self._of_any_bank(attempt.question.id) or attempt.question
        cancel.raise_if_cancelled()
        given = self._parts.give(question, attempt.transcript)
        there = {point.id for point in question.rubric.points}
        corrections = {which: said for which, said in attempt.corrections.items() if which in there}
        revised = replace(attempt, question=question, feedback=given, corrections=corrections)
        whole_answer.revise(self._parts.archive, revised)
        return revised

    def bring_in(self, question: Question, file: Path, cancel: CancelToken) -> Attempt:
        import soundfile

        from interviewer import grading
        from interviewer.speech import audio_file

        language = self._parts.bank(None).language
        graded, _ = grading.grade_recording(self._parts, question, file, model=None, language=language)
        cancel.raise_if_cancelled()
        copy = self._parts.archive.take_file(question.id, graded.at)
        try:
            copy.parent.mkdir(parents=True, exist_ok=True)
            soundfile.write(copy, audio_file.read(file), SAMPLE_RATE_HZ, subtype="PCM_16")
            attempt = replace(graded, take=replace(graded.take, file=copy) if graded.take else None)
            return replace(attempt, id=self._parts.archive.keep(attempt))
        except BaseException as fault:
            copy.unlink(missing_ok=True)
            if isinstance(fault, OSError | soundfile.SoundFileError):
                raise InterviewerError(
                    "The recording can't be copied: {why}.", fix="Free some space on the disk.", why=fault
                ) from fault
            raise

    def _heard(self, take: Take, question: Question, cancel: CancelToken, *, model: str = "") -> Transcript:
        from interviewer.interview import vocabulary

        terms = vocabulary.terms(question)
        hear = self._parts.chosen_transcriber(model).transcribe
        return hear(take.file, vocabulary=terms, cancel=cancel)

    def _heard_again(self, attempt: Attempt, take: Take, cancel: CancelToken, *, model: str) -> Transcript:
        """The file does not tell how long after its question it begins."""
        transcript = self._heard(take, attempt.question, cancel, model=model)
        return replace(transcript, lead_s=attempt.transcript.lead_s)

    def _of_any_bank(self, which: QuestionId) -> Question | None:
        found = self._found(which)
        return found[1] if found else None

    def _found(self, which: QuestionId) -> tuple[str, Question] | None:
        """The question as it is now, and the bank that has it."""
        return next((found for found in self._all_questions() if found[1].id == which), None)

    def _all_questions(self) -> Iterator[tuple[str, Question]]:
        """Each with its bank."""
        library = self._parts.library
        for name in library.names():
            for question in library.load(name).questions:
                yield name, question
