"""Which words of an answer prove a verdict: the shortest stretch that carries the point, in whole words."""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.interview.coverage import Evidence, Verdict
from interviewer.interview.judging.reading import Passage, Reading
from interviewer.interview.judging.support import Examined, PartSupport

#: With fewer of the claim's words in it, a passage is shown as it is: its meaning proves the point.
_KEPT_LEAST = 2
#: A word more has to bring this share of the claim's words.
_WORD_COST = 0.015
#: So many words up to the edge of a clause are kept, so that it reads as it was said; the second where
#: less than this share of the claim's words is in it, or where it is denied without a negation: there, the
#: words around say it.
_EDGE, _FAR_EDGE, _SURE_SHARE = 3, 6, 0.5
#: Of a point that was said, a claim that fits this much is shown with the others.
_FOUND = 0.6
#: Of the claims of a point that is denied, those that fit this much as well as the best may be the one.
_FITTING = 0.6


def proof_of(
    verdict: Verdict, found: Examined, said: Sequence[bool], answer: Reading
) -> tuple[Evidence, ...]:
    """The proof of a verdict. ``said``: which claims of the point were; none for a missed one."""
    if verdict is Verdict.MISSED:
        return ()
    if verdict is Verdict.CONTRADICTED:
        denied = _denied(found)
        shown = [] if denied is None else [_shortest(*denied, answer, denied=True)]
    else:
        whole = verdict is Verdict.COVERED
        shown = [
            _shortest(one, one.shown, answer) for one in _shown(found.parts, said, whole=whole) if one.shown
        ]
    return tuple(evidence_of(answer, passage) for passage in _merged(shown))


def _shown(parts: Sequence[PartSupport], said: Sequence[bool], *, whole: bool) -> list[PartSupport]:
    """The claims whose passages prove the verdict: those that were said, or else the one that fits best.

    Where the ``whole`` point was said, so were the claims that were found in few of their words.
    """
    found = [part for part in parts if part.passage is not None]
    best = max(found, key=_fit, default=None)
    proven = [
        part
        for part, one in zip(parts, said, strict=True)
        if part.passage is not None and (one or (whole and _fit(part) >= _FOUND))
    ]
    return proven if best is None or best in proven else [*proven, best]


def _denied(found: Examined) -> tuple[PartSupport, Passage] | None:
    """The claim that is denied, and where: by the entailment model if it is sure, or else by the signs.

    A claim that hardly fits is not the one, however much is negated in its passage.
    """
    if found.denying is not None:
        return found.whole, found.denying
    places = [(part, part.shown) for part in found.parts if part.shown is not None]
    fitting = [one for one in places if _fit(one[0]) >= _FITTING * max(_fit(part) for part, _ in places)]
    return max(fitting, key=lambda one: (one[0].opposing + one[0].turned, one[0].meaning), default=None)


def _fit(part: PartSupport) -> float:
    return part.meaning + part.terms


def _shortest(part: PartSupport, passage: Passage, answer: Reading, *, denied: bool = False) -> Passage:
    """The passage of a claim without what has nothing of the claim in it; ``denied``: with what denies it."""
    wanted = {one.concept for one in part.part.reading.signed}
    wanted |= {_figure(one.value) for one in part.part.reading.quantities}
    places = _places(answer, passage, wanted)
    held = {concept for _, concept in places}
    if len(held) < _KEPT_LEAST:
        return passage if denied or part.tightest is None else part.tightest
    start, end = _window(places, len(held))
    edge = _EDGE if len(held) >= _SURE_SHARE * len(wanted) else _FAR_EDGE
    found = _widened(answer, passage, start, end, edge)
    if denied and not any(found.start <= at < found.end for at in answer.negations):
        return _widened(answer, passage, start, end, _FAR_EDGE)
    return found


def _widened(answer: Reading, passage: Passage, first: int, last: int, edge: int) -> Passage:
    return Passage(_opening(answer, passage, first, edge), _ending(answer, passage, last, edge))


def _places(answer: Reading, passage: Passage, wanted: set[str]) -> list[tuple[int, str]]:
    """Where the passage says something of the claim: token and concept, in order."""
    said = [(one.at, one.concept) for one in answer.within(passage)]
    said += [
        (at, _figure(one.value))
        for one in answer.quantities
        if passage.start <= one.first < passage.end
        for at in (one.first, min(one.last, passage.end - 1))
    ]
    return sorted((at, concept) for at, concept in said if concept in wanted)


def _figure(value: float) -> str:
    return f"#{value:.3g}"


def _window(places: Sequence[tuple[int, str]], count: int) -> tuple[int, int]:
    """The stretch that holds most of ``count`` concepts in the fewest words: its first and last token."""
    best, most = (places[0][0], places[0][0]), float("-inf")
    for index, (start, _) in enumerate(places):
        held: set[str] = set()
        for at, concept in places[index:]:
            held.add(concept)
            worth = len(held) / count - _WORD_COST * (at - start)
            if worth > most:
                best, most = (start, at), worth
    return best


def _opening(answer: Reading, passage: Passage, start: int, edge: int) -> int:
    """Further to the left: to a negation that reaches here, or to where the clause begins, if it is near."""
    begins = max(clause.start for clause in answer.clauses if clause.start <= start)
    begins = max(begins, passage.start)
    # the "wrong" of "it is wrong that …" is no negation, but denies as well
    denying = [reach.start - 2 for reach in answer.denials if start in reach]
    turned = [at for at in (*answer.negations, *denying) if begins <= at < start]
    start = min(turned, default=start)
    return begins if start - begins <= edge else start


def _ending(answer: Reading, passage: Passage, last: int, edge: int) -> int:
    ends = min(clause.end for clause in answer.clauses if clause.end > last)
    ends = min(ends, passage.end)
    turned = [at for at in answer.negations if last < at < ends]
    last = turned[-1] if turned else last
    return ends if ends - last - 1 <= edge else last + 1


def _merged(passages: Sequence[Passage]) -> list[Passage]:
    """In order, overlapping ones as one."""
    merged: list[Passage] = []
    for passage in sorted(passages, key=lambda one: (one.start, one.end)):
        if merged and passage.overlaps(merged[-1]):
            merged[-1] = Passage(merged[-1].start, max(merged[-1].end, passage.end))
        else:
            merged.append(passage)
    return merged


def evidence_of(answer: Reading, passage: Passage) -> Evidence:
    first, last = answer.tokens[passage.start].first, answer.tokens[passage.end - 1].last
    words = answer.words[first : last + 1]
    return Evidence(
        quote=" ".join(word.text for word in words),
        start_s=words[0].start_s,
        end_s=words[-1].end_s,
        first_word=first,
        last_word=last,
    )
