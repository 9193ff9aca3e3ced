"""What is said about one take: its coverage, its delivery, the grade, or why nothing can be judged.

The bands are the norms of the field: coverage decides the grade, and delivery never lowers it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from interviewer.interview import delivery as deliveries
from interviewer.interview import language as languages
from interviewer.interview.coverage import Coverage, PointVerdict, Verdict
from interviewer.interview.delivery import Delivery
from interviewer.interview.judging.meaning import Embedder
from interviewer.interview.question import Question, QuestionType, StarPart
from interviewer.interview.transcript import Transcript
from interviewer.sentence import Sentence

#: Weighted coverage from which a question counts as known this well.
HARD_FROM, GOOD_FROM, EASY_FROM = 0.5, 0.7, 0.9
#: Shares of the question's target time between which an answer is neither short nor long.
SHORTEST_SHARE, LONGEST_SHARE = 0.6, 1.35
#: Words a minute. Technical answers carry more syllables a word, so 115 is a normal pace in them.
SLOWEST_WPM, FASTEST_WPM = 110.0, 165.0
#: Fillers a minute from which it is worth saying.
MANY_FILLERS, VERY_MANY_FILLERS = 5.0, 12.0
LONG_PAUSE_S = 4.0
_MOST_ADVICE = 2
#: An answer this short has too little of it to have a pace.
_PACE_FROM_S = 15.0


class Grade(StrEnum):
    """How well the question is known; it sets when it comes again."""

    AGAIN = "again"
    HARD = "hard"
    GOOD = "good"
    EASY = "easy"


@dataclass(frozen=True, slots=True)
class Feedback:
    """Coverage and delivery of one take, and what to say about them.

    Where there was nothing to judge, ``abstained`` says why in a sentence, ``grade`` is None and no
    point is covered.
    """

    coverage: Coverage
    delivery: Delivery
    grade: Grade | None
    abstained: str | None = None
    #: one or two sentences in plain language, the most useful first
    advice: tuple[str, ...] = ()


def give(question: Question, transcript: Transcript, *, embedder: Embedder) -> Feedback:
    """Judges what was said and how, and says what to do about it."""
    from interviewer.interview.judging.judgement import judge  # noqa: PLC0415 - the window shows before it is needed

    delivery = _delivery(question, transcript, embedder)
    judged = judge(question.rubric, transcript, question=question.text, embedder=embedder)
    if judged.abstained is not None:
        return Feedback(judged.coverage, delivery, grade=None, abstained=judged.abstained)
    return Feedback(
        judged.coverage,
        delivery,
        grade=grade(question, judged.coverage, delivery),
        advice=advice(question, judged.coverage, delivery),
    )


def _delivery(question: Question, transcript: Transcript, embedder: Embedder) -> Delivery:
    """The figures, and for a question that wants a story its parts."""
    from interviewer.interview import star  # noqa: PLC0415 - it needs what judging needs

    delivery = deliveries.measure(transcript)
    table = languages.of(transcript.language)
    if table is None or not question.wants_star:
        return delivery
    return replace(delivery, star=star.parts(transcript.words, table, embedder=embedder))


def grade(question: Question, coverage: Coverage, delivery: Delivery) -> Grade | None:
    """The grade that a coverage earns; None where there is no key point to go by, and for a mere part."""
    score = coverage.score
    if score is None or question.part_of is not None:
        return None
    if score < HARD_FROM:
        return Grade.AGAIN
    if score < GOOD_FROM:
        return Grade.HARD
    return Grade.EASY if score >= EASY_FROM and _in_time(question, delivery) else Grade.GOOD


def _in_time(question: Question, delivery: Delivery) -> bool:
    """A typed answer has no time, and so none to be outside of."""
    if delivery.duration_s is None:
        return True
    return SHORTEST_SHARE <= delivery.duration_s / question.target_s <= LONGEST_SHARE


def advice(question: Question, coverage: Coverage, delivery: Delivery) -> tuple[str, ...]:
    """At most two sentences, the most useful first: what was wrong, what was missing, how it was told."""
    found = [
        _about_contradiction(coverage),
        _about_gaps(coverage),
        _about_story(question, delivery) if question.wants_star else None,
        about_time(question, delivery),
        _about_pace(delivery),
        _about_fillers(delivery),
        _about_pauses(delivery),
    ]
    said = [one for one in found if one is not None]
    return tuple(said[:_MOST_ADVICE]) or (_nothing_to_add(coverage),)


def _nothing_to_add(coverage: Coverage) -> Sentence:
    if coverage.score is None:
        return Sentence("This question has no key points yet: add some to have the content judged.")
    return Sentence("You said what matters; next time, try it shorter or with an example of your own.")


def _name(judged: PointVerdict) -> str:
    """A point in a few words."""
    text = judged.point.label or judged.point.text
    words = text.strip(" .:;").split()
    return " ".join(words) if len(words) <= 12 else " ".join(words[:12]) + " …"


def _heaviest(coverage: Coverage, verdict: Verdict) -> PointVerdict | None:
    points = [judged for judged in coverage.points if judged.verdict is verdict]
    return max(points, key=lambda judged: judged.point.weight, default=None)


def _about_contradiction(coverage: Coverage) -> Sentence | None:
    judged = _heaviest(coverage, Verdict.CONTRADICTED)
    if judged is None:
        return None
    return Sentence(
        "Check what you said about “{point}”: it may be the opposite of the model answer.",
        point=_name(judged),
    )


def _about_gaps(coverage: Coverage) -> Sentence | None:
    judged = _heaviest(coverage, Verdict.MISSED)
    if judged is not None:
        return Sentence("Next time, bring in “{point}”.", point=_name(judged))
    judged = _heaviest(coverage, Verdict.PARTIAL)
    return None if judged is None else Sentence("Say a little more about “{point}”.", point=_name(judged))


def _about_story(question: Question, delivery: Delivery) -> Sentence | None:
    told = {one.part for one in delivery.star}
    if question.type is not QuestionType.BEHAVIOURAL or not told:
        return None
    if StarPart.RESULT not in told:
        return Sentence("End your story with the result, at best with a number.")
    if StarPart.ACTION not in told:
        return Sentence("Say what you yourself did: the action is the heart of the story.")
    if not any(one.has_number for one in delivery.star if one.part is StarPart.RESULT):
        return Sentence("Give your result a number: how much, how many or how long.")
    return None


def about_time(question: Question, delivery: Delivery) -> Sentence | None:
    """Whether the answer was much longer or shorter than it should be; None where it was not."""
    if delivery.duration_s is None:
        return None
    share = delivery.duration_s / question.target_s
    took = {"seconds": round(delivery.duration_s), "target": round(question.target_s)}
    if share > LONGEST_SHARE:
        return Sentence("You took {seconds} s; aim for about {target} s.", **took)
    if share < SHORTEST_SHARE:
        return Sentence("You have time for more: you used {seconds} s of {target} s.", **took)
    return None


def _about_pace(delivery: Delivery) -> Sentence | None:
    if delivery.pace_wpm is None or (delivery.speaking_s or 0.0) < _PACE_FROM_S:
        return None
    pace = round(delivery.pace_wpm)
    if delivery.pace_wpm > FASTEST_WPM:
        return Sentence("Slow down a little: {pace} words a minute are hard to follow.", pace=pace)
    if delivery.pace_wpm < SLOWEST_WPM:
        return Sentence("Pick up the pace: {pace} words a minute sound hesitant.", pace=pace)
    return None


def _about_fillers(delivery: Delivery) -> Sentence | None:
    if delivery.fillers is None or not delivery.duration_s or delivery.duration_s < _PACE_FROM_S:
        return None
    count = len(delivery.fillers)
    a_minute = 60 * count / delivery.duration_s
    if a_minute > VERY_MANY_FILLERS:
        return Sentence("Pause silently instead of um and uh: at least {count} were heard.", count=count)
    if a_minute > MANY_FILLERS:
        return Sentence("Watch um and uh: at least {count} were heard.", count=count)
    return None


def _about_pauses(delivery: Delivery) -> Sentence | None:
    longest_s = max((pause.duration_s for pause in delivery.pauses or ()), default=0.0)
    if longest_s <= LONG_PAUSE_S:
        return None
    return Sentence(
        "There was a pause of {seconds} s; a sentence that says where you are going bridges it.",
        seconds=round(longest_s),
    )
