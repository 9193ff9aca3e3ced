"""Words as they count for judging: lower case, contractions opened, abbreviations joined, stems.

Each token knows which words of the transcript it came from, so that what is found can be quoted and played.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer  # type: ignore[import-untyped]

from interviewer.interview.word_set import word_set

_STEMMER = snowballstemmer.stemmer("english")

FILLERS = word_set("um umm uh uhm er erm ah eh hm hmm mm mhm huh")

#: Words that hold a sentence together; they carry no term.
FUNCTION_WORDS = word_set(
    "a an the this that these those it its it's he she they them their his her we us our ours i me my "
    "mine you your yours one ones who whom whose which what where when why how there here and or but nor "
    "so yet if then else than as because since although though while until unless whether of in on at by "
    "for with from to into onto off out up down over under about between through during before after "
    "against within across per via is am are was were be been being do does did done doing have has had "
    "having will would shall should can could may might must ought let lets get gets got getting go goes "
    "going gone went come comes put puts make makes made take takes just also too very really quite only "
    "even still again ever already always any some all each every both either neither other another such "
    "same own more most less least much many few lot lots bit kind sort thing things stuff way ways like "
    "well yeah yes okay ok right basically actually honestly obviously literally mean know think guess "
    "say said not no never none nobody nothing without cannot something anything everything somebody "
    "anybody everybody someone anyone everyone etc e.g i.e vs"
)

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": " ", "–": "-", "—": " ", "−": "-", "…": " "})
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_PIECE = re.compile(r"\d+(?:[.,]\d+)*%?|[^\W\d_]+(?:'[^\W\d_]+)*|%|[<>]=?|~")
_SYMBOLS = {"%": "percent", "<": "under", "<=": "under", ">": "over", ">=": "over", "~": "about"}
_ENDINGS = re.compile(r"'(?:s|em)$")
#: "we've" is "we have"; "it's" is "it is", but "the team's" is the team.
_VERBS = {"re": "are", "ve": "have", "ll": "will", "d": "would", "m": "am", "s": "is"}
_ARE_SOMETHING = word_set("it that there he she what who here where how everything everyone nobody")
#: Contractions that can't be told by their ending, and those that a speech model writes without apostrophe.
_OPENED = {
    "can't": "can not", "cannot": "can not", "won't": "will not", "shan't": "shall not", "ain't": "is not",
    "gonna": "going to", "wanna": "want to", "gotta": "have to", "let's": "let us", "wont": "will not",
    "cant": "can not", "im": "i am", "ive": "i have", "thats": "that is", "theres": "there is",
    "youre": "you are", "theyre": "they are", "weve": "we have", "theyve": "they have",
}  # fmt: skip
_OPENED |= {
    f"{verb}nt": f"{verb} not"
    for verb in word_set("do does did is are was were would could should has have had must")
}


@dataclass(frozen=True, slots=True)
class Token:
    """One normalised word; ``first`` and ``last`` are indices of the words it was made from."""

    text: str
    stem: str
    first: int
    last: int
    #: True where the word ended a sentence
    ends: bool = False
    #: True where this is what was meant and not what was written: "scim" for "skim"
    repaired: bool = False

    @property
    def is_content(self) -> bool:
        return self.text not in FUNCTION_WORDS


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of a lower-case word. A number or an abbreviation of up to three letters is its own."""
    if len(word) <= 3 or not word.isalpha():
        return word
    return str(_STEMMER.stemWord(word))


def tokens_of(words: Iterable[str]) -> list[Token]:
    """Normalised tokens of the words of an answer or of a text; um and uh are left out."""
    found: list[Token] = []
    for index, word in enumerate(words):
        pieces = [piece for piece in _pieces(word) if piece not in FILLERS]
        ends = bool(re.search(r"[.!?;:][\"')\]]*$", word))
        for at, piece in enumerate(pieces):
            found.append(Token(piece, stem(piece), index, index, ends and at == len(pieces) - 1))
    return found


def tokens_of_text(text: str) -> list[Token]:
    return tokens_of(text.split())


@lru_cache(maxsize=20_000)
def _pieces(word: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKC", word).translate(_APOSTROPHES)
    plain = _CAMEL.sub(" ", plain)
    pieces: list[str] = []
    for piece in _PIECE.findall(plain):
        pieces.extend(_opened(piece.lower()))
    return tuple(pieces)


def _opened(piece: str) -> list[str]:
    """A contraction as its words; a symbol, a number and any other word as itself."""
    if piece in _SYMBOLS:
        return [_SYMBOLS[piece]]
    if piece[0].isdigit():
        return [piece[:-1], "percent"] if piece.endswith("%") else [piece]
    if piece in _OPENED:
        return _OPENED[piece].split()
    word, mark, ending = piece.rpartition("'")
    if piece.endswith("n't"):
        return [piece[:-3], "not"]
    if mark and ending in _VERBS and (ending != "s" or word in _ARE_SOMETHING):
        return [word.replace("'", ""), _VERBS[ending]]
    return [_ENDINGS.sub("", piece).replace("'", "")]


def joined(tokens: Sequence[Token], text: str, *, repaired: bool = False) -> Token:
    """One token in place of several."""
    repaired = repaired or any(token.repaired for token in tokens)
    return Token(text, stem(text), tokens[0].first, tokens[-1].last, tokens[-1].ends, repaired)
