"""When there is nothing to judge, and which stretches of an answer prove nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from interviewer.interview.judging.reading import Reading
from interviewer.interview.judging.wording import Token
from interviewer.interview.transcript import Transcript
from interviewer.interview.word_set import word_set
from interviewer.sentence import Sentence

#: Fewer words than this say too little to be judged.
FEWEST_WORDS = 4
_FEWEST_CONTENT = 2
_FEWEST_AFTER_EXCUSE = 6
_FEWEST_STEMS = 6
#: Speech holds together by function words: 15 words of it hold three or more (but for 0.8 % of the words of
#: real answers), a list of terms two or fewer.
LEAST_FUNCTION_SHARE = 0.14
_SHARE_OVER = 15
#: A passage with more than this of lists and echoes proves nothing.
_EMPTY_SHARE = 0.3
#: These join the items of a list as well as clauses, so they don't tell speech from a list.
_JOINING = word_set("and or then also plus so")
#: A run of this many words of the question is the question read back.
_ECHO_RUN = 5
_FOREIGN_SHARE = 0.2
_ENGLISH_SHARE = 0.25
_UNCLEAR_PROBABILITY = 0.25

_EXCUSES = re.compile(
    r"\b(?:i (?:really |honestly )?(?:do not|have no) (?:know|idea|clue|remember|recall)"
    r"(?: (?:that|the answer|this))?"
    r"|no idea|not sure|i am not sure"
    r"|i (?:can not|could not) (?:say|answer|remember|recall)(?: (?:that|this))?"
    r"|(?:let us )?(?:pass|skip|next question)|i have never (?:done|used|heard of) (?:that|this|it)|sorry)\b"
)
_FOREIGN = word_set(
    "der die das und ist nicht wir ich ein eine mit für auf auch sich werden dass dem den haben hat sind "
    "wird wenn oder le la les des est dans nous pour que qui une avec sur pas sont vous je il elle mais "
    "ou donc aux du el los las una con para por como pero más muy está están nosotros del al se lo su sus "
    "y il gli che non per sono con della nel abbiamo questo anche più di ma si de het een van en niet wij "
    "zijn voor met dat ook maar o os um uma não com para por mais são nós"
) - word_set("a an as at in on is so me do to no i was die also man war den hat has all")
_LETTER = re.compile(r"[^\W\d_]")


def abstention(transcript: Transcript, answer: Reading, question: Reading) -> Sentence | None:
    """Why the answer can't be judged, in a sentence for the person; None where it can."""
    if transcript.speech is not None and not transcript.speech:
        return Sentence("No speech was found in the recording, so nothing was judged.")
    if not answer.tokens:
        return Sentence("No words were heard, so nothing was judged.")
    if _unclear(transcript):
        return Sentence("What was heard is too unclear to be judged; the recording is kept.")
    return _too_little(answer) or _not_an_answer(answer, question)


def _unclear(transcript: Transcript) -> bool:
    sure = [word.probability for word in transcript.words if word.probability is not None]
    return bool(sure) and sum(sure) / len(sure) < _UNCLEAR_PROBABILITY


def _too_little(answer: Reading) -> Sentence | None:
    tokens = answer.tokens
    content = [token for token in tokens if token.is_content]
    text = " ".join(token.text for token in tokens)
    rest = _EXCUSES.sub(" ", text).split()
    if len(rest) < len(tokens) and len(rest) < _FEWEST_AFTER_EXCUSE:
        return Sentence("You said that you can't answer this one, so nothing was judged.")
    if len(tokens) < FEWEST_WORDS or len(content) < _FEWEST_CONTENT:
        return Sentence("That was only a word or two: too little to be judged.")
    return None


def _not_an_answer(answer: Reading, question: Reading) -> Sentence | None:
    tokens = answer.tokens
    if _is_foreign(tokens):
        return Sentence("This doesn't seem to be English, and the key points are; nothing was judged.")
    if len({token.stem for token in tokens}) <= max(2, min(len(tokens) // 12, _FEWEST_STEMS)):
        return Sentence("The same few words came again and again: there is no answer in them to judge.")
    own = [token for token, echo in zip(tokens, echoed(answer, question), strict=True) if not echo]
    if len(own) < len(tokens) and sum(token.is_content for token in own) < _FEWEST_AFTER_EXCUSE // 2:
        return Sentence("Only the question was read back, so nothing was judged.")
    if all(listed(answer)):
        return Sentence(
            "These are key words without sentences: a list proves nothing, so nothing was judged."
        )
    return None


def _is_foreign(tokens: Sequence[Token]) -> bool:
    letters = [char for token in tokens for char in _LETTER.findall(token.text)]
    if sum(ord(char) > 0x24F for char in letters) > len(letters) / 2:
        return True
    foreign = sum(token.text in _FOREIGN for token in tokens) / len(tokens)
    english = sum(not token.is_content for token in tokens) / len(tokens)
    return len(tokens) >= FEWEST_WORDS and foreign >= _FOREIGN_SHARE and english < _ENGLISH_SHARE


def echoed(answer: Reading, question: Reading) -> list[bool]:
    """Which tokens belong to a run of words that stands in the question just so."""
    asked = [token.stem for token in question.tokens]
    runs = {tuple(asked[at : at + _ECHO_RUN]) for at in range(len(asked) - _ECHO_RUN + 1)}
    said = [token.stem for token in answer.tokens]
    marks = [False] * len(said)
    for at in range(len(said) - _ECHO_RUN + 1):
        if tuple(said[at : at + _ECHO_RUN]) in runs:
            marks[at : at + _ECHO_RUN] = [True] * _ECHO_RUN
    return marks


def listed(answer: Reading) -> list[bool]:
    """Which tokens stand in a list of words and not in speech."""
    holding = [not token.is_content and token.text not in _JOINING for token in answer.tokens]
    sums = [0, *accumulate(holding)]
    marks = [False] * len(holding)
    over = min(_SHARE_OVER, len(holding))
    for start in range(len(holding) - over + 1):
        if over >= FEWEST_WORDS and sums[start + over] - sums[start] < LEAST_FUNCTION_SHARE * over:
            marks[start : start + over] = [True] * over
    return marks


def empty_tokens(answer: Reading, question: Reading) -> list[bool]:
    """Which tokens are a list of words, or the question read back."""
    return [echo or item for echo, item in zip(echoed(answer, question), listed(answer), strict=True)]


def proofs(answer: Reading, question: Reading) -> list[bool]:
    """Per passage: may it prove anything? A list of words and the question read back may not."""
    empty = empty_tokens(answer, question)
    return [
        sum(empty[passage.start : passage.end]) <= (passage.end - passage.start) * _EMPTY_SHARE
        for passage in answer.passages
    ]
