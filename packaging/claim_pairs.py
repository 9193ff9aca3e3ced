"""Pairs of our own claims, with paraphrases and denials put among other sentences as speech does.

``entailment/claims.txt`` and ``entailment/fields.txt`` have for each claim two paraphrases, a denial, and a
sentence about the same thing that neither says nor denies it. None of their questions is among those that
judging is measured on.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from public_pairs import DENIED, FOLLOWS, OPEN, Pair

from interviewer.interview.judging.glossary import Glossary
from interviewer.interview.judging.wording import tokens_of_text

FOLDER = Path(__file__).with_name("entailment")
JOINTS = ("and", "so", "and then", "because", "but", "also", "and we", "", "", "well", "i mean")
_FILLERS = ("you know", "i think", "basically", "like", "kind of", "actually", "to be honest", "right")
_LEADS = ("so i would talk about", "there is", "it is about", "the topics are", "i would mention", "we have")
_LABEL = re.compile(r"^\s*([^:.!?]{2,40}):\s")
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty",
            "thirty", "forty", "fifty", "ninety")  # fmt: skip


@dataclass(frozen=True)
class Claim:
    """A key point, and what people say about it."""

    text: str
    same: tuple[str, ...]
    denial: str
    near: str
    #: what stands before the colon
    heading: str | None = None


def claim_pairs(seed: int) -> list[Pair]:
    """Everything that the claims teach, for each seed among other sentences."""
    chance = random.Random(seed)
    groups = [*_groups("claims.txt"), *_groups("fields.txt")]
    found: list[Pair] = []
    for group in groups:
        strangers = [claim for other in groups if other is not group for claim in other]
        for claim in group:
            beside = [other for other in group if other is not claim] or strangers
            found += _of_claim(claim, beside, chance)
            found += _open(claim, beside, strangers, chance)
            found += _of_two(claim, chance.choice(beside), beside, chance)
    return found


def _groups(name: str) -> list[list[Claim]]:
    """Per question its claims, read as answers are."""
    groups: list[list[list[str]]] = []
    for line in (FOLDER / name).read_text("utf-8").splitlines():
        if line.startswith("## "):
            groups.append([])
        elif not line.startswith("#"):
            groups[-1].append(line.split("|"))
    return [list(_read(group)) for group in groups]


def _read(group: Sequence[Sequence[str]]) -> Iterator[Claim]:
    glossary = Glossary().for_question([row[0] for row in group])
    for row in group:
        texts = [" ".join(token.text for token in glossary.read(tokens_of_text(text))) for text in row]
        label = _LABEL.match(row[0])
        heading = " ".join(token.text for token in tokens_of_text(label[1])) if label else None
        yield Claim(texts[0], (texts[1], texts[2]), texts[3], texts[4], heading)


def _of_claim(claim: Claim, beside: Sequence[Claim], chance: random.Random) -> Iterator[Pair]:
    """One claim said, and denied; also the other way round, so that a negation alone decides nothing."""
    for same in claim.same:
        yield Pair(_among(same, beside, chance), claim.text, FOLLOWS)
        yield Pair(_among(same, beside, chance), claim.text, FOLLOWS)
        yield Pair(_among(claim.text, beside, chance), same, FOLLOWS, 0.5)
        yield Pair(_among(claim.denial, beside, chance), same, DENIED, 0.6)
        yield Pair(_among(same, beside, chance), claim.denial, DENIED, 0.5)
        yield from _other_number(same, claim, beside, chance)
    for _ in range(3):
        yield Pair(_among(claim.denial, beside, chance), claim.text, DENIED)
    yield Pair(_among(claim.text, beside, chance), claim.denial, DENIED, 0.6)
    yield Pair(_among(claim.denial, beside, chance), claim.denial, FOLLOWS, 0.5)
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


def _open(
    claim: Claim, beside: Sequence[Claim], strangers: Sequence[Claim], chance: random.Random
) -> Iterator[Pair]:
    """What leaves the claim open: other claims, another field, the same thing only named."""
    for _ in range(3):
        yield Pair(_among(_said(beside, chance), beside, chance), claim.text, OPEN)
    for _ in range(2):
        yield Pair(_among(_said(strangers, chance), strangers, chance), claim.text, OPEN, 0.8)
    yield Pair(_among(claim.near, beside, chance), claim.text, OPEN)
    yield Pair(_among(claim.near, beside, chance), claim.denial, OPEN, 0.5)
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
        yield Pair(_among(first, rest, chance), both, OPEN, 0.5)
        yield Pair(_among(second, rest, chance), both, OPEN, 0.5)
    yield Pair(f"{first} {joint} {two.denial}", both, DENIED, 0.6)
    yield Pair(f"{one.denial} {joint} {two.denial}", both, DENIED, 0.8)


def _said(claims: Sequence[Claim], chance: random.Random) -> str:
    """One of the claims, said, denied or only touched."""
    claim = chance.choice(claims)
    return chance.choice([*claim.same, *claim.same, claim.denial, claim.near])


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
        words.insert(chance.randrange(len(words) + 1), chance.choice(_FILLERS))
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
