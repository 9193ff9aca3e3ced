"""What a verdict was made from, for a person who asks why: kinds and values, the most telling first.

The words for it are the window's. Figures that are not known here are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from interviewer.interview.coverage import Finding, Ground, GroundKind, PointVerdict, Verdict
from interviewer.interview.judging.polarity import Signed
from interviewer.interview.judging.proof import evidence_of
from interviewer.interview.judging.reading import Passage, Reading
from interviewer.interview.judging.support import Examined, PartSupport, named_quantities, with_neighbours

#: Likeness from which most points that were said are, and from which hardly any is that was not.
_NEAR, _FAIRLY_NEAR = 0.6, 0.4
#: A chance from which the entailment model says so.
_LIKELY = 0.5
#: This share of the words turned around is worth telling.
_TURNED = 0.15
#: Nine of ten points that were not turned round stand in answers that deny less of their other points.
_MUCH_DENIED = 0.47
#: What speaks against a point.
_AGAINST = frozenset(
    {
        *(Finding.OPPOSED, Finding.BORROWED, Finding.UNCLEAR, Finding.DENIAL),
        *(Finding.OPPOSITE, Finding.NEGATED, Finding.DENIED, Finding.FAR),
    }
)


def grounds_of(
    judged: PointVerdict,
    found: Examined,
    said: Sequence[bool],
    answer: Reading,
    *,
    held_back: Finding | None = None,
) -> tuple[Ground, ...]:
    """The grounds of a verdict. ``said``: which claims were; ``held_back``: by which guard it was."""
    known = [
        None if held_back is None else Ground(GroundKind.HELD_BACK, held_back),
        *_quantities(judged, found, answer),
        _claims(found.parts, said),
        _words(found, answer),
        _meaning(judged, found.whole, answer),
        _entailment(judged.figures),
        _direction(judged, found, answer),
        _elsewhere(judged),
    ]
    grounds = [one for one in known if one is not None]
    covered = judged.verdict is Verdict.COVERED
    return tuple(sorted(grounds, key=lambda one: _is_against(one) is covered))


def _is_against(ground: Ground) -> bool:
    return ground.finding in _AGAINST or ground.kind in (GroundKind.OTHER_QUANTITIES, GroundKind.ELSEWHERE)


def _quantities(judged: PointVerdict, found: Examined, answer: Reading) -> Iterator[Ground]:
    """Those that were named otherwise, in the proof if there, and those that were named or not at all."""
    point = found.point.whole.reading
    proof = {at for one in judged.evidence for at in range(one.first_word, one.last_word + 1)}
    said, missing, instead, otherwise = [], [], [], []
    for one, others in named_quantities(point, answer, found.whole):
        wanted = _text(point, one.first, one.last)
        wrong = [other for other in others if not any(map(other.equals, point.quantities))]
        if any(map(one.equals, others)):
            said.append(wanted)
        elif not wrong:
            missing.append(wanted)
        else:
            told = next((other for other in wrong if answer.tokens[other.first].first in proof), wrong[0])
            otherwise.append(wanted)
            instead.append(_text(answer, told.first, told.last))
    if otherwise:
        yield Ground(GroundKind.OTHER_QUANTITIES, said=_whole(instead), missing=_whole(otherwise))
    if said or missing:
        left = [text for text in missing if text not in said]
        yield Ground(GroundKind.QUANTITIES, said=_whole(said), missing=_whole(left))


def _whole(texts: Sequence[str]) -> tuple[str, ...]:
    """Each once: "4-6 hours" are two quantities, "4-6" and "4-6 hours"."""
    known = dict.fromkeys(texts)
    return tuple(text for text in known if not any(text in other for other in known if text != other))


def _claims(parts: Sequence[PartSupport], said: Sequence[bool]) -> Ground | None:
    """None for a point of one claim, which is the point itself, and where no claim was said."""
    if len(parts) == 1 or not any(said):
        return None
    texts = [part.part.text.strip(" .;:") for part in parts]
    return Ground(
        GroundKind.CLAIMS,
        said=tuple(text for text, one in zip(texts, said, strict=True) if one),
        missing=tuple(text for text, one in zip(texts, said, strict=True) if not one),
    )


def _words(found: Examined, answer: Reading) -> Ground | None:
    """The words of the point, by whether they stand near what fits it best; its quantities are told apart."""
    near = [with_neighbours(answer, passage) for passage in _places(found)]
    held = {one.concept for passage in near for one in answer.within(passage)}
    point = found.point.whole.reading
    said = _point_words(point, lambda one: one.concept in held)
    # "Vault-backed" is two words of which one may have been said
    heard = {word.lower() for text in said for word in text.split()}
    missing = _point_words(point, lambda one: one.concept not in held)
    left = tuple(text for text in missing if not heard.issuperset(text.lower().split()))
    return Ground(GroundKind.WORDS, said=said, missing=left) if said or left else None


def _point_words(point: Reading, wanted: Callable[[Signed], bool]) -> tuple[str, ...]:
    """The words of the point that are wanted, as it has them, each once."""
    figures = {at for one in point.quantities for at in range(one.first, one.last + 1)}
    known: dict[str, str] = {}
    for one in point.signed:
        if one.at not in figures and wanted(one):
            text = _text(point, one.at, one.at).removesuffix("'s").removesuffix("’s")
            known.setdefault(one.concept, text)
    return tuple(dict.fromkeys(known.values()))


def _meaning(judged: PointVerdict, whole: PartSupport, answer: Reading) -> Ground:
    likeness = judged.figures["meaning"]
    finding = Finding.FAR
    if likeness >= _FAIRLY_NEAR:
        finding = Finding.NEAR if likeness >= _NEAR else Finding.FAIRLY_NEAR
    ground = Ground(GroundKind.MEANING, finding, likeness)
    if judged.verdict is Verdict.MISSED and whole.tightest is not None:
        return replace(ground, said=(evidence_of(answer, whole.tightest).quote,))
    return ground


def _entailment(figures: Mapping[str, float]) -> Ground | None:
    """None without such a model, and where it was not asked, since nothing came near."""
    follows, partly, denied = (figures.get(name, 0.0) for name in ("follows", "partly", "denied"))
    if not follows + partly + denied:
        return None
    if denied >= _LIKELY and denied > follows:
        return Ground(GroundKind.ENTAILMENT, Finding.DENIED, denied)
    if follows >= _LIKELY:
        return Ground(GroundKind.ENTAILMENT, Finding.FOLLOWS, follows)
    if partly >= _LIKELY:
        return Ground(GroundKind.ENTAILMENT, Finding.PARTLY, partly)
    return Ground(GroundKind.ENTAILMENT, Finding.OPEN, follows)


def _direction(judged: PointVerdict, found: Examined, answer: Reading) -> Ground | None:
    """None where too little was said to be meant one way or the other."""
    agreeing, opposing = judged.figures.get("agreeing", 0.0), judged.figures.get("opposing", 0.0)
    signs: dict[str, set[int]] = {}
    for passage in _places(found):
        for one in answer.within(passage):
            signs.setdefault(one.concept, set()).add(one.sign)
    turned = _point_words(found.point.whole.reading, lambda one: signs.get(one.concept) == {-one.sign})
    if turned and opposing >= _TURNED:
        return Ground(GroundKind.DIRECTION, Finding.OPPOSITE, opposing, said=turned)
    if not agreeing or judged.verdict is Verdict.MISSED:
        return None
    if judged.verdict is not Verdict.COVERED and judged.figures.get("turned"):
        return Ground(GroundKind.DIRECTION, Finding.NEGATED)
    said_so = judged.verdict is not Verdict.CONTRADICTED
    return Ground(GroundKind.DIRECTION, Finding.SAME, agreeing) if said_so else None


def _elsewhere(judged: PointVerdict) -> Ground | None:
    """Told where it may have turned a verdict; hardly an answer that means well denies so much."""
    denied = judged.figures.get("denied_elsewhere", 0.0)
    if judged.verdict is not Verdict.CONTRADICTED or denied < _MUCH_DENIED:
        return None
    return Ground(GroundKind.ELSEWHERE, figure=denied)


def _places(found: Examined) -> list[Passage]:
    """Where the point and its claims fit best."""
    places = (part.passage for part in (found.whole, *found.parts))
    return [passage for passage in dict.fromkeys(places) if passage is not None]


def _text(reading: Reading, first: int, last: int) -> str:
    """The words that some tokens were made of."""
    words = reading.words[reading.tokens[first].first : reading.tokens[last].last + 1]
    return " ".join(word.text for word in words).strip(" .,;:!?()[]\"'“”‘’")
