"""How figures and verdicts are said."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from interviewer.interview.coverage import Coverage, Repair, Verdict
from interviewer.interview.feedback import Grade
from interviewer.interview.question import StarPart
from interviewer.interview.take import Take
from interviewer.sentence import Sentence, filled


def tr(text: str) -> str:
    return QCoreApplication.translate("words", text)


def said(text: str) -> str:
    """What the rules say, in the language of the window; what nobody of the app has said stays as it is."""
    if not isinstance(text, Sentence):
        return text
    values = {name: said(one) if isinstance(one, str) else one for name, one in text.values.items()}
    return filled(QCoreApplication.translate("sentences", text.template), values)


def clock(seconds: float) -> str:
    """Minutes and seconds, as a clock shows them."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02d}"


def verdict(which: Verdict) -> str:
    return {
        Verdict.COVERED: tr("Covered"),
        Verdict.PARTIAL: tr("Partly covered"),
        Verdict.MISSED: tr("Missed"),
        Verdict.CONTRADICTED: tr("Perhaps the opposite"),
    }[which]


def repair(which: Repair) -> str:
    """What was understood otherwise than it was written."""
    told = tr("Heard “{heard}”, understood as “{term}”.")
    return told.format(heard=which.heard, term=which.understood)


def sound_lost(take: Take | None) -> str:
    """What to know of a recording in which the computer was too slow."""
    if take is None or not take.overflows:
        return ""
    return tr("The computer lost sound {count} times during this recording.").format(count=take.overflows)


def grade(which: Grade | None) -> str:
    return tr("Not judged") if which is None else grades()[which]


def grades() -> dict[Grade, str]:
    """Every grade with its name, the lowest first."""
    return {
        Grade.AGAIN: tr("Again"),
        Grade.HARD: tr("Hard"),
        Grade.GOOD: tr("Good"),
        Grade.EASY: tr("Easy"),
    }


def part(which: StarPart) -> str:
    return {
        StarPart.SITUATION: tr("Situation"),
        StarPart.TASK: tr("Task"),
        StarPart.ACTION: tr("Action"),
        StarPart.RESULT: tr("Result"),
        StarPart.LEARNING: tr("Learning"),
    }[which]


def percent(score: float | None) -> str:
    return "–" if score is None else tr("{share} %").format(share=round(score * 100))


def headline(coverage: Coverage) -> str:
    """What the answer covered, in one sentence."""
    points = coverage.points
    if len(points) == 1:
        return _single(points[0].verdict)
    covered = sum(judged.verdict is Verdict.COVERED for judged in points)
    partly = sum(judged.verdict is Verdict.PARTIAL for judged in points)
    if covered == len(points):
        return tr("You covered all {total} points.").format(total=len(points))
    said = tr("You covered {covered} of {total} points").format(covered=covered, total=len(points))
    return said + (tr(", and {partly} in part.").format(partly=partly) if partly else ".")


def _single(which: Verdict) -> str:
    return {
        Verdict.COVERED: tr("You covered it."),
        Verdict.PARTIAL: tr("You covered it in part."),
        Verdict.MISSED: tr("It was not in your answer."),
        Verdict.CONTRADICTED: tr("You may have said the opposite."),
    }[which]


def ago(at: datetime, now: datetime) -> str:
    """How long ago, in whole days; the date where that is long."""
    days = (now.date() - at.astimezone(now.tzinfo).date()).days
    if days <= 0:
        return tr("today")
    if days == 1:
        return tr("yesterday")
    if days < 14:
        return tr("{days} days ago").format(days=days)
    return day(at)


def day(at: date) -> str:
    """``3 Nov 2026``: which of two figures is the month is left to nobody's guess."""
    return QLocale().toString(QDate(at.year, at.month, at.day), "d MMM yyyy")


def moment(at: datetime) -> str:
    """Day and time, as this machine's clock shows them."""
    here = at.astimezone()
    return f"{day(here)}, {QLocale().toString(QTime(here.hour, here.minute), QLocale.FormatType.ShortFormat)}"
