"""What differs from language to language in judging speech: a table each, no code.

The tables are plain data; a language without one is measured without filler phrases and STAR cues.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from interviewer.interview.question import StarPart
from interviewer.interview.word_set import word_set


@dataclass(frozen=True, slots=True)
class FillerPhrase:
    """A phrase that says nothing, and where the same words do say something."""

    text: str
    #: words before it that make it meant: "what kind of"
    not_after: frozenset[str] = frozenset()
    #: words after it that make it meant: "you know how"
    not_before: frozenset[str] = frozenset()
    #: counts only where the writer set it off by commas: ", like,"
    set_off: bool = False


@dataclass(frozen=True, slots=True)
class Syllables:
    """How to count syllables: groups of vowels, corrected by endings. Patterns are regular expressions."""

    vowels: str
    #: matches take one away
    silent: str = r"(?!)"
    #: matches add one
    extra: str = r"(?!)"
    #: syllables of a letter that is spelled out, where it is not one
    letters: Mapping[str, int] = field(default_factory=dict)
    #: syllables of the digits 0 to 9, of ten and of a hundred
    digits: tuple[int, ...] = (2, 1, 1, 1, 1, 1, 1, 2, 1, 1)
    tens: int = 2
    hundred: int = 2


@dataclass(frozen=True, slots=True)
class Numbers:
    """Number words, and the units after which a number is sure to be one."""

    words: Mapping[str, int] = field(default_factory=dict)
    #: units that are written as a sign, right behind the number
    signs: Mapping[str, str] = field(default_factory=dict)
    #: units that are written out
    units: frozenset[str] = frozenset()
    #: said between a number and its tenths, and written there
    point: str = ""
    point_sign: str = "."
    #: "two hundred and five"
    joint: str = ""


class Command(StrEnum):
    """What the app can be told by voice; each language has its own words for it."""

    #: the answer ends here
    DONE = "done"
    AGAIN = "again"
    NEXT = "next"
    REPEAT = "repeat"
    FOLLOW_UP = "follow_up"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Language:
    """One language's table."""

    code: str
    #: sounds of hesitation, as Whisper would write them
    fillers: frozenset[str]
    #: text that puts the model in a mood to write hesitations down
    filler_prompt: str
    phrases: tuple[FillerPhrase, ...]
    syllables: Syllables
    #: what speakers call themselves, and themselves with others
    i_words: frozenset[str]
    we_words: frozenset[str]
    #: how the parts of a story are opened
    star_cues: Mapping[StarPart, tuple[str, ...]]
    #: how the app is told what to do; the first of each is named to the person, as it is written
    commands: Mapping[Command, tuple[str, ...]]
    #: said around a command without meaning anything by it
    polite: frozenset[str]
    numbers: Numbers = field(default_factory=Numbers)
    #: how letters are called, as a word that is written as it sounds
    letters: Mapping[str, str] = field(default_factory=dict)
    #: words that are no abbreviation, though they may be spelled like one
    small_words: frozenset[str] = frozenset()


def _cues(text: str) -> tuple[str, ...]:
    return tuple(" ".join(cue.split()) for cue in text.split(","))


_A_KIND = word_set(
    "a an the what this that these those some any every each one same another different new which other"
    " certain all only first second right wrong"
)


def _called(names: str) -> dict[str, str]:
    """The names of the letters from a to z."""
    return dict(zip("abcdefghijklmnopqrstuvwxyz", names.split(), strict=True))


def _numbered(words: str, *, tens: str) -> dict[str, int]:
    """The words for 0 to 19, and for 20, 30 … 90."""
    return {word: at for at, word in enumerate(words.split())} | {
        word: at * 10 for at, word in enumerate(tens.split(), start=2)
    }


_ENGLISH_NUMBERS = Numbers(
    words=_numbered(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
        " sixteen seventeen eighteen nineteen",
        tens="twenty thirty forty fifty sixty seventy eighty ninety",
    )
    | {"hundred": 100, "thousand": 1000},
    signs={"percent": "%", "per cent": "%"},
    units=word_set(
        "milliseconds seconds minutes hours days weeks months years kilobytes megabytes gigabytes terabytes"
        " petabytes gigs gb mb tb dollars euros pounds people users engineers requests pipelines tables"
    ),
    point="point",
    joint="and",
)

ENGLISH = Language(
    code="en",
    letters=_called(
        "ay bee see dee ee eff jee aitch eye jay kay el em en oh pee cue ar ess tee you vee doubleyou ex"
        " why zee"
    ),
    fillers=word_set("um umm uhm uh uhh er err erm ah ahh eh hm hmm hmmm mm mmm mhm ooh"),
    filler_prompt="Um, uh, hmm, er, ah. So, uh, I, um, I think, er, yeah, hmm.",
    phrases=(
        FillerPhrase(
            "you know",
            not_after=word_set("do did does if as when once because don't didn't that would let whether"),
            not_before=word_set("how what why where who which whether the if"),
        ),
        FillerPhrase(
            "i mean", not_after=word_set("what do did that how which"), not_before=word_set("by to")
        ),
        FillerPhrase("sort of", not_after=_A_KIND),
        FillerPhrase("kind of", not_after=_A_KIND),
        FillerPhrase("basically"),
        FillerPhrase("like", set_off=True),
    ),
    syllables=Syllables(
        vowels=r"[aeiouy]+",
        silent=r"(?<=[^aeiouyl])e$|(?<=[aeiouy])le$|(?<=[^aeioutdy])ed$|(?<=[^aeiouycsgxz])es$|(?<=[^aeiouy])ely$|eful$",
        extra=r"i(?:a|o(?!u|n)|um|ent|ence|ency)|eo(?!u)|[aeiou]ing$|(?<=[^aeiouy])sm$|creat|real(?:i|l)",
        letters={"w": 3},
    ),
    i_words=word_set("i i'm i've i'd i'll me my mine myself"),
    we_words=word_set("we we're we've we'd we'll us our ours ourselves let's"),
    star_cues={
        StarPart.SITUATION: _cues(
            """
            in my previous role, in my last role, at my previous company, in my current role, when i was,
            when i joined, at the time, a few years ago, last year, we had a, there was a, the company,
            the situation was, the context, let me tell you about, for example, at my last,
            i was working, we were, the background, our client, the customer
            """
        ),
        StarPart.TASK: _cues(
            """
            my task, my job was, my role was, i was responsible, i was asked, the goal was, my goal,
            i had to, i needed to, we needed to, the challenge was, the task was, my responsibility,
            i was tasked, the objective, it was my, i was in charge, had to decide
            """
        ),
        StarPart.ACTION: _cues(
            """
            so i, first i, then i, i decided, i started, i built, i set up, i led, i worked with,
            i proposed, i introduced, i created, i designed, i implemented, i organised, i organized,
            i met with, i talked to, i spoke with, i wrote, i made, i took, i asked, i ran, next i,
            after that i, i also, i began, we built, i established, i brought, i split, i moved,
            i analysed, i analyzed, i presented, i negotiated, i coached, step one
            """
        ),
        StarPart.RESULT: _cues(
            """
            as a result, the result, in the end, the outcome, this led to, which led to, that led to,
            we reduced, we saved, it reduced, this reduced, reduced the, increased by, dropped by,
            we achieved, we delivered, finally we, within three months, the impact, ultimately,
            went down, went up, on time, since then, ended up, we went from, percent, successfully
            """
        ),
        StarPart.LEARNING: _cues(
            """
            i learned, i learnt, what i learned, the lesson, looking back, in hindsight, taught me,
            next time i, i would do, since then i, the takeaway, my takeaway, today i
            """
        ),
    },
    commands={
        Command.DONE: _cues("that's my answer, that is my answer, that was my answer, this is my answer"),
        Command.AGAIN: _cues("again, try again, try it again, once again, once more"),
        Command.NEXT: _cues("next, next question, next one, the next, the next question, the next one"),
        Command.REPEAT: _cues("repeat the question, repeat question, repeat that, repeat"),
        Command.FOLLOW_UP: tuple(
            f"{ask}{which}follow-up{question}"
            for ask in ("ask ", "ask me ", "")
            for which in ("a ", "the ", "")
            for question in ("", " question")
        ),
        Command.STOP: _cues("stop, stop it, stop the round"),
    },
    polite=word_set("ok okay so and well alright please now thanks yes um uh"),
    numbers=_ENGLISH_NUMBERS,
    small_words=word_set(
        "a i it us or so an am be is as at by do go he if in me my no of on to up we who what and are can for"
        " has its may not out per sub the via was will yes all any but set get add age aid air arm art"
    ),
)


def _german_numbers() -> Numbers:
    """ "fünfundzwanzig" is one word."""
    units = "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn"
    teens = " sechzehn siebzehn achtzehn neunzehn"
    tens = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"
    words = _numbered(units + teens, tens=tens)
    ones = [("ein", 1), *((word, value) for word, value in words.items() if 1 < value < 10)]
    joined = {f"{one}und{ten}": words[ten] + value for ten in tens.split() for one, value in ones}
    return Numbers(
        words=words | joined | {"ein": 1, "hundert": 100, "einhundert": 100, "tausend": 1000},
        signs={"prozent": "%"},
        units=word_set(
            "millisekunden sekunden minuten stunden tage tagen wochen monate monaten jahre jahren megabyte"
            " gigabyte terabyte euro leute leuten nutzer anfragen tabellen"
        ),
        point="komma",
        point_sign=",",
    )


GERMAN = Language(
    code="de",
    letters=_called(
        "ah beh zeh deh eh eff geh hah ih jot kah ell emm enn oh peh kuh err ess teh uh fau weh ix"
        " üpsilon zett"
    ),
    fillers=word_set("äh ähm öh öhm hm hmm mhm ehm eh um uh em"),
    filler_prompt="Äh, ähm, hm, öh. Also, äh, ich, ähm, ich glaube, hm, ja, äh.",
    phrases=(
        FillerPhrase("sozusagen"),
        FillerPhrase("quasi"),
        FillerPhrase("irgendwie"),
        FillerPhrase("halt", set_off=True),
        FillerPhrase("weißt du", not_after=word_set("was wie wo wer ob")),
        FillerPhrase("ich meine", not_after=word_set("was wie"), not_before=word_set("damit das")),
        FillerPhrase("im prinzip"),
    ),
    syllables=Syllables(
        vowels=r"aa|ee|oo|ie|ei|ai|au|äu|eu|[aeiouyäöü]",
        extra=r"(?<=[rlnst])ion(?!en)|(?<=[lt])ient",
        letters={"y": 3},
        digits=(1, 1, 1, 1, 1, 1, 1, 2, 1, 1),
    ),
    i_words=word_set("ich mich mir mein meine meinen meinem meiner meines"),
    we_words=word_set("wir uns unser unsere unseren unserem unserer unseres"),
    star_cues={
        StarPart.SITUATION: _cues(
            """
            in meiner letzten, in meiner früheren, damals, als ich, wir hatten, es gab, die situation,
            zum beispiel, vor einigen jahren, letztes jahr, der kunde
            """
        ),
        StarPart.TASK: _cues(
            """
            meine aufgabe, ich sollte, ich musste, das ziel war, wir mussten, ich war verantwortlich,
            die herausforderung
            """
        ),
        StarPart.ACTION: _cues(
            """
            also habe ich, zuerst habe ich, dann habe ich, ich habe, danach habe ich, ich begann,
            ich entschied, ich führte, wir haben
            """
        ),
        StarPart.RESULT: _cues(
            """
            am ende, das ergebnis, im ergebnis, dadurch, schließlich, letztlich, seitdem, prozent,
            als folge, der erfolg
            """
        ),
        StarPart.LEARNING: _cues(
            """
            ich habe gelernt, gelernt habe ich, im nachhinein, rückblickend, nächstes mal
            """
        ),
    },
    commands={
        Command.DONE: _cues("das war meine Antwort, das ist meine Antwort, das wäre meine Antwort"),
        Command.AGAIN: _cues("noch einmal, noch mal, nochmal, nochmals, noch ein Versuch"),
        Command.NEXT: _cues(
            "nächste Frage, nächste, weiter, die nächste, die nächste Frage, zur nächsten Frage"
        ),
        Command.REPEAT: _cues(
            """
            Frage wiederholen, die Frage wiederholen, wiederhole die Frage, wiederhol die Frage, wiederholen,
            die Frage noch einmal
            """
        ),
        Command.FOLLOW_UP: _cues("Nachfrage, eine Nachfrage, die Nachfrage, Rückfrage, nachfragen"),
        Command.STOP: _cues("Stopp, Stop, aufhören, Schluss, Runde beenden, die Runde beenden"),
    },
    polite=word_set("ok okay so und also gut bitte jetzt danke ja ähm äh"),
    numbers=_german_numbers(),
    small_words=word_set(
        "ab am an da du er es im in ja ob so um wo zu als auf aus bei bis das dem den der des die ein für hat"
        " ich ihr ist man mit nur sie und uns von vor war was wer wie wir"
    ),
)

_BY_CODE = {language.code: language for language in (ENGLISH, GERMAN)}


def of(code: str) -> Language | None:
    """The table of "en", "en-US", "de" …; None where there is none."""
    return _BY_CODE.get(code.replace("_", "-").split("-", maxsplit=1)[0].lower())
