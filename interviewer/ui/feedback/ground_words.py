"""How the grounds of a verdict are said: short sentences, each with its figure, if it has one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from interviewer.interview.coverage import Finding, Ground, GroundKind, PointVerdict
from interviewer.ui.elements import words

#: Of more there is too much to take in at a glance; the most telling come first.
_MOST_GROUNDS, _MOST_NAMED = 4, 5
_MOST_CHARS = 70
#: From such a chance on, most labelled points were judged rightly: nine of ten, and three of four.
_SURE, _FAIRLY_SURE = 0.85, 0.6


class Line(NamedTuple):
    """A sentence, and the figure behind it or nothing."""

    text: str
    figure: str = ""


def tr(text: str) -> str:
    return QCoreApplication.translate("ground_words", text)


def lines(judged: PointVerdict) -> list[Line]:
    """Why, in a few lines; the last says how sure the app is."""
    said = [line for ground in judged.grounds[:_MOST_GROUNDS] for line in _lines(ground)]
    return [*said, _sure(judged.confidence)] if said else [Line(words.said(judged.reason))]


def today(judged: PointVerdict) -> str:
    """That the app of today judges otherwise than the one that judged then."""
    return tr("Judged again just now, it would be: {verdict}.").format(verdict=words.verdict(judged.verdict))


def _lines(ground: Ground) -> Iterator[Line]:
    said, missing = ground.said, ground.missing
    match ground.kind:
        case GroundKind.ACCEPTED:
            yield Line(tr("You have said before that {words} is this point.").format(words=_quoted(said)))
        case GroundKind.CLAIMS:
            if said:
                yield Line(tr("Said: {claims}").format(claims=_quoted(said)))
            if missing:
                yield Line(tr("Missing: {claims}").format(claims=_quoted(missing)))
        case GroundKind.QUANTITIES:
            named = tr("Numbers named: {list}."), tr("Not named: {list}.")
            yield Line(_both(ground, *named, tr("Numbers not named: {list}.")))
        case GroundKind.OTHER_QUANTITIES:
            told = tr("You said {yours} where the point has {wanted}.")
            yield Line(told.format(yours=_quoted(said), wanted=_quoted(missing)))
        case GroundKind.WORDS:
            heard = tr("Words heard: {list}."), tr("Not heard: {list}.")
            yield Line(_both(ground, *heard, tr("Words not heard: {list}.")))
        case GroundKind.MEANING:
            nearest = tr("The nearest you came: {words}.").format(words=_quoted(said)) if said else ""
            yield Line(f"{_finding(ground.finding)} {nearest}".strip(), _cosine(ground.figure))
        case GroundKind.ELSEWHERE:
            told = tr("Elsewhere, your answer says the opposite of what is expected.")
            yield Line(told, words.percent(ground.figure))
        case _:
            listed = _listed(said)
            figure = "" if ground.figure is None else words.percent(ground.figure)
            shown = (
                figure if ground.finding is not Finding.OPEN else ""
            )  # it would be the chance that it follows
            yield Line(_finding(ground.finding).format(list=listed), shown)


def _finding(which: Finding | None) -> str:
    return {
        Finding.OPPOSED: tr("Held back: too much of it was meant the other way round."),
        Finding.BORROWED: tr("Held back: what comes nearest to it says another point."),
        Finding.UNCLEAR: tr("Held back: nothing in your answer says it clearly enough."),
        Finding.DENIAL: tr("Held back: it stands under a denial, such as “it is not true that”."),
        Finding.NEAR: tr("In meaning, your words are near it."),
        Finding.FAIRLY_NEAR: tr("In meaning, your words are fairly near it."),
        Finding.FAR: tr("In meaning, your words are far from it."),
        Finding.FOLLOWS: tr("By the second model, it follows from your words."),
        Finding.PARTLY: tr("By the second model, part of it follows from your words."),
        Finding.OPEN: tr("By the second model, your words leave it open."),
        Finding.DENIED: tr("By the second model, your words deny it."),
        Finding.SAME: tr("Meant the same way round."),
        Finding.OPPOSITE: tr("Meant the other way round: {list}."),
        Finding.NEGATED: tr("There is a “not” in your words that the point doesn’t have."),
        None: "",
    }[which]


def _sure(confidence: float) -> Line:
    said = tr("The app is unsure of this.")
    if confidence >= _FAIRLY_SURE:
        said = (
            tr("The app is sure of this.") if confidence >= _SURE else tr("The app is fairly sure of this.")
        )
    return Line(said, words.percent(confidence))


def _cosine(figure: float | None) -> str:
    return "" if figure is None else f"{figure:.2f}"


def _both(ground: Ground, said: str, missing: str, only_missing: str) -> str:
    """What was said, and what not; there is one of them at least."""
    if not ground.said:
        return only_missing.format(list=_listed(ground.missing))
    told = said.format(list=_listed(ground.said))
    return f"{told} {missing.format(list=_listed(ground.missing))}" if ground.missing else told


def _listed(texts: Sequence[str]) -> str:
    named = ", ".join(texts[:_MOST_NAMED])
    left = len(texts) - _MOST_NAMED
    return tr("{list} and {count} more").format(list=named, count=left) if left > 0 else named


def _quoted(texts: Sequence[str]) -> str:
    return ", ".join(f"“{_short(text.rstrip(' .,;:'))}”" for text in texts)


def _short(text: str) -> str:
    return text if len(text) <= _MOST_CHARS else text[:_MOST_CHARS].rsplit(" ", 1)[0] + " …"
