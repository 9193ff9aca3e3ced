"""When a reading is not believed, with a model that says what it is told to."""

from __future__ import annotations

import math
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from interviewer.interview.ports import Sound
from interviewer.interview.transcript import Span, Word
from interviewer.speech import audio_file
from interviewer.speech import window as windows
from interviewer.speech.beside import GaveWay
from interviewer.speech.cost_of_care import CostOfCare
from interviewer.speech.live_take import LiveTake
from interviewer.speech.reader import Read, Reader, sewn
from interviewer.speech.whisper import NOTHING, Heard, Reading, Whisper, goes_in_circles, says_twice

TAKE = np.zeros(16 * 16_000, dtype=np.float32)


class Told:
    """A model that reads what it was given to read, one after the other; its last answer stays."""

    def __init__(self, *readings: Reading) -> None:
        self._readings = list(readings)
        self.lengths_s: list[float] = []
        self.briefly: list[bool] = []

    def listen(self, sound: Sound, *, brief: bool = False) -> Heard:
        self.briefly.append(brief)
        self.lengths_s.append(round(len(sound) / 16_000, 1))
        return Heard(None, len(sound) / 16_000, sound)

    def understand(self, heard: Heard, *, prompt: str = "", **_how: object) -> Reading:
        if prompt:
            return NOTHING
        return self._readings.pop(0) if len(self._readings) > 1 else self._readings[0]


def reading(text: str, *, from_s: float = 0.3, word_s: float = 0.4) -> Reading:
    words = [
        Word(word, from_s + at * word_s, from_s + (at + 1) * word_s, 0.9)
        for at, word in enumerate(text.split())
    ]
    return Reading(tuple(words), -0.1)


def reader(told: Told) -> Reader:
    return Reader(cast(Whisper, told), language="en")


def test_what_a_window_was_cut_short_by_is_read_again() -> None:
    """A second and a half of voice without a word, at the end: half a phrase, no hesitation."""
    told = Told(reading("they are isolated and"), reading("they cost half as much"))
    read = reader(told).read(windows.of([Span(1.0, 5.0)], end_s=16.0), TAKE)
    assert " ".join(word.text for word in read.words) == "they are isolated and they cost half as much"
    assert len(told.lengths_s) == 2
    assert told.lengths_s[1] < told.lengths_s[0]


def test_nothing_is_left_of_a_draft_that_is_read_anew() -> None:
    """Its first word begins with the voice, to the fraction of a millisecond."""
    voice = Span(1.00048, 3.0)
    draft = reader(Told(reading("and I think", from_s=0.2))).draft(windows.of([voice], end_s=16.0), TAKE)
    assert draft.words[0].span.start_s == voice.start_s
    assert draft.cut(end_s=voice.start_s) == Read()
    assert sewn([draft])[0].words[0].start_s == 1.0


def test_a_hesitation_at_the_end_is_no_reason_to_read_again() -> None:
    told = Told(reading("they are isolated and"))
    reader(told).read(windows.of([Span(1.0, 2.6), Span(2.7, 3.3)], end_s=16.0), TAKE)
    assert len(told.lengths_s) == 1


def test_a_draft_that_says_a_phrase_twice_is_read_with_care() -> None:
    told = Told(
        reading("we have to remove it we have to remove it", word_s=0.2), reading("we have to remove it")
    )
    draft = reader(told).draft(windows.of([Span(1.0, 3.0)], end_s=16.0), TAKE)
    assert " ".join(word.text for word in draft.words) == "we have to remove it"


@pytest.mark.parametrize(("length_s", "brief"), [(4.0, True), (14.0, False)])
def test_a_long_draft_is_padded_as_the_model_was_taught(length_s: float, *, brief: bool) -> None:
    told = Told(reading(" ".join("abcdefghijklmnopqrst"), word_s=length_s / 20))
    reader(told).draft(windows.of([Span(1.0, 1.0 + length_s)], end_s=16.0), TAKE)
    assert told.briefly == [brief]


@pytest.mark.parametrize(
    ("text", "twice", "circles"),
    [
        ("in the future we need it, in the future we need it.", True, False),
        ("no no no no", False, False),
        ("it is what it is", False, False),
        ("so it goes on " * 8, True, True),
        ("I also have 100" + ",000" * 9, False, True),
    ],
)
def test_phrases_that_come_again(text: str, twice: bool, circles: bool) -> None:
    assert says_twice(text) is twice
    assert goes_in_circles(text) is circles


class ToldAfresh(Told):
    """A model that reads a word in every half second, whatever it is given; sketches are not counted."""

    def __init__(self) -> None:
        super().__init__(NOTHING)

    def understand(self, heard: Heard, *, prompt: str = "", **how: object) -> Reading:
        if how.get("beam") == 1 and not prompt:
            self.lengths_s.pop()
            self.briefly.pop()
        words = [f"word{at}" for at in range(int(heard.length_s * 2))]
        return NOTHING if prompt else reading(" ".join(words), from_s=0.0, word_s=0.5)


class Costs(CostOfCare):
    """A machine on which a careful reading costs so many processor seconds."""

    def __init__(self, cost_s: float) -> None:
        super().__init__()
        self._cost_s = cost_s

    def of(self, voice_s: float) -> float:
        return self._cost_s if voice_s else 0.0


#: too long to be begun, longer than a draft, and no longer
VERY_DEAR_S, DEAR_S, QUICK_S = 9.0, 2.4, 0.5


@pytest.mark.parametrize(("silence_s", "with_care"), [(0.0, False), (2.5, True)])
def test_what_was_said_before_a_silence_is_read_with_care_in_it(silence_s: float, with_care: bool) -> None:
    spoken = audio_file.read(Path(__file__).parents[1] / "data" / "speech" / "jfk.flac")
    take = np.concatenate([spoken, np.zeros(int(silence_s * 16_000), dtype=np.float32)])
    told = Told(reading("ask not what your country can do for you", from_s=0.3, word_s=1.1))
    live = LiveTake(lambda: reader(told), care=Costs(DEAR_S))
    for at in range(0, len(take), 1600):
        live.take_in(take[at : at + 1600])
        live.read_what_is_due()
    live.finish()
    assert live.read_with_care is with_care


@pytest.mark.parametrize(("cost_s", "first_s"), [(2.2, 13.5), (3.2, 18.9), (5.1, math.inf)])
def test_the_dearer_a_careful_reading_the_more_is_waited_for(cost_s: float, first_s: float) -> None:
    spoken = audio_file.read(Path(__file__).parents[1] / "data" / "speech" / "jfk.flac")
    told = ToldAfresh()
    live = LiveTake(lambda: reader(told), care=Costs(cost_s))
    for at in range(0, 2 * len(spoken), 1600):
        live.take_in(np.take(spoken, range(at, at + 1600), mode="wrap"))
        live.read_what_is_due()
    with_care = [length for length, brief in zip(told.lengths_s, told.briefly, strict=True) if not brief]
    assert next(iter(with_care), math.inf) == pytest.approx(first_s, abs=0.3)


class StopsMeanwhile(Told):
    """The person stops while a long window is being read."""

    stopped = False
    readings_after = 0

    def listen(self, sound: Sound, *, brief: bool = False) -> Heard:
        self.stopped = self.stopped or not brief
        return super().listen(sound, brief=brief)

    def understand(self, heard: Heard, *, prompt: str = "", **how: object) -> Reading:
        self.readings_after += self.stopped and not prompt
        return super().understand(heard, prompt=prompt, **how)


def test_a_careful_reading_gives_way_when_the_person_stops() -> None:
    """What was drafted stands, and is known to be no more than that; only the end is read."""
    spoken = audio_file.read(Path(__file__).parents[1] / "data" / "speech" / "jfk.flac")
    told = StopsMeanwhile(reading("ask not what your country can do for you", from_s=0.3, word_s=1.1))
    live = LiveTake(lambda: reader(told), stopped=lambda: told.stopped, care=Costs(DEAR_S))
    for at in range(0, 5 * len(spoken), 1600):
        live.take_in(np.take(spoken, range(at, at + 1600), mode="wrap"))
        live.read_what_is_due()
        if told.stopped:
            break
    assert told.stopped
    assert told.readings_after == 0
    live.take_in(spoken[: 2 * 16_000])
    reads, speech, _ = live.finish()
    assert told.readings_after == 1
    assert not live.read_with_care
    words = [word for read in reads for word in read.words]
    assert words[0].start_s == pytest.approx(speech[0].start_s, abs=0.5)
    assert words[-1].end_s == pytest.approx(speech[-1].end_s, abs=4.0)


@pytest.mark.parametrize("cost_s", [0.0, QUICK_S])
def test_who_stops_while_it_is_read_with_care_for_the_first_time_gets_a_draft(cost_s: float) -> None:
    """However little is left of the careful reading: what was said meanwhile would be read after it."""
    spoken = audio_file.read(Path(__file__).parents[1] / "data" / "speech" / "jfk.flac")
    told = StopsMeanwhile(reading("ask not what your country can do for you", from_s=0.3, word_s=0.2))
    care = Costs(cost_s)
    care.drafted(cost_s, 1.0)
    live = LiveTake(lambda: reader(told), stopped=lambda: told.stopped, care=care)
    for at in range(0, len(spoken), 1600):
        live.take_in(spoken[at : at + 1600])
        live.read_what_is_due()
        if told.stopped:
            break
    assert told.stopped
    assert told.readings_after == 0
    reads, _, _ = live.finish()
    assert told.briefly[-1]
    assert not live.read_with_care
    assert "country" in " ".join(word.text for read in reads for word in read.words)


@pytest.mark.parametrize(("cost_s", "with_care"), [(DEAR_S, False), (QUICK_S, True)])
def test_what_was_said_before_a_breath_is_read_with_care_where_that_is_quick(
    cost_s: float, *, with_care: bool
) -> None:
    live, told = take_of_jfk(cost_s=cost_s)
    live.finish()
    assert live.read_with_care is with_care
    longest = max(range(len(told.lengths_s)), key=lambda at: told.lengths_s[at])
    assert told.briefly[longest] is not with_care


def test_a_breath_that_was_missed_while_reading_ends_a_draft_all_the_same() -> None:
    """The same stretches are read however late the reader is."""
    in_time, late = take_of_jfk(cost_s=DEAR_S)[1], take_of_jfk(cost_s=DEAR_S, read_from_s=10.0)[1]
    assert late.lengths_s[0] in in_time.lengths_s
    assert late.lengths_s[-1] == in_time.lengths_s[-1]


def test_after_the_stop_only_the_end_is_read_with_so_much_before_it_that_it_is_understood() -> None:
    live, told = take_of_jfk(cost_s=VERY_DEAR_S, length_s=18.5)
    drafted = len(told.lengths_s)
    _, speech, _ = live.finish()
    (after,) = told.lengths_s[drafted:]
    assert speech[-1].duration_s < 3.0
    assert 10.0 < after < 11.0


class InTurn(Told):
    """A model that reads these words in its drafts, one after the other; sketches come to nothing."""

    def understand(self, heard: Heard, *, prompt: str = "", **how: object) -> Reading:
        return NOTHING if how.get("beam") == 1 else super().understand(heard, prompt=prompt)


def test_a_word_that_is_dated_before_its_pause_is_not_lost_with_what_it_was_understood_by() -> None:
    """The model stretches the first word after a pause into it."""
    long_draft = reading("a b c d e f g h i j k l for you", from_s=0.3, word_s=0.68)
    before_s = long_draft.words[10].span.start_s - 5.1  # the next draft's sound begins there
    early = reading("k l for you in the future we need", from_s=before_s, word_s=0.68)
    told = InTurn(*[long_draft] * 4, early)
    live = LiveTake(lambda: reader(told), care=Costs(VERY_DEAR_S))
    spoken = audio_file.read(Path(__file__).parents[1] / "data" / "speech" / "jfk.flac")
    for at in range(0, int(13.5 * 16_000), 1600):
        live.take_in(np.take(spoken, range(at, at + 1600), mode="wrap"))
        live.read_what_is_due()
    reads, _, _ = live.finish()
    told_words = " ".join(word.text for read in reads for word in read.words)
    assert told_words == "a b c d e f g h i j k l for you in the future we need"


class OnceHesitant(Told):
    """A model that hears a hesitation in a short stretch, and passes it over in a longer one."""

    def understand(self, heard: Heard, *, prompt: str = "", **how: object) -> Reading:
        if prompt and heard.length_s < 4.0:
            return reading("and so um", word_s=0.5)
        return super().understand(heard, prompt=prompt)


def test_a_hesitation_that_was_found_stays_though_a_longer_reading_passes_it_over() -> None:
    care = Costs(QUICK_S)
    care.drafted(QUICK_S, 1.0)
    told = OnceHesitant(reading("and so", word_s=0.5))
    live = LiveTake(lambda: reader(told), care=care)
    spoken = audio_file.read(Path(__file__).parents[1] / "data" / "speech" / "jfk.flac")
    for at in range(0, len(spoken), 1600):
        live.take_in(spoken[at : at + 1600])
        live.read_what_is_due()
    reads, _, _ = live.finish()
    assert live.read_with_care
    assert "um" in {filler.text for read in reads for filler in read.fillers}


def test_a_sketch_gives_way_when_the_person_stops() -> None:
    told = Told(reading("ask not what your country"))
    with pytest.raises(GaveWay):
        reader(told).sketch(windows.of([Span(1.0, 3.0)], end_s=16.0), TAKE, gives_way=lambda: True)


def take_of_jfk(
    *, cost_s: float, length_s: float = 11.0, read_from_s: float = 0.0
) -> tuple[LiveTake, ToldAfresh]:
    """The recording, in circles, up to a moment, not finished; the reader has time from another moment on."""
    spoken = audio_file.read(Path(__file__).parents[1] / "data" / "speech" / "jfk.flac")
    told = ToldAfresh()
    live = LiveTake(lambda: reader(told), care=Costs(cost_s))
    for at in range(0, int(length_s * 16_000), 1600):
        live.take_in(np.take(spoken, range(at, at + 1600), mode="wrap"))
        if at >= read_from_s * 16_000:
            live.read_what_is_due()
    return live, told


def test_a_take_that_was_not_drafted_is_read_though_the_person_has_stopped() -> None:
    spoken = audio_file.read(Path(__file__).parents[1] / "data" / "speech" / "jfk.flac")
    told = Told(reading("ask not what your country can do for you", from_s=0.3, word_s=1.1))
    live = LiveTake(lambda: reader(told), stopped=lambda: True)
    live.take_in(np.tile(spoken, 4))
    live.read_what_is_due()
    assert told.lengths_s == []
    live.finish()
    assert sum(told.lengths_s) > 40


def test_terms_are_confirmed_by_a_reading_without_them() -> None:
    told = Told(reading("we scale with KEDA now"), reading("we scale with cada now"))
    hearing = Reader(cast(Whisper, told), language="en", vocabulary=("KEDA", "AKS"))
    words = hearing.read(windows.of([Span(1.0, 3.2)], end_s=16.0), TAKE).words
    assert [(word.text, word.said) for word in words if word.said] == [("KEDA", "cada")]


def test_a_term_that_only_the_reading_that_was_told_has_does_not_count() -> None:
    told = Told(reading("we scale with KEDA now"), reading("we scale with ropes now"))
    hearing = Reader(cast(Whisper, told), language="en", vocabulary=("KEDA", "AKS"))
    read = hearing.read(windows.of([Span(1.0, 3.2)], end_s=16.0), TAKE)
    assert " ".join(word.text for word in read.words) == "we scale with ropes now"
