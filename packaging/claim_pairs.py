"""Pairs of our own claims, with paraphrases and denials put among other sentences as speech does.

The files of ``entailment`` have for each claim paraphrases, near ones and far ones, denials, with and without
a negation, what says a part of it, and a sentence about the same thing that neither says nor denies it. None
of their questions is among those that judging is measured on.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from public_pairs import DENIED, FOLLOWS, OPEN, PARTLY, Pair

from interviewer.interview.judging.glossary import Glossary
from interviewer.interview.judging.wording import tokens_of_text

FOLDER = Path(__file__).with_name("entailment")
JOINTS = ("and", "so", "and then", "because", "but", "also", "and we", "", "", "well", "i mean")
FILLERS = ("you know", "i think", "basically", "like", "kind of", "actually", "to be honest", "right")
_LEADS = ("so i would talk about", "there is", "it is about", "the topics are", "i would mention", "we have")
_LABEL = re.compile(r"^\s*([^:.!?]{2,40}):\s")
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty",
            "thirty", "forty", "fifty", "ninety")  # fmt: skip

#: Words whose exchange turns a sentence round; each in a form that stands where the other stood.
_OPPOSITES = (
    "more less", "more fewer", "most least", "cheaper dearer", "cheap expensive", "higher lower", "high low",
    "faster slower", "fast slow", "quick slow", "before after", "first last", "always never", "often seldom",
    "better worse", "best worst", "good bad", "easier harder", "easy hard", "simple complicated",
    "bigger smaller", "big small", "large small", "longer shorter", "long short", "early late",
    "earlier later", "with without", "increase reduce", "increases reduces", "increased reduced", "up down",
    "open closed", "public private", "manual automatic", "manually automatically", "allow forbid",
    "allowed forbidden", "accept reject", "safe risky", "new old", "same different", "above below",
    "minimum maximum", "everyone nobody", "everybody nobody", "everything nothing", "together apart",
    "internal external", "left right", "buy sell", "win lose", "start stop", "started stopped", "keep drop",
    "gained lost", "grew shrank", "rose fell", "strict lax", "central scattered", "separate shared",
    "temporary permanent", "required optional", "weekly yearly", "daily monthly",
)  # fmt: skip
_TURNS = {one: other for pair in _OPPOSITES for one, other in (pair.split(), pair.split()[::-1])}


@dataclass(frozen=True)
class Claim:
    """A key point, and what people say about it."""

    text: str
    same: tuple[str, ...]
    denials: tuple[str, ...]
    near: str
    part: str | None = None
    #: what stands before the colon
    heading: str | None = None


def claims_by_field() -> list[list[list[Claim]]]:
    """Per file its questions, and of each its claims."""
    return [_groups(file) for file in sorted(FOLDER.glob("*.txt"))]


def claim_pairs(groups: Sequence[Sequence[Claim]], seed: int) -> list[Pair]:
    """Everything that the claims of these questions teach, for each seed among other sentences."""
    chance = random.Random(seed)
    found: list[Pair] = []
    for group in groups:
        for claim in group:
            strangers = [chance.choice(chance.choice(groups)) for _ in range(8)]
            beside = [other for other in group if other is not claim] or strangers
            found += _of_claim(claim, beside, chance)
            found += _open(claim, beside, strangers, chance)
            found += _of_two(claim, chance.choice(beside), beside, chance)
            found += _turned(claim, beside, chance)
    return found


def _groups(file: Path) -> list[list[Claim]]:
    """Per question its claims, read as answers are."""
    groups: list[list[list[str]]] = []
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("## "):
            groups.append([])
        elif not line.startswith("#"):
            groups[-1].append(line.split("|"))
    return [list(_read(group)) for group in groups if group]


def _read(group: Sequence[Sequence[str]]) -> Iterator[Claim]:
    glossary = Glossary().for_question([row[0] for row in group])
    for row in group:
        text, *said = [" ".join(token.text for token in glossary.read(tokens_of_text(cell))) for cell in row]
        label = _LABEL.match(row[0])
        heading = " ".join(token.text for token in tokens_of_text(label[1])) if label else None
        same, denials = (tuple(one for one in cells if one) for cells in (said[:3], said[3:5]))
        yield Claim(text, same, denials, said[6], said[5] or None, heading)


def _of_claim(claim: Claim, beside: Sequence[Claim], chance: random.Random) -> Iterator[Pair]:
    """One claim said, and denied; also the other way round, so that a negation alone decides nothing."""
    for same in claim.same:
        yield Pair(_among(same, beside, chance), claim.text, FOLLOWS)
        yield Pair(_among(same, beside, chance), claim.text, FOLLOWS, 0.6)
        yield from _other_number(same, claim, beside, chance)
    same, denial = chance.choice(claim.same), chance.choice(claim.denials)
    yield Pair(_among(claim.text, beside, chance), same, FOLLOWS, 0.5)
    yield Pair(_among(denial, beside, chance), same, DENIED, 0.6)
    yield Pair(_among(same, beside, chance), denial, DENIED, 0.5)
    for said in claim.denials:
        yield Pair(_among(said, beside, chance), claim.text, DENIED)
        yield Pair(_among(said, beside, chance), claim.text, DENIED)
    last = claim.denials[-1]
    yield Pair(_among(claim.text, beside, chance), last, DENIED, 0.6)
    yield Pair(_among(last, beside, chance), last, FOLLOWS, 0.5)
    yield Pair(_among(claim.text, beside, chance), claim.text, FOLLOWS, 0.4)


def _other_number(same: str, claim: Claim, beside: Sequence[Claim], chance: random.Random) -> Iterator[Pair]:
    """The paraphrase with a number exchanged, where the claim has one."""
    words = same.split()
    places = [at for at, word in enumerate(words) if word in _NUMBERS or word.isdigit()]
    if not places or not re.search(r"\d", claim.text):
        return
    for at in places:
        words[at] = chance.choice([number for number in _NUMBERS if number != words[at]])
    yield Pair(_among(" ".join(words), beside, chance), claim.text, DENIED, 0.8)


def _turned(claim: Claim, beside: Sequence[Claim], chance: random.Random) -> Iterator[Pair]:
    """What is said, or the claim itself, with a word exchanged for its opposite; both turned agree again."""
    other = _with_opposite(claim.text, chance)
    for same in claim.same:
        opposite = _with_opposite(same, chance)
        if opposite is not None:
            yield Pair(_among(opposite, beside, chance), claim.text, DENIED, 0.7)
        if other is not None:
            yield Pair(_among(same, beside, chance), other, DENIED, 0.7)
    if other is not None:
        yield Pair(_among(claim.text, beside, chance), other, DENIED, 0.7)
        yield Pair(_among(other, beside, chance), claim.text, DENIED, 0.7)
        yield Pair(_among(other, beside, chance), other, FOLLOWS, 0.5)


def _with_opposite(text: str, chance: random.Random) -> str | None:
    words = text.split()
    places = [at for at, word in enumerate(words) if word in _TURNS]
    if not places:
        return None
    at = chance.choice(places)
    return " ".join([*words[:at], _TURNS[words[at]], *words[at + 1 :]])


def _open(
    claim: Claim, beside: Sequence[Claim], strangers: Sequence[Claim], chance: random.Random
) -> Iterator[Pair]:
    """What leaves the claim open or half said: a part of it, other claims, another field, the name alone."""
    if claim.part is not None:
        yield Pair(_among(claim.part, beside, chance), claim.text, PARTLY)
        yield Pair(_among(claim.part, beside, chance), claim.text, PARTLY)
    for _ in range(3):
        yield Pair(_among(_said(beside, chance), beside, chance), claim.text, OPEN)
    yield Pair(_among(_said(strangers, chance), strangers, chance), claim.text, OPEN, 0.8)
    yield Pair(_among(claim.near, beside, chance), claim.text, OPEN)
    yield Pair(_among(claim.near, beside, chance), claim.text, OPEN)
    headings = [other.heading for other in beside if other.heading]
    if claim.heading is not None:
        named = chance.sample([claim.heading, *headings[:2]], len(headings[:2]) + 1)
        yield Pair(f"{chance.choice(_LEADS)} {' and '.join(named)}", claim.text, OPEN)


def _of_two(one: Claim, two: Claim, beside: Sequence[Claim], chance: random.Random) -> Iterator[Pair]:
    """Two claims as one key point: both said, one of them said, one of them denied."""
    if two not in beside or one.text == two.text:
        return
    rest = [other for other in beside if other is not two] or list(beside)
    both = f"{one.text} {two.text}"
    first, second = chance.choice(one.same), chance.choice(two.same)
    joint = chance.choice(JOINTS)
    yield Pair(f"{first} {joint} {second}", both, FOLLOWS, 0.8)
    yield Pair(f"{second} {joint} {first}", both, FOLLOWS, 0.5)
    if rest != list(beside):
        yield Pair(_among(first, rest, chance), both, PARTLY, 0.5)
        yield Pair(_among(second, rest, chance), both, PARTLY, 0.5)
    yield Pair(f"{first} {joint} {chance.choice(two.denials)}", both, DENIED, 0.6)
    yield Pair(f"{chance.choice(one.denials)} {joint} {chance.choice(two.denials)}", both, DENIED, 0.8)


def _said(claims: Sequence[Claim], chance: random.Random) -> str:
    """One of the claims, said, denied or only touched."""
    claim = chance.choice(claims)
    return chance.choice([*claim.same, *claim.denials, claim.near])


def _among(text: str, others: Sequence[Claim], chance: random.Random) -> str:
    """A sentence with others of the same answer around it, true or false."""
    text, other = _hesitant(text, chance), _cut(_said(others, chance), chance)
    way = chance.random()
    if way < 0.35:
        return _cut(text, chance)
    if way < 0.6:
        return f"{text} {chance.choice(JOINTS)} {other}"
    if way < 0.85:
        return f"{other} {chance.choice(JOINTS)} {text}"
    return f"{other} {text} {_cut(_said(others, chance), chance)}"


def _hesitant(text: str, chance: random.Random) -> str:
    """Now and then a filler, and now and then a word that was not heard."""
    words = text.split()
    if chance.random() < 0.25:
        words.insert(chance.randrange(len(words) + 1), chance.choice(FILLERS))
    if len(words) > 9 and chance.random() < 0.15:
        at = chance.randrange(len(words))
        if words[at] in ("a", "the", "of", "to", "is", "it", "and", "that", "in"):
            del words[at]
    return " ".join(words)


def _cut(text: str, chance: random.Random) -> str:
    """As a window over speech cuts: a word or two may be missing at an end."""
    words = text.split()
    if len(words) > 8 and chance.random() < 0.25:
        lost = chance.randrange(1, 3)
        words = words[lost:] if chance.random() < 0.5 else words[:-lost]
    return " ".join(words)
