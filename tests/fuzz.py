"""Damaged and hostile files for the three readers, and what must hold for each: an answer or words, in time.

Used by tests/faults/test_fuzz.py for moments, and by benchmarks/fuzz.py for as long as one likes.
"""

from __future__ import annotations

import io
import resource
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

import av
import numpy as np
import soundfile
from hypothesis import strategies as st

from interviewer import settings
from interviewer.errors import InputError
from interviewer.interview.documents.document import parsed
from interviewer.interview.documents.repair import repaired
from interviewer.speech import audio_file

#: A second of sound, or two pages of text, in more time than this is a hang.
LIMIT_S = 5.0
#: The longest sound that a damaged header may make of a file; ten minutes of samples are 38 MB.
LIMIT_SOUND_S = 600.0
LIMIT_BYTES = 600_000_000

SEED = Path(__file__).parent / "data" / "seed" / "model-answers.md"
SOUNDS = ("wav", "flac", "ogg", "mp3", "aiff", "w64", "m4a", "webm")


@cache
def sound_file(kind: str) -> bytes:
    """Half a second of a tone."""
    tone = (0.3 * np.sin(np.arange(8_000) / 5)).astype(np.float32)
    out = io.BytesIO()
    if kind in {"m4a", "webm"}:
        codec, container = {"m4a": ("aac", "mp4"), "webm": ("libopus", "webm")}[kind]
        with av.open(out, "w", format=container) as file:
            stream = file.add_stream(codec, rate=48_000, layout="mono")
            frame = av.AudioFrame.from_ndarray(np.tile(tone, 3)[None, :], format="fltp", layout="mono")
            frame.sample_rate = 48_000
            resampler = av.AudioResampler(format=stream.format, frame_size=stream.frame_size or 960)
            for even in [*resampler.resample(frame), *resampler.resample(None)]:
                file.mux(stream.encode(even))
            file.mux(stream.encode(None))
    else:
        soundfile.write(out, tone, 16_000, format=kind.upper())
    return out.getvalue()


def mutated(content: bytes, *, head: int = 200) -> st.SearchStrategy[bytes]:
    """The content with some bytes replaced, put in, taken out, or its end cut off: mostly near its start."""
    size = len(content)
    places = st.one_of(st.integers(0, min(head, size - 1)), st.integers(0, size - 1))
    values = st.one_of(
        st.binary(min_size=1, max_size=8),
        st.sampled_from([b"\xff" * 4, b"\x00" * 4, b"\xff\xff\xff\x7f", b"\x00\x00\x00\x80", b"\xff" * 8]),
    )
    changes = st.lists(st.tuples(places, values, st.sampled_from("rid")), min_size=1, max_size=6)
    return st.builds(_changed, st.just(content), changes, st.none() | st.integers(0, size))


def _changed(content: bytes, changes: list[tuple[int, bytes, str]], end: int | None) -> bytes:
    for at, value, how in changes:
        kept = at + len(value) if how in "rd" else at
        content = content[:at] + (b"" if how == "d" else value) + content[kept:]
    return content[:end]


@st.composite
def sounds(draw: st.DrawFn) -> tuple[str, bytes]:
    """The ending of a name, which may lie, and the file."""
    kind = draw(st.sampled_from(SOUNDS))
    return draw(st.sampled_from([kind, kind, *SOUNDS])), draw(mutated(sound_file(kind)))


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A few questions of the seed, damaged, with what programs and attackers put into Markdown and YAML."""
    lines = SEED.read_text(encoding="utf-8").splitlines()
    first = draw(st.integers(0, len(lines) - 40))
    chosen = lines[first : first + draw(st.integers(5, 40))]
    for _ in range(draw(st.integers(0, 8))):
        at = draw(st.integers(0, len(chosen)))
        chosen[at:at] = draw(st.lists(HOSTILE, min_size=1, max_size=3))
    text = "\n".join(chosen)
    if draw(st.booleans()):
        text = draw(mutated(text.encode(), head=10_000)).decode("utf-8", "replace")
    return text


HOSTILE = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "```yaml coach",
            "```",
            "````",
            "---",
            "===",
            "### ",
            "## 1. x",
            "**Answer:**",
            "OR",
            "<!--",
            "-->",
            "points: &a [*a, *a]",
            "a: !!python/object/apply:os.system ['true']",
            "id: ../../etc/passwd",
            "[x]: javascript:alert(1)",
            "![x](http://127.0.0.1/x.png)",
            "<script>alert(1)</script>",
            "|",
            "| - |",
            "  " * 60 + "* x",
            "> " * 60 + "x",
            "*" * 300,
            "[" * 300,
            "`" * 300,
            "_" * 299 + "a",
            "\\" * 300,
            "&#0;",
            "&" * 200,
            "\u202e",
            "\x00",
            "\ud7ff",
            "1" * 400 + ". x",
            "target: 1e999s",
            "weight: .inf",
            "- point: [1, {a: b}]",
            "? x",
            "<" * 300,
            "($" * 200,
            "a" * 5_000,
            "~~~",
            ": " * 200,
            "%" * 200,
        ]
    ),
)


def read_sound(place: Path, case: tuple[str, bytes]) -> None:
    ending, content = case
    file = place / f"sound.{ending}"
    file.write_bytes(content)
    with timed(f"{ending} {content[:60]!r}"), suppress(InputError):
        sound = audio_file.read(file, limit_s=LIMIT_SOUND_S)
        assert 0 < len(sound) <= LIMIT_SOUND_S * 16_000 + 16_000
        assert sound.dtype == np.float32
        assert float(np.abs(sound).max()) < 10.0


def read_document(_place: Path, text: str) -> None:
    with timed(repr(text[:200])):
        parsed(repaired(text, backticks=True).text)


def read_settings(place: Path, content: bytes) -> None:
    file = place / "settings.toml"
    file.write_bytes(content)
    with timed(repr(content[:200])), suppress(InputError):
        assert isinstance(settings.load(file), settings.Settings)


@st.composite
def settings_files(draw: st.DrawFn) -> bytes:
    known = (
        b'model = "auto"\nvoice_rate_wpm = 165\nlive_words = true\ntext_size_percent = 100\ntheme = "dark"\n'
    )
    return draw(st.one_of(st.binary(max_size=200), mutated(known), st.text(max_size=100).map(str.encode)))


class timed:  # noqa: N801 - reads as a phrase
    """Fails where what stands in it takes too long, or makes the process too big."""

    def __init__(self, what: str) -> None:
        self._what = what

    def __enter__(self) -> None:
        self._began_s = time.process_time()
        self._grown = _peak_bytes()

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            spent_s = time.process_time() - self._began_s
            assert spent_s < LIMIT_S, f"{spent_s:.1f} s for {self._what}"
            grown = _peak_bytes() - self._grown
            assert grown < LIMIT_BYTES, f"{grown:,} bytes for {self._what}"


def _peak_bytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


#: Reader, and what it is given.
READERS: dict[str, tuple[Callable[..., None], st.SearchStrategy[object]]] = {
    "sound": (read_sound, sounds()),
    "bank": (read_document, documents()),
    "settings": (read_settings, settings_files()),
}
